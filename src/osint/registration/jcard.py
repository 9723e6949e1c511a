"""Cards of RDAP entities: who is named there, from jCard (RFC 7095) or JSContact (RFC 9553).

Servers depart from both in known ways (values nested in lists, types as text or list, parts of a name alone); what
is of no form that can be read is left out, and never taken for something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# The parts of a structured address (RFC 6350, 6.3.1) by the names that a record gives them.
ADDRESS = ("", "", "street", "city", "state", "postal_code", "country")
PARTS = {
    "name": "street",
    "locality": "city",
    "region": "state",
    "postcode": "postal_code",
    "country": "country",
}
CODE = re.compile(
    r"[A-Z]{2}"
)  # a country's code (ISO 3166-1), which many servers write in the country's place
NAME_ORDER = (
    3,
    1,
    2,
    0,
    4,
)  # of a structured name: prefix, given, additional, family, suffix (RFC 6350, 6.2.2)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a card: the field that it fills, its text, and its name in the card."""

    field: str  # of registration.record.FIELDS
    text: str
    named: str  # as the card calls it: fn, org, tel, adr …


def properties(entity: dict[str, Any]) -> list[Property]:
    """What an entity's card tells, in its order; texts that are empty are left out."""
    found = list(_of_vcard(entity.get("vcardArray"))) or list(_of_jscontact(entity.get("jscontact_card")))
    if not any(each.field == "name" for each in found):
        found = [Property("name", each.text, "n") if each.field == "parts" else each for each in found]
    return [each for each in found if each.field != "parts" and each.text]


def _of_vcard(card: Any) -> Iterator[Property]:
    for line in as_list(card[1]) if isinstance(card, list) and len(card) > 1 else ():
        if isinstance(line, list) and len(line) >= 4 and isinstance(line[0], str):
            params = line[1] if isinstance(line[1], dict) else {}
            yield from _property(line[0].lower(), params, line[3:])


def _property(named: str, params: dict[str, Any], values: list[Any]) -> Iterator[Property]:
    match named:
        case "fn" | "kind" | "email":
            yield from (Property("name" if named == "fn" else named, text, named) for text in _texts(values))
        case "org":
            yield from (Property("org", text, named) for text in _texts(values)[:1])
        case "n":
            parts = [" ".join(_texts([each])) for each in as_list(values[0])]
            yield Property(
                "parts", " ".join(parts[n] for n in NAME_ORDER if n < len(parts) and parts[n]), "n"
            )
        case "tel":
            field = "fax" if "fax" in [each.lower() for each in _texts([params.get("type")])] else "phone"
            yield from (Property(field, _dialled(text), named) for text in _texts(values))
        case "contact-uri" | "url":
            yield from (Property("uri", text, named) for text in _texts(values) if named != "url")
        case "adr":
            yield from _address(params, values)


def _address(params: dict[str, Any], values: list[Any]) -> Iterator[Property]:
    """An address by its parts; the whole in one line where only that is given (RFC 7095, 3.3.1.3)."""
    parts = as_list(values[0])
    told = [" ".join(_texts([part])) for part in parts] if len(parts) == len(ADDRESS) else []
    for field, text in zip(ADDRESS, told, strict=False):
        if field and text:
            yield Property(
                "country_code" if field == "country" and CODE.fullmatch(text) else field, text, "adr"
            )
    if code := _code(params):
        yield Property("country_code", code, "adr")
    if not any(told):
        yield from (
            Property("street", " ".join(text.split()), "adr") for text in _texts([params.get("label")])[:1]
        )


def _code(params: dict[str, Any]) -> str:
    """The country's code, which stands in a parameter of its own (RFC 8605, section 3.1)."""
    return next((text.upper() for text in _texts([params.get("cc")]) if len(text) == 2), "")


def _of_jscontact(card: Any) -> Iterator[Property]:
    if not isinstance(card, dict):
        return
    name = card.get("name")
    if isinstance(name, dict):
        parts = [text for each in as_list(name.get("components")) for text in _of(each, "value")]
        yield from (Property("name", text, "name") for text in _of(name, "full") or [" ".join(parts)])
    yield from (Property("kind", text, "kind") for text in _of(card, "kind"))
    for field, members, member in (("org", "organizations", "name"), ("email", "emails", "address")):
        for each in _members(card.get(members)):
            yield from (Property(field, text, members) for text in _of(each, member))
    for each in _members(card.get("phones")):
        field = "fax" if "fax" in (each.get("features") or ()) else "phone"
        yield from (Property(field, _dialled(text), "phones") for text in _of(each, "number"))
    for each in _members(card.get("links")):
        yield from (
            Property("uri", text, "links") for text in _of(each, "uri") if each.get("kind") == "contact"
        )
    for each in _members(card.get("addresses")):
        for part in as_list(each.get("components")):
            field = PARTS.get(str(part.get("kind")), "") if isinstance(part, dict) else ""
            yield from (Property(field, text, "addresses") for text in _of(part, "value") if field)
        yield from (Property("country_code", text.upper(), "addresses") for text in _of(each, "countryCode"))


def _members(value: Any) -> list[dict[str, Any]]:
    return [each for each in value.values() if isinstance(each, dict)] if isinstance(value, dict) else []


def _of(value: Any, name: str) -> list[str]:
    return _texts([value.get(name)]) if isinstance(value, dict) else []


def _dialled(text: str) -> str:
    """A telephone number without its scheme and its parameters (RFC 3966)."""
    return text[4:].partition(";")[0].strip() if text.lower().startswith("tel:") else text


def _texts(values: list[Any]) -> list[str]:
    """The texts in values, however deep in lists they stand; six lists deep are deep enough."""
    found = values
    for _ in range(6):
        found = [inner for each in found for inner in (each if isinstance(each, list) else [each])]
    return [each.strip() for each in found if isinstance(each, str) and each.strip()]


def as_list(value: Any) -> list[Any]:
    """A list; an empty one where it is none."""
    return value if isinstance(value, list) else []
