"""Any WARC read as exchanges: ours exactly, others' as imports; what cannot be read is said and skipped."""

import base64
import json
import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from osint import outcomes
from osint.errors import BadName
from osint.formats import warc_write
from osint.formats.reading import Origin, Reading, Unreadable, imported_page, subject_of
from osint.records import (
    Ask,
    Exchange,
    Outcome,
    Subject,
    SubjectKind,
    facts,
    moment,
    sha256,
)

LONGEST = 256 * 1024 * 1024  # bytes of one record; more is reported, not read
GZIP = b"\x1f\x8b\x08"
Buffer = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record as it lies in a file: ``start`` and ``end`` are offsets there."""

    headers: dict[str, str]  # names in lower case
    block: bytes
    start: int
    end: int

    @property
    def part(self) -> str:
        """Which part of an exchange of ours it holds; empty for others' records."""
        return self.headers.get(warc_write.PART.lower(), "")

    @property
    def kind(self) -> str:
        """Its WARC-Type."""
        return self.headers.get("warc-type", "")

    @property
    def content(self) -> str:
        """Its Content-Type."""
        return self.headers.get("content-type", "")


def read(path: Path) -> Iterator[Reading]:
    """The exchanges of a WARC file, compressed or not, whole or cut."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as why:  # an empty file cannot be mapped
        yield Unreadable(path.name, "", f"the file cannot be read: {why}", is_whole_file=True)
        return
    with data:
        yield from readings(data, source=path.name)


def readings(data: Buffer, *, source: str) -> Iterator[Reading]:
    """The exchanges in a WARC's bytes."""
    ours: list[Record] = []
    waiting: Record | None = None  # a response whose request may be the next record
    asked: Record | None = None  # a request whose response may be the next record
    for record in records(data, source=source):
        if isinstance(record, Unreadable):
            yield record
            continue
        if waiting is not None:
            yield _foreign(waiting, _request_of(waiting, record) or asked, source)
            waiting, asked = None, None
        if record.part:
            ours.append(record)
        if record.content == warc_write.EXCHANGE_TYPE:
            yield _ours_or_why(ours, source)
            ours = []
        elif record.kind == "request" and not record.part:
            asked = record
        elif record.kind in {"response", "resource", "revisit"} and not record.part:
            waiting = record
    if waiting is not None:
        yield _foreign(waiting, asked, source)


def exchange_of(group: list[Record]) -> Exchange:
    """The exchange that a group of our records holds.

    Raises:
        ValueError: when the records do not fit together: something was changed.
    """
    told = json.loads(group[-1].block)
    core, ask = told["core"], told["ask"]
    held = {record.part: record.block for record in group}
    reply = held.get("reply", b"")
    length = int(told["head_length"])
    exchange = Exchange(
        ask=_ask(core, ask),
        at=moment(core["at"]),
        ended=moment(core["ended"]),
        outcome=Outcome(core["outcome"]),
        why=core["why"],
        said=held.get("said", b""),
        head=reply[:length],
        body=reply[length:],
        address=core["address"],
        facts=tuple((key, value) for key, value in core["facts"]),
    )
    if exchange.id != told["id"]:
        raise ValueError(f"exchange {told['id']} is not what it was when it was kept")
    return exchange


def records(data: Buffer, *, source: str, start: int = 0) -> Iterator[Record | Unreadable]:
    """The records of a WARC's bytes from an offset on; broken ones are named and passed over."""
    if data[start : start + 3] == GZIP:
        yield from _zipped(data, source, start)
    else:
        yield from _plain(data, source, start)


def _zipped(data: Buffer, source: str, start: int) -> Iterator[Record | Unreadable]:
    size = len(data)
    while start < size:
        try:
            inside, end = _unzipped(data, start)
        except zlib.error as why:
            after = data.find(GZIP, start + 1)
            yield Unreadable(
                source, f"offset {start}", f"a broken gzip member ({why})", start == 0 and after < 0
            )
            if after < 0:
                return
            start = after
            continue
        for record in _plain(inside, source, 0, at=start):
            yield replace(record, start=start, end=end) if isinstance(record, Record) else record
        start = end


def _unzipped(data: Buffer, start: int) -> tuple[bytes, int]:
    """A gzip member's content and the offset after it.

    Raises:
        zlib.error: when it is broken, cut short, or larger than a record may be.
    """
    unzip = zlib.decompressobj(31)
    chunks: list[bytes] = []
    place, total = start, 0
    while not unzip.eof:
        piece = data[place : place + 65536]
        if not piece:
            raise zlib.error("the file ends in the middle of it")
        chunks.append(unzip.decompress(unzip.unconsumed_tail + piece, LONGEST - total + 1))
        total += len(chunks[-1])
        if total > LONGEST:
            raise zlib.error(f"it holds more than {LONGEST} bytes: recompress the file record by record")
        place += len(piece)
    return b"".join(chunks), place - len(unzip.unused_data)


