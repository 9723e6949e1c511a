"""Groups that hold together: links that join, what analysts hold the same, and nothing that they hold different.

A link joins when its probability reaches the threshold and it holds what a copier has no reason to copy; weak
links never add up to a group. What an analyst holds the same joins whatever the score says; what he holds
different is cut apart, where the least evidence is given up; a pair of which he is unsure does not join by its
own link.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from osint.identifiers import kind, kinds
from osint.links.basis import LinkBasis
from osint.links.sets import Sets, components
from osint.operators.judgement import Constraints
from osint.records import Cut, Evidence, Link

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
    edges = _edges(by_pair, constraints, basis)
    names = sorted({site for pair in edges for site in pair})
    found = [part for sites, inner in _parts(names, edges) for part in _kept_apart(sites, inner, constraints)]
    return tuple(
        Group(sites, _weakest(inner, by_pair)) for sites, inner in sorted(found, key=lambda each: each[0])
    )


def joins(link: Link, basis: LinkBasis) -> bool:
    """Whether a link is strong enough, and of the right sort, to join two sites.

    A copier carries the page's own ids along. A link must therefore hold something that a copier has no
    reason to copy, or two families of evidence without a sign of copying (a name of the site that was
    copied, as its address, in its structured data, of its application). Its limit: a blind copy of a page whose owner is not known as a rights holder, and that does
    not name him, looks like a sister site.
    """
    if link.probability * 1000 < basis.number("threshold", "probability"):
        return False
    counted = [row for row in link.evidence if row.bits > 0 and row.kind not in {"prior", "succession"}]
    likely = [row for row in counted if basis.is_likely(row.kind)]
    if any(not kind(row.kind).copied for row in likely):
        return True
    return len({row.family for row in likely}) >= 2 and not any(map(_names_a_victim, link.evidence))


def _names_a_victim(row: Evidence) -> bool:
    """Whether a row tells whose page was copied: by such a kind, and not a platform that many pages name."""
    return row.kind in _victim_names() and not kind(row.kind).is_shared_by_design(row.value)


@cache
def _victim_names() -> frozenset[str]:
    """The kinds by which a copy tells whose page it was: they name a site, and a copier carries them along."""
    return frozenset(
        entry.name
        for entry in kinds().values()
        if entry.copied and entry.embeds and entry.family == "named site"
    )


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
