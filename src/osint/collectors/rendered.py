"""The page in a browser: what its scripts made of it, and the requests that they sent.

A tag manager's page names no account in its source; the calls that it makes do. What stands in the source is the
page collector's to read: here a find's path begins with ``dom`` or ``request``.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from osint import names
from osint.collectors.answers import objects, text
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time, is_of_itself, site_of_host
from osint.errors import BadName, SourceUnusable
from osint.identifiers import kind
from osint.identifiers.kind import Group
from osint.identifiers.scan import scan, scan_reply
from osint.records import Ask, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "rendered"
SCHEME = "browser:"
REQUESTS = "#requests"
HEAD = b"Content-Type: text/html; charset=utf-8\r\n\r\n"
# What a request's address tells of who made it; a mailbox or a messenger in one is somebody's whom it is about.
TELLING = frozenset({Group.ANALYTICS, Group.ADVERTISING, Group.WIDGETS, Group.PAYMENT})
MISSING = ("no browser", "the browser ")  # how the recorder says that it has none, or that it does not start


def ask(subject: Subject) -> Asking:
    """One visit of the front page.

    Raises:
        SourceUnusable: when there is no browser: no other site need be tried.
    """
    if subject.kind is not SubjectKind.SITE:
        return
    page = yield Ask(f"{SCHEME}https://{subject.name}/", NAME, subject)
    if page.outcome is Outcome.NOT_ASKED and page.why.startswith(MISSING):
        raise SourceUnusable(page.why)
    if page.outcome is Outcome.FAILED and not page.fact("document-status"):
        yield Ask(f"{SCHEME}http://{subject.name}/", NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """The identifiers of the page as it became, and of the requests that it made."""
    if exchange.outcome is not Outcome.ANSWERED or not exchange.ask.uri.startswith(SCHEME):
        return
    subject = _site(exchange.fact("shown") or exchange.ask.uri.removeprefix(SCHEME))
    if subject is None:
        return
    if exchange.ask.uri.endswith(REQUESTS):
        finds = _requests(exchange.body, subject)
    elif exchange.fact("media").startswith("text/html"):
        finds = (replace(each, path=("dom", *each.path[1:])) for each in scan_reply(HEAD, exchange.body))
    else:
        return
    for find in finds:
        if not is_of_itself(find, subject.value):
            yield at_time(exchange, subject, find)


def _requests(body: bytes, page: Subject) -> Iterator[Find]:
    """What stands in the addresses that were asked for, each value once; spans count in the list's own bytes."""
    known: set[tuple[str, str, bool]] = set()
    place = 0
    for row in objects(_rows(body)):
        for part in ("url", "posted"):
            stood = json.dumps(text(row.get(part)), ensure_ascii=False)[1:-1].encode("utf-8", "replace")
            start = body.find(stood, place) if stood else -1
            if start < 0:
                continue
            place = start + len(stood)
            for find in scan(stood, path=("request",), where=_where(row)):
                key = (find.kind, find.value, is_own := find.own and _is_of_page(row, page))
                if kind(find.kind).group in TELLING and key not in known:
                    known.add(key)
                    yield replace(find, start=find.start + start, end=find.end + start, own=is_own)


def _rows(body: bytes) -> Any:
    try:
        listed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return listed.get("requests") if isinstance(listed, dict) else None


def _where(row: dict[str, Any]) -> Where:
    """What sort of request it was: a script that was fetched, or a call that a script made."""
    return Where.SCRIPT if row.get("type") in {"script", "fetch", "xhr", "ping", "beacon"} else Where.LINK


def _is_of_page(row: dict[str, Any], page: Subject) -> bool:
    """Whether the page itself made a request: an advertisement in a frame has accounts of its own."""
    if row.get("is_main_frame") is True:
        return True
    frame = _site(text(row.get("frame")))
    return frame is not None and frame.value == page.value


def _site(url: str) -> Subject | None:
    try:
        return site_of_host(names.host_of(url)) if urlsplit(url).scheme in {"http", "https"} else None
    except (BadName, ValueError):
        return None


COLLECTOR = Collector(
    name=NAME,
    about="the front page in a browser (only where it is named: `--collector rendered`): its DOM after scripts, its picture, and every request that it makes",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.TARGET,
    is_on_call=True,
)
