"""Content codings undone, never to more bytes than wanted."""

import zlib

import brotli
import zstandard

KNOWN = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd"})
WINDOW = 2**27  # bytes: more than any server uses, less than harms


class BrokenCoding(Exception):
    """A body is not in the coding that its header names, or nobody here knows the coding."""


def codings(named: bytes) -> list[str]:
    """The codings in a Content-Encoding header's value, the outermost first."""
    parts = (each.strip() for each in reversed(named.decode("ascii", "replace").lower().split(",")))
    return [each for each in parts if each not in {"", "identity"}]


def undone(coding: str, body: bytes, most: int) -> bytes:
    """The first ``most`` bytes of a body without one coding.

    Raises:
        BrokenCoding: when the coding is unknown or does not hold.
    """
    try:
        match coding:
            case "gzip" | "x-gzip":
                return zlib.decompressobj(47).decompress(body, most)
            case "deflate":  # some send it bare
                return zlib.decompressobj(15 if body[:1] == b"\x78" else -15).decompress(body, most)
            case "br":
                return bytes(brotli.Decompressor().process(body, output_buffer_limit=most))[:most]
            case "zstd":
                with zstandard.ZstdDecompressor(max_window_size=WINDOW).stream_reader(body) as stream:
                    return stream.read(most)
            case _:
                raise BrokenCoding(f"{coding[:40]}: not known here")
    except (zlib.error, brotli.error, zstandard.ZstdError) as why:
        raise BrokenCoding(f"{coding}: {why}") from why
