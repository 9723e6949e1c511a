"""Another case looked into, without changing a byte of it."""

from collections.abc import Iterator
from pathlib import Path

from osint import canonical
from osint import derive as derivation
from osint.case import generations, journal, settings
from osint.evidence.ledger import Ledger
from osint.evidence.store import Store
from osint.links import basis as link_basis
from osint.records import Observation


def observations(folder: Path) -> Iterator[Observation]:
    """What is observed in the case in a folder: as derived when that is current, else read anew.

    Raises:
        CaseError: when there is no case there.
        EvidenceBroken: when its evidence is not what its ledger says.
    """
    settings.read(folder)
    ledger = Ledger(folder / settings.EVIDENCE, mends=False)
    found = generations.current(folder)
    basis = canonical.digest(derivation.basis_of(link_basis.current()))
    wanted = {"ledger_size": journal.size_that_matters(ledger.events()), "basis": basis}
    if found is not None and all(found.statement[key] == value for key, value in wanted.items()):
        yield from found.observations()
        return
    store = Store(folder / settings.EVIDENCE, ledger, warcinfo={}, mends=False)
    for exchange in store.exchanges():
        yield from derivation.read(exchange)
