"""Another case looked into, without changing a byte of it."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from osint import canonical, rows, tables
from osint import derive as derivation
from osint.case import generations, journal, settings
from osint.case.generations import Generation
from osint.errors import EvidenceBroken, OsintError
from osint.evidence.ledger import Ledger
from osint.evidence.store import Store
from osint.links import basis as link_basis
from osint.records import Observation


def bearers(folder: Path, identifier: str) -> tuple[list[Observation], str]:
    """What is observed of ``kind:value`` in the case in a folder.

    Returns:
        The observations, and in words why the case cannot be looked into, when it cannot: it is broken, locked,
        or somebody else's. That ends nothing: the other cases are looked into all the same.
    """
    try:
        return list(_of_one(folder, identifier)), ""
    except (OsintError, OSError) as why:
        return [], str(why)


def observations(folder: Path) -> Iterator[Observation]:
    """What is observed in the case in a folder: as derived when that is current, else read anew.

    Raises:
        CaseError: when there is no case there.
        EvidenceBroken: when its evidence is not what its ledger says.
    """
    settings.read(folder)
    ledger = Ledger(folder / settings.EVIDENCE, mends=False)
    found = _current(folder, ledger)
    if found is not None:
        yield from found.observations()
        return
    yield from _read(folder, ledger)


def _of_one(folder: Path, identifier: str) -> Iterator[Observation]:
    """The same of one value: of derived tables only the rows that hold it become objects."""
    settings.read(folder)
    ledger = Ledger(folder / settings.EVIDENCE, mends=False)
    name, _, value = identifier.partition(":")
    found = _current(folder, ledger)
    if found is not None:
        path = found.folder / "observations.parquet"
        yield from map(rows.observation, tables.read_where(path, kind=name, value=value))
        return
    for seen in _read(folder, ledger):
        if (seen.find.kind, seen.find.value) == (name, value):
            yield seen


def _current(folder: Path, ledger: Ledger) -> Generation | None:
    """The derived tables, when nothing that bears on them has happened since; only newer events are looked at."""
    found = generations.current(folder)
    basis = canonical.digest(derivation.basis_of(link_basis.current()))
    if found is None or found.statement.get("basis") != basis:
        return None
    size = found.statement.get("ledger_size")
    if not isinstance(size, int) or size > len(ledger):
        return None
    newer = (_event(line) for line in islice(ledger.lines(), size, None))
    return None if any(journal.bears_on_derived(event) for event in newer) else found


def _event(line: bytes) -> dict[str, object]:
    """A line of a ledger.

    Raises:
        EvidenceBroken: when it is none.
    """
    try:
        event = json.loads(line)
    except (ValueError, RecursionError) as why:
        raise EvidenceBroken(
            f"the ledger holds a line that is no event ({why}): restore it from a copy"
        ) from why
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise EvidenceBroken("the ledger holds a line that is no event: restore it from a copy")
    return event


def _read(folder: Path, ledger: Ledger) -> Iterator[Observation]:
    store = Store(folder / settings.EVIDENCE, ledger, warcinfo={}, mends=False)
    for exchange in store.exchanges():
        yield from derivation.read(exchange)
