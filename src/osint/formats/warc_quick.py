"""A gzip member that is sound, unpacked at once; whatever is odd about one is left to the careful reader."""

from typing import BinaryIO

from isal import isal_zlib

STEP = 128 * 1024
# Reserved flags, and a checksum of the header, which are not looked at here (RFC 1952, 2.3.1).
ODD = 0xE2


def unpacked(stream: BinaryIO, start: int, most: int) -> tuple[bytes, int] | None:
    """The content of the member at an offset and the offset behind it.

    Nothing when the member is broken, cut, odd, or unpacks to more than ``most`` bytes.
    """
    stream.seek(start)
    unzip = isal_zlib.decompressobj(31)
    parts: list[bytes] = []
    place, room = start, most + 1
    while not unzip.eof:
        raw = stream.read(STEP)
        if not raw or (place == start and (len(raw) < 10 or raw[3] & ODD)):
            return None
        place += len(raw)
        try:
            part = unzip.decompress(raw, room)
        except isal_zlib.error:  # type: ignore[misc]  # its stub does not say what it is
            return None
        parts.append(part)
        room -= len(part)
        if room <= 0 or unzip.unconsumed_tail:
            return None
    return b"".join(parts), place - len(unzip.unused_data)
