"""The store: every exchange as it was, in WARC segments, found again through the ledger.

The bytes are written first, the ledger's event after. A crash between the two leaves a whole group that no
event names: it is entered when the case is opened next (``recovery.py``). Events that are written here:

- ``exchange``: the exchange's ``core``, its ``id``, and ``segment``, ``offset``, ``length``
- ``copy``: ``id``, ``segment``, ``offset``, ``length`` of an exchange that two programs kept at one time
- ``withdrawal``: ``exchange``, ``because``; the bytes are gone, hash and reason stay
"""

import io
import os
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from osint.errors import EvidenceBroken, UsageError
from osint.evidence import withdrawal
from osint.evidence.index import Index
from osint.evidence.ledger import Event, Ledger
from osint.evidence.recovery import missing, recover
from osint.evidence.segment import ANY_LENGTH, Place, Segment
from osint.formats import warc
from osint.records import Exchange

SHORTEST = 8  # letters by which an exchange may be named
SYNC_EVERY_S = 5.0  # what a power cut may take; a killed program loses nothing


class Store:
    """The kept exchanges of one case. May be used from several threads."""

    def __init__(
        self, folder: Path, ledger: Ledger, *, warcinfo: Mapping[str, str], mends: bool = True
    ) -> None:
        """Open the store; ``mended`` says in words what a crash had left behind, and what became of it."""
        self.folder = folder
        self.ledger = ledger
        self._warcinfo = dict(warcinfo)
        self._segment: Segment | None = None
        self._lock = threading.RLock()
        self._synced = time.monotonic()
        self._index = Index(ledger)
        self.mended: list[str] = [*ledger.torn, *(recover(folder, self._index) if mends else ())]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def keep(self, exchange: Exchange, *, imported: str = "") -> Exchange:
        """Keep an exchange; the same one twice is kept once, and a withdrawn one stays withdrawn.

        ``imported`` names the file that brought it: its event says so, since whoever can write a segment can
        write one that looks as if this case had asked.

        Raises:
            OsintError: when the disk is full; nothing half-written is left.
        """
        name = exchange.id
        with self._lock:
            if not self._index.knows(name):
                place = self._open_segment().append(exchange)
                self._index.enter(exchange, place, imported=imported)
                if name in self._index.withdrawn:  # by another program, at this moment
                    withdrawal.complete(self.folder, self._index.withdrawn[name], [place])
                if time.monotonic() - self._synced >= SYNC_EVERY_S:
                    self.sync()
        return exchange

    def has(self, name: str) -> bool:
        """Whether an exchange is kept (or was, and is withdrawn)."""
        with self._lock:
            return self._index.knows(name)

    def read(self, name: str) -> Exchange:
        """A kept exchange, byte for byte.

        Raises:
            UsageError: when no exchange of this name was ever kept, or it was withdrawn.
            EvidenceBroken: when its bytes are gone or are not what they were.
        """
        places = self._places(name)
        problem: Exception | None = None
        for place in places:
            try:
                return _read(self.folder / place.segment, name, place)
            except (OSError, ValueError) as why:
                problem = why
        self._places(name)  # somebody may have withdrawn it at this moment
        raise EvidenceBroken(
            f"{places[0].segment}: exchange {name} cannot be read ({problem}): restore the file from a copy, "
            "or, where there is none, withdraw the exchange with that reason"
        ) from problem

    def names(self) -> tuple[str, ...]:
        """The names of all exchanges that can be read, in the order in which they were kept."""
        with self._lock:
            self._index.catch_up()
            return tuple(name for name in self._index.names() if name not in self._index.withdrawn)

    def find(self, prefix: str) -> str:
        """The whole name of the one exchange that begins so.

        Raises:
            UsageError: when there is none, more than one, or fewer than ``SHORTEST`` letters are given:
                what is found may be destroyed.
        """
        if len(prefix) < SHORTEST:
            raise UsageError(f"{prefix!r}: give at least the first {SHORTEST} letters of an exchange's name")
        with self._lock:
            self._index.catch_up()
            found = [name for name in self._index.names() if name.startswith(prefix)]
        if len(found) != 1:
            raise UsageError(
                f"{len(found)} exchanges begin with {prefix!r}: list them with `osint show DIR exchanges`"
            )
        return found[0]

    def missing(self) -> tuple[str, ...]:
        """In words, which segments lack exchanges that the ledger names; empty when the evidence is whole."""
        with self._lock:
            self._index.catch_up()
            return tuple(missing(self.folder, self._index))

    def exchanges(self) -> Iterator[Exchange]:
        """All exchanges that can be read, in the order in which they were kept."""
        for name in self.names():
            yield self.read(name)

    def events(self) -> Iterator[Event]:
        """What the ledger says of each exchange; no bytes are read."""
        return (event for event in self.ledger.events() if event["type"] == "exchange")

    def others(self) -> Iterator[Event]:
        """The ledger's other events, of judgements, leads, imports and the like; exchanges' are not read."""
        with self._lock:
            self._index.catch_up()
        return self._index.others()

    def imported(self) -> list[tuple[str, str]]:
        """Kind and value of the subjects whose exchanges came from files, in the order in which they came."""
        with self._lock:
            self._index.catch_up()
            return list(self._index.imported)

    def asked(self) -> dict[str, int]:
        """The collectors of the exchanges, each with the index of the last event of one."""
        with self._lock:
            self._index.catch_up()
            return dict(self._index.asked)

    def withdrawn(self) -> dict[str, Event]:
        """The withdrawal events, by exchange."""
        with self._lock:
            self._index.catch_up()
            return dict(self._index.withdrawn)

    def same_body(self, name: str) -> tuple[str, ...]:
        """The other exchanges that brought the very same body, and are not withdrawn.

        What must go from one of them must go from all.
        """
        heads = {event["id"]: event["body"] for event in self.events()}
        gone = self.withdrawn()
        return tuple(
            each
            for each, body in heads.items()
            if body == heads.get(name) and each != name and each not in gone
        )

    def withdraw(self, name: str, because: str) -> Event:
        """Destroy an exchange's bytes; hash, reason and time stay. Other exchanges are not moved.

        The reason is written first: a crash between the two is made good when the case is opened next.
        What a disk, its snapshots and backups keep of overwritten bytes is out of this program's reach.

        Raises:
            UsageError: without a reason, or for an exchange that is unknown or withdrawn already.
            OsintError: when it cannot be written.
        """
        if not because.strip():
            raise UsageError("a withdrawal needs its reason: --because 'order of …'")
        with self._lock, self.ledger.alone():
            self._index.catch_up()
            if not self._index.places(name) or name in self._index.withdrawn:
                raise UsageError(f"no exchange {name} to withdraw, or it was withdrawn already")
            event = self.ledger.append("withdrawal", {"exchange": name, "because": because.strip()})
            self.ledger.sync()  # the reason is on the disk before the bytes are gone from it
            self._index.catch_up()
            withdrawal.clear_torn(self.folder, self._index.uri_of(name))
            withdrawal.complete(self.folder, event, self._index.places(name))
        return event

    def sync(self) -> None:
        """See to it that all that was kept is on the disk itself.

        Raises:
            OsintError: when the disk does not take it.
        """
        with self._lock:
            if self._segment is not None:
                self._segment.sync()
            self._sync_ledger()
            self._synced = time.monotonic()

    def _sync_ledger(self) -> None:
        if self.ledger.is_unsynced:  # who only read needs no right to write
            self.ledger.sync()

    def close(self) -> None:
        """End this program's segment; the store may be used on, in a segment of its own.

        Raises:
            OsintError: when the disk does not take it.
        """
        with self._lock:
            ended, self._segment = self._segment, None
            if ended is not None and ended.process == os.getpid():
                ended.close()
            self._sync_ledger()

    def _open_segment(self) -> Segment:
        if self._segment is not None and self._segment.process == os.getpid():
            if not self._segment.is_full:
                return self._segment
            self._segment.close()
        self._segment = Segment(self.folder, self._warcinfo)
        return self._segment

    def _places(self, name: str) -> list[Place]:
        with self._lock:
            self._index.catch_up()
            if name in self._index.withdrawn:
                because = self._index.withdrawn[name]["because"]
                raise UsageError(f"exchange {name} was withdrawn: {because}")
            if not (places := self._index.places(name)):
                raise UsageError(f"no exchange {name}: list them with `osint show DIR exchanges`")
            return places


def _read(path: Path, name: str, place: Place) -> Exchange:
    """The exchange that lies at a place.

    Raises:
        OSError: when the segment cannot be read.
        ValueError: when something else lies there.
    """
    if place.end > path.stat().st_size:  # before so many bytes are asked for
        raise ValueError(f"the file ends before offset {place.end}")
    with path.open("rb") as file:
        file.seek(place.offset)
        data = io.BytesIO(file.read(place.length))
    group = next(warc.groups(warc.records(data, source=path.name, longest=ANY_LENGTH)), None)
    if group is None or group[-1].end != place.length:
        raise ValueError(f"no whole exchange lies at offset {place.offset}")
    exchange = warc.exchange_of(group)
    if exchange.id != name:
        raise ValueError(f"exchange {exchange.id} lies at offset {place.offset}")
    return exchange
