"""Content codings under a limit: bodies are kept packed as they came, and one that unpacks to a bomb is told.

Nothing that the recorder keeps is unpacked, so a bomb harms nobody here; readers unpack, each under a limit of
its own. That an answer goes past the limit is found once, when it comes, and is its outcome.
"""

import zlib

import brotli
import zstandard

from osint.evidence.recorder.profile import Limits
from osint.outcomes.http import header

SMALL = 1024 * 1024  # bytes that anything may unpack to
CODINGS = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd"})


class Bomb(Exception):
    """A body that unpacks to more than the limit."""


def codings(head: bytes) -> list[str]:
    """The content codings of an answer, the outermost first."""
    named = header(head, b"content-encoding").decode("ascii", "replace").lower().split(",")
    return [each.strip() for each in reversed(named) if each.strip() not in {"", "identity"}]


def unpacked(head: bytes, body: bytes, limits: Limits) -> bytes | None:
    """A body without its content codings; nothing where one is unknown or does not hold.

    Raises:
        Bomb: when it unpacks to more than the limits allow.
    """
    room = max(SMALL, min(limits.unpacked_bytes, len(body) * limits.unpacked_ratio))
    for coding in codings(head):
        if coding not in CODINGS:
            return None
        try:
            body = _undone(coding, body, room + 1)
        except (zlib.error, brotli.error, zstandard.ZstdError):
            return None
        if len(body) > room:
            raise Bomb(f"unpacks to more than {room} bytes")
    return body


def _undone(coding: str, body: bytes, most: int) -> bytes:
    match coding:
        case "br":
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=most))[:most]
        case "zstd":
            with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(body) as stream:
                return stream.read(most)
        case "deflate":
            return zlib.decompressobj(15 if body[:1] == b"\x78" else -15).decompress(body, most)
        case _:
            return zlib.decompressobj(47).decompress(body, most)
