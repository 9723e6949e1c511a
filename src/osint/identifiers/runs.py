"""Long runs of letters and digits: where addresses stand that begin with no telling literal.

A run of ``LEAST`` bytes holds one of every second aligned word of eight whole, and a neighbour of it too. So
every second word is looked at, all at once, and only where it is one of letters and digits its neighbours.
"""

import numpy as np

LEAST = 25  # bytes of the shortest run that is surely found: the shortest address (XRP's)
WORD = 8
_LOW = np.uint64(0x3030303030303030)
_HIGH = np.uint64(0x8080808080808080)
_LETTERS = np.zeros(256, bool)
_LETTERS[list(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] = True
_PAIRS = (_LETTERS[:, None] & _LETTERS[None, :]).ravel()  # of two bytes at once, in either order
_ALL = 0x01010101  # four pairs of letters


def stretches(data: bytes, round_: int) -> list[tuple[int, int]]:
    """Spans in which every long run of a text lies whole, with so many bytes round each, in order and apart.

    A span may hold no long run; ``round_`` is at least two words.
    """
    count = len(data) // WORD
    if len(data) < LEAST:
        return []
    words = np.frombuffer(data, "<u8", count)
    every = words[::2]
    lacks = every - _LOW  # a byte below "0" borrows
    lacks &= ~every
    lacks &= _HIGH
    found = np.flatnonzero(lacks == 0) * 2
    found = found[_are_letters(words, found)]
    before, behind = np.maximum(found - 1, 0), np.minimum(found + 1, count - 1)
    found = found[_are_letters(words, before) | _are_letters(words, behind)]
    if not len(found):
        return []
    places = found * WORD
    breaks = np.flatnonzero(np.diff(places) > 2 * round_) + 1
    firsts = places[np.concatenate(([0], breaks))] - round_
    lasts = places[np.concatenate((breaks - 1, [len(places) - 1]))] + WORD + round_
    return list(zip(np.maximum(firsts, 0).tolist(), np.minimum(lasts, len(data)).tolist(), strict=True))


def _are_letters(
    words: "np.ndarray[tuple[int], np.dtype[np.uint64]]", at: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which of some words are of letters and digits alone."""
    are: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        _PAIRS.take(words[at].view(np.uint16)).view(np.uint32) == _ALL
    )
    return are
