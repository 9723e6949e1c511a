"""What the certificate search asks and reads."""

from datetime import UTC, datetime

import pytest
from answering import AT, SITE, asked, read, stands

from osint.collectors.certificates import COLLECTOR, ask
from osint.records import Observation, Subject, SubjectKind

URI = "https://crt.sh/?q=moonscans.com&output=json"
DIGEST = Subject(SubjectKind.CERTIFICATE, "ab" * 32)
MANY = "certificates/precertificate_renewal_and_bundle.http"


def test_asks_by_name_and_by_digest() -> None:
    assert asked(ask(SITE), {}) == [URI]
    assert asked(ask(DIGEST), {}) == [f"https://crt.sh/?q={'ab' * 32}&output=json"]


def named(name: str) -> list[Observation]:
    return [each for each in read(COLLECTOR, URI, name) if each.find.kind == "certificate_name"]


def test_finds_the_other_site_once_over_all_its_certificates() -> None:
    (found,) = named(MANY)
    assert (found.subject, found.find.kind, found.find.value) == (SITE, "certificate_name", "toonlight.net")
    assert stands(MANY, found) == b"toonlight.net"


def test_dates_run_from_the_first_certificate_and_never_past_the_asking() -> None:
    (found,) = named(MANY)
    assert (found.first_seen, found.last_seen) == (datetime(2025, 1, 10, tzinfo=UTC), AT)


def test_a_certificate_for_two_sites_is_known_by_its_number_and_issuer() -> None:
    found = [each for each in read(COLLECTOR, URI, MANY) if each.find.kind == "certificate_serial"]
    assert [each.find.value for each in found] == ["a1b2c r11", "a1b2d r11"]
    assert [stands(MANY, each) for each in found] == [b"0a1b2c", b"0a1b2d"]
    assert found[0].last_seen == datetime(2025, 4, 10, tzinfo=UTC)


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
