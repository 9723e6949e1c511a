"""Our keys: put on the wire in place of ``__NAME__``, and struck out of whatever is kept.

What is struck out is overwritten with as many asterisks, and a fact says so. Whoever is sent a key could send
it back in some cipher; the forms that software makes of a text are looked for.
"""

import base64
import html
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, quote_plus

from osint.evidence.recorder import packing
from osint.evidence.recorder.answer import Answer
from osint.evidence.recorder.packing import Bomb
from osint.evidence.recorder.profile import Limits
from osint.records import Ask, Outcome

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
        """A header's value with the keys in it; ``user:password`` behind ``Basic`` in base64 (RFC 7617, 2)."""
        for name, value in self.values:
            basic = base64.b64encode(value.encode()).decode()
            text = text.replace(f"Basic __{name}__", f"Basic {basic}")
            text = text.replace(f"__{name}__", value)
        return text

    def in_bytes(self, data: bytes) -> bytes:
        """A body with the keys in it."""
        for name, value in self.values:
            data = data.replace(f"__{name}__".encode(), value.encode())
        return data

    def strike_out(self, answer: Answer, limits: Limits) -> None:
        """Overwrite every form of every key in what came back, and in the words about it."""
        struck = [name for name, value in self.values if _strike(answer, forms(value))]
        if packed := self._in_packed(answer, limits):
            struck += packed
        if struck:
            answer.facts["struck-out"] = " ".join(dict.fromkeys(struck))

    def _in_packed(self, answer: Answer, limits: Limits) -> list[str]:
        """A packed body with a key in it is kept unpacked, and one that cannot be looked into is not kept."""
        if not self.values or not answer.body or not packing.is_packed(answer.head):
            return []
        try:
            plain = packing.unpacked(answer.head, answer.body, limits)
        except Bomb:
            plain = None
        if plain is None:
            return self._withheld(answer)
        inner = Answer(body=plain)
        struck = [name for name, value in self.values if _strike(inner, forms(value))]
        if struck:
            answer.body = inner.body
            answer.facts["content-coding"] = "undone, to strike out a key"
        return struck

    def _withheld(self, answer: Answer) -> list[str]:
        answer.body = b""
        answer.facts["truncated"] = "the body cannot be looked into for a key of ours: not kept"
        answer.end(Outcome.FAILED, answer.why or "the answer is packed in a way that cannot be read")
        return [name for name, _ in self.values]


def keys_for(ask: Ask, ring: Keyring) -> tuple[Keys, str]:
    """The keys that a question needs, and the name of the first that is missing."""
    found: list[tuple[str, str]] = []
    for name in ask.keys:
        value = (ring(name) or "").strip()
        if not value:
            return Keys(), name
        found.append((name, value))
    return Keys(tuple(found)), ""


@lru_cache(maxsize=64)
def forms(value: str) -> tuple[bytes, ...]:
    """Every form in which software writes a text, in lower case: hosts and escapes come in either."""
    raw = value.encode()
    told = json.dumps(value)[1:-1]
    found = {
        *(raw, value.encode("utf-16-le"), value.encode("utf-16-be"), raw.hex().encode(), *_in_base64(raw)),
        *(quote(value, safe="").encode(), quote(value).encode(), quote_plus(value).encode()),
        "".join(f"%{each:02x}" for each in raw).encode(),
        *(html.escape(value).encode(), told.encode(), told.replace("/", "\\/").encode()),
    }
    return tuple(sorted({each.lower() for each in found if each}, key=lambda each: (-len(each), each)))


def _in_base64(raw: bytes) -> Iterable[bytes]:
    """What of a text's base64 stays the same whatever stands before and after it, for each of three places."""
    for shift in range(3):
        coded = base64.b64encode(b"\x00" * shift + raw)
        start = (0, 2, 3)[shift]  # characters that also hold bits of what stands before
        sure = coded[start : (shift + len(raw)) * 8 // 6]
        if len(sure) >= 8:
            yield sure
            yield sure.replace(b"+", b"-").replace(b"/", b"_")


def _strike(answer: Answer, found: tuple[bytes, ...]) -> bool:
    """Overwrite what is found, everywhere in an answer; whether there was anything."""
    before = (answer.said, answer.head, answer.body, answer.why, *answer.facts.values())
    answer.said = _struck(answer.said, found)
    answer.head = _struck(answer.head, found)
    answer.body = _struck(answer.body, found)
    answer.why = _struck_text(answer.why, found)
    for name, told in answer.facts.items():
        answer.facts[name] = _struck_text(told, found)
    return before != (answer.said, answer.head, answer.body, answer.why, *answer.facts.values())


def _struck(data: bytes, found: tuple[bytes, ...]) -> bytes:
    low = data.lower()
    if not any(each in low for each in found):
        return data
    left = bytearray(data)
    for each in found:
        at = low.find(each)
        while at >= 0:
            left[at : at + len(each)] = b"*" * len(each)
            at = low.find(each, at + 1)
    return bytes(left)


def _struck_text(text: str, found: tuple[bytes, ...]) -> str:
    return _struck(text.encode("utf-8", "replace"), found).decode("utf-8", "replace")
