"""Passive DNS as lines of JSON (Common Output Format): records of what resolvers were told, from when to when.

Two sources speak it: CIRCL a record a line, DNSDB the same inside a frame (SAF) that says whether it is whole.
"""

import ipaddress
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from osint import identifiers, names
from osint.collectors.answers import texts
from osint.collectors.seen import site_of_host
from osint.errors import BadName
from osint.identifiers.layers import Layer, uncoded
from osint.identifiers.scan import scan
from osint.records import Exchange, Observation, Outcome, Subject, SubjectKind, Where

MOST = 5_000  # lines of one answer that are read
CROWD = 20  # sites: an address of more is shared hosting or a CDN, and its sites are counted, not named
YEAR = timedelta(days=365)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before any sensor
SORTS = {"CNAME": "alias_host", "MX": "mail_host", "SOA": "soa_rname"}


@dataclass(frozen=True, slots=True)
class Record:
    """One record: a name had these values of a type between two times."""

    name: str
    sort: str
    values: tuple[str, ...]
    first: datetime
    last: datetime
    start: int  # its line, in bytes of the answer
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The records of an answer, and whether it is known to be whole."""

    records: tuple[Record, ...]
    is_whole: bool
    unread: int  # lines that are no record


def answer(exchange: Exchange) -> Answer:
    """What an answer holds; lines that are broken, and records without times, are counted and left out."""
    layer = uncoded(exchange.head, exchange.body)
    records: list[Record] = []
    unread, framed, ended, count, start = 0, False, False, 0, 0
    for line in layer.data.splitlines(keepends=True):
        span, start = (start, start + len(line.rstrip(b"\r\n"))), start + len(line)
        if not line.strip():
            continue
        count += 1
        if count > MOST:
            return Answer(tuple(records), False, unread)
        told = _object(line)
        if told is not None and "cond" in told:
            framed, ended = True, told["cond"] in {"succeeded", "limited"}
            continue
        inner = told.get("obj", told) if told is not None else None
        made = _record(inner, exchange.at, span) if isinstance(inner, dict) else None
        if made is None:
            unread += 1
        else:
            records.append(made)
    return Answer(tuple(records), ended if framed else not unread, unread)


def read(exchange: Exchange) -> Iterator[Observation]:
    """Of a site: where its names led, its servers and mail, and what stood in its texts. Of an address: its sites."""
    subject = exchange.ask.subject
    if exchange.outcome is not Outcome.ANSWERED:
        return
    told, layer = answer(exchange), uncoded(exchange.head, exchange.body)
    if subject.kind is SubjectKind.SITE:
        for record in told.records:
            yield from _of_site(exchange, layer, record)
    elif subject.kind is SubjectKind.ADDRESS:
        yield from _of_address(exchange, layer, told)


def _of_site(exchange: Exchange, layer: Layer, record: Record) -> Iterator[Observation]:
    """What one record says of the site that was asked; nothing of any other."""
    bearer = _bearer(record.name, exchange.ask.subject.value)
    if bearer is None:
        return
    seen = Seen(exchange, layer, bearer, record)
    if record.sort in {"A", "AAAA"}:
        for value in record.values:
            yield from seen.bears("address", value)
    elif record.sort == "NS" and bearer.host == "":
        if len(record.values) > 1:  # a source that tells each server alone tells no set
            yield from seen.bears("nameserver_set", " ".join(record.values))
    elif record.sort == "TXT":
        for value in record.values:
            yield from seen.holds(value)
    elif record.sort in SORTS:
        yield from seen.names(SORTS[record.sort])


def _of_address(exchange: Exchange, layer: Layer, told: Answer) -> Iterator[Observation]:
    """The sites on an address, unless they are a crowd; of a whole answer how many there were within a year."""
    address = exchange.ask.subject.value
    bearers: dict[Subject, Record] = {}
    for record in told.records:
        bearer = site_of_host(record.name) if address in map(_shortest, record.values) else None
        if bearer is not None:
            known = bearers.get(bearer, record)
            widest = min(known.first, record.first), max(known.last, record.last)
            bearers[bearer] = replace(known, first=widest[0], last=widest[1])
    recent = {each.value for each, record in bearers.items() if exchange.at - record.last < YEAR}
    if len({each.value for each in bearers}) <= CROWD:
        for bearer in sorted(bearers):
            yield from Seen(exchange, layer, bearer, bearers[bearer]).bears("address", address)
    if told.is_whole and bearers:
        whole = Record("", "", (), exchange.at, exchange.at, 0, len(layer.data))
        yield from Seen(exchange, layer, exchange.ask.subject, whole).bears("site_count", str(len(recent)))


@dataclass(frozen=True, slots=True)
class Seen:
    """Makes observations of a bearer out of one record, with the record's own times."""

    exchange: Exchange
    layer: Layer
    bearer: Subject
    record: Record

    def bears(self, name: str, value: str) -> Iterator[Observation]:
        """A value of a kind, at its place in the record's line."""
        find = identifiers.kind(name).find(value, path=self.layer.path, span=(0, 0), where=Where.DNS)
        if find is None:
            return
        data = json.dumps(value, ensure_ascii=False)[1:-1].encode("utf-8", "replace")
        at = self.layer.data.find(data, self.record.start, self.record.end)
        if at >= 0:
            made = replace(find, start=at, end=at + len(data))
        else:
            path = (*self.layer.path, "decoded")
            made = replace(find, path=path, start=self.record.start, end=self.record.end)
        yield Observation(self.bearer, made, self.exchange.id, self.record.first, self.record.last)

    def names(self, name: str) -> Iterator[Observation]:
        """A host that the record's values name: the first word that is one, behind a preference or before a mailbox."""
        for value in self.record.values:
            words = value.split()
            told = {"MX": words[1:2], "SOA": words[1:2], "CNAME": words[:1]}[self.record.sort]
            for word in told:
                yield from self.bears(name, word)

    def holds(self, text: str) -> Iterator[Observation]:
        """What all kinds find in a text record."""
        bare = text.replace('" "', "").strip('"').encode("utf-8", "replace")
        for find in scan(bare, path=(*self.layer.path, "txt"), where=Where.DNS):
            made = replace(
                find, path=(*self.layer.path, "decoded"), start=self.record.start, end=self.record.end
            )
            if not (find.kind == "email" and bare[:12].lower().startswith(b"v=dmarc1")):
                yield Observation(self.bearer, made, self.exchange.id, self.record.first, self.record.last)


