"""The overlap of two sites' ads.txt: DIRECT seats as a set, each weighted by its rarity.

A single shared seat proves nothing, since sales houses let their customers list the house's own seats as DIRECT.
How telling a whole set is depends on how many other files are known: two files alone may hold one house's list
from end to end. The row is therefore worth no more than the number of pairs of independent files can show.
"""

import math
from collections.abc import Callable

from osint.links.case_view import CaseView
from osint.links.worth import NOTHING, Owners, Row, capped
from osint.records import Evidence, Ratio

SEATS = "ads_txt_direct"


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
    if len(a & b) < view.basis.number("seats", "least"):
        return [
            Row(_evidence(view, pair, 0, f"left out: {len(a & b)} shared of {len(a | b)}, too few"), NOTHING)
        ]
    files = owners(SEATS, *pair)  # independent files that are known, the pair's two as one
    share = _share(a, b, lambda seat: _rarity(files, owners(f"{SEATS}:{seat}", *pair)))
    told = next((bits for least, bits in view.basis.tables["seats"]["bands"] if share >= least), 0)
    most = max(view.basis.number("seats", "unknown"), round(1000 * math.log2(files * (files + 1) / 2)))
    worth = capped(Ratio(told // 2, told, told * 3 // 2), most)
    note = (
        f"{len(a & b)} of {len(a | b)} DIRECT seats shared; {share / 10:.1f} % by rarity"
        f" among {files + 1} independent files"
    )
    return [Row(_evidence(view, pair, worth.mid, note), worth)]


def _share(a: set[str], b: set[str], rarity: Callable[[str], int]) -> int:
    """What the shared seats weigh of all seats, in thousandths."""
    shared, all_ = sum(map(rarity, a & b)), sum(map(rarity, a | b))
    return shared * 1000 // all_ if all_ > 0 else 0


def _rarity(files: int, owners: int) -> int:
    return max(0, round(1000 * math.log2((files + 1) / owners)))


def _evidence(view: CaseView, pair: tuple[str, str], bits: int, note: str) -> Evidence:
    found = [each for site in pair for each in view.by_site[site].get(SEATS, {}).values()]
    exchanges = tuple(sorted({name for each in found for name in each.exchanges}))
    return Evidence(SEATS, "whole set", "ads.txt", bits, 0, exchanges, note)
