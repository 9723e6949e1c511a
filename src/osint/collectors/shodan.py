"""Shodan: what stands on an address, and which hosts bear an identifier.

The shodan client (``shodan_client.py``) answers from kept exchanges. What it wants and is not there yet
becomes a question; the client runs again when the answer has come. The key is a placeholder throughout.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from osint import identifiers
from osint.collectors.answers import json_of, moment_of, objects, text, texts
from osint.collectors.collector import Asking, Collector, Search, Touch
from osint.collectors.searching import borne_by, identifier, telling
from osint.collectors.seen import at_time, placed, site_of_host
from osint.collectors.shodan_banners import inner, shown
from osint.identifiers.kind import Group, Kind
from osint.identifiers.layers import Layer, uncoded
from osint.identifiers.scan import scan_reply
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "shodan"
KEY = "SHODAN_API_KEY"
SEARCH, COUNT, INFO = "/shodan/host/search", "/shodan/host/count", "/api-info"
PER_PAGE = 100  # hosts; one credit buys a page
PAGES = 10
CROWD = 20  # sites: an address of more is shared hosting or a CDN
# How many sites bear a value, and where: told for nothing beside the count.
FACETS = [("domain", 1000), ("asn", 20), ("country", 20)]
# By kind: the filter that finds such values (shodan.io/search/filters).
FILTERS = {
    "favicon": "http.favicon.hash:{}",
    "certificate": "ssl.cert.fingerprint:{}",
    "certificate_serial": "ssl.cert.serial:{}",
    "certificate_name": 'ssl.cert.subject.cn:"{}"',
    "jarm": "ssl.jarm:{}",
    "hassh": "ssh.hassh:{}",
    "page_hash": "http.html_hash:{}",
    "ssh_key": '"{}"',  # its fingerprint stands in the banner; there is no filter for it
}
NOTHING = {"favicon": "0", "page_hash": "0"}  # Shodan's hash of nothing (help.shodan.io)
IN_PAGES = frozenset(Group) - {Group.TECHNICAL, Group.REGISTRATION}  # else the page's source is searched

Call = Callable[[Any], Any]


def ask(subject: Subject) -> Asking:
    """An address: what stands there now and stood there before. An identifier: how many hosts bear it, and which.

    Raises:
        SourceUnusable: when Shodan does not take the key, has had enough, or no credit is left.
    """
    if subject.kind is SubjectKind.ADDRESS:
        told = yield from _run(subject, lambda client: client.host(subject.value, history=True))
        if told is None:  # too long, or not in the plan
            yield from _run(subject, lambda client: client.host(subject.value))
    elif query := query_of(subject):
        counted = yield from _run(subject, lambda client: client.count(query, facets=FACETS))
        total = counted.get("total") if isinstance(counted, dict) else None
        if not isinstance(total, int) or total <= 0:
            return
        for page in range(1, 1 + min(PAGES, -(-total // PER_PAGE))):
            found = yield from _run(subject, _page(query, page))
            if not found:
                return


def _page(query: str, page: int) -> Call:
    return lambda client: client.search(query, page=page, minify=False)  # pages whole


def query_of(subject: Subject) -> str:
    """The search for an identifier in Shodan's terms; empty where Shodan cannot answer.

    A value that was put together (``host code``) stands in no page as it is; a platform's ties nobody.
    """
    found = telling(subject)
    if found is None or NOTHING.get(found[0].name) == found[1]:
        return ""
    entry, value = found
    if entry.name in FILTERS:
        return FILTERS[entry.name].format(_in_filter(entry, value))
    is_text = entry.pattern is not None and entry.group in IN_PAGES
    return f'http.html:"{value}"' if is_text and not set(value) & set(' "\\') else ""


def _in_filter(entry: Kind, value: str) -> str:
    """A value as Shodan writes it: a certificate's number in tens and without its issuer, a fingerprint in pairs."""
    if entry.name == "certificate_serial":
        return str(int(value.partition(" ")[0], 16))
    if entry.name == "ssh_key" and not value.startswith("SHA256:"):
        return ":".join(value[place : place + 2] for place in range(0, len(value), 2))
    return value


def cost(subject: Subject) -> int:
    """Query credits, at the least: a search with a filter costs one for 100 results, a host and a count none.

    Source: help.shodan.io/the-basics/credit-types-explained, book.shodan.io/developer-apis/shodan-api.
    """
    return 1 if query_of(subject) else 0


def price(ask: Ask) -> int:
    """One credit for a page of a search."""
    return 1 if urlsplit(ask.uri).path == SEARCH else 0


def count(exchange: Exchange) -> int | None:
    """How many sites bear what was counted: its domains, or its hosts where no domain is told."""
    told = json_of(exchange) if urlsplit(exchange.ask.uri).path == COUNT else None
    if exchange.outcome is not Outcome.ANSWERED or not isinstance(told, dict):
        return None
    domains = objects(inner(told, "facets").get("domain"))
    total = told.get("total")
    return len(domains) if domains else total if isinstance(total, int) else None


def balance(exchange: Exchange) -> int | None:
    """The query credits that the account has left, by its own page."""
    told = json_of(exchange) if urlsplit(exchange.ask.uri).path == INFO else None
    left = told.get("query_credits") if isinstance(told, dict) else None
    return left if isinstance(left, int) and exchange.outcome is Outcome.ANSWERED else None


def account(subject: Subject) -> Ask:
    """The question for the account's credits."""
    return Ask(f"https://api.shodan.io{INFO}?key=__{KEY}__", NAME, subject, keys=(KEY,), follow=False)


