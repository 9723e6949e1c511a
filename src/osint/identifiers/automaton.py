"""One pass over the bytes: where gates stand, plain or escaped, and what else a scan must look at.

Hyperscan looks for all literals at once. What it reports is never a find: it says round which places the exact
patterns have to be tried.
"""

import re
import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import hyperscan

from osint.identifiers.compiled import database
from osint.identifiers.context import OPENINGS
from osint.identifiers.escapes import DEEP, USUAL, sightings
from osint.identifiers.kind import BEFORE, BEHIND, Kind
from osint.identifiers.runs import stretches

MAILBOXES = (b"data-cfemail=", b"/cdn-cgi/l/email-protection#")
PICTURES = (b"data:image", b"<svg")
ROUND = 32  # bytes round a run that its patterns may look at
# What has no literal begins behind no letter or digit, unless those belong to an escape.
BEGINS = rb"(?:^|[^A-Za-z0-9]|%%[0-9A-Fa-f]{2}|\\(?:[nrt]|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}))(?:%b)"
AT = b"@"  # so common that a search for one byte is quicker
# An at sign between letters, with what may be a host behind it.
MAILBOX = re.compile(rb"[A-Za-z0-9._%+-]@[A-Za-z0-9\x80-\xff-]{1,63}(?:\.[A-Za-z0-9\x80-\xff]|[&%\\])")

Span = tuple[int, int]
Event = tuple[int, int]  # the number of an expression, and where a match of it ends


@dataclass(slots=True)
class Sightings:
    """What stands in a text: for each kind, by its number, places of which each match holds one."""

    places: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    mail: list[int] = field(default_factory=list)  # at signs between letters, before a host
    openings: list[int] = field(default_factory=list)  # of what holds no markup (context)
    words: list[int] = field(default_factory=list)  # near which something without a literal may stand
    deep: list[int] = field(default_factory=list)  # escapes that can hide a gate
    settled: dict[int, list[tuple[int, int]]] = field(
        default_factory=dict
    )  # matches whose values no escape is close to
    has_mailboxes: bool = False
    has_pictures: bool = False


class Search:
    """Expressions looked for at once; a thread has its own scratch space."""

    def __init__(self, name: str, anycase: list[bytes], expressions: list[bytes]) -> None:
        """Compile them, each under its own number: first those whose case does not count."""
        flags = [hyperscan.HS_FLAG_CASELESS] * len(anycase) + [0] * len(expressions)
        self._db = database(name, [*anycase, *expressions], flags) if flags else None
        self._own = threading.local()

    def events(self, data: bytes) -> list[Event]:
        """Every match, by the place where it ends."""
        found: list[Event] = []
        note = found.append

        def noted(number: int, _start: int, end: int, _flags: int, _context: Any) -> None:
            note((number, end))

        if data and self._db is not None:
            scratch = getattr(self._own, "scratch", None)
            if scratch is None:
                scratch = self._own.scratch = hyperscan.Scratch(self._db)
            self._db.scan(data, match_event_handler=noted, scratch=scratch)
        return found


class Detector:
    """Kinds without a literal, looked for in parts of a text by their short patterns."""

    def __init__(self, name: str, patterns: Mapping[int, str]) -> None:
        """Compile the patterns of kinds, by their numbers."""
        self._numbers = list(patterns)
        self._search = Search(name, [], [BEGINS % each.encode() for each in patterns.values()])

    def note(self, data: bytes, spans: list[Span], places: dict[int, list[int]]) -> None:
        """Note a place in every match within these spans."""
        if not spans or not self._numbers:
            return
        starts = list(accumulate((end - start + 1 for start, end in spans), initial=0))
        joined = b"\n".join([data[start:end] for start, end in spans])
        for number, end in self._search.events(joined):
            span = bisect_right(starts, end - 1) - 1
            places[self._numbers[number]].append(spans[span][0] + end - 1 - starts[span])


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
            *(
                (each, _word)
                for each in sorted({word for each in listed if each.detect for word in each.near})
            ),
        )
        literals = [*whose, *(literal for literal, _ in special)]
        anywhere = [number for number, each in enumerate(listed) if each.detect and not each.near]
        self._back = [len(literal) for literal in literals] + [1] * (len(DEEP) + len(anywhere))
        self._whose = [tuple(sorted(numbers)) for numbers in whose.values()]
        self._notes = (
            [note for _, note in special] + [_escape] * len(DEEP) + [_detected(each) for each in anywhere]
        )
        self._search = Search(
            "gates",
            [*map(re.escape, literals), *(each.encode() for each in DEEP)],
            [listed[number].detect.encode() for number in anywhere],
        )
        self._runs = Detector("runs", {number: each.run for number, each in enumerate(listed) if each.run})
        self._worded = Detector(
            "worded", {number: each.detect for number, each in enumerate(listed) if each.detect and each.near}
        )
        self.mail = tuple(number for number, each in enumerate(listed) if AT in each.gates)

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
        if self.mail:
            seen.mail = _at_signs(data)
        self._runs.note(data, stretches(data, ROUND), places)
        if seen.words:
            self._worded.note(data, _around(seen.words, len(data)), places)
        return seen


def _at_signs(data: bytes) -> list[int]:
    """Where one stands between letters, before a host."""
    found = []
    place = data.find(AT)
    while place >= 0:
        if place and MAILBOX.match(data, place - 1):
            found.append(place)
        place = data.find(AT, place + 1)
    return found


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


def _detected(number: int) -> Callable[[Sightings, int], None]:
    return lambda seen, place: seen.places[number].append(place)


def _word(seen: Sightings, place: int) -> None:
    seen.words.append(place)


def _around(words: list[int], size: int) -> list[Span]:
    """What stands near words, in order and apart."""
    spans: list[Span] = []
    for word in sorted(words):
        start, end = max(0, word - BEHIND - ROUND), min(size, word + BEFORE + 2 * ROUND)
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return spans


def _escape(seen: Sightings, place: int) -> None:
    seen.deep.append(place)


def _mailbox(seen: Sightings, _place: int) -> None:
    seen.has_mailboxes = True


def _picture(seen: Sightings, _place: int) -> None:
    seen.has_pictures = True
