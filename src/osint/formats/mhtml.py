"""MHTML: a page and its parts as a browser saved them."""

import email
import email.policy
import email.utils
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

from osint.formats.reading import UNSTATED, Capture, Origin, Reading, Unreadable, headless, imported_page

MOST = 512 * 1024 * 1024
NOTES = (("head", "made from the MHTML's fields"), ("captured-by", "a browser, saved as MHTML"))


def is_mhtml(top: bytes) -> bool:
    """Whether a file's beginning looks like MHTML."""
    head = top[:2048].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def read(path: Path, capture: Capture = UNSTATED) -> Iterator[Reading]:
    """The parts that name their address, dated as the file says."""
    try:
        if path.stat().st_size > MOST:
            raise ValueError(f"larger than {MOST} bytes")
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
        at, whence = _date(message, path.stat().st_mtime, capture)
    except (OSError, ValueError, TypeError) as why:
        yield Unreadable(path.name, "", f"no MHTML that can be read ({why})", is_whole_file=True)
        return
    for number, part in enumerate(message.walk(), 1):
        if not part.is_multipart():
            notes = (*NOTES, ("captured-at", whence), *capture.notes)
            yield _part(part, at, Origin(path.name, f"part {number}", notes=notes))


def _date(message: Message, written: float, capture: Capture) -> tuple[datetime, str]:
    """When the page was saved, and who says so: its Date field, else the file's own time."""
    try:
        at = email.utils.parsedate_to_datetime(str(message["Date"]))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), "the browser's Date field"
    except (ValueError, TypeError, IndexError, OverflowError):
        return capture.time(written)


def _part(part: Message, at: datetime, origin: Origin) -> Reading:
    url = str(part.get("Content-Location") or "").strip()
    try:
        body = part.get_payload(decode=True)
    except (ValueError, LookupError) as why:
        return Unreadable(origin.source, origin.record, f"a part that cannot be decoded ({why})")
    if not url.startswith(("http://", "https://")) or not isinstance(body, bytes):
        return Unreadable(origin.source, origin.record, "a part without an address of its own")
    return imported_page(url, at, (headless(part.get_content_type()), body), origin)
