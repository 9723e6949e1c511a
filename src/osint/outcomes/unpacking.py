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
            case "deflate":  # servers send it with zlib's two bytes in front, and without
                has_head = body[:1] and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
                return zlib.decompressobj(15 if has_head else -15).decompress(body, most)
            case "br":
                return _unbrotlied(body, most)
            case "zstd":
                with zstandard.ZstdDecompressor(max_window_size=WINDOW).stream_reader(body) as stream:
                    return stream.read(most)
            case _:
                raise BrokenCoding(f"{coding[:40]}: not known here")
    except (zlib.error, brotli.error, zstandard.ZstdError) as why:
        raise BrokenCoding(f"{coding}: {why}") from why


def _unbrotlied(body: bytes, most: int) -> bytes:
    """Brotli gives a limited text in parts."""
    made, undo = bytearray(), brotli.Decompressor()
    part = undo.process(body, output_buffer_limit=most)
    while part and len(made) < most:
        made += part
        part = b"" if undo.can_accept_more_data() else undo.process(b"", output_buffer_limit=most)
    return bytes(made[:most])


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
