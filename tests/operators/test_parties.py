"""Who the sources name: each in its role, with site and source, and nobody who only stands before another."""

import pytest

from osint.records import Disclosure, Party
from weighing import ZONE, borne, derived, seen

SITES = ["a.example", "b.example"]


def parties_of(*names: str, own: bool = True) -> tuple[Party, ...]:
    bears = [seen("a.example", name, own=own) for name in names]
    (found,) = derived([*borne(SITES, ZONE), *bears]).operators
    return found.parties


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("registrant_name:kim invented", "registrant"),
        ("registrant_org:invented comics", "registrant"),
        ("admin_name:kim invented", "administrative contact"),
        ("admin_org:invented comics", "administrative contact"),
        ("tech_name:kim invented", "technical contact"),
        ("billing_name:kim invented", "billing contact"),
        ("certificate_org:invented comics", "organisation in the certificate"),
        ("sellers_json_name:invented comics", "seller in a sellers.json"),
        ("kr_business_number:123-45-67891", "holder of: Korean business registration number"),
        ("jp_corporate_number:5000000000001", "holder of: Japanese corporate number"),
    ],
)
def test_whoever_is_named_is_a_party_in_its_role(name: str, role: str) -> None:
    (party,) = parties_of(name)
    told = (party.name, party.role, party.site, party.disclosure)
    assert told == (name.partition(":")[2], role, "a.example", Disclosure.DISCLOSED)
    assert party.source == seen("a.example", name).exchange


@pytest.mark.parametrize(
    "name", ["certificate_org:Domains By Proxy, LLC", "admin_org:REDACTED FOR PRIVACY", "tech_name:n/a"]
)
def test_a_proxy_a_redaction_and_a_placeholder_are_none(name: str) -> None:
    assert parties_of(name) == ()


def test_a_number_that_is_only_quoted_names_no_party() -> None:
    assert parties_of("kr_business_number:123-45-67891", own=False) == ()


@pytest.mark.parametrize("name", ["registrar:invented names", "registrant_email:owner@mailnest.example"])
def test_a_registrar_and_a_mailbox_are_none(name: str) -> None:
    assert parties_of(name) == ()
