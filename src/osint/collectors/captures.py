"""Captures of one page over the years: which of them to look at, so that what it once bore gets a first and a last day."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from osint import names
from osint.collectors.seen import site_of_host
from osint.errors import BadName
from osint.identifiers.scan import scan_reply
from osint.records import Exchange

STAMP = re.compile(r"\d{14}")
FIRST_LOOKS = 4  # captures that are looked at in any case, at even distances

Borne = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, order=True)
class Capture:
    """One capture that an index lists."""

    timestamp: str  # 14 digits, UTC
    url: str
    status: str = "200"
    digest: str = ""  # equal digests are equal pages
    place: str = ""  # where it lies, in the index's own words


def is_of(capture: Capture, site: str) -> bool:
    """Whether an index's row is a capture of a site at all."""
    if STAMP.fullmatch(capture.timestamp) is None or not capture.url.isprintable():
        return False
    try:
        captured = site_of_host(names.host_of(capture.url))
    except BadName:
        return False
    return captured is not None and captured.value == site


def at(timestamp: str) -> datetime | None:
    """The time that 14 digits name."""
    try:
        return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def changes(listed: Iterable[Capture]) -> list[Capture]:
    """The first and the last capture of each stretch of equal pages, the earliest first."""
    ordered = sorted(set(listed))
    return [
        each
        for number, each in enumerate(ordered)
        if not each.digest
        or number in {0, len(ordered) - 1}
        or ordered[number - 1].digest != each.digest
        or ordered[number + 1].digest != each.digest
    ]


def spread(listed: list[Capture], most: int) -> list[Capture]:
    """The first, the last, and some between them at even distances."""
    if len(listed) <= most:
        return listed
    return [listed[place * (len(listed) - 1) // (most - 1)] for place in range(most)]


class Looking:
    """Chooses captures one after another: spread, then halfway where two neighbours bear different things, then the rest.

    So the day on which an identifier came or went is narrowed down first; what is left goes to the pages that
    changed in the widest gaps, where one may have come and gone again.
    """

    def __init__(self, listed: list[Capture], most: int) -> None:
        """Choose at most so many of the captures, which are in order of time."""
        self._listed = listed
        self._most = most
        self._planned = [listed.index(each) for each in spread(listed, min(FIRST_LOOKS, most))]
        self._seen: dict[int, Borne | None] = {}  # by place in the list; nothing: it could not be had

    def next(self) -> Capture | None:
        """The next capture to look at; nothing when enough were looked at."""
        if len(self._seen) >= self._most:
            return None
        place = next((each for each in self._planned if each not in self._seen), None)
        if place is None:
            place = self._halfway()
        if place is None:
            place = self._within_the_widest()
        if place is None:
            return None
        self._seen[place] = None
        return self._listed[place]

    def take(self, capture: Capture, borne: Borne | None) -> None:
        """What a capture bears; nothing where it could not be had."""
        self._seen[self._listed.index(capture)] = borne

    def _halfway(self) -> int | None:
        """The middle of the widest gap between two captures that bear different things."""
        known = sorted((place, borne) for place, borne in self._seen.items() if borne is not None)
        gaps = [
            (int(self._listed[b].timestamp) - int(self._listed[a].timestamp), a, b)
            for (a, before), (b, after) in itertools.pairwise(known)
            if before != after
        ]
        for _, a, b in sorted(gaps, reverse=True):
            free = [place for place in range(a + 1, b) if place not in self._seen]
            if free:
                return free[len(free) // 2]
        return None

    def _within_the_widest(self) -> int | None:
        """The capture nearest to the middle of the widest gap between two that were looked at."""
        gaps = [
            (_days(self._listed[a], self._listed[b]), a, b)
            for a, b in itertools.pairwise(sorted(self._seen))
            if b - a > 1
        ]
        if not gaps:
            return None
        width, a, b = max(gaps, key=lambda gap: (gap[0], -gap[1]))
        between = range(a + 1, b)
        return min(between, key=lambda place: abs(_days(self._listed[a], self._listed[place]) - width / 2))


def _days(a: Capture, b: Capture) -> float:
    """The days from one capture to another; nothing where a time is none."""
    first, last = at(a.timestamp), at(b.timestamp)
    return (last - first).total_seconds() / 86400 if first and last else 0.0


def borne(head: bytes, body: bytes) -> Borne:
    """What a page bears as its own."""
    return frozenset((find.kind, find.value) for find in scan_reply(head, body) if find.own)


def borne_by(exchange: Exchange) -> Borne:
    """What an answered capture bears."""
    return borne(exchange.head, exchange.body)
