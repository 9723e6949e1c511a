"""What a font file says that it covers."""

import struct
from pathlib import Path

import pytest

from osint.bundle.typeset.characters import characters
from osint.bundle.typeset.fonts import fonts
from osint.errors import SettingError


def font(*tables: bytes) -> bytes:
    """A font file with nothing but a table of characters, of these subtables."""
    head = struct.pack(">HH", 0, len(tables))
    place, entries = 4 + 8 * len(tables), b""
    for table in tables:
        entries += struct.pack(">HHI", 3, 10, place)
        place += len(table)
    cmap = head + entries + b"".join(tables)
    return (
        struct.pack(">IHHHH", 0x10000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap
    )


def groups(*spans: tuple[int, int, int]) -> bytes:
    """A subtable of format 12."""
    listed = b"".join(struct.pack(">III", *span) for span in spans)
    return struct.pack(">HHIII", 12, 0, 16 + len(listed), 0, len(spans)) + listed


def segments(*spans: tuple[int, int, int]) -> bytes:
    """A subtable of format 4: first, last, delta."""
    count = len(spans)
    ends, starts, deltas = ([span[place] for span in spans] for place in (1, 0, 2))
    return (
        struct.pack(">HHHHHHH", 4, 16 + 8 * count, 0, 2 * count, 0, 0, 0)
        + struct.pack(f">{count}H", *ends)
        + b"\0\0"
        + struct.pack(f">{count}H", *starts)
        + struct.pack(f">{count}H", *deltas)
        + bytes(2 * count)
    )


def test_spans_of_both_formats_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(font(segments((65, 67, 1), (0xFFFF, 0xFFFF, 1)), groups((0x1F600, 0x1F601, 5))))
    assert characters(path) == (frozenset({65, 66, 67, 0x1F600, 0x1F601}),)


def test_a_character_whose_glyph_is_the_missing_one_is_not_covered(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(font(segments((65, 66, 0x10000 - 65)), groups((97, 98, 0))))
    assert characters(path) == (frozenset({66, 98}),)


def test_the_fonts_cover_the_scripts_of_the_field_and_not_everything() -> None:
    covered = set().union(*fonts().faces)
    assert set(map(ord, "가힣あ漢简ก๙ابيạữ😀→№")) <= covered
    assert 0x10000 not in covered
    assert 0xE000 not in fonts().faces[0] or 0x10FFFF not in covered


@pytest.mark.parametrize("data", [b"", b"no font", b"ttcf", font(groups((1, 2, 3)))[:40], b"\xff" * 200])
def test_a_file_that_is_no_font_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.otf"
    path.write_bytes(data)
    with pytest.raises(SettingError, match=r"broken\.otf is no font"):
        characters(path)
