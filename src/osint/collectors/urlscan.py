"""urlscan.io: visits that its users had made, when a site stood where, and which sites asked a host or a file."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from osint import identifiers
from osint.collectors.answers import insist, json_of, moment_of, objects, text
from osint.collectors.collector import Asking, Collector, Search, Touch
from osint.collectors.searching import borne_by, identifier, telling
from osint.collectors.seen import at_time, placed, site_of_host
from osint.identifiers.layers import Layer, uncoded
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "urlscan"
KEY = "URLSCAN_API_KEY"
SEARCH = "https://urlscan.io/api/v1/search/?q={}&size=100"
PAGES = 5  # of 100 visits
CROWD = 20  # sites on an address: more are shared hosting or a CDN
HASHES = ("favicon_sha256", "script_sha256", "stylesheet_sha256", "image_sha256")
HOSTS = ("content_host", "video_host", "api_host", "websocket_host", "asset_origin", "storage_bucket")
# By kind: the field that holds such values (docs.urlscan.io, search API reference).
FIELDS = {
    **dict.fromkeys(HASHES, "hash"),  # of any answer that the visit brought
    **dict.fromkeys(HOSTS, "domain"),  # a host that the visit asked
}
RESERVED = re.compile(r'[+\-=&|><!(){}\[\]^"~*?:\\/]')
HINT = f"go on later, or set {KEY} to a key with more searches"


def query_of(subject: Subject) -> str:
    """The search for a subject in urlscan.io's terms; empty where it cannot answer."""
    match subject.kind:
        case SubjectKind.SITE:
            return f"page.domain:{escaped(subject.value)} OR task.domain:{escaped(subject.value)}"
        case SubjectKind.ADDRESS:
            return f"page.ip:{escaped(subject.value)}"
        case SubjectKind.IDENTIFIER:
            found = telling(subject)
            field = FIELDS.get(found[0].name) if found else None
            return f"{field}:{escaped(found[1])}" if found and field else ""
        case _:
            return ""


def escaped(value: str) -> str:
    """A value without a word of the query's language."""
    return RESERVED.sub(lambda found: "\\" + found[0], value)


def ask(subject: Subject) -> Asking:
    """A page of visits after another, until all were given; with the key where it answers nobody without.

    Raises:
        SourceUnusable: when it has had enough, with the key too.
    """
    query = query_of(subject)
    if not query:
        return
    first, after = SEARCH.format(quote(query, safe="")), ""
    keys: tuple[str, ...] = ()
    for _ in range(PAGES):
        uri = first + (f"&search_after={quote(after, safe=',')}" if after else "")
        answer = yield Ask(uri, NAME, subject, headers=_headers(*keys), keys=keys)
        if status_of(answer.head) in {401, 403, 429} and not keys:
            keys = (KEY,)
            answer = yield Ask(f"{uri}#key", NAME, subject, headers=_headers(*keys), keys=keys)
        insist(answer, "urlscan.io", HINT)
        told = json_of(answer)
        if answer.outcome is not Outcome.ANSWERED or not isinstance(told, dict):
            return
        after = _last(told) if told.get("has_more") is True else ""
        if not after:
            return


def count(exchange: Exchange) -> int | None:
    """How many sites there are, by a page of visits: where more visits match than it holds, by their share of it.

    One site that was visited often is no crowd.
    """
    told = json_of(exchange)
    total = told.get("total") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(total, int) or total < 0:
        return None
    visits = objects(told.get("results"))
    sites = {site.value for visit in visits if (site := site_of_host(_host(visit)))}
    return -(-total * len(sites) // len(visits)) if len(visits) < total and visits else len(sites)


def read(exchange: Exchange) -> Iterator[Observation]:
    """Of a site: where it stood, and whither it led. Of an address, a host or a file: the sites that were there."""
    told = json_of(exchange)
    if exchange.outcome is not Outcome.ANSWERED or not isinstance(told, dict):
        return
    layer, visits = uncoded(exchange.head, exchange.body), objects(told.get("results"))
    subject = exchange.ask.subject
    if subject.kind is SubjectKind.SITE:
        for visit in visits:
            yield from _stood(exchange, layer, visit)
        return
    sites = {host: site for visit in visits if (host := _host(visit)) and (site := site_of_host(host))}
    found = identifier(subject)
    if subject.kind is SubjectKind.ADDRESS:
        found = (identifiers.kind("address"), subject.value)
        if len({site.value for site in sites.values()}) > CROWD:
            return
    for visit in visits if found else []:
        host = _host(visit)
        if found and host in sites:
            at = moment_of(_inner(visit, "task").get("time"))
            yield at_time(exchange, sites[host], borne_by(layer, *found, host), at)


def _stood(exchange: Exchange, layer: Layer, visit: dict[str, Any]) -> Iterator[Observation]:
    """The address at which a visit found the site; the other site to which it was led."""
    site, page = exchange.ask.subject.value, _inner(visit, "page")
    here = site_of_host(_host(visit))
    asked = site_of_host(text(_inner(visit, "task").get("domain")))
    at = moment_of(_inner(visit, "task").get("time"))
    if here is not None and here.value == site:
        yield from _fact(exchange, layer, here, "address", text(page.get("ip")), at)
    elif here is not None and asked is not None and asked.value == site:
        yield from _fact(exchange, layer, asked, "redirect_site", here.value, at)


def _fact(
    exchange: Exchange, layer: Layer, subject: Subject, name: str, value: str, at: Any
) -> Iterator[Observation]:
    path, span = placed(layer, value)
    find = identifiers.kind(name).find(value, path=(*path, "json"), span=span, where=Where.FILE)
    if find is not None:
        yield at_time(exchange, subject, find, at)


def _host(visit: dict[str, Any]) -> str:
    return text(_inner(visit, "page").get("domain"))


def _inner(value: dict[str, Any], name: str) -> dict[str, Any]:
    inner = value.get(name)
    return inner if isinstance(inner, dict) else {}


def _last(told: dict[str, Any]) -> str:
    """The place behind the last visit: its sort values, joined by commas."""
    visits = objects(told.get("results"))
    sort = visits[-1].get("sort") if visits else None
    return ",".join(str(each) for each in sort) if isinstance(sort, list) else ""


def _headers(*keys: str) -> tuple[tuple[str, str], ...]:
    # Not packed, so that a value's place is its place in the kept bytes.
    return (("Accept-Encoding", "identity"), *(("API-Key", f"__{key}__") for key in keys))


COLLECTOR = Collector(
    name=NAME,
    about="urlscan.io's visits: where a site stood and led; which sites stand on an address, ask a host, bear a file",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE, SubjectKind.ADDRESS, SubjectKind.IDENTIFIER}),
    touches=Touch.THIRD_PARTY,
    keys=(KEY,),
    keyless=True,
    search=Search(
        query=query_of,
        counted="the first page of visits: how many match, and how many sites they are of",
        count=count,
    ),
)
