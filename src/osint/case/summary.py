"""What a run of questions brought: counts, and what was not answered in the end."""

from collections import Counter
from dataclasses import dataclass, field

from osint.records import Exchange, Outcome

FINE = frozenset({Outcome.ANSWERED, Outcome.ABSENT})
PASSIVE = "passive: the target itself is not contacted"
CHOSEN = (PASSIVE, "a hub: ", "budget: ")  # how a reason begins that the user's own limits gave


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered, and why."""

    outcome: str
    uri: str
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """What was not followed, and why: a hub, a budget, the depth, no key, a source that refused."""

    source: str
    what: str
    why: str


@dataclass(slots=True)
class Summary:
    """What a run brought."""

    asked: int = 0  # exchanges that were made and kept in this run
    kept: int = 0  # questions whose answers the case had already
    passive: int = 0  # questions that a passive run left out
    sites: int = 0  # sites of the case after it
    outcomes: Counter[str] = field(default_factory=Counter)
    is_expected: bool = False  # the practice world stages its failures
    followed: list[str] = field(default_factory=list)  # sites that were taken in, in order
    left: list[Left] = field(default_factory=list)
    spent: Counter[str] = field(default_factory=Counter)  # credits, by source
    bare: list[str] = field(
        default_factory=list
    )  # machines that bear what was searched, without a known site
    # By the hash of a question, how its last attempt failed: the texts of a hundred thousand would fill memory.
    _last: dict[int, Failure | None] = field(default_factory=dict)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What was not answered: a question that was in the end is none, nor what a passive run leaves out."""
        return tuple(each for each in self._last.values() if each is not None)

    def take(self, exchange: Exchange) -> None:
        """Count an exchange."""
        self.asked += 1
        self.outcomes[exchange.outcome.value] += 1
        question = f"{exchange.ask.method} {exchange.ask.uri}"
        is_part = bool(
            exchange.fact("part-of-visit")
        )  # that is the visit's affair: its page says how it ended
        is_fine = exchange.outcome in FINE or exchange.why.startswith(CHOSEN) or is_part
        self.passive += exchange.why.startswith(PASSIVE)
        failure = Failure(exchange.outcome.value, exchange.ask.uri, exchange.why)
        self._last[hash(question)] = None if is_fine else failure
        if exchange.outcome is Outcome.NOT_ASKED and exchange.why.startswith(CHOSEN[1:]):
            self.left.append(Left(exchange.ask.collector, exchange.ask.subject.value, exchange.why))

    def fail(self, question: str, failure: Failure) -> None:
        """Note a failure."""
        self._last[hash(question)] = failure

    def add(self, other: "Summary") -> None:
        """Count another run's exchanges too."""
        self.asked += other.asked
        self.kept += other.kept
        self.passive += other.passive
        self.sites = max(self.sites, other.sites)
        self.outcomes += other.outcomes
        self.followed += other.followed
        self.left += [each for each in other.left if each not in self.left]
        self.spent += other.spent
        self._last |= other._last
