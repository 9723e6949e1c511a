"""Content codings under a limit: bodies are kept packed as they came, and one that unpacks to a bomb is told.

Nothing that the recorder keeps is unpacked, so a bomb harms nobody here; readers unpack, each under a limit of
its own. That an answer goes past the limit is found once, when it comes, and is its outcome.
"""

from osint.evidence.recorder.profile import Limits
from osint.outcomes.looking import header
from osint.outcomes.unpacking import BrokenCoding, codings, undone

SMALL = 1024 * 1024  # bytes that anything may unpack to


class Bomb(Exception):
    """A body that unpacks to more than the limit."""


def is_packed(head: bytes) -> bool:
    """Whether an answer says that its body is in a content coding."""
    return bool(codings(header(head, b"content-encoding")))


def unpacked(head: bytes, body: bytes, limits: Limits) -> bytes | None:
    """A body without its content codings; nothing where one is unknown or does not hold.

    Raises:
        Bomb: when it unpacks to more than the limits allow.
    """
    room = max(SMALL, min(limits.unpacked_bytes, len(body) * limits.unpacked_ratio))
    for coding in codings(header(head, b"content-encoding")):
        try:
            body = undone(coding, body, room + 1)
        except BrokenCoding:
            return None
        if len(body) > room:
            raise Bomb(f"unpacks to more than {room} bytes")
    return body
