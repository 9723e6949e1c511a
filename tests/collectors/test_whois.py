"""WHOIS: the chain of referrals, and what an answer discloses."""

import pytest
from answering import SITE, asked, read, stands, values

from osint.collectors.whois import COLLECTOR

ROOT = "whois://whois.iana.org/com"
REGISTRY = "whois://whois.registry.example/moonscans.com"
REGISTRAR = "whois://whois.registrar.example/moonscans.com"
HOLDER = "whois/registrar_discloses_the_holder.txt"


def test_the_root_names_the_registry_and_it_the_registrar_and_no_server_is_asked_twice() -> None:
    answers = {
        ROOT: "whois/root_refers_to_registry.txt",
        REGISTRY: "whois/registry_refers_to_registrar.txt",
        REGISTRAR: HOLDER,  # refers back to the registry
    }
    assert asked(COLLECTOR.ask(SITE), answers) == [ROOT, REGISTRY, REGISTRAR]


@pytest.mark.parametrize("name", ["refers_to_no_host.txt", "quota.txt", "none.txt"])
def test_a_referral_that_is_none_is_not_followed(name: str) -> None:
    answers = {ROOT: "whois/root_refers_to_registry.txt", REGISTRY: f"whois/{name}"}
    assert asked(COLLECTOR.ask(SITE), answers) == [ROOT, REGISTRY]


def test_only_what_is_disclosed_of_the_holder_is_observed() -> None:
    found = values(read(COLLECTOR, REGISTRAR, HOLDER))
    kinds = {kind for kind, _ in found}
    assert {"registrar", "registration_date", "registrant_name", "registrant_email"} <= kinds
    assert not kinds & {"registrant_org", "registrant_phone"}
    assert ("registrant_email", "owner@moon-example.net") in found
    assert ("registration_date", "2024-01-02") in found


def test_the_registrars_abuse_address_is_not_the_holders() -> None:
    found = values(read(COLLECTOR, REGISTRAR, HOLDER))
    assert not [value for kind, value in found if kind == "registrant_email" and "abuse" in value]


def test_a_value_names_its_bytes() -> None:
    seen = {each.find.kind: each for each in read(COLLECTOR, REGISTRAR, HOLDER)}
    assert stands(HOLDER, seen["registrant_email"]) == b"owner@moon-example.net"
    assert stands(HOLDER, seen["registrar"]) == b"Example Registrar, Inc."


def test_the_roots_answer_says_nothing_of_the_site() -> None:
    assert read(COLLECTOR, ROOT, "whois/root_refers_to_registry.txt") == []


@pytest.mark.parametrize("name", ["quota.txt", "none.txt"])
def test_a_refusal_or_an_absence_gives_no_observation(name: str) -> None:
    assert read(COLLECTOR, REGISTRY, f"whois/{name}") == []
