"""The timeline: first and last times of what sites bear themselves."""

from typing import Any

from osint.bundle.timeline import Span, bars, spans


def row(site: str, first: str, last: str, *, own: bool = True) -> dict[str, Any]:
    """An observation, as far as the timeline reads it."""
    return {
        "site": site,
        "own": own,
        "first_seen": f"{first}T00:00:00.000000Z",
        "last_seen": f"{last}T00:00:00.000000Z",
    }


ROWS = [
    row("b.example", "2026-02-01", "2026-03-01"),
    row("a.example", "2026-03-01", "2026-03-02"),
    row("a.example", "2026-01-01", "2026-01-05"),
    row("a.example", "2019-01-01", "2029-01-05", own=False),
    row("c.example", "2020-01-01", "2020-01-05"),
]


def test_a_sites_span_is_of_its_own_alone_and_sites_stand_in_the_order_of_their_first_times() -> None:
    found = spans(ROWS, ["b.example", "a.example", "z.example"])
    assert [(each.site, each.first[:10], each.last[:10]) for each in found] == [
        ("a.example", "2026-01-01", "2026-03-02"),
        ("b.example", "2026-02-01", "2026-03-01"),
    ]


def test_bars_are_parts_of_the_whole_time() -> None:
    drawn = bars(spans(ROWS, ["a.example", "b.example"]))
    assert drawn["a.example"] == (0.0, 1.0)
    left, long = drawn["b.example"]
    assert (left, long) == (round(31 / 60, 4), round(28 / 60, 4))


def test_nothing_and_a_single_moment_are_no_fault() -> None:
    assert bars(()) == {}
    at = "2026-01-01T00:00:00.000000Z"
    assert bars((Span("a.example", at, at),)) == {"a.example": (0.0, 0.0)}
