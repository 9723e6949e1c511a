"""The overlap of two sites' ads.txt: DIRECT seats as a set, each weighted by its rarity.

A single shared seat proves nothing, since sales houses let their customers list the house's own seats as DIRECT.
Seats of many groups, seats that some file lists as RESELLER, and all seats where both files name one manager are a
house's. They stay in the union, so that a short list of one's own beside a long pool tells little.
How telling a whole set is depends on how many other files are known: two files alone may hold one house's list
from end to end. The row is therefore worth no more than the number of pairs of independent files can show.
"""

import math
from collections.abc import Callable

from osint.links.case_view import CaseView
from osint.links.worth import NOTHING, Owners, Row, capped
from osint.records import Evidence, Ratio

SEATS, MANAGER = "ads_txt_direct", "ads_txt_manager_domain"


def overlap(view: CaseView, pair: tuple[str, str], counted: list[Row], owners: Owners) -> list[Row]:
    """The row of two sites' seats; none when they share none.

    ``counted`` are the pair's other rows: a seat whose account number stands there already is left out.
    """
    known = {row.evidence.value for row in counted if row.bits > 0}
    a, b = (
        {seat for seat in view.accounts(site, SEATS) if seat.rpartition(" ")[2] not in known} for site in pair
    )
    if not a & b:
        return []
    if named := manager(view, pair):
        return [_left_out(view, pair, f"both files name {named} as the manager of their seats")]
    hub = view.basis.number("hub", "owners")
    telling = {seat for seat in a & b - view.resold if owners(f"{SEATS}:{seat}", *pair) < hub}
    if len(telling) < view.basis.number("seats", "least"):
        few = f"{len(telling)} of {len(a & b)} shared seats may be an owner's own: too few to tell"
        return [_left_out(view, pair, few)]
    files = owners(SEATS, *pair)  # independent files that are known, the pair's two as one
    share = _share(telling, a | b, lambda seat: _rarity(files, owners(f"{SEATS}:{seat}", *pair)))
    told = next((bits for least, bits in view.basis.tables["seats"]["bands"] if share >= least), 0)
    most = max(view.basis.number("seats", "unknown"), round(1000 * math.log2(files * (files + 1) / 2)))
    worth = capped(Ratio(told // 2, told, told * 3 // 2), most)
    note = (
        f"{len(telling)} of {len(a | b)} DIRECT seats shared that no house is seen to hold; "
        f"{share / 10:.1f} % by rarity among {files + 1} independent files"
    )
    return [Row(_evidence(view, pair, worth.mid, note), worth)]


def manager(view: CaseView, pair: tuple[str, str]) -> str:
    """A third party that both files name as their manager, if they do."""
    named = [set(view.by_site[site].get(MANAGER, ())) for site in pair]
    return min((named[0] & named[1]) - set(pair), default="")


def _share(telling: set[str], seats: set[str], rarity: Callable[[str], int]) -> int:
    """What the telling seats weigh of all seats, in thousandths."""
    shared, all_ = sum(map(rarity, telling)), sum(map(rarity, seats))
    return shared * 1000 // all_ if all_ > 0 else 0


def _rarity(files: int, owners: int) -> int:
    return max(0, round(1000 * math.log2((files + 1) / owners)))


def _left_out(view: CaseView, pair: tuple[str, str], why: str) -> Row:
    return Row(_evidence(view, pair, 0, f"left out: {why}"), NOTHING)


def _evidence(view: CaseView, pair: tuple[str, str], bits: int, note: str) -> Evidence:
    found = [each for site in pair for each in view.by_site[site].get(SEATS, {}).values()]
    exchanges = tuple(sorted({name for each in found for name in each.exchanges}))
    return Evidence(SEATS, "whole set", "ads.txt", bits, 0, exchanges, note)
