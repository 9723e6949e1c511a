"""The shelf of courts, visited entry by entry."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from osint.courts import COURTS, court
from osint.courts.court import Court, in_han
from osint.errors import UsageError

CONTRACT = "kr kr-criminal jp jp-disclosure cn th us eu es br mx vn ae sa"


def test_the_shelf_is_the_contract() -> None:
    assert [each.name for each in COURTS] == CONTRACT.split()


def test_each_is_found_by_its_name() -> None:
    assert [court(name).name for name in CONTRACT.split()] == CONTRACT.split()


@pytest.mark.parametrize("name", ["", "KR", "kr ", "xx", "../kr"])
def test_a_name_that_is_none_is_refused_and_the_names_are_said(name: str) -> None:
    with pytest.raises(UsageError, match="jp-disclosure"):
        court(name)


@pytest.mark.parametrize("entry", COURTS, ids=lambda entry: entry.name)
class TestEveryCourt:
    def test_numbers_exhibits_so_that_no_two_are_alike(self, entry: Court) -> None:
        assert len({entry.exhibit(number) for number in range(1, 200)}) == 199
        assert ("七" if entry.counts_in_han else "7") in entry.exhibit(7)

    def test_has_a_time_zone_that_there_is(self, entry: Court) -> None:
        assert ZoneInfo(entry.time_zone).key == entry.time_zone

    def test_says_what_it_asks_by_which_rules_and_when_that_was_read(self, entry: Court) -> None:
        assert entry.title
        assert entry.language
        assert entry.asks
        assert all(entry.asks)
        assert entry.rules
        assert all(entry.rules)
        assert entry.third_party
        assert date.fromisoformat(entry.checked) <= date(2026, 12, 31)

    def test_does_not_claim_a_lawyers_signature(self, entry: Court) -> None:
        assert entry.lawyer == ""

    def test_numbers_the_parts_of_an_exhibit_so_that_no_two_are_alike(self, entry: Court) -> None:
        made = {entry.part(number, part) for number in range(1, 40) for part in (1, 2, 11)}
        assert len(made) == 39 * 3
        assert not made & {entry.exhibit(number) for number in range(1, 200)}

    def test_has_margins_that_leave_room(self, entry: Court) -> None:
        assert entry.page.paper in {"a4", "us-letter"}
        assert entry.page.left + entry.page.right <= 60
        assert entry.page.top + entry.page.bottom <= 80


def test_china_counts_as_chinese_does() -> None:
    told = {
        1: "一",
        10: "十",
        12: "十二",
        20: "二十",
        105: "一百零五",
        110: "一百一十",
        1001: "一千零一",
        2340: "二千三百四十",
    }
    assert {number: in_han(number) for number in told} == told
    assert court("cn").exhibit(1) == "证据一"
    assert court("cn").part(12, 2) == "证据十二之二"
    assert in_han(10_000) == "10000"


def test_korea_numbers_parts_as_branches() -> None:
    assert court("kr").part(3, 1) == "갑 제3호증의1"