def _plain(data: Buffer, source: str, start: int, at: int | None = None) -> Iterator[Record | Unreadable]:
    """Records of uncompressed bytes; ``at`` is the offset to name when these bytes came out of a member."""
    size = len(data)
    while start < size:
        if data[start : start + 1] in (b"\r", b"\n"):
            start += 1
            continue
        where = f"offset {start if at is None else at}"
        try:
            headers, block_at = _headers(data, start)
            length = int(headers["content-length"])
            if not 0 <= length <= LONGEST:
                raise ValueError(f"its length is given as {length} bytes")
            if block_at + length > size:
                raise ValueError(f"it is cut: {size - block_at} of {length} bytes are there")
        except (ValueError, KeyError) as why:
            after = _next_record(data, start + 1)
            yield Unreadable(
                source, where, f"no whole WARC record: {why}", start == 0 and at is None and after < 0
            )
            if after < 0:
                return
            start = after
            continue
        end = block_at + length
        yield Record(headers, bytes(data[block_at:end]), start, end)
        start = end


def _headers(data: Buffer, start: int) -> tuple[dict[str, str], int]:
    """A record's header fields, and the offset of its block.

    Raises:
        ValueError: when no WARC record begins here.
    """
    top = bytes(data[start : start + 65536])
    if not top.startswith(b"WARC/"):
        raise ValueError("it does not begin with WARC/")
    found = re.search(rb"\r?\n\r?\n", top)
    if found is None:
        raise ValueError("its header does not end")
    lines = top[: found.start()].decode("utf-8", "replace").splitlines()[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}, start + found.end()


def _next_record(data: Buffer, start: int) -> int:
    found = data.find(b"\nWARC/1.", start)
    return found + 1 if found >= 0 else -1


def _ours_or_why(group: list[Record], source: str) -> Reading:
    try:
        return exchange_of(group)
    except (ValueError, KeyError, TypeError, AttributeError) as why:
        return Unreadable(
            source, f"offset {group[0].start}", f"an exchange of ours that does not fit together: {why}"
        )


def _ask(core: dict[str, Any], ask: dict[str, Any]) -> Ask:
    kind, value, host = core["subject"]
    return Ask(
        uri=core["uri"],
        collector=core["collector"],
        subject=Subject(SubjectKind(kind), value, host),
        method=core["method"],
        headers=tuple((key, value) for key, value in ask["headers"]),
        body=base64.b64decode(ask["body"], validate=True),
        keys=tuple(ask["keys"]),
        follow=bool(ask["follow"]),
    )


def _request_of(response: Record, record: Record) -> Record | None:
    own = response.headers.get("warc-record-id", "")
    is_its = record.kind == "request" and own and record.headers.get("warc-concurrent-to") == own
    return record if is_its else None


def _foreign(record: Record, request: Record | None, source: str) -> Reading:
    """Somebody else's record as an exchange."""
    name = record.headers.get("warc-record-id", f"offset {record.start}")
    uri = record.headers.get("warc-target-uri", "").strip("<>")
    if record.kind == "revisit":
        return Unreadable(source, name, "a revisit record: its body stands in another record")
    try:
        at = _date(record.headers["warc-date"])
    except (KeyError, ValueError):
        return Unreadable(source, name, "the record states no date that can be read")
    origin = Origin(source, name, record.headers.get("warc-ip-address", ""))
    if uri.startswith(("http://", "https://")):
        made = imported_page(uri, at, _answer(record), origin)
    else:
        made = _other_protocol(record, uri, at, origin)
    if isinstance(made, Exchange) and request is not None:
        return replace(made, said=request.block)
    return made


def _answer(record: Record) -> tuple[bytes, bytes]:
    """The HTTP head and body of a record; a resource has no head, so that one is made and says so."""
    if record.kind == "resource":
        kind = record.content or "application/octet-stream"
        return f"HTTP/1.1 200 (no head was kept)\r\nContent-Type: {kind}\r\n\r\n".encode(), record.block
    found = re.search(rb"\r?\n\r?\n", record.block[:1_048_576])
    end = found.end() if found else 0
    return record.block[:end], record.block[end:]


def _other_protocol(record: Record, uri: str, at: datetime, origin: Origin) -> Reading:
    scheme = uri.partition(":")[0]
    body = record.block
    told = {"imported-from": origin.source, "imported-record": origin.record, "imported-sha256": sha256(body)}
    try:
        if scheme == "whois":
            subject = subject_of("whois://" + uri.rsplit("/", 1)[1])
            outcome, why = outcomes.judge_whois(body)
        elif scheme == "dns" and "dns-message" in record.content:
            subject = subject_of(
                "dns://" + uri.removeprefix("dns:").lstrip("/").rsplit("/", 1)[-1].split("?")[0]
            )
            outcome, why = outcomes.judge_dns(body)
        else:
            return Unreadable(
                origin.source, origin.record, f"{record.kind} record of {uri[:120]!r}: no form that is read"
            )
    except (BadName, IndexError) as why_not:
        return Unreadable(origin.source, origin.record, f"{uri[:200]!r}: {why_not}")
    return Exchange(
        Ask(uri, scheme, subject), at, at, outcome, why, body=body, address=origin.address, facts=facts(told)
    )


def _date(text: str) -> datetime:
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=UTC)
