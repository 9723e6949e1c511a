"""The record made of what the lines of a WHOIS answer state: one value for each field, the first that holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from osint.records import Disclosure
from osint.registration import dates, picking, registrars
from osint.registration.countries import code_of
from osint.registration.lines import Line
from osint.registration.privacy import disclosure_of, of_contact
from osint.registration.record import (
    DATES,
    FIELDS,
    Contact,
    Date,
    Record,
    State,
    Value,
)
from osint.registration.sections import Fields, Findings, joined
from osint.registration.servers import tables, top_of
from osint.registration.statuses import read_statuses

EMAIL = re.compile(r"[A-Za-z0-9._%+=&'*/-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z][A-Za-z0-9-]{1,30}")
PHONE = re.compile(
    r"^\(?(?:(?:tele)?(?:phone|fax)|tel|fax|ph|t|f)?\)?[.: ]{0,4}(\+?[(]?\d[\d().\-/ x]{5,30}\d)$",
    re.IGNORECASE,
)
DATED = re.compile(r"^([A-Za-z -]{2,40}) \(?(\d{4}/\d{2}/\d{2}|\d{14})\)?$")
CHANGED = re.compile(r"^\S.{0,80}\s((?:19|20)\d{6})(?:\d{6})?(?: \([A-Za-z ]{3,40}\))?$")
COMPANY = re.compile(
    r"(?i)\b(?:ltd|limited|inc|llc|corp|corporation|gmbh|ag|s\.?a\.?r\.?l|b\.?v|pty|plc|co\., ?ltd)\b\.?"
)
HOLDER_REMARK = "(domain holder)"
REACHED = ("email", "phone", "fax", "street", "postal")
MANY = 8  # values of one field that are looked at


def record(found: Findings, *, domain: str, server: str, shift: int = 0) -> Record:
    """The record; ``shift`` is how many bytes of the text stand before the lines."""
    top = top_of(domain)
    contacts = {
        role: contact
        for role in ("registrant", "admin", "tech", "billing")
        if (contact := _contact(found, role, top))
    }
    if top == "jp" and "admin" in contacts:
        # JPRS's public contact window is how to reach the holder (jprs.jp, "public contact")
        shared = {name: contacts["admin"][name] for name in REACHED if name in contacts["admin"]}
        contacts["registrant"] = {**shared, **contacts.get("registrant", {})}
    if abuse := _abuse(found):
        contacts["abuse"] = abuse
    reseller = picking.first(found.domain.get("reseller", ())) or picking.first(
        (*found.contacts.get("reseller", {}).get("name", ()), *found.loose.get("reseller", ()))
    )
    made = Record(
        domain=domain,
        state=State.REGISTERED,
        domain_id=picking.text(found.domain.get("domain_id", ())),
        registrar=registrars.read(found, top),
        reseller=picking.value(reseller) if reseller else None,
        dates=dict(_dates(found, domain if "." in domain else server)),
        nameservers=tuple(found.hosts),
        addresses={host: tuple(listed) for host, listed in found.hosts.items() if listed},
        statuses=read_statuses(line.value for line in found.domain.get("status", ())),
        dnssec=picking.text(found.domain.get("dnssec", ())),
        contacts=contacts,
    )
    return _moved(made, shift) if shift else made


def _dates(found: Findings, place: str) -> Iterable[tuple[str, Date]]:
    _unpack_changes(found.domain)
    for name in DATES:
        for line in found.domain.get(name, ())[:MANY]:
            order = _order(line.stated)
            if date := dates.read(line.value, place, order=order):
                yield name, replace(date, start=line.start, end=line.end)
                break
        else:
            if name == "expires" and (last := _of_status(found.domain.get("status", ()), place)):
                yield name, last


def _of_status(lines: Sequence[Line], place: str) -> Date | None:
    """The expiry that a registry writes in brackets behind the status, where its own guide says that it is that."""
    words = tables()["expiry_behind"].get(top_of(place), ())
    for line in lines[:MANY]:
        if (cut := DATED.match(line.value)) and cut[1].casefold() in words:
            part = _cut(line, cut, 2)
            date = dates.read(part.value, place)
            return replace(date, start=part.start, end=part.end) if date else None
    return None


def _unpack_changes(domain: Fields) -> None:
    """Part what each "changed" line says: who, the day, and in brackets what was done; the last change counts."""
    listed = [(line, found) for line in domain.get("updated", ()) if (found := CHANGED.match(line.value))]
    if not listed:
        return
    made = [_cut(line, found, 1) for line, found in listed if "ssigned" in found[0] or "reated" in found[0]]
    changed = [_cut(line, found, 1) for line, found in listed if "ssigned" not in found[0]]
    domain["updated"] = sorted(changed, key=lambda line: line.value, reverse=True)
    if made:
        domain.setdefault("created", made)


def _order(label: str) -> str:
    """The order of day and month that a label states, as "(dd/mm/yyyy)" does."""
    bare = label.casefold()
    places = {letter: bare.rfind(word) for letter, word in (("d", "dd"), ("m", "mm"), ("y", "yyyy"))}
    return "".join(sorted(places, key=lambda each: places[each])) if min(places.values()) >= 0 else ""


def _abuse(found: Findings) -> Contact:
    """The mailbox and telephone for complaints: what is called so, else the registrar's own where he states one."""
    own, keeper = found.contacts.get("abuse", {}), found.contacts.get("registrar", {})
    further = found.contacts.get("registrar_contact", {})
    loose = (*found.loose.get("abuse", ()), *found.loose.get("registrar", ()))
    made: dict[str, Value] = {}
    for line in (
        *found.domain.get("abuse_email", ()), *own.get("email", ()), *own.get("name", ()),
        *keeper.get("email", ()), *further.get("email", ()), *loose,
    ):  # fmt: skip
        if email := EMAIL.search(line.value):
            made["email"] = _part(line, email[0].lower(), email.start())
            break
    for line in (*found.domain.get("abuse_phone", ()), *own.get("phone", ())):
        if disclosure_of(line.value) is Disclosure.DISCLOSED:
            made["phone"] = picking.value(line)
            break
    return made


