"""The entities of an RDAP answer: who is named in which role, and how each value came to be seen or not."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from osint.records import Disclosure
from osint.registration.jcard import Property, as_list, properties
from osint.registration.privacy import disclosure_of, of_contact
from osint.registration.record import FIELDS, Contact, Registrar, Value
from osint.registration.redaction import WHOLE, Redaction, redactions

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
# What servers say of an entity in remarks when they show less of it than they know (RFC 9083, 10.2.1, and their own).
WITHHELD = ("redacted", "due to authorization", "privacy", "not disclosed", "gdpr")
DEEPEST = 4  # entities inside entities
MOST = 200  # entities of one answer

Entity = dict[str, Any]


def contacts(told: dict[str, Any]) -> dict[str, Contact]:
    """Each role's contact: its values by field, each with how it came to be seen or not.

    A field that the answer says it has redacted is so, whatever stands in its place: a partial value is no value, a
    replaced one is a stand-in's. A contact whose remarks say that it is shown in part has its missing fields redacted.
    """
    said = list(redactions(told))
    found: dict[str, Contact] = {}
    for role, entities in by_role(told).items():
        if role in HELD:
            found[role] = _redacted(_contact(entities), (each for each in said if each.role == role))
    for role in {each.role for each in said} - found.keys():
        found[role] = _redacted({}, (each for each in said if each.role == role))
    return found


def _contact(entities: Iterable[Entity]) -> dict[str, Value]:
    """The values of the first entity of a role that tells any."""
    for entity in entities:
        texts: dict[str, list[str]] = {}
        for each in (*properties(entity), Property("handle", text_of(entity.get("handle")), "handle")):
            if each.text and each.field in FIELDS:
                texts.setdefault(each.field, []).append(each.text)
        if "country_code" in texts:
            texts.setdefault("country", texts["country_code"])
        made = of_contact({field: found[0] for field, found in texts.items()})
        for field, found in texts.items():
            others = (Value(text, disclosure_of(text)) for text in dict.fromkeys(found[1:]))
            made[field] = replace(made[field], also=tuple(others))
        if _is_withheld(entity):
            made |= {field: Value("", Disclosure.REDACTED) for field in FIELDS if field not in made}
        if made:
            return made
    return {}


def _redacted(contact: Contact, said: Iterable[Redaction]) -> Contact:
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
    how = Disclosure.PROXY if method == "replacementValue" else Disclosure.REDACTED
    return replace(kept, disclosure=how, also=tuple(replace(each, disclosure=how) for each in kept.also))


def _is_withheld(entity: Entity) -> bool:
    for remark in (*objects(entity.get("remarks")), *objects(entity.get("notices"))):
        said = " ".join(str(remark.get(key, "")) for key in ("title", "type", "description")).lower()
        if any(words in said for words in WITHHELD):
            return True
    return False


def registrar_of(entities: Iterable[Entity]) -> Registrar:
    """The registrar; some registries tell his name on his abuse contact alone."""
    for entity in entities:
        cards = [properties(each) for each in (entity, *within(entity))]
        named = (
            each.text for card in cards for field in ("name", "org") for each in card if each.field == field
        )
        name = next(named, "")
        if name or entity.get("publicIds"):
            return Registrar(
                name=Value(name, Disclosure.DISCLOSED) if name else None,
                iana_id=_iana_id(entity),
                url=next(
                    (
                        text_of(each.get("href"))
                        for each in objects(entity.get("links"))
                        if each.get("rel") == "about"
                    ),
                    "",
                ),
                handle=text_of(entity.get("handle")),
            )
    return Registrar()


def _iana_id(entity: Entity) -> str:
    for each in objects(entity.get("publicIds")):
        number = str(each.get("identifier", "")).strip()
        if number.isdigit() and "registrar" in str(each.get("type", "")).lower():
            return number
    return ""


def abuse_of(entities: Mapping[str, list[Entity]]) -> Contact:
    """Where complaints go: the abuse contact within the registrar, before one that stands elsewhere."""
    inside = [
        sub for entity in entities.get("registrar", []) for sub in within(entity) if "abuse" in roles_of(sub)
    ]
    for entity in (*inside, *entities.get("abuse", [])):
        found: dict[str, Value] = {}
        for each in properties(entity):
            if each.field in {"email", "phone"}:
                found.setdefault(
                    each.field, Value(each.text.removeprefix("mailto:"), disclosure_of(each.text))
                )
        if "email" in found and "@" in found["email"].text:
            return found
    return {}


def by_role(told: dict[str, Any]) -> dict[str, list[Entity]]:
    """The entities of an answer by role, the outer before the inner; an inner entity is of its outer one's affairs.

    A technical contact within the registrar is the registrar's: only the abuse contact is taken out of another entity.
    """
    found: dict[str, list[Entity]] = {}
    for entity in objects(told.get("entities"))[:MOST]:
        for role in roles_of(entity):
            found.setdefault(role, []).append(entity)
        for sub in within(entity):
            if "abuse" in roles_of(sub) and "registrar" in roles_of(entity):
                found.setdefault("abuse", []).append(sub)
    return found


def within(entity: Entity, depth: int = 0) -> list[Entity]:
    """The entities inside an entity, some levels deep."""
    inner = objects(entity.get("entities"))[:MOST] if depth < DEEPEST else []
    return [each for sub in inner for each in (sub, *within(sub, depth + 1))][:MOST]


def roles_of(entity: Entity) -> list[str]:
    """The roles of an entity; some servers write one as a text, or in capitals."""
    told = entity.get("roles")
    listed = told if isinstance(told, list) else [told]
    return [ROLES[each.lower()] for each in listed if isinstance(each, str) and each.lower() in ROLES]


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; an object that stands alone counts as a list of one, as some servers write notices."""
    listed = [value] if isinstance(value, dict) else as_list(value)
    return [each for each in listed if isinstance(each, dict)]


def text_of(value: Any) -> str:
    """A text without blanks round it; empty where it is none."""
    return value.strip() if isinstance(value, str) else ""
