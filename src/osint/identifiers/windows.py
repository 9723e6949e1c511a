"""Exact patterns, tried only where matches of their kinds can begin.

What is sighted of a kind says from which bytes a match of it may begin; the pattern is tried at those, from the left,
as a search through the whole text would try it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from osint.identifiers import kinds
from osint.identifiers.automaton import Automaton, Sightings, Span
from osint.identifiers.extracts import Extract
from osint.identifiers.kind import BEFORE, BEHIND, Kind
from osint.identifiers.sights import LOOK, first_letters

MOST_PER_KIND = (
    5000  # matches of one kind in one text; a page with more is an attack or a list of others' ids
)


class Match(NamedTuple):
    """A value as it stands in a text."""

    start: int
    end: int
    kind: Kind
    raw: bytes
    begin: int  # of the match that holds it


class Reader:
    """A kind, ready to be read."""

    def __init__(self, kind: Kind) -> None:
        """Compile its pattern."""
        self.reach = kind.reach
        self._kind = kind
        self._pattern = re.compile(kind.expression.encode())
        self._first = re.compile(first_letters(kind).encode())
        self._before, self._behind = (BEFORE, BEHIND) if kind.near else (LOOK, 0)

    def matches(self, text: bytes) -> Iterator[Match]:
        """The values of this kind in a text, looked for everywhere."""
        return self._values(self._pattern.finditer(text), text)

    def at(self, text: bytes, beginnings: Iterable[Span]) -> Iterator[Match]:
        """The values whose matches begin in these spans, which are in order and apart."""
        return self._values(self._found(text, beginnings), text)

    def in_extract(self, extract: Extract, beginnings: Iterable[Span]) -> Iterator[Match]:
        """The same in what stands near escapes: the values near which one was undone."""
        before, reach = self._before, self.reach + self._behind
        near = (
            (first, last)
            for first, last in beginnings
            if extract.touches(first - before - reach, last + 2 * reach)
        )
        for match in self._values(self._found(extract.data, near), extract.data):
            if extract.touches(match.begin - before, match.begin + reach):
                yield match

    def _found(self, text: bytes, spans: Iterable[Span]) -> Iterator[re.Match[bytes]]:
        """The matches that begin in these spans, as a search through all of the text would find them."""
        match, can_begin = self._pattern.match, self._first.finditer
        place = 0
        for first, last in spans:
            end = last + 1 + self.reach
            for each in can_begin(text, max(place, first), last + 1):
                begin = each.start()
                if begin >= place and (found := match(text, begin, end)) is not None:
                    yield found
                    place = max(found.end(), begin + 1)

    def _values(self, matches: Iterable[re.Match[bytes]], text: bytes) -> Iterator[Match]:
        kind = self._kind
        for found in matches:
            if not kind.near or self._is_near(found.span(), text):
                group = next(number for number in range(1, len(found.regs)) if found.regs[number][0] >= 0)
                start, end = found.regs[group]
                if kind.many is None:
                    yield Match(start, end, kind, found[group], found.start())
                else:
                    for each in kind.many.finditer(found[group].decode("ascii", "replace")):
                        span = start + each.start(), start + each.end()
                        yield Match(*span, kind, text[slice(*span)], found.start())

    def _is_near(self, span: Span, text: bytes) -> bool:
        around = text[max(0, span[0] - BEFORE) : span[1] + BEHIND].lower()
        return any(word in around for word in self._kind.near)


def matches(text: bytes, seen: Sightings) -> Iterator[Match]:
    """Every value in a text, kind by kind."""
    for number, beginnings in seen.beginnings.items():
        yield from islice(reader(number).at(text, beginnings), MOST_PER_KIND)


def undone_matches(extract: Extract, ring: int) -> Iterator[Match]:
    """Every value of a ring's kinds near which an escape was undone, kind by kind."""
    for number, beginnings in automaton().rings[ring].sight(extract.data).items():
        yield from islice(reader(number).in_extract(extract, beginnings), MOST_PER_KIND)


@cache
def automaton() -> Automaton:
    """The shelf's."""
    return Automaton(kinds().values())


@cache
def reader(number: int) -> Reader:
    """The shelf's kind of that number, which is found in text."""
    return Reader(tuple(kinds().values())[number])


@cache
def margins() -> tuple[int, ...]:
    """How much round an escape is to be read for the kinds of each ring, in bytes."""
    return tuple(ring.margin for ring in automaton().rings)
