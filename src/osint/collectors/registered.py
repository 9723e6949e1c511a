"""A registration record as observations: what it discloses, and nothing of what it hides."""

from collections.abc import Iterator

from osint.collectors.seen import within
from osint.records import Disclosure, Exchange, Observation, Subject
from osint.registration import Record, Value
from osint.registration.privacy import disclosure_of

HOLDER = ("name", "org", "email", "phone", "fax", "street", "city", "state", "handle")
# The kinds that the catalogue holds of each role, by the record's field.
KINDS = {
    "registrant": {
        **{field: f"registrant_{field}" for field in HOLDER},
        "postal_code": "registrant_postal_code",
        "country_code": "registrant_country",
    },
    "admin": {
        field: f"admin_{field}" for field in ("name", "org", "email", "phone", "fax", "street", "handle")
    },
    "tech": {field: f"tech_{field}" for field in ("name", "email", "phone", "handle")},
    "billing": {field: f"billing_{field}" for field in ("name", "email")},
}


def facts(exchange: Exchange, subject: Subject, record: Record) -> Iterator[Observation]:
    """A record's values as observations; redacted, proxy and placeholder values are none.

    Of a privacy service's values its name alone is told, as what it is.
    """
    if record.registrar.name is not None:
        yield from within(exchange, subject, "registrar", record.registrar.name.text)
    if record.reseller is not None:
        yield from _disclosed(exchange, subject, "reseller", record.reseller)
    yield from _privacy_service(exchange, subject, record)
    if record.nameservers:
        yield from within(exchange, subject, "nameserver_set", " ".join(record.nameservers))
    if "created" in record.dates:
        yield from within(exchange, subject, "registration_date", record.dates["created"].iso[:10])
        yield from within(exchange, subject, "registration_minute", record.dates["created"].iso)
    for role, kinds in KINDS.items():
        contact = record.contacts.get(role, {})
        for field, name in kinds.items():
            if field in contact:
                yield from _disclosed(exchange, subject, name, contact[field])
    if record.abuse_email:
        yield from within(exchange, subject, "abuse_email", record.abuse_email)


def _disclosed(exchange: Exchange, subject: Subject, name: str, value: Value) -> Iterator[Observation]:
    """A value, and what the source states beside it (another language, a further mailbox), where disclosed."""
    for each in (value, *value.also):
        if each.disclosure is Disclosure.DISCLOSED:
            yield from within(exchange, subject, name, each.text)


def _privacy_service(exchange: Exchange, subject: Subject, record: Record) -> Iterator[Observation]:
    """The privacy service that stands in the registrant's place: as its organisation, else as its name."""
    contact = record.contacts.get("registrant", {})
    named = (contact[field].text for field in ("org", "name") if field in contact)
    proxy = next((text for text in named if disclosure_of(text) is Disclosure.PROXY), "")
    if proxy:
        yield from within(exchange, subject, "privacy_service", proxy)
