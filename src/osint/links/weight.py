"""What two sites share, row by row, with its bits and the reason: Fellegi and Sunter's sum, made careful.

Bits of a value fall with the number of independent groups that bear it: ``most - log2(groups)``, where the
pair's own group counts once, however many mirrors it has (an operator's forty mirrors do not make his id
common). One family votes once. What counts nothing is listed with its reason.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from osint.identifiers import kind
from osint.links.bearing import Bearing
from osint.links.case_view import SEATS, CaseView
from osint.records import Evidence, Ratio

Owners = Callable[[str, str, str], int]  # value, site, site → independent groups that bear it


@dataclass(frozen=True, slots=True)
class Row:
    """A row while it is weighed, with its range."""

    evidence: Evidence
    worth: Ratio


def rows_of(view: CaseView, pair: tuple[str, str], shared: list[str], owners: Owners) -> list[Row]:
    """All rows of a pair but the prior, the strongest first; what was left out at the end."""
    singles = [_shared_row(view, pair, name, owners) for name in shared if not name.startswith(SEATS + ":")]
    doubted = _doubt_roll_ups(view, pair, singles)
    voted = _one_vote_a_family(view, doubted)
    return [*voted, *_seats(view, pair, owners), *_differences(view, pair), *_succession(view, pair, voted)]


def _shared_row(view: CaseView, pair: tuple[str, str], name: str, owners: Owners) -> Row:
    sort, _, value = name.partition(":")
    bearers = view.by_value[name]
    a, b = bearers.get(pair[0]), bearers.get(pair[1])
    exchanges = tuple(sorted({*(a.exchanges if a else ()), *(b.exchanges if b else ())}))
    count = max(owners(name, *pair), view.basis.background.get(name, 0))
    blank = Evidence(sort, value, kind(sort).family, 0, count, exchanges, "")
    if why := view.out(name) or _out_for_pair(view, a, b, count) or _listed(view, pair, sort):
        return Row(replace(blank, note=f"left out: {why}"), Ratio(0, 0, 0))
    worth = _rarer(view.basis.worth(sort), count)
    note = _note(count)
    if any(name in view.told.found_by.get(site, frozenset()) for site in pair):
        worth = _scaled(worth, view.basis.number("found_by", "share"))
        note += "; discounted: the site was found by searching for it"
    return Row(replace(blank, bits=worth.mid, note=note), worth)


def _out_for_pair(view: CaseView, a: Bearing | None, b: Bearing | None, count: int) -> str:
    if count >= view.basis.number("hub", "owners"):
        return f"a hub: {count} independent groups bear it"
    if (a is not None and not a.own) or (b is not None and not b.own):
        return "only mentioned, not used by the page itself"
    return ""


def _listed(view: CaseView, pair: tuple[str, str], sort: str) -> str:
    """A page that announces the addresses of many sites is a list of links, not one operator's notice."""
    most = view.basis.number("hub", "announced")
    if sort == "linked_site" and any(len(view.by_site[site][sort]) > most for site in pair):
        return f"one of the two announces the addresses of more than {most} sites: a list of links"
    return ""


def _rarer(worth: Ratio, count: int) -> Ratio:
    """The bits that are left when several independent groups bear the value."""
    less = round(1000 * math.log2(max(1, count)))
    return Ratio(*(max(0, bits - less) for bits in (worth.low, worth.mid, worth.high)))


def _note(count: int) -> str:
    return "no other group of the case bears it" if count <= 1 else f"{count} independent groups bear it"


def _doubt_roll_ups(view: CaseView, pair: tuple[str, str], rows: list[Row]) -> list[Row]:
    """Doubt a shared account beside which each side has another of its own.

    A platform or agency puts its tracker on every tenant's page beside the tenant's own. No count of bearers
    shows that when only two tenants are in the case; the second account on both sides does. What the same
    platform hands on (measurement, ad server) is doubted with it.
    """
    rolled = {
        row.evidence.kind
        for row in rows
        if row.evidence.bits > 0 and _is_roll_up(view, pair, row.evidence.kind)
    }
    if not rolled:
        return rows
    return [_doubted(view, row, rolled) for row in rows]


def _is_roll_up(view: CaseView, pair: tuple[str, str], sort: str) -> bool:
    if sort not in view.basis.listed("single"):
        return False
    a, b = (set(view.by_site[site][sort]) for site in pair)
    shared = a & b
    return bool(a - shared) and bool(b - shared)


def _doubted(view: CaseView, row: Row, rolled: set[str]) -> Row:
    sort = row.evidence.kind
    if row.evidence.bits <= 0:
        return row
    if sort in rolled:
        why = "left out: each site has another account of its own beside it, as under a platform or agency"
        return Row(replace(row.evidence, bits=0, note=why), Ratio(0, 0, 0))
    if sort in view.basis.listed("transmissible"):
        worth = _scaled(row.worth, view.basis.number("transmissible", "roll_up_share"))
        note = (
            row.evidence.note
            + "; discounted: the pair shares a platform's tracker, which may hand this on too"
        )
        return Row(replace(row.evidence, bits=worth.mid, note=note), worth)
    return row


