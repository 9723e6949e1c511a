"""Where each exchange of a case lies, as the ledger says; kept up with what other programs append."""

from contextlib import AbstractContextManager

from osint.evidence.ledger import Event, Ledger
from osint.evidence.segment import Place
from osint.records import Exchange


class Index:
    """The exchanges of a ledger by their ids. Not for several threads at once: the store sees to that."""

    def __init__(self, ledger: Ledger) -> None:
        """Read the ledger as it stands."""
        self.places: dict[str, list[Place]] = {}  # in ledger order; more than one: kept by two at one time
        self.withdrawn: dict[str, Event] = {}
        self._ledger = ledger
        self._next = (0, 0)  # index and offset of the next event
        self.catch_up()

    def catch_up(self) -> None:
        """Take in the events that this and other programs have written since."""
        for event, offset in self._ledger.since(*self._next):
            self._next = (event["n"] + 1, offset)
            if event["type"] in {"exchange", "copy"}:
                place = Place(event["segment"], event["offset"], event["length"])
                self.places.setdefault(event["id"], []).append(place)
            elif event["type"] == "withdrawal":
                self.withdrawn[event["exchange"]] = event

    def event_of(self, name: str) -> Event:
        """What the ledger says of an exchange.

        Raises:
            KeyError: when it says nothing.
        """
        for event in self._ledger.events():
            if event["type"] == "exchange" and event["id"] == name:
                return event
        raise KeyError(name)

    def knows(self, name: str) -> bool:
        """Whether an exchange was ever kept."""
        if name not in self.places:
            self.catch_up()
        return name in self.places

    def alone(self) -> AbstractContextManager[None]:
        """Hold the ledger: nobody else enters anything meanwhile."""
        return self._ledger.alone()

    def spans(self) -> dict[str, list[tuple[int, int]]]:
        """The parts of each segment that the ledger knows, as offsets from and to."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for places in self.places.values():
            for place in places:
                spans.setdefault(place.segment, []).append((place.offset, place.end))
        return spans

    def enter(self, exchange: Exchange, place: Place) -> bool:
        """Write an exchange's event, or that of its copy where another program was faster; whether it was new.

        Raises:
            OsintError: when the ledger cannot be written.
        """
        name = exchange.id
        where = {"id": name, "segment": place.segment, "offset": place.offset, "length": place.length}
        with self.alone():
            self.catch_up()
            is_new = name not in self.places
            if is_new:
                self._ledger.append("exchange", {**exchange.core(), **where})
            elif place not in self.places[name]:
                self._ledger.append("copy", where)
            self.catch_up()
        return is_new
