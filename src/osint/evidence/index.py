"""Where each exchange of a case lies, as the ledger says; kept up with what other programs append."""

from array import array
from collections.abc import Iterator
from contextlib import AbstractContextManager
from operator import itemgetter

from osint.errors import EvidenceBroken
from osint.evidence.ledger import FILE, Event, Ledger
from osint.evidence.numbering import Numbering
from osint.evidence.segment import LAST, Place, is_name
from osint.records import Exchange

# The fields of ``Exchange.core`` that are texts.
TEXTS = ("uri", "method", "collector", "at", "ended", "outcome", "why", "address", "said", "head", "body")
_texts = itemgetter(*TEXTS)
ID_BYTES = 32


class Index:
    """The exchanges of a ledger by their ids. Not for several threads at once: the store sees to that.

    Of each exchange it keeps some seventy bytes; of all other events, where they stand in the ledger.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Read the ledger as it stands."""
        self.withdrawn: dict[str, Event] = {}
        self.imported: dict[
            tuple[str, str], None
        ] = {}  # kind and value of the subjects of imported exchanges
        self.asked: dict[str, int] = {}  # collector → the index of the last event of an exchange of its own
        self._ids = Numbering(ID_BYTES)
        self._segments: dict[str, int] = {}
        self._at = array("q")  # three for each exchange: its segment, the offset and the length there
        self._further: dict[int, list[Place]] = {}  # more places than one: kept by two programs at one time
        self._others = array("q"), array("q")  # index and offset of each event that is of no exchange
        self._ledger = ledger
        self._next = (0, 0)  # index and offset of the next event
        self.catch_up()

    def catch_up(self) -> None:
        """Take in the events that this and other programs have written since.

        Raises:
            EvidenceBroken: for an event that cannot be one of ours.
        """
        for event, offset in self._ledger.since(*self._next):
            self._take(event, (event["n"] + 1, offset))

    def _take(self, event: Event, then: tuple[int, int]) -> None:
        """Take in an event; behind it the ledger goes on at that index and offset."""
        if event["type"] in {"exchange", "copy"}:
            key, place = _id(event), _place(event)
            if event["type"] == "exchange":
                _check_core(event)
                self.asked[event["collector"]] = event["n"]
                if event.get("imported"):
                    self.imported[event["subject"][0], event["subject"][1]] = None
            self._put(key, place)
        else:
            if event["type"] == "withdrawal":
                _text(event, "because")
                self.withdrawn[_text(event, "exchange")] = event
            if not self._others[0] or self._others[0][-1] < event["n"]:
                self._others[1].append(self._next[1])
                self._others[0].append(event["n"])
        self._next = then  # last: an event that Ctrl-C cut short is taken in again

    def _put(self, key: bytes, place: Place) -> None:
        count = len(self._ids)
        segment = self._segments.setdefault(place.segment, len(self._segments))
        self._at[3 * count :] = array("q", (segment, place.offset, place.length))  # written over if not new
        number = self._ids.add(key)
        if number < count and place not in self._places(number):
            self._further.setdefault(number, []).append(place)

    def places(self, name: str) -> list[Place]:
        """Where an exchange lies, in ledger order: more than one when two programs kept it at one time."""
        number = self._ids.find(_key(name))
        return self._places(number) if number >= 0 else []

    def _places(self, number: int) -> list[Place]:
        segment, offset, length = self._at[3 * number : 3 * number + 3]
        return [Place(list(self._segments)[segment], offset, length), *self._further.get(number, ())]

    def names(self) -> Iterator[str]:
        """Every exchange that was ever kept, in ledger order."""
        return (key.hex() for key in self._ids)

    def others(self) -> Iterator[Event]:
        """The events that are of no exchange, in order; nothing else is read."""
        for number, offset in zip(*self._others, strict=False):
            yield self._ledger.event(number, offset)

    def uri_of(self, name: str) -> str:
        """What was asked in an exchange; empty when the ledger does not say."""
        events = self._ledger.events()
        found = (event for event in events if event["type"] == "exchange" and event["id"] == name)
        return str(next(found, {}).get("uri", ""))

    def knows(self, name: str) -> bool:
        """Whether an exchange was ever kept."""
        if self._ids.find(_key(name)) < 0:
            self.catch_up()
        return self._ids.find(_key(name)) >= 0

    def alone(self, *, patience_s: float | None = None) -> AbstractContextManager[None]:
        """Hold the ledger: nobody else enters anything meanwhile."""
        return self._ledger.alone(patience_s=patience_s)

    def spans(self) -> dict[str, list[tuple[int, int]]]:
        """The parts of each segment that the ledger knows, as offsets from and to."""
        spans: dict[str, list[tuple[int, int]]] = {name: [] for name in self._segments}
        names = list(self._segments)
        for number in range(len(self._ids)):
            segment, offset, length = self._at[3 * number : 3 * number + 3]
            spans[names[segment]].append((offset, offset + length))
        for places in self._further.values():
            for place in places:
                spans.setdefault(place.segment, []).append((place.offset, place.end))
        return spans

    def enter(self, exchange: Exchange, place: Place, *, imported: str = "") -> bool:
        """Write an exchange's event, or that of its copy where another program was faster; whether it was new.

        Raises:
            OsintError: when the ledger cannot be written.
        """
        name = exchange.id
        where = {"id": name, "segment": place.segment, "offset": place.offset, "length": place.length}
        with self.alone():
            self.catch_up()
            places = self.places(name)
            if not places:
                brought = {"imported": imported} if imported else {}
                event = self._ledger.append("exchange", {**exchange.core(), **where, **brought})
            elif place not in places:
                event = self._ledger.append("copy", where)
            else:
                return False
            self._take(event, self._ledger.place)
        return not places


