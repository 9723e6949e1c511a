"""Exact patterns, tried only in windows round the places where their kinds were sighted.

A place lies in every match of a kind, and a window reaches from it as far as a match can be long, so that no
match is cut. Where escapes stand in a window, it is read with them undone too.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from osint.identifiers import kinds
from osint.identifiers.automaton import Automaton, Sightings
from osint.identifiers.compiled import Sieve
from osint.identifiers.escapes import Style, undone
from osint.identifiers.escapes import Undone as Step
from osint.identifiers.kind import BEFORE, BEHIND, Kind

MOST_PER_KIND = (
    5000  # matches of one kind in one text; a page with more is an attack or a list of others' ids
)

LOOK = 32  # bytes: as far as a pattern looks behind
NARROW = 256  # bytes
WORD = (
    160  # bytes that a mailbox, or an address with a name and a password, has before its at sign at the most
)
OFTEN = 40  # windows of one kind, from which on making a sieve pays
BLANKS = (b" ", b"\t", b"\r", b"\n", b'"', b"'", b"<", b">")  # which no mailbox holds as it stands
CLOSE = 8  # bytes: an escape so close to a value may change it

Span = tuple[int, int]
Chain = Sequence[Style]


class Match(NamedTuple):
    """A value as it stands in a text."""

    start: int
    end: int
    kind: Kind
    raw: bytes


class Reader:
    """A kind, ready to be read round places."""

    def __init__(self, kind: Kind) -> None:
        """Compile its pattern, and tell how far a match can look."""
        self.reach = kind.reach
        lead = _leads().get(kind.name) if kind.lead is None else kind.lead
        # A gate may be sighted by a part of it.
        self.lead = kind.reach if lead is None else lead + max(map(len, kind.gates))
        self._look = kind.reach if lead is None else self.lead + LOOK
        self._kind = kind
        self._pattern = re.compile(kind.expression.encode())
        self._sieve: Sieve | None = None
        self._tried = 0

    def matches(
        self, text: bytes, begin: int, stop: int, settled: list[Span] | None = None
    ) -> Iterator[Match]:
        """The values whose matches begin in a window of a text.

        The spans of matches whose values no escape is close to are noted in ``settled``.
        """
        kind = self._kind
        if kind.sifted and text and not self._can_match(text[max(0, begin - LOOK) : stop + self.reach]):
            return
        for found in self._found(text, begin, stop):
            if not kind.near or self._is_near(found.span(), text):
                group = next(number for number in range(1, len(found.regs)) if found.regs[number][0] >= 0)
                start, end = found.regs[group]
                if settled is not None and not _near_escapes(text, start, end):
                    settled.append(found.span())
                if kind.many is None:
                    yield Match(start, end, kind, found[group])
                else:
                    for each in kind.many.finditer(found[group].decode("ascii", "replace")):
                        span = start + each.start(), start + each.end()
                        yield Match(*span, kind, text[slice(*span)])

    def _found(self, text: bytes, begin: int, stop: int) -> Iterator[re.Match[bytes]]:
        """The matches that begin in a window; in a narrow one the pattern is tried at each of its bytes alone."""
        end = stop + self.reach
        if stop - begin > NARROW:
            for found in self._pattern.finditer(text, begin, end):
                if found.start() >= stop:
                    return
                yield found
            return
        match = self._pattern.match
        while begin < stop:
            found_here = match(text, begin, end)
            if found_here is None:
                begin += 1
            else:
                yield found_here
                begin = max(begin + 1, found_here.end())

    def _can_match(self, window: bytes) -> bool:
        """Whether its sieve holds something back; one is made for a kind that is tried often."""
        self._tried += 1
        if self._tried < OFTEN or not window:
            return True
        if self._sieve is None:
            self._sieve = Sieve(self._kind.name, self._kind.expression)
        return self._sieve.holds(window)

    def round(self, text: bytes, places: list[int], settled: list[Span]) -> Iterator[Match]:
        """The values in a text whose matches hold one of these places."""
        for first, last in clusters(places, self.reach):
            yield from self.matches(text, max(0, first - self.lead), last + 1, settled)

    def in_words(self, text: bytes, places: list[int], settled: list[Span]) -> Iterator[Match]:
        """The values in a text whose matches begin in the word that one of these places stands in."""
        for place in places:
            first = max(0, place - WORD)
            start = max(text.rfind(each, first, place) + 1 for each in BLANKS)
            yield from self.matches(text, max(first, start), place + 1, settled)

    def matches_above(self, places: list[int], layers: "Undone") -> Iterator[Match]:
        """The values that stand there once escapes are undone, where there are any round these places."""
        for first, last in clusters(places, self.reach):
            begin, end = max(0, first - self._look), last + self.reach
            if layers.have_escapes(begin, end):
                window = max(0, layers.above(first) - self.lead), layers.above(last) + 1
                yield from self.matches(layers.data, *window)

    def _is_near(self, span: Span, text: bytes) -> bool:
        around = text[max(0, span[0] - BEFORE) : span[1] + BEHIND].lower()
        return any(word in around for word in self._kind.near)


class Undone:
    """A text with the escapes of some styles undone, one after the other."""

    def __init__(self, text: bytes, chain: Chain) -> None:
        """Ready to undo them, once that is asked for."""
        self._chain = chain
        self._text = text
        self._signs = [style.sign for style in chain]

    @cached_property
    def _steps(self) -> list[Step]:
        steps: list[Step] = []
        for style in self._chain:
            steps.append(undone(steps[-1].data if steps else self._text, style))
        return steps

    @property
    def data(self) -> bytes:
        """The text without its escapes."""
        return self._steps[-1].data

    def have_escapes(self, begin: int, end: int) -> bool:
        """Whether there may be escapes of all the styles in a part of the text below."""
        return all(self._text.find(sign, begin, end) >= 0 for sign in self._signs)

    def above(self, place: int) -> int:
        """The offset here of an offset in the text below."""
        for step in self._steps:
            place = step.place_above(place)
        return place

    def below(self, place: int) -> int:
        """The offset in the text below of an offset here."""
        for step in reversed(self._steps):
            place = step.place_below(place)
        return place


def clusters(places: list[int], reach: int) -> Iterator[Span]:
    """The first and the last of places whose windows touch, in order."""
    if not places:
        return
    places = sorted(places)
    first = last = places[0]
    for place in places:
        if place - last > reach + 1:
            yield first, last
            first = place
        last = place
    yield first, last


def matches(text: bytes, seen: Sightings) -> Iterator[Match]:
    """Every value in a text, kind by kind; ``seen`` keeps what needs no second look with escapes undone."""
    for number, places in seen.places.items():
        settled = seen.settled.setdefault(number, [])
        yield from islice(reader(number).round(text, places, settled), MOST_PER_KIND)
    for number in automaton().mail if seen.mail else ():
        settled = seen.settled.setdefault(number, [])
        known = set(settled)
        found = reader(number).in_words(text, seen.mail, settled)
        yield from islice((match for match in found if (match.start, match.end) not in known), MOST_PER_KIND)
        settled.sort()


def undone_matches(seen: Sightings, layers: Undone) -> Iterator[Match]:
    """The values near whose places escapes stand, as they are once those are undone."""
    for number in {**seen.places, **dict.fromkeys(automaton().mail)}:
        places = seen.places.get(number, []) + (seen.mail if number in automaton().mail else [])
        unsettled = _unsettled(places, seen.settled.get(number, []))
        yield from islice(reader(number).matches_above(unsettled, layers), MOST_PER_KIND)
    far = _farthest()
    for first, last in clusters(seen.deep, far):
        begin, end = max(0, layers.above(first) - far), layers.above(last) + far
        part = layers.data[begin:end]
        for match in matches(part, automaton().sight(part)):
            at_edge = (begin and match.start < far // 2) or (
                end < len(layers.data) and match.end > len(part) - far // 2
            )
            if not at_edge:
                yield match._replace(start=match.start + begin, end=match.end + begin)


def _unsettled(places: list[int], settled: list[Span]) -> list[int]:
    """The places that lie in none of some spans, which are in order."""
    if not settled:
        return places
    starts = [start for start, _ in settled]
    return [
        place
        for place in places
        if (number := bisect_right(starts, place)) == 0 or place >= settled[number - 1][1]
    ]


def _near_escapes(text: bytes, start: int, end: int) -> bool:
    around = text[max(0, start - CLOSE) : end + CLOSE]
    return b"&" in around or b"\\" in around or b"%" in around


@cache
def automaton() -> Automaton:
    """The shelf's."""
    return Automaton(kinds().values())


@cache
def _leads() -> dict[str, int]:
    """How far before its gate a match of a kind can begin, where that is known; else it is its reach."""
    text = files("osint.identifiers").joinpath("catalogue", "leads.json").read_text("utf-8")
    return dict(json.loads(text))


@cache
def _farthest() -> int:
    return max(each.reach for each in kinds().values()) + BEHIND


@cache
def reader(number: int) -> Reader:
    """The shelf's kind of that number, which is found in text."""
    return Reader(tuple(kinds().values())[number])
