"""Keys of one length, numbered as they come: some fifty bytes for a digest, where a dict takes three hundred."""

from array import array
from collections.abc import Iterator


class Numbering:
    """Gives each key a number, counted from zero. Ctrl-C in the middle of ``add`` leaves it as it was."""

    def __init__(self, width: int) -> None:
        """Number keys of so many bytes."""
        self._width = width
        self._count = 0
        self._keys = bytearray()
        self._slots = array("i", [-1]) * 8  # open addressing: a power of two, never more than half full

    def __len__(self) -> int:
        """How many keys there are."""
        return self._count

    def __iter__(self) -> Iterator[bytes]:
        """The keys in the order of their numbers."""
        return map(self.key, range(self._count))

    def key(self, number: int) -> bytes:
        """The key that has a number."""
        return bytes(self._keys[number * self._width : (number + 1) * self._width])

    def find(self, key: bytes) -> int:
        """A key's number, or -1."""
        number = self._slots[self._slot(key)]
        return number if number < self._count else -1

    def add(self, key: bytes) -> int:
        """A key's number, a new one when the key is new.

        Raises:
            ValueError: for a key of another length.
        """
        slot = self._slot(key)
        if 0 <= self._slots[slot] < self._count:
            return self._slots[slot]
        if len(key) != self._width:
            raise ValueError(f"a key has {self._width} bytes, not {len(key)}")
        number = self._count
        self._keys[number * self._width :] = key
        self._slots[slot] = number
        if 2 * (number + 1) > len(self._slots):
            self._slots = self._larger(number + 1)
        self._count = number + 1  # last: what was interrupted before counts for nothing
        return number

    def _slot(self, key: bytes) -> int:
        """Where a key's number stands, or would."""
        mask = len(self._slots) - 1
        slot = hash(key) & mask
        while (number := self._slots[slot]) >= 0 and self.key(number) != key:
            slot = (slot + 1) & mask
        return slot

    def _larger(self, count: int) -> "array[int]":
        slots = array("i", [-1]) * (2 * len(self._slots))
        mask = len(slots) - 1
        for number in range(count):
            slot = hash(self.key(number)) & mask
            while slots[slot] >= 0:
                slot = (slot + 1) & mask
            slots[slot] = number
        return slots
