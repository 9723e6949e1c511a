"""The last look at a share before it is sealed: nothing that it withholds may be read in any of its files."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from osint.bundle.secrets import Secrets
from osint.errors import OsintError

PIECE = 4 * 1024 * 1024
PACKED = 32 * 1024  # of what is gzipped, at a time: a segment holds thousands of small members
OVERLAP = 4096  # bytes of the piece before: a value may lie over the edge
LARGEST = 64 * 1024 * 1024  # bytes of a stream of a PDF of our own making
STREAM = re.compile(rb"(?<!end)stream\r?\n")
GZIP = b"\x1f\x8b"


def refuse(draft: Path, secrets: Secrets) -> None:
    """Refuse a draft in which a withheld value can be read.

    Raises:
        OsintError: naming the file, never the value.
    """
    for path in sorted(draft.rglob("*")):
        pieces = _streams(path) if path.suffix == ".pdf" else _pieces(path) if path.is_file() else ()
        if any(map(secrets.stands_in_bytes, pieces)):
            name = path.relative_to(draft).as_posix()
            raise OsintError(
                f"{name} of the share holds what the share withholds: nothing was written; this is a fault of the "
                "program, please report it; meanwhile hand on less (--operator), or a share that withholds nothing"
            )


def _streams(path: Path) -> Iterator[bytes]:
    """What the streams of a PDF hold: what is attached to it stands there as it is; its text is of glyphs, not letters."""
    data = path.read_bytes()
    yield data
    for found in STREAM.finditer(data):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[found.end() :], LARGEST)


def _pieces(path: Path) -> Iterator[bytes]:
    """A file's bytes in pieces that overlap; what is gzipped, unpacked."""
    before = b""
    with path.open("rb") as file:
        is_packed = file.read(2) == GZIP
        file.seek(0)
        read = iter(partial(file.read, PACKED if is_packed else PIECE), b"")
        for piece in _unpacked(read) if is_packed else read:
            yield before + piece
            before = piece[-OVERLAP:]


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What gzip members hold, one after another."""
    unzip = zlib.decompressobj(31)
    for piece in pieces:
        rest = piece
        while rest:
            yield unzip.decompress(rest, PIECE)
            while unzip.unconsumed_tail and not unzip.eof:
                yield unzip.decompress(unzip.unconsumed_tail, PIECE)
            rest = unzip.unused_data
            if unzip.eof:
                unzip = zlib.decompressobj(31)
            else:
                break
