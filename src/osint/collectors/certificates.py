"""Certificate transparency: which other sites stood in one certificate with this one (crt.sh, Cert Spotter)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import quote, urlsplit

from osint.collectors.answers import insist, json_of, moment_of, objects, text, texts
from osint.collectors.collector import Asking, Collector, Search, Touch
from osint.collectors.searching import telling
from osint.collectors.seen import MOST_NAMES, others_named, placed, sites_named
from osint.identifiers import kind
from osint.identifiers.layers import Layer, uncoded
from osint.records import Ask, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "certificates"
MOST_NUMBERS = 200  # certificates of one site; a longer list is a wheel of renewals
CROWD = 100  # sites that certificates of one key, number or holder name: more are a CDN's customers
CRT_SH = "https://crt.sh/?{}={}&output=json"
SPOTTER = "https://api.certspotter.com/v1/issuances"
PAGES = 5  # of Cert Spotter's, of about a hundred issuances each; the oldest first
EXPANDED = "&expand=dns_names&expand=issuer&expand=cert"
# By kind: the field of crt.sh's search (crt.sh, advanced search).
FIELDS = {
    "certificate_name": "q",
    "certificate": "sha256",
    "certificate_serial": "serial",
    "tls_key": "spkisha256",
    "certificate_org": "O",
}
HINT = "go on later"


@dataclass(frozen=True, slots=True)
class Issue:
    """One certificate in the logs: the names in it, and when the logs were shown it."""

    names: tuple[str, ...]
    logged: datetime
    serial: str = ""
    issuer: str = ""  # its common name, or its organisation


def query_of(subject: Subject) -> str:
    """A search in crt.sh's terms, ``field=value``; empty for a kind that no certificate holds."""
    if subject.kind in {SubjectKind.SITE, SubjectKind.CERTIFICATE}:
        return f"q={subject.value}"
    found = telling(subject) if subject.kind is SubjectKind.IDENTIFIER else None
    if found is None or found[0].name not in FIELDS:
        return ""
    value = found[1].split(" ")[0] if found[0].name == "certificate_serial" else found[1]
    return f"{FIELDS[found[0].name]}={value}"


def ask(subject: Subject) -> Asking:
    """The certificates that name a site, or those with a digest, a number, a key or a holder; of crt.sh.

    Where it does not answer, as often happens, Cert Spotter is asked about the site: it knows those that hold
    today.

    Raises:
        SourceUnusable: when both have had enough.
    """
    field, _, value = query_of(subject).partition("=")
    if not value:
        return
    answer = yield Ask(CRT_SH.format(field, quote(value)), NAME, subject)
    is_answered = answer.outcome is Outcome.ANSWERED and isinstance(json_of(answer), list)
    if is_answered or answer.outcome is Outcome.NOT_ASKED:
        return
    if subject.kind is SubjectKind.SITE:
        yield from _spotter(subject)
    else:
        insist(answer, "crt.sh", HINT)


def _spotter(subject: Subject) -> Asking:
    """The issuances of a site page by page: each begins behind the last one's last."""
    after = ""
    for _ in range(PAGES):
        resumed = f"&after={quote(after)}" if after else ""
        uri = f"{SPOTTER}?domain={quote(subject.value)}&include_subdomains=true{EXPANDED}{resumed}"
        page = yield Ask(uri, NAME, subject)
        insist(page, "Cert Spotter", HINT)
        listed = objects(json_of(page)) if page.outcome is Outcome.ANSWERED else []
        after = text(listed[-1].get("id")) if listed else ""
        if not after:
            return


