"""The ledger: one canonical event a line, in the order in which things happened, as leaves of a Merkle tree.

``ledger.jsonl`` only grows. Every line is canonical JSON with ``n`` (its index from zero), ``type`` and
``at`` (when it was written, UTC). Several programs may append at once: a file lock stands round each
append, and readers never wait. A line that a crash tore is moved to ``torn/``, never deleted.
"""

import json
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from osint import canonical
from osint.errors import EvidenceBroken, OsintError
from osint.evidence.merkle import Tree, leaf_hash
from osint.records import stamp

Event = dict[str, Any]
FILE = "ledger.jsonl"


class Ledger:
    """The ledger of the case whose evidence lies in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open the ledger, or begin one; a torn last line is moved aside."""
        self.folder = folder
        self.path = folder / FILE
        self.torn: list[str] = []  # what was moved aside, in words
        self._lock = FileLock(folder / "ledger.lock")
        self._inside = threading.RLock()
        self._read_to = 0
        self._tree = Tree()
        folder.mkdir(parents=True, exist_ok=True)
        with self._inside, self._lock:
            self.path.touch()
            self._mend()
            self._catch_up()

    def __len__(self) -> int:
        """How many events this program has seen so far."""
        return len(self._tree)

    def append(self, kind: str, fields: Mapping[str, Any]) -> Event:
        """Write one event at the end, and return it as it stands.

        Raises:
            OsintError: when it cannot be written (a full disk); nothing is left half-written.
            TypeError: for fields that have no canonical form.
        """
        with self._inside, self._lock:
            self._mend()
            self._catch_up()
            event = {**fields, "type": kind, "n": len(self._tree), "written": stamp(datetime.now(UTC))}
            line = canonical.encode(event) + b"\n"
            self._write(line)
            self._tree.append(leaf_hash(line[:-1]))
            self._read_to += len(line)
        return event

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
        with self.path.open("rb") as file:
            file.seek(offset)
            for line in file:
                if not line.endswith(b"\n"):
                    return  # somebody is writing it at this moment, or a crash tore it
                offset += len(line)
                yield _event(line[:-1], number), offset
                number += 1

    def lines(self) -> Iterator[bytes]:
        """The whole lines as they stand on disk now, without their line ends."""
        with self.path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield line[:-1]

    def tree(self) -> Tree:
        """The Merkle tree over all events that are on disk now."""
        with self._inside:
            self._catch_up()
            return self._tree

    def sync(self) -> None:
        """See to it that what was appended is on the disk itself."""
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())

    def _write(self, line: bytes) -> None:
        size = self.path.stat().st_size
        try:
            with self.path.open("ab", buffering=0) as file:
                written = file.write(line)
                if written != len(line):
                    raise OSError(f"only {written} of {len(line)} bytes could be written")
        except OSError as why:
            os.truncate(self.path, size)
            raise OsintError(
                f"{self.path} cannot be written ({why}): make room on the disk and run the same command "
                "again; what was kept before is whole"
            ) from why

    def _catch_up(self) -> None:
        """Take in the lines that others have written since."""
        with self.path.open("rb") as file:
            file.seek(self._read_to)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._tree.append(leaf_hash(line[:-1]))
                self._read_to += len(line)

    def _mend(self) -> None:
        """Move a torn last line aside; only while the lock is held, when nobody can be writing it."""
        size = self.path.stat().st_size
        if size == 0:
            return
        with self.path.open("rb") as file:
            file.seek(size - 1)
            if file.read(1) == b"\n":
                return
            whole = _end_of_last_line(file, size)
            file.seek(whole)
            rest = file.read()
        aside = self.folder / "torn"
        aside.mkdir(exist_ok=True)
        name = f"ledger-{whole}-{secrets.token_hex(4)}.bin"
        (aside / name).write_bytes(rest)
        os.truncate(self.path, whole)
        self.torn.append(f"the ledger's last line was torn ({len(rest)} bytes): moved to torn/{name}")


def _end_of_last_line(file: Any, size: int) -> int:
    """The offset after the last line end before ``size``, or 0."""
    step = 65536
    end = size
    while end > 0:
        start = max(0, end - step)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return int(start + found + 1)
        end = start
    return 0


def _event(line: bytes, number: int) -> Event:
    try:
        event = json.loads(line)
        if event["n"] == number and isinstance(event["type"], str):
            return dict(event)
    except (ValueError, KeyError, TypeError) as why:
        raise EvidenceBroken(
            f"{FILE}: line {number + 1} is no event ({why}): restore the file from a copy"
        ) from why
    raise EvidenceBroken(f"{FILE}: line {number + 1} is out of order: lines were removed, added or exchanged")
