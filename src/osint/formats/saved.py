"""Single saved answers: an HTML page, an ads.txt, a WHOIS text; the address is stated, claimed or given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from osint import names, outcomes
from osint.errors import BadName
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
from osint.records import Ask, Exchange, facts, sha256

MOST = 256 * 1024 * 1024
GZIP = b"\x1f\x8b"
SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]{4,500})")
# github.com/gildas-lormeau/SingleFile: the comment with which its pages begin (seen 2026-11-28).
SINGLE_FILE = re.compile(rb"<!--\s{0,9}Page saved with SingleFile\s{1,9}url:\s{0,9}(https?://[^\s>]{4,2000})")
SAVED_DATE = re.compile(
    rb"Page saved with SingleFile[^>]{0,2100}?saved date:\s{0,9}\w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4})"
)
CLAIMED = re.compile(
    rb"""(?:rel\s?=\s?["']canonical["'][^>]{0,80}href\s?=\s?["']|property\s?=\s?["']og:url["']\s{0,3}content\s?=\s?["'])(https?://[^"'\s>]{4,500})""",
    re.IGNORECASE,
)
SEAT = re.compile(
    rb"(?im)^[ \t]*[a-z0-9.-]+\.[a-z]{2,}[ \t]*,[ \t]*[^,\s]+[ \t]*,[ \t]*(?:direct|reseller)\b"
)
MARKUP = re.compile(
    rb"<(?:!doctype|!--|html|head|body|meta|title|script|link|div|p|a|h1)[\s>]", re.IGNORECASE
)
# KRNIC names the domain in Korean, as UTF-8 or CP949; JPRS in brackets.
WHOIS = re.compile(
    b"(?im)^[ \\t]{0,40}(?:domain(?: name)?[ \\t.]{0,40}:|\\[domain name\\]|(?:"
    + "도메인이름".encode()
    + b"|"
    + "도메인이름".encode("cp949")
    + b")[ \\t]{0,40}:)[ \\t]{0,40}([a-z0-9.-]{1,250}\\.[a-z0-9-]{2,63})"
)


@dataclass(frozen=True, slots=True)
class Saving:
    """When a file was saved, who says so, and what its importer states."""

    at: datetime
    whence: str
    capture: Capture

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """The same as facts."""
        return (("captured-at", self.whence), *self.capture.notes)


def read(path: Path, *, url: str, capture: Capture = UNSTATED) -> Iterator[Reading]:
    """The one exchange that a saved answer makes, or why it makes none."""
    try:
        if path.stat().st_size > MOST:
            raise OSError(f"larger than {MOST} bytes")
        body = path.read_bytes()
        when = capture.time(path.stat().st_mtime)
    except OSError as why:
        yield Unreadable(path.name, "", f"it cannot be read: {why}", is_whole_file=True)
        return
    yield _saved(path.name, body, Saving(*when, capture), url)


def _saved(source: str, body: bytes, saving: Saving, url: str) -> Reading:
    if not body.strip():
        return Unreadable(source, "", "the file is empty", is_whole_file=True)
    if body.startswith(GZIP):
        why = "a gzip file that holds no WARC: unpack it first"
        return Unreadable(source, "", why, is_whole_file=True)
    if MARKUP.search(body[:4096]) or url:
        return _page(source, body, saving, url)
    found = WHOIS.search(body[:65536])
    if found:
        return _whois(source, body, saving, found[1].decode("ascii").lower())
    if SEAT.search(body[:65536]):
        return _homeless(source, "an ads.txt: give its address with --url https://HOST/ads.txt")
    kinds = "WARC, WACZ, HAR, MHTML, saved HTML, ads.txt and WHOIS text are read"
    return _homeless(source, f"nothing that is known here: {kinds}")


def _homeless(source: str, why: str) -> Unreadable:
    """A text that is whole, and that nothing ties to a place."""
    return Unreadable(source, "", why, is_whole_file=True, is_plain=True)


def _page(source: str, body: bytes, saving: Saving, url: str) -> Reading:
    stated = SAVED_FROM.search(body[:4096]) or SINGLE_FILE.search(body[:8192])
    claimed = CLAIMED.search(body[:262144])
    address, whence = url, "given by the user"
    if not url and stated:
        whose = "the browser that saved it" if SAVED_FROM.search(body[:4096]) else "SingleFile"
        address, whence = stated[1].decode("utf-8", "replace"), f"stated by {whose}"
    elif not url and claimed:
        address, whence = claimed[1].decode("utf-8", "replace"), "claimed by the page itself"
    if not address:
        return _homeless(source, "a page that does not state its address: give it with --url https://…")
    kind = "text/html" if MARKUP.search(body[:4096]) else "text/plain"
    saving = _dated(body, saving)
    notes = (("address", whence), ("head", "made at import"), *saving.notes)
    page = imported_page(address, saving.at, (headless(kind), body), Origin(source, "", notes=notes))
    return replace(page, is_whole_file=True, is_plain=True) if isinstance(page, Unreadable) else page


def _dated(body: bytes, saving: Saving) -> Saving:
    """With the time at which SingleFile says that it saved the page, in the form of JavaScript's ``Date``."""
    found = SAVED_DATE.search(body[:8192])
    try:
        at = datetime.strptime(found[1].decode("ascii"), "%b %d %Y %H:%M:%S GMT%z") if found else None
    except ValueError:
        at = None
    return saving if at is None else replace(saving, at=at.astimezone(UTC), whence="stated by SingleFile")


def _whois(source: str, body: bytes, saving: Saving, domain: str) -> Reading:
    try:
        subject = subject_of(f"whois://{names.host(domain)}/")
    except BadName as why:
        return _homeless(source, str(why))
    outcome, why_not = outcomes.judge_whois(body)
    told = facts({"imported-sha256": sha256(body), **dict(saving.notes)})
    ask = Ask(f"whois://unknown.invalid/{domain}", "whois", subject)
    return Exchange(ask, saving.at, saving.at, outcome, why_not, body=body, facts=told)
