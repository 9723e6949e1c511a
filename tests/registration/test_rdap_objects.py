"""RDAP objects: nested entities, incomplete ones, redaction."""

from typing import Any

import pytest

from osint.records import Disclosure
from osint.registration import State, rdap

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


def domain(*entities: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {"objectClassName": "domain", "ldhName": "TOON-EXAMPLE.COM", "entities": list(entities), **told}


def entity(role: Any, *lines: list[Any], **told: Any) -> dict[str, Any]:
    return {"roles": role, "vcardArray": ["vcard", list(lines)], **told}


def shown(told: dict[str, Any], role: str) -> dict[str, tuple[str, str]]:
    return {field: (value.text, value.disclosure.value) for field, value in rdap.contacts(told)[role].items()}


def redacted(name: str, method: str = "removal") -> dict[str, Any]:
    return {"name": {"type": name}, "method": method}


MAIL = ["email", {}, "text", "moon@reader.example"]


def test_each_role_has_its_own_contact() -> None:
    told = domain(
        entity(["registrant"], ["fn", {}, "text", "Moon Media"]),
        entity(["administrative", "technical"], MAIL),
        entity("BILLING", ["tel", {"type": "fax"}, "uri", "tel:+82.1"]),
    )
    assert {role: sorted(fields) for role, fields in rdap.contacts(told).items()} == {
        "registrant": ["name"],
        "admin": ["email"],
        "tech": ["email"],
        "billing": ["fax"],
    }


def test_a_stand_in_s_mailbox_is_a_proxy_s_and_a_partial_value_is_none() -> None:
    told = domain(
        entity(["registrant"], MAIL, ["adr", {}, "text", ["", "", "", "Se…", "", "", "KR"]]),
        redacted=[
            redacted("Registrant Email", "replacementValue"),
            redacted("Registrant City", "partialValue"),
        ],
    )
    assert shown(told, "registrant") == {
        "email": ("moon@reader.example", "proxy"),
        "city": ("Se…", "redacted"),
        "country": ("KR", "disclosed"),
        "country_code": ("KR", "disclosed"),
    }


def test_a_contact_that_is_removed_whole_is_redacted_and_not_absent() -> None:
    told = domain(redacted=[redacted("Tech Contact")])
    assert set(shown(told, "tech").values()) == {("", "redacted")}
    assert "registrant" not in rdap.contacts(told)


def test_what_is_missing_from_a_contact_shown_in_part_is_redacted() -> None:
    remark = {
        "title": "REDACTED FOR PRIVACY",
        "description": ["some of the data in this object has been removed"],
    }
    told = domain(entity(["registrant"], ["adr", {"cc": "KR"}, "text", [""] * 7], remarks=[remark]))
    assert shown(told, "registrant")["country"] == ("KR", "disclosed")
    assert shown(told, "registrant")["name"] == ("", "redacted")


def test_the_registrar_s_own_people_are_nobody_of_the_domain() -> None:
    inner = [entity(["technical"], MAIL), entity(["abuse"], ["email", {}, "text", "abuse@registrar.example"])]
    told = domain(entity(["registrar"], ["fn", {}, "text", "Example Registrar"], entities=inner))
    assert rdap.contacts(told) == {}
    assert rdap.parse(told, "toon-example.com").abuse_email == "abuse@registrar.example"


def test_a_registrar_who_is_named_on_his_abuse_contact_alone_is_read_there() -> None:
    inner = entity(["abuse"], ["fn", {}, "text", "Example Registrar"])
    registrar = rdap.parse(domain(entity(["registrar"], entities=[inner])), "toon-example.com").registrar
    assert registrar.name is not None
    assert registrar.name.text == "Example Registrar"


def test_the_registry_s_expiry_goes_before_the_registrar_s() -> None:
    events = [
        {"eventAction": "Registrar Expiration", "eventDate": "2027-01-01T00:00:00Z"},
        {"eventAction": "expiration", "eventDate": "2028-01-01T00:00:00Z"},
        {"eventAction": "expiration", "eventDate": "2029-01-01T00:00:00Z"},
    ]
    assert (
        rdap.parse(domain(events=events), "toon-example.com").dates["expires"].iso == "2028-01-01T00:00:00Z"
    )
    assert rdap.parse(domain(events=events[:1]), "toon-example.com").dates["expires"].iso == (
        "2027-01-01T00:00:00Z"
    )


def test_a_name_that_the_registry_keeps_back_is_reserved_and_a_registered_one_is_not() -> None:
    registered = {"events": [{"eventAction": "registration", "eventDate": "2024-01-02"}]}
    assert rdap.parse(domain(status=["Reserved"]), "toon-example.com").state is State.RESERVED
    assert rdap.parse(domain(status=["reserved"], **registered), "toon-example.com").state is State.REGISTERED


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"entities": {"roles": "registrant"}},
        {
            "entities": [{"roles": None, "vcardArray": [1, 2]}],
            "events": 7,
            "status": "active",
            "nameservers": {"a": 1},
        },
        {"entities": [{"roles": [["registrant"]]}], "redacted": {"name": "Registrant Name"}},
    ],
)
def test_an_incomplete_object_is_a_record_all_the_same(told: dict[str, Any]) -> None:
    record = rdap.parse(told, "toon-example.com")
    assert (record.registrar.name, record.dates, record.nameservers) == (None, {}, ())


def test_entities_without_end_are_read_to_an_end() -> None:
    deep: dict[str, Any] = {"roles": ["registrar"]}
    for _ in range(300):
        deep = {"roles": ["registrar"], "entities": [deep] * 3}
    assert rdap.parse({"entities": [deep] * 1000}, "toon-example.com").registrar.name is None


def test_a_contact_tells_all_its_mailboxes_its_handle_and_its_country_s_code() -> None:
    mails = MAIL, ["email", {}, "text", "kim@reader.example"]
    told = domain(entity(["registrant"], *mails, ["adr", {"cc": "KR"}, "text", [""] * 7], handle="MOON-1"))
    contact = rdap.parse(told, "toon-example.com").registrant
    assert (contact["email"].text, [each.text for each in contact["email"].also]) == (
        "moon@reader.example",
        ["kim@reader.example"],
    )
    assert (contact["handle"].text, contact["country_code"].text, contact["country"].text) == (
        "MOON-1",
        "KR",
        "KR",
    )


def test_statuses_are_the_codes_of_epp() -> None:
    told = domain(status=["client transfer prohibited", "active", "auto renew period"])
    codes = [each.epp for each in rdap.parse(told, "toon-example.com").statuses]
    assert codes == ["clientTransferProhibited", "ok", "autoRenewPeriod"]


def test_a_name_server_s_addresses_and_the_delegation_s_signature_are_told() -> None:
    server = {"ldhName": "NS1.TOON-EXAMPLE.COM", "ipAddresses": {"v4": ["100.64.1.2", "x"], "v6": 7}}
    record = rdap.parse(
        domain(nameservers=[server], secureDNS={"delegationSigned": True}), "toon-example.com"
    )
    assert record.addresses == {"ns1.toon-example.com": ("100.64.1.2",)}
    assert record.dnssec == "signedDelegation"
    assert rdap.parse(domain(), "toon-example.com").dnssec == ""
