"""Shodan: what stands on an address, and which hosts bear an identifier.

The shodan client (``shodan_client.py``) answers from kept exchanges. What it wants and is not there yet
becomes a question; the client runs again when the answer has come. The key is a placeholder throughout.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from osint import identifiers
from osint.collectors.answers import json_of, objects, text, texts
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import as_it_stood, at_time, placed, site_of_host
from osint.errors import BadName
from osint.identifiers.kind import Group, Kind
from osint.identifiers.layers import Layer, uncoded
from osint.identifiers.scan import scan_reply
from osint.records import Ask, Check, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "shodan"
KEY = "SHODAN_API_KEY"
SEARCH = "/shodan/host/search"
HUB = 100  # hosts: a value of more is a hub, and is not searched; one credit buys as many results
CROWD = 20  # sites: an address of more is shared hosting or a CDN
FILTERS = {"favicon": "http.favicon.hash:{}", "certificate": "ssl.cert.fingerprint:{}"}
IN_PAGES = frozenset(Group) - {Group.TECHNICAL, Group.REGISTRATION}  # else the page's source is searched

Call = Callable[[Any], Any]


def ask(subject: Subject) -> Asking:
    """An address: what stands there. An identifier: how many hosts bear it, and which, unless it is a hub."""
    if subject.kind is SubjectKind.ADDRESS:
        yield from _run(subject, lambda client: client.host(subject.value))
    elif query := query_of(subject):
        counted = yield from _run(subject, lambda client: client.count(query))
        total = counted.get("total") if isinstance(counted, dict) else None
        if isinstance(total, int) and 0 < total <= HUB:
            yield from _run(subject, lambda client: client.search(query, minify=False))  # pages whole


def query_of(subject: Subject) -> str:
    """The search for an identifier in Shodan's terms; empty where Shodan cannot answer.

    A value that was put together (``host code``) stands in no page as it is; a platform's ties nobody.
    """
    found = _identifier(subject)
    if found is None:
        return ""
    entry, value = found
    if entry.is_shared_by_design(value) or entry.strength == 0 or not value.isprintable():
        return ""
    if entry.name in FILTERS:
        return FILTERS[entry.name].format(value)
    is_text = entry.pattern is not None and entry.group in IN_PAGES
    return f'http.html:"{value}"' if is_text and not set(value) & set(' "\\') else ""


def cost(subject: Subject) -> int:
    """Query credits: a search with a filter costs one for 100 results, a host and a count none.

    Source: help.shodan.io/the-basics/credit-types-explained, book.shodan.io/developer-apis/shodan-api.
    """
    return 1 if query_of(subject) else 0


def read(exchange: Exchange) -> Iterator[Observation]:
    """A search: the sites and addresses that bear what was searched. A host: who stands there, and what it shows."""
    subject = exchange.ask.subject
    told = json_of(exchange)
    if exchange.outcome is not Outcome.ANSWERED or not isinstance(told, dict):
        return
    layer = uncoded(exchange.head, exchange.body)
    path = urlsplit(exchange.ask.uri).path
    found = _identifier(subject)
    if found is not None and path == SEARCH:
        yield from _bearers(exchange, layer, found, objects(told.get("matches")))
    elif subject.kind is SubjectKind.ADDRESS and path == f"/shodan/host/{subject.value}":
        yield from _host(exchange, layer, told)


def _bearers(
    exchange: Exchange, layer: Layer, searched: tuple[Kind, str], matches: list[dict[str, Any]]
) -> Iterator[Observation]:
    """Every site, and every address, of the hosts that bear what was searched, each once."""
    entry, value = searched
    known: set[Subject] = set()
    for match in matches:
        own = _bears(match, entry, value)
        if own is None:
            continue
        at = _moment(match.get("timestamp"))
        address = text(match.get("ip_str"))
        hosts = [*texts(match.get("hostnames")), text(_inner(match, "http").get("host"))]
        named = [(host, site_of_host(host)) for host in hosts if not _is_reverse_name(host, address)]
        for stands, bearer in [*named, (address, _address(address))]:
            if bearer is not None and bearer not in known:
                known.add(bearer)
                find = replace(_find(layer, entry, value, stands), own=own)
                yield at_time(exchange, bearer, find, at)


def _bears(match: dict[str, Any], entry: Kind, value: str) -> bool | None:
    """Whether a host uses a value as its own; nothing where its page does not hold it: words match loosely.

    Without the page only a value that nobody quotes, and that is more than digits, counts as the host's own.
    """
    if entry.name in FILTERS:
        return True
    page = text(_inner(match, "http").get("html"))
    if not page:
        return not entry.quotable and not value.isdigit()
    finds = scan_reply(b"Content-Type: text/html\r\n\r\n", page.encode("utf-8", "replace"))
    own = [find.own for find in finds if (find.kind, find.value) == (entry.name, value)]
    return any(own) if own else None


def _host(exchange: Exchange, layer: Layer, told: dict[str, Any]) -> Iterator[Observation]:
    """The sites on an address, unless they are a crowd; the address's certificates, icons and origin AS."""
    subject, at = exchange.ask.subject, _moment(told.get("last_update"))
    hosts = {host for host in texts(told.get("hostnames")) if not _is_reverse_name(host, subject.value)}
    bearers = {site: host for host in sorted(hosts) if (site := site_of_host(host)) is not None}
    if len({site.value for site in bearers}) <= CROWD:
        for bearer, host in bearers.items():
            find = _find(layer, identifiers.kind("address"), subject.value, host)
            yield at_time(exchange, bearer, find, at)
    for name, value in sorted(set(_shown(told))):
        entry = identifiers.kind(name)
        path, span = placed(layer, value)
        made = entry.find(value, path=(*path, "json"), span=span, where=Where.FILE)
        if made is not None:
            yield at_time(exchange, subject, made, at)


