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

Pair = tuple[int, int]  # two candidates by their places


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


def candidates(
    parties: Iterable[Party], exchanges: Mapping[Party, Sequence[str]] | None = None
) -> tuple[Candidate, ...]:
    """The candidates that parties make, those that most sites name first.

    ``exchanges`` tells in which answers a party is named, where that is more than its source.
    """
    listed = list(parties)
    by_key: dict[str, list[Party]] = {}
    for each in listed:
        by_key.setdefault(_key(each), []).append(each)
    beside = natures.organisations_beside(listed)
    made = [_candidate(name, mentions, beside) for name, mentions in by_key.items()]
    made.sort(key=lambda each: (-len(each.sites), each.name, each.id))
    found = _stated_together(made, exchanges or {})
    for pair, why in _alike(made).items():
        found[pair] = f"{found[pair]}; {why}" if pair in found else why
    return tuple(_with_others(made, found))


def _key(party: Party) -> str:
    """A number of a register is compared as it is; a name by its spellings' key."""
    return f"{party.field} {party.name}" if natures.is_number(party.field) else key(party.name)


def _candidate(name: str, mentions: Sequence[Party], beside: Mapping[natures.Place, set[str]]) -> Candidate:
    spelled = Counter(each.name for each in mentions)
    spellings = sorted(spelled, key=lambda each: (-spelled[each], each))
    nature, why = natures.of(mentions, beside)
    made = "party-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return Candidate(made, spellings[0], tuple(spellings), nature, why, tuple(mentions))


def _stated_together(made: Sequence[Candidate], exchanges: Mapping[Party, Sequence[str]]) -> dict[Pair, str]:
    """The pairs that one answer states in the same field of a contact, as registries do in two scripts."""
    places: dict[tuple[str, str, str], set[int]] = {}
    for number, candidate in enumerate(made):
        for each in candidate.mentions:
            if each.field in natures.OF_A_CONTACT:
                for source in exchanges.get(each, (each.source,)):
                    places.setdefault((each.field, each.site, source), set()).add(number)
    return {
        pair: f"one answer states both in the same field of a contact ({field})"
        for (field, _, _), together in sorted(places.items(), reverse=True)
        for pair in combinations(sorted(together), 2)
    }


def _alike(made: Sequence[Candidate]) -> dict[Pair, str]:
    """The pairs whose names have something in common, each with the first reason."""
    found: dict[Pair, str] = {}
    names = ["" if natures.is_number(each.mentions[0].field) else core(each.name) for each in made]
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
    return found


def _with_others(made: Sequence[Candidate], found: Mapping[Pair, str]) -> Iterator[Candidate]:
    """The candidates, each with those that may be the same party."""
    alike: dict[int, list[Alike]] = {}
    for (one, other), why in sorted(found.items()):
        alike.setdefault(one, []).append(Alike(made[other].id, made[other].name, why))
        alike.setdefault(other, []).append(Alike(made[one].id, made[one].name, why))
    for number, each in enumerate(made):
        yield replace(each, may_be=tuple(alike.get(number, ())))
