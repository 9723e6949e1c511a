"""Sealed events: a leaf of the ledger's tree holds a salted digest of each field, so that fields can be withheld.

An event's line holds its fields and a ``salt`` of its own. Its leaf is the canonical JSON of ``n``, ``type``,
``written`` and ``sealed``, which gives for each other field the sha256 of ``[salt of the field, field, value]``.
A share that withholds fields gives the leaf itself and, in ``shown``, salt and value of the others: it stands
under the same signed head and the same time stamps. The salts of fields are cut from SHAKE-128 over the
event's salt (FIPS 202), in the order of the fields' names: who knows one knows none of the others. The form of a disclosure follows SD-JWT
(RFC 9901, 4.2: salt, key, value; seen 2026-11-29).
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator, Mapping
from typing import Any

Event = Mapping[str, Any]
SALT = "salt"
OPEN = frozenset({"n", "type", "written"})  # never withheld: that something happened, of which sort and when
SALT_BYTES = 16
# Canonical as it stands: what an event holds was held to the canonical form when it was written (`canonical.py`).
_encoded = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def fresh_salt() -> str:
    """A salt for one event: 128 bits, as hex."""
    return secrets.token_hex(SALT_BYTES)


def leaf(event: Event) -> bytes:
    """The leaf of an event that is there whole.

    Raises:
        KeyError: when it has no salt.
        ValueError: when its salt is none.
    """
    return _encoded({**_open(event), "sealed": _sealed(event)}).encode()


def redacted(event: Event, shown: Collection[str]) -> dict[str, Any]:
    """An event as a share holds it: its leaf, and salt and value of the fields that are shown.

    Raises:
        KeyError: when it has no salt.
        ValueError: when its salt is none.
    """
    told = {name: [salt, event[name]] for name, salt in _salts(event) if name in shown}
    return {**_open(event), "sealed": _sealed(event), "shown": told}


def digest(salt: str, name: str, value: Any) -> str:
    """What a leaf says of one field."""
    return hashlib.sha256(f'["{salt}","{name}",{_encoded(value)}]'.encode()).hexdigest()


def _open(event: Event) -> dict[str, Any]:
    return {name: event[name] for name in OPEN}


def _sealed(event: Event) -> dict[str, str]:
    return {name: digest(salt, name, event[name]) for name, salt in _salts(event)}


def _salts(event: Event) -> Iterator[tuple[str, str]]:
    """Each field that can be withheld, with its own salt."""
    names = sorted(event.keys() - OPEN - {SALT})
    stream = hashlib.shake_128(bytes.fromhex(event[SALT])).digest(SALT_BYTES * len(names))
    for place, name in enumerate(names):
        yield name, stream[SALT_BYTES * place : SALT_BYTES * (place + 1)].hex()
