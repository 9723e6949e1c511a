"""Layers of a page: content coding, charset, entities, escapes undone, each bounded and named.

What a reader sees in a browser is found in the bytes through these layers; an observation's path names them,
and its start and end count in the last one.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from osint.identifiers.escapes import CHAINS, plain
from osint.outcomes.unpacking import BrokenCoding, codings, undone

MOST = 64 * 1024 * 1024  # bytes of a layer
RATIO = 400  # a body that grows more than so many times is a bomb; small ones may
SMALL = 1024 * 1024

MAILBOXES = 500  # of Cloudflare's protection, in one page; one with more is an attack
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,2}=\s{0,2}["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
DECLARED_XML = re.compile(
    rb"""^\s{0,9}<\?xml[^>]{0,100}?encoding\s{0,2}=\s{0,2}["']([A-Za-z0-9_:.-]{2,40})"""
)
IN_HEADER = re.compile(
    rb"(?im)^content-type[ \t]*:[^\r\n]{0,200}?charset\s?=\s?[\"']?([A-Za-z0-9_:.-]{2,40})"
)
CODING = re.compile(rb"(?im)^content-encoding[ \t]*:[ \t]*([a-z0-9, -]{2,40})")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Labels that browsers read as a wider charset (WHATWG Encoding, 4.2), by Python's names for them.
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
# Labels of pages that Python does not know.
ALIASES = {
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "iso-8859-8-i": "iso8859-8",
}
# What browsers decode. Python has codecs that are no charsets, some of which raise or take quadratic time.
CHARSETS = frozenset(
    {
        "cp949",
        "cp932",
        "cp874",
        "cp866",
        "cp1254",
        "gb18030",
        "big5hkscs",
        "euc_jp",
        "iso2022_jp",
        "mac-cyrillic",
    }
    | {
        "koi8-r",
        "koi8-u",
        *(f"cp125{each}" for each in range(9)),
        *(f"iso8859-{each}" for each in range(2, 17)),
    }
)

CFEMAIL = re.compile(
    rb"""data-cfemail=["']([0-9a-f]{6,240})["']|/cdn-cgi/l/email-protection#([0-9a-f]{6,240})"""
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A text and how it was come by."""

    path: tuple[str, ...]
    data: bytes
    is_markup: bool = True


def layers(head: bytes, body: bytes) -> Iterator[Layer]:
    """The body as it stands, decoded, and with its escapes undone where it has any."""
    coding = uncoded(head, body)
    yield coding
    text = recoded(head, coding)
    if text is not None:
        yield text
    base = text or coding
    yield from unescaped(base)


def uncoded(head: bytes, body: bytes) -> Layer:
    """The body without its content codings; where one does not hold, the body as it stands."""
    found = CODING.search(head)
    named = codings(found[1]) if found else []
    if not named and body[:3] == b"\x1f\x8b\x08":
        named = ["gzip"]
    layer = Layer(("body",), body)
    for coding in named:
        room = max(SMALL, min(MOST, len(layer.data) * RATIO))
        try:
            layer = Layer((*layer.path, coding), undone(coding, layer.data, room))
        except BrokenCoding:
            break
    return layer


def recoded(head: bytes, layer: Layer) -> Layer | None:
    """The text as UTF-8, when it is in another charset and not of plain ASCII."""
    charset = charset_of(head, layer.data)
    if charset is None or (layer.data.isascii() and not charset.startswith(("utf-16", "iso2022"))):
        return None
    text = layer.data[: MOST // 2].decode(charset, "replace")
    return Layer((*layer.path, f"charset {charset}"), text.encode("utf-8", "replace"))


def charset_of(head: bytes, data: bytes) -> str | None:
    """The charset, where it is not UTF-8: by a byte order mark, the header, the page's own word, the zeros of UTF-16."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return None if name == "utf-8" else name
    stated = IN_HEADER.search(head)
    found = stated or DECLARED.search(data[:4096]) or DECLARED_XML.search(data[:200])
    named = found[1].decode("ascii").lower() if found else ""
    if named.startswith("utf-16"):  # a page that can say so in ASCII is not in it
        return f"utf-16-{'be' if named.endswith('be') else 'le'}" if stated else None
    if not named and data[:64].count(0) > 16:
        return "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    try:
        known = codecs.lookup(ALIASES.get(named, named)).name if named else ""
    except LookupError:
        return None
    charset = WIDER.get(known, known)
    return charset if charset in CHARSETS else None


def unescaped(layer: Layer) -> Iterator[Layer]:
    """The text with its escapes undone, style by style, each where there are any."""
    for chain in CHAINS:
        below, data = layer.data, plain(layer.data, chain[:1])
        for style in chain[1:]:
            below, data = data, plain(data, (style,))
        if data != below:
            yield Layer((*layer.path, *(style.name for style in chain)), data)
    yield from mailboxes(layer)


def mailboxes(layer: Layer) -> Iterator[Layer]:
    """What Cloudflare's e-mail protection hides, each once."""
    seen: set[bytes] = set()
    for found in CFEMAIL.finditer(layer.data):
        digits = (found[1] or found[2]).decode("ascii")
        mailbox = _cfemail(bytes.fromhex(digits[: len(digits) // 2 * 2]))
        if mailbox not in seen and len(seen) < MAILBOXES:
            seen.add(mailbox)
            yield Layer((*layer.path, f"cfemail {found.start()}"), mailbox, is_markup=False)


def _cfemail(data: bytes) -> bytes:
    """Cloudflare's e-mail protection: every byte is mixed with the first."""
    return bytes(each ^ data[0] for each in data[1:])
