"""Every collector of the shelf, visited: what it says of itself, what it refuses, what it makes of bad answers."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from answering import ADDRESS, AT, RECORDED, SITE, unanswered

from osint.collectors import COLLECTORS, collector, find
from osint.collectors.collector import Collector, Touch
from osint.collectors.sources import at_once, sources
from osint.errors import BadName
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

SUBJECTS = {
    SubjectKind.SITE: SITE,
    SubjectKind.ADDRESS: ADDRESS,
    SubjectKind.CERTIFICATE: Subject(SubjectKind.CERTIFICATE, "ab" * 32),
    SubjectKind.IDENTIFIER: Subject(SubjectKind.IDENTIFIER, "google_analytics:UA-48105563"),
    SubjectKind.CAPTURE: Subject(SubjectKind.CAPTURE, "20180301120000 https://moonscans.com/"),
    SubjectKind.ACCOUNT: Subject(SubjectKind.ACCOUNT, "telegram:moonscans_notice"),
}
OWNER = Subject(SubjectKind.IDENTIFIER, "registrant_email:owner@moon.example")
ANSWERED = {
    "certificates": Subject(SubjectKind.IDENTIFIER, f"tls_key:{'9f' * 32}"),
    "urlscan": Subject(SubjectKind.IDENTIFIER, "content_host:img3.moonstore.example"),
    "whoisxml": OWNER,
    "domaintools": OWNER,
    "circl": Subject(SubjectKind.IDENTIFIER, "address:100.64.7.9"),
    "dnsdb": Subject(SubjectKind.IDENTIFIER, "nameserver_set:ns1.moon.example ns2.moon.example"),
}
SEAT = Subject(SubjectKind.IDENTIFIER, "ads_txt_direct:exchange.example.org 778812")
EVERY = pytest.mark.parametrize("each", COLLECTORS, ids=lambda each: each.name)
HERE = (
    "circl",
    "dnsdb",
    "page",
    "ads_txt",
    "certificates",
    "tls",
    "network",
    "shodan",
    "archive",
    "circl",
    "dnsdb",
    "sellers_json",
    "rendered",
    *("urlscan", "common_crawl", "whoisxml", "domaintools"),
)
RECORDINGS = sorted(path for name in HERE for path in (RECORDED / name).iterdir())
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"


def subject_of(each: Collector, kind: SubjectKind) -> Subject:
    """A subject of a kind that a collector has something to ask about."""
    if kind is not SubjectKind.IDENTIFIER:
        return SUBJECTS[kind]
    return {**ANSWERED, "sellers_json": SEAT}.get(each.name, SUBJECTS[kind])


def first(each: Collector) -> Ask:
    """The first question that a collector has."""
    return next(each.ask(subject_of(each, sorted(each.accepts)[0])))


@EVERY
class TestEveryCollector:
    def test_says_what_it_asks_and_whom_it_touches(self, each: Collector) -> None:
        assert each.about
        assert each.touches in Touch
        assert find(each.name) is collector(each.name) is each

    def test_has_its_facts_in_the_table_of_sources(self, each: Collector) -> None:
        told = sources()[each.name]
        assert all((told.answers, told.cost, told.limits, told.terms, told.pages))
        assert at_once(each.name) == told.at_once > 0
        assert told.pause_s >= 0

    def test_says_where_its_keys_come_from(self, each: Collector) -> None:
        assert bool(sources()[each.name].key) == bool(each.keys)

    def test_asks_about_each_subject_that_it_accepts(self, each: Collector) -> None:
        for kind in each.accepts:
            subject = subject_of(each, kind)
            ask = next(each.ask(subject))
            assert (ask.collector, ask.subject) == (each.name, subject)

    def test_asks_nothing_about_any_other(self, each: Collector) -> None:
        for kind in set(SUBJECTS) - each.accepts:
            assert list(each.ask(SUBJECTS[kind])) == []

    def test_names_the_keys_that_its_questions_use(self, each: Collector) -> None:
        assert set(first(each).keys) <= set(each.keys)

    def test_ends_when_nothing_answers(self, each: Collector) -> None:
        asking = each.ask(subject_of(each, sorted(each.accepts)[0]))
        ask = next(asking)
        with pytest.raises(StopIteration):  # noqa: PT012  the whole conversation is what must end
            for _ in range(50):
                ask = asking.send(unanswered(ask))

    @pytest.mark.parametrize(
        "outcome", [each for each in Outcome if each not in {Outcome.ANSWERED, Outcome.ABSENT}]
    )
    def test_reads_nothing_from_what_is_not_the_sources_own_answer(
        self, each: Collector, outcome: Outcome
    ) -> None:
        for path in recordings(each):
            exchange = loaded(first(each), path.read_bytes())
            assert list(each.read(replace(exchange, outcome=outcome))) == []

    def test_survives_any_answer(self, each: Collector) -> None:
        chance = random.Random(each.name)
        for path in recordings(each) or RECORDINGS:
            whole = path.read_bytes()
            for _ in range(6):
                torn = bytearray(whole[: chance.randrange(len(whole) + 1)])
                for _ in range(min(len(torn), 5)):
                    torn[chance.randrange(len(torn))] = chance.randrange(256)
                for exchange in (loaded(first(each), bytes(torn)), loaded(first(each), PLAIN + bytes(torn))):
                    list(each.read(exchange))

    @pytest.mark.parametrize(
        "said", [b"null", b"[]", b"[[]]", b"[null]", b"{}", b'{"matches":7}', b"7", b"NaN", b"[" * 9999]
    )
    def test_survives_json_of_another_shape(self, each: Collector, said: bytes) -> None:
        assert list(each.read(loaded(first(each), PLAIN + said))) == []

    def test_reads_the_same_twice(self, each: Collector) -> None:
        for path in recordings(each):
            exchange = loaded(first(each), path.read_bytes())
            assert list(each.read(exchange)) == list(each.read(exchange))


def test_names_stand_once() -> None:
    assert len({each.name for each in COLLECTORS}) == len(COLLECTORS)


def test_no_facts_are_told_of_a_source_that_nobody_asks() -> None:
    assert set(sources()) == {each.name for each in COLLECTORS}


def test_an_unknown_name_is_refused_with_the_names_that_there_are() -> None:
    assert find("shodna") is None
    with pytest.raises(BadName, match="page, ads_txt"):
        collector("shodna")


def test_those_that_a_passive_run_leaves_out_are_the_ones_that_speak_to_the_target() -> None:
    assert {each.name for each in COLLECTORS if each.touches is Touch.TARGET} == {
        *("page", "ads_txt", "tls", "rendered")
    }


def recordings(each: Collector) -> list[Path]:
    return [path for path in RECORDINGS if path.parent.name == each.name]


def loaded(ask: Ask, data: bytes) -> Exchange:
    """Bytes as an answered exchange, whatever they are."""
    head, blank, body = data.partition(b"\r\n\r\n") if ask.uri.startswith("http") else (b"", b"", data)
    return Exchange(ask, AT, AT, Outcome.ANSWERED, head=head + blank, body=body)
