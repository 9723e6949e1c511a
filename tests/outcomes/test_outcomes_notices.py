"""Every rule has a page of its own that it tells, and no page of a site is taken for a check or a notice."""

import pytest
from notices import (
    CHALLENGED,
    CHALLENGED_BY_STATUS,
    CONTENT,
    JSD,
    REFUSED,
    REPLACED,
    REPLACED_BY_REDIRECT,
    page,
)

from osint.outcomes import http as outcomes_http
from osint.outcomes import judge_http
from osint.records import Outcome

HTML = "Content-Type: text/html; charset=utf-8"
ELSEWHERE = {  # rules whose pages stand elsewhere, mostly in test_outcomes_http.py
    *("korean block notice, by redirect", "korean block notice, by frame", "korean block notice, itself"),
    *("blocked by order of a court or authority, by title", "blocked by order of a court or authority, by words"),
    *("block notice, by redirect", "taken over by rights holders", "taken over, by redirect", "suspended, by redirect"),
    *("account suspended, in the old words", "suspended, by redirect in the page", "suspended for want of verification"),
    *("parking page, by its lander", "parking page, by title", "parking, by redirect", "quota inside an answer"),
    *("parking, by redirect to further companies", "crt.sh out of order"),  # the latter in collectors/test_certificates.py
}  # fmt: skip


def judged(body: str, status: int = 200, *lines: str) -> Outcome:
    head = "\r\n".join([f"HTTP/1.1 {status} X", HTML, *lines, "", ""]).encode()
    return judge_http(head, body.encode())[0]


@pytest.mark.parametrize("name", CHALLENGED)
def test_a_bot_check_is_one_also_where_its_status_was_not_kept(name: str) -> None:
    assert judged(CHALLENGED[name]) is Outcome.CHALLENGED


@pytest.mark.parametrize("name", CHALLENGED_BY_STATUS)
def test_a_bot_check_is_told_by_its_status_or_head(name: str) -> None:
    status, body, lines = CHALLENGED_BY_STATUS[name]
    assert judged(body, status, *lines) is Outcome.CHALLENGED


@pytest.mark.parametrize("name", REPLACED)
def test_a_notice_in_place_of_the_site_is_one(name: str) -> None:
    assert judged(REPLACED[name]) is Outcome.REPLACED


@pytest.mark.parametrize("to", REPLACED_BY_REDIRECT)
def test_a_redirect_to_a_notice_is_the_notice(to: str) -> None:
    assert judged("", 302, f"Location: {to}") is Outcome.REPLACED
    assert judged("", 302, f"Location: https://new.example/?from={to}") is Outcome.ANSWERED


@pytest.mark.parametrize("name", REFUSED)
def test_a_firewall_that_refuses_is_a_refusal(name: str) -> None:
    assert judged(REFUSED[name]) is Outcome.REFUSED


@pytest.mark.parametrize("name", CONTENT)
def test_a_page_of_the_site_stays_one(name: str) -> None:
    assert judged(CONTENT[name]) is Outcome.ANSWERED


def test_a_vendors_script_on_a_page_that_is_refused_makes_it_no_bot_check() -> None:
    assert judged(page("403 Forbidden", JSD), 403) is Outcome.REFUSED


def test_an_article_is_none_of_them_whatever_it_shows() -> None:
    for body in (*CHALLENGED.values(), *REPLACED.values(), *REFUSED.values()):
        assert judged(body.replace("<body>", "<body><article></article>") + "<article>") is Outcome.ANSWERED


def test_a_page_that_leads_to_many_places_is_none_of_them() -> None:
    many = "".join(f'<a href="/ep/{n}">{n}</a>' for n in range(60))
    for body in REPLACED.values():
        assert judged(body + many) is Outcome.ANSWERED


def test_every_rule_has_a_page() -> None:
    named = {*CHALLENGED, *CHALLENGED_BY_STATUS, *REPLACED, *REFUSED, *ELSEWHERE}
    rules = {each.name for each in outcomes_http._rules()}
    assert not rules - named
    assert not ELSEWHERE - rules


def test_every_rule_names_its_source_and_the_day() -> None:
    for rule in outcomes_http._rules():
        assert "seen 2026-" in rule.source, rule.name
        assert rule.why
