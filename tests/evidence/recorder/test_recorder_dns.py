"""DNS: the reply to this very question and no other, over TCP when it was cut, and every failure in clear words."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import pytest
from dns_cases import Names, Reply, cut, forging, over, resolving, response, zone
from hypothesis import given
from hypothesis import strategies as st
from recorder_cases import BRIEF, OK, PLACE, ask, asked, listening, profile, says

from osint.errors import BadName, LookupFailed
from osint.evidence.recorder import dns as recorder_dns
from osint.evidence.recorder.profile import Profile
from osint.records import Exchange, Outcome

QUESTION = "dns:site.example?type=A"


def lookup(udp: Reply, tcp: Reply | None = None, *, uri: str = QUESTION) -> tuple[Exchange, Names]:
    async def work() -> tuple[Exchange, Names]:
        async with resolving(udp, tcp) as names:
            (kept,) = await asked(profile(resolver=names.place), ask(uri))
            return kept, names

    return asyncio.run(work())


def good(query: dns.message.Message) -> bytes:
    return response(query, "A 100.64.0.7")


def of_another_id(query: dns.message.Message) -> bytes:
    made = dns.message.from_wire(good(query))
    made.id = (query.id + 1) % 65536
    return made.to_wire()


def of_another_name(query: dns.message.Message) -> bytes:
    other = dns.message.make_query("evil.example", "A", id=query.id)
    return response(other, "A 100.64.66.66")


def of_another_type(query: dns.message.Message) -> bytes:
    return response(dns.message.make_query("site.example", "TXT", id=query.id), "TXT evil")


def the_question_itself(query: dns.message.Message) -> bytes:
    return query.to_wire()


@pytest.mark.loopback
class TestReply:
    def test_is_kept_as_its_message(self) -> None:
        kept, names = lookup(over(good))
        assert (kept.outcome, kept.address) == (Outcome.ANSWERED, "127.0.0.1")
        assert kept.fact("protocol") == "dns over udp"
        assert dns.message.from_wire(kept.body).answer[0][0].to_text() == "100.64.0.7"
        assert kept.body == good(dns.message.from_wire(kept.said))
        assert names.asked == [("udp", "site.example.", "A")]

    @pytest.mark.parametrize(
        "false",
        [
            of_another_id,
            of_another_name,
            of_another_type,
            the_question_itself,
            lambda _: b"",
            lambda _: b"\x00" * 11,
        ],
    )
    def test_is_waited_for_behind_one_to_another_question(
        self, false: Callable[[dns.message.Message], bytes]
    ) -> None:
        kept, _ = lookup(over(false, good))
        assert (kept.outcome, kept.body) == (Outcome.ANSWERED, good(dns.message.from_wire(kept.said)))

    def test_from_another_place_is_not_taken(self) -> None:
        """A forger guesses id and question right, and sends from elsewhere before the resolver does."""

        async def work() -> Exchange:
            async with forging(lambda query: response(query, "A 100.64.66.66"), over(good)) as place:
                (kept,) = await asked(profile(resolver=place), ask(QUESTION))
                return kept

        kept = asyncio.run(work())
        assert dns.message.from_wire(kept.body).answer[0][0].to_text() == "100.64.0.7"

    def test_that_was_cut_is_had_over_tcp(self) -> None:
        kept, names = lookup(over(cut), over(good))
        assert (kept.outcome, kept.fact("protocol")) == (Outcome.ANSWERED, "dns over tcp")
        assert not kept.fact("truncated")
        assert [each[0] for each in names.asked] == ["udp", "tcp"]

    @pytest.mark.parametrize(
        ("tcp", "words"),
        [
            (over(), "in the middle of its reply"),
            (over(lambda _: b"RAW"), "in the middle of its reply"),
            (over(of_another_name), "answered another question"),
            (over(lambda _: b""), "answered another question"),
        ],
    )
    def test_that_was_cut_is_kept_when_it_cannot_be_had_whole(self, tcp: Reply, words: str) -> None:
        kept, _ = lookup(over(cut), tcp)
        assert kept.outcome is Outcome.FAILED
        assert words in kept.why
        assert dns.message.from_wire(kept.body).flags & dns.flags.TC
        assert kept.fact("truncated")

    @pytest.mark.parametrize(
        ("code", "outcome"),
        [
            (dns.rcode.NXDOMAIN, Outcome.ABSENT),
            (dns.rcode.NOERROR, Outcome.ABSENT),
            (dns.rcode.SERVFAIL, Outcome.FAILED),
            (dns.rcode.REFUSED, Outcome.REFUSED),
        ],
    )
    def test_without_records_is_absent_only_when_the_server_says_so(
        self, code: dns.rcode.Rcode, outcome: Outcome
    ) -> None:
        kept, _ = lookup(over(lambda query: response(query, rcode=code)))
        assert kept.outcome is outcome
        assert kept.body

    def test_that_is_lost_is_asked_for_again(self) -> None:
        turns: list[dns.message.Message] = []

        def second_time(query: dns.message.Message) -> list[bytes]:
            turns.append(query)
            return [good(query)] if len(turns) > 1 else []

        kept, names = lookup(second_time)
        assert kept.outcome is Outcome.ANSWERED
        assert len(names.asked) == 2


@pytest.mark.loopback
class TestResolver:
    def test_that_is_not_there_is_named_with_the_setting_to_change(self) -> None:
        async def work() -> list[Exchange]:
            async with listening(says(b"")) as gone:
                place = gone.place
            return await asked(profile(resolver=place), ask(QUESTION), ask("http://site.example/"))

        for kept in asyncio.run(work()):
            assert kept.outcome is Outcome.FAILED
            assert "the resolver 127.0.0.1 port" in kept.why
            assert "network.resolver in case.toml" in kept.why

    def test_that_stays_silent_is_named_and_left_alone_after_a_while(self) -> None:
        async def work() -> tuple[list[Exchange], int]:
            async with resolving(over()) as names:
                used = profile(resolver=names.place, limits=replace(BRIEF, connect_s=0.02))
                asks = [ask(f"dns:s{at}.example?type=A") for at in range(recorder_dns.PATIENCE + 1)]
                return await asked(used, *asks), len(names.asked)

        kept, questions = asyncio.run(work())
        assert {each.outcome for each in kept} == {Outcome.FAILED}
        assert "no answer in time" in kept[0].why
        assert "left alone in this run" in kept[-1].why
        assert questions == recorder_dns.PATIENCE * len(recorder_dns.WAITS)

    def test_failing_for_a_site_says_what_the_resolver_said(self) -> None:
        for code, words in ((dns.rcode.SERVFAIL, "SERVFAIL"), (dns.rcode.NXDOMAIN, "NXDOMAIN")):
            kept, _ = lookup(
                over(lambda query, code=code: response(query, rcode=code)), uri="http://site.example/"
            )
            assert kept.outcome is Outcome.FAILED
            assert words in kept.why

    def test_gives_ipv6_addresses_where_there_are_no_others(self) -> None:
        kept, names = lookup(zone("2606:4700::1"), uri="http://site.example/")
        assert [each[2] for each in names.asked] == ["A", "AAAA"]
        assert "2606:4700::1 is outside the practice world" in kept.why

    def test_of_the_system_is_never_asked_about_the_practice_world(self) -> None:
        for kept in asyncio.run(asked(profile(), ask(QUESTION), ask("http://site.example/"))):
            assert kept.outcome is Outcome.FAILED
            assert "the practice world names no resolver" in kept.why

    def test_is_asked_once_for_a_host_in_a_run(self) -> None:
        async def work() -> int:
            async with listening(says(OK)) as site, resolving(zone(PLACE)) as names:
                used = profile((80, site.place), resolver=names.place)
                await asked(used, *(ask(f"http://site.example/{at}") for at in range(3)))
                return len(names.asked)

        assert asyncio.run(work()) == 1


class TestSystemResolvers:
    @pytest.mark.parametrize(
        "text",
        [None, "", "nameserver\n", "nameserver not-an-address\n", "options ndots:x\n", "\x00\xff garbage"],
    )
    def test_missing_or_malformed_name_the_setting_to_change(
        self, text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = tmp_path / "resolv.conf"
        if text is not None:
            place.write_text(text, "latin-1")
        self.use(place, monkeypatch)
        with pytest.raises(LookupFailed, match=r"network\.resolver in case\.toml"):
            recorder_dns.system_resolvers()

    def test_are_all_taken_in_their_order(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        place = tmp_path / "resolv.conf"
        place.write_text("nameserver 192.0.2.1\nnameserver 2001:db8::1\n")
        self.use(place, monkeypatch)
        assert recorder_dns.system_resolvers() == [("192.0.2.1", 53), ("2001:db8::1", 53)]

    @pytest.mark.loopback
    def test_missing_make_a_question_fail_and_no_more(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.use(tmp_path / "none", monkeypatch)
        (kept,) = asyncio.run(asked(Profile(limits=BRIEF), ask(QUESTION)))
        assert kept.outcome is Outcome.FAILED
        assert "no resolver is known" in kept.why

    @staticmethod
    def use(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the machine's settings stand in this file."""
        whole = dns.resolver.Resolver
        monkeypatch.setattr(dns.resolver, "Resolver", lambda: whole(filename=str(place)))


