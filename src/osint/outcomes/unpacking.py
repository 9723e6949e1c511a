"""Content codings undone, never to more bytes than wanted."""

import zlib

import brotli
import zstandard

KNOWN = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd"})
WINDOW = 2**27  # bytes: more than any server uses, less than harms
MEMBERS = 4096  # of one gzip (RFC 1952, 2.2): more is a game
PIECE = 65536


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
                return _gunzipped(body, most)
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


def _gunzipped(body: bytes, most: int) -> bytes:
    """Every member of a gzip; what follows the last and is none is left out, as browsers do."""
    found = bytearray()
    at = 0
    for _ in range(MEMBERS):
        unzip = zlib.decompressobj(47)
        while at < len(body) and len(found) < most and not unzip.eof:
            piece = body[at : at + PIECE]
            found += unzip.decompress(piece, most - len(found))
            at += len(piece) - len(unzip.unused_data) - len(unzip.unconsumed_tail)
        if not unzip.eof or len(found) >= most or body[at : at + 2] != b"\x1f\x8b":
            break
    return bytes(found)
