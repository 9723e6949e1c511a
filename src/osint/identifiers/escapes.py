"""Escapes of HTML, JavaScript and URLs, undone in a text.

Each style is undone in one pass from the left. A backslash that is itself escaped (JSON within a JSON string)
goes with what it escapes.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple


class Style(NamedTuple):
    """A way of escaping: its name in a path, its sign, its pattern, and what an escape stands for."""

    name: str
    sign: bytes  # a byte without which there is none
    escape: re.Pattern[bytes]  # in one group
    plain: Callable[[bytes], bytes]


@lru_cache(8192)
def _entity(stood: bytes) -> bytes:
    return html.unescape(stood.decode("ascii")).encode("utf-8", "replace")


@lru_cache(8192)
def _percent(stood: bytes) -> bytes:
    return bytes((int(stood[1:], 16),))


BLANKS = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


@lru_cache(8192)
def _script(stood: bytes) -> bytes:
    bare = stood.lstrip(b"\\")
    if len(bare) == 1:
        return BLANKS.get(bare, bare)
    if len(bare) > 6:  # a pair of surrogates
        high, low = int(bare[1:5], 16), int(bare[-4:], 16)
        return chr(0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF)).encode()
    number = int(bare[1:], 16)
    return b"\xef\xbf\xbd" if 0xD800 <= number <= 0xDFFF else chr(number).encode("utf-8")


ENTITY = Style("entity", b"&", re.compile(rb"(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)"), _entity)
SCRIPT = Style(
    "js-string",
    b"\\",
    re.compile(
        rb"(\\\\{0,3}(?:u[dD][89abAB][0-9a-fA-F]{2}\\{1,4}u[dD][c-fC-F][0-9a-fA-F]{2}"
        rb"|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[/\"'nrt]))"
    ),
    _script,
)
PERCENT = Style("percent", b"%", re.compile(rb"(%[0-9A-Fa-f]{2})"), _percent)
# What is undone over one another: settings as JSON stand in attributes.
CHAINS: tuple[tuple[Style, ...], ...] = ((ENTITY,), (SCRIPT,), (PERCENT,), (ENTITY, SCRIPT))


class Undone:
    """A text with the escapes of one style undone, and what stands where in it and in the text below."""

    def __init__(self, text: bytes, style: Style) -> None:
        """Undo them: the parts of a text are in turn what stands between escapes and an escape."""
        self._stood = style.escape.split(text) if style.sign in text else [text]
        self._parts = list(self._stood)
        self._parts[1::2] = map(style.plain, self._stood[1::2])

    @property
    def has_escapes(self) -> bool:
        """Whether anything is another than it stood."""
        return self._parts != self._stood

    @cached_property
    def data(self) -> bytes:
        """The text without its escapes."""
        return b"".join(self._parts)

    @cached_property
    def below(self) -> list[int]:
        """Where each part begins in the text below, and where the last ends."""
        return [0, *accumulate(map(len, self._stood))]

    @cached_property
    def above(self) -> list[int]:
        """Where each part begins here, and where the last ends."""
        return [0, *accumulate(map(len, self._parts))]

    def place_below(self, place: int) -> int:
        """The offset in the text below of an offset here; within an escape, its beginning."""
        return self._shifted(place, self.above, self.below)

    def place_above(self, place: int) -> int:
        """The offset here of an offset in the text below; within an escape, its beginning."""
        return self._shifted(place, self.below, self.above)

    def _shifted(self, place: int, here: list[int], there: list[int]) -> int:
        number = bisect_right(here, place) - 1
        is_undone = number % 2 and number < len(self._parts) and self._parts[number] != self._stood[number]
        return there[number] if is_undone else there[number] + place - here[number]

    def near(self, margin: int) -> tuple[bytes, list[int]]:
        """What stands near escapes, so many bytes round each, and where its parts begin.

        The parts are those of the whole text, of those between escapes the midst cut out.
        """
        parts = self._parts.copy()
        last = len(parts) - 1
        for number in range(0, last + 1, 2):
            if len(parts[number]) > margin:
                text = parts[number]
                if number == 0:
                    parts[number] = text[-margin:]
                elif number == last:
                    parts[number] = text[:margin]
                elif len(text) > 2 * margin:
                    parts[number] = text[:margin] + text[-margin:]
        return b"".join(parts), [0, *accumulate(map(len, parts))]


def plain(data: bytes, chain: Iterable[Style]) -> bytes:
    """A text with the escapes of some styles undone, one after the other."""
    for style in chain:
        data = Undone(data, style).data
    return data
