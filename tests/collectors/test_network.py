"""What the network collector asks and reads, with ipwhois over kept answers."""

import contextlib

import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest
from answering import ADDRESS, AT, SITE, asked, read, stands, values

from osint.collectors import national_registries
from osint.collectors.network import COLLECTOR, MOST, ask
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

ORIGIN = "dns:9.7.64.100.origin.asn.cymru.com?type=TXT"
NAME = "dns:AS64500.asn.cymru.com?type=TXT"
BOOTSTRAP = "https://data.iana.org/rdap/ipv4.json"
RECORD = "https://rdap.narrow.test/ip/100.64.7.9"
AS_BOOTSTRAP = "https://data.iana.org/rdap/asn.json"
AS_RECORD = "https://rdap.narrow.test/autnum/64500"
REVERSE = "dns:9.7.64.100.in-addr.arpa?type=PTR"
KOREA = "whois://whois.kisa.or.kr/100.64.7.9"
JAPAN = "whois://whois.nic.ad.jp/100.64.7.9%2Fe"
TWO = "network/origin_of_two_lengths.dns"


def message(name: str, sort: str, *records: str, rcode: int = 0) -> bytes:
    """A resolver's answer."""
    made = dns.message.make_response(dns.message.make_query(name, sort))
    made.set_rcode(dns.rcode.Rcode(rcode))
    if records:
        made.answer.append(dns.rrset.from_text(f"{name}.", 300, "IN", sort, *records))
    return made.to_wire()


def seen(uri: str, wire: bytes, outcome: Outcome = Outcome.ANSWERED) -> set[tuple[str, str]]:
    exchange = Exchange(Ask(uri, "network", ADDRESS), AT, AT, outcome, body=wire)
    found = list(COLLECTOR.read(exchange))
    assert {each.subject for each in found} <= {ADDRESS}
    return values(found)


class TestAsk:
    def test_asks_origin_names_and_the_registry_with_the_longest_block(self) -> None:
        answers = {
            ORIGIN: TWO,
            NAME: "network/as_name.dns",
            BOOTSTRAP: "network/bootstrap.http",
            AS_BOOTSTRAP: "network/as_bootstrap.http",
        }
        assert asked(ask(ADDRESS), answers) == [
            ORIGIN,
            NAME,
            "dns:AS64501.asn.cymru.com?type=TXT",
            BOOTSTRAP,
            RECORD,
            AS_BOOTSTRAP,
            AS_RECORD,
            "whois://whois.kisa.or.kr/100.64.7.9",
            REVERSE,
        ]

    def test_asks_on_when_a_source_does_not_answer(self) -> None:
        assert asked(ask(ADDRESS), {}) == [ORIGIN, BOOTSTRAP, REVERSE]

    def test_looks_up_again_where_the_addresss_own_names_lead_and_never_more_than_stated(self) -> None:
        asking, said = ask(ADDRESS), []
        names = [f"server{number}.moonhosting.example." for number in range(9)]
        with contextlib.suppress(StopIteration):
            question = next(asking)
            while True:
                said.append(question.uri)
                wire = message("9.7.64.100.in-addr.arpa", "PTR", *names) if question.uri == REVERSE else b""
                outcome = Outcome.ANSWERED if wire else Outcome.FAILED
                question = asking.send(Exchange(question, AT, AT, outcome, body=wire))
        assert said[-2:] == [
            "dns:server0.moonhosting.example?type=A",
            "dns:server1.moonhosting.example?type=A",
        ]
        assert len(said) <= MOST

    @pytest.mark.parametrize(
        "name", ["origin_of_prose", "origin_of_unknown_registry", "cut_in_half", "no_answer"]
    )
    def test_makes_no_question_of_an_origin_that_is_none(self, name: str) -> None:
        assert asked(ask(ADDRESS), {ORIGIN: f"network/{name}.dns"}) == [
            ORIGIN,
            BOOTSTRAP,
            REVERSE,
        ]

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


