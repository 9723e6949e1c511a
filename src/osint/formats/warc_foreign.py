"""Other programs' WARC records as exchanges: bytes as they were stored, and facts that say whence."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote

from osint import names, outcomes
from osint.errors import BadName
from osint.formats.chunks import CHUNKED
from osint.formats.reading import (
    UNSTATED,
    Capture,
    Origin,
    Reading,
    Unreadable,
    headless,
    imported_page,
    subject_of,
)
from osint.formats.warc_read import Record
from osint.records import Ask, Exchange, facts, sha256

READ = frozenset({"response", "resource", "revisit"})
# What belongs to the archive and not to an answer: how it was made, links that a crawler saw, derived text.
OF_THE_ARCHIVE = frozenset({"warcinfo", "metadata", "conversion"})
_BLANK_LINE = re.compile(rb"\n\r?\n")
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
_METHOD = re.compile(rb"([A-Z]{3,12}) ")
_WIDEST_HEAD = 1024 * 1024


class Pairs:
    """Others' records, an answer joined with its request, which may stand before or behind it."""

    def __init__(self, source: str, capture: Capture = UNSTATED) -> None:
        self._source = source
        self._capture = capture
        self._answer: Record | None = None
        self._request: Record | None = None

    def take(self, record: Record) -> Iterator[Reading]:
        """What is complete now that one more record is there."""
        answer = self._answer
        if answer is not None and record.kind == "request" and _belong(record, answer):
            self._answer = None
            yield reading(answer, record, self._source, self._capture)
            return
        yield from self.rest()
        if record.kind == "request":
            self._request = record
        elif record.kind in READ:
            self._answer = record
        elif record.kind not in OF_THE_ARCHIVE:
            yield unread(record, self._source)

    def rest(self) -> Iterator[Reading]:
        """The answer that still waits for its request."""
        if self._answer is None:
            return
        answer, self._answer = self._answer, None
        request, self._request = self._request, None
        own = request if request and _belong(request, answer) else None
        yield reading(answer, own, self._source, self._capture)


def unread(record: Record, source: str) -> Unreadable:
    """What is said of a record of a type that nobody here reads."""
    return Unreadable(
        source, record.name, f"a {record.kind[:40] or 'nameless'} record: this type is not read"
    )


def uri_of(record: Record) -> str:
    """The address that a record states; some programs put it in angle brackets."""
    return record.headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">")


def answer_of(record: Record) -> tuple[bytes, bytes]:
    """The head and body of an HTTP answer; a head that says so where the body alone was archived."""
    if record.kind != "resource":
        return split(record.block)
    kind = record.content or "application/octet-stream"
    return headless(kind), record.block


def reading(record: Record, request: Record | None, source: str, capture: Capture = UNSTATED) -> Reading:
    """Somebody else's answer as an exchange."""
    if record.kind == "revisit":
        return Unreadable(source, record.name, "a revisit record: its body stands in another record")
    try:
        at = _date(record.headers.get("warc-date", ""))
    except ValueError as why:
        return Unreadable(source, record.name, f"the record states no time that can be read: {why}")
    uri = uri_of(record)
    scheme = uri.partition(":")[0].lower()
    origin = Origin(source, record.name, _address(record), (*_notes(record), *capture.notes))
    if scheme in {"http", "https"}:
        return _page(record, request, (uri, at), origin)
    return _other(record, (uri, at), origin)


def _page(record: Record, request: Record | None, asked: tuple[str, datetime], origin: Origin) -> Reading:
    answer = answer_of(record)
    if record.kind == "resource":
        made = (("head", "made at import"), ("imported-sha256", sha256(record.block)))
        origin = replace(origin, notes=(*origin.notes, *made))
    elif CHUNKED.search(answer[0]):
        origin = replace(origin, notes=(*origin.notes, ("transfer-coding", "as stored in the import")))
    page = imported_page(asked[0], asked[1], answer, origin)
    if request is None or isinstance(page, Unreadable):
        return page
    method = _METHOD.match(request.block)
    ask = replace(page.ask, method=method[1].decode("ascii")) if method else page.ask
    return replace(page, ask=ask, said=request.block)


