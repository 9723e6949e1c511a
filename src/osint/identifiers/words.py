"""Whether any of many words stands in some bytes, in one pass and without regard to the case of ASCII letters."""

import re
import threading
from collections.abc import Collection

import hyperscan


class Words:
    """Words to be looked for; may be used from several threads. What they are is kept nowhere on disk."""

    def __init__(self, words: Collection[bytes]) -> None:
        """Compile them; empty words are left out."""
        listed = [b"".join(_escaped(each) for each in re.findall(rb"(?s).", word)) for word in words if word]
        self._db = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK) if listed else None
        self._own = threading.local()
        if self._db is not None:
            flag = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_DOTALL
            self._db.compile(
                expressions=listed,
                ids=list(range(len(listed))),
                elements=len(listed),
                flags=[flag] * len(listed),
            )

    def stand_in(self, data: bytes) -> bool:
        """Whether any word stands there."""
        if self._db is None or not data:
            return False
        found: list[int] = []
        scratch = getattr(self._own, "scratch", None)
        if scratch is None:
            scratch = self._own.scratch = hyperscan.Scratch(self._db)
        self._db.scan(data, match_event_handler=lambda number, *_: found.append(number), scratch=scratch)
        return bool(found)


def _escaped(letter: bytes) -> bytes:
    return letter if letter.isalnum() and letter.isascii() else b"\\x%02x" % letter[0]
