"""The page itself: its front page over HTTPS (HTTP where that fails), its favicon, its own scripts."""

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import mmh3

from osint import names
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time, is_of_itself, site_of, site_of_host
from osint.errors import BadName
from osint.identifiers import kind
from osint.identifiers.layers import uncoded
from osint.identifiers.scan import is_markup, scan_reply
from osint.outcomes.http import REDIRECTS, status_of
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "page"
SCRIPTS = 3  # of the site's own, the first ones
LINKED = re.compile(
    rb"<link\b(?=[^>]{0,200}\brel\s?=\s?[\"']?(?:shortcut )?icon)[^>]{0,300}?\bhref\s?=\s?[\"']?([^\"'\s>]{1,300})",
    re.IGNORECASE,
)
SCRIPT = re.compile(rb"<script\b[^>]{0,200}?\bsrc\s?=\s?[\"']?([^\"'\s>]{1,300})", re.IGNORECASE)
LOCATION = re.compile(rb"(?im)^location[ \t]*:[ \t]*([^\r\n]{1,4000})")
IMAGES = (b"\x89PNG", b"\x00\x00\x01\x00", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"<svg")


def ask(subject: Subject) -> Asking:
    """The front page; then, where there is one on this site, what it names as its icon and scripts."""
    if subject.kind is not SubjectKind.SITE:
        return
    page = yield Ask(f"https://{subject.name}/", NAME, subject)
    if page.outcome is Outcome.FAILED and not page.head:
        page = yield Ask(f"http://{subject.name}/", NAME, subject)
    if page.outcome is not Outcome.ANSWERED or not is_markup(page.head, page.body):
        return
    shown = site_of(page)
    if shown is not None and shown.value == subject.value:
        for url in _parts(page):
            yield Ask(url, NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """The identifiers of a page or script, its icon, and where it redirects to."""
    subject = site_of(exchange)
    if subject is None or exchange.outcome is not Outcome.ANSWERED:
        return
    if status_of(exchange.head) in REDIRECTS:
        yield from _redirect(exchange, subject)
        return
    body = uncoded(exchange.head, exchange.body).data
    if body.startswith(IMAGES):
        if _is_icon(exchange):
            yield from _icon(exchange, subject, body)
        return
    for find in scan_reply(exchange.head, exchange.body):
        if not is_of_itself(find, subject.value):
            yield at_time(exchange, subject, find)


def _parts(page: Exchange) -> Iterator[str]:
    body = uncoded(page.head, page.body).data
    icon = LINKED.search(body)
    named = [icon[1].decode("utf-8", "replace") if icon else "/favicon.ico"]
    named += [found[1].decode("utf-8", "replace") for found in SCRIPT.finditer(body)][:40]
    own: list[str] = []
    for each in named:
        url = _own_url(page.ask.uri, html.unescape(each))
        if url and url not in own:
            own.append(url)
    yield from own[: 1 + SCRIPTS]


def _own_url(base: str, reference: str) -> str | None:
    """An absolute address on the same site, or nothing."""
    try:
        url = urljoin(base, reference)
        same = names.site(names.host_of(url)) == names.site(names.host_of(base))
        return url.partition("#")[0] if same and urlsplit(url).scheme in {"http", "https"} else None
    except (BadName, ValueError):
        return None


def _redirect(exchange: Exchange, subject: Subject) -> Iterator[Observation]:
    """The other site that an answer sends its readers to, where it stands in the head."""
    location = LOCATION.search(exchange.head)
    if location is None:
        return
    stood = location[1].decode("utf-8", "replace").strip()
    try:
        host = names.host_of(urljoin(exchange.ask.uri, stood))
    except (BadName, ValueError):
        return
    other = site_of_host(host)
    if other is None or other.value == subject.value:
        return
    place = location[1].lower().find(host.encode("ascii"))
    span = (
        (location.start(1) + place, location.start(1) + place + len(host)) if place >= 0 else location.span(1)
    )
    find = kind("redirect_site").find(host, path=("head",), span=span, where=Where.HEADER)
    if find is not None:
        yield at_time(
            exchange, subject, replace(find, raw=exchange.head[slice(*span)].decode("utf-8", "replace"))
        )


def _is_icon(exchange: Exchange) -> bool:
    """We ask for no image but the icon; an imported visit holds them all, and the icon goes by its name."""
    return not exchange.fact("imported-sha256") or "icon" in names.path_of(exchange.ask.uri).lower()


def _icon(exchange: Exchange, subject: Subject, body: bytes) -> Iterator[Observation]:
    """The icon as Shodan counts it: mmh3 over base64 with line ends; the raw form is its sha256."""
    value = str(mmh3.hash(base64.encodebytes(body)))
    find = kind("favicon").find(value, path=("body",), span=(0, len(exchange.body)), where=Where.IMAGE)
    if find is not None:
        yield at_time(exchange, subject, replace(find, raw=hashlib.sha256(body).hexdigest()))


COLLECTOR = Collector(
    name=NAME,
    about="the site's front page, its icon and its own scripts, as a browser's first visit would ask for them",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.TARGET,
)
