"""A registration record as observations: what it discloses, and nothing of what it hides."""

from collections.abc import Iterator

from osint.collectors.seen import within
from osint.records import Disclosure, Exchange, Observation, Subject
from osint.registration import Record

REGISTRANT = {
    "name": "registrant_name",
    "org": "registrant_org",
    "email": "registrant_email",
    "phone": "registrant_phone",
}


def facts(exchange: Exchange, subject: Subject, record: Record) -> Iterator[Observation]:
    """A record's values as observations; redacted, proxy and placeholder values are none."""
    if record.registrar is not None:
        yield from within(exchange, subject, "registrar", record.registrar.text)
    if record.nameservers:
        yield from within(exchange, subject, "nameserver_set", " ".join(record.nameservers))
    if "created" in record.dates:
        yield from within(exchange, subject, "registration_date", record.dates["created"][:10])
    for field, name in REGISTRANT.items():
        value = record.registrant.get(field)
        if value is not None and value.disclosure is Disclosure.DISCLOSED:
            yield from within(exchange, subject, name, value.text)
    if record.abuse_email:
        yield from within(exchange, subject, "abuse_email", record.abuse_email)
