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


LONG = 128  # bytes of a part that is told from the many short ones once, for all margins
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
        self.style = style
        self._stood = style.escape.split(text) if style.sign in text else [text]
        self._parts = list(self._stood)
        self._parts[1::2] = map(style.plain, self._stood[1::2])

    @cached_property
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

    def near(self, margin: int) -> list[tuple[int, int]]:
        """The spans here in which all that is so many bytes or less from an escape stands, in order and apart."""
        spans = []
        bounds, last = self.above, len(self._parts) - 1
        start = max(0, bounds[1] - margin)
        for number in self._long if margin >= LONG else range(2, last, 2):
            if bounds[number + 1] - bounds[number] > 2 * margin:
                spans.append((start, bounds[number] + margin))
                start = bounds[number + 1] - margin
        spans.append((start, min(bounds[-1], bounds[last] + margin)))
        return spans

    @cached_property
    def _long(self) -> list[int]:
        """The parts that are long and stand between escapes."""
        sizes = list(map(len, self._parts))
        return [number for number in range(2, len(sizes) - 1, 2) if sizes[number] > LONG]

    @cached_property
    def escapes(self) -> tuple[list[int], list[int]]:
        """Where what escapes stood for begins here, and where it ends."""
        return self.above[1:-1:2], self.above[2::2]


def plain(data: bytes, chain: Iterable[Style]) -> bytes:
    """A text with the escapes of some styles undone, one after the other."""
    for style in chain:
        data = Undone(data, style).data
    return data
