"""An RDAP domain object as a record: nested entities, incomplete objects, redaction after RFC 9537."""

from collections.abc import Iterator
from typing import Any

from osint import names
from osint.errors import BadName
from osint.records import Disclosure
from osint.registration import dates
from osint.registration.privacy import of_contact
from osint.registration.record import Record, State, Value

EVENTS = {"registration": "created", "last changed": "updated", "expiration": "expires"}
CARD = {"fn": "name", "org": "org", "email": "email", "tel": "phone"}
DEEPEST = 4  # entities inside entities


def parse(told: dict[str, Any], domain: str) -> Record:
    """The record that an RDAP object states; what is missing or of another form is left out."""
    registrant: dict[str, Value] = {}
    registrar: Value | None = None
    iana = abuse = ""
    for entity, roles in _entities(told, 0):
        card = dict(_card(entity))
        if "registrant" in roles:
            registrant = of_contact(card)
        if "registrar" in roles:
            registrar = Value(card["name"], Disclosure.DISCLOSED) if card.get("name") else registrar
            iana = next((str(each.get("identifier", "")) for each in _objects(entity.get("publicIds"))), iana)
        if "abuse" in roles:
            abuse = card.get("email", abuse).lower()
    for each in _objects(told.get("redacted")):
        _redact(each, registrant)
    return Record(
        domain=domain,
        state=State.REGISTERED,
        registrar=registrar,
        registrar_iana_id=iana if iana.isdigit() else "",
        dates=dict(_dates(told)),
        nameservers=tuple(_nameservers(told)),
        statuses=tuple(each for each in _list(told.get("status")) if isinstance(each, str)),
        registrant=registrant,
        abuse_email=abuse,
    )


def _entities(holder: dict[str, Any], depth: int) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    for entity in _objects(holder.get("entities")) if depth < DEEPEST else ():
        yield entity, _list(entity.get("roles"))
        yield from _entities(entity, depth + 1)


def _card(entity: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of a jCard (RFC 7095): the first of each property, an organisation's first part."""
    card = _list(entity.get("vcardArray"))
    known: set[str] = set()
    for line in _list(card[1]) if len(card) == 2 else ():
        parts = _list(line)
        field = CARD.get(str(parts[0]).lower()) if len(parts) >= 4 else None
        text = parts[3] if field else ""
        while isinstance(text, list) and text:
            text = text[0]
        if field and isinstance(text, str) and text.strip() and field not in known:
            known.add(field)
            yield field, text.removeprefix("tel:").strip()


def _redact(each: dict[str, Any], registrant: dict[str, Value]) -> None:
    """A property that the server says it has redacted is so, whatever stands in its place."""
    name = each.get("name")
    label = str(name.get("description") or name.get("type") or "").lower() if isinstance(name, dict) else ""
    for field, word in (
        ("name", "registrant name"),
        ("org", "registrant org"),
        ("email", "registrant email"),
        ("phone", "registrant phone"),
    ):
        if label.startswith(word):
            registrant[field] = Value("", Disclosure.REDACTED)


def _dates(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for event in _objects(told.get("events")):
        field = EVENTS.get(str(event.get("eventAction")))
        text = dates.iso(str(event.get("eventDate", "")))
        if field and text:
            yield field, text


def _nameservers(told: dict[str, Any]) -> Iterator[str]:
    for each in _objects(told.get("nameservers")):
        try:
            yield names.host(str(each.get("ldhName", "")))
        except BadName:
            continue


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in _list(value) if isinstance(each, dict)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
