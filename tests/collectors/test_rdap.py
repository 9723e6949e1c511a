"""RDAP: the registry that the bootstrap names, and what its object discloses."""

import pytest
from answering import SITE, answer, asked, read, stands, values

from osint.collectors.rdap import BOOTSTRAP, COLLECTOR
from osint.records import Ask, Outcome

DOMAIN = "https://rdap.registry.example/v1/domain/moonscans.com"
REDACTED = "rdap/domain_with_redacted_name.http"


def test_the_registry_is_asked_over_https_only() -> None:
    assert asked(COLLECTOR.ask(SITE), {BOOTSTRAP: "rdap/bootstrap.http"}) == [BOOTSTRAP, DOMAIN]


@pytest.mark.parametrize("name", ["not_found", "cut_in_half", "list_in_place_of_object", "too_many_requests"])
def test_without_a_bootstrap_nobody_is_asked(name: str) -> None:
    assert asked(COLLECTOR.ask(SITE), {BOOTSTRAP: f"rdap/{name}.http"}) == [BOOTSTRAP]


def test_a_redacted_name_is_not_observed_and_a_disclosed_address_is() -> None:
    found = values(read(COLLECTOR, DOMAIN, REDACTED))
    assert "registrant_name" not in {kind for kind, _ in found}
    assert ("registrant_email", "owner@moon-example.net") in found
    assert ("registration_date", "2024-01-02") in found


def test_a_value_names_its_bytes() -> None:
    seen = {each.find.kind: each for each in read(COLLECTOR, DOMAIN, REDACTED)}
    assert stands(REDACTED, seen["registrant_email"]) == b"owner@moon-example.net"


@pytest.mark.parametrize(
    "name", ["domain_of_another_name", "cut_in_half", "list_in_place_of_object", "bootstrap"]
)
def test_what_is_no_object_of_the_domain_says_nothing_of_it(name: str) -> None:
    assert read(COLLECTOR, DOMAIN, f"rdap/{name}.http") == []


@pytest.mark.parametrize(
    ("name", "outcome"), [("not_found", Outcome.ABSENT), ("too_many_requests", Outcome.REFUSED)]
)
def test_absence_and_refusal_are_outcomes(name: str, outcome: Outcome) -> None:
    assert answer(Ask(DOMAIN, "rdap", SITE), f"rdap/{name}.http").outcome is outcome
