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
