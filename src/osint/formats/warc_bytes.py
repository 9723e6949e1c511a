"""Bytes of an archive, piece by piece: gzip members unpacked within a budget, and a window over them."""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

STEP = 256 * 1024
_LINE_ENDS = re.compile(rb"[\r\n]*")
_FREE = 1024 * 1024 * 1024  # bytes that may be unpacked in vain
_RATIO = 20  # and so many for each byte of the file


class TooMuch(ValueError):
    """A file unpacks to far more than it gives records for: reading it is given up."""


class Budget:
    """Bounds what is unpacked in vain: bombs, and members that are read again behind a broken one."""

    def __init__(self) -> None:
        self._spent = 0
        self._read_to = 0

    def spend(self, count: int, read_to: int) -> None:
        """Count bytes that were unpacked, the file having been read to an offset.

        Raises:
            TooMuch: when that is too much for what was given back.
        """
        self._spent += count
        self._read_to = max(self._read_to, read_to)
        if self._spent > _FREE + _RATIO * self._read_to:
            raise TooMuch(f"{self._spent} bytes were unpacked here that are no record")

    def give_back(self, count: int) -> None:
        """Count bytes that turned out to be a record."""
        self._spent = max(0, self._spent - count)


class Member:
    """One gzip member of a stream; ``end`` is the offset after it, once it was read whole."""

    def __init__(self, stream: BinaryIO, start: int, budget: Budget) -> None:
        self.start = start
        self.end = start
        self.budget = budget
        self._stream = stream

    def pieces(self) -> Iterator[bytes]:
        """Its content.

        Raises:
            zlib.error: when it is broken or cut.
            TooMuch: when the budget is spent.
        """
        unzip = zlib.decompressobj(31)
        self._stream.seek(self.start)
        place = self.start
        while not unzip.eof:
            raw = unzip.unconsumed_tail
            if not raw:
                raw = self._stream.read(STEP)
                place += len(raw)
            piece = unzip.decompress(raw, STEP) if raw else unzip.flush()
            self.budget.spend(len(piece), place)
            if piece:
                yield piece
            if not raw and not unzip.eof:
                raise zlib.error("the file ends in the middle of it")
        self.end = place - len(unzip.unused_data)


class Flow:
    """A window over bytes that come in pieces; ``place`` is the offset of its first byte."""

    def __init__(self, pieces: Iterator[bytes], place: int, size: int | None = None) -> None:
        """Look at ``pieces``; ``size`` is the offset at which they end, where that is known."""
        self._pieces = pieces
        self._window = bytearray()
        self._size = size
        self.place = place
        self.broken: zlib.error | None = None  # why no more pieces come, other than that there are none

    @property
    def left(self) -> int:
        """How many bytes are left, as far as that is known without unpacking more."""
        return len(self._window) if self._size is None else self._size - self.place

    def has(self, count: int) -> bool:
        """Whether so many bytes are left; they stand in the window then."""
        if self.ends_before(count):
            return False
        while len(self._window) < count:
            piece = self._next()
            if piece is None:
                return False
            self._window += piece
        return True

    def _next(self) -> bytes | None:
        try:
            return next(self._pieces, None)
        except zlib.error as why:
            self.broken = why
            return None

    def has_more(self) -> bool:
        """Whether anything is left behind the line ends that may stand here, which are dropped."""
        while self.has(1):
            ends = _LINE_ENDS.match(self._window)
            self.drop(ends.end() if ends is not None else 0)
            if self._window:
                return True
        return False

    def ends_before(self, count: int) -> bool:
        """Whether it is known that fewer bytes than this are left."""
        return self._size is not None and self.place + count > self._size

    def see(self, count: int) -> bytes:
        """The next bytes, as many as there are; they stay."""
        self.has(count)
        with memoryview(self._window) as view:
            return bytes(view[:count])

    def take(self, count: int) -> bytes:
        """The next bytes, which ``has`` has seen; they are gone then."""
        taken = self.see(count)
        self.drop(count)
        return taken

    def drop(self, count: int) -> None:
        """Pass over bytes that stand in the window."""
        count = min(count, len(self._window))
        del self._window[:count]
        self.place += count

    def skip(self, count: int) -> None:
        """Pass over so many bytes, or as many as there are."""
        while count > 0 and self.has(1):
            step = min(count, len(self._window))
            self.drop(step)
            count -= step

    def end_of(self, pattern: re.Pattern[bytes], within: int) -> int | None:
        """The end of a pattern's first match in so many next bytes, counted from here."""
        seen = 4096
        while True:
            self.has(seen)
            found = pattern.search(self._window, 0, seen)
            if found is not None:
                return found.end()
            if seen >= within or len(self._window) < seen:
                return None
            seen = min(seen * 4, within)

    def search(self, pattern: re.Pattern[bytes], *, overlap: int = 16) -> None:
        """Go on to the byte behind the beginning of a pattern's next match, or to the end."""
        while True:
            found = pattern.search(self._window)
            if found is not None:
                self.drop(found.start() + 1)
                return
            self.drop(max(0, len(self._window) - overlap))
            if not self.has(len(self._window) + 1):
                self.drop(len(self._window))
                return


def pieces_of(stream: BinaryIO, start: int) -> Iterator[bytes]:
    """A stream's bytes from an offset on."""
    stream.seek(start)
    while piece := stream.read(STEP):
        yield piece


def find(stream: BinaryIO, mark: bytes, start: int) -> int:
    """The offset of the next mark in a stream, or -1."""
    stream.seek(start)
    tail, place = b"", start
    while piece := stream.read(STEP):
        window = tail + piece
        found = window.find(mark)
        if found >= 0:
            return place - len(tail) + found
        place += len(piece)
        tail = window[-(len(mark) - 1) :]
    return -1
