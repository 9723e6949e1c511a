"""Collecting and pivoting again and again, to a stated depth and budget, so that it can be stopped and gone on with.

The ledger says where an expansion stands: ``expansion`` events with ``state`` begun, round or ended. What was
answered before it was stopped is not asked again; the sites that it took in, and the credits that it spent, count
towards its budget.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from osint.case import agenda, asking, pivoting, spending
from osint.case.limits import Limits
from osint.case.summary import Left, Summary

if TYPE_CHECKING:
    from osint.case.case import Case
    from osint.case.collecting import Progress
    from osint.evidence.recorder.profile import Profile


@dataclass(frozen=True, slots=True)
class Wanted:
    """How far an expansion goes."""

    depth: int
    budget: int  # the most sites to take in
    limits: Limits
    passive: bool = False  # none of the sites is contacted, nor those that are taken in

    def told(self) -> dict[str, Any]:
        """What the ledger says of it."""
        return {
            "depth": self.depth,
            "budget": self.budget,
            "credits": self.limits.credits,
            "hub": self.limits.hub,
            "passive": self.passive,
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an expansion stands that was stopped before; a new one stands at nothing."""

    rounds: int = 0  # that were ended
    taken: int = 0  # sites that were taken in
    open: tuple[str, ...] = ()  # of those, the ones whose round was not ended
    is_new: bool = True


def standing(events: Iterable[Mapping[str, Any]], wanted: Wanted) -> Standing:
    """Where the last expansion stands, when it is this one and was not ended."""
    rounds, is_open = 0, False
    taken: list[str] = []
    fresh: list[str] = []
    for event in events:
        if event["type"] == "expansion":
            match event["state"]:
                case "begun":
                    told = wanted.told()
                    is_open = all(event.get(name, False) == value for name, value in told.items())
                    rounds, taken, fresh = 0, [], []
                case "round":
                    rounds, fresh = rounds + 1, []
                case _:
                    is_open = False
        elif event["type"] == "lead":
            taken.append(event["site"])
            fresh.append(event["site"])
    return Standing(rounds, len(taken), tuple(fresh), is_new=False) if is_open else Standing()


def expand(
    case: "Case",
    wanted: Wanted,
    network: "Profile | None" = None,
    progress: "Progress | None" = None,
    say: Callable[[str], None] | None = None,
) -> Summary:
    """Pivot and collect, round by round; what was followed, what was not, and why, stands in the summary.

    ``say`` is told what each round's searches will cost, before anything is spent.
    """
    summary = Summary(is_expected=case.settings.is_practice)
    found = standing(case.ledger.events(), wanted)
    if found.is_new:
        case.ledger.append("expansion", {"state": "begun", **wanted.told()})
    budget, unfinished = wanted.budget - found.taken, set(found.open)
    used = network or asking.profile_of(case.settings.network)
    for _ in range(found.rounds, wanted.depth):
        if unfinished:  # the round that was stopped: its sites first
            summary.add(
                case.ask(case.subjects(sorted(unfinished)), used, passive=wanted.passive, progress=progress)
            )
        searches = _searches(case)
        limits = _limits(case, wanted)
        if say is not None:
            _tell_prices(case, searches, limits, used, say)
        summary.add(case.search(searches, limits, used, passive=wanted.passive, progress=progress))
        taken, over = case.take_in(budget)
        budget -= len(taken)
        summary.followed += taken
        if over:
            summary.left.append(Left("sites", f"{over} further", f"budget: {wanted.budget} sites"))
        sites = case.unasked()
        if not sites and not unfinished:
            break
        summary.add(case.ask(case.subjects(sites), used, passive=wanted.passive, progress=progress))
        case.ledger.append("expansion", {"state": "round"})
        unfinished = set()
    case.ledger.append("expansion", {"state": "ended"})
    _tell_what_is_left(case, wanted, summary)
    return summary


def _limits(case: "Case", wanted: Wanted) -> Limits:
    """The limits of a round: what the rounds before it spent, also those of a run that was stopped, is spent."""
    return replace(wanted.limits, spent=spending.spent_since_begun(case.ledger.events()))


def _tell_prices(
    case: "Case", searches: "list[Any]", limits: Limits, used: "Profile", say: Callable[[str], None]
) -> None:
    opened = pivoting.open_sources(asking.keys_of(used))
    for each in spending.estimates(searches, case.store.events(), lambda one: one.name in opened):
        spent = limits.spent.get(each.source, 0)
        say(f"{each}; at the most {limits.credits}, of which {spent} are spent")


def _searches(case: "Case") -> "list[Any]":
    return agenda.worth_searching(case.derive().observations())


def _tell_what_is_left(case: "Case", wanted: Wanted, summary: Summary) -> None:
    """Note what the depth left unsearched, and what the sources said that is too common to follow."""
    searched = {event["subject"][1] for event in case.store.events() if event["subject"][0] == "identifier"}
    left = [each for each in _searches(case) if each.value not in searched and pivoting.is_askable(each)]
    if left:
        why = f"depth: {wanted.depth} rounds"
        what = "1 identifier" if len(left) == 1 else f"{len(left)} identifiers"
        summary.left.append(Left("searches", f"{what} of the sites taken in last", why))
    summary.sites = len(case.sites())