def read(exchange: Exchange) -> Iterator[Observation]:
    """A search: the sites and addresses that bear what was searched. A host: who stands there, and what it shows."""
    subject = exchange.ask.subject
    told = json_of(exchange)
    if exchange.outcome is not Outcome.ANSWERED or not isinstance(told, dict):
        return
    layer = uncoded(exchange.head, exchange.body)
    path = urlsplit(exchange.ask.uri).path
    found = identifier(subject)
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
        at = moment_of(match.get("timestamp"))
        address = text(match.get("ip_str"))
        hosts = [*texts(match.get("hostnames")), text(inner(match, "http").get("host"))]
        named = [(host, site_of_host(host)) for host in hosts if not _is_reverse_name(host, address)]
        for stands, bearer in [*named, (address, _address(address))]:
            if bearer is not None and bearer not in known:
                known.add(bearer)
                find = replace(borne_by(layer, entry, value, stands), own=own)
                yield at_time(exchange, bearer, find, at)


def _bears(match: dict[str, Any], entry: Kind, value: str) -> bool | None:
    """Whether a host uses a value as its own; nothing where its page does not hold it: words match loosely.

    Without the page only a value that nobody quotes, and that is more than digits, counts as the host's own.
    """
    if entry.name in FILTERS:
        return True
    page = text(inner(match, "http").get("html"))
    if not page:
        return not entry.quotable and not value.isdigit()
    finds = scan_reply(b"Content-Type: text/html\r\n\r\n", page.encode("utf-8", "replace"))
    own = [find.own for find in finds if (find.kind, find.value) == (entry.name, value)]
    return any(own) if own else None


def _host(exchange: Exchange, layer: Layer, told: dict[str, Any]) -> Iterator[Observation]:
    """The sites on an address, unless they are a crowd; the address's certificates, icons, keys and origin AS.

    Each from the first to the last banner that shows it.
    """
    subject, latest = exchange.ask.subject, moment_of(told.get("last_update"))
    banners = [(moment_of(each.get("timestamp")) or latest, each) for each in objects(told.get("data"))]
    named = [(latest, told), *banners] if banners else [(latest, told)]
    bearers = [
        (site, host, at)
        for at, each in named
        for host in sorted(set(texts(each.get("hostnames"))))
        if not _is_reverse_name(host, subject.value) and (site := site_of_host(host)) is not None
    ]
    if len({site.value for site, _, _ in bearers}) <= CROWD:
        entry = identifiers.kind("address")
        for (site, host), times in _times(((site, host), at) for site, host, at in bearers).items():
            find = borne_by(layer, entry, subject.value, host)
            yield from _from_to(at_time(exchange, site, find), times, exchange)
    borne = [(("asn", text(told.get("asn"))), latest)]
    borne += [(pair, at) for at, banner in banners for pair in shown(banner)]
    for (name, value), times in sorted(_times(borne).items(), key=lambda item: item[0]):
        path, span = placed(layer, value)
        made = identifiers.kind(name).find(value, path=(*path, "json"), span=span, where=Where.FILE)
        if made is not None:
            yield from _from_to(at_time(exchange, subject, made), times, exchange)


def _times(shown: Iterable[tuple[Any, datetime | None]]) -> dict[Any, list[datetime]]:
    """What was shown, each with the times at which it was."""
    found: dict[Any, list[datetime]] = {}
    for what, at in shown:
        found.setdefault(what, []).extend([at] if at is not None else [])
    return found


def _from_to(seen: Observation, times: list[datetime], exchange: Exchange) -> Iterator[Observation]:
    first, last = (min(times), max(times)) if times else (exchange.at, exchange.at)
    yield replace(seen, first_seen=min(first, exchange.at), last_seen=min(last, exchange.at))


def _run(subject: Subject, call: Call) -> Any:
    """Let the client make its call; put what it wants as a question, until it has its answer.

    Returns:
        What the client made of it: an empty object where there is none or nothing was asked, nothing where the
        answer cannot be read.

    Raises:
        SourceUnusable: when Shodan does not take the key, has had enough, or no credit is left.
    """
    from osint.collectors.shodan_client import Wants, run

    answers: dict[str, Exchange] = {}
    while isinstance(came := run(call, answers), Wants):
        headers = (("Accept-Encoding", "identity"),)  # so that a value's place is its place in the kept bytes
        answers[came.url] = yield Ask(came.url, NAME, subject, headers=headers, keys=(KEY,), follow=False)
        if answers[came.url].outcome is Outcome.NOT_ASKED:
            return {}
    is_absent = any(each.outcome is Outcome.ABSENT for each in answers.values())
    return {} if came.value is None and is_absent else came.value


def _address(value: str) -> Subject | None:
    made = identifiers.kind("address").normal(value)
    return Subject(SubjectKind.ADDRESS, made) if made else None


def _is_reverse_name(host: str, address: str) -> bool:
    """Whether a name is the provider's for the machine: its address, dotted or dashed, stands in it."""
    parts = address.split(".")
    return len(parts) == 4 and any(
        mark.join(order) in host for mark in (".", "-", "_") for order in (parts, parts[::-1])
    )


COLLECTOR = Collector(
    name=NAME,
    about="Shodan: what stands on an address; which hosts bear an identifier, an icon, a page, a certificate or a key",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.ADDRESS, SubjectKind.IDENTIFIER}),
    touches=Touch.THIRD_PARTY,
    cost=cost,
    keys=(KEY,),
    search=Search(
        query=query_of,
        counted="count with facets: how many sites, on which networks",
        unit="query credit",
        price=price,
        count=count,
        account=account,
        balance=balance,
    ),
)
