"""What a case knows, as rows: its tables by name, and who bears an identifier."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from osint import names, rows
from osint.case.case import Case
from osint.case.pivoting import Way
from osint.case.summary import FINE
from osint.desk import registrations
from osint.errors import UsageError
from osint.records import Observation, SubjectKind
from osint.rows import Row

Asked = tuple[str, bool]  # a collector, and whether it was asked for the very value

# The tables' columns: an empty table has them too.
SITES = (
    "site",
    "unicode",
    "seed",
    "original",
    "found_by",
    "operator",
    "probability",
    "answered",
    "failed",
    "outcomes",
)
EXCHANGES = (
    "exchange",
    "at",
    "ended",
    "collector",
    "subject",
    "uri",
    "outcome",
    "why",
    "address",
    "bytes",
    "sha256",
    "facts",
    "withdrawn",
    "imported",
)
OBSERVATIONS = (
    "subject_kind",
    "subject",
    "host",
    "site",
    "kind",
    "value",
    "raw",
    "path",
    "start",
    "end",
    "where",
    "own",
    "check",
    "platform",
    "exchange",
    "first_seen",
    "last_seen",
)
LINKS = ("a", "b", "bits", "likelihood_ratio", "likelihood_ratio_bits", "probability", "evidence")
OPERATORS = ("operator", "sites", "weakest_cut", "contacts", "accounts", "parties")
JUDGEMENTS = ("id", "verdict", "about", "at", "author", "because")
BEARERS = (
    "site",
    "source",
    "first_seen",
    "last_seen",
    "exchange",
    "identifier",
    "collector",
    "own",
    "searched",
    "address",
)
WAYS = ("source", "query", "counted", "cost", "unit", "touches", "missing_keys")

COLUMNS = {
    "sites": SITES,
    "exchanges": EXCHANGES,
    "observations": OBSERVATIONS,
    "links": LINKS,
    "operators": OPERATORS,
    "judgements": JUDGEMENTS,
    "registrations": registrations.COLUMNS,
}


def rows_of(case: Case, what: str) -> Iterator[Row]:
    """The rows of a table.

    Raises:
        UsageError: when there is no such table.
    """
    if what not in READERS:
        raise UsageError(f"{what!r}: one of {', '.join(COLUMNS)}")
    return READERS[what](case)


def sites(case: Case) -> Iterator[Row]:
    """Each site of a case: how it came in, whose it is held to be, how the questions about it ended."""
    held = {each.site: (one.id, each.probability) for one in case.all_operators() for each in one.sites}
    seeds = {names.site(host) for host in case.settings.sites}
    originals = {names.site(host) for host in case.settings.originals}
    found, ended = case.found_by(), _outcomes(case)
    for site in case.sites():
        operator, probability = held.get(site, ("", None))
        counted = ended.get(site, Counter())
        answered = sum(count for outcome, count in counted.items() if outcome in FINE)
        told = (
            site,
            names.unicode_form(site),
            site in seeds,
            site in originals,
            sorted(found.get(site, ())),
            operator,
            probability,
            answered,
            counted.total() - answered,
            dict(sorted(counted.items())),
        )
        yield dict(zip(SITES, told, strict=True))


def _outcomes(case: Case) -> dict[str, Counter[str]]:
    ended: dict[str, Counter[str]] = {}
    for event in case.store.events():
        kind, value, _ = event["subject"]
        if kind == SubjectKind.SITE:
            ended.setdefault(value, Counter())[event["outcome"]] += 1
    return ended


def exchanges(case: Case) -> Iterator[Row]:
    """Each question of a case and how it ended; what the ledger says, without reading the bytes."""
    gone = case.store.withdrawn()
    for event in case.store.events():
        kind, value, host = event["subject"]
        told = (
            *(event[name] for name in ("id", "at", "ended", "collector")),
            {"kind": kind, "value": value, "host": host},
            *(event[name] for name in ("uri", "outcome", "why", "address", "length", "body")),
            dict(event["facts"]),
            gone[event["id"]]["because"] if event["id"] in gone else "",
            event.get("imported", ""),
        )
        yield dict(zip(EXCHANGES, told, strict=True))


READERS: dict[str, Callable[[Case], Iterator[Row]]] = {
    "sites": sites,
    "exchanges": exchanges,
    "observations": lambda case: map(rows.observation_row, case.derive().observations()),
    "links": lambda case: map(rows.link_row, case.derive().links()),
    "operators": lambda case: map(rows.operator_row, case.derive().operators()),
    "judgements": lambda case: map(rows.judgement_row, case.all_judgements()),
    "registrations": registrations.rows,
}


def bearers(
    observations: Iterable[Observation], name: str, source: str, asked: Mapping[str, Asked] | None = None
) -> list[Row]:
    """The sites that bear ``kind:value``, from the first to the last time that it was seen.

    What a machine bears (a key, a server's software), the sites bear that were seen on its address; the row says
    which. ``asked`` tells of each exchange whose it is, and whether it answers a search for this very value.
    """
    found: dict[tuple[str, str], Row] = {}
    on: dict[str, set[str]] = {}
    borne: list[Observation] = []
    for seen in observations:
        if seen.site and seen.find.kind == "address":
            on.setdefault(seen.find.value, set()).add(seen.site)
        if f"{seen.find.kind}:{seen.find.value}" == name:
            borne.append(seen)
    for seen in borne:
        address = "" if seen.site else seen.subject.value
        row = rows.observation_row(seen)
        collector, was_searched = (asked or {}).get(seen.exchange, ("", False))
        for site in sorted(on.get(address, ())) if address else [seen.site]:
            told = (
                *(site, source, row["first_seen"], row["last_seen"], row["exchange"]),
                *(name, collector, seen.find.own, was_searched, address),
            )
            known = found.setdefault((site, address), dict(zip(BEARERS, told, strict=True)))
            known["first_seen"] = min(known["first_seen"], row["first_seen"])
            known["last_seen"] = max(known["last_seen"], row["last_seen"])
            known["own"] = known["own"] or seen.find.own
            known["searched"] = known["searched"] and was_searched
    return [found[bearer] for bearer in sorted(found)]


def bare_machines(observations: Iterable[Observation], name: str, shown: Iterable[Row]) -> list[str]:
    """The addresses that bear ``kind:value``, and on which no site is known: no row tells of them."""
    told = {row["address"] for row in shown}
    bearers = {
        each.subject.value
        for each in observations
        if each.subject.kind is SubjectKind.ADDRESS and f"{each.find.kind}:{each.find.value}" == name
    }
    return sorted(bearers - told)


def asked_about(events: Iterable[Mapping[str, Any]], name: str) -> dict[str, Asked]:
    """By exchange: its collector, and whether it answers a search for ``kind:value``."""
    return {
        event["id"]: (event["collector"], event["subject"][:2] == [SubjectKind.IDENTIFIER, name])
        for event in events
        if event["type"] == "exchange"
    }


def way_row(way: Way) -> Row:
    """A source that can be asked who bears an identifier, as a row."""
    told = (way.source, way.query, way.counted, way.cost, way.unit, way.touches, list(way.missing))
    return dict(zip(WAYS, told, strict=True))
