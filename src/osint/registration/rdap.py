"""An RDAP domain object as a record: nested entities, incomplete objects, redaction after RFC 9537."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from osint import names
from osint.errors import BadName
from osint.records import Disclosure
from osint.registration import dates
from osint.registration.jcard import as_list, properties
from osint.registration.privacy import of_contact
from osint.registration.record import Date, Record, Registrar, State, Status, Value, Zone
from osint.registration.redaction import WHOLE, Redaction, redactions

EVENTS = {
    "registration": "created",
    "last changed": "updated",
    "expiration": "expires",
    "registrar expiration": "registrar expires",  # as the registrar bills it; stands in where the registry says none
}
# Roles of entities (RFC 9083, 10.2.4) by the names that a record gives them.
ROLES = {
    "registrant": "registrant",
    "administrative": "admin",
    "technical": "tech",
    "billing": "billing",
    "reseller": "reseller",
    "registrar": "registrar",
    "abuse": "abuse",
}
HELD = ("registrant", "admin", "tech", "billing", "reseller")  # whose values are personal, and redacted
FIELDS = ("name", "org", "email", "phone", "fax", "street", "city", "state", "postal", "country")
# What servers say of an entity in remarks when they show less of it than they know (RFC 9083, 10.2.1, and their own).
WITHHELD = ("redacted", "due to authorization", "privacy", "not disclosed", "gdpr")
DEEPEST = 4  # entities inside entities
MOST = 200  # entities of one answer

Entity = dict[str, Any]
Contact = dict[str, Value]


def parse(told: dict[str, Any], domain: str) -> Record:
    """The record that an RDAP domain object states; what is missing or of another form is left out."""
    cards = _by_role(told)
    held = contacts(told)
    when = dict(_dates(told))
    if late := when.pop("registrar expires", None):
        when.setdefault("expires", late)
    reseller = held.pop("reseller", {})
    abuse = _abuse(cards).lower()
    return Record(
        domain=domain,
        state=_state(told),
        registrar=Registrar(name=_registrar(told), iana_id=_iana_id(cards.get("registrar", []))),
        reseller=reseller.get("org") or reseller.get("name"),
        dates=when,
        nameservers=tuple(dict.fromkeys(_nameservers(told))),
        statuses=tuple(Status(each) for each in as_list(told.get("status")) if isinstance(each, str)),
        contacts={**held, **({"abuse": {"email": Value(abuse, Disclosure.DISCLOSED)}} if abuse else {})},
    )


def contacts(told: dict[str, Any]) -> dict[str, Contact]:
    """Each role's contact: its values by field, each with how it came to be seen or not.

    A field that the answer says it has redacted is so, whatever stands in its place: a partial value is no value, a
    replaced one is a stand-in's. A contact whose remarks say that it is shown in part has its missing fields redacted.
    """
    said = list(redactions(told))
    found: dict[str, Contact] = {}
    for role, entities in _by_role(told).items():
        if role in HELD:
            found[role] = _redacted(_contact(entities), (each for each in said if each.role == role))
    for role in {each.role for each in said} - found.keys():
        found[role] = _redacted({}, (each for each in said if each.role == role))
    return found


def _contact(entities: Iterable[Entity]) -> Contact:
    """The values of the first entity of a role that tells any."""
    for entity in entities:
        texts: dict[str, str] = {}
        for each in properties(entity):
            texts.setdefault(each.field, each.text)
        made = of_contact({field: texts[field] for field in FIELDS if field in texts})
        if _is_withheld(entity):
            made |= {field: Value("", Disclosure.REDACTED) for field in FIELDS if field not in made}
        if made:
            return made
    return {}


def _redacted(contact: Mapping[str, Value], said: Iterable[Redaction]) -> Contact:
    made = dict(contact)
    for each in said:
        for field in FIELDS if each.field == WHOLE else (each.field,):
            kept = made.get(field)
            if each.field == WHOLE and kept is not None and kept.text:
                continue  # a contact that is there all the same tells field by field what it is
            made[field] = _hidden(kept, each.method)
    return {field: value for field, value in made.items() if field in FIELDS}


def _hidden(kept: Value | None, method: str) -> Value:
    """A redacted field: what stands there for it is kept as text, and never taken for the holder's."""
    if kept is None or not kept.text or method == "emptyValue":
        return Value("", Disclosure.REDACTED)
    return replace(kept, disclosure=Disclosure.PROXY if method == "replacementValue" else Disclosure.REDACTED)


