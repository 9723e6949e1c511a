"""Records out of a WARC's bytes: compressed or not, whole or cut; what is broken is named and passed over.

Everything here may be hostile. No more than one record and a window are held; a record longer than
``LONGEST`` is named with its size; what is unpacked without giving records is bounded (``Budget``).
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from sys import maxsize
from typing import BinaryIO

from osint.formats.reading import Unreadable
from osint.formats.warc_bytes import Budget, Flow, Member, TooMuch, find, pieces_of
from osint.formats.warc_quick import unpacked

LONGEST = 64 * 1024 * 1024  # bytes of one record's block; a longer one is reported, not read
MOST_ROWS = 10_000  # broken places of one file that are named one by one
GZIP = b"\x1f\x8b\x08"
START = b"WARC/"
_HEADER = 64 * 1024  # bytes within which a record's header must end
_HEADER_END = re.compile(rb"\n\r?\n")
_AGAIN = re.compile(rb"\nWARC/1\.")


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record as it lies in a file: ``start`` and ``end`` are offsets there.

    In a member that holds several records they are the member's. ``is_after_damage``: it was found by
    searching behind a broken place, so that it may have been part of a page that somebody archived.
    """

    headers: dict[str, str]  # names in lower case
    block: bytes
    start: int
    end: int
    is_after_damage: bool = False

    @property
    def kind(self) -> str:
        """Its WARC-Type."""
        return self.headers.get("warc-type", "")

    @property
    def content(self) -> str:
        """Its Content-Type."""
        return self.headers.get("content-type", "")

    @property
    def name(self) -> str:
        """Its WARC-Record-ID, or its place where it has none."""
        return self.headers.get("warc-record-id", "")[:300] or f"offset {self.start}"


Found = Record | Unreadable


class _Torn(ValueError):
    """No whole record begins here; the search goes on ``skip`` bytes further."""

    def __init__(self, why: str, skip: int) -> None:
        super().__init__(why)
        self.skip = skip


class Stretch:
    """The records of a seekable stream from one offset to another, and what there could not be read.

    ``end`` is where it ended, once it was read: what begins before ``stop`` is read whole. Only a compressed
    stream is read up to an offset.
    """

    def __init__(
        self, stream: BinaryIO, source: str, start: int = 0, stop: int = maxsize, longest: int = LONGEST
    ) -> None:
        """Look at what begins in ``stream`` from ``start`` on and before ``stop``."""
        self.end = start
        self._stream = stream
        self._source = source
        self._stop = stop
        self._longest = longest

    def __iter__(self) -> Iterator[Found]:
        self._stream.seek(self.end)
        found = self._zipped() if self._stream.read(3) == GZIP else self._plain()
        rows = 0
        for each in found:
            rows += isinstance(each, Unreadable)
            if isinstance(each, Record) or rows <= MOST_ROWS:
                yield each
        if rows > MOST_ROWS:
            why = f"{rows - MOST_ROWS} more broken places; only the first {MOST_ROWS} are named"
            yield Unreadable(self._source, "", why)

    def _plain(self) -> Iterator[Found]:
        start, self.end = self.end, self._stream.seek(0, 2)
        flow = Flow(pieces_of(self._stream, start), start, self.end)
        yield from _records_in(flow, self._source, self._longest, at=None)

    def _zipped(self) -> Iterator[Found]:
        stream, source = self._stream, self._source
        budget, is_damaged = Budget(), False
        size = stream.seek(0, 2)
        while self.end < min(self._stop, size):
            start = self.end
            try:
                for each in self._member(start, budget):
                    if is_damaged and isinstance(each, Record):
                        yield replace(each, is_after_damage=True)
                    else:
                        yield each
            except zlib.error as why:
                yield Unreadable(source, f"offset {start}", f"a broken gzip member ({why})")
                self._search(start + 1, size)
                is_damaged = True
                continue
            except TooMuch as why:
                yield Unreadable(source, f"offset {start}", f"{why}; the rest of the file is not read")
                self.end = size
                return
            stream.seek(self.end)
            if self.end < size and stream.read(3) != GZIP:
                yield Unreadable(source, f"offset {self.end}", "bytes that are no gzip member")
                self._search(self.end + 1, size)
                is_damaged = True

    def _member(self, start: int, budget: Budget) -> Iterator[Found]:
        """The records of one member, behind which ``end`` stands then."""
        quick = _quick(self._stream, start, self._longest)
        if quick is not None:
            self.end = quick.end
            budget.spend(0, quick.end)
            yield quick
            return
        member = Member(self._stream, start, budget)
        yield from _records_of(member, self._source, self._longest)
        self.end = member.end

    def _search(self, start: int, size: int) -> None:
        found = find(self._stream, GZIP, start)
        self.end = found if found >= 0 else size


