"""Outcomes read again from kept bytes: what happened on the way stands, what the bytes say follows today's rules."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from osint import outcomes
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

AT = datetime(2026, 11, 24, tzinfo=UTC)
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\n\r\n"


def kept(
    uri: str, outcome: Outcome, head: bytes = b"", body: bytes = b"", why: str = "as it was"
) -> Exchange:
    return Exchange(
        Ask(uri, "page", Subject(SubjectKind.SITE, "site.example")),
        AT,
        AT,
        outcome,
        why,
        head=head,
        body=body,
    )


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.NOT_ASKED])
def test_what_was_settled_on_the_way_stands(outcome: Outcome) -> None:
    assert outcomes.reread(kept("https://site.example/", outcome, NOT_FOUND)) == (outcome, "as it was")


def test_what_the_bytes_say_follows_the_rules_of_today() -> None:
    page = kept("https://site.example/", Outcome.ANSWERED, NOT_FOUND)
    assert outcomes.reread(page)[0] is Outcome.ABSENT
    assert outcomes.reread(replace(page, head=b"HTTP/1.1 403 No\r\n\r\n"))[0] is Outcome.REFUSED


def test_each_protocol_has_its_own_rules() -> None:
    assert (
        outcomes.reread(kept("whois://w.example/a", Outcome.ANSWERED, body=b"No match\n"))[0]
        is Outcome.ABSENT
    )
    assert outcomes.reread(kept("dns:site.example?type=A", Outcome.ANSWERED, body=b"x"))[0] is Outcome.FAILED
    assert outcomes.reread(kept("tls://site.example:443", Outcome.ANSWERED, body=b"x")) == (
        Outcome.ANSWERED,
        "as it was",
    )


def test_the_rules_have_a_digest_for_the_basis() -> None:
    assert len(outcomes.rules_digest()) == 64
