"""One pass over the bytes: where gates stand, plain or escaped, and what else a scan must look at.

Hyperscan looks for all literals at once. What it reports is never a find: it says round which places the exact
patterns have to be tried.
"""

import re
import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import hyperscan

from osint.identifiers.context import OPENINGS
from osint.identifiers.escapes import DEEP, USUAL, sightings
from osint.identifiers.kind import Kind
from osint.identifiers.runs import stretches

MAILBOXES = (b"data-cfemail=", b"/cdn-cgi/l/email-protection#")
PICTURES = (b"data:image", b"<svg")
ROUND = 64  # bytes round a run that its patterns may look at
AT = b"@"  # so common that a search for one byte is quicker
BEFORE_AT = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-")
BEHIND_AT = frozenset(bytes((each,)) for each in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

Event = tuple[int, int]  # the number of an expression, and where a match of it ends


@dataclass(slots=True)
class Sightings:
    """What stands in a text: for each kind, by its number, places of which each match holds one."""

    places: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    openings: list[int] = field(default_factory=list)  # of what holds no markup (context)
    deep: list[int] = field(default_factory=list)  # escapes that can hide a gate
    settled: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # matches whose values no escape is close to
    has_mailboxes: bool = False
    has_pictures: bool = False


class Search:
    """Expressions looked for at once; a thread has its own scratch space."""

    def __init__(self, expressions: list[bytes]) -> None:
        """Compile them: without case, each an expression of its own number."""
        self._db = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        count = len(expressions)
        flags = [hyperscan.HS_FLAG_CASELESS] * count
        self._db.compile(expressions=expressions, ids=list(range(count)), elements=count, flags=flags)
        self._own = threading.local()

    def events(self, data: bytes) -> list[Event]:
        """Every match, by the place where it ends."""
        found: list[Event] = []
        note = found.append

        def noted(number: int, _start: int, end: int, _flags: int, _context: Any) -> None:
            note((number, end))

        if data:
            scratch = getattr(self._own, "scratch", None)
            if scratch is None:
                scratch = self._own.scratch = hyperscan.Scratch(self._db)
            self._db.scan(data, match_event_handler=noted, scratch=scratch)
        return found


class Automaton:
    """All kinds of a shelf, ready to be looked for."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        """Choose what is looked for, and compile it."""
        listed = list(kinds)
        whose = _whose(listed)
        special = (
            *((each, _opening) for each in OPENINGS),
            *((each, _mailbox) for each in MAILBOXES),
            *((each, _picture) for each in PICTURES),
        )
        literals = [*whose, *(literal for literal, _ in special)]
        self._back = [len(literal) for literal in literals] + [1] * len(DEEP)
        self._whose = [tuple(sorted(numbers)) for numbers in whose.values()]
        self._notes = [note for _, note in special] + [_escape] * len(DEEP)
        self._search = Search([*map(re.escape, literals), *(each.encode() for each in DEEP)])
        self._long = [number for number, each in enumerate(listed) if each.detect]
        self._runs = Search([listed[number].detect.encode() for number in self._long]) if self._long else None
        self._mail = tuple(number for number, each in enumerate(listed) if AT in each.gates)

    def sight(self, data: bytes) -> Sightings:
        """All that stands in a text."""
        seen = Sightings()
        whose, count, places, length = self._whose, len(self._whose), seen.places, self._back
        for number, end in self._search.events(data):
            if number < count:
                for each in whose[number]:
                    places[each].append(end - length[number])
            else:
                self._notes[number - count](seen, end - length[number])
        if self._mail:
            self._sight_mail(data, places)
        if self._runs is not None:
            self._sight_runs(data, self._runs, places)
        return seen

    def _sight_mail(self, data: bytes, places: dict[int, list[int]]) -> None:
        place = data.find(AT)
        while place > 0:
            if data[place - 1] in BEFORE_AT and data[place + 1 : place + 2] in BEHIND_AT:
                for each in self._mail:
                    places[each].append(place)
            place = data.find(AT, place + 1)

    def _sight_runs(self, data: bytes, search: Search, places: dict[int, list[int]]) -> None:
        """Look for what has no literal, in long runs of letters and digits alone."""
        spans = stretches(data, ROUND)
        if not spans:
            return
        starts = list(accumulate((end - start + 1 for start, end in spans), initial=0))
        joined = b"\n".join([data[start:end] for start, end in spans])
        for number, end in search.events(joined):
            span = bisect_right(starts, end - 1) - 1
            places[self._long[number]].append(spans[span][0] + end - 1 - starts[span])


def _whose(listed: list[Kind]) -> dict[bytes, set[int]]:
    """The literals to look for, and the kinds round whose patterns each is looked for."""
    whose: dict[bytes, set[int]] = defaultdict(set)
    for number, each in enumerate(listed):
        for gate in each.gates:
            literals = USUAL["@"] if gate == AT else sightings(gate.decode())
            for literal in literals:
                whose[literal.encode()].add(number)
    return whose


def _opening(seen: Sightings, place: int) -> None:
    seen.openings.append(place)


def _escape(seen: Sightings, place: int) -> None:
    seen.deep.append(place)


def _mailbox(seen: Sightings, _place: int) -> None:
    seen.has_mailboxes = True


def _picture(seen: Sightings, _place: int) -> None:
    seen.has_pictures = True
