"""A segment: one WARC file that one program writes, append only; a lock beside it shows that it lives."""

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from osint.errors import OsintError
from osint.formats import warc, warc_write
from osint.formats.reading import Unreadable
from osint.records import Exchange


@dataclass(frozen=True, slots=True)
class Place:
    """Where an exchange's group lies."""

    segment: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Orphan:
    """An exchange that is whole in a segment and not in the ledger: a crash came between."""

    exchange: Exchange
    place: Place


class Segment:
    """The segment that this program writes."""

    def __init__(self, folder: Path, warcinfo: Mapping[str, str]) -> None:
        """Begin a new segment with its warcinfo record."""
        now = datetime.now(UTC)
        self.name = f"{now:%Y%m%dT%H%M%S}-{os.getpid()}-{secrets.token_hex(3)}.warc.gz"
        self.path = folder / self.name
        self._lock = FileLock(lock_of(self.path))
        self._lock.acquire()
        self._file = self.path.open("xb", buffering=0)
        self._end = 0
        self._write(warc_write.warcinfo({**warcinfo, "filename": self.name}, at=now))

    def append(self, exchange: Exchange) -> Place:
        """Write an exchange's group at the end.

        Raises:
            OsintError: when it cannot be written whole (a full disk); what was written of it is cut off.
        """
        start = self._end
        self._write(warc_write.members(exchange))
        return Place(self.name, start, self._end - start)

    def close(self) -> None:
        """End the segment: on the disk itself, and no longer locked."""
        if not self._file.closed:
            os.fsync(self._file.fileno())
            self._file.close()
        self._lock.release()

    def sync(self) -> None:
        """See to it that what was appended is on the disk itself."""
        os.fsync(self._file.fileno())

    def _write(self, data: bytes) -> None:
        view, place = memoryview(data), 0
        try:
            while place < len(data):
                place += self._file.write(view[place:])
        except OSError as why:
            os.truncate(self.path, self._end)
            self._file.seek(self._end)
            raise OsintError(
                f"{self.path} cannot be written ({why}): make room on the disk and run the same command "
                "again; what was kept before is whole"
            ) from why
        self._end += len(data)


def lock_of(segment: Path) -> Path:
    """The lock file beside a segment."""
    return segment.with_name(segment.name + ".lock")


def is_written_now(segment: Path) -> bool:
    """Whether a program holds the segment open for writing."""
    try:
        with FileLock(lock_of(segment), timeout=0):
            return False
    except Timeout:
        return True


def orphans(segment: Path, known_to: int) -> Iterator[Orphan | Unreadable]:
    """What lies in a dead segment behind the last byte that the ledger knows."""
    data = segment.read_bytes() if segment.stat().st_size <= warc.LONGEST else b""
    group: list[warc.Record] = []
    for record in warc.records(data, source=segment.name, start=known_to):
        if isinstance(record, Unreadable):
            yield record
            continue
        if not record.part:
            continue
        group.append(record)
        if record.content == warc_write.EXCHANGE_TYPE:
            try:
                exchange = warc.exchange_of(group)
            except (ValueError, KeyError, TypeError) as why:
                yield Unreadable(segment.name, f"offset {group[0].start}", str(why))
            else:
                yield Orphan(exchange, Place(segment.name, group[0].start, record.end - group[0].start))
            group = []


def cut_torn_tail(segment: Path, whole_to: int, aside: Path) -> int:
    """Move what lies behind the last whole group to a file aside; how many bytes that was."""
    size = segment.stat().st_size
    if size <= whole_to:
        return 0
    aside.mkdir(exist_ok=True)
    with segment.open("rb") as file:
        file.seek(whole_to)
        (aside / f"{segment.name}-{whole_to}-{secrets.token_hex(4)}.bin").write_bytes(file.read())
    os.truncate(segment, whole_to)
    return size - whole_to