class TestQuery:
    @pytest.mark.parametrize("name", ["a..b", "x" * 64 + ".example", "a." * 200, "\ud800.example"])
    def test_of_a_name_that_dns_refuses_is_refused(self, name: str) -> None:
        with pytest.raises(BadName):
            recorder_dns.make_query(name, "A")

    def test_of_a_type_that_there_is_not_is_refused(self) -> None:
        with pytest.raises(BadName):
            recorder_dns.make_query("site.example", "NOSUCH")

    @pytest.mark.loopback
    def test_that_is_none_is_not_asked(self) -> None:
        kept, names = lookup(over(good), uri="dns:a..b?type=A")
        assert (kept.outcome, names.asked) == (Outcome.NOT_ASKED, [])


@given(st.binary(max_size=300))
def test_no_bytes_pass_for_a_reply(data: bytes) -> None:
    query = recorder_dns.make_query("site.example", "A")
    assert not recorder_dns.is_reply(data, query)


class TestManner:
    def test_the_resolver_is_asked_to_say_whether_it_checked_signatures(self) -> None:
        query = recorder_dns.make_query("site.example", "SOA")
        assert query.flags & dns.flags.AD
        assert not query.flags & dns.flags.CD

    def test_a_second_look_asks_for_the_answer_unchecked(self) -> None:
        assert recorder_dns.make_query("site.example", "SOA;checking=disabled").flags & dns.flags.CD

    def test_any_other_manner_is_no_question(self) -> None:
        with pytest.raises(BadName):
            recorder_dns.make_query("site.example", "SOA;checking=maybe")
