"""Who else bears a value of the DNS, by the records of passive DNS: an address, a set of servers, a mail host, an alias."""

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from osint import identifiers
from osint.collectors import passive_records
from osint.collectors.passive_records import CROWD, Answer, Record, Seen, answer
from osint.collectors.searching import identifier
from osint.collectors.seen import site_of_host
from osint.identifiers.kind import Kind
from osint.identifiers.layers import uncoded
from osint.records import Exchange, Observation, Outcome, Subject, SubjectKind

# By kind: the types of the records that hold such values.
SORTS = {
    "address": ("A", "AAAA"),
    "nameserver_set": ("NS",),
    "mail_host": ("MX",),
    "alias_host": ("CNAME",),
}
SUMMARY = "/dnsdb/v2/summarize/"  # where answers only count


def read(exchange: Exchange) -> Iterator[Observation]:
    """Of a search: the sites that bear the value, each from its first to its last record. Of others: what they tell.

    An address of a crowd names nobody: its sites are strangers, and are counted.
    """
    searched = _searched(exchange)
    if searched is None or exchange.ask.subject.kind is not SubjectKind.IDENTIFIER:
        yield from passive_records.read(exchange)
        return
    if exchange.outcome is not Outcome.ANSWERED:
        return
    entry, value = searched
    layer, found = uncoded(exchange.head, exchange.body), bearers(answer(exchange), entry, value)
    if entry.name == "address" and len({each.value for each in found}) > CROWD:
        return
    for bearer in sorted(found):
        yield from Seen(exchange, layer, bearer, found[bearer]).bears(entry.name, value)


def bearers(told: Answer, entry: Kind, value: str) -> dict[Subject, Record]:
    """The names that have a value, each with the record that spans the times of all of its own."""
    found: dict[Subject, Record] = {}
    for record in told.records:
        bearer = site_of_host(record.name) if _holds(record, entry, value) else None
        if bearer is None or (entry.name == "nameserver_set" and bearer.host):
            continue  # a zone below the site's may be another's
        known = found.get(bearer, record)
        first, last = min(known.first, record.first), max(known.last, record.last)
        found[bearer] = replace(known, first=first, last=last)
    return found


def _holds(record: Record, entry: Kind, value: str) -> bool:
    """Whether a record holds a value: a set of servers as a whole, any other among its values."""
    if record.sort not in SORTS[entry.name]:
        return False
    if entry.name == "nameserver_set":
        return entry.read(" ".join(record.values)) == value
    words = [each.split()[-1] for each in record.values if each.split()]  # behind a preference (MX)
    return value in map(entry.read, words)


def zones(exchange: Exchange) -> frozenset[str]:
    """The sites that an answer's records are of, whatever they hold."""
    if exchange.outcome is not Outcome.ANSWERED:
        return frozenset()
    found = (site_of_host(record.name) for record in answer(exchange).records)
    return frozenset(each.value for each in found if each is not None)


def count(exchange: Exchange) -> int | None:
    """How many bear what was searched: the names of a summary, or the sites of an answer; nothing where untold."""
    searched = _searched(exchange)
    if exchange.outcome is not Outcome.ANSWERED or searched is None:
        return None
    if SUMMARY in urlsplit(exchange.ask.uri).path:
        return _summed(exchange)
    entry, value = searched
    if entry.name == "address":
        return len({each.value for each in bearers(answer(exchange), entry, value)})
    return len(zones(exchange))


def crowd(exchange: Exchange) -> int | None:
    """How many sites an address may have at the most: beyond, it is shared hosting's or a CDN's."""
    searched = _searched(exchange)
    is_summary = SUMMARY in urlsplit(exchange.ask.uri).path
    return CROWD if searched is not None and searched[0].name == "address" and not is_summary else None


def _summed(exchange: Exchange) -> int | None:
    """The number of records in a summary (``num_results``); nothing where none is stated."""
    for line in uncoded(exchange.head, exchange.body).data.splitlines():
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        inner = told.get("obj") if isinstance(told, dict) else None
        number = inner.get("num_results") if isinstance(inner, dict) else None
        if isinstance(number, int):
            return number
    return 0 if answer(exchange).is_whole else None


def _searched(exchange: Exchange) -> tuple[Kind, str] | None:
    """What an answer was asked about, of the kinds that records hold; an address's own question counts too."""
    subject = exchange.ask.subject
    if subject.kind is SubjectKind.ADDRESS:
        return identifiers.kind("address"), subject.value
    found = identifier(subject)
    return found if found is not None and found[0].name in SORTS else None
