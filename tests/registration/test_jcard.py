"""Cards of entities, as servers write them."""

from typing import Any

import pytest

from osint.registration.jcard import properties


def card(*lines: list[Any]) -> dict[str, Any]:
    return {"vcardArray": ["vcard", [["version", {}, "text", "4.0"], *lines]]}


def told(entity: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each.field, each.text) for each in properties(entity)]


def test_a_card_tells_name_mailboxes_numbers_and_address() -> None:
    entity = card(
        ["fn", {}, "text", " Moon Kim "],
        ["kind", {}, "text", "individual"],
        ["org", {"type": "work"}, "text", ["Moon Media", "Scans"]],
        ["email", {}, "text", "moon@reader.example"],
        ["email", {}, "text", "kim@reader.example"],
        ["tel", {"type": "voice"}, "uri", "tel:+82.25550100;ext=3"],
        ["tel", {"type": ["work", "FAX"]}, "uri", "tel:+82.25550101"],
        ["contact-uri", {}, "uri", "https://registrar.example/contact/1"],
        ["adr", {"cc": "kr"}, "text", ["", "", ["1 Long Road", "2nd floor"], "Seoul", "", "04524", "Korea"]],
    )
    assert told(entity) == [
        ("name", "Moon Kim"),
        ("kind", "individual"),
        ("org", "Moon Media"),
        ("email", "moon@reader.example"),
        ("email", "kim@reader.example"),
        ("phone", "+82.25550100"),
        ("fax", "+82.25550101"),
        ("uri", "https://registrar.example/contact/1"),
        ("street", "1 Long Road 2nd floor"),
        ("city", "Seoul"),
        ("postal_code", "04524"),
        ("country", "Korea"),
        ("country_code", "KR"),
    ]


def test_a_code_in_the_country_s_place_is_a_code() -> None:
    assert told(card(["adr", {}, "text", ["", "", "", "", "", "", "KR"]])) == [("country_code", "KR")]


def test_a_country_without_a_code_is_told_by_its_name() -> None:
    entity = card(["adr", {}, "text", ["", "", "", "", "", "", "Viet Nam"]])
    assert told(entity) == [("country", "Viet Nam")]


def test_an_address_in_one_piece_is_a_street() -> None:
    entity = card(["adr", {"label": "1 Long Road\nSeoul"}, "text", ["", "", "", "", "", "", ""]])
    assert told(entity) == [("street", "1 Long Road Seoul")]


def test_a_name_by_its_parts_counts_where_the_whole_is_empty() -> None:
    parts = ["n", {}, "text", ["Kim", "Moon", "", "Dr", ""]]
    assert told(card(["fn", {}, "text", ""], parts)) == [("name", "Dr Moon Kim")]
    assert told(card(["fn", {}, "text", "Kim Moon"], parts)) == [("name", "Kim Moon")]


def test_a_jscontact_card_tells_the_same() -> None:
    entity = {
        "jscontact_card": {
            "kind": "org",
            "name": {"components": [{"kind": "given", "value": "Moon"}, {"kind": "surname", "value": "Kim"}]},
            "organizations": {"a": {"name": "Moon Media"}},
            "emails": {"a": {"address": "moon@reader.example"}},
            "phones": {
                "a": {"number": "tel:+82.25550100"},
                "b": {"number": "+82.25550101", "features": {"fax": True}},
            },
            "links": {
                "a": {"kind": "contact", "uri": "https://registrar.example/1"},
                "b": {"uri": "https://x.example/"},
            },
            "addresses": {
                "a": {"countryCode": "kr", "components": [{"kind": "locality", "value": "Seoul"}, 7]}
            },
        }
    }
    assert told(entity) == [
        ("name", "Moon Kim"),
        ("kind", "org"),
        ("org", "Moon Media"),
        ("email", "moon@reader.example"),
        ("phone", "+82.25550100"),
        ("fax", "+82.25550101"),
        ("uri", "https://registrar.example/1"),
        ("city", "Seoul"),
        ("country_code", "KR"),
    ]


@pytest.mark.parametrize(
    "entity",
    [
        {},
        {"vcardArray": 7},
        {"vcardArray": ["vcard"]},
        {"vcardArray": ["vcard", 7]},
        card(
            [],
            ["fn"],
            [7, {}, "text", "x"],
            ["fn", 7, "text", {"a": 1}],
            ["adr", {}, "text", "Seoul"],
            ["adr", {}, "text", []],
        ),
        {
            "jscontact_card": {
                "name": 7,
                "emails": [1],
                "phones": {"a": 7},
                "addresses": {"a": {"components": "x"}},
            }
        },
    ],
)
def test_what_is_of_no_form_tells_nothing(entity: dict[str, Any]) -> None:
    assert told(entity) == []


def test_values_deep_in_lists_are_found_and_a_bottomless_one_ends() -> None:
    deep: Any = "moon@reader.example"
    for _ in range(5):
        deep = [deep]
    assert told(card(["email", {}, "text", deep])) == [("email", "moon@reader.example")]
    for _ in range(400):
        deep = [deep]
    assert told(card(["email", {}, "text", deep])) == []
