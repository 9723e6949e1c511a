"""What the two reverse WHOIS collectors ask, pay and read."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from answering import AT, SITE, answer, read, stands, unanswered

from osint.collectors import reverse_whois
from osint.collectors.reverse_whois import (
    DOMAINTOOLS_COLLECTOR,
    WHOISXML_COLLECTOR,
    account,
    balance,
    count,
    price,
    quoted_price,
    term_of,
)
from osint.errors import SourceUnusable
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

OWNER = Subject(SubjectKind.IDENTIFIER, "registrant_email:owner@moon.example")
PRICES = {"whoisxml": 50, "domaintools": 99}  # by the documentation; by the recorded quote


def conversation(collector, *names: str) -> list[Exchange]:  # type: ignore[no-untyped-def]
    """Questions answered one after another by these recorded files; those beyond fail."""
    asking, made = collector.ask(OWNER), []
    try:
        ask = next(asking)
        for name in names:
            made.append(answer(ask, f"{collector.name}/{name}.http"))
            ask = asking.send(made[-1])
        made.append(unanswered(ask))
        asking.send(made[-1])
    except StopIteration:
        return made
    return made


class TestBoth:
    VENDORS = pytest.mark.parametrize(
        ("collector", "first", "second"),
        [
            (WHOISXML_COLLECTOR, "preview_of_two", "purchase_of_two"),
            (DOMAINTOOLS_COLLECTOR, "quote_of_two", "purchase_of_two"),
        ],
        ids=["whoisxml", "domaintools"],
    )

    @VENDORS
    def test_counts_for_nothing_before_it_buys_once(self, collector, first: str, second: str) -> None:  # type: ignore[no-untyped-def]
        made = conversation(collector, first, second)
        assert [price(each.ask) for each in made] == [0, PRICES[collector.name]]
        assert [count(each) for each in made] == [2, 2]
        assert made[0].ask.uri != made[1].ask.uri, "a case finds its answers by address"
        assert set(made[0].ask.keys) == set(collector.keys)

    @VENDORS
    def test_buys_nothing_where_there_is_nothing(self, collector, first: str, second: str) -> None:  # type: ignore[no-untyped-def]
        assert len(conversation(collector, first.replace("two", "none"))) == 1

    @VENDORS
    @pytest.mark.parametrize("when", [0, 1])
    def test_a_key_that_does_not_hold_makes_the_source_unusable(  # type: ignore[no-untyped-def]
        self, collector, first: str, second: str, when: int
    ) -> None:
        with pytest.raises(SourceUnusable, match=collector.keys[0]):
            conversation(collector, *[first, second][:when], "bad_key")

    @VENDORS
    def test_a_broken_answer_ends_this_question_alone(self, collector, first: str, second: str) -> None:  # type: ignore[no-untyped-def]
        assert len(conversation(collector, "broken")) == 1

    @VENDORS
    def test_a_domain_that_was_bought_bears_what_was_searched(
        self, collector, first: str, second: str
    ) -> None:  # type: ignore[no-untyped-def]
        name = f"{collector.name}/{second}.http"
        found = read(collector, "https://x.example/", name, OWNER)
        assert {(each.site, each.find.kind, each.find.value) for each in found} == {
            ("moonscans.com", "registrant_email", "owner@moon.example"),
            ("toonlight.net", "registrant_email", "owner@moon.example"),
        }
        assert {stands(name, each) for each in found} == {b"moonscans.com", b"toonlight.net"}

    @VENDORS
    def test_reads_nothing_from_a_count_or_a_refusal(self, collector, first: str, second: str) -> None:  # type: ignore[no-untyped-def]
        for name in (first, "bad_key", "broken"):
            assert read(collector, "https://x.example/", f"{collector.name}/{name}.http", OWNER) == []
        assert read(collector, "https://x.example/", f"{collector.name}/{second}.http", SITE) == []


def test_whoisxml_is_asked_for_todays_records_in_one_field() -> None:
    ask = next(WHOISXML_COLLECTOR.ask(OWNER))
    assert json.loads(ask.body) == {
        "searchType": "current",
        "mode": "preview",
        "punycode": True,
        "advancedSearchTerms": [
            {"field": "RegistrantContact.Email", "term": "owner@moon.example", "exactMatch": True}
        ],
    }
    assert b"KEY" not in ask.body, "the key travels in a header"


def test_whoisxml_gives_more_domains_page_by_page() -> None:
    made = conversation(WHOISXML_COLLECTOR, "preview_of_two", "purchase_first_page")
    assert json.loads(made[2].ask.body)["searchAfter"] == "ab-12"
    assert price(made[2].ask) == 50, "every page is a purchase"


@pytest.mark.parametrize(("name", "is_fatal"), [("too_many", True), ("unprocessable", False)])
def test_whoisxml_is_left_alone_only_when_it_has_had_enough(name: str, is_fatal: bool) -> None:
    if is_fatal:
        with pytest.raises(SourceUnusable, match="Too Many Requests"):
            conversation(WHOISXML_COLLECTOR, name)
    else:
        assert len(conversation(WHOISXML_COLLECTOR, name)) == 1


def test_domaintools_tells_its_limit_with_503() -> None:
    with pytest.raises(SourceUnusable, match="maximum number of requests"):
        conversation(DOMAINTOOLS_COLLECTOR, "limit")


def test_a_value_is_seen_when_the_vendor_last_saw_the_record_and_never_in_the_future() -> None:
    found = read(WHOISXML_COLLECTOR, "https://x.example/", "whoisxml/purchase_of_two.http", OWNER)
    assert {each.site: each.last_seen for each in found} == {
        "moonscans.com": datetime(2026, 10, 11, 12, 13, 14, tzinfo=UTC),
        "toonlight.net": AT,
    }


@pytest.mark.parametrize(
    ("identifier", "term"),
    [
        ("registrant_org:moon media co., ltd.", "moon media co., ltd."),
        ("email:moon@postbin.example", "moon@postbin.example"),
        ("google_analytics:UA-48105563", ""),
        ("registrant_name:moon|light", ""),  # a bar parts DomainTools' terms
        ("registrar:Practice Registrar, Inc.", ""),
    ],
)
def test_searches_for_what_registration_records_hold(identifier: str, term: str) -> None:
    subject = Subject(SubjectKind.IDENTIFIER, identifier)
    assert term_of(subject) == term
    assert reverse_whois.cost_whoisxml(subject) == (50 if term else 0)
    assert reverse_whois.cost_domaintools(subject) == (1 if term else 0)


def test_a_purchase_is_priced_by_its_address_alone_as_a_ledger_holds_it() -> None:
    for collector, names in (
        (WHOISXML_COLLECTOR, ("preview_of_two", "purchase_of_two")),
        (DOMAINTOOLS_COLLECTOR, ("quote_of_two", "purchase_of_two")),
    ):
        bare = [Ask(each.ask.uri, collector.name, OWNER) for each in conversation(collector, *names)]
        assert [price(each) for each in bare] == [0, PRICES[collector.name]]


def test_the_account_tells_the_credits_that_reverse_whois_takes_and_no_other_products() -> None:
    question = account(OWNER)
    assert question.uri.startswith("https://user.whoisxmlapi.com/user-service/account-balance?")
    assert question.keys == ("WHOISXML_API_KEY",)
    assert price(question) == 0
    assert balance(answer(question, "whoisxml/balance.http")) == 120
    for name in ("balance_of_another_product", "bad_key", "broken"):
        assert balance(answer(question, f"whoisxml/{name}.http")) is None
    assert balance(answer(next(WHOISXML_COLLECTOR.ask(OWNER)), "whoisxml/balance.http")) is None


@pytest.mark.parametrize(
    ("said", "price"),
    [(99, 99), (0, 1), (12.5, 13), ("99", 1), (None, 1), (-4, 1), (float("nan"), 1), (10**12, 1)],
)
def test_a_quote_without_a_price_counts_its_request(said: object, price: int) -> None:
    body = json.dumps({"response": {"domain_count": {"current": 2}, "report_price": {"current": said}}})
    made = answer(next(DOMAINTOOLS_COLLECTOR.ask(OWNER)), "domaintools/quote_of_two.http")
    assert quoted_price(replace(made, body=body.encode())) == price


def test_goes_no_further_without_a_key() -> None:
    asking = WHOISXML_COLLECTOR.ask(OWNER)
    question: Ask = next(asking)
    with pytest.raises(StopIteration):
        asking.send(unanswered(question, Outcome.NOT_ASKED))
