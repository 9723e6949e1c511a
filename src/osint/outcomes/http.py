"""How an HTTP question ended: status, headers and the page itself say so.

A bot check is not the page, and somebody else's notice is not the site: both carry identifiers of their own,
which must never be read as the site's. The rules stand in ``pages.toml``, each with its source and date.
"""

import re
import tomllib
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import brotli
import zstandard

from osint.records import Outcome

MOST = 512 * 1024  # bytes of a decoded body that are looked at
SHORT = 40_000  # bytes: a notice is a short page; a longer one is somebody's article
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Rule:
    """One sort of page that is not the site. All of the fields that are given must hold."""

    name: str
    outcome: Outcome
    why: str
    source: str
    statuses: frozenset[int]
    header: re.Pattern[bytes] | None  # searched in the head
    location: re.Pattern[bytes] | None  # searched in a redirect's target
    body: tuple[re.Pattern[bytes], ...]  # every one must be found
    is_short: bool  # only in short pages


def judge_http(head: bytes, body: bytes) -> tuple[Outcome, str]:
    """The outcome of an HTTP answer, with the reason in words when it is not answered."""
    status = status_of(head)
    if status is None:
        return Outcome.FAILED, "the answer has no HTTP status line"
    text = decoded(head, body)
    for rule in _rules():
        if _holds(rule, status, head, text):
            return rule.outcome, rule.why
    return _by_status(status, head)


def status_of(head: bytes) -> int | None:
    """The status code of an answer's head, or nothing when it has none."""
    found = re.match(rb"HTTP/\d(?:\.\d)? (\d{3})(?!\d)", head)
    return int(found[1]) if found else None


def header(head: bytes, name: bytes) -> bytes:
    """The first value of a header field, without its surrounding blanks."""
    found = re.search(rb"(?im)^" + re.escape(name) + rb"[ \t]*:[ \t]*([^\r\n]*)", head)
    return found[1].strip() if found else b""


def decoded(head: bytes, body: bytes) -> bytes:
    """The beginning of a body with its content coding undone, never more than ``MOST`` bytes."""
    coding = header(head, b"content-encoding").lower()
    try:
        if coding in {b"gzip", b"x-gzip"} or (not coding and body[:3] == b"\x1f\x8b\x08"):
            return zlib.decompressobj(47).decompress(body, MOST)
        if coding == b"deflate":
            return zlib.decompressobj(15 if body[:1] == b"\x78" else -15).decompress(body, MOST)
        if coding == b"br":
            return _unbrotli(body)
        if coding == b"zstd":
            with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(body) as stream:
                return stream.read(MOST)
    except (zlib.error, brotli.error, zstandard.ZstdError):
        return body[:MOST]
    return body[:MOST]


def _unbrotli(body: bytes) -> bytes:
    unzip = brotli.Decompressor()
    return bytes(unzip.process(body, output_buffer_limit=MOST))[:MOST]


def _holds(rule: Rule, status: int, head: bytes, text: bytes) -> bool:
    if rule.statuses and status not in rule.statuses:
        return False
    if rule.is_short and len(text) > SHORT:
        return False
    if rule.header is not None and not rule.header.search(head):
        return False
    if rule.location is not None:
        return status in REDIRECTS and rule.location.search(header(head, b"location")) is not None
    return all(pattern.search(text) for pattern in rule.body)


def _by_status(status: int, head: bytes) -> tuple[Outcome, str]:
    if status in {404, 410}:
        return Outcome.ABSENT, f"the server says that there is none (HTTP {status})"
    if status in {401, 403, 407, 429, 451}:
        wait = header(head, b"retry-after").decode("ascii", "replace")
        return (
            Outcome.REFUSED,
            f"the server refuses (HTTP {status}{', asks to wait ' + wait if wait else ''})",
        )
    if status == 503 and header(head, b"retry-after"):
        return (
            Outcome.REFUSED,
            f"the server asks to wait {header(head, b'retry-after').decode('ascii', 'replace')} (HTTP 503)",
        )
    if 200 <= status < 400:
        return Outcome.ANSWERED, ""
    return Outcome.FAILED, f"the server answers HTTP {status}"


@cache
def _rules() -> tuple[Rule, ...]:
    table = tomllib.loads(files("osint.outcomes").joinpath("pages.toml").read_text("utf-8"))
    return tuple(
        Rule(
            name=each["name"],
            outcome=Outcome(each["outcome"]),
            why=each["why"],
            source=each["source"],
            statuses=frozenset(each.get("statuses", ())),
            header=_pattern(each.get("header")),
            location=_pattern(each.get("location")),
            body=tuple(re.compile(text.encode(), re.IGNORECASE) for text in each.get("body", ())),
            is_short=each.get("short", True),
        )
        for each in table["rule"]
    )


def _pattern(text: str | None) -> re.Pattern[bytes] | None:
    return re.compile(text.encode(), re.IGNORECASE | re.MULTILINE) if text else None
