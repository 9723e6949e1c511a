"""The Wayback Machine: what a site carried years ago, so that an id dropped since still counts."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

from osint import names
from osint.collectors.answers import json_of, texts
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time, is_of_itself, site_of_host
from osint.errors import BadName
from osint.identifiers.scan import scan_reply
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind

NAME = "archive"
INDEX = (
    "https://web.archive.org/cdx/search/cdx?url={}&output=json&fl=timestamp,original,statuscode,digest,mimetype"
    "&filter=statuscode:200&collapse=digest&limit=500"
)
REPLAY = re.compile(r"https://web\.archive\.org/web/(\d{14})id_/(https?://.+)", re.DOTALL)
ROW = re.compile(r"\d{14}")
CAPTURES = 4  # spread over the time that the index covers


def ask(subject: Subject) -> Asking:
    """The index of captures, then a few of them, as they were archived (``id_``: without the toolbar)."""
    if subject.kind is not SubjectKind.SITE:
        return
    index = yield Ask(INDEX.format(quote(subject.name + "/")), NAME, subject)
    if index.outcome is Outcome.ANSWERED:
        for timestamp, original in spread(captures(index, subject.value), CAPTURES):
            yield Ask(f"https://web.archive.org/web/{timestamp}id_/{original}", NAME, subject)


def captures(index: Exchange, site: str) -> list[tuple[str, str]]:
    """The pages of a site that an index lists: timestamp and address, the earliest first."""
    listed = json_of(index)
    rows = [texts(row) for row in listed[1:]] if isinstance(listed, list) else []
    return sorted({(row[0], row[1]) for row in rows if len(row) >= 2 and _is_page(row, site)})


def spread(listed: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """The first, the last, and some between them at even distances."""
    if len(listed) <= most:
        return listed
    return [listed[place * (len(listed) - 1) // (most - 1)] for place in range(most)]


def read(exchange: Exchange) -> Iterator[Observation]:
    """The identifiers of a capture, seen when it was made, on the site that was captured.

    What the archive adds (``X-Archive-Orig-…`` and its own headers) stays in the kept head and is no
    identifier; ``id_`` leaves its toolbar and its rewriting of links out of the body.
    """
    found = REPLAY.fullmatch(exchange.ask.uri)
    if found is None or exchange.outcome is not Outcome.ANSWERED:
        return
    try:
        at = datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        subject = site_of_host(names.host_of(found[2]))
    except (ValueError, BadName):
        return
    if subject is None:
        return
    for find in scan_reply(exchange.head, exchange.body):
        if not is_of_itself(find, subject.value):
            yield at_time(exchange, subject, find, at)


def _is_page(row: list[str], site: str) -> bool:
    """Whether a row of the index is a page of the site: the archive lists images and files too."""
    timestamp, original = row[0], row[1]
    if (
        ROW.fullmatch(timestamp) is None
        or not original.isprintable()
        or (len(row) > 4 and "html" not in row[4])
    ):
        return False
    try:
        captured = site_of_host(names.host_of(original))
    except BadName:
        return False
    return captured is not None and captured.value == site


COLLECTOR = Collector(
    name=NAME,
    about="the Wayback Machine's index and captures: identifiers that today's page has dropped",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.THIRD_PARTY,
)
