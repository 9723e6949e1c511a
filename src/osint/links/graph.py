"""All links of a case: weighed twice, since who is independent shows only after a first grouping."""

from collections.abc import Iterable

import networkx as nx

from osint.links.basis import LinkBasis
from osint.links.bearing import Bearing
from osint.links.case_view import CaseView, Circumstances
from osint.links.weight import Owners, rows_of
from osint.records import Evidence, Link, Ratio


def link_sites(bearings: Iterable[Bearing], basis: LinkBasis, told: Circumstances) -> tuple[Link, ...]:
    """The links between sites that share anything, sorted by their names.

    First pass: every bearer counts as independent, up to just below what makes a hub, and sites are put
    together that share values of two families: an operator's mirrors do, strangers with one agency, theme or
    sales house do not. Second pass: these groups count, the pair's own as one.
    """
    view = CaseView(bearings, basis, told)
    most = basis.number("hub", "owners") - 1
    first = _weigh(view, lambda name, a, b: min(most, max(1, len(view.by_value[name]) - 1)))
    return _weigh(view, _owners_by_group(view, _groups(view, first)))


def _weigh(view: CaseView, owners: Owners) -> tuple[Link, ...]:
    return tuple(_link(view, pair, shared, owners) for pair, shared in sorted(view.pairs().items()))


def _link(view: CaseView, pair: tuple[str, str], shared: list[str], owners: Owners) -> Link:
    rows = rows_of(view, pair, shared, owners)
    prior = view.basis.tables["prior"]
    first = Evidence("prior", "", "", int(prior["bits"]), 0, (), str(prior["reason"]))
    evidence = (first, *(row.evidence for row in rows))
    ratio = Ratio(*(sum(getattr(row.worth, side) for row in rows) for side in ("low", "mid", "high")))
    return Link(*pair, sum(row.bits for row in evidence), ratio, evidence)


def _groups(view: CaseView, links: Iterable[Link]) -> dict[str, int]:
    """Each site's group: sites that a first weighing puts together are not independent."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(view.by_site)
    graph.add_edges_from((link.a, link.b) for link in links if link.bits > 0 and _families(link) > 1)
    ordered = sorted((sorted(each) for each in nx.connected_components(graph)), key=lambda sites: sites[0])
    return {site: number for number, sites in enumerate(ordered) for site in sites}


def _families(link: Link) -> int:
    return len(
        {row.family for row in link.evidence if row.bits > 0 and row.kind not in {"prior", "succession"}}
    )


def _owners_by_group(view: CaseView, group: dict[str, int]) -> Owners:
    def owners(name: str, a: str, b: str) -> int:
        """Groups that bear the value, leaving out the pair's own; the pair counts as one."""
        own = {group[a], group[b]}
        return 1 + len({group[site] for site in view.by_value[name]} - own)

    return owners
