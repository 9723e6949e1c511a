"""Common Crawl: what a site carried when the crawl came by, out of the crawls' indexes and their WARC files.

A capture is a range of a large file: one gzip member that holds one WARC record.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from osint.collectors import captures
from osint.collectors.answers import apart, insist, json_of, objects, text
from osint.collectors.captures import Capture, Looking
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time, is_of_itself, site_of_host
from osint.formats.warc_read import Record, records
from osint.identifiers.layers import uncoded
from osint.identifiers.scan import scan_reply
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind

NAME = "common_crawl"
CRAWLS = "https://index.commoncrawl.org/collinfo.json"
QUERY = "?url={}&output=json&limit=50&filter==status:200&filter=mime:.*html.*"
DATA = "https://data.commoncrawl.org/"
INDEXES = 12  # crawls that are asked, spread over all that there are
CAPTURES = 12  # docs/decisions/2026-11-28-captures-over-time.md
LONGEST = 4 * 1024 * 1024  # bytes of a capture, packed: Common Crawl cuts pages at one megabyte (now five)
INDEX = re.compile(r"https://index\.commoncrawl\.org/[\w.-]{1,60}-index")
PLACE = re.compile(r"crawl-data/[\w./-]{1,300}\.warc\.gz")
HINT = "go on later, or import what you have of it with `osint import`"


def ask(subject: Subject) -> Asking:
    """The list of crawls, some of their indexes, and some of the captures that they list.

    Raises:
        SourceUnusable: when it has had enough.
    """
    if subject.kind is not SubjectKind.SITE:
        return
    crawls = yield Ask(CRAWLS, NAME, subject)
    insist(crawls, "Common Crawl", HINT)
    found: list[Capture] = []
    for index in _chosen(crawls):
        answer = yield Ask(index + QUERY.format(quote(subject.name + "/")), NAME, subject)
        insist(answer, "Common Crawl", HINT)
        found += listed(answer, subject.value)
    looking = Looking(captures.changes(found), CAPTURES)
    while (capture := looking.next()) is not None:
        answer = yield _range(subject, capture)
        insist(answer, "Common Crawl", HINT)
        reply = _reply(answer)
        looking.take(capture, captures.borne(reply[1], reply[2]) if reply else None)


def _chosen(crawls: Exchange) -> list[str]:
    """The indexes of some crawls, the oldest, the newest and some between them."""
    if crawls.outcome is not Outcome.ANSWERED:
        return []
    found = [text(each.get("cdx-api")) for each in objects(json_of(crawls))]
    every = [each for each in found if INDEX.fullmatch(each)][::-1]  # the newest is listed first
    if len(every) <= INDEXES:
        return every
    return [every[place * (len(every) - 1) // (INDEXES - 1)] for place in range(INDEXES)]


def listed(answer: Exchange, site: str) -> list[Capture]:
    """The captures of a site that an index lists: an object a line."""
    if answer.outcome is not Outcome.ANSWERED:
        return []
    lines = uncoded(answer.head, answer.body).data.splitlines()
    found = [_capture(row) for row in map(_row, lines) if row]
    return [each for each in found if each is not None and captures.is_of(each, site)]


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return row if isinstance(row, dict) else {}


def _capture(row: dict[str, Any]) -> Capture | None:
    """A row, with the range that it names; nothing where it names none of a bearable length."""
    start, length = text(row.get("offset")), text(row.get("length"))
    file = text(row.get("filename"))
    digits = start.isascii() and start.isdigit() and length.isascii() and length.isdigit()
    if not digits or not 0 < int(length[:12]) <= LONGEST or PLACE.fullmatch(file) is None or ".." in file:
        return None
    place = f"{file} {int(start)}-{int(start) + int(length) - 1}"
    return Capture(text(row.get("timestamp")), text(row.get("url")), "200", text(row.get("digest")), place)


def _range(subject: Subject, capture: Capture) -> Ask:
    """The question for a capture's bytes (RFC 9110, 14): its range stands in its address too."""
    file, _, span = capture.place.partition(" ")
    headers = (("Range", f"bytes={span}"), ("Accept-Encoding", "identity"))
    return Ask(apart(DATA + file, f"bytes={span}"), NAME, subject, headers=headers)


def read(exchange: Exchange) -> Iterator[Observation]:
    """The identifiers of a capture, seen when the crawl made it, on the site that was captured."""
    reply = _reply(exchange)
    if reply is None:
        return
    record, head, body = reply
    subject = site_of_host(_host(record.headers.get("warc-target-uri", "").strip("<>")))
    at = captures.at(re.sub(r"\D", "", record.headers.get("warc-date", ""))[:14])
    if subject is None or at is None:
        return
    for find in scan_reply(head, body):
        if not is_of_itself(find, subject.value):
            inner = replace(find, path=("body", "gzip", "warc", *find.path))
            yield at_time(exchange, subject, inner, at)


def _reply(exchange: Exchange) -> tuple[Record, bytes, bytes] | None:
    """The record in a range, with the head and the body of the answer that it holds; nothing where it is none."""
    if exchange.outcome is not Outcome.ANSWERED or status_of(exchange.head) != 206:
        return None
    found = next(iter(records(io.BytesIO(exchange.body), source="range", longest=LONGEST * 8)), None)
    if not isinstance(found, Record) or found.kind != "response":
        return None
    head, blank, body = found.block.partition(b"\r\n\r\n")
    return (found, head + blank, body) if status_of(head + blank) == 200 else None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


COLLECTOR = Collector(
    name=NAME,
    about="Common Crawl's indexes and WARC files: what the site carried when the crawl came by",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.THIRD_PARTY,
)
