"""Pictures that are drawn in a page itself: data: addresses, base64 in scripts and JSON, SVG within HTML."""

import base64
import binascii
import bisect
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote_to_bytes

LONGEST = 1024 * 1024  # bytes of one as it stands
MOST = 4000  # of a page; a page with more is an attack
PLACES = 20_000  # where one may begin; a page with more is an attack
SHORTEST = 90  # bytes of a picture in which there is room for a code
PROLOGUE = 600  # bytes of an XML declaration and comments before a drawing begins

# How PNG, GIF, JPEG (JFIF, Exif, tables first) and WebP begin in base64, where no address says what they are.
IN_BASE64 = (b"iVBORw0KGgo", b"R0lGODlh", b"R0lGODdh", b"/9j/4", b"/9j/2w", b"UklGR")
ADDRESS = b"data:image"
HEAD = re.compile(
    rb"""(?i)(?:\\?/|\\u002f|\\x2f|%2f|&\#47;|&\#x2f;)([a-z0-9.+-]{2,40}|svg(?:%2b|\\u002b|&\#43;|&\#x2b;)xml)"""
    rb"""((?:;|%3b|&\#59;)[^,"'<>\s]{0,80}?)?(?:,|%2c|&\#44;)"""
)
PAYLOAD = re.compile(
    rb"(?:[A-Za-z0-9+/=_-]++|\\/|\\[rn]|%2[bBfF]|%3[dD]|%0[aAdD]|\\u00(?:2[bBfF]|3[dD])|\\x(?:2[bBfF]|3[dD])"
    rb"|&#(?:43|47|61|x2[bBfF]|x3[dD]|10|13|x[aAdD]);|[ \t]{0,40}+[\r\n]{1,2}+[ \t]{0,40}+(?=[A-Za-z0-9+/=]))*+"
)
WRITTEN = re.compile(rb"\\(?:u00|x)([23][bBdDfF])|%([23][bBdDfF])|&#x([23][bBdDfF]);|&#(43|47|61);")
LINE_ENDS = re.compile(rb"%0[aAdD]|\\[rn]|&#(?:10|13|x[aAdD]);|\s+")
ESCAPED = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\"'/\\nrt]))")
BEFORE = re.compile(rb"(?i)(<|%3c|\\u003c|\\x3c|&lt;)(\\?/|%2f|\\u002f)?(?:svg:)?\Z")
BEHIND = re.compile(rb"[\s>%+&]|\\[\"nrtu]|/>")

Taken = tuple[bytes, int]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The bytes of a picture in a page, and where in the page it begins."""

    name: str  # data-uri, base64 or svg
    start: int
    data: bytes


@dataclass(frozen=True, slots=True)
class _Tag:
    """The begin or the end of a drawing, in whatever form its < stands there."""

    start: int
    stop: int  # behind the name
    form: bytes
    ends: bool


def embedded(page: bytes) -> Iterator[Embedded]:
    """The pictures in a page, the first of them, in the order in which they begin; none is decoded yet."""
    folded = page.lower()
    tags = list(_tags(page, folded))
    begins = [(place, "data-uri") for place in _places(folded, ADDRESS)]
    begins += [(place, "base64") for mark in IN_BASE64 for place in _places(page, mark)]
    begins += [(tag.start, "svg") for tag in tags if not tag.ends]
    past = count = 0
    for start, name in sorted(begins):
        if start < past:
            continue
        data, past = TAKERS[name](page, start, tags)
        if data and count < MOST:
            count += 1
            yield Embedded(name, start, data)


def _places(text: bytes, mark: bytes) -> Iterator[int]:
    place = text.find(mark)
    for _ in range(PLACES):
        if place < 0:
            return
        yield place
        place = text.find(mark, place + len(mark))


def _tags(page: bytes, folded: bytes) -> Iterator[_Tag]:
    for place in _places(folded, b"svg"):
        before = BEFORE.search(page[max(0, place - 20) : place])
        if before is not None and BEHIND.match(page, place + 3):
            yield _Tag(place - len(before[0]), place + 3, before[1].lower(), bool(before[2]))


def _address(page: bytes, start: int, tags: list[_Tag]) -> Taken:
    """What a data: address holds (RFC 2397): base64, else percent-encoded or plain text."""
    place = start + len(ADDRESS)
    head = HEAD.match(page, place)
    if head is None:
        return b"", place
    if b"base64" in (head[2] or b"").lower():
        return _base64(page, head.end())
    if head[1].lower().startswith(b"svg"):
        return _drawing(page, head.end(), tags, in_address=True)
    return b"", head.end()


def _bare(page: bytes, start: int, _tags: list[_Tag]) -> Taken:
    """Base64 that begins as a picture does and stands by itself."""
    if start and (page[start - 1 : start].isalnum() or page[start - 1 : start] in {b"+", b"_"}):
        return b"", start + 1
    return _base64(page, start)


def _base64(page: bytes, start: int) -> Taken:
    found = PAYLOAD.match(page, start, start + LONGEST)
    if found is None or found.end() - start < SHORTEST:
        return b"", start + 1
    plain = WRITTEN.sub(_sign, LINE_ENDS.sub(b"", found[0])).replace(b"\\/", b"/")
    plain = plain.translate(bytes.maketrans(b"-_", b"+/")).partition(b"=")[0]
    try:
        return base64.b64decode(
            plain[: len(plain) // 4 * 4 + _rest(plain)] + b"=" * (-len(plain) % 4)
        ), found.end()
    except binascii.Error:
        return b"", found.end()


def _rest(plain: bytes) -> int:
    """How many characters behind the last whole four say anything: one alone does not."""
    return len(plain) % 4 if len(plain) % 4 != 1 else 0


def _sign(stood: re.Match[bytes]) -> bytes:
    if stood[4]:
        return bytes((int(stood[4]),))
    return bytes((int(stood[1] or stood[2] or stood[3], 16),))


def _drawing(page: bytes, start: int, tags: list[_Tag], *, in_address: bool = False) -> Taken:
    """An SVG up to the end that belongs to it, its escapes undone."""
    far = min(len(page), start + LONGEST)
    first = bisect.bisect_left(tags, start, key=lambda tag: tag.start)
    if first == len(tags) or tags[first].ends or tags[first].start > start + PROLOGUE:
        return b"", start + 1
    deep = 0
    for tag in islice(tags, first, None):
        if tag.start > far:
            break
        deep += -1 if tag.ends else 1
        if not deep:
            return _plain(page[start : tag.start], tags[first].form, in_address=in_address), tag.stop
    return b"", far


def _plain(stood: bytes, begin: bytes, *, in_address: bool) -> bytes:
    """A drawing as it stands in an address, a script or an attribute, without what that place adds."""
    if begin == b"&lt;":
        stood = html.unescape(stood.decode("utf-8", "replace")).encode("utf-8", "replace")
    if begin.startswith(b"\\") or b'=\\"' in stood or b"=\\'" in stood:
        stood = ESCAPED.sub(_character, stood)
    return unquote_to_bytes(stood) if in_address or begin == b"%3c" else stood


def _character(stood: re.Match[bytes]) -> bytes:
    if stood[3]:
        return b" " if stood[3] in b"nrt" else stood[3]
    return chr(int(stood[1] or stood[2], 16)).encode("utf-8", "replace")


TAKERS: dict[str, Callable[[bytes, int, list[_Tag]], Taken]] = {
    "data-uri": _address,
    "base64": _bare,
    "svg": _drawing,
}