def _contact(found: Findings, role: str, top: str) -> Contact:
    """A role's values: of its labels, of the object that its handle names, of its lines without labels."""
    fields: Fields = {name: list(listed) for name, listed in found.contacts.get(role, {}).items()}
    if role in found.references:
        _refer(fields, found.references[role], found.objects)
        if found.is_by_handle:
            _part_handle(fields, found.references[role])
    for name, listed in _unlabelled(found.loose.get(role, ()), top).items():
        fields.setdefault(name, listed)
    if "name" not in fields and (
        parts := [*fields.get("first_name", ())[:1], *fields.get("last_name", ())[:1]]
    ):
        fields["name"] = [replace(parts[0], value=" ".join(part.value for part in parts))]
    if "country" not in fields and len(fields.get("street", ())) > 1 and code_of(fields["street"][-1].value):
        fields["country"] = fields["street"][-1:]
    if "org" not in fields and picking.text(fields.get("kind", ())).upper() in {
        "ORGANIZATION",
        "ORGANISATION",
    }:
        fields |= {"org": fields["name"][:1]} if "name" in fields else {}  # AFNIC has one label for both
    called = [line for line in fields.get("name", ()) if line.label.endswith(" name")]
    if called and len(called) < len(fields["name"]):
        # "Registrant: a company", "Registrant Contact Name: a person"
        fields.setdefault("org", [line for line in fields["name"] if line not in called])
        fields["name"] = called
    if role == "registrant" and "name" in fields:
        fields["name"] = picking.latin(fields["name"], top)
    chosen = {name: _chosen(name, fields[name]) for name in FIELDS if fields.get(name)}
    texts = {name: listed[0].value for name, listed in chosen.items() if listed}
    if code := code_of(texts.get("country", "")):
        texts["country_code"] = code
        chosen["country_code"] = chosen["country"]
    made = of_contact(texts)
    if (email := made.get("email")) and email.disclosure is Disclosure.DISCLOSED and "@" not in email.text:
        made["email"] = replace(email, disclosure=Disclosure.REDACTED)  # "visit our page", and its like
    return {
        name: replace(
            value,
            start=chosen[name][0].start,
            end=fields["street"][-1].end if name == "street" else chosen[name][0].end,
            raw=chosen[name][0].value if name == "country_code" else "",
            also=()
            if name in {"street", "country_code"}
            else tuple(
                replace(picking.value(line), disclosure=_worse(value, line)) for line in chosen[name][1:MANY]
            ),
        )
        for name, value in made.items()
    }


def _worse(value: Value, line: Line) -> Disclosure:
    """How a further value came to be seen: beside a proxy's, it is the proxy's."""
    own = disclosure_of(line.value)
    return value.disclosure if own is Disclosure.DISCLOSED and value.disclosure is Disclosure.PROXY else own


