"""A collector: two functions and three facts about one place where we ask."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from enum import StrEnum

from osint.records import Ask, Exchange, Observation, Subject, SubjectKind

Asking = Generator[Ask, Exchange, None]


class Touch(StrEnum):
    """Whom a question reaches. A passive run asks only registries and third parties."""

    TARGET = "target"
    REGISTRY = "registry"
    THIRD_PARTY = "third party"


def free(_subject: Subject) -> int:
    """The cost of a source that charges nothing."""
    return 0


def unpriced(_ask: Ask) -> int:
    """The price of a question to a source that charges nothing."""
    return 0


def untold(_exchange: Exchange) -> int | None:
    """What an answer says that says nothing of counts or balances."""
    return None


@dataclass(frozen=True, slots=True)
class Search:
    """How a source is asked who else bears an identifier: what a run's limits rest on.

    A collector's ``ask`` puts the question that counts before those that fetch. A run reads the count, and
    leaves what follows unasked where it is a hub's; it adds up the prices, and never passes its budget.
    """

    query: Callable[[Subject], str]  # as the source is asked; empty: it cannot answer for this identifier
    counted: str  # in words: how the bearers are counted before they are fetched
    unit: str = ""  # what its price is counted in
    price: Callable[[Ask], int] = unpriced  # of one question
    count: Callable[[Exchange], int | None] = untold  # how many bear what was searched, by an answer
    crowd: Callable[[Exchange], int | None] = untold  # the most of them that are no crowd, where that is few
    account: Callable[[Subject], Ask] | None = None  # asks for the credits that are left, before any is spent
    balance: Callable[[Exchange], int | None] = untold  # those credits, by its answer


@dataclass(frozen=True, slots=True)
class Collector:
    """One place where we ask.

    ``ask`` yields questions about a subject and is sent each answer; it opens nothing itself.
    ``read`` is pure: the same exchange gives the same observations for ever.
    """

    name: str
    about: str  # one sentence: what it is asked
    ask: Callable[[Subject], Asking]
    read: Callable[[Exchange], Iterable[Observation]]
    accepts: frozenset[SubjectKind]
    touches: Touch
    cost: Callable[[Subject], int] = free  # in the source's credits
    keys: tuple[str, ...] = ()  # names of the keys it needs, as in the environment
    is_on_call: bool = False  # asked only where the user names it
    keyless: bool = False  # whether it answers without them too, within narrower limits
    search: Search | None = None  # for a source that can be asked who else bears an identifier