def _check_core(event: Event) -> None:
    """That the rooms above find every field that they take for granted (``Exchange.core``)."""
    try:
        texts = _texts(event)  # in one go: a hundred thousand events are looked at each time a case is opened
    except KeyError as why:
        raise _broken(event, f"no {why}") from why
    if set(map(type, texts)) != {str}:
        raise _broken(event, f"one of {', '.join(TEXTS)} is no text")
    subject, facts = event.get("subject"), event.get("facts")
    if not (_is_row(subject, 3) and isinstance(facts, list) and all(_is_row(fact, 2) for fact in facts)):
        raise _broken(event, f"subject {str(subject)[:80]}, facts {str(facts)[:80]}")


def _is_row(value: object, length: int) -> bool:
    return isinstance(value, list) and len(value) == length and set(map(type, value)) == {str}


def _place(event: Event) -> Place:
    """Where an event says that bytes lie: a ledger from elsewhere must not point out of its folder."""
    segment, offset, length = _text(event, "segment"), event.get("offset"), event.get("length")
    is_span = type(offset) is int and type(length) is int and 0 <= offset < offset + length <= LAST
    if not is_name(segment) or not is_span:
        raise _broken(event, f"bytes {offset!r}, {length!r} of {segment[:80]!r}")
    return Place(segment, event["offset"], event["length"])


def _id(event: Event) -> bytes:
    """An exchange's id as bytes."""
    key = _key(_text(event, "id"))
    if not key:
        raise _broken(event, f"id is {event['id'][:80]!r}")
    return key


def _key(name: str) -> bytes:
    """A name as bytes; empty for what is no name of an exchange."""
    try:
        key = bytes.fromhex(name)
    except ValueError:
        return b""
    return key if len(key) == ID_BYTES and key.hex() == name else b""


def _text(event: Event, field: str) -> str:
    value = event.get(field)
    if not isinstance(value, str):
        raise _broken(event, f"{field} is {str(value)[:80]!r}")
    return value


def _broken(event: Event, what: str) -> EvidenceBroken:
    return EvidenceBroken(
        f"{FILE}: line {event['n'] + 1} cannot be ours ({what}): restore the file from a copy"
    )
