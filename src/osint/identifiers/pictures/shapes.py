"""What a picture is and how large, told by its first bytes: nothing is decoded."""

import re
import struct
from dataclasses import dataclass

FAR = 256 * 1024  # bytes: how far a JPEG's size is looked for
SVG = re.compile(rb"\A\xef?\xbb?\xbf?\s{0,64}<(?:\?xml|!--|!DOCTYPE|(?:svg:)?svg[\s>])", re.IGNORECASE)
SVG_TAG = re.compile(rb"<(?:svg:)?svg[\s>]", re.IGNORECASE)
AVIF = re.compile(rb"\A....ftyp.{4,64}?(?:avif|avis)", re.DOTALL)
SIZES = re.compile(rb"ispe\x00\x00\x00\x00(.{8})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shape:
    """A format by Pillow's name, or SVG, and the size that the head states; 0 where it states none."""

    format: str
    width: int = 0
    height: int = 0

    @property
    def shorter(self) -> int:
        """The shorter side in pixels."""
        return min(self.width, self.height)

    @property
    def area(self) -> int:
        """All pixels."""
        return self.width * self.height


def shape(data: bytes) -> Shape | None:
    """What bytes are a picture of; nothing when they are none that we know, or their head is cut short."""
    for mark, read in READERS:
        if data.startswith(mark):
            try:
                return read(data)
            except struct.error:
                return None
    if AVIF.match(data[:96]):
        sizes = [struct.unpack(">II", found[1]) for found in SIZES.finditer(data[:4096])]
        return Shape("AVIF", *max(sizes, default=(0, 0)))
    if SVG.match(data[:80]) and SVG_TAG.search(data[:4096]):
        return Shape("SVG")
    return None


def _png(data: bytes) -> Shape:
    return Shape("PNG", *struct.unpack_from(">II", data, 16))


def _gif(data: bytes) -> Shape:
    return Shape("GIF", *struct.unpack_from("<HH", data, 6))


def _bmp(data: bytes) -> Shape | None:
    if struct.unpack_from("<I", data, 14)[0] == 12:
        return Shape("BMP", *struct.unpack_from("<HH", data, 18))
    width, height = struct.unpack_from("<ii", data, 18)
    return Shape("BMP", abs(width), abs(height))


def _icon(data: bytes) -> Shape:
    """The largest of its pictures; what states no size is 256 pixels long."""
    number = min(struct.unpack_from("<H", data, 4)[0], 64)
    sizes = [struct.unpack_from("<BB", data, 6 + 16 * each) for each in range(number)]
    return Shape("ICO", *max(((width or 256, height or 256) for width, height in sizes), default=(0, 0)))


def _webp(data: bytes) -> Shape | None:
    if data[8:12] != b"WEBP":
        return None
    if data[12:16] == b"VP8X":
        wide = int.from_bytes(data[24:27], "little") + 1
        return Shape("WEBP", wide, int.from_bytes(data[27:30], "little") + 1)
    if data[12:16] == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return Shape("WEBP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack_from("<HH", data, 26)
    return Shape("WEBP", width & 0x3FFF, height & 0x3FFF)


def _jpeg(data: bytes) -> Shape:
    """The size in its frame header (ITU T.81, B.2.2), past the segments before it."""
    place = 2
    while place < min(len(data), FAR):
        if data[place] != 0xFF:
            break
        marker = data[place + 1] if place + 1 < len(data) else 0xD9
        if marker == 0xFF:
            place += 1
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return Shape("JPEG", width, height)
        elif marker in {0xD9, 0xDA}:
            break
        else:
            place += 2 + max(2, struct.unpack_from(">H", data, place + 2)[0])
    return Shape("JPEG")


READERS = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"RIFF", _webp),
    (b"\x00\x00\x01\x00", _icon),
    (b"BM", _bmp),
)
