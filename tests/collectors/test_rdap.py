"""RDAP: the registry that the bootstrap names, and what its object discloses."""

import pytest
from answering import SITE, answer, asked, read, stands, values

from osint.collectors.rdap import BOOTSTRAP, COLLECTOR, record
from osint.records import Ask, Outcome
from osint.registration import State

DOMAIN = "https://rdap.registry.example/v1/domain/moonscans.com"
REGISTRARS = "https://rdap.registrar.example/domain/MOONSCANS.COM"
REDACTED = "rdap/domain_with_redacted_name.http"


def test_the_registry_is_asked_over_https_only() -> None:
    assert asked(COLLECTOR.ask(SITE), {BOOTSTRAP: "rdap/bootstrap.http"}) == [BOOTSTRAP, DOMAIN]


@pytest.mark.parametrize("name", ["not_found", "cut_in_half", "list_in_place_of_object", "too_many_requests"])
def test_without_a_bootstrap_the_saved_list_names_the_registry(name: str) -> None:
    saved = "https://rdap.verisign.com/com/v1/domain/moonscans.com"
    assert asked(COLLECTOR.ask(SITE), {BOOTSTRAP: f"rdap/{name}.http"}) == [BOOTSTRAP, saved]


def test_the_registrar_that_the_registry_links_to_is_asked_too_and_nobody_twice() -> None:
    answers = {
        BOOTSTRAP: "rdap/bootstrap.http",
        DOMAIN: "rdap/registry_links_to_registrar.http",
        REGISTRARS: "rdap/registrar_links_to_itself.http",
    }
    assert asked(COLLECTOR.ask(SITE), answers) == [BOOTSTRAP, DOMAIN, REGISTRARS]


@pytest.mark.parametrize("name", ["links_to_another_domain", "links_in_clear", "cut_in_half", "not_found"])
def test_no_link_is_followed_but_to_the_same_domain_over_https(name: str) -> None:
    answers = {BOOTSTRAP: "rdap/bootstrap.http", DOMAIN: f"rdap/{name}.http"}
    assert asked(COLLECTOR.ask(SITE), answers) == [BOOTSTRAP, DOMAIN]


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


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("domain_with_redacted_name", State.REGISTERED),
        ("not_found", State.NOT_REGISTERED),
        ("too_many_requests", State.RATE_LIMITED),
        ("forbidden", State.BLOCKED),
    ],
)
def test_each_end_of_a_question_is_a_state_of_the_registration(name: str, state: State) -> None:
    found = record(answer(Ask(DOMAIN, "rdap", SITE), f"rdap/{name}.http"))
    assert found is not None
    assert found.state is state


@pytest.mark.parametrize("name", ["cut_in_half", "domain_of_another_name", "list_in_place_of_object"])
def test_what_is_no_answer_about_the_domain_is_no_record(name: str) -> None:
    assert record(answer(Ask(DOMAIN, "rdap", SITE), f"rdap/{name}.http")) is None
