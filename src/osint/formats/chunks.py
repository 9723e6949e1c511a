"""The chunked coding of HTTP/1.1 undone, where an archive kept a body as it came over the wire (RFC 9112, 7.1)."""

import re

CHUNKED = re.compile(rb"(?im)^transfer-encoding[ \t]*:[^\r\n]*chunked")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_END = re.compile(rb"\r?\n")


def joined(head: bytes, body: bytes) -> bytes | None:
    """The body without its chunks; what is cut or broken behind the first of them is left out.

    Nothing when the body is not in chunks: many archives undo them and keep the header.
    """
    if not CHUNKED.search(head):
        return None
    parts: list[bytes] = []
    place = 0
    while size := _SIZE.match(body, place):
        length = int(size[1], 16)
        parts.append(body[size.end() : size.end() + length])
        end = _END.match(body, size.end() + length)
        if length == 0 or end is None:
            break
        place = end.end()
    return b"".join(parts) if parts else None
