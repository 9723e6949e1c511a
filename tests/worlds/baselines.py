"""What others do with the same rows: any shared id, a cap of owners, rarity-weighted overlap."""

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from osint.identifiers import kind
from osint.links.sets import components
from osint.records import Observation

Pair = tuple[str, str]
WEIGHTY = 3  # strength: below it, sharing a host or a theme would join the world


def bearers(observations: Iterable[Observation]) -> dict[str, set[str]]:
    """The sites that bear each telling value as their own."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in observations:
        if each.find.own and kind(each.find.kind).strength >= WEIGHTY:
            found[f"{each.find.kind}:{each.find.value}"].add(each.site)
    return found


def any_shared(observations: Iterable[Observation], cap: int | None = None) -> list[list[str]]:
    """Sites that share any value, of not more than ``cap`` sites where one is given, and what hangs together."""
    held = [
        sites
        for sites in bearers(observations).values()
        if len(sites) > 1 and (cap is None or len(sites) <= cap)
    ]
    pairs = {(a, b) for sites in held for a, b in zip(sorted(sites), sorted(sites)[1:], strict=False)}
    return _joined(pairs)


def overlap(observations: Iterable[Observation], *, cap: int = 200) -> dict[Pair, float]:
    """The rarity-weighted overlap of two sites' values (a cosine with inverse frequencies), for pairs that share any."""
    held = bearers(observations)
    total = len({site for sites in held.values() for site in sites}) or 1
    weight = {name: math.log(total / len(sites)) for name, sites in held.items()}
    norm: dict[str, float] = defaultdict(float)
    both: dict[Pair, float] = defaultdict(float)
    for name, sites in held.items():
        for site in sites:
            norm[site] += weight[name] ** 2
        for pair in combinations(sorted(sites), 2) if len(sites) <= cap else ():
            both[pair] += weight[name] ** 2
    return {
        (a, b): value / math.sqrt(norm[a] * norm[b]) for (a, b), value in both.items() if norm[a] and norm[b]
    }


def above(scores: dict[Pair, float], threshold: float) -> list[list[str]]:
    """What hangs together by pairs of at least this score."""
    return _joined({pair for pair, score in scores.items() if score >= threshold})


def _joined(pairs: Iterable[Pair]) -> list[list[str]]:
    listed = sorted(pairs)
    names = sorted({site for pair in listed for site in pair})
    return [list(each) for each in components(names, dict.fromkeys(listed, 1)) if len(each) > 1]
