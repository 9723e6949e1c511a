"""Groups that hold together: no chain of weak links, no group held by one thread.

Links whose probability reaches the threshold join. A group whose weakest cut does not hold is split there,
and each side is looked at again. What an analyst holds the same joins whatever the score says; what he holds
different is cut apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx

from osint.identifiers import kind
from osint.links.basis import LinkBasis
from osint.operators.judgement import Constraints
from osint.records import Cut, Link

BOUND = 1_000_000  # thousandths of a bit that a judgement weighs: more than any evidence


@dataclass(frozen=True, slots=True)
class Group:
    """Sites that hold together, and their weakest cut."""

    sites: tuple[str, ...]
    cut: Cut


def groups(links: Iterable[Link], constraints: Constraints, basis: LinkBasis) -> tuple[Group, ...]:
    """The groups of two sites or more, sorted by their first site."""
    by_pair = {frozenset((link.a, link.b)): link for link in links}
    graph = _graph(by_pair, constraints, basis)
    found = [
        part
        for sites in nx.connected_components(graph)
        for part in _held(_ordered(graph, sites), constraints)
    ]
    made = [
        Group(tuple(sorted(part)), _cut(_ordered(graph, part), by_pair)) for part in found if len(part) > 1
    ]
    return tuple(sorted(made, key=lambda group: group.sites))


def joins(link: Link, basis: LinkBasis) -> bool:
    """Whether a link is strong enough, and of the right sort, to join two sites.

    A copier carries the page's own ids along. A link must therefore hold something that a copier has no
    reason to copy, or two families of evidence without a sign of copying (one side naming the other as its
    address). Its limit: a blind copy of a page whose owner is not known as a rights holder, and that does
    not name him, looks like a sister site.
    """
    if link.probability * 1000 < basis.number("threshold", "probability"):
        return False
    counted = [row for row in link.evidence if row.bits > 0 and row.kind not in {"prior", "succession"}]
    if any(not kind(row.kind).copied for row in counted):
        return True
    names_the_other = any(row.kind == "canonical_site" for row in link.evidence)
    return len({row.family for row in counted}) >= 2 and not names_the_other


def _graph(
    by_pair: dict[frozenset[str], Link], constraints: Constraints, basis: LinkBasis
) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    for pair in sorted(by_pair, key=sorted):
        link = by_pair[pair]
        if pair not in constraints.different | constraints.unsure and joins(link, basis):
            graph.add_edge(link.a, link.b, weight=max(1, link.bits))
    for pair in sorted(constraints.same, key=sorted):
        if len(pair) == 2:
            graph.add_edge(*sorted(pair), weight=BOUND)
    return graph


def _ordered(graph: "nx.Graph[str]", sites: Iterable[str]) -> "nx.Graph[str]":
    """A part of a graph in the order of its names: of several weakest cuts, every run finds the same."""
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(sorted(sites))
    inner = (tuple(sorted(edge)) for edge in graph.edges if edge[0] in part and edge[1] in part)
    part.add_weighted_edges_from((a, b, graph.edges[a, b]["weight"]) for a, b in sorted(inner))
    return part


def _held(graph: "nx.Graph[str]", constraints: Constraints) -> Iterator[set[str]]:
    """The parts of a connected graph that hold together."""
    sites = set(graph)
    if len(sites) < 2:
        yield sites
        return
    apart = _held_apart(graph, constraints)
    if apart is None and _is_firm(graph):
        yield sites
        return
    side, other = apart or _weakest(graph)[1]
    for part in (side, other):
        for connected in sorted(map(sorted, nx.connected_components(_ordered(graph, part)))):
            yield from _held(_ordered(graph, connected), constraints)


def _held_apart(graph: "nx.Graph[str]", constraints: Constraints) -> tuple[set[str], set[str]] | None:
    """The cheapest cut between two sites that are held different, when both are in the graph."""
    for pair in sorted(constraints.different, key=sorted):
        if len(pair) == 2 and pair <= set(graph):
            a, b = sorted(pair)
            side, other = nx.minimum_cut(graph, a, b, capacity="weight")[1]
            return set(side), set(other)
    return None


def _is_firm(graph: "nx.Graph[str]") -> bool:
    """Whether every way to cut the graph in two costs a link that stands by itself."""
    return _weakest(graph)[0] > 0


def _weakest(graph: "nx.Graph[str]") -> tuple[int, tuple[set[str], set[str]]]:
    if len(graph) == 2:
        a, b = sorted(graph)
        return int(graph.edges[a, b]["weight"]), ({a}, {b})
    bits, (side, other) = nx.stoer_wagner(graph)
    return int(bits), (set(side), set(other))


def _cut(graph: "nx.Graph[str]", by_pair: dict[frozenset[str], Link]) -> Cut:
    bits, (side, other) = _weakest(graph)
    across = [pair for pair in map(frozenset, graph.edges) if len(pair & side) == 1]
    names = {
        f"{row.kind}:{row.value}"
        for pair in across
        if pair in by_pair
        for row in by_pair[pair].evidence
        if row.bits > 0
    }
    first, second = sorted((tuple(sorted(side)), tuple(sorted(other))))
    return Cut(bits, first, second, tuple(sorted(names)) or ("judgement:same",))
