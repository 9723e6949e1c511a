"""The answers that a case has, found again by question: what was answered is not asked again."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from osint.evidence.ledger import Ledger
from osint.evidence.numbering import Numbering
from osint.records import Ask, Exchange, Outcome

# An answer in one of these need not be sought again; the others are, the next time that the user collects.
ABSENT_STANDS = timedelta(days=1)  # that there was none: names come, and resolvers lie
SETTLED = frozenset({Outcome.ANSWERED, Outcome.ABSENT, Outcome.CHALLENGED, Outcome.REPLACED})
PART = "part-of-visit"  # a fact: what a page asked for in a browser answers none of our own questions
MOST_HOPS = 32  # more redirects than the recorder ever follows
OUTCOMES = tuple(Outcome)
NUMBERS = {outcome: bytes([number]) for number, outcome in enumerate(OUTCOMES)}
ID_BYTES, KEY_BYTES = 32, 16


@dataclass(frozen=True, slots=True)
class Head:
    """What the ledger says of an exchange, as far as finding it again needs."""

    id: str
    outcome: Outcome


class Heads:
    """Heads by keys; some sixty bytes for each, since a case may have a million."""

    def __init__(self) -> None:
        """Begin with none."""
        self._keys = Numbering(KEY_BYTES)
        self._ids = bytearray()
        self._outcomes = bytearray()

    def put(self, text: str, head: Head) -> None:
        """Put a head in the place of the one that this text led to."""
        key = _digest(text)
        number = self._keys.find(key)
        number = len(self._keys) if number < 0 else number
        self._ids[number * ID_BYTES : (number + 1) * ID_BYTES] = bytes.fromhex(head.id)
        self._outcomes[number : number + 1] = NUMBERS[head.outcome]
        self._keys.add(key)

    def get(self, text: str) -> Head | None:
        """The head that a text leads to."""
        number = self._keys.find(_digest(text))
        if number < 0:
            return None
        name = self._ids[number * ID_BYTES : (number + 1) * ID_BYTES].hex()
        return Head(name, OUTCOMES[self._outcomes[number]])


class Questions:
    """The exchanges of a case by what was asked; a later one for the same question stands before an earlier."""

    def __init__(self, events: Iterable[Mapping[str, Any]] = ()) -> None:
        """Take in the ledger's exchange events."""
        self._by_question = Heads()
        self._next_hop = Heads()  # by the exchange whose redirect led there
        self._next = (0, 0)  # index and offset of the ledger's next event
        for event in events:
            self._take(event)

    def catch_up(self, ledger: Ledger) -> None:
        """Take in what was written into the ledger since."""
        for event, offset in ledger.since(*self._next):
            if event["type"] == "exchange":
                self._take(event)
            self._next = (event["n"] + 1, offset)

    def add(self, exchange: Exchange) -> None:
        """Take in one more exchange."""
        if not exchange.fact(PART):
            head = Head(exchange.id, exchange.outcome)
            self._put(exchange.ask.method, exchange.ask.uri, exchange.fact("redirected-from"), head)

    def hops(self, ask: Ask) -> list[Head]:
        """The kept exchanges from a question to the end of its redirects, as far as they are followed."""
        found = self._by_question.get(f"{ask.method} {ask.uri}")
        hops: list[Head] = []
        while found is not None and len(hops) <= MOST_HOPS:
            hops.append(found)
            found = self._next_hop.get(found.id) if ask.follow else None
        return hops

    def _take(self, event: Mapping[str, Any]) -> None:
        told = dict(event["facts"])
        if PART not in told:
            head = Head(event["id"], Outcome(event["outcome"]))
            self._put(event["method"], event["uri"], told.get("redirected-from", ""), head)

    def _put(self, method: str, uri: str, came_from: str, head: Head) -> None:
        if came_from:
            self._next_hop.put(came_from, head)
        else:
            self._by_question.put(f"{method} {uri}", head)


class Kept:
    """The answers that a case has, found by question; bytes are read only when an answer is wanted."""

    def __init__(
        self,
        events: Iterable[Mapping[str, Any]] | Questions,
        read: Callable[[str], Exchange],
        withdrawn: Container[str] = (),
        *,
        now: datetime | None = None,
    ) -> None:
        """Find them among the ledger's exchange events, or among questions that were read from it already."""
        self.read = read
        self._questions = events if isinstance(events, Questions) else Questions(events)
        self._now = now or datetime.now(UTC)
        self._withdrawn = withdrawn

    def add(self, exchange: Exchange) -> None:
        """Take in one more exchange."""
        self._questions.add(exchange)

    def answer(self, ask: Ask) -> Exchange | None:
        """The settled answer to a question, after its redirects; nothing when it must be asked."""
        hops = self._questions.hops(ask)
        if not hops or hops[-1].outcome not in SETTLED:
            return None
        found = self.read(hops[-1].id)
        is_stale = found.outcome is Outcome.ABSENT and self._now - found.at > ABSENT_STANDS
        return None if is_stale else found

    def is_withdrawn(self, ask: Ask) -> bool:
        """Whether an answer on the way was withdrawn: what had to go is not fetched again."""
        return any(hop.id in self._withdrawn for hop in self._questions.hops(ask))


def _digest(text: str) -> bytes:
    """What a key needs of a question or an id: the whole of it stands in the ledger."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
