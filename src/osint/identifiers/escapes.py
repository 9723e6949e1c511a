"""Escapes of HTML, JavaScript and URLs: undone in a text, and the ways in which they hide a literal.

Each style is undone in one pass from the left. A backslash that is itself escaped (JSON within a JSON string)
goes with what it escapes.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple


class Style(NamedTuple):
    """A way of escaping: its name in a path, its sign, its pattern, and what an escape stands for."""

    name: str
    sign: bytes  # a byte without which there is none
    escape: re.Pattern[bytes]
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


ENTITY = Style("entity", b"&", re.compile(rb"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"), _entity)
SCRIPT = Style(
    "js-string",
    b"\\",
    re.compile(
        rb"\\\\{0,3}(?:u[dD][89abAB][0-9a-fA-F]{2}\\{1,4}u[dD][c-fC-F][0-9a-fA-F]{2}"
        rb"|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[/\"'nrt])"
    ),
    _script,
)
PERCENT = Style("percent", b"%", re.compile(rb"%[0-9A-Fa-f]{2}"), _percent)
# What is undone over one another: settings as JSON stand in attributes.
CHAINS: tuple[tuple[Style, ...], ...] = ((ENTITY,), (SCRIPT,), (PERCENT,), (ENTITY, SCRIPT))


class Undone(NamedTuple):
    """A text with its escapes undone, and the spans of those in it and in the text below."""

    data: bytes
    above: list[tuple[int, int]]
    below: list[tuple[int, int]]

    def place_below(self, place: int) -> int:
        """The offset in the text below of an offset here; within an escape, its beginning."""
        return _shifted(place, self.above, self.below)

    def place_above(self, place: int) -> int:
        """The offset here of an offset in the text below; within an escape, its beginning."""
        return _shifted(place, self.below, self.above)


def _shifted(place: int, here: list[tuple[int, int]], there: list[tuple[int, int]]) -> int:
    number = bisect_right(here, (place, len(here) and here[-1][1] + place)) - 1
    if number < 0:
        return place
    return there[number][0] if place < here[number][1] else place - here[number][1] + there[number][1]


def undone(data: bytes, style: Style) -> Undone:
    """A text with the escapes of one style undone."""
    parts: list[bytes] = []
    above: list[tuple[int, int]] = []
    below: list[tuple[int, int]] = []
    size = last = 0
    for found in style.escape.finditer(data):
        stood, new = found[0], style.plain(found[0])
        if new == stood:
            continue
        start, end = found.span()
        parts += (data[last:start], new)
        size += start - last
        above.append((size, size + len(new)))
        below.append((start, end))
        size, last = size + len(new), end
    parts.append(data[last:])
    return Undone(b"".join(parts), above, below)


def plain(data: bytes, chain: Iterable[Style]) -> bytes:
    """A text with the escapes of some styles undone, one after the other."""
    for style in chain:
        if style.sign in data:
            data = style.escape.sub(lambda found, style=style: style.plain(found[0]), data)  # type: ignore[misc]
    return data


# The special characters that stand in literals, as each style usually writes them.
USUAL = {
    "/": (r"\/", r"\\\/", "%2f", "&#x2f;", "&#47;", r"\u002f", r"\x2f"),
    ":": ("%3a", "&#x3a;", "&#58;", r"\u003a", r"\x3a"),
    "=": ("%3d", "&#x3d;", "&#61;", r"\u003d", r"\x3d"),
    "?": ("%3f", "&#x3f;", "&#63;", r"\u003f", r"\x3f"),
    "&": ("&amp;", "%26", "&#038;", "&#38;", "&#x26;", r"\u0026", r"\x26"),
    "@": ("%40", "&#x40;", "&#64;", r"\u0040", r"\x40"),
    "#": ("%23", "&#x23;", "&#35;", r"\u0023", r"\x23"),
    '"': ("&quot;", r"\"", r"\\\"", "%22", "&#x22;", "&#34;", r"\u0022", r"\x22"),
    "'": ("&#39;", "&#039;", "&#x27;", r"\'", "%27", r"\u0027", r"\x27"),
    "(": ("%28", "&#x28;", "&#40;", r"\u0028", r"\x28"),
    ")": ("%29", "&#x29;", "&#41;", r"\u0029", r"\x29"),
    "<": ("&lt;", "%3c", "&#x3c;", "&#60;", r"\u003c", r"\x3c"),
    ">": ("&gt;", "%3e", "&#x3e;", "&#62;", r"\u003e", r"\x3e"),
    " ": ("%20", "&#x20;", "&#32;"),
    **{each: (f"%{ord(each):02x}",) for each in ",;[]{}|`!$*+^\\\t\r\n"},
}
NAMED = "|".join(
    (
        "sol",
        "colon",
        "equals",
        "quest",
        "commat",
        "num",
        "lpar",
        "rpar",
        "period",
        "lowbar",
        "hyphen",
        "comma",
    )
)
HEX = "2[de]|5f|3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]"
DECIMAL = "4[568]|49|5[0-7]|6[5-9]|[78][0-9]|90|95|9[7-9]|1[01][0-9]|12[0-2]"
SPECIAL_HEX = "2f|3[adfce]|26|40|2[23789c]|20"
SPECIAL_DECIMAL = "47|58|6[0-4]|3[2-5]|4[0149]"
# Escapes of letters, digits, dots and dashes, and of special characters in unusual forms: seldom met, and each
# may stand in the midst of a literal. In lower case.
DEEP = (
    rf"&#x0*(?:{HEX});",
    rf"&#x0+(?:{SPECIAL_HEX});",
    rf"&#0*(?:{DECIMAL});",
    rf"&#0+(?:{SPECIAL_DECIMAL});",
    rf"&(?:{NAMED});",
    rf"%(?:{HEX})",
    rf"\\u00(?:{HEX})",
    rf"\\x(?:{HEX})",
)
# What writers escape together: JSON, URLs, attributes, templates, and scripts in pages.
HABITS = tuple(
    str.maketrans({each: USUAL[each][number] for each, number in habit.items()})
    for habit in (
        {"/": 0},
        {"/": 1},
        {'"': 1},
        {"/": 0, '"': 1},
        {"/": 1, '"': 2},
        {each: next(n for n, form in enumerate(forms) if form[0] == "%") for each, forms in USUAL.items()},
        {'"': 3, "<": 1, ">": 1, " ": 0},
        {'"': 0, "'": 0, "<": 0, ">": 0, "&": 0},
        {'"': 0, "'": 1, "<": 0, ">": 0, "&": 0},
        {"/": 3, "=": 1, '"': 4, "'": 2, "<": 2, ">": 2, "&": 4},
        {"/": 5, "=": 3, '"': 6, "'": 5, "<": 4, ">": 4, "&": 5},
        {"=": 3, '"': 6, "'": 5, "<": 4, ">": 4, "&": 5},
        {"/": 6, "=": 4, '"': 7, "'": 6, "<": 5, ">": 5, "&": 6, ":": 4},
        {"=": 4, '"': 7, "'": 6, "<": 5, ">": 5, "&": 6},
    )
)
CORE = re.compile(r"[a-z0-9._-]+|[^\x00-\x7f]+")
FEW, MIXTURES = 64, 64
LONG = 6  # bytes of a literal without special characters that are rare enough to be looked for alone


def sightings(literal: str) -> Iterator[str]:
    """The literals to look for so that one stands wherever another does, plain or escaped.

    That is the literal itself and the ways in which its special characters are written, where those are few. Else it
    is its longest part without special characters, where that is long enough; else any mixture of ways, or where
    those are too many each habit.
    """
    core = max(CORE.findall(literal), key=lambda part: len(part.encode()), default="")
    ways = [(each, *USUAL.get(each, ())) for each in literal]
    ways_count = prod(map(len, ways))
    if ways_count > FEW and len(core.encode()) >= LONG:
        yield core
    elif ways_count <= MIXTURES:
        yield from map("".join, product(*ways))
    else:
        yield from sorted({literal, *(literal.translate(habit) for habit in HABITS)})
    if not literal.isascii():
        yield from written(literal)


def written(literal: str) -> Iterator[str]:
    """A literal of another script as each style writes all of that script in it."""
    for form in ("&#{};", "&#x{:x};", r"\u{:04x}"):
        yield "".join(each if each.isascii() else form.format(ord(each)) for each in literal)
    yield "".join(
        each if (each.isascii() and each.isalnum()) or each in "._-" else f"%{each.encode().hex('%')}"
        for each in literal
    )
