"""Our keys: put on the wire in place of ``__NAME__``, and struck out of whatever is kept."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from osint.evidence.recorder.answer import Answer
from osint.records import Ask

Keyring = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that one question uses, by name."""

    values: tuple[tuple[str, str], ...] = ()

    def in_uri(self, uri: str) -> str:
        """A URL with the keys in it."""
        for name, value in self.values:
            uri = uri.replace(f"__{name}__", quote(value, safe=""))
        return uri

    def in_text(self, text: str) -> str:
        """A header's value with the keys in it."""
        for name, value in self.values:
            text = text.replace(f"__{name}__", value)
        return text

    def in_bytes(self, data: bytes) -> bytes:
        """A body with the keys in it."""
        for name, value in self.values:
            data = data.replace(f"__{name}__".encode(), value.encode())
        return data

    def strike_out(self, answer: Answer) -> None:
        """Overwrite every form of every key in what came back; the lengths stay, and a fact says so."""
        struck = False
        for _, value in self.values:
            for form in _forms(value):
                struck = struck or form in answer.head or form in answer.body
                answer.head = answer.head.replace(form, b"*" * len(form))
                answer.body = answer.body.replace(form, b"*" * len(form))
        if struck:
            answer.facts["struck-out"] = " ".join(name for name, _ in self.values)


def keys_for(ask: Ask, ring: Keyring) -> tuple[Keys, str]:
    """The keys that a question needs, and the name of the first that is missing."""
    found: list[tuple[str, str]] = []
    for name in ask.keys:
        value = ring(name)
        if not value:
            return Keys(), name
        found.append((name, value))
    return Keys(tuple(found)), ""


def _forms(value: str) -> set[bytes]:
    raw = value.encode()
    quoted = {
        quote(value, safe="").encode(),
        quote_plus(value).encode(),
        quote(value, safe="").lower().encode(),
    }
    return {raw, *quoted, base64.b64encode(raw), base64.b64encode(raw).rstrip(b"=")} - {b""}