def _shown(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the banners of an address show, by kind; hash 0 is Shodan's for nothing."""
    yield "asn", text(told.get("asn"))
    for banner in objects(told.get("data")):
        yield "certificate", text(_inner(banner, "ssl", "cert", "fingerprint").get("sha256"))
        icon = _inner(banner, "http", "favicon").get("hash")
        if isinstance(icon, int) and icon:
            yield "favicon", str(icon)


def _find(layer: Layer, entry: Kind, value: str, stands: str) -> Find:
    """A value as it stands in the answer, or else where the host stands of which the answer tells it."""
    path, span = placed(layer, value)
    if path != layer.path:
        path, span = placed(layer, stands)
    shared = entry.is_shared_by_design(value)
    made = Find(entry.name, value, value, (*path, "json"), *span, Where.FILE, True, Check.NONE, shared)
    return as_it_stood(made, layer)


def _run(subject: Subject, call: Call) -> Any:
    """Let the client make its call; put what it wants as a question, until it has its answer.

    Raises:
        SourceUnusable: when Shodan does not take the key.
    """
    from osint.collectors.shodan_client import Wants, run

    answers: dict[str, Exchange] = {}
    while isinstance(came := run(call, answers), Wants):
        headers = (("Accept-Encoding", "identity"),)  # so that a value's place is its place in the kept bytes
        answers[came.url] = yield Ask(came.url, NAME, subject, headers=headers, keys=(KEY,), follow=False)
        if answers[came.url].outcome is Outcome.NOT_ASKED:
            return None
    return came.value


def _identifier(subject: Subject) -> tuple[Kind, str] | None:
    """The kind and value of ``kind:value``; the value is in its normal form already."""
    name, _, value = subject.value.partition(":")
    if subject.kind is not SubjectKind.IDENTIFIER or not value:
        return None
    try:
        return identifiers.kind(name), value
    except BadName:
        return None


def _address(value: str) -> Subject | None:
    made = identifiers.kind("address").normal(value)
    return Subject(SubjectKind.ADDRESS, made) if made else None


def _is_reverse_name(host: str, address: str) -> bool:
    """Whether a name is the provider's for the machine: its address, dotted or dashed, stands in it."""
    parts = address.split(".")
    return len(parts) == 4 and any(
        mark.join(order) in host for mark in (".", "-", "_") for order in (parts, parts[::-1])
    )


def _inner(value: Any, *names: str) -> dict[str, Any]:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _moment(value: object) -> datetime | None:
    """A time of Shodan's, which states no zone and means UTC; nothing where it is none."""
    try:
        at = datetime.fromisoformat(text(value))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


COLLECTOR = Collector(
    name=NAME,
    about="Shodan: what stands on an address; which hosts bear an identifier, a favicon or a certificate",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.ADDRESS, SubjectKind.IDENTIFIER}),
    touches=Touch.THIRD_PARTY,
    cost=cost,
    keys=(KEY,),
)
