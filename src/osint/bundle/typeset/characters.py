"""Which characters a font file can show, read from its own table (OpenType 1.9, ``cmap``, formats 4 and 12)."""

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

from osint.errors import SettingError

COLLECTION = b"ttcf"
HIGHEST = 0x10FFFF


def characters(path: Path) -> tuple[frozenset[int], ...]:
    """For each face of a font file the code points that it has a glyph for.

    Raises:
        SettingError: when the file cannot be read, or is no font that says what it covers.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            tables = dict.fromkeys(_tables(data))
            return tuple(frozenset(_covered(data, place)) for place in tables)
    except (OSError, ValueError, struct.error) as why:
        raise SettingError(f"{path} is no font that can be used ({why}): take it out of the folder") from why


def _tables(data: mmap.mmap) -> Iterator[int]:
    """Where the table of each face begins; faces of a collection often share one."""
    faces: tuple[int, ...] = (0,)
    if data[:4] == COLLECTION:
        (count,) = struct.unpack_from(">I", data, 8)
        faces = struct.unpack_from(f">{count}I", data, 12)
    for face in faces:
        (count,) = struct.unpack_from(">H", data, face + 4)
        for number in range(count):
            tag, _, place, _ = struct.unpack_from(">4sIII", data, face + 12 + 16 * number)
            if tag == b"cmap":
                yield place


def _covered(data: mmap.mmap, table: int) -> set[int]:
    (count,) = struct.unpack_from(">H", data, table + 2)
    found: set[int] = set()
    for number in range(count):
        _, _, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * number)
        place = table + offset
        match struct.unpack_from(">H", data, place)[0]:
            case 4:
                found.update(_segments(data, place))
            case 12:
                found.update(_groups(data, place))
            case _:
                continue  # variation sequences, and what no Unicode font relies on
    return found


def _groups(data: mmap.mmap, place: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", data, place + 12)
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", data, place + 16 + 12 * number)
        yield from range(first if glyph else first + 1, min(last, HIGHEST) + 1)


def _segments(data: mmap.mmap, place: int) -> Iterator[int]:
    """The code points of the segments; one whose glyph is 0 has none."""
    (double,) = struct.unpack_from(">H", data, place + 6)
    half = double // 2
    ends = struct.unpack_from(f">{half}H", data, place + 14)
    starts = struct.unpack_from(f">{half}H", data, place + 16 + double)
    deltas = struct.unpack_from(f">{half}H", data, place + 16 + 2 * double)
    offsets = place + 16 + 3 * double
    ranges = struct.unpack_from(f">{half}H", data, offsets)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for each in range(first, last + 1):
            glyph = each
            if ranges[number]:
                at = offsets + 2 * number + ranges[number] + 2 * (each - first)
                (glyph,) = struct.unpack_from(">H", data, at)
                if not glyph:
                    continue
            if (glyph + deltas[number]) & 0xFFFF:
                yield each
