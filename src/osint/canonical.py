"""Canonical JSON: one value, one sequence of bytes, so that it can be hashed.

The form is RFC 8785 restricted to what evidence needs: objects with ASCII keys, arrays, strings,
integers, booleans and null. Floats are refused, since their text differs between engines; and integers
beyond 2**53, which other engines read as floats.
"""

import hashlib
import json
from typing import Any

LARGEST = 2**53 - 1  # RFC 7493, section 2.2


def encode(value: Any) -> bytes:
    """Return the one canonical form of a value, in UTF-8.

    Raises:
        TypeError: for a float, a non-string key, or anything that JSON has no form for.
        ValueError: for a key that is not ASCII, text with a lone surrogate, an integer beyond 2**53, or
            what is nested too deeply.
    """
    try:
        _refuse_what_has_no_one_form(value)
    except RecursionError as why:
        raise ValueError("nested too deeply for a canonical form") from why
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def digest(value: Any) -> str:
    """Return the sha256 of a value's canonical form, as 64 hex digits."""
    return hashlib.sha256(encode(value)).hexdigest()


def _refuse_what_has_no_one_form(value: Any) -> None:
    if isinstance(value, str):  # nearly all are
        return
    match value:
        case float():
            raise TypeError(f"{value!r}: write whole numbers (thousandths, milliseconds), never floats")
        case dict():
            for key, inner in value.items():
                if not isinstance(key, str):
                    raise TypeError(f"key {key!r} is not text")
                if not key.isascii():
                    raise ValueError(f"key {key!r} is not ASCII")
                _refuse_what_has_no_one_form(inner)
        case list() | tuple():
            for inner in value:
                _refuse_what_has_no_one_form(inner)
        case int():
            if abs(value) > LARGEST:
                raise ValueError(f"{value}: write a number beyond 2**53 as text")
        case None:
            return
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")
