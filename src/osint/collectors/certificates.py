"""Certificate transparency: which other sites stood in one certificate with this one (crt.sh's JSON)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from osint.collectors.answers import json_of, objects, text
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.tls import others_named
from osint.identifiers import kind
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "certificates"
SEARCH = "https://crt.sh/?q={}&output=json"


def ask(subject: Subject) -> Asking:
    """The certificates that name a site; or those with a digest."""
    if subject.kind in {SubjectKind.SITE, SubjectKind.CERTIFICATE}:
        yield Ask(SEARCH.format(quote(subject.value)), NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """Other sites named beside this one, from the certificate's first day to its last (never past the asking).

    A precertificate and its certificate are two rows of one issue: merged by issuer and serial number.
    """
    subject = exchange.ask.subject
    if exchange.outcome is not Outcome.ANSWERED or subject.kind is not SubjectKind.SITE:
        return
    known: set[tuple[str, str]] = set()
    for row in objects(json_of(exchange)):
        issue = (text(row.get("issuer_name")), text(row.get("serial_number")))
        if issue in known:
            continue
        known.add(issue)
        yield from _named(exchange, subject, row)


def _named(exchange: Exchange, subject: Subject, row: dict[str, Any]) -> Iterator[Observation]:
    begin, end = _day(row.get("not_before"), exchange.at), _day(row.get("not_after"), exchange.at)
    for site in others_named(text(row.get("name_value")).split("\n"), subject.value):
        start = max(0, exchange.body.find(site.encode("ascii")))
        find = kind("certificate_name").find(
            site, path=("body",), span=(start, start + len(site)), where=Where.FILE
        )
        if find is not None:
            yield Observation(subject, find, exchange.id, min(begin, exchange.at), min(end, exchange.at))


def _day(value: Any, otherwise: datetime) -> datetime:
    """A time of crt.sh's, which states no zone and means UTC."""
    try:
        at = datetime.fromisoformat(text(value))
    except ValueError:
        return otherwise
    return at if at.tzinfo else at.replace(tzinfo=UTC)


COLLECTOR = Collector(
    name=NAME,
    about="certificate transparency logs, through crt.sh: names that stood in one certificate",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE, SubjectKind.CERTIFICATE}),
    touches=Touch.THIRD_PARTY,
)