def _one_vote_a_family(view: CaseView, rows: list[Row]) -> list[Row]:
    """The best row of each family whole, the others a little."""
    share, most = view.basis.number("family", "share"), view.basis.number("family", "most")
    ordered = sorted(rows, key=lambda row: (-row.evidence.bits, row.evidence.kind, row.evidence.value))
    best: set[str] = set()
    given: dict[str, int] = {}
    voted = []
    for row in ordered:
        family = row.evidence.family
        if row.evidence.bits > 0 and family in best:
            left = most - given.get(family, 0)
            worth = Ratio(
                *(min(left, bits * share // 1000) for bits in (row.worth.low, row.worth.mid, row.worth.high))
            )
            given[family] = given.get(family, 0) + worth.mid
            note = row.evidence.note + f"; a further sign of the same family ({family}) counts little"
            row = Row(replace(row.evidence, bits=worth.mid, note=note), worth)  # noqa: PLW2901
        elif row.evidence.bits > 0:
            best.add(family)
        voted.append(row)
    return voted


def _seats(view: CaseView, pair: tuple[str, str], owners: Owners) -> list[Row]:
    """The overlap of the DIRECT seats of ads.txt, weighted by rarity: single seats prove nothing."""
    a, b = (set(view.by_site[site].get(SEATS, ())) for site in pair)
    if len(a & b) < view.basis.number("seats", "least"):
        return []
    total = max(2, sum(1 for kinds in view.by_site.values() if kinds.get(SEATS)))

    def rarity(seat: str) -> int:
        return round(1000 * math.log2((total + 1) / len(view.by_value[f"{SEATS}:{seat}"])))

    overlap, union = sum(map(rarity, a & b)), sum(map(rarity, a | b))
    share = overlap * 1000 // union if union > 0 else 0
    bits = next((bits for least, bits in view.basis.tables["seats"]["bands"] if share >= least), 0)
    found = view.by_site[pair[0]][SEATS], view.by_site[pair[1]][SEATS]
    exchanges = tuple(sorted({name for side in found for each in side.values() for name in each.exchanges}))
    note = f"{len(a & b)} of {len(a | b)} DIRECT seats shared; {share / 10:.1f} % by rarity"
    evidence = Evidence(SEATS, "whole set", "ads.txt", bits, 0, exchanges, note)
    return [Row(evidence, Ratio(bits // 2, bits, bits * 3 // 2))]


def _differences(view: CaseView, pair: tuple[str, str]) -> list[Row]:
    """Kinds of which an owner usually has one, borne on both sides with nothing in common."""
    each, most = view.basis.number("difference", "bits"), view.basis.number("difference", "most")
    rows, sum_ = [], 0
    for sort in sorted(view.basis.listed("difference")):
        a, b = (_own_values(view, site, sort) for site in pair)
        if a and b and not a & b and sum_ > most:
            sum_ += each
            evidence = Evidence(sort, "", kind(sort).family, each, 0, (), "both have one, and not the same")
            rows.append(Row(evidence, Ratio(each, each, each)))
    return rows


def _own_values(view: CaseView, site: str, sort: str) -> set[str]:
    held = view.by_site[site].get(sort, {})
    return {value for value, each in held.items() if each.own and not each.platform}


def _succession(view: CaseView, pair: tuple[str, str], rows: list[Row]) -> list[Row]:
    """A value whose bearing ends on one site within days of its beginning on the other: a move."""
    gap = timedelta(days=view.basis.number("succession", "days"))
    for row in rows:
        if row.evidence.bits <= 0 or kind(row.evidence.kind).copied:
            continue
        name = f"{row.evidence.kind}:{row.evidence.value}"
        a, b = (view.by_value[name].get(site) for site in pair)
        if a is None or b is None or a is b:
            continue
        first, second = (a, b) if a.last_seen <= b.first_seen else (b, a)
        if timedelta(0) < second.first_seen - first.last_seen <= gap and first.first_seen < first.last_seen:
            bits = view.basis.number("succession", "bits")
            ended, began = f"{first.last_seen:%Y-%m-%d}", f"{second.first_seen:%Y-%m-%d}"
            note = f"{first.site} bore it until {ended}, {second.site} from {began}: a move"
            evidence = Evidence(
                "succession", row.evidence.value, "succession", bits, 0, row.evidence.exchanges, note
            )
            return [Row(evidence, Ratio(bits // 2, bits, bits * 2))]
    return []


def _scaled(worth: Ratio, share: int) -> Ratio:
    return Ratio(worth.low * share // 1000, worth.mid * share // 1000, worth.high * share // 1000)
