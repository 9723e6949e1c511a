"""All links of a case: weighed twice, since who is independent shows only after a first grouping."""

from collections.abc import Iterator, Mapping
from functools import cache, partial

from osint.links import rivals, searching, seats
from osint.links.case_view import CaseView
from osint.links.sets import Sets
from osint.links.weight import SEAT, Weighing
from osint.links.worth import Owners, Row, rarer
from osint.records import Link, Ratio

Pair = tuple[str, str]


def link_sites(view: CaseView) -> tuple[Link, ...]:
    """The links between sites that share anything, sorted by their names.

    First pass: every bearer counts as independent, up to just below what makes a hub, and sites are put
    together that share values of two families: an operator's mirrors do, strangers with one agency, theme or
    sales house do not. Second pass: these groups count, the pair's own as one.
    """
    shared = view.pairs()
    groups = _groups(view, shared)
    return tuple(
        weighed(view, shared, {site: number for number, sites in enumerate(groups) for site in sites})
    )


def first_groups(view: CaseView) -> tuple[tuple[str, ...], ...]:
    """The groups after the first pass, those of one site among them."""
    return _groups(view, view.pairs())


def weighed(view: CaseView, shared: Mapping[Pair, list[str]], groups: Mapping[str, int]) -> Iterator[Link]:
    """The links of the second pass: of these pairs, by each site's group after the first."""
    second = Weighing(view, _owners_by_group(view, groups))
    return (_link(view, pair, second.rows(pair, names)) for pair, names in shared.items())


def _groups(view: CaseView, shared: Mapping[Pair, list[str]]) -> tuple[tuple[str, ...], ...]:
    """The groups after the first pass.

    Nothing need be weighed of two sites that are together already, nor of two whose shared values are worth too little
    at their most.
    """
    owners = _every_site(view)
    made, weighing = Sets(view.by_site), Weighing(view, owners)
    worth = cache(partial(_most, view, owners))
    beside = view.basis.threshold() - view.basis.number("succession", "bits")
    for pair, names in shared.items():
        first = searching.prior(view, pair).bits
        if made.has_joined(*pair) or first + sum(map(worth, names)) + _most_of_seats(view, names) < beside:
            continue
        if _ties(view, first, weighing.rows(pair, names)):
            made.join(*pair)
    return made.all()


def _most(view: CaseView, owners: Owners, name: str) -> int:
    """The most that a shared value counts, seats apart: they count as a set."""
    if name.startswith(SEAT) or view.out(name):
        return 0
    count = max(owners(name, "", ""), view.basis.background.get(name, 0))
    worth = view.basis.worth(name.partition(":")[0])
    return max(0, rarer(worth, count, view.basis.number("rarity", "alpha")).mid)


def _most_of_seats(view: CaseView, names: list[str]) -> int:
    return seats.most(view.basis) if any(name.startswith(SEAT) for name in names) else 0


def _link(view: CaseView, pair: Pair, rows: list[Row]) -> Link:
    first = searching.prior(view, pair)
    ratio = Ratio(
        sum(row.worth.low for row in rows),
        sum(row.worth.mid for row in rows),
        sum(row.worth.high for row in rows),
    )
    return Link(*pair, first.bits + ratio.mid, ratio, (first, *(row.evidence for row in rows)))


def _ties(view: CaseView, prior: int, rows: list[Row]) -> bool:
    """Whether a first weighing puts two sites together: they are not independent then."""
    counted = [row.evidence for row in rows if row.bits > 0 and row.evidence.kind not in rivals.UNWEIGHED]
    families = {row.family for row in counted if view.basis.is_likely(row.kind)}
    if len(families) < 2:
        return False
    return prior + sum(row.bits for row in rows) >= view.basis.threshold()


def _every_site(view: CaseView) -> Owners:
    most = view.basis.number("hub", "owners") - 1
    others = view.elsewhere.users

    @cache
    def count(name: str) -> int:
        found = max(1, len(view.users(name)) + others.get(name, 0) - 1)
        return min(most, found) if ":" in name else found  # a value, not a kind

    return lambda name, _a, _b: count(name)


def _owners_by_group(view: CaseView, group: Mapping[str, int]) -> Owners:
    others = view.elsewhere.groups

    @cache
    def bearing(name: str) -> frozenset[int]:
        return frozenset(group[site] for site in view.users(name))

    def owners(name: str, a: str, b: str) -> int:
        """Groups that bear the value, leaving out the pair's own; the pair counts as one."""
        groups = bearing(name)
        return 1 + len(groups) + others.get(name, 0) - len({group[a], group[b]} & groups)

    return owners