def read(exchange: Exchange) -> Iterator[Observation]:
    """Other sites that were named beside this one, and in which certificates; for a value, whom its certificates name.

    A certificate is seen when the logs were shown it: then the authority had found both names in one hand. That
    it holds for another year shows nothing. So a name is seen from the first certificate that holds it to the
    last one, and never later than the exchange.
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
        yield from _bearers(exchange, layer, "certificate", subject.value)
    elif (found := telling(subject)) is not None:
        yield from _bearers(exchange, layer, found[0].name, found[1])


def _bearers(exchange: Exchange, layer: Layer, name: str, value: str) -> Iterator[Observation]:
    """The sites that the certificates of an answer name, as bearing what was asked for."""
    own = value if name == "certificate_name" else None
    bearers = _held(exchange, own)
    if len(bearers) > CROWD:
        return
    for site, held in bearers.items():
        find = _find(layer, name, value, site)
        if find is not None:
            yield Observation(Subject(SubjectKind.SITE, site), find, exchange.id, *held)


def count(exchange: Exchange) -> int | None:
    """How many sites the certificates of an answer name."""
    if exchange.outcome is not Outcome.ANSWERED or not isinstance(json_of(exchange), list):
        return None
    return len({site for each in issues(exchange) for site in sites_named(each.names)})


def issues(exchange: Exchange) -> Iterator[Issue]:
    """The certificates in an answer: a precertificate and its certificate are one, by issuer and serial number.

    The two are logged within seconds of each other; the earlier is when the names were first shown.
    """
    if urlsplit(exchange.ask.uri).hostname == "api.certspotter.com":
        yield from _issuances(exchange)
        return
    known: dict[tuple[str, str], Issue] = {}
    for row in objects(json_of(exchange)):
        number = (text(row.get("issuer_name")), text(row.get("serial_number")).lower())
        stamped = moment_of(row.get("entry_timestamp")) or moment_of(row.get("not_before"))
        logged = min(stamped or exchange.at, exchange.at)
        before = known.get(number)
        named = tuple(dict.fromkeys([*text(row.get("name_value")).split("\n"), text(row.get("common_name"))]))
        names = tuple(dict.fromkeys([*(before.names if before else ()), *named]))
        first = min(logged, before.logged) if before else logged
        known[number] = Issue(names, first, number[1], _issuer(number[0]))
    yield from known.values()


def _issuances(exchange: Exchange) -> Iterator[Issue]:
    """Cert Spotter's issuances: a pair is one already; it does not say when the logs were shown it."""
    for row in objects(json_of(exchange)):
        issuer = row.get("issuer")
        named = issuer if isinstance(issuer, dict) else {}
        begin = min(moment_of(row.get("not_before")) or exchange.at, exchange.at)
        yield Issue(tuple(texts(row.get("dns_names"))), begin, "", _issuer(text(named.get("name"))))


def _numbers(exchange: Exchange, layer: Layer, subject: Subject) -> Iterator[Observation]:
    """The certificates that name another site too, by number: they are known again where another site serves them."""
    shared = (each for each in issues(exchange) if each.serial and others_named(each.names, subject.value))
    for issue in islice(shared, MOST_NUMBERS):
        find = _find(layer, "certificate_serial", f"{issue.serial} {issue.issuer}", issue.serial)
        if find is not None:
            yield Observation(subject, find, exchange.id, issue.logged, issue.logged)


def _issuer(named: str) -> str:
    """An issuer's common name, or its organisation, of a name as crt.sh writes it."""
    for part in ("CN", "O"):
        found = re.search(rf'(?:^|, ?){part}=(?:"([^"]{{1,100}})"|([^,]{{1,100}}))', named)
        if found:
            return found[1] or found[2]
    return ""


def _held(exchange: Exchange, own: str | None) -> dict[str, tuple[datetime, datetime]]:
    """Each site that is named (beside ``own``, when given), and from when to when certificates were logged."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for issue in issues(exchange):
        for site in _sites(issue, own):
            first, last = found.get(site, (issue.logged, issue.logged))
            found[site] = (min(first, issue.logged), max(last, issue.logged))
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


COLLECTOR = Collector(
    name=NAME,
    about="certificate transparency logs, through crt.sh and Cert Spotter: names, numbers, keys and holders of certificates",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE, SubjectKind.CERTIFICATE, SubjectKind.IDENTIFIER}),
    touches=Touch.THIRD_PARTY,
    search=Search(query=query_of, counted="the one answer holds them all", count=count),
)
