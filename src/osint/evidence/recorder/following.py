"""What an answer leads to: the target of its redirect, or the time after which its source may be asked again."""

import email.utils
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

from osint.outcomes.http import REDIRECTS, status_of
from osint.outcomes.looking import header
from osint.records import Ask, Exchange

MOST_SECONDS = 10**8
KEEPS_METHOD = frozenset({307, 308})  # RFC 9110, 15.4.8 and 15.4.9


def redirected(exchange: Exchange) -> Ask | None:
    """The question that a redirect leads to, or nothing; no key of ours goes along, nor what it stood in."""
    target = redirect_target(exchange)
    if target is None:
        return None
    asked = exchange.ask
    if asked.keys or (status_of(exchange.head) not in KEEPS_METHOD and asked.method not in {"GET", "HEAD"}):
        headers = () if asked.keys else _without_content(asked.headers)
        return replace(asked, uri=target, method="GET", body=b"", headers=headers, keys=())
    return replace(asked, uri=target)


def redirect_target(exchange: Exchange) -> str | None:
    """Where an answer redirects to: an http or https URL without credentials and fragment, or nothing."""
    location = _text(header(exchange.head, b"location"))
    if status_of(exchange.head) not in REDIRECTS or not location:
        return None
    try:
        parts = urlsplit(urljoin(exchange.ask.uri, location))
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        place = f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        return None
    return urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))


def seconds_to_wait(head: bytes, now: datetime) -> float | None:
    """What Retry-After says (RFC 9110, 10.2.3): seconds, or a date; nothing when it says nothing."""
    text = header(head, b"retry-after").decode("ascii", "replace")
    if text.isdigit():
        return float(min(int(text[:9]), MOST_SECONDS))
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):  # a date without zone, or beyond all dates
        return None


def _without_content(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in headers if not name.lower().startswith("content-"))


def _text(location: bytes) -> str:
    """A Location as text; bytes that are no UTF-8 go back to the server as they came."""
    try:
        return location.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(each) if each < 128 else f"%{each:02X}" for each in location)
