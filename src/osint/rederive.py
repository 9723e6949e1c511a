"""Derives a package's result again, from its kept bytes and its own basis, and compares."""

import io
import json
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from osint import derive, rows
from osint.errors import EvidenceBroken, UsageError
from osint.formats import warc, warc_read
from osint.links.basis import LinkBasis, from_json
from osint.links.case_view import Circumstances
from osint.operators.judgement import effective
from osint.operators.who_rows import account_rows, party_rows
from osint.records import Cut, Exchange, Judgement, Member, Operator, Verdict, moment
from osint.rows import Row

Result = dict[str, Any]
PASSED, FAILED, NOT_CHECKABLE = "passed", "failed", "not checkable"
RESULTS = ("observations", "links", "operators")  # what derivation.json states
BESIDE = ("parties", "accounts")  # what follows from these
TABLES = (*RESULTS, *BESIDE)
ANY_LENGTH = 2**40  # our own records are as long as they were kept
# What a statement, a basis or a ledger that is not ours can make of reading it.
MALFORMED = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


def with_rederivation(package: Path, result: Result) -> Result:
    """A verification's result with the rederivation's checks added.

    Raises:
        UsageError: when this is a case and not a package.
    """
    if not (package / "bagit.txt").is_file():
        raise UsageError(f"{package} is no package: --rederive needs one (`osint export` writes it)")
    checks = [*result["checks"], *rederive(package)]
    failed = any(each["result"] == FAILED for each in checks)
    return {"result": FAILED if failed else PASSED, "checks": checks}


def rederive(package: Path) -> list[Result]:
    """The checks of a package's tables of what is derived against what its bytes give."""
    try:
        basis = json.loads((package / "data" / "basis" / "basis.json").read_bytes())
        stated = json.loads((package / "data" / "derived" / "derivation.json").read_bytes())
        if "inputs" not in stated and "results" not in stated:
            why = "this share withholds some of what it was derived from: the whole package is needed"
            return [_row(name, NOT_CHECKABLE, why) for name in RESULTS]
        links = from_json(basis["links"])
        if missing := _differences(basis, links):
            return [_row(name, NOT_CHECKABLE, missing) for name in TABLES]
        inputs = _inputs(stated["inputs"])
        seen = (
            each for exchange in _exchanges(package, stated["ledger_size"]) for each in derive.read(exchange)
        )
        made = derive.derive(seen, inputs, links)
        again = derive.statement(made, inputs, basis, stated["ledger_size"])["results"]
        told = Circumstances(inputs.rights_holders, effective(inputs.judgements).ignored)
        rows = {name: _rows(made, name, told, links) for name in TABLES}
    except (OSError, EvidenceBroken, *MALFORMED) as why:
        return [
            _row(name, FAILED, f"it cannot be derived from this package ({type(why).__name__} {why})")
            for name in TABLES
        ]
    agreed = {name: name in BESIDE or stated["results"][name] == again[name] for name in TABLES}
    return [_compared(package, name, rows[name], agreed[name]) for name in TABLES]


def _rows(made: derive.Derivation, name: str, told: Circumstances, links: LinkBasis) -> Iterator[Row]:
    match name:
        case "parties":
            return party_rows(made.observations, made.operators, told, links)
        case "accounts":
            return account_rows(made.observations, made.operators, told, links)
        case "observations":
            return map(rows.observation_row, made.observations)
        case "links":
            return map(rows.link_row, made.links)
        case _:
            return map(rows.operator_row, made.operators)


def _differences(basis: Result, links: LinkBasis) -> str:
    """How this installation reads evidence otherwise than the one that made the package, or nothing."""
    here = derive.basis_of(links)
    other = sorted(key for key in here if basis.get(key) != here[key])
    if not other:
        return ""
    readers = {**basis.get("readers", {}), "osint": basis.get("osint")}
    wanted = ", ".join(f"{name} {version}" for name, version in sorted(readers.items()))
    return f"this installation differs in {', '.join(other)}: install {wanted}"


def _exchanges(package: Path, size: int) -> Iterator[Exchange]:
    """The exchanges that were there when it was derived, as they lie in the package; the withdrawn are gone."""
    evidence = package / "data" / "evidence"
    events = [json.loads(line) for line in (evidence / "ledger.jsonl").read_bytes().splitlines()]
    gone = {event["exchange"] for event in events if event["type"] == "withdrawal"}
    for event in events[:size]:
        if event["type"] == "exchange" and event["id"] not in gone:
            with (evidence / Path(event["segment"]).name).open("rb") as file:
                file.seek(event["offset"])
                data = file.read(event["length"])
            found = warc_read.records(io.BytesIO(data), source=event["segment"], longest=ANY_LENGTH)
            yield warc.exchange_of([each for each in found if isinstance(each, warc_read.Record)])


def _inputs(told: Result) -> derive.Inputs:
    return derive.Inputs(
        judgements=tuple(
            Judgement(each["id"], Verdict(each["verdict"]), tuple(each["about"]), moment(each["at"]), "", "")
            for each in told["judgements"]
        ),
        rights_holders=frozenset(told["rights_holders"]),
        found_by={site: frozenset(found) for site, found in told["found_by"].items()},
        previous=tuple(_operator(name, sites) for name, sites in told["previous"].items()),
    )


def _operator(name: str, sites: list[str]) -> Operator:
    """An earlier operator, as far as naming the new ones needs."""
    nothing = Cut(0, (), (), ())
    return Operator(name, tuple(Member(site, 0.0) for site in sites), nothing, (), (), ())


def _compared(package: Path, name: str, made: Iterable[Row], is_stated: bool) -> Result:
    """A table of the package, row by row, against the rows that come out again."""
    count = 0
    try:
        with (package / "data" / "tables" / f"{name}.jsonl").open("rb") as file:
            for line, row in zip_longest(file, made):
                count += 1
                if line is None or row is None:
                    few = "ends before" if line is None else "goes on behind"
                    return _row(name, FAILED, f"it {few} line {count}, where what is derived does not")
                if derive.digest_of([json.loads(line)]) != derive.digest_of([row]):
                    return _row(name, FAILED, f"line {count} is not the row that comes out")
    except (OSError, *MALFORMED) as why:
        return _row(name, FAILED, f"line {count} cannot be read ({why})")
    if not is_stated:
        return _row(name, FAILED, "its rows come out again, and derivation.json states another digest")
    return _row(name, PASSED, f"{count} rows, the same again")


def _row(name: str, result: str, why: str) -> Result:
    return {"check": "rederive", "file": f"data/tables/{name}.jsonl", "result": result, "why": why}
