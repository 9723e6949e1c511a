"""RDAP objects: nested entities, incomplete ones, redaction."""

from typing import Any

import pytest

from osint.records import Disclosure
from osint.registration import rdap

CARD = [
    "vcard",
    [
        ["version", {}, "text", "4.0"],
        ["fn", {}, "text", "Example Publishing"],
        ["email", {}, "text", "owner@toon-example.com"],
        ["tel", {}, "uri", "tel:+82.25550100"],
    ],
]
TOLD: dict[str, Any] = {
    "objectClassName": "domain",
    "ldhName": "TOON-EXAMPLE.COM",
    "status": ["client transfer prohibited"],
    "events": [
        {"eventAction": "registration", "eventDate": "2024-01-02T03:04:05Z"},
        {"eventAction": "expiration"},
    ],
    "nameservers": [{"ldhName": "NS1.EXAMPLE.NET"}, {"ldhName": "not a host"}, {}],
    "entities": [
        {"roles": ["registrant"], "vcardArray": CARD},
        {
            "roles": ["registrar"],
            "publicIds": [{"type": "IANA Registrar ID", "identifier": "9999"}],
            "vcardArray": ["vcard", [["fn", {}, "text", "Example Registrar"]]],
            "entities": [
                {
                    "roles": ["abuse"],
                    "vcardArray": ["vcard", [["email", {}, "text", "Abuse@registrar.example"]]],
                }
            ],
        },
    ],
}


def test_the_abuse_address_is_found_inside_the_registrar() -> None:
    told = rdap.parse(TOLD, "toon-example.com").to_json()
    assert told["contacts"]["abuse"] == {"email": "abuse@registrar.example"}
    assert told["registrar"] == {"name": "Example Registrar", "iana_id": "9999"}
    assert told["dates"] == {"created": "2024-01-02T03:04:05Z", "updated": None, "expires": None}
    assert told["nameservers"] == ["ns1.example.net"]
    assert told["contacts"]["registrant"]["phone"] == "+82.25550100"


def test_a_redacted_property_is_not_shown_whatever_stands_there() -> None:
    told = rdap.parse(
        {**TOLD, "redacted": [{"name": {"description": "Registrant Name"}}]}, "toon-example.com"
    ).to_json()
    assert told["contacts"]["registrant"]["name"] is None
    assert told["disclosure"]["contacts.registrant.name"] == "redacted"
    assert told["contacts"]["registrant"]["email"] == "owner@toon-example.com"


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, [[]], [None, 7, "x"], {"a": []}])
@pytest.mark.parametrize("field", ["entities", "events", "nameservers", "status", "redacted"])
def test_a_field_of_another_form_is_left_out(field: str, value: Any) -> None:
    assert rdap.parse({**TOLD, field: value}, "toon-example.com").domain == "toon-example.com"


def test_entities_nested_for_ever_are_given_up() -> None:
    inner: dict[str, Any] = {}
    for _ in range(500):
        inner = {"entities": [inner], "roles": ["registrant"]}
    assert rdap.parse(inner, "toon-example.com").registrant == {}


def test_a_proxys_telephone_is_not_the_registrants() -> None:
    card = ["vcard", [*CARD[1][:1], ["fn", {}, "text", "Domains By Proxy, LLC"], *CARD[1][2:]]]
    told = {**TOLD, "entities": [{"roles": ["registrant"], "vcardArray": card}]}
    values = rdap.parse(told, "toon-example.com").registrant
    assert {each.disclosure for each in values.values()} == {Disclosure.PROXY}


def test_a_forwarding_mailbox_does_not_make_the_name_a_proxys() -> None:
    card = ["vcard", [*CARD[1][:2], ["email", {}, "text", "x9@privacy.example"]]]
    told = {**TOLD, "entities": [{"roles": ["registrant"], "vcardArray": card}]}
    values = rdap.parse(told, "toon-example.com").registrant
    assert values["email"].disclosure is Disclosure.PROXY
    assert values["name"].disclosure is Disclosure.DISCLOSED
