"""Observations made from what a collector reads: the subject of an exchange, and a value within its bytes."""

from collections.abc import Iterator
from datetime import datetime

from osint import names
from osint.errors import BadName
from osint.identifiers import kind
from osint.records import Exchange, Find, Observation, Subject, SubjectKind, Where


def site_of(exchange: Exchange) -> Subject | None:
    """The site that an HTTP or TLS exchange speaks for: that of its own address, not of the question's subject."""
    try:
        host = names.host_of(exchange.ask.uri)
        site = names.site(host)
    except BadName:
        return None
    return Subject(SubjectKind.SITE, site, "" if site == host else host)


def at_time(exchange: Exchange, subject: Subject, find: Find, at: datetime | None = None) -> Observation:
    """A find of a subject, seen when the exchange was made or at another stated time."""
    when = at or exchange.at
    return Observation(subject, find, exchange.id, when, when)


def within(
    exchange: Exchange, subject: Subject, name: str, raw: str, where: Where = Where.FILE
) -> Iterator[Observation]:
    """An observation of a value that stands as text in the body; its span is the first place where it does."""
    data = raw.encode("utf-8")
    start = exchange.body.find(data)
    path = ("body",)
    if start < 0:
        start, path = 0, ("body", "decoded")
    span = (start, start + (len(data) if path == ("body",) else len(exchange.body)))
    find = kind(name).find(raw, path=path, span=span, where=where)
    if find is not None:
        yield at_time(exchange, subject, find)