def records(stream: BinaryIO, *, source: str, start: int = 0, longest: int = LONGEST) -> Iterator[Found]:
    """The records of a seekable stream from an offset on, and what of it could not be read."""
    return iter(Stretch(stream, source, start, longest=longest))


def _quick(stream: BinaryIO, start: int, longest: int) -> Record | None:
    """The record of a member that is sound and holds exactly one; nothing of any other."""
    member = unpacked(stream, start, longest + _HEADER)
    if member is None:
        return None
    data, end = member
    head = _HEADER_END.search(data, 0, _HEADER) if data.startswith(START) else None
    if head is None:
        return None
    size = head.end()
    headers = _fields(data[:size].decode("utf-8", "replace"))
    stated = headers.get("content-length", "")
    if not (stated.isascii() and stated.isdigit() and len(stated) < 19) or int(stated) > longest:
        return None
    behind = size + int(stated)
    if behind > len(data) or data[behind : behind + 64].strip(b"\r\n") or len(data) > behind + 64:
        return None
    return Record(headers, data[size:behind], start, end)


def _records_of(member: Member, source: str, longest: int) -> Iterator[Found]:
    """A member's records; the last one only when the member's checksum holds.

    Raises:
        zlib.error: when the member is broken, after the records before the break.
        TooMuch: when it unpacks to far more than its records.
    """
    flow = Flow(member.pieces(), 0)
    last: Found | None = None
    for each in _records_in(flow, source, longest, at=member.start):
        member.budget.give_back(len(each.block) if isinstance(each, Record) else 0)
        if last is not None:
            yield last
        last = each
    if flow.broken is not None:
        raise flow.broken
    if isinstance(last, Record):
        last = replace(last, start=member.start, end=member.end)
    if last is not None:
        yield last


def _records_in(flow: Flow, source: str, longest: int, *, at: int | None) -> Iterator[Found]:
    """Records of unpacked bytes; ``at`` is the offset to name when these bytes came out of a member."""
    is_damaged = False
    while flow.has_more():
        start = flow.place
        where = f"offset {start if at is None else at}"
        try:
            headers, size, length = _header(flow)
            if length > longest and not flow.ends_before(size + length):
                yield Unreadable(
                    source, where, f"a record of {length} bytes: more than {longest} are not read"
                )
                flow.skip(size + length)
                continue
            if not flow.has(size + length):
                raise _Torn(f"it is cut: {flow.left - size} of {length} bytes are there", size - 1)
        except _Torn as why:
            yield Unreadable(source, where, f"no whole WARC record: {why}")
            is_damaged = True
            flow.drop(why.skip)
            flow.search(_AGAIN)
            continue
        flow.drop(size)
        yield Record(headers, flow.take(length), start if at is None else at, flow.place, is_damaged)


def _header(flow: Flow) -> tuple[dict[str, str], int, int]:
    """A record's header fields, the header's size, and the length of the block behind it.

    Raises:
        _Torn: when no WARC record begins here.
    """
    if flow.see(len(START)) != START:
        raise _Torn("it does not begin with WARC/", 0)
    size = flow.end_of(_HEADER_END, _HEADER)
    if size is None:
        raise _Torn("its header does not end", _HEADER // 2)
    top = flow.see(size)
    headers = _fields(top.decode("utf-8", "replace"))
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        again = top.rfind(b"\nWARC/1.", 1)
        raise _Torn(f"its length is given as {length[:40]!r}", again if again > 0 else size - 1)
    return headers, size, int(length)


def _fields(text: str) -> dict[str, str]:
    """Named fields; of a name that is given twice the first stands, but every concurrent record is kept."""
    headers: dict[str, str] = {}
    for line in re.sub(r"\r?\n[ \t]+", " ", text).split("\n")[1:]:
        name, colon, value = line.partition(":")
        name, value = name.strip().lower(), value.strip()
        if colon and name == "warc-concurrent-to" and name in headers:
            headers[name] += " " + value
        elif colon:
            headers.setdefault(name, value)
    return headers