class TestReverse:
    def test_the_names_of_an_address_are_read(self) -> None:
        wire = message("9.7.64.100.in-addr.arpa", "PTR", "Server7.moonhosting.example.", "localhost.")
        assert seen(REVERSE, wire) == {("reverse_host", "server7.moonhosting.example")}

    def test_a_name_that_leads_back_is_confirmed_and_one_that_does_not_is_denied(self) -> None:
        name = "server7.moonhosting.example"
        asked = f"dns:{name}?type=A"
        assert seen(asked, message(name, "A", "100.64.7.8", "100.64.7.9")) == {
            ("reverse_check", f"confirmed {name}")
        }
        assert seen(asked, message(name, "A", "100.64.7.8")) == {("reverse_check", f"denied {name}")}
        gone = message(name, "A", rcode=dns.rcode.NXDOMAIN)
        assert seen(asked, gone, Outcome.ABSENT) == {("reverse_check", f"denied {name}")}

    def test_a_name_that_could_not_be_looked_up_is_neither(self) -> None:
        name = "server7.moonhosting.example"
        wire = message(name, "A", rcode=dns.rcode.SERVFAIL)
        assert seen(f"dns:{name}?type=A", wire, Outcome.FAILED) == set()

    def test_the_name_of_another_address_says_nothing(self) -> None:
        wire = message("8.7.64.100.in-addr.arpa", "PTR", "server8.moonhosting.example.")
        assert seen("dns:8.7.64.100.in-addr.arpa?type=PTR", wire) == set()


class TestNationalRegistries:
    def test_are_asked_by_country_and_no_other_country_has_one(self) -> None:
        assert national_registries.question("KR", "100.64.7.9") == KOREA
        assert national_registries.question("JP", "100.64.7.9") == JAPAN
        assert national_registries.question("US", "100.64.7.9") is None
        assert national_registries.question("", "100.64.7.9") is None

    def test_the_smallest_block_names_the_holder(self) -> None:
        name = "network/krnic_two_blocks.txt"
        found = read(COLLECTOR, KOREA, name, ADDRESS)
        assert values(found) == {
            ("network_name", "Moon Hosting Co., Ltd."),
            ("network_contact", "ip@moonhosting.example"),
        }
        assert b"ip@moonhosting.example" in {stands(name, each) for each in found}

    def test_an_address_for_abuse_stands_before_any_other(self) -> None:
        assert values(read(COLLECTOR, JAPAN, "network/jpnic_with_abuse.txt", ADDRESS)) == {
            ("network_name", "Moon Data Center K.K."),
            ("abuse_email", "abuse@moondc.example"),
        }
        assert values(read(COLLECTOR, JAPAN, "network/jpnic_without_abuse.txt", ADDRESS)) == {
            ("network_name", "Moon Data Center K.K.")
        }

    def test_a_larger_blocks_contact_is_not_the_smaller_ones(self) -> None:
        text = b"[Organization] Large\n[Abuse] abuse@large.example\n[Organization] Small\n"
        assert list(national_registries.read(KOREA, text)) == [("network_name", "Small")]

    @pytest.mark.parametrize("name", ["jpnic_none", "krnic_refused"])
    def test_none_and_a_refusal_name_nobody(self, name: str) -> None:
        assert read(COLLECTOR, JAPAN, f"network/{name}.txt", ADDRESS) == []


class TestAutonomousSystem:
    def test_where_abuse_of_it_is_reported_is_read_apart_from_the_networks(self) -> None:
        found = read(COLLECTOR, AS_RECORD, "network/as_with_abuse.http", ADDRESS)
        assert values(found) == {("as_abuse_email", "abuse-as@moonhosting.example")}

    def test_a_record_of_a_network_in_its_place_says_nothing_of_it(self) -> None:
        assert read(COLLECTOR, AS_RECORD, "network/abuse_inside_the_holder.http", ADDRESS) == []
