"""Exact patterns, tried only in windows round the places where their kinds were sighted.

A place lies in every match of a kind, and a window reaches from it as far as a match can be long, so that no
match is cut. Where escapes stand in a window, it is read with them undone too.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from osint.identifiers import kinds
from osint.identifiers.automaton import Automaton, Sightings
from osint.identifiers.escapes import WIDEST, Style, Undone, edge, plain, undone
from osint.identifiers.kind import BEFORE, BEHIND, Kind

MOST_PER_KIND = (
    5000  # matches of one kind in one text; a page with more is an attack or a list of others' ids
)

LOOK = 32  # bytes: as far as a pattern looks behind
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
        lead = _leads().get(kind.name)
        # A gate may be sighted by a part of it.
        self.lead = kind.reach if lead is None else lead + max(map(len, kind.gates))
        look = kind.reach if lead is None else self.lead + LOOK
        self.around = look + (BEFORE if kind.near else 0), kind.reach + (BEHIND if kind.near else 0)
        self._look = look
        self._kind = kind
        self._pattern = re.compile(kind.expression.encode())

    def matches(
        self, text: bytes, begin: int, stop: int, settled: list[Span] | None = None
    ) -> Iterator[Match]:
        """The values whose matches begin in a window of a text.

        The spans of matches whose values no escape is close to are noted in ``settled``.
        """
        kind = self._kind
        for found in self._pattern.finditer(text, begin, stop + self.reach):
            if found.start() >= stop:
                return
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

    def round(self, text: bytes, places: list[int], settled: list[Span]) -> Iterator[Match]:
        """The values in a text whose matches hold one of these places."""
        for first, last in clusters(places, self.reach):
            yield from self.matches(text, max(0, first - self.lead), last + 1, settled)

    def pieces(self, text: bytes, places: list[int], chain: Chain) -> Iterator["Piece"]:
        """The parts of a text round places near which escapes of these styles stand, with those undone."""
        for first, last in clusters(places, self.reach):
            begin, end = max(0, first - self._look), last + self.reach
            if all(text.find(style.sign, begin, end) >= 0 for style in chain):
                yield Piece(text, (first, last), self.around, self.lead, chain)

    def _is_near(self, span: Span, text: bytes) -> bool:
        around = text[max(0, span[0] - BEFORE) : span[1] + BEHIND].lower()
        return any(word in around for word in self._kind.near)


class Piece:
    """A part of a text with its escapes undone, wide enough for every match that holds one of its places."""

    def __init__(self, text: bytes, places: Span, around: Span, lead: int, chain: Chain) -> None:
        """Undo the escapes from before the first to behind the last of some places.

        ``around``: the bytes that a match may depend on before and behind them, once escapes are undone; ``lead``:
        how far before a place a match can begin.
        """
        self._chain = chain
        for wide in (2, WIDEST):
            self._start = edge(text, places[0] - wide * around[0])
            stop = edge(text, places[1] + wide * around[1] + 1)
            self._steps = list(_steps(text[self._start : stop], chain))
            self.data = self._steps[-1].data
            first, last = (self._above(place - self._start) for place in places)
            is_whole = first >= around[0] or not self._start
            if is_whole and (len(self.data) - last > around[1] or stop >= len(text)):
                break
        self.begin, self.stop = max(0, first - lead), last + 1

    def place(self, offset: int) -> int:
        """The offset in the whole text of an offset here."""
        for step in reversed(self._steps):
            offset = step.place_below(offset)
        return self._start + offset

    def shift(self, text: bytes) -> int:
        """How far an offset here is from that in the whole text with its escapes undone."""
        return len(plain(text[: self._start], self._chain))

    def _above(self, offset: int) -> int:
        for step in self._steps:
            offset = step.place_above(offset)
        return offset


def _steps(text: bytes, chain: Chain) -> Iterator[Undone]:
    for style in chain:
        step = undone(text, style)
        text = step.data
        yield step


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
    """Every value in a text, kind by kind; what needs no second look with escapes undone is taken from ``seen``."""
    for number, places in seen.places.items():
        settled = seen.settled.setdefault(number, [])
        yield from islice(reader(number).round(text, places, settled), MOST_PER_KIND)


def undone_matches(text: bytes, seen: Sightings, chain: Chain) -> Iterator[tuple[Match, Piece]]:
    """The values near whose places escapes stand, as they are once those are undone, and in which piece."""
    for number, places in seen.places.items():
        read = reader(number)
        found = (
            (match, piece)
            for piece in read.pieces(text, _unsettled(places, seen.settled.get(number, [])), chain)
            for match in read.matches(piece.data, piece.begin, piece.stop)
        )
        yield from islice(found, MOST_PER_KIND)
    if seen.deep:
        far = _farthest()
        for span in clusters(seen.deep, far):
            piece = Piece(text, span, (far, far), far, chain)
            for match in matches(piece.data, automaton().sight(piece.data)):
                if piece.begin <= match.start < piece.stop:
                    yield match, piece


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
