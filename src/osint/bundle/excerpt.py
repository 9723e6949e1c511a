"""An excerpt: the part of an answer in which a fact stands, with the telling span between ⟦ and ⟧.

It is cut from the layer that the observation's path names (the body, unpacked, its escapes undone …), never
from packed bytes. What a page holds is shown as inert text; it cannot set a mark itself.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from osint.formats import warc_write
from osint.identifiers.layers import charset_of, layers, uncoded
from osint.inert import block
from osint.records import Exchange, Where

AROUND = 240  # bytes of the layer on each side of the telling span
LONGEST = 1200  # bytes: a longer span is a whole answer, of which the beginning is shown
SHORT = 3  # bytes: so short a value stands in any text
WORD = re.compile(r"[^\s,;]{3,}")
SURE = re.compile(rb"[\n <>]")  # never the second half of a character, in any charset that pages use
MARK = re.compile("[⟦⟧]")  # ours only: what a page holds of them is written as code points
UTF8 = "utf-8"
MARKS = str.maketrans({"⟦": "⟨U+27E6⟩", "⟧": "⟨U+27E7⟩"})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text to print, and in words how it was come by."""

    text: str
    how: str


def excerpt(exchange: Exchange, row: Mapping[str, Any] | None) -> Excerpt:
    """Where an observation's value stands in an exchange; the answer's beginning where there is no row."""
    if row is None:
        return Excerpt(_beginning(_readable(exchange)), "the beginning of the answer")
    path, raw = tuple(row["path"]), str(row["raw"]).encode("utf-8", "surrogatepass")
    how = f"{' → '.join(path)}, bytes {row['start']} to {row['end']}"
    if row.get("where") == Where.IMAGE:
        image = uncoded(exchange.head, exchange.body).data
        return Excerpt(_described(image), f"{how}; worked out from these bytes")
    if "der" in path:
        how += " of a certificate (openssl x509 -text prints it)"
    data = _layer(exchange, path)
    is_short = 0 <= row["start"] < row["end"] <= row["start"] + LONGEST
    if data is None or not is_short or data[row["start"] : row["end"]] != raw or is_binary(data):
        return _put_together(exchange, row, how)
    is_text = any(step.startswith("charset ") for step in path)
    charset = None if is_text else charset_of(exchange.head, data)
    return Excerpt(_marked(data, row["start"], row["end"], charset or UTF8), how)


def pieces(text: str) -> list[tuple[str, bool]]:
    """An excerpt's text cut at its marks: each piece, and whether it is the telling one."""
    return [(part, number % 2 == 1) for number, part in enumerate(MARK.split(text)) if part]


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text that a person reads."""
    start = data[:1024]
    odd = sum(each < 9 or 13 < each < 32 for each in start)
    return odd * 20 > len(start)


def _layer(exchange: Exchange, path: tuple[str, ...]) -> bytes | None:
    """The bytes of the layer that a path names: its longest beginning that is a layer by itself."""
    if path[:1] == ("head",):
        return exchange.head
    best: tuple[int, bytes] | None = None
    for layer in layers(exchange.head, exchange.body):
        length = len(layer.path)
        if layer.path == path[:length] and (best is None or length > best[0]):
            best = (length, layer.data)
    return best[1] if best else None


def _put_together(exchange: Exchange, row: Mapping[str, Any], how: str) -> Excerpt:
    """A value that does not stand in one piece: the words of it that stand in the answer are marked."""
    data = _readable(exchange)
    if is_binary(data):
        return Excerpt(_described(data), how)
    for text in (str(row["raw"]).encode("utf-8", "replace"), str(row["value"]).encode("utf-8", "replace")):
        start = data.find(text) if len(text) > SHORT else -1
        if start >= 0:
            return Excerpt(_marked(data, start, start + len(text)), how)
    found = WORD.findall(str(row["raw"]))
    words = sorted({word.encode("utf-8", "replace") for word in found}, key=len, reverse=True)
    stands = re.compile(b"|".join(map(re.escape, words)), re.IGNORECASE) if words else None
    first = stands.search(data) if stands else None
    if stands is None or first is None:
        return Excerpt(_beginning(data), f"{how}; worked out from the whole answer")
    return Excerpt(
        _marked_all(data, stands, max(0, first.start() - AROUND)),
        f"{how}; read from the whole answer, its words marked where they stand",
    )


def _readable(exchange: Exchange) -> bytes:
    """The answer as a person reads it: a DNS message in presentation form, a body unpacked and as UTF-8."""
    shown = next((part.block for part in warc_write.parts(exchange, "") if part.name == "shown"), None)
    if shown is not None:
        return shown
    text = b""
    for layer in layers(exchange.head, exchange.body):
        is_text = layer.path[-1] == "body" or not layer.path[-1].startswith(
            ("entity", "js-", "percent", "cf")
        )
        text = layer.data if is_text else text
    return text or exchange.head


def _marked(data: bytes, start: int, end: int, charset: str = UTF8) -> str:
    before = _text(data[max(0, start - AROUND) : start], charset, is_cut_before=start > AROUND)
    after = _text(data[end : end + AROUND], charset, is_cut_after=end + AROUND < len(data))
    return f"{before}⟦{_text(data[start:end], charset)}⟧{after}"


def _marked_all(data: bytes, stands: re.Pattern[bytes], start: int) -> str:
    """A stretch of a text with every match marked."""
    end = min(len(data), start + LONGEST)
    place, parts = start, []
    for found in stands.finditer(data, start, end):
        between = _text(data[place : found.start()], UTF8, is_cut_before=place == start > 0)
        parts += [between, f"⟦{_text(found[0], UTF8)}⟧"]
        place = found.end()
    return "".join([*parts, _text(data[place:end], UTF8, is_cut_after=end < len(data))])


def _beginning(data: bytes) -> str:
    if is_binary(data):
        return _described(data)
    return _text(data[:LONGEST], UTF8, is_cut_after=len(data) > LONGEST)


def _text(data: bytes, charset: str, *, is_cut_before: bool = False, is_cut_after: bool = False) -> str:
    """Inert text of a piece whose edges may lie within a character; line ends are shown as line ends."""
    if is_cut_before and charset == UTF8:
        data = data.lstrip(bytes(range(0x80, 0xC0)))
    elif is_cut_before:
        data = data[found.start() if (found := SURE.search(data)) else len(data) :]
    text = data.decode(charset, "replace")
    if is_cut_after:
        text = text.rstrip("\ufffd")
    shown = block(text.replace("\r\n", "\n")).translate(MARKS)
    return f"{'… ' if is_cut_before else ''}{shown}{' …' if is_cut_after else ''}"


def _described(data: bytes) -> str:
    """Bytes that are no text: their number, digest and beginning."""
    begin = data[:48].hex(" ", 1)
    return (
        f"{len(data)} bytes that are no text; sha256 {hashlib.sha256(data).hexdigest()}\nthey begin: {begin}"
    )
