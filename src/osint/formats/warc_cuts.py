"""Where a compressed archive can be cut, so that its parts are read side by side."""

import zlib
from typing import BinaryIO

from osint.formats.warc_bytes import find
from osint.formats.warc_read import GZIP, START
from osint.formats.warc_write import PART

_HEADER = 16 * 1024  # bytes of a record's header that are looked at
_TRIES = 64  # places behind a bound: where all are ours, or none is a record's, the archive is not cut there
_OURS = b"\n" + PART.lower().encode("ascii") + b":"


def cut(stream: BinaryIO, bound: int) -> int:
    """The first offset from a bound on at which a member begins with a record that stands by itself, or -1.

    Records of ours belong to groups, which are not taken apart. A page may hold what looks like a member:
    whoever reads the part before a cut sees whether it ends there.
    """
    place = find(stream, GZIP, bound)
    for _ in range(_TRIES):
        if place < 0 or _stands_alone(stream, place):
            return place
        place = find(stream, GZIP, place + 1)
    return -1


def _stands_alone(stream: BinaryIO, place: int) -> bool:
    stream.seek(place)
    try:
        top = zlib.decompressobj(31).decompress(stream.read(_HEADER), _HEADER)
    except zlib.error:
        return False
    return top.startswith(START) and _OURS not in top.lower()
