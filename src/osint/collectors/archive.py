"""The Wayback Machine: what a site carried years ago, so that an id dropped since still counts."""

import re
from collections.abc import Generator, Iterator
from urllib.parse import quote

from osint import identifiers, names
from osint.collectors import captures
from osint.collectors.answers import insist, json_of, texts
from osint.collectors.captures import Capture, Looking
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time, is_of_itself, site_of_host
from osint.errors import BadName
from osint.identifiers.scan import scan_reply
from osint.outcomes.http import REDIRECTS, status_of
from osint.outcomes.looking import header
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "archive"
# Redirects are listed too: they name the next address.
LISTING = (
    "https://web.archive.org/cdx/search/cdx?url={}&output=json&fl=timestamp,original,statuscode,digest,mimetype"
    "&filter=statuscode:[23]..|-&limit=3000"
)
# One capture a day, all of them: so the first and the last are known, whatever is chosen between them.
INDEX = LISTING + "&collapse=timestamp:8&showResumeKey=true"
# The first capture of each stretch of equal pages: what changed within a day too (wayback-cdx-server, Collapsing).
CHANGES = LISTING + "&collapse=digest"
REPLAY = re.compile(r"https?://web\.archive\.org/web/(\d{14})(?:id_)?/(https?://.+)", re.DOTALL)
PAGES = 4  # of the index
CAPTURES = 16  # pages that are looked at (docs/decisions/2026-11-28-captures-over-time.md)
REDIRECTED = 3  # redirects that are looked at, the latest
HINT = "go on later: who goes on now is shut out for an hour"


def ask(subject: Subject) -> Asking:
    """The index of captures by day and by change, then some of them, as they were archived (``id_``: no toolbar).

    Raises:
        SourceUnusable: when the archive has had enough.
    """
    if subject.kind is not SubjectKind.SITE:
        return
    listed: list[Capture] = []
    key = ""
    for _ in range(PAGES):
        resumed = f"&resumeKey={quote(key, safe='')}" if key else ""
        index = yield Ask(INDEX.format(quote(subject.name + "/")) + resumed, NAME, subject)
        insist(index, "the Wayback Machine", HINT)
        if index.outcome is not Outcome.ANSWERED:
            break
        found, key = rows(index, subject.value)
        listed += found
        if not key:
            break
    if listed:
        index = yield Ask(CHANGES.format(quote(subject.name + "/")), NAME, subject)
        insist(index, "the Wayback Machine", HINT)
        listed += rows(index, subject.value)[0] if index.outcome is Outcome.ANSWERED else []
    yield from _look(subject, listed)


def rows(index: Exchange, site: str) -> tuple[list[Capture], str]:
    """The captures of a site that a page of the index lists, and the key of the next page, if there is one."""
    listed = json_of(index)
    lines = [texts(row) for row in listed[1:]] if isinstance(listed, list) else []
    key = lines[-1][0] if len(lines) >= 2 and len(lines[-1]) == 1 and not lines[-2] else ""
    made = (Capture(row[0], row[1], row[2], row[3]) for row in lines if len(row) >= 5 and _is_page(row))
    return [each for each in made if captures.is_of(each, site)], key


def _is_page(row: list[str]) -> bool:
    """Whether a row is a page's: the archive lists images too; a redirect has any type, a repeat its own."""
    return "html" in row[4] or "revisit" in row[4] or row[2].startswith("3")


def _look(subject: Subject, listed: list[Capture]) -> Asking:
    looking = Looking(captures.changes(each for each in listed if not _is_redirect(each)), CAPTURES)
    while (capture := looking.next()) is not None:
        answer = yield from _replay(subject, capture)
        looking.take(capture, captures.borne_by(answer) if answer.outcome is Outcome.ANSWERED else None)
    for capture in captures.changes(each for each in listed if _is_redirect(each))[-REDIRECTED:]:
        yield from _replay(subject, capture)


def _replay(subject: Subject, capture: Capture) -> Generator[Ask, Exchange, Exchange]:
    """One capture; a redirect is not followed, for what it leads to may be another site's.

    Raises:
        SourceUnusable: when the archive has had enough.
    """
    uri = f"https://web.archive.org/web/{capture.timestamp}id_/{capture.url}"
    answer = yield Ask(uri, NAME, subject, follow=not _is_redirect(capture))
    insist(answer, "the Wayback Machine", HINT)
    return answer


def _is_redirect(capture: Capture) -> bool:
    return capture.status.startswith("3")


def read(exchange: Exchange) -> Iterator[Observation]:
    """The identifiers of a capture, seen when it was made, on the site that was captured.

    What the archive adds (``X-Archive-Orig-…`` and its own headers) stays in the kept head and is no
    identifier; ``id_`` leaves its toolbar and its rewriting of links out of the body.
    """
    found = REPLAY.fullmatch(exchange.ask.uri)
    if found is None or exchange.outcome is not Outcome.ANSWERED:
        return
    at, subject = captures.at(found[1]), _site(found[2])
    if at is None or subject is None:
        return
    if status_of(exchange.head) in REDIRECTS:
        yield from _redirected(exchange, subject, found[1])
        return
    for find in scan_reply(exchange.head, exchange.body):
        if not is_of_itself(find, subject.value):
            yield at_time(exchange, subject, find, at)


def _redirected(exchange: Exchange, subject: Subject, timestamp: str) -> Iterator[Observation]:
    """Where a captured redirect led, when that is another site; the archive's own, to a near capture, lead nowhere."""
    location = header(exchange.head, b"location")
    found = REPLAY.fullmatch(location.decode("utf-8", "replace"))
    target = _site(found[2]) if found else None
    at = captures.at(timestamp)
    if target is None or target.value == subject.value or at is None:
        return
    start = exchange.head.find(location)
    find = identifiers.kind("redirect_site").find(
        target.value, path=("head",), span=(start, start + len(location)), where=Where.HEADER
    )
    if find is not None:
        yield at_time(exchange, subject, find, at)


def _site(url: str) -> Subject | None:
    try:
        return site_of_host(names.host_of(url))
    except BadName:
        return None


COLLECTOR = Collector(
    name=NAME,
    about="the Wayback Machine's index and captures: identifiers that today's page has dropped, where it once redirected",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.THIRD_PARTY,
)
