"""One pass over the bytes: where matches of all kinds may stand, and what else a scan must look at.

Hyperscan looks for many kinds at once. What it reports is never a find: it says round which places the exact
patterns have to be tried. The kinds stand in rings, by how far their matches reach: of what stands near an escape
little must be read for those that reach not far.
"""

import re
import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

import hyperscan

from osint.identifiers.compiled import database
from osint.identifiers.context import OPENINGS
from osint.identifiers.kind import Kind
from osint.identifiers.runs import stretches
from osint.identifiers.sights import Sight, far, sights

MAILBOXES = (b"data-cfemail=", b"/cdn-cgi/l/email-protection#")
ROUND = 32  # bytes round a run that its patterns may look at
# How far kinds of the inner rings reach, in bytes. Measured (2026-11-29, real pages): round escapes so wide stand
# 0.24 and 0.38 of a page's size, round the widest 0.82; with one ring hyperscan reads twice as long what stands there.
RINGS = (300, 700)
ENDLESS = 1 << 40

Span = tuple[int, int]
Ends = dict[int, list[int]]  # by the number of an expression: where what it sights ends
# By the number of a kind: the first and the last byte at which a match may begin, in order and apart.
Beginnings = dict[int, list[Span]]


@dataclass(frozen=True, slots=True)
class Sightings:
    """What stands in a text."""

    beginnings: Beginnings = field(default_factory=dict)
    openings: list[int] = field(default_factory=list)  # of what holds no markup (context)
    has_mailboxes: bool = False


class Search:
    """Expressions looked for at once; a thread has its own scratch space."""

    def __init__(self, name: str, expressions: list[str]) -> None:
        """Compile them, each under its own number."""
        listed = [each.encode() for each in expressions]
        self._db = database(name, listed, [0] * len(listed)) if listed else None
        self._own = threading.local()

    def ends(self, data: bytes) -> Ends:
        """Where all that they match ends, in order."""
        found: Ends = defaultdict(list)

        def noted(number: int, _start: int, end: int, _flags: int, _context: Any) -> None:
            found[number].append(end)

        if data and self._db is not None:
            scratch = getattr(self._own, "scratch", None)
            if scratch is None:
                scratch = self._own.scratch = hyperscan.Scratch(self._db)
            self._db.scan(data, match_event_handler=noted, scratch=scratch)
        return found


class Ring:
    """Kinds whose matches reach about as far, ready to be looked for."""

    def __init__(self, name: str, kinds: list[tuple[int, Kind]]) -> None:
        """Compile what is looked for; each kind comes with its number on the shelf."""
        anywhere = [(number, made) for number, each in kinds if not each.run for made in sights(each)]
        in_runs = [(number, made) for number, each in kinds if each.run for made in sights(each)]
        self.numbers = frozenset(number for number, _ in kinds)
        self.margin = max((far(each) for _, each in kinds), default=0)
        self._sights = anywhere + in_runs
        self._names = {
            number: re.compile(f"{made.name}*+\\Z".encode())
            for number, (_, made) in enumerate(anywhere)
            if made.name
        }
        self._count = len(anywhere)
        self._search = Search(f"kinds{name}", [made.expression for _, made in anywhere])
        self._runs = Search(f"runs{name}", [made.expression for _, made in in_runs])

    def sight(self, data: bytes) -> Beginnings:
        """Where matches of these kinds may begin in a text."""
        return self._beginnings(data, self._search.ends(data) | self._ends_in_runs(data))

    def _beginnings(self, data: bytes, found: Ends) -> Beginnings:
        made: Beginnings = {}
        for number, ends in found.items():
            kind, sight = self._sights[number]
            name = self._names.get(number)
            if name is None:
                spans = beginnings(ends, sight.least, sight.most)
            else:
                spans = named(data, ends, sight, name)
            made[kind] = merged(made[kind] + spans) if kind in made else spans
        return made

    def _ends_in_runs(self, data: bytes) -> Ends:
        """What stands in long runs of letters and digits."""
        found: Ends = {}
        if self._count == len(self._sights):
            return found
        spans = stretches(data, ROUND)
        starts = list(accumulate((end - start + 1 for start, end in spans), initial=0))
        joined = b"\n".join([data[start:end] for start, end in spans])
        for number, ends in self._runs.ends(joined).items():
            at = [bisect_right(starts, end - 1) - 1 for end in ends]
            found[self._count + number] = [
                spans[span][0] + end - starts[span] for span, end in zip(at, ends, strict=True)
            ]
        return found


class Automaton:
    """All kinds of a shelf, ready to be looked for, ring by ring."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        """Compile what is looked for."""
        listed = [(number, each) for number, each in enumerate(kinds) if each.expression]
        bounds = pairwise((0, *RINGS, ENDLESS))
        self.rings = [
            Ring(str(number), [each for each in listed if nearer < far(each[1]) <= farther])
            for number, (nearer, farther) in enumerate(bounds)
        ]
        marks = [f"(?i:{re.escape(each.decode())})" for each in (*OPENINGS, *MAILBOXES)]
        self._marks = Search("marks", marks)

    def sight(self, data: bytes) -> Sightings:
        """All that stands in a text."""
        found = self._marks.ends(data)
        openings = sorted(
            end - len(literal) for number, literal in enumerate(OPENINGS) for end in found.get(number, ())
        )
        has_mailboxes = any(number >= len(OPENINGS) for number in found)
        every: Beginnings = {}
        for ring in self.rings:
            every |= ring.sight(data)
        return Sightings(every, openings, has_mailboxes)


def beginnings(ends: list[int], least: int, most: int) -> list[Span]:
    """Where matches may begin so many bytes before offsets that are in order: the first and the last byte."""
    spans: list[Span] = []
    first, last = ends[0] - most, ends[0] - least
    for end in ends:
        if end - most > last + 1:
            spans.append((max(0, first), last))
            first = end - most
        last = end - least
    spans.append((max(0, first), last))
    return spans


def named(data: bytes, ends: list[int], sight: Sight, name: re.Pattern[bytes]) -> list[Span]:
    """The same where nothing but letters of a name stands in a match before what was sighted."""
    spans: list[Span] = []
    for end in ends:
        behind = end - sight.sighted if sight.sighted else data.rfind(b"@", 0, end)
        found = name.search(data, max(0, end - sight.most), behind)
        last = min(end - sight.least, behind)
        if found is not None and found.start() <= last:
            spans.append((found.start(), last))
    return merged(spans)


def merged(spans: list[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    made: list[Span] = []
    for first, last in sorted(spans):
        if made and first <= made[-1][1] + 1:
            made[-1] = made[-1][0], max(made[-1][1], last)
        else:
            made.append((first, last))
    return made
