"""A case packed as evidence: what goes in is gathered here, signed, and handed to the bundle."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from osint.bundle.build import Setting, build
from osint.bundle.contents import Contents
from osint.bundle.policy import REASONS, Policy
from osint.bundle.redact import redacted
from osint.case import journal, settings
from osint.case.case import Case
from osint.case.deriving import sealed
from osint.case.signing import sign, signing_key
from osint.courts.court import Court
from osint.desk import overview, who
from osint.desk.findings import Findings, findings
from osint.errors import UsageError
from osint.evidence.ledger import Event
from osint.records import Operator

NUMBER = re.compile(r"\.?package-(\d{1,9})(?:\.|$)")  # a package's, or its draft's
TABLES = (*overview.COLUMNS, *who.COLUMNS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a package is to be: for which court and whom, and about which operators (none named: all)."""

    court: Court
    policy: Policy
    operators: tuple[str, ...] = ()
    setting: Setting | None = None


def next_place(case: Case) -> Path:
    """``exports/package-N`` with a number that none has had, also none that was deleted or is being written."""
    exports = case.folder / "exports"
    named = (NUMBER.match(path.name) for path in exports.glob("*package-*"))
    return exports / f"package-{1 + max((int(each[1]) for each in named if each), default=0)}"


def pack(case: Case, target: Path, wanted: Wanted) -> Path:
    """Note the export in the ledger, sign it, and write the package.

    Judgements, with their reasons and authors, are work product: unless they are released, a package rests on the
    evidence alone.

    Raises:
        UsageError: for an unknown operator, a target that is there already, or without a key.
        OsintError: when it cannot be written.
    """
    found = findings(case, wanted.policy.released)
    chosen = _chosen(case, found, wanted.operators)
    if target.exists():
        raise UsageError(f"{target} is there already: give another name")
    signing_key(case)  # before the export is noted
    told = {
        "court": wanted.court.name,
        "share": wanted.policy.name,
        "operators": [each.id for each in chosen],
    }
    case.ledger.append("export", {**told, "released": sorted(wanted.policy.released)})
    contents = _contents(case, wanted, found, chosen)
    return build(redacted(contents, wanted.policy), target, wanted.setting)


def _chosen(case: Case, found: Findings, wanted: tuple[str, ...]) -> tuple[Operator, ...]:
    """The operators as named; of the evidence alone, those that share most sites with the case's."""
    if not wanted:
        return found.operators
    known = {each.id: each for each in case.all_operators()}
    if missing := [name for name in wanted if name not in known]:
        raise UsageError(f"no operator {', '.join(missing)}: `osint show DIR operators` lists them")
    chosen = {name: found.nearest(known[name]) for name in wanted}
    if lost := [name for name, each in chosen.items() if each is None]:
        raise UsageError(
            f"{', '.join(lost)}: held by judgements, which are withheld as work product: release them "
            "(--release judgements), or leave the operator out"
        )
    return tuple(dict.fromkeys(each for each in chosen.values() if each is not None))


def _contents(case: Case, wanted: Wanted, found: Findings, chosen: tuple[Operator, ...]) -> Contents:
    size = _sealed(case, found)
    tree = case.ledger.tree()
    released = wanted.policy.released
    return Contents(
        title=case.settings.title,
        case=case.settings.id,
        court=wanted.court,
        share=wanted.policy.name,
        is_practice=case.settings.is_practice,
        facts={
            "legal_basis": case.settings.legal_basis,
            "investigators": ", ".join(case.settings.investigators),
            "retention_until": case.settings.retention_until,
        },
        evidence=case.folder / settings.EVIDENCE,
        lines=tuple(islice(case.ledger.lines(), size)),
        events=tuple(islice(case.events(), size)),
        tables={name: tuple(found.table(case, name, released)) for name in TABLES},
        links=found.links,
        operators=chosen,
        every_operator=found.operators,
        statement=found.statement,
        basis=found.basis,
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        read=case.store.read,
        notes=_notes(case) if REASONS in released else b"",
        withheld=(),
        inclusion=lambda number: (size, tree.inclusion(number, size)),
    )


def _notes(case: Case) -> bytes:
    """The reasons of judgements with their salts, so that each can be held against what was sealed."""
    path = case.folder / settings.EVIDENCE / journal.NOTES
    return path.read_bytes() if path.is_file() else b""


def _sealed(case: Case, found: Findings) -> int:
    """The size of a signed head under which the derivation that is shown was sealed."""
    if not _is_sealed(found, case.events()):
        case.ledger.append("derivation", sealed(found.statement))
    while True:
        size = sign(case)
        if _is_sealed(found, islice(case.events(), size)):
            return size


def _is_sealed(found: Findings, events: Iterable[Event]) -> bool:
    """Whether one of these events is the derivation's own."""
    told = sealed(found.statement)
    return any(
        event["type"] == "derivation" and all(event[name] == value for name, value in told.items())
        for event in events
    )
