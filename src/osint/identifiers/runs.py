"""Long runs of letters and digits: where addresses stand that begin with no telling literal.

A run of ``LEAST`` bytes holds one of every second aligned word of eight whole, and a neighbour of it too. So
every second word is looked at, all at once, and only where it is one of letters and digits its neighbours.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    Words = np.ndarray[tuple[int], np.dtype[np.uint64]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
    Claims = np.ndarray[tuple[int], np.dtype[np.bool_]]

LEAST = 25  # bytes of the shortest run that is surely found: the shortest address (XRP's)
WORD = 8
SMALL = 2000  # bytes: a shorter text is looked through one by one, which is then as quick (2026-11-29) and needs no numpy
RUN = re.compile(rb"[A-Za-z0-9]{%d,}+" % LEAST)

Span = tuple[int, int]


def stretches(data: bytes, margin: int) -> list[Span]:
    """Spans in which every long run of a text lies whole, with so many bytes round each, in order and apart.

    A span may hold no long run; the margin is at least two words.
    """
    if len(data) < LEAST:
        return []
    if len(data) < SMALL:
        return _apart(
            [(found.start() - margin, found.end() + margin) for found in RUN.finditer(data)], len(data)
        )
    return _at_once(data, margin)


def _apart(spans: list[Span], size: int) -> list[Span]:
    """Spans within a text, those that touch as one."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], min(size, end)
        else:
            merged.append((max(0, start), min(size, end)))
    return merged


def _at_once(data: bytes, margin: int) -> list[Span]:
    import numpy as np

    count = len(data) // WORD
    words = np.frombuffer(data, "<u8", count)
    every = words[::2]
    lacks = every - np.uint64(0x3030303030303030)  # a byte below "0" borrows
    lacks &= ~every
    lacks &= np.uint64(0x8080808080808080)
    found = np.flatnonzero(lacks == 0) * 2
    found = found[_are_letters(words, found)]
    before, behind = np.maximum(found - 1, 0), np.minimum(found + 1, count - 1)
    found = found[_are_letters(words, before) | _are_letters(words, behind)]
    if not len(found):
        return []
    places = found * WORD
    breaks = np.flatnonzero(np.diff(places) > 2 * margin) + 1
    firsts = places[np.concatenate(([0], breaks))] - margin
    lasts = places[np.concatenate((breaks - 1, [len(places) - 1]))] + WORD + margin
    return list(zip(np.maximum(firsts, 0).tolist(), np.minimum(lasts, len(data)).tolist(), strict=True))


def _are_letters(words: "Words", at: "Numbers") -> "Claims":
    """Which of some words are of letters and digits alone."""
    import numpy as np

    are: Claims = _pairs().take(words[at].view(np.uint16)).view(np.uint32) == 0x01010101  # four pairs
    return are


@cache
def _pairs() -> "Claims":
    """Whether two bytes, in either order, are letters or digits."""
    import numpy as np

    letters = np.zeros(256, bool)
    letters[list(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] = True
    pairs: Claims = (letters[:, None] & letters[None, :]).ravel()
    return pairs
