"""Which joining links may make a group: no large part of one hangs on one chance.

A value that only one site of a large part bears may have been left over, quoted or misread there, and it would claim
many pairs at once. Parts are therefore joined, strongest links first, where the links across them rest on two families
of evidence, or on a value that several sites of each large part bear.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from osint.links import rivals
from osint.links.basis import LinkBasis
from osint.links.sets import Sets
from osint.records import Evidence, Link

Pair = tuple[str, str]


def firm(
    edges: Mapping[Pair, int], links: Mapping[Pair, Link], basis: LinkBasis, *, judged: int
) -> dict[Pair, int]:
    """The edges that hold. What weighs ``judged`` an analyst has joined: it holds, and bears out nothing else."""
    weighed = [pair for pair in edges if edges[pair] < judged]
    parts = _Parts(weighed, links, basis)
    waiting = sorted(weighed, key=lambda pair: (-edges[pair], pair))
    while waiting:
        rest = [pair for pair in waiting if not parts.join(pair)]
        if len(rest) == len(waiting):
            break
        waiting = rest
    gone = set(waiting)
    return {pair: bits for pair, bits in edges.items() if pair not in gone}


class _Parts:
    """Sites joined so far, and whether two parts may be."""

    def __init__(self, edges: Iterable[Pair], links: Mapping[Pair, Link], basis: LinkBasis) -> None:
        self._links, self._basis, self._made = links, basis, Sets()
        self._least = basis.number("holding", "bits")
        self._next_to: dict[str, list[Pair]] = defaultdict(list)
        self._refused: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
        known = {site for pair in edges for site in pair}
        for a, b in links:
            if a in known and b in known:
                self._next_to[a].append((a, b))
                self._next_to[b].append((a, b))

    def join(self, pair: Pair) -> bool:
        """Join the parts of two sites if they may be; whether the two are together now."""
        one, other = (self._made.members(site) for site in pair)
        if one == other:
            return True
        key = min(one, other), max(one, other)
        if key in self._refused or not self._is_borne_out(one, other):
            self._refused.add(key)
            return False
        self._made.join(*pair)
        return True

    def _is_borne_out(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        several = self._basis.number("holding", "several")
        if max(len(one), len(other)) < several:
            return True
        families: set[str] = set()
        bearers: dict[str, set[str]] = defaultdict(set)
        for pair, row in self._across(frozenset(one), frozenset(other)):
            families.add(row.family)
            bearers[f"{row.kind}:{row.value}"].update(pair)
        if len(families) > 1:
            return True
        sides = [set(part) for part in (one, other) if len(part) >= several]
        return any(all(len(sites & side) > 1 for side in sides) for sites in bearers.values())

    def _across(self, one: frozenset[str], other: frozenset[str]) -> Iterator[tuple[Pair, Evidence]]:
        """The counted rows of the joining links between two parts."""
        small, large = sorted((one, other), key=len)
        for site in small:
            for pair in self._next_to[site]:
                if (pair[0] in large or pair[1] in large) and pair in self._links:
                    for row in self._links[pair].evidence:
                        if row.bits >= self._least and row.kind not in rivals.UNWEIGHED:
                            yield pair, row
