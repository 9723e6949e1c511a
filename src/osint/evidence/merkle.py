"""Merkle trees after RFC 6962 section 2.1 (the same as RFC 9162): heads, proofs, and their checks.

Leaves are given as leaf hashes (32 bytes each). All functions are pure; sizes and indices are whole
numbers from zero. A tree keeps the heads of its complete subtrees, so that a head or a proof over n
leaves costs a few hashes once the tree is built.
"""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: sha256 over a zero byte and the data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: sha256 over a one byte and both children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree: level 0 holds the leaves, level k the complete subtrees of 2**k leaves."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        """Build the tree over leaf hashes."""
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        """How many leaves it has."""
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash at the end."""
        level = 0
        self._levels[0].append(leaf)
        while len(self._levels[level]) % 2 == 0:
            if level + 1 == len(self._levels):
                self._levels.append([])
            pair = self._levels[level][-2:]
            self._levels[level + 1].append(node_hash(pair[0], pair[1]))
            level += 1

    def head(self, size: int | None = None) -> bytes:
        """The head over the first ``size`` leaves (all when none is given).

        Raises:
            ValueError: when there are fewer leaves.
        """
        size = self._checked(len(self) if size is None else size)
        return EMPTY if size == 0 else self._subtree(0, size)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that leaf ``index`` is in the tree over the first ``size`` leaves.

        Raises:
            ValueError: when the index is not below the size.
        """
        size = self._checked(len(self) if size is None else size)
        if not 0 <= index < size:
            raise ValueError(f"leaf {index} is not among the first {size}")
        return self._path(index, 0, size)

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """The proof that the tree over ``old`` leaves is the beginning of that over ``new``.

        Raises:
            ValueError: when old is not between 0 and new.
        """
        new = self._checked(len(self) if new is None else new)
        if not 0 <= old <= new:
            raise ValueError(f"a tree of {old} leaves cannot be the beginning of one of {new}")
        return [] if old in {0, new} else self._prefix(old, 0, new, whole=True)

    def _checked(self, size: int) -> int:
        if not 0 <= size <= len(self):
            raise ValueError(f"the tree has {len(self)} leaves, not {size}")
        return size

    def _subtree(self, start: int, end: int) -> bytes:
        """The head over leaves start..end, where start is a multiple of the largest power below the span."""
        span = end - start
        level = span.bit_length() - 1
        if span == 1 << level:
            return self._levels[level][start >> level]
        split = start + (1 << level)
        return node_hash(self._subtree(start, split), self._subtree(split, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        split = start + _below(end - start)
        if index < split:
            return [*self._path(index, start, split), self._subtree(split, end)]
        return [*self._path(index, split, end), self._subtree(start, split)]

    def _prefix(self, old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if old == end:
            return [] if whole else [self._subtree(start, end)]
        split = start + _below(end - start)
        if old <= split:
            return [*self._prefix(old, start, split, whole=whole), self._subtree(split, end)]
        return [*self._prefix(old, split, end, whole=False), self._subtree(start, split)]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Whether a proof shows that a leaf is in the tree with this head (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != 32:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == head


def is_consistent(old: int, new: int, old_head: bytes, new_head: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that one tree is the beginning of another (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not proof and old_head == new_head
    if old == 0:
        return not proof and old_head == EMPTY
    path = [old_head, *proof] if old & (old - 1) == 0 else list(proof)
    return _leads_to(old, new, path, (old_head, new_head))


def _leads_to(old: int, new: int, path: list[bytes], heads: tuple[bytes, bytes]) -> bool:
    if not path or any(len(step) != 32 for step in path):
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    return last == 0 and (first, second) == heads


def _below(size: int) -> int:
    """The largest power of two below a size of two or more."""
    return 1 << ((size - 1).bit_length() - 1)
