"""Certificate transparency: which other sites stood in one certificate with this one (crt.sh's JSON)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from osint.collectors.answers import json_of, objects, text
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import MOST_NAMES, others_named, placed, sites_named
from osint.identifiers import kind
from osint.identifiers.layers import Layer, uncoded
from osint.records import Ask, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "certificates"
SEARCH = "https://crt.sh/?q={}&output=json"


@dataclass(frozen=True, slots=True)
class Issue:
    """One certificate in the logs: the names in it, and the days for which it holds."""

    names: tuple[str, ...]
    begin: datetime
    end: datetime


def ask(subject: Subject) -> Asking:
    """The certificates that name a site; or the one with a digest."""
    if subject.kind in {SubjectKind.SITE, SubjectKind.CERTIFICATE}:
        yield Ask(SEARCH.format(quote(subject.value)), NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """Other sites that were named beside this one; for a digest, the sites that its certificate names.

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
            yield Issue(tuple(text(row.get("name_value")).split("\n")), min(begin, end), max(begin, end))


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
