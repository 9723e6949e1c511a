"""The reading of one picture: looked at by its head, decoded in the child, never raising over any bytes."""

import re
from dataclasses import replace
from itertools import islice
from typing import Any

from osint.errors import FormatError
from osint.identifiers.pictures.drawings import drawing
from osint.identifiers.pictures.picture import Code, Picture, Reading
from osint.identifiers.pictures.reader import READER, Reader
from osint.identifiers.pictures.shapes import Shape, shape
from osint.records import sha256

LARGEST = 64 * 1024 * 1024  # bytes of a picture
PIXELS = 40_000_000  # of a picture, as its head states them
SHORTEST = 70  # bytes: what the modules of the smallest code come to, and a head
MODULES = 21  # pixels: the side of the smallest QR code at one pixel a module
STROKES = 32  # shapes and strokes of an SVG: the smallest code that is drawn module by module
LONG = 40  # times as long as wide: a line
KEPT = 4096  # outcomes that are kept, by the pictures' sha256

# Shapes of banners: what advertisers hand out; no icon, and no page of a comic.
BANNER_SIDE, BANNER_AREA, BANNER_PIXELS, BANNER_LONG = 50, 10_000, 2_000_000, 16

# What zxing-cpp names otherwise than its own name in lower case.
NAMES = {
    "QRCode": "qr",
    "QRCodeModel1": "qr",
    "QRCodeModel2": "qr",
    "MicroQRCode": "microqr",
    "RMQRCode": "rmqr",
    "AztecCode": "aztec",
}

STROKE = re.compile(rb"<(?:svg:)?(?:rect|circle|use|polygon|ellipse)\b|[mM](?=[\s\d.,-])")

_known: dict[str, Picture] = {}


def texts(data: bytes, *, reader: Reader = READER) -> Picture:
    """The texts of all two-dimensional codes in a picture, with their formats and places, and the picture's hashes."""
    digest = sha256(data)
    picture = _known.get(digest)
    if picture is None:
        picture = replace(_read(data, reader), sha256=digest)
        if len(_known) >= KEPT:
            _known.clear()
        _known[digest] = picture
    return picture


def is_known(data: bytes) -> bool:
    """Whether a picture was read before, so that reading it costs nothing."""
    return sha256(data) in _known


def passed_over(data: bytes, seen: Shape) -> str:
    """Why there is no room for a code in a picture; empty when there is."""
    if seen.format == "SVG":
        strokes = sum(1 for _ in islice(STROKE.finditer(data), STROKES))
        return "" if strokes == STROKES else f"a drawing of {strokes} strokes has no room for a code"
    if len(data) > SHORTEST and (
        seen.shorter >= MODULES and max(seen.width, seen.height) <= LONG * seen.shorter
    ):
        return ""
    return f"{len(data)} bytes, {seen.width} by {seen.height} pixels, have no room for a code"


def _read(data: bytes, reader: Reader) -> Picture:
    seen = shape(data)
    if seen is None:
        return Picture(Reading.UNREADABLE, "no picture of a format that is read")
    picture = Picture(Reading.READ, format=seen.format, width=seen.width, height=seen.height)
    if not seen.area and seen.format != "SVG":
        return replace(picture, outcome=Reading.UNREADABLE, why="its head states no size")
    if len(data) > LARGEST or seen.area > PIXELS:
        why = f"{len(data)} bytes, {seen.width} by {seen.height} pixels: larger than what is read"
        return replace(picture, outcome=Reading.UNREADABLE, why=why)
    if why := passed_over(data, seen):
        return replace(picture, outcome=Reading.PASSED_OVER, why=why)
    try:
        said = _of_drawing(data, reader) if seen.format == "SVG" else _of_pixels(data, seen, reader)
    except FormatError as error:
        return replace(picture, outcome=Reading.UNREADABLE, why=str(error))
    return replace(
        picture,
        why=_not_all(said),
        frames=said.get("frames", 1),
        codes=_joined(said["codes"]),
        banner=said.get("hash", ""),
    )


def _of_pixels(data: bytes, seen: Shape, reader: Reader) -> dict[str, Any]:
    return reader.read(data, {"format": seen.format, "hash": is_banner(seen)})


def _of_drawing(data: bytes, reader: Reader) -> dict[str, Any]:
    drawn = drawing(data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace"))
    return reader.read(drawn.text.encode("utf-8", "replace"), {"format": "SVG", "scale": drawn.scale})


def is_banner(seen: Shape) -> bool:
    """Whether a picture has the shape of an advertiser's banner."""
    longer = max(seen.width, seen.height)
    return (
        seen.shorter >= BANNER_SIDE
        and BANNER_AREA <= seen.area <= BANNER_PIXELS
        and longer <= BANNER_LONG * seen.shorter
    )


def _not_all(said: dict[str, Any]) -> str:
    """What was left out of a picture that was read, in words."""
    frames, of = said.get("frames", 1), said.get("of", 1)
    left = f"{frames} of {of} frames looked at" if frames < of else ""
    return "; ".join(each for each in (said.get("why", ""), left) if each)


def _joined(said: list[dict[str, Any]]) -> tuple[Code, ...]:
    """The codes; where several hold one text, one code with the whole of it in their place.

    A first part stands for itself until the second is found: what follows a gap is left apart, and how many
    there should be is not known here.
    """
    codes = [
        Code(
            NAMES.get(each["format"], each["format"].lower()),
            each["text"],
            tuple((x, y) for x, y in each["corners"]),
            each["frame"],
            number,
        )
        for number, each in enumerate(said)
    ]
    parts: dict[int, Code] = {}
    for each, code in zip(said, codes, strict=True):
        if each["part"] is not None:
            parts.setdefault(each["part"], code)
    whole = [parts[number] for number in range(len(parts)) if number in parts]
    if len(whole) < 2 or len(whole) < len(parts):
        return tuple(codes)
    text = "".join(code.text for code in whole)
    joined = replace(whole[0], text=text, parts=tuple(code.number for code in whole))
    return (joined, *(code for code in codes if code not in whole))
