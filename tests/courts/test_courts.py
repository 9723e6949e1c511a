"""The shelf of courts, visited entry by entry."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from osint.courts import COURTS, court
from osint.courts.court import Court
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
        assert "7" in entry.exhibit(7)

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
