"""Certificate transparency: which other sites stood in one certificate with this one (crt.sh's JSON)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote

from osint.collectors.answers import json_of, objects, text
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import MOST_NAMES, others_named, placed, sites_named
from osint.identifiers import kind
from osint.identifiers.layers import Layer, uncoded
from osint.records import Ask, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "certificates"
MOST_NUMBERS = 200  # certificates of one site; a longer list is a wheel of renewals
SEARCH = "https://crt.sh/?q={}&output=json"


@dataclass(frozen=True, slots=True)
class Issue:
    """One certificate in the logs: the names in it, and the days for which it holds."""

    names: tuple[str, ...]
    begin: datetime
    end: datetime
    serial: str = ""
    issuer: str = ""  # its common name, or its organisation


def ask(subject: Subject) -> Asking:
    """The certificates that name a site; or the one with a digest."""
    if subject.kind in {SubjectKind.SITE, SubjectKind.CERTIFICATE}:
        yield Ask(SEARCH.format(quote(subject.value)), NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """Other sites that were named beside this one, and in which certificates; for a digest, whom its certificate names.

    A site is seen from the first certificate's first day to the last one's last day, neither later than the
    exchange: what holds until next year has been seen until today.
    """
    subject = exchange.ask.subject
    if exchange.outcome is not Outcome.ANSWERED:
        return
    layer = uncoded(exchange.head, exchange.body)
    if subject.kind is SubjectKind.SITE:
        for site, held in _held(exchange, subject.value).items():
            find = _find(layer, "certificate_name", site, site)
            if find is not None:
                yield Observation(subject, find, exchange.id, *held)
        yield from _numbers(exchange, layer, subject)
    elif subject.kind is SubjectKind.CERTIFICATE:
        for site, held in _held(exchange, None).items():
            find = _find(layer, "certificate", subject.value, site)
            if find is not None:
                yield Observation(Subject(SubjectKind.SITE, site), find, exchange.id, *held)


def issues(exchange: Exchange) -> Iterator[Issue]:
    """The certificates in an answer: a precertificate and its certificate are one, by issuer and serial number."""
    known: set[tuple[str, str]] = set()
    for row in objects(json_of(exchange)):
        number = (text(row.get("issuer_name")), text(row.get("serial_number")).lower())
        if number not in known:
            known.add(number)
            begin, end = _day(row.get("not_before"), exchange.at), _day(row.get("not_after"), exchange.at)
            named = tuple(text(row.get("name_value")).split("\n"))
            yield Issue(named, min(begin, end), max(begin, end), number[1], _issuer(number[0]))


def _numbers(exchange: Exchange, layer: Layer, subject: Subject) -> Iterator[Observation]:
    """The certificates that name another site too, by number: they are known again where another site serves them."""
    shared = (each for each in issues(exchange) if others_named(each.names, subject.value))
    for issue in islice(shared, MOST_NUMBERS):
        find = _find(layer, "certificate_serial", f"{issue.serial} {issue.issuer}", issue.serial)
        if find is not None:
            yield Observation(subject, find, exchange.id, issue.begin, issue.end)


def _issuer(named: str) -> str:
    """An issuer's common name, or its organisation, of a name as crt.sh writes it."""
    for part in ("CN", "O"):
        found = re.search(rf'(?:^|, ){part}=(?:"([^"]{{1,100}})"|([^,]{{1,100}}))', named)
        if found:
            return found[1] or found[2]
    return ""


def _held(exchange: Exchange, own: str | None) -> dict[str, tuple[datetime, datetime]]:
    """Each site that is named (beside ``own``, when given), and from when to when."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for issue in issues(exchange):
        for site in _sites(issue, own):
            begin, end = found.get(site, (issue.begin, issue.end))
            found[site] = (min(begin, issue.begin), max(end, issue.end))
    return dict(sorted(found.items()))


def _sites(issue: Issue, own: str | None) -> list[str]:
    if own is not None:
        return others_named(issue.names, own)
    sites = sites_named(issue.names)
    return sorted(sites) if len(sites) <= MOST_NAMES else []


def _find(layer: Layer, name: str, value: str, stands: str) -> Find | None:
    """A value at the place where a site's name stands."""
    path, span = placed(layer, stands)
    return kind(name).find(value, path=path, span=span, where=Where.FILE)


def _day(value: object, at_most: datetime) -> datetime:
    """A time of crt.sh's, which states no zone and means UTC; what is unreadable or to come is now."""
    try:
        at = datetime.fromisoformat(text(value))
        return min(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC), at_most)
    except (ValueError, OverflowError):
        return at_most


COLLECTOR = Collector(
    name=NAME,
    about="certificate transparency logs, through crt.sh: names that stood in one certificate",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE, SubjectKind.CERTIFICATE}),
    touches=Touch.THIRD_PARTY,
)
