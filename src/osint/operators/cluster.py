"""Groups that hold together: links that join, what analysts hold the same, and nothing that they hold different.

A link joins when its probability reaches the threshold and it holds what a copier has no reason to copy; weak
links never add up to a group. What an analyst holds the same joins whatever the score says; what he holds
different is cut apart, where the least evidence is given up; a pair of which he is unsure does not join by its
own link.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from osint.links import rivals, searching
from osint.links.basis import LinkBasis
from osint.links.sets import Sets, components
from osint.operators.holding import firm
from osint.operators.judgement import Constraints
from osint.records import Cut, Link

JUDGED = (
    1_000_000  # thousandths of a bit that a judgement weighs where a group is cut: more than any evidence
)
BY_JUDGEMENT = "judgement:same"

Pair = tuple[str, str]
Edges = Mapping[Pair, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Sites that hold together, and their weakest place."""

    sites: tuple[str, ...]
    cut: Cut


def groups(links: Iterable[Link], constraints: Constraints, basis: LinkBasis) -> tuple[Group, ...]:
    """The groups of two sites or more, sorted by their first site."""
    by_pair = {(link.a, link.b): link for link in links}
    edges = firm(_edges(by_pair, constraints, basis), by_pair, basis, judged=JUDGED)
    names = sorted({site for pair in edges for site in pair})
    found = [part for sites, inner in _parts(names, edges) for part in _kept_apart(sites, inner, constraints)]
    return tuple(
        Group(sites, _weakest(inner, by_pair)) for sites, inner in sorted(found, key=lambda each: each[0])
    )


def joins(link: Link, basis: LinkBasis) -> bool:
    """Whether a link is strong enough, and of the right sort, to join two sites.

    A copier carries the page's own ids along. Enough of a link must therefore rest on what he has no reason to
    copy, or cannot. That a search makes two sites likelier to be of one hand joins nobody. Its limit: a copier who leaves his victim's payee or contact in the page looks like a sister
    site.
    """
    if searching.proven(link, basis) < basis.threshold():
        return False
    most = 1 + basis.number("copying", "strangers")
    counted = (row for row in link.evidence if row.bits > 0 and row.owners <= most)
    beside = sum(rivals.beside_copies(row, basis) for row in counted if row.kind not in rivals.UNWEIGHED)
    return beside >= basis.number("copying", "least")


def _edges(links: Mapping[Pair, Link], constraints: Constraints, basis: LinkBasis) -> dict[Pair, int]:
    edges = {
        pair: link.bits
        for pair, link in links.items()
        if frozenset(pair) not in constraints.unsure and joins(link, basis)
    }
    judged = [tuple(sorted(pair)) for pair in constraints.same if len(pair) == 2]
    return edges | dict.fromkeys(((a, b) for a, b in sorted(judged)), JUDGED)


def _parts(names: Iterable[str], edges: Edges) -> Iterator[tuple[tuple[str, ...], dict[Pair, int]]]:
    """The connected parts of two sites or more, each with its own edges."""
    parts = components(names, edges)
    place = {site: number for number, sites in enumerate(parts) for site in sites}
    inner: list[dict[Pair, int]] = [{} for _ in parts]
    for (a, b), bits in edges.items():
        inner[place[a]][a, b] = bits
    return ((sites, own) for sites, own in zip(parts, inner, strict=True) if own)


def _kept_apart(
    sites: tuple[str, ...], edges: dict[Pair, int], constraints: Constraints
) -> Iterator[tuple[tuple[str, ...], dict[Pair, int]]]:
    """The parts of a connected group in which no two sites are held different."""
    known = frozenset(sites)
    held = [tuple(sorted(pair)) for pair in constraints.different if len(pair) == 2 and pair <= known]
    if not held:
        yield sites, edges
        return
    side = _cheapest_side(edges, *min(held))
    left = {pair: bits for pair, bits in edges.items() if (pair[0] in side) == (pair[1] in side)}
    for part, inner in _parts(sites, left):
        yield from _kept_apart(part, inner, constraints)


def _cheapest_side(edges: Edges, a: str, b: str) -> set[str]:
    """The side of ``a`` when a group is cut between two sites at the least sum of bits."""
    import networkx as nx  # heavy, and needed only where an analyst holds two sites different

    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((one, two, bits) for (one, two), bits in sorted(edges.items()))
    return set(nx.minimum_cut(graph, a, b, capacity="weight")[1][0])


def _weakest(edges: Edges, links: Mapping[Pair, Link]) -> Cut:
    """The two sides of a group whose strongest link across is the weakest that there is, and that link's bits.

    Bits are not added up across a cut: forty mirrors that bear one account are one piece of evidence, not
    forty. The strongest edges are joined first; the last that joins two sets is the weakest place.
    """
    made = Sets()
    sides: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    for a, b in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        sides = made.join(a, b) or sides
    side, other = sorted(sides)
    within = frozenset(side)
    across = [pair for pair in edges if (pair[0] in within) != (pair[1] in within)]
    counted = [links[pair] for pair in across if edges[pair] != JUDGED]
    names = {f"{row.kind}:{row.value}" for link in counted for row in link.evidence if row.bits > 0}
    if len(counted) < len(across):
        names.add(BY_JUDGEMENT)
    return Cut(max((link.bits for link in counted), default=0), side, other, tuple(sorted(names)))
