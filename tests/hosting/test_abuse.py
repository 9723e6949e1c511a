"""Whom a notice goes to, in which order, on whose word; and what is missing."""

from pathlib import Path

import pytest
from hosting_cases import FRONT, ORIGIN, OWN, own_lists, seen

from osint.hosting.abuse import Contact, Role, route
from osint.hosting.classify import Answer
from osint.hosting.lists import Lists
from osint.hosting.seen import Seen
from osint.records import Observation

SITE = "moonscans.com"
REGISTERED = [
    seen(SITE, "registrar", "Invented Names Ltd."),
    seen(SITE, "abuse_email", "abuse@names.example"),
]
HOSTED = [
    seen(ORIGIN, "network_name", "HANRIVER-IDC"),
    seen(ORIGIN, "abuse_email", "abuse@hanriver.example"),
    seen(ORIGIN, "asn", "AS64499"),
    seen(ORIGIN, "as_abuse_email", "abuse-as@hanriver.example"),
]
PLACES = {"registrar Invented Names Ltd. ": "whois://whois.nic.example/moonscans.com"}
HIDDEN = [
    seen(SITE, "address", FRONT),
    seen(FRONT, "abuse_email", "abuse@veilfront.example"),
    seen(SITE, "address", ORIGIN, first="2026-01-01", last="2026-06-01"),
    seen(SITE, "address", ORIGIN, host=f"direct.{SITE}"),
    *HOSTED,
    *REGISTERED,
]


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return own_lists(tmp_path)


def contacts(lists: Lists, observed: list[Observation]) -> tuple[Contact, ...]:
    return route(SITE, Seen(observed), lists, PLACES)


def known(rows: tuple[Contact, ...]) -> list[tuple[Role, str]]:
    return [(each.role, each.email or each.form) for each in rows if each.answer is Answer.YES]


class TestOrder:
    def test_behind_a_front_the_host_comes_first_then_front_registrar_and_network(self, lists: Lists) -> None:
        rows = contacts(lists, HIDDEN)
        assert known(rows) == [
            (Role.BEHIND, "abuse@hanriver.example"),
            (Role.FRONT, "https://veilfront.example/abuse"),
            (Role.REGISTRAR, "abuse@names.example"),
            (Role.NETWORK, "abuse-as@hanriver.example"),
        ]
        assert [each.rank for each in rows] == list(range(1, len(rows) + 1))
        assert rows[-1].role is Role.REGISTRY

    def test_without_a_front_the_host_comes_first(self, lists: Lists) -> None:
        rows = contacts(lists, [seen(SITE, "address", ORIGIN), *HOSTED, *REGISTERED])
        assert known(rows) == [
            (Role.HOST, "abuse@hanriver.example"),
            (Role.REGISTRAR, "abuse@names.example"),
            (Role.NETWORK, "abuse-as@hanriver.example"),
        ]

    def test_a_candidate_with_weak_signs_is_not_written_to(self, lists: Lists) -> None:
        weak = [each for each in HIDDEN if each.subject.host != f"direct.{SITE}"]
        rows = contacts(lists, weak)
        assert (rows[0].role, rows[0].answer) == (Role.BEHIND, Answer.NOT_KNOWN)
        assert "ask the front" in rows[0].why
        assert "abuse@hanriver.example" not in {each.email for each in rows}


