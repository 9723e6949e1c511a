"""Three answers of lists, each with its list, day and reason."""

from pathlib import Path

import pytest
from hosting_cases import FRONT, ORIGIN, own_lists, seen

from osint.hosting.classify import SHARED, Answer, count_on, fronts, of_address, of_hosts
from osint.hosting.lists import Lists, Sort, shipped
from osint.hosting.seen import Seen

SITE = "moonscans.com"


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return own_lists(tmp_path)


class TestAddress:
    def test_a_listed_address_names_the_list_its_day_licence_and_reason(self, lists: Lists) -> None:
        row = of_address(FRONT, Seen([]), lists)[0]
        assert (row.answer, row.label, row.list) == (Answer.LISTED, "reverse proxy", "Veilfront's addresses")
        assert (row.date, row.licence) == ("2026-10-01", "invented")
        assert "100.72.0.0/22" in row.why

    def test_an_as_number_lists_an_address_too_and_names_its_exchange(self, lists: Lists) -> None:
        rows = of_address(ORIGIN, Seen([seen(ORIGIN, "asn", "AS64510")]), lists)
        assert [(row.list, row.exchanges) for row in rows if row.answer is Answer.LISTED] == [
            ("Veilfront's addresses", ("asn AS64510 ",))
        ]

    def test_block_and_number_of_one_list_are_one_row(self, lists: Lists) -> None:
        rows = of_address(FRONT, Seen([seen(FRONT, "asn", "AS64510")]), lists)
        assert sum(row.answer is Answer.LISTED for row in rows) == 1

    def test_not_listed_needs_the_number_that_the_lists_go_by(self, lists: Lists) -> None:
        without = {row.label: row.answer for row in of_address(ORIGIN, Seen([]), lists)}
        known = Seen([seen(ORIGIN, "asn", "AS64499")])
        with_number = {row.label: row.answer for row in of_address(ORIGIN, known, lists)}
        assert (without["cloud"], with_number["cloud"]) == (Answer.NOT_KNOWN, Answer.NOT_LISTED)

    def test_of_a_sort_without_a_list_nothing_is_known(self, lists: Lists) -> None:
        rows = {row.label: row for row in of_address(ORIGIN, Seen([seen(ORIGIN, "asn", "AS64499")]), lists)}
        assert rows["bulletproof"].answer is Answer.NOT_KNOWN
        assert "no list" in rows["bulletproof"].why

    def test_every_sort_has_an_answer(self, lists: Lists) -> None:
        assert {row.label for row in of_address(ORIGIN, Seen([]), lists)} == {*map(str, Sort), SHARED}

    @pytest.mark.parametrize(("count", "answer"), [("21", Answer.LISTED), ("20", Answer.NOT_LISTED)])
    def test_a_crowd_in_passive_dns_is_shared_hosting(self, lists: Lists, count: str, answer: Answer) -> None:
        (row,) = (
            row
            for row in of_address(ORIGIN, Seen([seen(ORIGIN, "site_count", count)]), lists)
            if row.label == SHARED
        )
        assert (row.answer, row.date) == (answer, "2026-11-01")
        assert count in row.why

    def test_without_passive_dns_sharing_is_not_known(self, lists: Lists) -> None:
        assert of_address(ORIGIN, Seen([]), lists)[-1].answer is Answer.NOT_KNOWN

    def test_of_two_sources_the_larger_count_stands(self) -> None:
        counted = count_on(ORIGIN, Seen([seen(ORIGIN, "site_count", "9"), seen(ORIGIN, "site_count", "130")]))
        assert counted is not None
        assert counted[0] == 130

    def test_a_cloud_is_no_front(self) -> None:
        known = Seen([seen(ORIGIN, "asn", "AS14061")])
        assert of_address(ORIGIN, known, shipped())[0].label == "cloud"
        assert fronts(ORIGIN, known, shipped()) == []


class TestHosts:
    def test_an_alias_and_a_name_server_are_listed_by_name(self, lists: Lists) -> None:
        known = Seen(
            [
                seen(SITE, "alias_host", "moon.veilfront.example"),
                seen(SITE, "nameserver_set", "ada.ns.veilfront.example ns1.other.example"),
            ]
        )
        rows = {row.subject: row for row in of_hosts(SITE, known, lists)}
        assert set(rows) == {"moon.veilfront.example", "ada.ns.veilfront.example"}
        assert "need not be proxied" in rows["ada.ns.veilfront.example"].why

    def test_strangers_hosts_are_in_no_row(self, lists: Lists) -> None:
        assert of_hosts(SITE, Seen([seen(SITE, "alias_host", "moon.other.example")]), lists) == ()
