"""What the network collector asks and reads, with ipwhois over kept answers."""

import dns.resolver
import pytest
from answering import ADDRESS, SITE, asked, read, stands, values

from osint.collectors.network import COLLECTOR, ask
from osint.records import Subject, SubjectKind

ORIGIN = "dns:9.7.64.100.origin.asn.cymru.com?type=TXT"
NAME = "dns:AS64500.asn.cymru.com?type=TXT"
BOOTSTRAP = "https://data.iana.org/rdap/ipv4.json"
RECORD = "https://rdap.narrow.test/ip/100.64.7.9"
TWO = "network/origin_of_two_lengths.dns"


class TestAsk:
    def test_asks_origin_names_and_the_registry_with_the_longest_block(self) -> None:
        answers = {ORIGIN: TWO, NAME: "network/as_name.dns", BOOTSTRAP: "network/bootstrap.http"}
        assert asked(ask(ADDRESS), answers) == [
            ORIGIN,
            NAME,
            "dns:AS64501.asn.cymru.com?type=TXT",
            BOOTSTRAP,
            RECORD,
        ]

    def test_asks_on_when_a_source_does_not_answer(self) -> None:
        assert asked(ask(ADDRESS), {}) == [ORIGIN, BOOTSTRAP]

    @pytest.mark.parametrize(
        "name", ["origin_of_prose", "origin_of_unknown_registry", "cut_in_half", "no_answer"]
    )
    def test_makes_no_question_of_an_origin_that_is_none(self, name: str) -> None:
        assert asked(ask(ADDRESS), {ORIGIN: f"network/{name}.dns"}) == [ORIGIN, BOOTSTRAP]

    def test_turns_an_ipv6_address_round_by_nibbles(self) -> None:
        first = next(ask(Subject(SubjectKind.ADDRESS, "3fff::1")))
        assert first.uri == "dns:1." + "0." * 27 + "f.f.f.3.origin6.asn.cymru.com?type=TXT"

    def test_asks_nothing_about_what_is_no_address(self) -> None:
        assert asked(ask(Subject(SubjectKind.ADDRESS, "nonsense")), {}) == []
        assert asked(ask(SITE), {}) == []


class TestRead:
    def test_reads_the_origins_of_the_smallest_block(self) -> None:
        found = read(COLLECTOR, ORIGIN, TWO, ADDRESS)
        assert values(found) == {("asn", "AS64500"), ("asn", "AS64501")}
        assert {each.subject for each in found} == {ADDRESS}
        assert sorted(stands(TWO, each) for each in found) == [b"64500", b"64501"]

    def test_reads_the_name_of_the_as(self) -> None:
        found = read(COLLECTOR, NAME, "network/as_name.dns", ADDRESS)
        assert values(found) == {("network_name", "MOON-AS Moon Hosting, KR")}

    def test_reads_the_networks_name_and_the_abuse_address_inside_its_holder(self) -> None:
        name = "network/abuse_inside_the_holder.http"
        found = read(COLLECTOR, RECORD, name, ADDRESS)
        assert values(found) == {("network_name", "MOON-NET-1"), ("abuse_email", "abuse@moonhosting.net")}
        assert sorted(stands(name, each) for each in found) == [b"Abuse@moonhosting.net", b"MOON-NET-1"]

    def test_reads_without_a_resolver_on_the_machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing(*_: object, **__: object) -> None:
            raise dns.resolver.NoResolverConfiguration

        monkeypatch.setattr(dns.resolver.Resolver, "__init__", missing)
        assert len(read(COLLECTOR, ORIGIN, TWO, ADDRESS)) == 2

    def test_the_bootstrap_says_nothing_of_the_address(self) -> None:
        assert read(COLLECTOR, BOOTSTRAP, "network/bootstrap.http", ADDRESS) == []

    @pytest.mark.parametrize(
        "name",
        [
            "cut_in_half",
            "origin_of_unknown_registry",
            "origin_of_prose",
            "no_answer",
            "no_such_name",
            "refused",
        ],
    )
    def test_reads_nothing_from_an_origin_that_is_none(self, name: str) -> None:
        assert read(COLLECTOR, ORIGIN, f"network/{name}.dns", ADDRESS) == []

    @pytest.mark.parametrize(
        "name", ["no_handle", "not_found", "too_many_requests", "challenged", "cut_in_half"]
    )
    def test_reads_nothing_from_a_record_that_is_none(self, name: str) -> None:
        assert read(COLLECTOR, RECORD, f"network/{name}.http", ADDRESS) == []
