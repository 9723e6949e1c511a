"""The overlap of two sites' ads.txt: DIRECT seats as a set, each weighted by its rarity.

A single shared seat proves nothing, since sales houses let their customers list the house's own seats as DIRECT.
Two overlaps are taken, each the rarity of what is shared against that of all that the two files list, rarities squared so
that a house's common seats fade sooner than its customers' own. Of all seats: it tells something, and little, since a
house's customers agree in the house's list. Of the seats that may be an owner's own (not of many groups, and listed by no
file as RESELLER): it tells more. All seats stay in the union, so that a short list of one's own beside a long pool tells
little; where both files name one manager, nothing is told. Where both files hold seats that many others hold too, their
house is seen, and what they share beside its list is not explained by it.
How telling a whole set is depends on how many other files are known: two files alone may hold one house's list from
end to end. A set therefore counts as at most so many coincidences as seats make one, none rarer than one in all
independent files.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from osint.links import rivals
from osint.links.basis import LinkBasis
from osint.links.case_view import CaseView
from osint.links.worth import NOTHING, Owners, Row
from osint.records import Evidence, Ratio

SEATS, MANAGER = "ads_txt_direct", "ads_txt_manager_domain"
WHOLE = "whole set"


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
    if len(a & b) < view.basis.number("seats", "least"):
        return [_left_out(view, pair, f"{len(a & b)} shared seats are too few to tell")]
    return _weighed(view, pair, (a, b), owners)


def _weighed(
    view: CaseView, pair: tuple[str, str], seats: tuple[set[str], set[str]], owners: Owners
) -> list[Row]:
    """What enough shared seats tell: all of them, and those that may be an owner's own; two rows where a house is seen."""
    shared, every = seats[0] & seats[1], seats[0] | seats[1]
    files = owners(SEATS, *pair)  # independent files that are known, the pair's two as one
    count = {seat: owners(f"{SEATS}:{seat}", *pair) for seat in every}
    hub, least = view.basis.number("hub", "owners"), view.basis.number("seats", "least")
    house = sorted(count[seat] for seat in shared if count[seat] >= hub)
    is_house_seen = len(house) >= least
    few = (
        min(hub - 1, house[len(house) // 2] // view.basis.number("seats", "rarer"))
        if is_house_seen
        else hub - 1
    )
    telling = {seat for seat in shared - view.resold if count[seat] <= few}
    rarity = {
        seat: max(0, round(1000 * math.log2((files + 1) / borne))) ** 2 for seat, borne in count.items()
    }
    whole, own = _share(shared, rarity), _share(telling, rarity) if len(telling) >= least else 0
    note = (
        f"{len(shared)} of {len(every)} DIRECT seats shared, {whole / 10:.1f} % by rarity among {files + 1} "
        f"independent files; {len(telling)} that no house is seen to hold, {own / 10:.1f} %"
    )
    told = [
        _between(view.basis.tables["seats"][part], share) for part, share in (("whole", whole), ("own", own))
    ]
    most = max(view.basis.number("seats", "unknown"), round(least * 1000 * math.log2(files + 1)))
    if not is_house_seen or not told[1]:
        return [_told(view, pair, min(most, sum(told)), note, WHOLE)]
    first = min(most, told[0])
    beside = min(most - first, told[1])
    return [_told(view, pair, first, note, WHOLE), _told(view, pair, beside, note, rivals.APART)]


def _told(view: CaseView, pair: tuple[str, str], bits: int, note: str, value: str) -> Row:
    return Row(_evidence(view, pair, bits, note, value), Ratio(bits // 2, bits, bits * 3 // 2))


def most(basis: LinkBasis) -> int:
    """The most that the row of two sites' seats is worth."""
    steps = basis.tables["seats"]
    return int(steps["whole"][-1][1]) + int(steps["own"][-1][1])


def manager(view: CaseView, pair: tuple[str, str]) -> str:
    """A third party that both files name as their manager, if they do."""
    named = [set(view.by_site[site].get(MANAGER, ())) for site in pair]
    return min((named[0] & named[1]) - set(pair), default="")


def _share(some: set[str], rarity: Mapping[str, int]) -> int:
    """What some seats weigh of all, in thousandths."""
    every = sum(rarity.values())
    return sum(rarity[seat] for seat in some) * 1000 // every if every > 0 else 0


def _between(steps: Sequence[Sequence[int]], share: int) -> int:
    """The bits of a share, between those of the two steps that enclose it; steps begin at nought."""
    for (low, less), (high, more) in pairwise(steps):
        if share < high:
            return less + (more - less) * (share - low) // (high - low)
    return int(steps[-1][1])


def _left_out(view: CaseView, pair: tuple[str, str], why: str) -> Row:
    return Row(_evidence(view, pair, 0, f"left out: {why}"), NOTHING)


def _evidence(view: CaseView, pair: tuple[str, str], bits: int, note: str, value: str = WHOLE) -> Evidence:
    found = [each for site in pair for each in view.by_site[site].get(SEATS, {}).values()]
    exchanges = tuple(sorted({name for each in found for name in each.exchanges}))
    return Evidence(SEATS, value, "ads.txt", bits, 0, exchanges, note)