def _bearer(name: str, site: str) -> Subject | None:
    """The site with the host that a record is of, when it is the site that was asked about."""
    for prefix in ("_dmarc.", "_spf."):
        name = name.removeprefix(prefix)
    try:
        host = names.host(name)
        return (
            Subject(SubjectKind.SITE, site, "" if host == site else host)
            if names.site(host) == site
            else None
        )
    except BadName:
        return None


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _record(told: dict[str, Any], now: datetime, span: tuple[int, int]) -> Record | None:
    """A record of the Common Output Format; nothing where name, type, values or times are missing."""
    name, sort, rdata = told.get("rrname"), told.get("rrtype"), told.get("rdata")
    values = (rdata,) if isinstance(rdata, str) else tuple(texts(rdata))
    times = [_moment(told, f"{zone}time_{end}", now) for zone in ("", "zone_") for end in ("first", "last")]
    known = [each for each in times if each is not None]
    if not isinstance(name, str) or not isinstance(sort, str) or not values or not known:
        return None
    return Record(name.rstrip(".").lower(), sort.upper(), values, min(known), max(known), *span)


def _moment(told: dict[str, Any], name: str, now: datetime) -> datetime | None:
    """A time of a record in any of the format's three forms, not later than now; nothing where it is none."""
    seconds, thousandths, text = told.get(name), told.get(f"{name}_ms"), told.get(f"{name}_rfc3339")
    if text is None and isinstance(seconds, str) and not seconds.isdecimal():
        text = seconds
    try:
        if isinstance(text, str):
            at = datetime.fromisoformat(text)
            at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        elif thousandths is not None:
            at = datetime.fromtimestamp(int(thousandths) / 1000, UTC)
        elif seconds is not None:
            at = datetime.fromtimestamp(int(seconds), UTC)
        else:
            return None
    except (ValueError, OverflowError, TypeError, OSError):
        return None
    return min(at, now) if at > EARLIEST else None


def _shortest(value: str) -> str:
    """An address in its shortest form; any other text as it is."""
    try:
        return str(ipaddress.ip_address(value.strip()))
    except ValueError:
        return value
