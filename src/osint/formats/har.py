"""HAR: what a browser recorded; bodies as it saved them, its own decoding said."""

import base64
import binascii
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from osint.formats.reading import UNSTATED, Capture, Origin, Reading, Unreadable, imported_page

MOST = 1024 * 1024 * 1024
NOTES = (("content-coding", "undone by the exporting browser"), ("head", "made from the HAR's fields"))


def is_har(top: bytes) -> bool:
    """Whether a file's beginning looks like a HAR."""
    return top.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"log"' in top[:2048]


def read(path: Path, capture: Capture = UNSTATED) -> Iterator[Reading]:
    """The exchanges of a HAR; an entry without a body is said to have none."""
    try:
        if path.stat().st_size > MOST:
            raise ValueError(f"larger than {MOST} bytes")
        entries = json.loads(path.read_bytes())["log"]["entries"]
        if not isinstance(entries, list) or not entries:
            raise ValueError("it holds no entries")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as why:
        yield Unreadable(path.name, "", f"no HAR that can be read ({why})", is_whole_file=True)
        return
    for number, entry in enumerate(entries, 1):
        yield _entry(entry, path.name, f"entry {number}", capture)


def _entry(entry: Any, source: str, where: str, capture: Capture) -> Reading:
    try:
        response = entry["response"]
        at = _utc(str(entry["startedDateTime"]))
        body = _body(response["content"])
        fields = "".join(f"{_line(each['name'])}: {_line(each['value'])}\r\n" for each in response["headers"])
        head = f"HTTP/1.1 {int(response['status'])} {_line(response.get('statusText', ''))}\r\n{fields}\r\n".encode()
        url = str(entry["request"]["url"])
        url.encode()
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, binascii.Error) as why:
        return Unreadable(source, where, f"an entry that cannot be read ({type(why).__name__} {why})")
    if body is None:
        return Unreadable(source, where, f"{url[:120]}: its body was not saved: export again with content")
    address = str(entry.get("serverIPAddress") or "").strip("[]")
    origin = Origin(source, where, address, (*NOTES, *capture.notes))
    return imported_page(url, at, (_without_coding(head), body), origin)


def _utc(text: str) -> datetime:
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _body(content: dict[str, Any]) -> bytes | None:
    if "text" not in content:
        return b"" if content.get("size") == 0 else None
    text = str(content["text"])
    return (
        base64.b64decode(text, validate=True)
        if content.get("encoding") == "base64"
        else text.encode("utf-8", "surrogatepass")
    )


def _without_coding(head: bytes) -> bytes:
    """A content coding that the browser has undone must not be undone again."""
    return b"\r\n".join(
        b"X-Was-" + line if line.lower().startswith(b"content-encoding:") else line
        for line in head.split(b"\r\n")
    )


def _line(value: Any) -> str:
    return str(value).replace("\r", " ").replace("\n", " ")
