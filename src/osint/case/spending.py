"""What a run spends of each source's credits, what was spent before it, and what the next step will cost."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from osint import collectors
from osint.case.limits import Limits
from osint.collectors.collector import Collector, Search
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

UNCHARGED = frozenset({Outcome.NOT_ASKED, Outcome.REFUSED})  # no source takes money for a refusal


PLURALS = {"query credit": "query credits", "lookup": "lookups"}  # other units are of many as they stand


def amount(count: int, unit: str) -> str:
    """A number of a source's credits, in words."""
    return f"{count} {unit if count == 1 else PLURALS.get(unit, unit)}"


@dataclass(slots=True)
class Purse:
    """The credits of one run, by source: what is spent is put aside before a question goes out."""

    limits: Limits
    spent: Counter[str] = field(default_factory=Counter)  # in this run
    _left: dict[str, int] = field(
        default_factory=dict
    )  # the most that may be spent, where an account said less

    def most(self, name: str) -> int:
        """The most that may be spent of a source's credits, as far as is known."""
        return min(self.limits.credits, self._left.get(name, self.limits.credits))

    def total(self, name: str) -> int:
        """What counts towards the budget: spent in this run, and before it where it goes on with another."""
        return self.limits.spent.get(name, 0) + self.spent[name]

    def refuses(self, name: str, search: Search, ask: Ask) -> str:
        """Why a question is not paid for; empty, and its price put aside, when it is."""
        price = search.price(ask)
        if price and self.total(name) + price > self.most(name):
            return (
                f"budget: it costs {amount(price, search.unit)}, and {self.total(name)} of {self.most(name)} "
                "are spent: a larger budget asks it"
            )
        self.spent[name] += price
        return ""

    def look(self, name: str, left: int | None) -> None:
        """Take in what an account says that is left; nothing where it says nothing."""
        if left is not None:
            self._left[name] = self.total(name) + max(0, left)

    def settle(self, name: str, search: Search, answer: Exchange) -> None:
        """Take back what was put aside for a question that was not put, or was refused."""
        if answer.outcome in UNCHARGED:
            self.spent[name] -= search.price(answer.ask)


def spent_since_begun(events: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """What was spent of each source since the last expansion began, by the questions that the ledger holds."""
    spent: Counter[str] = Counter()
    for event in events:
        if event["type"] == "expansion" and event["state"] == "begun":
            spent.clear()
        elif event["type"] == "exchange" and not event.get("imported"):
            spent[event["collector"]] += _charged(event)
    return +spent


def _charged(event: Mapping[str, Any]) -> int:
    found = collectors.find(event["collector"])
    if found is None or found.search is None or Outcome(event["outcome"]) in UNCHARGED:
        return 0
    kind, value, *_ = event["subject"]
    return found.search.price(
        Ask(event["uri"], found.name, Subject(SubjectKind(kind), value), event["method"])
    )


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a step will cost at one source, before anything is spent."""

    source: str
    cost: int  # at the least, where there are bearers
    unit: str
    questions: int  # subjects that cost something

    def __str__(self) -> str:
        """A line for whoever decides."""
        about = "1 subject that was" if self.questions == 1 else f"{self.questions} subjects that were"
        return f"{self.source}: from {amount(self.cost, self.unit)} for {about} not asked about before"


def _asked_to_the_end(events: Iterable[Mapping[str, Any]]) -> set[tuple[str, str, str]]:
    """What was asked about before, by collector and subject: whatever a budget or a refusal cut short is not."""
    ended: dict[tuple[str, str, str], bool] = {}
    for event in events:
        if event["type"] == "exchange":
            is_cut = Outcome(event["outcome"]) in UNCHARGED and not event["why"].startswith("a hub: ")
            ended[event["collector"], event["subject"][0], event["subject"][1]] = not is_cut
    return {about for about, is_ended in ended.items() if is_ended}


def estimates(
    subjects: Iterable[Subject],
    events: Iterable[Mapping[str, Any]],
    may_ask: Callable[[Collector], bool],
) -> Iterator[Estimate]:
    """What it will cost to ask about subjects, source by source; what was asked about before costs nothing more.

    ``may_ask`` says which collectors would be asked: those that are wanted and have their keys.
    """
    wanted = list(subjects)
    asked = _asked_to_the_end(events)
    for each in collectors.COLLECTORS:
        if each.search is None or not each.search.unit or not may_ask(each):
            continue
        fresh = [one for one in wanted if one.kind in each.accepts]
        fresh = [one for one in fresh if (each.name, one.kind.value, one.value) not in asked]
        costs = [cost for one in fresh if (cost := each.cost(one))]
        if costs:
            yield Estimate(each.name, sum(costs), each.search.unit, len(costs))
