"""JSON answers read without trust: whatever stands where an object was expected, and whether a source goes on."""

import json
from datetime import UTC, datetime
from typing import Any

from osint.errors import SourceUnusable
from osint.identifiers.layers import uncoded
from osint.outcomes.http import status_of
from osint.outcomes.looking import header
from osint.records import Exchange, sha256

ENOUGH = {401: "it does not take the key", 402: "no credit is left", 429: "it was asked too much"}
WORDS = 300  # characters of a refusal that are repeated


def json_of(exchange: Exchange) -> Any:
    """The JSON of an answer's body, or nothing when it is none."""
    try:
        return json.loads(uncoded(exchange.head, exchange.body).data)
    except (ValueError, RecursionError):
        return None


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; nothing where it is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """A text, or empty where it is none."""
    return value if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """The texts in a list; nothing where it is no list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def moment_of(value: Any) -> datetime | None:
    """A time in ISO 8601, in UTC where it states no zone; nothing where it is none."""
    try:
        at = datetime.fromisoformat(text(value))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def insist(exchange: Exchange, source: str, hint: str, *statuses: int) -> None:
    """That a source has not had enough of us: one that has is asked no more in this run.

    ``statuses`` are further ones by which this source says so; ``hint`` is the next step.

    Raises:
        SourceUnusable: when it does not take the key, has no credit left, or was asked too much.
    """
    status = status_of(exchange.head)
    if status is None or (status not in ENOUGH and status not in statuses):
        return
    why = ENOUGH.get(status, "it refuses")
    wait = header(exchange.head, b"retry-after").decode("ascii", "replace")[:40]
    told = f", wait {wait}" if wait else ""
    raise SourceUnusable(f"{source}: {why} (HTTP {status}{told}{said(exchange)}): {hint}")


def said(exchange: Exchange) -> str:
    """What a refusal says in its JSON, to be put behind others; empty where it says nothing."""
    found = json_of(exchange)
    for name in ("error", "message", "messages", "description"):
        if isinstance(found, dict) and name in found:
            inner = found[name]
            inner = inner.get("message", "") if isinstance(inner, dict) else inner
            if isinstance(inner, str) and inner:
                return f": {' '.join(inner.split())[:WORDS]}"
    return ""


def apart(uri: str, what: str) -> str:
    """An address made distinct by what its question asks for besides: a range, a body.

    A fragment is never sent (RFC 9110, 4.2.5), and a case finds its answers by address.
    """
    return f"{uri}#{what}"


def body_mark(body: bytes) -> str:
    """A short name for a question's body."""
    return f"body-{sha256(body)[:16]}"
