"""A move: a value's bearing ends on one site, and within days begins on the other."""

from datetime import timedelta

from osint.identifiers import kind
from osint.links.bearing import Bearing
from osint.links.case_view import CaseView
from osint.links.worth import Row
from osint.records import Evidence, Ratio

DAY = timedelta(days=1)  # looks less than this apart are one look: sites are asked one after the other


def move(view: CaseView, pair: tuple[str, str], rows: list[Row]) -> list[Row]:
    """The row of the first counted value that moved from one site of a pair to the other, if any did."""
    for row in rows:
        name = f"{row.evidence.kind}:{row.evidence.value}"
        if row.bits <= 0 or kind(row.evidence.kind).copied or name in view.named:
            continue
        bearers = view.by_value[name]
        if moved := _in_order(view, bearers[pair[0]], bearers[pair[1]]):
            return [_row(view, row, *moved)]
    return []


def _in_order(view: CaseView, a: Bearing, b: Bearing) -> tuple[Bearing, Bearing] | None:
    """The two bearings, the one that ended first; nothing when none ended before the other began.

    One look says neither when a bearing began nor when it ended: each must have been seen on more than one
    day, and the site that it left must have been looked at again, without it.
    """
    first, second = (a, b) if a.last_seen <= b.last_seen else (b, a)
    gap = second.first_seen - first.last_seen
    are_dated = all(each.last_seen - each.first_seen >= DAY for each in (first, second))
    has_ended = view.last_look[first.site] - first.last_seen >= DAY
    in_time = timedelta(0) < gap <= timedelta(days=view.basis.number("succession", "days"))
    return (first, second) if are_dated and has_ended and in_time else None


def _row(view: CaseView, row: Row, first: Bearing, second: Bearing) -> Row:
    bits = view.basis.number("succession", "bits")
    note = (
        f"last seen on {first.site} on {first.last_seen:%Y-%m-%d} and gone when it was looked at again, "
        f"first seen on {second.site} on {second.first_seen:%Y-%m-%d}: a move"
    )
    value, exchanges = row.evidence.value, row.evidence.exchanges
    evidence = Evidence("succession", value, "succession", bits, 0, exchanges, note)
    return Row(evidence, Ratio(bits // 2, bits, bits * 2))
