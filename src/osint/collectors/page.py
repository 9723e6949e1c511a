"""The page itself: its front page over HTTPS (HTTP where that fails), its favicon, its own scripts."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from osint import names
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.pictures_named import likely
from osint.collectors.seen import at_time, is_of_itself, site_of, site_of_host
from osint.errors import BadName
from osint.formats.reading import is_headless
from osint.identifiers import kind, pictures, structure
from osint.identifiers.layers import Layer, recoded, uncoded
from osint.identifiers.scan import is_markup, scan, scan_reply
from osint.outcomes.http import REDIRECTS, status_of
from osint.records import Ask, Check, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "page"
SCRIPTS = 3  # of the site's own, the first ones
LINKED = re.compile(
    rb"<link\b(?=[^>]{0,200}\brel\s?=\s?[\"']?(?:shortcut )?icon)[^>]{0,300}?\bhref\s?=\s?[\"']?([^\"'\s>]{1,300})",
    re.IGNORECASE,
)
SCRIPT = re.compile(rb"<script\b[^>]{0,200}?\bsrc\s?=\s?[\"']?([^\"'\s>]{1,300})", re.IGNORECASE)
LOCATION = re.compile(rb"(?im)^location[ \t]*:[ \t]*([^\r\n]{1,4000})")
TYPE = re.compile(rb"(?im)^content-type[ \t]*:[ \t]*([a-z0-9/+.-]+)")
FILES = ((b"javascript", ".js", "script_sha256"), (b"text/css", ".css", "stylesheet_sha256"))
ITS_OWN = frozenset({"named site", "content host"})  # families of hosts: of oneself they say nothing
ARCHIVE = b"PK\x03\x04"
IMAGES = (b"\x89PNG", b"\x00\x00\x01\x00", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"<svg")


def ask(subject: Subject) -> Asking:
    """The front page; then, where there is one on this site, its icon and scripts, and pictures that may be codes."""
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
    """The identifiers of a page or script, its head and its structure, its icon, and where it redirects to."""
    subject = site_of(exchange)
    if subject is None or exchange.outcome is not Outcome.ANSWERED:
        return
    if status_of(exchange.head) in REDIRECTS:
        yield from _redirect(exchange, subject)
        return
    layer = uncoded(exchange.head, exchange.body)
    if layer.data.startswith(IMAGES) or pictures.is_picture(layer.data):
        finds = _pictured(exchange, layer)
    elif layer.data.startswith(ARCHIVE):
        finds = _package(layer)
    else:
        finds = _shown(exchange, layer)
    for find in finds:
        if not is_of_itself(find, subject.value) and not _is_own_host(find, subject.value):
            yield at_time(exchange, subject, find)


def _shown(exchange: Exchange, layer: Layer) -> Iterator[Find]:
    """What a page, a script or another text shows, and the head with which it came."""
    yield from scan(exchange.head, path=("head",), where=Where.HEADER)
    yield from _structure(structure.of_head(exchange.head), ("head",))
    yield from scan_reply(exchange.head, exchange.body)
    if is_markup(exchange.head, exchange.body):
        for code in pictures.data_uris(layer):
            yield from scan(code.data, path=code.path, where=Where.IMAGE)
        yield from _structure(structure.of_page(layer.data), layer.path)
        yield from _structure(_front(exchange, layer), layer.path)
    elif sort := _file_kind(exchange):
        yield from _structure(structure.of_file(layer.data, sort), layer.path)


def _front(exchange: Exchange, layer: Layer) -> Iterator[structure.Part]:
    """A front page as Shodan counts it (MurmurHash3 of its text in UTF-8), to be searched for there.

    Not of a page that a browser saved: it writes down the page as it stood there, not as it was served.
    """
    if not is_headless(exchange.head) and names.path_of(exchange.ask.uri) in {"", "/"} and layer.data:
        import mmh3

        text = recoded(exchange.head, layer) or layer
        yield structure.Part("page_hash", str(mmh3.hash(text.data)), (0, len(layer.data)), Where.FILE)


def _pictured(exchange: Exchange, layer: Layer) -> Iterator[Find]:
    """What a picture bears: an icon its hashes, and any the values in its codes."""
    if _is_icon(exchange):
        yield from _structure(structure.of_icon(layer.data), layer.path)
    yield from pictures.finds_in_picture(exchange.head, exchange.body)


def _structure(parts: Iterable[structure.Part], path: tuple[str, ...]) -> Iterator[Find]:
    for part in parts:
        find = part.found(kind(part.kind), path)
        if find is not None:
            yield find


def _file_kind(exchange: Exchange) -> str:
    """The kind for a script or style sheet, by its declared type or its name; empty for others and for saved ones."""
    if is_headless(exchange.head):
        return ""
    declared = TYPE.search(exchange.head)
    path = names.path_of(exchange.ask.uri).partition("?")[0].lower()
    for mark, ending, sort in FILES:
        if mark in declared[1].lower() if declared else path.endswith(ending):
            return sort
    return ""


def _package(layer: Layer) -> Iterator[Find]:
    """An Android package that is offered: who signed it, and its name.

    A signing block that does not hold, and a key that the signer says he had before, are mentions; nothing of a
    JAR signature was checked, and the find says so.
    """
    from osint.identifiers import apk  # slow to import, and seldom needed

    if not apk.is_package(layer.data):
        return
    try:
        package = apk.read(layer.data)
    except apk.BrokenPackage:
        return
    for signer in package.signers:
        span = (signer.start, signer.end)
        find = kind("android_key").find(signer.certificate, path=layer.path, span=span, where=Where.FILE)
        if find is not None:
            yield replace(
                find,
                own=signer.is_verified or signer.scheme == "v1",
                check=Check.VALID if signer.is_verified else Check.NONE,
                platform=find.platform or signer.is_development,
            )
    named = kind("android_package").find(
        package.name, path=(*layer.path, "apk"), span=(0, len(layer.data)), where=Where.FILE
    )
    if named is not None:
        yield named


def _is_own_host(find: Find, site: str) -> bool:
    """Whether a find is a host of the very site that bears it."""
    if kind(find.kind).family not in ITS_OWN:
        return False
    named = site_of_host(find.value)
    return named is not None and named.value == site


def _parts(page: Exchange) -> Iterator[str]:
    body = uncoded(page.head, page.body).data
    icon = LINKED.search(body)
    named = [icon[1].decode("utf-8", "replace") if icon else "/favicon.ico"]
    named += [found[1].decode("utf-8", "replace") for found in SCRIPT.finditer(body)][:40]
    parts = _own_urls(page, map(html.unescape, named))[: 1 + SCRIPTS]
    yield from parts
    yield from (url for url in _own_urls(page, likely(body)) if url not in parts)


def _own_urls(page: Exchange, references: Iterable[str]) -> list[str]:
    """The addresses of this site that a page refers to, each once."""
    urls = (_own_url(page.ask.uri, each) for each in references)
    return list(dict.fromkeys(url for url in urls if url))


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


COLLECTOR = Collector(
    name=NAME,
    about="the site's front page, its icon and its own scripts, as a browser's first visit would ask for them",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.TARGET,
)
