"""Derives a package's result again, from its kept bytes and its own basis, and compares."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from osint import derive
from osint.errors import EvidenceBroken, UsageError
from osint.formats import warc, warc_read
from osint.links.basis import LinkBasis, from_json
from osint.records import Cut, Exchange, Judgement, Member, Operator, Verdict, moment

Result = dict[str, Any]
PASSED, FAILED, NOT_CHECKABLE = "passed", "failed", "not checkable"
RESULTS = ("observations", "links", "operators")


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
    """The checks of a package's observations, links and operators against what its bytes give."""
    try:
        basis = json.loads((package / "data" / "basis" / "basis.json").read_bytes())
        stated = json.loads((package / "data" / "derived" / "derivation.json").read_bytes())
        links = from_json(basis["links"])
        if missing := _differences(basis, links):
            return [_row(name, NOT_CHECKABLE, missing) for name in RESULTS]
        seen = (each for exchange in _exchanges(package) for each in derive.read(exchange))
        made = derive.derive(seen, _inputs(stated["inputs"]), links)
        again = derive.statement(made, _inputs(stated["inputs"]), basis, stated["ledger_size"])["results"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EvidenceBroken) as why:
        return [
            _row(name, FAILED, f"it cannot be derived from this package ({type(why).__name__} {why})")
            for name in RESULTS
        ]
    return [_compared(name, stated["results"][name], again[name]) for name in RESULTS]


def _differences(basis: Result, links: LinkBasis) -> str:
    """How this installation reads evidence otherwise than the one that made the package, or nothing."""
    here = derive.basis_of(links)
    other = sorted(key for key in here if basis.get(key) != here[key])
    if not other:
        return ""
    readers = {**basis.get("readers", {}), "osint": basis.get("osint")}
    wanted = ", ".join(f"{name} {version}" for name, version in sorted(readers.items()))
    return f"this installation differs in {', '.join(other)}: install {wanted}"


def _exchanges(package: Path) -> Iterator[Exchange]:
    evidence = package / "data" / "evidence"
    events = [json.loads(line) for line in (evidence / "ledger.jsonl").read_bytes().splitlines()]
    gone = {event["exchange"] for event in events if event["type"] == "withdrawal"}
    for event in events:
        if event["type"] == "exchange" and event["id"] not in gone:
            with (evidence / Path(event["segment"]).name).open("rb") as file:
                file.seek(event["offset"])
                data = file.read(event["length"])
            read = warc_read.records(io.BytesIO(data), source=event["segment"])
            yield warc.exchange_of([each for each in read if isinstance(each, warc_read.Record)])


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


def _compared(name: str, stated: Result, again: Result) -> Result:
    if stated == again:
        return _row(name, PASSED, f"{again['count']} rows, the same again")
    return _row(
        name, FAILED, f"{again['count']} rows come out, and not the {stated['count']} that are stated"
    )


def _row(name: str, result: str, why: str) -> Result:
    return {"check": "rederive", "file": f"data/tables/{name}.jsonl", "result": result, "why": why}
