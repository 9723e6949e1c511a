"""Where gates stand in a text: one pass for the literals of all kinds.

Each gate is looked for by the byte of it that stands most seldom in pages (its anchor): the text is searched
once for all anchors, and only where one stands are the bytes round it looked at. The time is linear in the
text, whatever stands in it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

# How often bytes stand in pages, in tenths of a per cent: counted over 52 MB of 246 real pages in English,
# and over Korean text for the bytes of other scripts (2026-11-25).
OFTEN = {2: b"@?#[]&'%+|!~^qzj(){}\\", 6: b"k;_x><3456789", 10: b"yvw,=2:1b", 13: b"f/gu0h", 20: b"dpm.-"}
_SHARE = {byte: share for share, listed in OFTEN.items() for byte in listed}
LETTERS, FOLLOWING, LEADING = (
    40,
    8,
    60,
)  # other letters; the second and first bytes of other scripts' characters


class Gates:
    """The gates of a set of kinds, ready to be looked for."""

    def __init__(self, gates: Iterable[bytes]) -> None:
        """Choose the anchors, and write them as two patterns: texts of ASCII need only the first."""
        anchored: dict[int, list[bytes]] = defaultdict(list)
        for gate, anchor in _anchors(frozenset(gates)).items():
            anchored[anchor].append(gate)
        self._at = {
            anchor: tuple((gate, gate.index(anchor)) for gate in sorted(listed))
            for anchor, listed in anchored.items()
        }
        parts = (
            {anchor: listed for anchor, listed in anchored.items() if (anchor < 0x80) is is_ascii}
            for is_ascii in (True, False)
        )
        self._ascii, self._other = (_search(part) for part in parts)

    def places(self, folded: bytes, stretches: Iterable[tuple[int, int]]) -> dict[bytes, list[int]]:
        """Where each gate begins within the stretches of a text in lower case, in order."""
        found: dict[bytes, list[int]] = defaultdict(list)
        searches = (self._ascii,) if folded.isascii() else (self._ascii, self._other)
        for begin, end in stretches:
            for search in searches:
                self._note(search, folded, begin, end, found)
        return found

    def _note(
        self, search: re.Pattern[bytes], folded: bytes, begin: int, end: int, found: dict[bytes, list[int]]
    ) -> None:
        hit = search.search(folded, begin, end)
        while hit is not None:
            place = hit.start()
            for gate, offset in self._at[folded[place]]:
                if folded.startswith(gate, place - offset):
                    found[gate].append(place - offset)
            hit = search.search(folded, place + 1, end)


def _anchors(gates: frozenset[bytes]) -> dict[bytes, int]:
    """A byte for each gate, such that few places of a page have to be looked at."""
    chosen: list[int] = []
    left = set(gates)
    while left:
        shared: dict[int, int] = defaultdict(int)
        for gate in left:
            for byte in set(gate):
                shared[byte] += 1
        best = min(sorted(shared), key=lambda byte: _often(byte) / shared[byte])
        chosen.append(best)
        left = {gate for gate in left if best not in gate}
    return {gate: min((each for each in chosen if each in gate), key=_often) for gate in gates}


def _often(byte: int) -> int:
    return _SHARE.get(byte, LETTERS if byte < 0x80 else FOLLOWING if byte < 0xC0 else LEADING)


def _search(anchored: dict[int, list[bytes]]) -> re.Pattern[bytes]:
    """A pattern that matches at every anchor with a gate round it; the commonest anchors stand first."""
    alternatives = []
    for anchor, gates in sorted(anchored.items(), key=lambda item: (-_often(item[0]), item[0])):
        byte = bytes((anchor,))
        rounds = sorted({_round(gate, gate.index(anchor)) for gate in gates}, reverse=True)
        alternatives.append(re.escape(byte) + b"(?:" + b"|".join(rounds) + b")")
    return re.compile(b"|".join(alternatives) or b"(?!)")


def _round(gate: bytes, offset: int) -> bytes:
    """What stands behind an anchor in a gate, and what stands before it."""
    return re.escape(gate[offset + 1 :]) + (b"(?<=" + re.escape(gate) + b")" if offset else b"")
