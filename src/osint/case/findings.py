"""What searches bring into a case: sites that they found, values that are too common, sites that are taken in."""

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from osint.case import agenda, journal
from osint.evidence.store import Store
from osint.records import Observation

if TYPE_CHECKING:
    from osint.case.collecting import Collection


def note(store: Store, sites: Iterable[str], collection: "Collection") -> None:
    """Enter what searches found and what was too common to follow; each once."""
    if not collection.found and not collection.hubs:
        return
    ledger, events = store.ledger, list(store.others())
    known = {*sites, *journal.searched(events)}
    for site, (because, exchange) in collection.found.items():
        if site not in known:
            ledger.append("found", {"site": site, "because": because, "exchange": exchange})
    noted = journal.hubs(events)
    for hub in collection.hubs.values():
        if hub.identifier not in noted:
            told = {"identifier": hub.identifier, "source": hub.source, "count": hub.count}
            ledger.append("hub", {**told, "limit": hub.limit, "exchange": hub.exchange})


def take_in(
    store: Store, observations: Iterable[Observation], sites: frozenset[str], budget: int
) -> tuple[list[str], int]:
    """Enter up to ``budget`` further sites as leads, those that observations name or that searches found.

    Returns:
        The sites, the most telling first, and how many the budget left out.
    """
    hubs = journal.hubs(store.others())
    found = agenda.to_take_in(observations, sites, hubs)
    fresh = dict(islice(found.items(), max(0, budget)))
    for site, each in fresh.items():
        because = f"{each.find.kind}:{each.find.value}"
        store.ledger.append("lead", {"site": site, "because": because, "exchange": each.exchange})
    return list(fresh), len(found) - len(fresh)
