"""Where each exchange of a case lies, as the ledger says; kept up with what other programs append."""

from contextlib import AbstractContextManager
from operator import itemgetter

from osint.errors import EvidenceBroken
from osint.evidence.ledger import FILE, Event, Ledger
from osint.evidence.segment import LAST, Place, is_name
from osint.records import Exchange

# The fields of ``Exchange.core`` that are texts.
TEXTS = ("uri", "method", "collector", "at", "ended", "outcome", "why", "address", "said", "head", "body")
_texts = itemgetter(*TEXTS)


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
        """Take in the events that this and other programs have written since.

        Raises:
            EvidenceBroken: for an event that cannot be one of ours.
        """
        for event, offset in self._ledger.since(*self._next):
            self._take(event)
            self._next = (event["n"] + 1, offset)  # last: an event that Ctrl-C cut short is taken in again

    def _take(self, event: Event) -> None:
        if event["type"] in {"exchange", "copy"}:
            name, place = _text(event, "id"), _place(event)
            if event["type"] == "exchange":
                _check_core(event)
            places = self.places.setdefault(name, [])
            if place not in places:
                places.append(place)
        elif event["type"] == "withdrawal":
            _text(event, "because")
            self.withdrawn[_text(event, "exchange")] = event

    def uri_of(self, name: str) -> str:
        """What was asked in an exchange; empty when the ledger does not say."""
        events = self._ledger.events()
        found = (event for event in events if event["type"] == "exchange" and event["id"] == name)
        return str(next(found, {}).get("uri", ""))

    def knows(self, name: str) -> bool:
        """Whether an exchange was ever kept."""
        if name not in self.places:
            self.catch_up()
        return name in self.places

    def alone(self, *, patience_s: float | None = None) -> AbstractContextManager[None]:
        """Hold the ledger: nobody else enters anything meanwhile."""
        return self._ledger.alone(patience_s=patience_s)

    def spans(self) -> dict[str, list[tuple[int, int]]]:
        """The parts of each segment that the ledger knows, as offsets from and to."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for places in self.places.values():
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
            is_new = name not in self.places
            if is_new:
                brought = {"imported": imported} if imported else {}
                self._ledger.append("exchange", {**exchange.core(), **where, **brought})
            elif place not in self.places[name]:
                self._ledger.append("copy", where)
            self.catch_up()
        return is_new


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


def _text(event: Event, field: str) -> str:
    value = event.get(field)
    if not isinstance(value, str):
        raise _broken(event, f"{field} is {str(value)[:80]!r}")
    return value


def _broken(event: Event, what: str) -> EvidenceBroken:
    return EvidenceBroken(
        f"{FILE}: line {event['n'] + 1} cannot be ours ({what}): restore the file from a copy"
    )
