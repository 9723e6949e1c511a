"""What is read from a picture: how the reading ended, its codes and hashes."""

from dataclasses import dataclass
from enum import StrEnum


class Reading(StrEnum):
    """How the reading of a picture ended."""

    READ = "read"  # whether or not there was a code in it
    PASSED_OVER = "passed over"  # by its shape there is no room for a code, or its page has too many pictures
    UNREADABLE = "unreadable"  # no picture that we know, larger than the bounds, broken, or too slow


@dataclass(frozen=True, slots=True)
class Code:
    """A code's text and where it stands, in pixels (in an SVG: in its units) from the upper left."""

    format: str  # qr, microqr, rmqr, aztec, datamatrix, pdf417
    text: str
    corners: tuple[tuple[int, int], ...]  # from the code's own upper left, clockwise
    frame: int = 0  # of an animation, from 0
    number: int = 0  # among the codes of its picture, from 0
    parts: tuple[
        int, ...
    ] = ()  # numbers of the codes that hold the text together (structured append), in order

    @property
    def name(self) -> str:
        """What a layer is named by: ``qr 0``; ``qr 0 2 1`` where several codes hold one text."""
        return " ".join((self.format, *map(str, self.parts or (self.number,))))


@dataclass(frozen=True, slots=True)
class Picture:
    """What was read from a picture."""

    outcome: Reading
    why: str = ""  # it was not read, or not all of it
    format: str = ""  # as Pillow names it, or SVG
    width: int = 0  # pixels, as its head states them; 0 for an SVG
    height: int = 0
    frames: int = 0  # that were looked at
    codes: tuple[Code, ...] = ()
    sha256: str = ""
    banner: str = (
        ""  # the perceptual hash, 16 hex digits; empty for one colour and for what has no banner's shape
    )
