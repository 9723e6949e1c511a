"""What two sites share, row by row, with its bits and the reason: Fellegi and Sunter's sum, made careful.

Bits of a value fall with the number of independent groups that bear it: ``most - log2(groups)``, where the
pair's own group counts once, however many mirrors it has (an operator's forty mirrors do not make his id
common). One family votes once. What counts nothing is listed with its reason.
"""

from osint.links import rivals, searching, seats, succession
from osint.links.bearing import Bearing
from osint.links.case_view import CaseView
from osint.links.worth import NOTHING, Owners, Row, capped, lessened, rarer, scaled
from osint.records import Evidence, Ratio

SEAT = seats.SEATS + ":"


class Weighing:
    """The weighing of one case's pairs under one count of owners."""

    def __init__(self, view: CaseView, owners: Owners) -> None:
        """Begin; what a value is worth between so many owners is worked out once."""
        self._view = view
        self._owners = owners
        self._plain: dict[tuple[str, int, bool, bool, str], Row] = {}

    def rows(self, pair: tuple[str, str], shared: list[str]) -> list[Row]:
        """All rows of a pair but the prior, the strongest first; what was left out at the end."""
        view, owners = self._view, self._owners
        singles = [self._shared(pair, name) for name in shared if not name.startswith(SEAT)]
        voted = _one_vote_a_family(view, _doubt_roll_ups(view, pair, singles))
        rows = [
            *voted,
            *seats.overlap(view, pair, voted, owners),
            *_differences(view, pair, owners),
            *succession.move(view, pair, voted),
        ]
        return [*rows, *rivals.row(rows, view.basis, searching.eased(view, pair))]

    def _shared(self, pair: tuple[str, str], name: str) -> Row:
        view, bearers = self._view, self._view.by_value[name]
        a, b = bearers[pair[0]], bearers[pair[1]]
        count = max(self._owners(name, *pair), view.basis.background.get(name, 0))
        key = (
            name,
            count,
            a.own and b.own,
            searching.was_searched_for(view, pair, name),
            _doubt(view, pair, a),
        )
        row = self._plain.get(key)
        if row is None:
            row = self._plain[key] = _plain(view, *key)
        return row.read_in(tuple(sorted({*a.exchanges, *b.exchanges})))


def _plain(view: CaseView, name: str, owners: int, own: bool, searched: bool, doubt: str) -> Row:
    """What a value is worth between two sites; the exchanges in which it was read come later."""
    sort, _, value = name.partition(":")
    row = Row(Evidence(sort, value, view.basis.family(sort), 0, owners, (), ""), NOTHING)
    if why := view.out(name) or _out_for_pair(view, owners, own=own) or doubt:
        return row.left_out(why)
    worth, note = rarer(view.basis.worth(sort), owners, view.basis.number("rarity", "alpha")), _note(owners)
    if searched:
        worth = lessened(worth, view.basis.number("found_by", "bits"))
        note += "; discounted: the site was found by searching for it"
    return row.valued(worth, note)


def _out_for_pair(view: CaseView, owners: int, *, own: bool) -> str:
    if owners >= view.basis.number("hub", "owners"):
        return f"a hub: {owners} independent groups bear it"
    if not own:
        return "only mentioned, not used by the page itself"
    return ""


def _doubt(view: CaseView, pair: tuple[str, str], bearing: Bearing) -> str:
    """Why a value counts nothing between these two sites, whatever it counts elsewhere.

    A page that announces the addresses of many sites is a list of links, not one operator's notice; an
    account that both sides list beside one manager's name is that manager's.
    """
    most = view.basis.number("hub", "announced")
    if bearing.kind == "linked_site" and any(
        len(view.by_site[site].get("linked_site", ())) > most for site in pair
    ):
        return f"one of the two announces the addresses of more than {most} sites: a list of links"
    if bearing.kind == "adsense" and (manager := seats.manager(view, pair)):
        seat = f"google.com {bearing.value}"
        if all(seat in view.by_site[site].get(seats.SEATS, ()) for site in pair):
            return f"both sites' ads.txt lists it and names {manager} as the manager"
    return ""


def _note(count: int) -> str:
    return "no other group of the case bears it" if count <= 1 else f"{count} independent groups bear it"


def _doubt_roll_ups(view: CaseView, pair: tuple[str, str], rows: list[Row]) -> list[Row]:
    """Doubt a shared account beside which each side has another of its own.

    A platform or agency puts its tracker on every tenant's page beside the tenant's own. No count of bearers
    shows that when only two tenants are in the case; the second account on both sides does. What the same
    platform hands on (measurement, ad server) is doubted with it.
    """
    sorts = {row.evidence.kind for row in rows if row.bits > 0}
    rolled = {sort for sort in sorts if _is_roll_up(view, pair, sort)}
    return [_doubted(view, row, rolled) for row in rows] if rolled else rows


def _is_roll_up(view: CaseView, pair: tuple[str, str], sort: str) -> bool:
    if sort not in view.basis.listed("single"):
        return False
    a, b = (view.accounts(site, sort) for site in pair)
    return bool(a - b) and bool(b - a)


def _doubted(view: CaseView, row: Row, rolled: set[str]) -> Row:
    sort = row.evidence.kind
    if row.bits <= 0:
        return row
    if sort in rolled:
        return row.left_out(
            "each site has another account of its own beside it, as under a platform or agency"
        )
    if sort in view.basis.listed("transmissible"):
        worth = scaled(row.worth, view.basis.number("transmissible", "roll_up_share"))
        return row.valued(
            worth, "; discounted: the pair shares a platform's tracker, which may hand this on too"
        )
    return row


def _one_vote_a_family(view: CaseView, rows: list[Row]) -> list[Row]:
    """The best row of each family whole, the others a little."""
    share, most = view.basis.number("family", "share"), view.basis.number("family", "most")
    left: dict[str, int] = {}
    voted = []
    for row in sorted(rows, key=lambda row: (-row.bits, row.evidence.kind, row.evidence.value)):
        family = row.evidence.family
        if row.bits > 0 and family in left:
            worth = capped(scaled(row.worth, share), left[family])
            left[family] -= worth.mid
            voted.append(row.valued(worth, f"; a further sign of the same family ({family}) counts little"))
            continue
        if row.bits > 0:
            left[family] = most
        voted.append(row)
    return voted


def _differences(view: CaseView, pair: tuple[str, str], owners: Owners) -> list[Row]:
    """Kinds of which an owner usually has one, borne on both sides with nothing in common."""
    each, most = view.basis.number("difference", "bits"), view.basis.number("difference", "most")
    both = view.by_site[pair[0]].keys() & view.by_site[pair[1]].keys() & view.basis.listed("difference")
    differing = [sort for sort in sorted(both) if _differ(view, pair, sort, owners)]
    note = "both have one, and not the same"
    evidence = [Evidence(sort, "", view.basis.family(sort), each, 0, (), note) for sort in differing]
    return [Row(row, Ratio(each, each, each)) for row in evidence[: most // each]]


def _differ(view: CaseView, pair: tuple[str, str], sort: str, owners: Owners) -> bool:
    a, b = (view.accounts(site, sort) for site in pair)
    if not a or not b or a & b:
        return False
    hub = view.basis.number("hub", "owners")
    names = ([f"{sort}:{value}" for value in side] for side in (a, b))
    return all(any(owners(name, *pair) < hub for name in side) for side in names)
