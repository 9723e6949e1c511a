"""Any WARC read as exchanges: ours exactly, others' as imports; what cannot be read is said and skipped."""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from osint.formats import warc_foreign, warc_write
from osint.formats.reading import UNSTATED, Capture, Reading, Unreadable, plain
from osint.formats.warc_read import LONGEST, Found, Record, records
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind, moment

__all__ = [
    "LONGEST",
    "Record",
    "exchange_of",
    "groups",
    "is_exchange",
    "is_ours",
    "read",
    "readings",
    "records",
]


def read(path: Path, capture: Capture = UNSTATED) -> Iterator[Reading]:
    """The exchanges of a WARC file, compressed or not, whole or cut."""
    source = plain(path.name)
    try:
        with path.open("rb") as file:
            yield from readings(file, source=source, capture=capture)
    except OSError as why:
        yield Unreadable(source, "", f"the file cannot be read: {why}", is_whole_file=True)


def readings(stream: BinaryIO, *, source: str, capture: Capture = UNSTATED) -> Iterator[Reading]:
    """The exchanges in a seekable stream of WARC records, compressed or not."""
    if not stream.read(1):
        yield Unreadable(source, "", "the file is empty", is_whole_file=True)
        return
    ours, others = Groups(source), warc_foreign.Pairs(source, capture)
    for found in _marked(records(stream, source=source)):
        if isinstance(found, Unreadable):
            yield found
        elif is_ours(found):
            yield from ours.take(found)
        else:
            yield from others.take(found)
    yield from ours.rest()
    yield from others.rest()


def is_ours(record: Record) -> bool:
    """Whether a record was written by this program, as far as it says."""
    return bool(_part(record)) or record.content == warc_write.WITHDRAWAL_TYPE


class Groups:
    """Our records, gathered into exchanges: the last record of a group names the others."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._group: list[Record] = []

    def take(self, record: Record) -> Iterator[Reading]:
        """What is complete now that one more record is there."""
        if record.content == warc_write.WITHDRAWAL_TYPE:
            yield Unreadable(
                self._source, record.name, "an exchange that was withdrawn: its bytes were destroyed"
            )
            return
        if self._group and _group_of(self._group[0]) != _group_of(record):
            yield from self.rest()
        self._group.append(record)
        if is_exchange(record):
            group, self._group = self._group, []
            yield self._exchange(group)
        elif len(self._group) >= len(warc_write.PARTS):
            yield from self.rest()

    def rest(self) -> Iterator[Unreadable]:
        """A group whose last record did not come."""
        if self._group:
            why = "part of an exchange of ours whose last record is not there"
            yield Unreadable(self._source, f"offset {self._group[0].start}", why)
            self._group = []

    def _exchange(self, group: list[Record]) -> Reading:
        where = f"offset {group[0].start}"
        if any(record.is_after_damage for record in group):
            why = "an exchange of ours behind damaged bytes, where anything may stand: restore the file from a copy"
            return Unreadable(self._source, where, why)
        try:
            return exchange_of(group)
        except ValueError as why:
            return Unreadable(self._source, where, f"an exchange of ours that does not fit together: {why}")


def groups(found: Iterable[Found]) -> Iterator[list[Record]]:
    """The whole groups of a segment of ours, up to the first thing that is not whole.

    A record that is no part of an exchange is a group of its own.
    """
    group: list[Record] = []
    for record in found:
        if isinstance(record, Unreadable) or (group and _group_of(group[0]) != _group_of(record)):
            return
        group.append(record)
        if is_exchange(record) or not _part(record):
            yield group
            group = []


def is_exchange(record: Record) -> bool:
    """Whether it is the last record of an exchange of ours, from which the exchange comes back."""
    return record.content == warc_write.EXCHANGE_TYPE


def exchange_of(group: Sequence[Record]) -> Exchange:
    """The exchange that a group of our records holds.

    Raises:
        ValueError: when the records do not fit together: something was changed or is missing.
    """
    try:
        told = json.loads(group[-1].block)
        held = {_part(record): record.block for record in group}
        exchange = _exchange(told, held)
        is_it = exchange.id == told["id"]
    except (KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError) as why:
        raise ValueError(f"its last record is none of ours ({type(why).__name__}: {why})") from why
    if not is_it:
        raise ValueError(f"exchange {told['id']!r} is not what it was when it was kept")
    return exchange


def _exchange(told: dict[str, Any], held: dict[str, bytes]) -> Exchange:
    core = told["core"]
    reply, length = held.get("reply", b""), told["head_length"]
    if type(length) is not int or not 0 <= length <= len(reply):
        raise ValueError(f"the head's length is given as {length!r}")
    return Exchange(
        ask=_ask(core, told["ask"]),
        at=moment(core["at"]),
        ended=moment(core["ended"]),
        outcome=Outcome(core["outcome"]),
        why=_text(core["why"]),
        said=held.get("said", b""),
        head=reply[:length],
        body=reply[length:],
        address=_text(core["address"]),
        facts=_pairs(core["facts"]),
    )


def _ask(core: dict[str, Any], ask: dict[str, Any]) -> Ask:
    kind, value, host = core["subject"]
    return Ask(
        uri=_text(core["uri"]),
        collector=_text(core["collector"]),
        subject=Subject(SubjectKind(kind), _text(value), _text(host)),
        method=_text(core["method"]),
        headers=_pairs(ask["headers"]),
        body=base64.b64decode(_text(ask["body"]), validate=True),
        keys=tuple(_text(key) for key in ask["keys"]),
        follow=ask["follow"] is True,
    )


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((_text(key), _text(value)) for key, value in rows)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{str(value)[:40]!r} is no text")
    return value


def _part(record: Record) -> str:
    """Which part of an exchange of ours it holds; empty for others' records."""
    return record.headers.get(warc_write.PART.lower(), "")


def _group_of(record: Record) -> str:
    """The id of the last record of its group."""
    return record.headers.get("warc-concurrent-to", record.name)


def _marked(found: Iterable[Found]) -> Iterator[Found]:
    """The same, with what is wrong said of the whole file where no record of it could be read."""
    first: Unreadable | None = None
    is_any = False
    for each in found:
        if isinstance(each, Unreadable) and not is_any and first is None:
            first = each
            continue
        if first is not None:
            yield first
            first = None
        is_any = is_any or isinstance(each, Record)
        yield each
    if first is not None:
        yield replace(first, is_whole_file=True)
