"""The store: every exchange as it was, in WARC segments, found again through the ledger.

The bytes are written first, the ledger's event after. A crash between the two leaves a whole group that no
event names: it is entered when the case is opened next. A group that was cut is moved to ``torn/``.
"""

import os
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from osint.errors import EvidenceBroken, UsageError
from osint.evidence import segment
from osint.evidence.ledger import Event, Ledger
from osint.evidence.segment import Place, Segment
from osint.formats import warc, warc_write
from osint.formats.reading import Unreadable
from osint.records import Exchange


class Store:
    """The kept exchanges of one case."""

    def __init__(self, folder: Path, ledger: Ledger, *, warcinfo: Mapping[str, str]) -> None:
        """Open the store; ``mended`` says in words what a crash had left behind."""
        self.folder = folder
        self.ledger = ledger
        self.mended: list[str] = list(ledger.torn)
        self._warcinfo = dict(warcinfo)
        self._segment: Segment | None = None
        self._lock = threading.RLock()
        self._places: dict[str, Place] = {}
        self._uris: dict[str, str] = {}
        self._withdrawn: dict[str, Event] = {}
        self._seen = (0, 0)  # the index and the offset of the next event
        self._recover()

    def keep(self, exchange: Exchange) -> Exchange:
        """Keep an exchange; the same one twice is kept once.

        Raises:
            OsintError: when the disk is full; nothing half-written is left.
        """
        name = exchange.id
        with self._lock:
            if self._knows(name):
                return exchange
            if self._segment is None:
                self._segment = Segment(self.folder, self._warcinfo)
            place = self._segment.append(exchange)
            self._enter(exchange, place)
        return exchange

    def has(self, name: str) -> bool:
        """Whether an exchange is kept (or was, and is withdrawn)."""
        with self._lock:
            return self._knows(name)

    def read(self, name: str) -> Exchange:
        """A kept exchange, byte for byte.

        Raises:
            UsageError: when no exchange of this name was ever kept, or it was withdrawn.
            EvidenceBroken: when its bytes are gone or are not what they were.
        """
        with self._lock:
            self._catch_up()
            place = self._places.get(name)
        if name in self._withdrawn:
            raise UsageError(f"exchange {name} was withdrawn: {self._withdrawn[name]['because']}")
        if place is None:
            raise UsageError(f"no exchange {name}: list them with `osint show DIR exchanges`")
        return self._read(name, place)

    def names(self) -> tuple[str, ...]:
        """The names of all exchanges that can be read, in the order in which they were kept."""
        with self._lock:
            self._catch_up()
            return tuple(name for name in self._places if name not in self._withdrawn)

    def find(self, prefix: str) -> str:
        """The whole name of the one exchange that begins so.

        Raises:
            UsageError: when there is none, or more than one.
        """
        with self._lock:
            self._catch_up()
            found = [name for name in self._places if name.startswith(prefix)]
        if len(found) != 1:
            raise UsageError(
                f"{len(found)} exchanges begin with {prefix!r}: list them with `osint show DIR exchanges`"
            )
        return found[0]

    def exchanges(self) -> Iterator[Exchange]:
        """All exchanges that can be read, in the order in which they were kept."""
        for name in self.names():
            yield self.read(name)

    def events(self) -> Iterator[Event]:
        """What the ledger says of each exchange; no bytes are read."""
        return (event for event in self.ledger.events() if event["type"] == "exchange")

    def withdrawn(self) -> dict[str, Event]:
        """The withdrawal events, by exchange."""
        with self._lock:
            self._catch_up()
            return dict(self._withdrawn)

    def withdraw(self, name: str, because: str) -> Event:
        """Destroy an exchange's bytes; hash, reason and time stay. Other exchanges are not moved.

        Raises:
            UsageError: without a reason, or for an exchange that is unknown or withdrawn already.
        """
        if not because.strip():
            raise UsageError("a withdrawal needs its reason: --because 'order of …'")
        with self._lock:
            self._catch_up()
            place = self._places.get(name)
            if place is None or name in self._withdrawn:
                raise UsageError(f"no exchange {name} to withdraw, or it was withdrawn already")
            event = self.ledger.append("withdrawal", {"exchange": name, "because": because.strip()})
            self._destroy(name, place)
            self._catch_up()
        return event

    def sync(self) -> None:
        """See to it that all that was kept is on the disk itself."""
        with self._lock:
            if self._segment is not None:
                self._segment.sync()
            self.ledger.sync()

    def close(self) -> None:
        """End this program's segment."""
        with self._lock:
            if self._segment is not None:
                self._segment.close()
                self._segment = None
            self.ledger.sync()

    def _enter(self, exchange: Exchange, place: Place) -> None:
        where = {"segment": place.segment, "offset": place.offset, "length": place.length}
        self.ledger.append("exchange", {**exchange.core(), "id": exchange.id, **where})
        self._places[exchange.id] = place
        self._uris[exchange.id] = exchange.ask.uri

    def _knows(self, name: str) -> bool:
        if name not in self._places:
            self._catch_up()
        return name in self._places

    def _catch_up(self) -> None:
        """Take in the events that this and other programs have written since."""
        for event, offset in self.ledger.since(*self._seen):
            self._seen = (event["n"] + 1, offset)
            if event["type"] == "exchange":
                self._places[event["id"]] = Place(event["segment"], event["offset"], event["length"])
                self._uris[event["id"]] = event["uri"]
            elif event["type"] == "withdrawal":
                self._withdrawn[event["exchange"]] = event

    def _read(self, name: str, place: Place) -> Exchange:
        try:
            with (self.folder / place.segment).open("rb") as file:
                file.seek(place.offset)
                data = file.read(place.length)
            group = [
                record
                for record in warc.records(data, source=place.segment)
                if isinstance(record, warc.Record)
            ]
            exchange = warc.exchange_of(group)
        except (OSError, ValueError, KeyError, TypeError, IndexError) as why:
            raise EvidenceBroken(
                f"{place.segment}: exchange {name} cannot be read ({why}): restore it from a copy"
            ) from why
        if exchange.id != name:
            raise EvidenceBroken(f"{place.segment}: another exchange stands where {name} was kept")
        return exchange

    def _destroy(self, name: str, place: Place) -> None:
        stone = warc_write.tombstone(name, datetime.now(UTC), self._uris[name], place.length)
        with (self.folder / place.segment).open("rb+") as file:
            file.seek(place.offset)
            file.write(stone)
            file.flush()
            os.fsync(file.fileno())

    def _recover(self) -> None:
        """Enter what a crash left out of the ledger, and move aside what it tore."""
        self._catch_up()
        ends: dict[str, int] = {}
        for place in self._places.values():
            ends[place.segment] = max(ends.get(place.segment, 0), place.offset + place.length)
        for path in sorted(self.folder.glob("*.warc.gz")):
            end = ends.get(path.name, 0)
            if path.stat().st_size > end and not segment.is_written_now(path):
                self._recover_segment(path, end)

    def _recover_segment(self, path: Path, end: int) -> None:
        for found in segment.orphans(path, end):
            if isinstance(found, Unreadable):
                continue  # cut below, and said there
            if not self._knows(found.exchange.id):
                self._enter(found.exchange, found.place)
                self.mended.append(f"exchange {found.exchange.id[:12]} was kept and not entered: entered now")
            end = max(end, found.place.offset + found.place.length)
        if end and (torn := segment.cut_torn_tail(path, end, self.folder / "torn")):
            self.mended.append(f"{path.name}: {torn} bytes of a torn exchange were moved to torn/")
