"""When what a group's sites bear was first and last seen, from the kept observations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from osint.records import moment
from osint.rows import Row


@dataclass(frozen=True, slots=True)
class Span:
    """A site, and the first and the last time at which something of its own was seen (UTC, as kept)."""

    site: str
    first: str
    last: str


def spans(observations: Iterable[Row], sites: Sequence[str]) -> tuple[Span, ...]:
    """The spans of those of the sites that bear anything of their own, in the order in which they were first seen."""
    wanted = frozenset(sites)
    found: dict[str, tuple[str, str]] = {}
    for row in observations:
        if row["own"] and row["site"] in wanted:
            first, last = found.get(row["site"], (row["first_seen"], row["last_seen"]))
            found[row["site"]] = min(first, row["first_seen"]), max(last, row["last_seen"])
    made = (Span(site, first, last) for site, (first, last) in found.items())
    return tuple(sorted(made, key=lambda span: (span.first, span.site)))


def bars(drawn: Sequence[Span]) -> Mapping[str, tuple[float, float]]:
    """For each site where its bar begins and how long it is, as parts of the time from the first to the last of all."""
    if not drawn:
        return {}
    begin = min(moment(each.first) for each in drawn)
    whole = (max(moment(each.last) for each in drawn) - begin).total_seconds() or 1.0
    return {each.site: _bar(moment(each.first), moment(each.last), begin, whole) for each in drawn}


def _bar(first: datetime, last: datetime, begin: datetime, whole: float) -> tuple[float, float]:
    left = (first - begin).total_seconds() / whole
    return round(left, 4), round((last - first).total_seconds() / whole, 4)
