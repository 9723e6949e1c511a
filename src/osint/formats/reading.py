"""What every reader of files gives: exchanges, or what could not be read and why."""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from osint import names, outcomes
from osint.errors import BadName
from osint.records import Ask, Exchange, Subject, SubjectKind, facts, stamp


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a record of one, that could not be read: reported, never dropped."""

    source: str  # the file's name
    where: str  # "offset 1234", "entry 7", or empty for the whole file
    why: str
    is_whole_file: bool = False  # nothing of the file could be read
    is_plain: bool = False  # its text is whole, and makes no exchange since nothing says where it stood


Reading = Exchange | Unreadable


@dataclass(frozen=True, slots=True)
class Capture:
    """Who captured what is imported, when and how, as whoever imports it states."""

    by: str = ""
    at: datetime | None = None  # UTC; holds where the file states no time of its own
    how: str = ""

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """The same as facts of an exchange."""
        told = {
            "captured-by": self.by,
            "captured-how": self.how,
            "captured-at-stated": stamp(self.at) if self.at is not None else "",
        }
        return facts({key: plain(value) for key, value in told.items()})

    def time(self, written: float) -> tuple[datetime, str]:
        """The time of a file that states none, and who says so: the importer, else the file's own."""
        if self.at is not None:
            return self.at, "stated at import"
        return datetime.fromtimestamp(written, UTC), "the file's time"


UNSTATED = Capture()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an imported answer comes from."""

    source: str  # the file's name, without folders
    record: str = ""  # the record's own id, or its place in the file
    address: str = ""
    notes: tuple[tuple[str, str], ...] = ()  # further facts: who captured it, what was undone


NO_HEAD = b"HTTP/1.1 200 (no head was kept)\r\n"


def headless(content_type: str) -> bytes:
    """The head made at import for a body that came without one: what a browser saved, a bare resource."""
    return NO_HEAD + f"Content-Type: {content_type}\r\n\r\n".encode()


def is_headless(head: bytes) -> bool:
    """Whether an answer came without its head: its body need not be the bytes that the server sent."""
    return head.startswith(NO_HEAD)


def plain(text: str) -> str:
    """A text without what has no form in UTF-8: file names on disk need not be text."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def subject_of(url: str) -> Subject:
    """The site that a URL's host belongs to, or the address that stands in its place.

    Raises:
        BadName: when the URL has no host, or one that belongs to no site.
    """
    if address := _address_in(url):
        return Subject(SubjectKind.ADDRESS, address)
    host = names.host_of(url)
    site = names.site(host)
    return Subject(SubjectKind.SITE, site, "" if host == site else host)


def imported_page(url: str, at: datetime, answer: tuple[bytes, bytes], origin: Origin) -> Reading:
    """An HTTP answer (head and body) from a file as an exchange.

    The outcome is judged from the bytes. The facts say that it was imported, not from which file: the same record
    out of two files is one exchange (the ledger's event names the file). A note of the origin
    named ``imported-sha256`` stands in place of the digest of head and body (where those were made here).
    """
    head, body = answer
    try:
        subject = subject_of(url)
    except BadName as why:
        return Unreadable(plain(origin.source), origin.record, f"{url[:200]!r}: {why}")
    outcome, why_not = outcomes.judge_http(head, body)
    told = {
        "imported-record": origin.record,
        "imported-sha256": hashlib.sha256(head + body).hexdigest(),
        **dict(origin.notes),
    }
    collector = "ads_txt" if names.path_of(url) in {"/ads.txt", "/app-ads.txt"} else "page"
    ask = Ask(url, collector, subject)
    return Exchange(
        ask, at, at, outcome, why_not, head=head, body=body, address=origin.address, facts=facts(told)
    )


def _address_in(url: str) -> str:
    try:
        return str(ipaddress.ip_address(urlsplit(url).hostname or ""))
    except ValueError:
        return ""
