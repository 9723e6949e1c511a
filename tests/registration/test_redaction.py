"""What an RDAP answer says that it has redacted (RFC 9537)."""

from typing import Any

import pytest

from osint.registration.redaction import WHOLE, redactions

REGISTRANT = "$.entities[?(@.roles[0]=='registrant')]"


def told(*each: dict[str, Any], **answer: Any) -> list[tuple[str, str, str]]:
    return [(one.role, one.field, one.method) for one in redactions({"redacted": list(each), **answer})]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ({"type": "Registrant Name"}, ("registrant", "name")),
        ({"description": "Registrant Organization"}, ("registrant", "org")),
        ({"type": "Registry Registrant ID"}, ("registrant", "handle")),
        ({"type": "Registrant Postal Code"}, ("registrant", "postal_code")),
        ({"type": "Registrant Phone Ext"}, ("registrant", "phone")),
        ({"description": "Administrative Contact"}, ("admin", WHOLE)),
        ({"type": "Tech Email"}, ("tech", "email")),
    ],
)
def test_the_name_says_what_is_left_out(name: dict[str, str], place: tuple[str, str]) -> None:
    assert told({"name": name, "method": "removal"}) == [(*place, "removal")]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (f"{REGISTRANT}.vcardArray[1][?(@[0]=='fn')][3]", ["name"]),
        ('$.entities[?(@.roles[0]=="registrant")].vcardArray[1][?(@[0]=="org")]', ["org"]),
        (f"{REGISTRANT}.vcardArray[1][?(@[0]=='adr')][3][3]", ["city"]),
        (
            f"{REGISTRANT}.vcardArray[1][?(@[0]=='adr')]",
            ["street", "city", "state", "postal_code", "country"],
        ),
        (f"{REGISTRANT}.vcardArray[1][?(@[1].type=='fax')]", []),
        (REGISTRANT, [WHOLE]),
        (f"{REGISTRANT}.handle", []),
        ("$.handle", []),
    ],
)
def test_a_path_says_it_where_the_name_is_a_policy_s_own(path: str, fields: list[str]) -> None:
    redacted = told({"name": {"description": "Policy 7"}, "prePath": path, "method": "emptyValue"})
    assert redacted == [("registrant", field, "emptyValue") for field in fields]


def test_numbers_in_a_path_count_in_the_answer_as_it_came_and_not_as_it_was() -> None:
    entities = [
        {"roles": ["registrar"]},
        {"roles": ["technical"], "vcardArray": ["vcard", [["version"], ["email", {}, "text", ""]]]},
    ]
    path = "$.entities[1].vcardArray[1][1][3]"
    named = {"name": {"description": "Policy 7"}, "method": "emptyValue"}
    assert told({**named, "postPath": path}, entities=entities) == [("tech", "email", "emptyValue")]
    assert told({**named, "prePath": path}, entities=entities) == []
    assert told({**named, "postPath": "$.entities[9].vcardArray[1][1][3]"}, entities=entities) == []


def test_what_is_said_twice_counts_once_and_keeps_its_reason() -> None:
    each = {
        "name": {"type": "Registrant Email"},
        "prePath": f"{REGISTRANT}.vcardArray[1][?(@[0]=='email')][3]",
        "replacementPath": f"{REGISTRANT}.vcardArray[1][?(@[0]=='contact-uri')][3]",
        "method": "replacementValue",
        "reason": {"description": "Server policy"},
    }
    (one,) = redactions({"redacted": [each]})
    assert (one.field, one.method, one.reason) == ("email", "replacementValue", "Server policy")


@pytest.mark.parametrize(
    "redacted", [7, [7], [{}], [{"name": 7}], [{"name": {"type": "Registry Domain ID"}}], [{"prePath": 7}]]
)
def test_what_concerns_no_contact_says_nothing(redacted: Any) -> None:
    assert list(redactions({"redacted": redacted})) == []
