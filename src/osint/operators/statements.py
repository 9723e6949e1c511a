"""What is to be said of a link or an operator, whatever the language: a sentence's name, and what goes into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Site:
    """A site, by its A-labels."""

    name: str


@dataclass(frozen=True, slots=True)
class Bits:
    """Thousandths of a bit, with their sign or (``plain``) without one where they are positive."""

    thousandths: int
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Factor:
    """A likelihood ratio, in thousandths of a bit."""

    thousandths: int


@dataclass(frozen=True, slots=True)
class Support:
    """A likelihood ratio of one or more as a word of the verbal scale, in thousandths of a bit."""

    thousandths: int


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability."""

    value: float


@dataclass(frozen=True, slots=True)
class Reason:
    """The note of a row of evidence, as the weighing wrote it."""

    note: str


@dataclass(frozen=True, slots=True)
class Named:
    """A row by its name, ``kind:value``."""

    name: str


@dataclass(frozen=True, slots=True)
class Exact:
    """Text that is the same in every language: an identifier's value, a kind's label, an operator's id."""

    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Several parts; ``between`` names what stands between them: comma, semicolon or and."""

    parts: "tuple[Part, ...]"
    between: str = "comma"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or a part of one: the name that it has in each language's table, and what goes into it."""

    name: str
    parts: "Mapping[str, Part]" = field(default_factory=dict)


Part = Site | Bits | Factor | Support | Chance | Reason | Named | Exact | Listed | Said | int
