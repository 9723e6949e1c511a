"""A move is told only where a bearing was seen to end on one site before it began on the other."""

import pytest

from osint.records import Observation
from weighing import BASIS, CHANNEL, COPIED, NOW, links_of, row, rows_of_kind, seen

PAIR = ("one.example", "two.example")
ONE, TWO = PAIR
LATEST = BASIS.number("succession", "days")
STILL_THERE = "registration_date:2025-12-01"


def case(
    left: tuple[float, float], came: tuple[float, float], *, looked: float = NOW, name: str = CHANNEL
) -> list[Observation]:
    """One site that bore a value between two days and was looked at again; another that bears it now."""
    return [
        seen(ONE, name, first=left[0], last=left[1]),
        seen(ONE, STILL_THERE, first=looked),
        seen(TWO, name, first=came[0], last=came[1]),
    ]


def moves(observations: list[Observation]) -> int:
    return len(rows_of_kind(links_of(observations)[PAIR], "succession"))


def test_a_value_that_ended_here_and_began_there_days_later_is_a_move() -> None:
    found = row(links_of(case((10, 100), (105, NOW)))[PAIR], "succession")
    assert found.bits == BASIS.number("succession", "bits")
    assert found.note.startswith("last seen on one.example on 2026-04-11")
    assert "first seen on two.example on 2026-04-16" in found.note


def test_the_order_of_the_names_is_not_the_order_of_the_move() -> None:
    other_way = [
        seen(TWO, CHANNEL, first=10, last=100),
        seen(TWO, STILL_THERE),
        seen(ONE, CHANNEL, first=105, last=NOW),
    ]
    assert row(links_of(other_way)[PAIR], "succession").note.startswith("last seen on two.example")


def test_sites_asked_one_after_the_other_have_not_moved() -> None:
    minutes = 1 / 24 / 60
    observations = case((NOW, NOW + minutes), (NOW + 2 * minutes, NOW + 3 * minutes), looked=NOW + minutes)
    assert moves(observations) == 0


@pytest.mark.parametrize(
    ("left", "came"),
    [((10, 10), (15, NOW)), ((10, 100), (105, 105))],
    ids=["the old one seen once", "the new one seen once"],
)
def test_a_single_look_says_neither_when_a_bearing_began_nor_when_it_ended(
    left: tuple[float, float], came: tuple[float, float]
) -> None:
    assert moves(case(left, came)) == 0


def test_a_site_that_was_not_looked_at_again_may_still_bear_it() -> None:
    assert moves(case((10, 100), (105, NOW), looked=100)) == 0


def test_bearings_that_overlap_are_no_move() -> None:
    assert moves(case((10, 110), (105, NOW))) == 0


@pytest.mark.parametrize(("gap", "count"), [(LATEST, 1), (LATEST + 1, 0)])
def test_a_gap_of_more_than_the_stated_days_is_no_move(gap: int, count: int) -> None:
    assert moves(case((10, 100), (100 + gap, NOW))) == count


def test_what_a_copier_carries_along_does_not_move() -> None:
    assert moves(case((10, 100), (105, NOW), name=COPIED)) == 0


def test_a_value_that_counts_nothing_does_not_move() -> None:
    quoted = [
        seen(ONE, CHANNEL, first=10, last=100, own=False),
        seen(ONE, STILL_THERE),
        seen(TWO, CHANNEL, first=105, last=NOW),
    ]
    assert moves(quoted) == 0


def test_the_site_that_others_name_is_not_said_to_have_borne_the_name_itself() -> None:
    named = f"redirect_site:{TWO}"
    observations = [
        seen("first.example", named, first=10, last=100),
        seen(ONE, named, first=105, last=NOW),
        seen(TWO, STILL_THERE),
    ]
    assert row(links_of(observations)[PAIR], "redirect_site").bits > 0
    assert moves(observations) == 0