def _chosen(name: str, listed: Sequence[Line]) -> list[Line]:
    """The values of a field, the one that stands first: what holds a place goes behind what does not."""
    lines = list(joined(listed))
    if name == "name" and lines[0].stated == "descr":
        return lines[:1]  # what follows describes, or is an address
    if name == "street":
        first = lines[0]
        return [replace(first, value=", ".join(line.value for line in lines[:MANY]))]
    if name == "email":
        lines = [_cut(line, found) if (found := EMAIL.search(line.value)) else line for line in lines]
    return sorted(lines, key=lambda line: disclosure_of(line.value) is Disclosure.PLACEHOLDER)


def _refer(fields: Fields, handle: str, objects: Sequence[Fields]) -> None:
    """Put the values of the object with this handle in; the handle is no name."""
    wanted = handle.strip().casefold()
    for each in objects:
        if not any(line.value.strip().casefold() == wanted for line in each.get("handle", ())):
            continue
        names = [line for line in fields.pop("name", []) if line.value.strip().casefold() != wanted]
        if names and "name" in each and "org" not in fields:
            fields.setdefault(
                "org", names
            )  # who holds it stood beside the label; the object is a person of his
        elif names:
            fields["name"] = names
        for name, listed in each.items():
            fields.setdefault(name, listed)
        return


def _part_handle(fields: Fields, handle: str) -> None:
    """Take a handle whose object is not in the answer for what it is, and not for a name."""
    wanted = handle.strip().casefold()
    handles = [line for line in fields.get("name", ()) if line.value.strip().casefold() == wanted]
    if handles and " " not in wanted and "@" not in wanted:
        fields["name"] = [line for line in fields["name"] if line not in handles]
        fields.setdefault("handle", handles)


def _unlabelled(lines: Sequence[Line], top: str) -> Fields:
    """The fields of a contact written below its heading without labels: name first, the rest by their form."""
    made: Fields = {}
    rest: list[Line] = []
    for line in lines[:16]:
        if email := EMAIL.search(line.value):
            made.setdefault("email", []).append(_cut(line, email))
            before = (line.value[: email.start()] + line.value[email.end() :]).strip(" \t()<>,")
            if (
                before
                and PHONE.match(before) is None
                and before.casefold().rstrip(":. ") not in {"email", "e-mail"}
            ):
                made.setdefault("name", []).append(replace(line, value=before))
        elif phone := PHONE.match(line.value):
            made.setdefault("fax" if "phone" in made or line.value[:1] in "Ff" else "phone", []).append(
                _cut(line, phone, 1)
            )
        elif code_of(line.value) and rest:
            made.setdefault("country", [line])
        elif not picking.LINK.match(line.value):
            rest.append(line)
    if rest:
        first = tables()["positional"].get(top) or (["org"] if "name" in made else ["name"])
        made |= {name: [line] for name, line in zip(first, rest, strict=False)}
        rest = rest[len(first) :]
        if top == "tw" and "org" in made and rest and _is_translated(made["org"][0], rest[0]):
            made["org"].append(rest.pop(0))
    if rest and "org" not in made and COMPANY.search(rest[0].value):
        made["org"] = [rest.pop(0)]
    if rest:
        made["street"] = rest
    return made


def _is_translated(own: Line, further: Line) -> bool:
    """Whether a name in its own letters is followed by the same in Latin ones, as TWNIC writes it, and no address."""
    is_plain = further.value.isascii() and not any(each.isdigit() for each in further.value)
    return is_plain and not own.value.isascii()


def _cut(line: Line, found: re.Match[str], group: int = 0) -> Line:
    """The part of a line's value that a pattern found, in its place."""
    before = line.value[: found.start(group)].encode("utf-8", "replace")
    return replace(line, value=found[group], start=line.start + len(before))


def _part(line: Line, text: str, offset: int) -> Value:
    start = line.start + len(line.value[:offset].encode("utf-8", "replace"))
    return Value(text, Disclosure.DISCLOSED, start, start + len(text.encode("utf-8", "replace")))


def _moved(made: Record, shift: int) -> Record:
    """The record with each place so many bytes further on."""

    def moved(value: Value) -> Value:
        also = tuple(moved(each) for each in value.also)
        return replace(value, start=value.start + shift, end=value.end + shift, also=also)

    contacts: Mapping[str, Contact] = {
        role: {name: moved(value) for name, value in contact.items()}
        for role, contact in made.contacts.items()
    }
    name, reseller = made.registrar.name, made.reseller
    return replace(
        made,
        contacts=contacts,
        registrar=replace(made.registrar, name=moved(name) if name else None),
        reseller=moved(reseller) if reseller else None,
        dates={
            key: replace(date, start=date.start + shift, end=date.end + shift)
            for key, date in made.dates.items()
        },
    )
