"""What the certificate search asks and reads."""

from datetime import UTC, date, datetime

import pytest
from answering import AT, SITE, asked, drive, read, stands

from osint.collectors.certificates import COLLECTOR, ask, count, query_of
from osint.errors import SourceUnusable
from osint.records import Observation, Subject, SubjectKind

URI = "https://crt.sh/?q=moonscans.com&output=json"
DIGEST = Subject(SubjectKind.CERTIFICATE, "ab" * 32)
ONE = "certificates/one_certificate_by_digest.http"
MANY = "certificates/precertificate_renewal_and_bundle.http"


SPOTTER = (
    "https://api.certspotter.com/v1/issuances?domain=moonscans.com&include_subdomains=true"
    "&expand=dns_names&expand=issuer&expand=cert"
)


def test_asks_by_name_and_by_digest() -> None:
    assert asked(ask(SITE), {URI: MANY}) == [URI]
    assert asked(ask(DIGEST), {}) == [f"https://crt.sh/?q={'ab' * 32}&output=json"]


@pytest.mark.parametrize(
    "name", ["cut_in_half", "bad_gateway", "too_many_requests", "error_page", "challenged"]
)
def test_asks_cert_spotter_page_by_page_where_crt_sh_does_not_answer(name: str) -> None:
    answers = {
        URI: f"certificates/{name}.http",
        SPOTTER: "certificates/issuances.http",
        f"{SPOTTER}&after=4810": "certificates/issuances_end.http",
    }
    exchanges = drive(ask(SITE), answers)
    assert [each.ask.uri for each in exchanges] == list(answers)
    assert [each.outcome.value for each in exchanges][1:] == ["answered", "answered"]


def test_that_there_is_none_is_an_answer() -> None:
    assert asked(ask(SITE), {URI: "certificates/none.http"}) == [URI]


def test_is_left_alone_when_both_have_had_enough() -> None:
    tired = "certificates/too_many_requests.http"
    with pytest.raises(SourceUnusable, match="Cert Spotter: it was asked too much"):
        drive(ask(SITE), {URI: tired, SPOTTER: tired})


def test_an_error_page_in_place_of_json_is_a_failure_and_no_empty_list() -> None:
    (exchange, *_) = drive(ask(SITE), {URI: "certificates/error_page.http"})
    assert exchange.outcome.value == "failed"
    assert "crt.sh" in exchange.why


@pytest.mark.parametrize(
    ("identifier", "query"),
    [
        ("certificate_serial:a1b2c r11", "serial=a1b2c"),
        ("certificate_name:toonlight.net", "q=toonlight.net"),
        (f"tls_key:{'9f' * 32}", f"spkisha256={'9f' * 32}"),
        ("certificate_org:moon media co., ltd.", "O=moon media co., ltd."),
        ("google_analytics:UA-48105563", ""),
    ],
)
def test_searches_for_what_certificates_hold(identifier: str, query: str) -> None:
    assert query_of(Subject(SubjectKind.IDENTIFIER, identifier)) == query


def test_the_sites_that_the_certificates_of_a_number_name_bear_it() -> None:
    number = Subject(SubjectKind.IDENTIFIER, "certificate_serial:a1b2c r11")
    (exchange,) = drive(ask(number), {"https://crt.sh/?serial=a1b2c&output=json": ONE})
    assert count(exchange) == 2
    assert {(each.site, each.find.kind, each.find.value) for each in COLLECTOR.read(exchange)} == {
        ("moonscans.com", "certificate_serial", "a1b2c r11"),
        ("toonlight.net", "certificate_serial", "a1b2c r11"),
    }


def test_cert_spotters_issuances_are_read_as_those_of_crt_sh() -> None:
    (found,) = read(COLLECTOR, SPOTTER, "certificates/issuances.http")
    assert (found.find.kind, found.find.value) == ("certificate_name", "toonlight.net")
    assert found.last_seen == datetime(2026, 9, 1, tzinfo=UTC)


def named(name: str) -> list[Observation]:
    return [each for each in read(COLLECTOR, URI, name) if each.find.kind == "certificate_name"]


def test_finds_the_other_site_once_over_all_its_certificates() -> None:
    (found,) = named(MANY)
    assert (found.subject, found.find.kind, found.find.value) == (SITE, "certificate_name", "toonlight.net")
    assert stands(MANY, found) == b"toonlight.net"


def test_a_name_is_seen_when_the_logs_were_shown_it_and_not_for_as_long_as_the_certificate_holds() -> None:
    (found,) = named(MANY)
    assert found.first_seen < found.last_seen < AT
    assert (found.first_seen.date(), found.last_seen.date()) == (date(2025, 1, 10), date(2026, 10, 1))


def test_a_certificate_for_two_sites_is_known_by_its_number_and_issuer() -> None:
    found = [each for each in read(COLLECTOR, URI, MANY) if each.find.kind == "certificate_serial"]
    assert [each.find.value for each in found] == ["a1b2c r11", "a1b2d r11"]
    assert [stands(MANY, each) for each in found] == [b"0a1b2c", b"0a1b2d"]
    assert found[0].first_seen == found[0].last_seen
    assert found[0].first_seen.date() == date(2025, 1, 10)


def test_names_in_a_certificate_of_very_many_sites_tie_nobody() -> None:
    assert not [each for each in read(COLLECTOR, URI, MANY) if each.find.value.startswith("customer")]


def test_a_certificate_that_does_not_name_the_site_says_nothing_of_it() -> None:
    assert not [each for each in read(COLLECTOR, URI, MANY) if each.find.value == "unrelated.org"]


def test_a_search_by_digest_tells_which_sites_the_certificate_names() -> None:
    found = read(COLLECTOR, URI, "certificates/one_certificate_by_digest.http", DIGEST)
    assert {(each.site, each.find.kind, each.find.value) for each in found} == {
        ("moonscans.com", "certificate", DIGEST.value),
        ("toonlight.net", "certificate", DIGEST.value),
    }


def test_unreadable_dates_become_the_time_of_asking() -> None:
    (found,) = named("certificates/dates_that_are_none.http")
    assert (found.first_seen, found.last_seen) == (AT, AT)


@pytest.mark.parametrize(
    "name", ["cut_in_half", "none", "not_found", "too_many_requests", "bad_gateway", "challenged"]
)
def test_reads_nothing_from_what_is_no_answer(name: str) -> None:
    assert read(COLLECTOR, URI, f"certificates/{name}.http") == []