class TestSources:
    def test_each_contact_names_the_exchanges_that_say_so(self, lists: Lists) -> None:
        rows = {each.role: each for each in contacts(lists, HIDDEN)}
        assert "abuse_email abuse@hanriver.example " in rows[Role.BEHIND].exchanges
        assert f"address {ORIGIN} direct.{SITE}" in rows[Role.BEHIND].exchanges
        assert rows[Role.REGISTRAR].exchanges == ("abuse_email abuse@names.example ",)
        assert rows[Role.FRONT].exchanges == (f"address {FRONT} ",)
        assert rows[Role.NETWORK].name == "AS64499"

    def test_the_front_is_reached_as_its_list_says_and_says_what_it_does(self, lists: Lists) -> None:
        (front,) = (each for each in contacts(lists, HIDDEN) if each.role is Role.FRONT)
        assert "names the host to who reported" in front.why
        assert "Veilfront's addresses of 2026-10-01" in front.why

    def test_a_front_whose_list_tells_no_way_is_reached_through_its_network(self, tmp_path: Path) -> None:
        silent = own_lists(tmp_path, OWN.partition("[list.abuse]")[0])
        rows = contacts(silent, HIDDEN)
        assert (Role.FRONT, "abuse@veilfront.example") in known(rows)

    def test_the_registry_is_named_by_the_server_that_answered(self, lists: Lists) -> None:
        (registry,) = (each for each in contacts(lists, HIDDEN) if each.role is Role.REGISTRY)
        assert registry.name == ".com, by whois.nic.example"

    def test_a_registrars_server_is_no_registrys(self, lists: Lists) -> None:
        places = {
            "registrar R ": "whois://whois.nic.example/moonscans.com",
            "registrar Reseller ": "https://rdap.nic.example/domain/moonscans.com",
            "registration_date 2020-01-01 ": "whois://whois.registrar.example/moonscans.com",
        }
        told = [
            seen(SITE, "registrar", "R"),
            seen(SITE, "registrar", "Reseller"),
            seen(SITE, "registration_date", "2020-01-01"),
        ]
        (registry,) = (each for each in route(SITE, Seen(told), lists, places) if each.role is Role.REGISTRY)
        assert registry.name == ".com, by rdap.nic.example, whois.nic.example"

    def test_where_no_address_for_abuse_is_named_the_holders_contact_stands_in(self, lists: Lists) -> None:
        rows = contacts(
            lists, [seen(SITE, "address", ORIGIN), seen(ORIGIN, "network_contact", "ip@hanriver.example")]
        )
        assert known(rows) == [(Role.HOST, "ip@hanriver.example")]
        assert "none for abuse is named" in rows[0].why

    def test_two_addresses_of_one_host_are_one_addressee(self, lists: Lists) -> None:
        other = "100.68.30.8"
        rows = contacts(
            lists,
            [
                *(seen(SITE, "address", each) for each in (ORIGIN, other)),
                *(seen(each, "abuse_email", "abuse@hanriver.example") for each in (ORIGIN, other)),
            ],
        )
        assert known(rows) == [(Role.HOST, "abuse@hanriver.example")]


class TestSystems:
    def test_an_as_that_was_asked_about_for_another_of_its_addresses_is_known(self, lists: Lists) -> None:
        other = seen("100.68.30.8", "asn", "AS64499"), seen("100.68.30.8", "as_abuse_email", "noc@as.example")
        rows = contacts(lists, [seen(SITE, "address", ORIGIN), seen(ORIGIN, "asn", "AS64499"), *other])
        assert (Role.NETWORK, "noc@as.example") in known(rows)

    def test_one_that_two_systems_announce_lends_its_contact_to_neither(self, lists: Lists) -> None:
        other = [
            seen("100.68.30.8", name, value)
            for name, value in (
                ("asn", "AS64499"),
                ("asn", "AS64500"),
                ("as_abuse_email", "noc@as.example"),
            )
        ]
        rows = contacts(lists, [seen(SITE, "address", ORIGIN), seen(ORIGIN, "asn", "AS64499"), *other])
        assert (Role.NETWORK, "noc@as.example") not in known(rows)


class TestMissing:
    def test_of_a_site_of_which_nothing_is_known_each_row_says_what_to_do(self, lists: Lists) -> None:
        rows = contacts(lists, [])
        assert known(rows) == []
        assert {each.role for each in rows} == {Role.HOST, Role.REGISTRAR, Role.REGISTRY}
        assert all(each.why for each in rows)

    def test_a_host_whose_network_was_not_asked_about_is_not_known(self, lists: Lists) -> None:
        rows = contacts(lists, [seen(SITE, "address", ORIGIN)])
        assert (rows[0].role, rows[0].answer, rows[0].subject) == (Role.HOST, Answer.NOT_KNOWN, ORIGIN)
