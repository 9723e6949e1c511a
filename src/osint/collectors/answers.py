"""JSON answers read without trust: whatever stands where an object was expected."""

import json
from typing import Any

from osint.identifiers.layers import uncoded
from osint.records import Exchange


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
