"""What an RDAP answer says that it has left out or changed, and how (RFC 9537)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from osint.registration.jcard import as_list

WHOLE = "*"  # a contact as a whole

# Roles and fields as the registered names of redacted members, and policies' own words for them, begin (RFC 9537,
# 6.2; ICANN RDAP Response Profile 2.2, 2024).
ROLES = {
    "registrant": "registrant",
    "admin": "admin",
    "tech": "tech",
    "billing": "billing",
    "reseller": "reseller",
}
FIELDS = (
    ("name", re.compile(r"\bname\b")),
    ("org", re.compile(r"\borg")),
    ("email", re.compile(r"\be-?mail")),
    ("fax", re.compile(r"\bfax")),
    ("phone", re.compile(r"\bphone|\btelephone")),
    ("street", re.compile(r"\bstreet|\baddress")),
    ("city", re.compile(r"\bcity|\blocality")),
    ("state", re.compile(r"\bstate|\bprovince")),
    ("postal_code", re.compile(r"\bpostal|\bzip")),
    ("country", re.compile(r"\bcountry")),
    ("handle", re.compile(r"\bid\b|\bhandle")),
)
OF_CARD = {
    "fn": ("name",), "n": ("name",), "org": ("org",), "email": ("email",), "tel": ("phone", "fax"),
    "contact-uri": ("email",), "adr": ("street", "city", "state", "postal_code", "country"),
}  # fmt: skip
OF_ADDRESS = {2: "street", 3: "city", 4: "state", 5: "postal_code", 6: "country"}
ROLE = re.compile(r"""roles\b[^'"]{0,40}['"](registrant|administrative|technical|billing|reseller)['"]""")
CONTACT = re.compile(
    r"^\$\.entities\[(?:\d{1,4}|\?\(@\.roles[^.]{0,100}\))\]$"
)  # a path to a contact as a whole
INDEXED = re.compile(r"^\$\.entities\[(\d{1,4})\]")
NAMED = re.compile(r"""@\[0\]\s{0,3}==\s{0,3}['"]([a-z-]{1,20})['"]""")
PLACE = re.compile(r"vcardArray\[1\]\[(\d{1,4})\]")
PART = re.compile(r"\]\[3\]\[(\d)\]")


@dataclass(frozen=True, slots=True)
class Redaction:
    """One thing that an answer says is not as it was registered."""

    role: str  # registrant, admin, tech, billing, reseller
    field: str  # of a contact, or WHOLE
    method: str  # removal, emptyValue, partialValue, replacementValue
    reason: str


def redactions(told: dict[str, Any]) -> Iterator[Redaction]:
    """What the ``redacted`` member of an answer says of its contacts.

    The name says it where it is one that is known; the path into the answer does where it is not. What
    neither tells (a redaction of no contact, such as the registry's own number) is left out.
    """
    for each in as_list(told.get("redacted")):
        if isinstance(each, dict):
            method = str(each.get("method") or "removal")
            found = dict.fromkeys([*_by_name(_label(each.get("name"))), *_by_paths(each, told)])
            for role, field in found:
                yield Redaction(role, field, method, _label(each.get("reason")))


def _label(name: Any) -> str:
    told = name if isinstance(name, dict) else {"type": name}
    return next(
        (text for key in ("type", "description") if isinstance(text := told.get(key), str) and text), ""
    )


def _by_name(label: str) -> Iterator[tuple[str, str]]:
    words = (
        label.lower()
        .replace("administrative", "admin")
        .replace("technical", "tech")
        .removeprefix("registry ")
    )
    role = next((role for word, role in ROLES.items() if words.startswith(word)), "")
    rest = words.removeprefix(role)
    if role and rest.strip(" .:") in {"", "contact", "entity"}:
        yield role, WHOLE
    elif role:
        yield from ((role, field) for field, pattern in FIELDS if pattern.search(rest))


def _by_paths(each: dict[str, Any], told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """By where it stood or stands; numbers count in the answer as it came only in paths into that."""
    for key in ("prePath", "postPath", "replacementPath"):
        path = each.get(key)
        if isinstance(path, str) and len(path) < 500 and each.get("pathLang", "jsonpath") == "jsonpath":
            yield from _by_path(path, told if key != "prePath" else {})


def _by_path(path: str, told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    entity: Any = None
    if (at := INDEXED.match(path)) and int(at[1]) < len(as_list(told.get("entities"))):
        entity = told["entities"][int(at[1])]
    found = ROLE.search(path)
    roles = [found[1]] if found else as_list(entity.get("roles")) if isinstance(entity, dict) else []
    fields = _fields_of(path, entity)
    for role in roles:
        short = {"administrative": "admin", "technical": "tech"}.get(role, role)
        if short in ROLES.values():
            yield from ((short, field) for field in fields)


def _fields_of(path: str, entity: Any) -> tuple[str, ...]:
    """The fields that a path into a contact's card leads to."""
    if "vcardArray" not in path:
        return (WHOLE,) if CONTACT.match(path) else ()
    if named := NAMED.search(path):
        word = named[1]
    elif (place := PLACE.search(path)) and isinstance(entity, dict):
        word = _name_at(entity, int(place[1]))
    else:
        return ()
    part = PART.search(path) if word == "adr" else None
    return (OF_ADDRESS[int(part[1])],) if part and int(part[1]) in OF_ADDRESS else OF_CARD.get(word, ())


def _name_at(entity: dict[str, Any], place: int) -> str:
    card = as_list(entity.get("vcardArray"))
    lines = as_list(card[1]) if len(card) > 1 else []
    line = as_list(lines[place]) if place < len(lines) else []
    return str(line[0]).lower() if line else ""
