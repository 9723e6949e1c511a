"""A segment: one WARC file that one program writes, append only; a lock beside it shows that it lives."""

import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from osint.errors import OsintError
from osint.evidence import disk, torn
from osint.formats import warc, warc_write
from osint.records import Exchange

ANY_LENGTH = 2**40  # our own records are as long as they were kept
LARGEST = 1024 * 1024 * 1024  # bytes after which a program begins another segment
LAST = 2**62  # no offset lies behind it
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.warc\.gz")
_OURS = re.compile(r"\d{8}T\d{6}-\d+-[0-9a-f]{6}\.warc\.gz", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an exchange's group lies."""

    segment: str
    offset: int
    length: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Whole:
    """What lies whole in a segment and not in the ledger: an exchange that a crash left out, or none."""

    exchange: Exchange | None  # nothing: the segment's first record, or where an exchange was withdrawn
    place: Place


class Segment:
    """The segment that this program writes."""

    def __init__(self, folder: Path, warcinfo: Mapping[str, str]) -> None:
        """Begin a new segment with its warcinfo record.

        Raises:
            OsintError: when it cannot be written (a full disk); then there is no segment.
        """
        now = datetime.now(UTC)
        self.process = os.getpid()  # a forked child must not write on in its parent's
        self.name = f"{now:%Y%m%dT%H%M%S}-{self.process}-{secrets.token_hex(3)}.warc.gz"
        self.path = folder / self.name
        self._lock = FileLock(lock_of(self.path), thread_local=False)
        self._end = 0
        try:
            self._lock.acquire(timeout=0)
            self._file = self.path.open("xb", buffering=0)
        except OSError as why:
            self._let_go()
            raise disk.unwritable(self.path, why) from why
        try:
            self._write(warc_write.warcinfo({**warcinfo, "filename": self.name}, at=now))
            self._sync_folder()
        except OsintError:
            self._file.close()
            self.path.unlink(missing_ok=True)
            self._let_go()
            raise

    @property
    def is_full(self) -> bool:
        """Whether the next exchange belongs in another segment."""
        return self._end >= LARGEST

    def append(self, exchange: Exchange) -> Place:
        """Write an exchange's group at the end.

        Raises:
            OsintError: when it cannot be written whole (a full disk); what was written of it is cut off.
        """
        start = self._end
        self._write(warc_write.members(exchange))
        return Place(self.name, start, self._end - start)

    def close(self) -> None:
        """End the segment: on the disk itself, and no longer locked.

        Raises:
            OsintError: when the disk does not take it.
        """
        if self._file.closed:
            return
        try:
            self.sync()
        finally:
            self._file.close()
            self._let_go()

    def sync(self) -> None:
        """See to it that what was appended is on the disk itself.

        Raises:
            OsintError: when the disk does not take it.
        """
        try:
            os.fsync(self._file.fileno())
        except OSError as why:
            raise disk.unwritable(self.path, why) from why

    def _sync_folder(self) -> None:
        try:
            disk.sync_folder(self.path.parent)
        except OSError as why:
            raise disk.unwritable(self.path.parent, why) from why

    def _write(self, data: bytes) -> None:
        view, place = memoryview(data), 0
        try:
            if self._file.tell() != self._end:  # an append was interrupted half-way
                self._file.truncate(self._end)
                self._file.seek(self._end)
            while place < len(data):
                place += self._file.write(view[place:])
        except OSError as why:
            with suppress(OSError):  # else before the next append, or when the case is opened next
                self._file.truncate(self._end)
                self._file.seek(self._end)
            raise disk.unwritable(self.path, why) from why
        self._end += len(data)

    def _let_go(self) -> None:
        self._lock.release()
        with suppress(OSError):  # it says nothing more; some systems keep a file that is open elsewhere
            lock_of(self.path).unlink(missing_ok=True)


def lock_of(segment: Path) -> Path:
    """The lock file beside a segment."""
    return segment.with_name(segment.name + ".lock")


def is_name(text: str) -> bool:
    """Whether a text is a segment's name: a file beside the ledger, never a path to elsewhere."""
    return _NAME.fullmatch(text) is not None


def is_ours(path: Path) -> bool:
    """Whether a file is one that ``Segment`` made: others are no business of a crash's mending."""
    return _OURS.fullmatch(path.name) is not None and path.is_file() and not path.is_symlink()


def is_written_now(segment: Path) -> bool:
    """Whether a program has the segment open for writing; a dead program's lock is cleared away."""
    lock = lock_of(segment)
    if not lock.exists():  # a segment is begun with its lock, and ended by removing it
        return False
    try:
        with FileLock(lock, timeout=0):
            with suppress(OSError):
                lock.unlink(missing_ok=True)
            return False
    except Timeout:
        return True
    except OSError:  # nothing can be written here
        return False


def gaps(spans: Iterable[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """What of a segment of that size lies in none of the spans that the ledger knows."""
    place = 0
    for start, end in sorted(spans):
        if start > place:
            yield place, start
        place = max(place, end)
    if size > place:
        yield place, size


def whole(segment: Path, gap: tuple[int, int]) -> Iterator[Whole]:
    """What lies whole in a gap, in order. Nothing is searched for behind what is broken there.

    (A page can hold anything, even what looks like an exchange of ours.)
    """
    with segment.open("rb") as file:
        found = warc.records(file, source=segment.name, start=gap[0], longest=ANY_LENGTH)
        for group in warc.groups(found):
            start, end = group[0].start, group[-1].end
            if end > gap[1]:
                return
            try:
                exchange = warc.exchange_of(group) if warc.is_exchange(group[-1]) else None
            except ValueError:
                return
            yield Whole(exchange, Place(segment.name, start, end - start))
            if end == gap[1]:
                return


def cut_torn_tail(segment: Path, whole_to: int) -> str:
    """Move what lies behind the last whole group aside, in words; empty when there was nothing.

    Raises:
        OSError: when it cannot be moved.
    """
    size = segment.stat().st_size
    if size <= whole_to:
        return ""
    name = torn.move_aside(segment, whole_to)
    if not whole_to:
        segment.unlink()
    return f"{segment.name}: {size - whole_to} bytes of a torn exchange were moved to {name}"