def _other(record: Record, asked: tuple[str, datetime], origin: Origin) -> Reading:
    """A WHOIS or DNS answer; no other protocol has a form that other programs write too."""
    uri, at = asked
    scheme, _, rest = uri.partition(":")
    body = record.block
    name = unquote(rest.rsplit("/", 1)[-1])
    try:
        if scheme == "whois":
            ask = Ask(uri, "whois", subject_of(f"whois://{name}"))
            outcome, why = outcomes.judge_whois(body)
        elif scheme == "dns" and record.content == "application/dns-message":
            ask = Ask(f"dns:{name}", "dns", subject_of(f"dns://{name}"))
            outcome, why = outcomes.judge_dns(body)
        else:
            why = f"a {record.kind} record of {uri[:120]!r}: this sort is not read"
            return Unreadable(origin.source, origin.record, why)
    except BadName as why_not:
        return Unreadable(origin.source, origin.record, f"{uri[:200]!r}: {why_not}")
    told = {
        "imported-record": origin.record,
        "imported-sha256": sha256(body),
        **dict(origin.notes),
    }
    return Exchange(ask, at, at, outcome, why, body=body, address=origin.address, facts=facts(told))


def split(block: bytes) -> tuple[bytes, bytes]:
    """The head of an HTTP message, up to and with the blank line, and the rest as stored.

    A block that does not begin like an HTTP message has no head.
    """
    if not block.startswith(b"HTTP/") and not _FIELD.match(block, 0, 4096):
        return b"", block
    blank = _BLANK_LINE.search(block, 0, _WIDEST_HEAD)
    end = blank.end() if blank else min(len(block), _WIDEST_HEAD)
    return block[:end], block[end:]


def _belong(request: Record, answer: Record) -> bool:
    """Whether a request led to an answer: one names the other, or neither names any and both have one URI."""
    to_answer = request.headers.get("warc-concurrent-to", "").split()
    to_request = answer.headers.get("warc-concurrent-to", "").split()
    if to_answer or to_request:
        return answer.name in to_answer or request.name in to_request
    return request.headers.get("warc-target-uri") == answer.headers.get("warc-target-uri")


def _address(record: Record) -> str:
    stated = record.headers.get("warc-ip-address", "")
    return stated.strip("[]") if names.is_address(stated) else ""


def _notes(record: Record) -> tuple[tuple[str, str], ...]:
    """What an opponent would ask of an imported record."""
    notes = {
        "truncated": record.headers.get("warc-truncated", "")[:80],
        "block-digest": _digest_holds(record),
        "after-damage": "found by searching behind a broken record" if record.is_after_damage else "",
    }
    return facts(notes)


def _digest_holds(record: Record) -> str:
    """Whether the digest that the record states of itself is its block's; empty where it states none."""
    algorithm, _, stated = record.headers.get("warc-block-digest", "").partition(":")
    if algorithm.lower() not in {"sha1", "sha256", "sha512", "md5"} or not stated:
        return ""
    found = hashlib.new(algorithm.lower(), record.block, usedforsecurity=False).digest()
    forms = {base64.b32encode(found).decode("ascii").lower().rstrip("="), found.hex()}
    return "holds" if stated.lower().rstrip("=") in forms else "does not hold"


def _date(text: str) -> datetime:
    """A WARC-Date as UTC; a shorter one is the beginning of what it names.

    Raises:
        ValueError: for any other form, and for a year that no archive is from.
    """
    try:
        at = datetime.fromisoformat(_whole(text.strip()))
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except OverflowError as why:
        raise ValueError(f"{text[:40]!r}") from why
    if not 1980 <= at.year <= 9998:
        raise ValueError(f"{text[:40]!r}")
    return at


def _whole(text: str) -> str:
    if re.fullmatch(r"[0-9]{14}", text):  # as ARC files and some converters write it
        return f"{text[:8]}T{text[8:]}Z"
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", text):  # WARC 1.1 allows a year or a month
        return f"{text}-01-01"[:10]
    return text