def _is_withheld(entity: Entity) -> bool:
    for remark in (*_objects(entity.get("remarks")), *_objects(entity.get("notices"))):
        said = " ".join(str(remark.get(key, "")) for key in ("title", "type", "description")).lower()
        if any(words in said for words in WITHHELD):
            return True
    return False


def _registrar(told: dict[str, Any]) -> Value | None:
    """The registrar's name; some registries tell it on his abuse contact alone, or nowhere but in his handle."""
    for entity in _by_role(told).get("registrar", []):
        card = {each.field: each.text for each in reversed(properties(entity))}
        for inner in (
            card,
            *({each.field: each.text for each in properties(sub)} for sub in _within(entity)),
        ):
            if text := inner.get("name") or inner.get("org"):
                return Value(text, Disclosure.DISCLOSED)
    return None


def _iana_id(registrars: Iterable[Entity]) -> str:
    for entity in registrars:
        for each in _objects(entity.get("publicIds")):
            number = str(each.get("identifier", "")).strip()
            if number.isdigit() and "registrar" in str(each.get("type", "")).lower():
                return number
    return ""


def _abuse(cards: Mapping[str, list[Entity]]) -> str:
    """The mailbox for abuse: of an abuse contact within the registrar, before one that stands elsewhere."""
    inside = [
        sub for entity in cards.get("registrar", []) for sub in _within(entity) if "abuse" in _roles(sub)
    ]
    for entity in (*inside, *cards.get("abuse", [])):
        for each in properties(entity):
            if each.field == "email" and "@" in each.text:
                return each.text.removeprefix("mailto:")
    return ""


def _by_role(told: dict[str, Any]) -> dict[str, list[Entity]]:
    """The entities of an answer by role, the outer before the inner; an inner entity is of its outer one's affairs.

    A technical contact within the registrar is the registrar's: only the abuse contact is taken out of another entity.
    """
    found: dict[str, list[Entity]] = {}
    for entity in _objects(told.get("entities"))[:MOST]:
        for role in _roles(entity):
            found.setdefault(role, []).append(entity)
        for sub in _within(entity):
            if "abuse" in _roles(sub) and "registrar" in _roles(entity):
                found.setdefault("abuse", []).append(sub)
    return found


def _within(entity: Entity, depth: int = 0) -> list[Entity]:
    inner = _objects(entity.get("entities"))[:MOST] if depth < DEEPEST else []
    return [each for sub in inner for each in (sub, *_within(sub, depth + 1))][:MOST]


def _roles(entity: Entity) -> list[str]:
    """The roles of an entity; some servers write one as a text, or in capitals."""
    told = entity.get("roles")
    listed = told if isinstance(told, list) else [told]
    return [ROLES[each.lower()] for each in listed if isinstance(each, str) and each.lower() in ROLES]


def _state(told: dict[str, Any]) -> State:
    """Registered, unless the registry itself says that the name is kept back from registration."""
    said = {each.lower() for each in as_list(told.get("status")) if isinstance(each, str)}
    is_kept_back = bool(said & {"reserved", "blocked", "prohibited"}) and not any(
        event.get("eventAction") == "registration" for event in _objects(told.get("events"))
    )
    return State.RESERVED if is_kept_back else State.REGISTERED


def _dates(told: dict[str, Any]) -> Iterator[tuple[str, Date]]:
    """The first date of each sort; a later event of the same name is a server's own addition."""
    known: set[str] = set()
    for event in _objects(told.get("events")):
        field = EVENTS.get(str(event.get("eventAction", "")).strip().lower())
        text = dates.iso(str(event.get("eventDate", "")))
        if field and text and field not in known:
            known.add(field)
            yield field, Date(text, Zone.STATED, raw=str(event["eventDate"]))


def _nameservers(told: dict[str, Any]) -> Iterator[str]:
    for each in _objects(told.get("nameservers")):
        try:
            yield names.host(str(each.get("ldhName") or each.get("unicodeName") or ""))
        except BadName:
            continue


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; an object that stands alone counts as a list of one, as some servers write notices."""
    listed = [value] if isinstance(value, dict) else as_list(value)
    return [each for each in listed if isinstance(each, dict)]
