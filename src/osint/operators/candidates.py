"""Candidates for who an operator is: the parties that sources name, each once under all its spellings.

Names with one key are one candidate; names that only may be one stay apart, and say by which rule they may be.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from osint.operators import natures, romanised
from osint.operators.likeness import ALIKE, in_latin
from osint.operators.natures import Nature
from osint.operators.spelling import core, key, unmarked
from osint.records import Party


@dataclass(frozen=True, slots=True)
class Alike:
    """Another candidate that may be the same party, and why."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person or organisation that sources name for an operator's sites: a candidate, never a conclusion."""

    id: str  # follows from the name alone: the same in every case
    name: str  # the spelling that is met most often
    spellings: tuple[str, ...]
    nature: Nature
    why: str  # why it is a person or an organisation, or why that is not known
    mentions: tuple[Party, ...]
    may_be: tuple[Alike, ...] = ()

    @property
    def sites(self) -> tuple[str, ...]:
        """The sites for which it is named."""
        return tuple(sorted({each.site for each in self.mentions}))

    @property
    def roles(self) -> tuple[str, ...]:
        """In which roles."""
        return tuple(sorted({each.role for each in self.mentions}))


def candidates(parties: Iterable[Party]) -> tuple[Candidate, ...]:
    """The candidates that parties make, those that most sites name first."""
    listed = list(parties)
    by_key: dict[str, list[Party]] = {}
    for each in listed:
        by_key.setdefault(_key(each), []).append(each)
    beside = natures.organisations_beside(listed)
    made = [_candidate(name, mentions, beside) for name, mentions in by_key.items()]
    made.sort(key=lambda each: (-len(each.sites), each.name, each.id))
    return tuple(_with_likenesses(made))


def _key(party: Party) -> str:
    """A number of a register is compared as it is; a name by its spellings' key."""
    return f"{party.field} {party.name}" if natures.is_number(party.field) else key(party.name)


def _candidate(name: str, mentions: Sequence[Party], beside: Mapping[natures.Place, set[str]]) -> Candidate:
    spelled = Counter(each.name for each in mentions)
    spellings = sorted(spelled, key=lambda each: (-spelled[each], each))
    nature, why = natures.of(mentions, beside)
    made = "party-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return Candidate(made, spellings[0], tuple(spellings), nature, why, tuple(mentions))


def _with_likenesses(made: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates, each with those that may be the same party."""
    found: dict[tuple[int, int], str] = {}
    names = [
        "" if natures.is_number(each.mentions[0].field) else core(each.name) for each in made
    ]  # by number
    for reason, reduced in ALIKE.items():
        together: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            if name:
                together.setdefault(reduced(name), []).append(number)
        for pair in (pair for group in together.values() for pair in combinations(group, 2)):
            found.setdefault(pair, reason)
    native = [number for number, name in enumerate(names) if name and romanised.is_read(name)]
    latin = [number for number, name in enumerate(names) if name and unmarked(name).isascii()]
    for one, other in product(native, latin):
        if reason := in_latin(names[one], names[other]):
            found.setdefault((min(one, other), max(one, other)), reason)
    alike: dict[int, list[Alike]] = {}
    for (one, other), why in sorted(found.items()):
        alike.setdefault(one, []).append(Alike(made[other].id, made[other].name, why))
        alike.setdefault(other, []).append(Alike(made[one].id, made[one].name, why))
    for number, each in enumerate(made):
        yield replace(each, may_be=tuple(alike.get(number, ())))
