"""How right ads.txt alone is, beside rarity-weighted overlap on the same files: precision by recall."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, groupby

from osint.records import Observation
from worlds.seated import SEATS

Pair = tuple[str, str]


def overlap(observations: Iterable[Observation]) -> dict[Pair, float]:
    """Of all pairs of files the share of DIRECT seats in common, each weighted by its inverse frequency (Jaccard)."""
    held: dict[str, set[str]] = defaultdict(set)
    bearers: dict[str, int] = defaultdict(int)
    for each in observations:
        if each.find.kind == SEATS:
            held[each.site].add(each.find.value)
            bearers[each.find.value] += 1
    weight = {seat: math.log(len(held) / count) for seat, count in bearers.items()}
    total = {site: math.fsum(weight[seat] for seat in seats) for site, seats in held.items()}
    found = {}
    for a, b in combinations(sorted(held), 2):
        both = math.fsum(weight[seat] for seat in held[a] & held[b])
        every = total[a] + total[b] - both
        found[a, b] = both / every if every > 0 else 0.0
    return found


def at_recalls(
    scores: Mapping[Pair, float], owner: Mapping[str, str], recalls: Iterable[float]
) -> list[float]:
    """The precision at which a threshold of the scores first reaches each recall; pairs of one score go together.

    A recall that no threshold reaches has a precision of nought.
    """
    wanted = sum(owner[a] == owner[b] for a, b in scores) or 1
    reached: list[tuple[float, float]] = []
    right = taken = 0
    ordered = sorted(scores, key=lambda pair: -scores[pair])
    for _, pairs in groupby(ordered, key=lambda pair: scores[pair]):
        for a, b in pairs:
            right, taken = right + (owner[a] == owner[b]), taken + 1
        reached.append((right / wanted, right / taken))
    return [next((precision for recall, precision in reached if recall >= least), 0.0) for least in recalls]
