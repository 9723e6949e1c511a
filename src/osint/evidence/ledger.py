"""The ledger: one canonical event a line, in the order in which things happened, as leaves of a Merkle tree.

``ledger.jsonl`` only grows. Every line is canonical JSON with ``n`` (its index from zero), ``type``, ``written``
(when, UTC) and a ``salt``, beside what the event tells; its leaf seals each field (``sealing.py``). Several programs may append at once: a file lock
stands round each append. Readers never wait. A line that a crash tore is moved to ``torn/``, never deleted.
"""

import errno
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from osint import canonical
from osint.errors import EvidenceBroken, OsintError
from osint.evidence import disk, sealing, torn
from osint.evidence.merkle import Tree, leaf_hash
from osint.records import stamp

Event = dict[str, Any]
FILE = "ledger.jsonl"
PATIENCE_S = 60.0  # how long an append waits for other programs'; each takes milliseconds
STEP = 1024 * 1024


class Ledger:
    """The ledger of the case whose evidence lies in a folder."""

    def __init__(self, folder: Path, *, mends: bool = True) -> None:
        """Open the ledger, or begin one; a torn last line is moved aside, and ``torn`` says so.

        Who only looks at another's case mends nothing: not a byte in it changes then.

        Raises:
            EvidenceBroken: when it is missing although evidence lies here, shorter than what was signed, or
                a link to somewhere else. Nothing is written then.
            OsintError: when none can be begun here.
        """
        self.folder = folder
        self.path = folder / FILE
        self.torn: list[str] = []  # what was moved aside, in words
        self.is_unsynced = False  # whether this program appended what may not be on the disk itself yet
        self._lock = FileLock(folder / "ledger.lock", thread_local=False, poll_interval=0.002)
        self._inside = threading.RLock()
        self._is_held = False  # by this program
        # Each pair is one value, set at once, so that Ctrl-C cannot part the two.
        self._end = (0, 0)  # how many events were counted, and the offset behind them
        self._grown = (Tree(), 0)  # the tree, and the offset behind what is in it
        self._begin()
        if mends:
            self._mend_if_free()

    def __len__(self) -> int:
        """How many events there are on disk now."""
        with self._inside:
            self._catch_up()
            return self._end[0]

    def append(self, kind: str, fields: Mapping[str, Any]) -> Event:
        """Write one event at the end, and return it as it stands.

        Raises:
            OsintError: when it cannot be written (a full disk, a program that keeps the ledger locked);
                nothing is left half-written.
            EvidenceBroken: when the ledger became shorter.
            TypeError: for fields that have no canonical form.
        """
        with self.alone():
            written = stamp(datetime.now(UTC))
            count, offset = self._end
            event = {
                **fields,
                "type": kind,
                "n": count,
                "written": written,
                sealing.SALT: sealing.fresh_salt(),
            }
            line = canonical.encode(event) + b"\n"
            self.is_unsynced = True
            self._write(line, offset)
            self._end = (count + 1, offset + len(line))
        return event

    @contextmanager
    def alone(self, *, patience_s: float | None = None) -> Iterator[None]:
        """Hold the ledger: nobody else appends meanwhile. ``PATIENCE_S`` unless so many seconds are given.

        Raises:
            OsintError: when another program does not let go of it.
        """
        with self._inside:
            if self._is_held:  # by whoever calls this, and made ready; nobody else has written since
                yield
                return
            self._hold(PATIENCE_S if patience_s is None else patience_s)
            self._is_held = True
            try:
                self._ready()
                yield
            finally:
                self._is_held = False
                self._lock.release()

    def _hold(self, patience_s: float) -> None:
        try:
            self._lock.acquire(timeout=patience_s)
        except Timeout as why:
            raise OsintError(
                f"{self.path} has been locked by another program for {patience_s:.0f} s: end that program, "
                "then run the same command again; nothing that was kept is lost"
            ) from why
        except OSError as why:
            raise disk.unwritable(self.path, why) from why

    @property
    def place(self) -> tuple[int, int]:
        """The index and the offset of the next event, as far as this program has looked; for who holds the ledger."""
        return self._end

    def lines(self) -> Iterator[bytes]:
        """The whole lines as they stand on disk now, without their line ends."""
        return self._lines(0)

    def events(self) -> Iterator[Event]:
        """The events, as they stand on disk now.

        Raises:
            EvidenceBroken: for a line that is no event, or out of order.
        """
        return (event for event, _ in self.since(0, 0))

    def since(self, number: int, offset: int) -> Iterator[tuple[Event, int]]:
        """The events from index ``number``, which begins at byte ``offset``; each with the offset after it.

        Raises:
            EvidenceBroken: for a line that is no event, or out of order.
        """
        for line in self._lines(offset):
            offset += len(line) + 1
            yield _event(line, number), offset
            number += 1

    def event(self, number: int, offset: int) -> Event:
        """The event of index ``number``, which begins at byte ``offset``.

        Raises:
            EvidenceBroken: when it does not stand there.
        """
        return next(self.since(number, offset))[0]

    def tree(self) -> Tree:
        """The Merkle tree over all events that are on disk now.

        Raises:
            EvidenceBroken: for a line that is no event.
        """
        with self._inside:
            (tree, offset), self._grown = self._grown, (Tree(), 0)  # built anew after an interruption
            for event, end in self.since(len(tree), offset):
                tree.append(leaf_hash(sealing.leaf(event)))
                offset = end
            self._grown = (tree, offset)
            return tree

    def sync(self) -> None:
        """See to it that what was appended is on the disk itself.

        Raises:
            OsintError: when the disk does not take it.
        """
        try:
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())
        except OSError as why:
            raise disk.unwritable(self.path, why) from why
        self.is_unsynced = False

    def _begin(self) -> None:
        signed = self._signed_to()  # before the lines are counted: a program may sign at this moment
        if self.path.is_symlink():
            raise EvidenceBroken(
                f"{self.path} is a link: a ledger lies with its case; put the file itself there"
            )
        if self.path.exists():
            count = len(self)
            if count < signed:
                raise EvidenceBroken(
                    f"{self.path} has {count} events, and a checkpoint of {signed} was signed: lines are "
                    "missing; restore it from a copy"
                )
            return
        if signed or any(self.folder.glob("*.warc.gz")):
            raise EvidenceBroken(
                f"{self.path} is missing, and evidence that it told of is here: restore it from a copy"
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.path.touch()
            disk.sync_folder(self.folder)
        except OSError as why:
            raise disk.unwritable(self.path, why) from why

    def _signed_to(self) -> int:
        """How many events the largest checkpoint covers, going by its name."""
        names = (path.stem for path in self.folder.glob("checkpoints/*.note"))
        return max((int(name) for name in names if name.isascii() and name.isdigit()), default=0)

    def _lines(self, offset: int) -> Iterator[bytes]:
        """The whole lines from an offset on, without their ends."""
        with self.path.open("rb") as file:
            self._refuse_shorter(file, offset)
            file.seek(offset)
            for line in file:
                if not line.endswith(b"\n"):
                    return  # somebody is writing it at this moment, or a crash tore it
                yield line[:-1]

    def _write(self, line: bytes, offset: int) -> None:
        try:
            with self.path.open("ab", buffering=0) as file:
                written = file.write(line)
                if written != len(line):
                    raise OSError(errno.ENOSPC, f"only {written} of {len(line)} bytes could be written")
        except OSError as why:
            with suppress(OSError):  # else the next append moves it aside
                os.truncate(self.path, offset)
            raise disk.unwritable(self.path, why) from why

    def _ready(self) -> None:
        try:
            self._mend()
        except OSError as why:
            raise disk.unwritable(self.path, why) from why
        self._catch_up()

    def _catch_up(self) -> None:
        """Count the lines that this and other programs have written since."""
        count, offset = self._end
        with self.path.open("rb") as file:
            self._refuse_shorter(file, offset)
            place = file.seek(offset)
            while piece := file.read(STEP):
                if b"\n" in piece:
                    count += piece.count(b"\n")
                    offset = place + piece.rfind(b"\n") + 1
                place += len(piece)
        self._end = (count, offset)

    def _refuse_shorter(self, file: BinaryIO, offset: int) -> None:
        size = os.fstat(file.fileno()).st_size
        if size < offset:
            raise EvidenceBroken(
                f"{self.path} became shorter while it was in use ({size} bytes, {offset} were read): "
                "restore it from a copy"
            )

    def _mend_if_free(self) -> None:
        """Mend what a crash tore, unless somebody is appending, who does it, or nothing can be written here."""
        with self._inside:
            try:
                self._lock.acquire(timeout=0)
            except (Timeout, OSError):  # a reader goes on without
                return
            try:
                self._mend()
            except OSError as why:
                self.torn.append(f"the ledger's last line is torn, and cannot be moved aside yet: {why}")
            finally:
                self._lock.release()

    def _mend(self) -> None:
        """Move a torn last line aside; only while the lock is held, when nobody can be writing it."""
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            whole = _end_of_last_line(file, size)
        if whole < size:
            name = torn.move_aside(self.path, whole)
            self.torn.append(f"the ledger's last line was torn ({size - whole} bytes): moved to {name}")


def _end_of_last_line(file: BinaryIO, end: int) -> int:
    """The offset after the last line end before ``end``, or 0."""
    step = 1  # nearly always the last byte is one
    while end > 0:
        start = max(0, end - step)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end, step = start, 65536
    return 0


def _event(line: bytes, number: int) -> Event:
    try:
        event: Event = json.loads(line.decode())
        is_next = (
            event["n"] == number and isinstance(event["type"], str) and isinstance(event["written"], str)
        )
        if is_next and len(bytes.fromhex(event[sealing.SALT])) == sealing.SALT_BYTES:
            return event
    except (ValueError, KeyError, TypeError, RecursionError) as why:
        raise EvidenceBroken(
            f"{FILE}: line {number + 1} is no event ({why}): restore the file from a copy"
        ) from why
    raise EvidenceBroken(
        f"{FILE}: line {number + 1} is out of order: lines were removed, added or exchanged; "
        "restore the file from a copy"
    )
