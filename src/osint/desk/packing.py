"""A case packed as evidence: what goes in is gathered here, signed, and handed to the bundle."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from osint.bundle.build import Setting, build
from osint.bundle.contents import Contents
from osint.case import settings
from osint.case.case import Case
from osint.case.generations import Generation
from osint.case.signing import sign, signing_key
from osint.courts.court import Court
from osint.desk import overview, who
from osint.errors import UsageError
from osint.evidence.ledger import Event
from osint.records import Operator
from osint.rows import Row

SHARES = ("court", "lawfirm", "police", "partner", "public")
NUMBER = re.compile(r"\.?package-(\d{1,9})(?:\.|$)")  # a package's, or its draft's
TABLES = (*overview.COLUMNS, *who.COLUMNS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a package is to be: for which court and whom, and about which operators (none named: all)."""

    court: Court
    share: str
    operators: tuple[str, ...] = ()
    setting: Setting | None = None


def checked_share(share: str) -> str:
    """The share as named.

    Raises:
        UsageError: for one that there is not.
    """
    if share not in SHARES:
        raise UsageError(f"no share {share!r}: one of {', '.join(SHARES)}")
    return share


def next_place(case: Case) -> Path:
    """``exports/package-N`` with a number that none has had, also none that was deleted or is being written."""
    exports = case.folder / "exports"
    named = (NUMBER.match(path.name) for path in exports.glob("*package-*"))
    return exports / f"package-{1 + max((int(each[1]) for each in named if each), default=0)}"


def pack(case: Case, target: Path, wanted: Wanted) -> Path:
    """Note the export in the ledger, sign it, and write the package.

    Judgements' reasons and authors are work product: no share holds them.

    Raises:
        UsageError: for an unknown operator, a target that is there already, or without a key.
        OsintError: when it cannot be written.
    """
    chosen = _chosen(case, wanted.operators)
    if target.exists():
        raise UsageError(f"{target} is there already: give another name")
    signing_key(case)  # before the export is noted
    told = {"court": wanted.court.name, "share": wanted.share, "operators": [each.id for each in chosen]}
    case.ledger.append("export", told)
    return build(_contents(case, wanted, chosen), target, wanted.setting)


def _chosen(case: Case, wanted: tuple[str, ...]) -> tuple[Operator, ...]:
    known = {each.id: each for each in case.all_operators()}
    missing = [name for name in wanted if name not in known]
    if missing:
        raise UsageError(f"no operator {', '.join(missing)}: `osint show DIR operators` lists them")
    return tuple(known[name] for name in wanted) if wanted else tuple(known.values())


def _contents(case: Case, wanted: Wanted, chosen: tuple[Operator, ...]) -> Contents:
    size, made = _sealed(case)
    tree = case.ledger.tree()
    return Contents(
        title=case.settings.title,
        case=case.settings.id,
        court=wanted.court,
        share=wanted.share,
        is_practice=case.settings.is_practice,
        facts={
            "legal_basis": case.settings.legal_basis,
            "investigators": ", ".join(case.settings.investigators),
            "retention_until": case.settings.retention_until,
        },
        evidence=case.folder / settings.EVIDENCE,
        lines=tuple(islice(case.ledger.lines(), size)),
        events=tuple(islice(case.events(), size)),
        tables={name: tuple(_shared(case, name)) for name in TABLES},
        links=case.all_links(),
        operators=chosen,
        statement=made.statement,
        basis=made.basis(),
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        read=case.store.read,
        inclusion=lambda number: (size, tree.inclusion(number, size)),
    )


def _sealed(case: Case) -> tuple[int, Generation]:
    """The size of a signed head, and a derivation that rests on nothing behind it."""
    while True:
        size = sign(case)
        made = case.derive()
        if _is_sealed(made, islice(case.events(), size)):  # else another program derived it after this head
            return size, made


def _is_sealed(made: Generation, events: Iterable[Event]) -> bool:
    """Whether one of these events is the derivation's own."""
    told = {"over": made.statement["ledger_size"], "results": made.statement["results"]}
    return any(
        event["type"] == "derivation" and all(event[name] == value for name, value in told.items())
        for event in events
    )


def _shared(case: Case, name: str) -> Iterable[Row]:
    if name in who.COLUMNS:
        return who.rows_of(case, name)
    if name != "judgements":
        return overview.rows_of(case, name)
    return ({**row, "author": "", "because": ""} for row in overview.rows_of(case, name))
