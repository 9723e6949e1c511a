"""A case that grew by searching: some sites known first, the others found because they bear what those bear."""

import random
from collections import defaultdict
from dataclasses import dataclass

from osint.identifiers import kind
from osint.records import Observation
from worlds.site import World

SEARCHED = 4  # strength: what an investigator searches for
ROUNDS = 2
LARGEST = 400  # a search that finds more than so many sites is no find


@dataclass(frozen=True, slots=True)
class Searched:
    """What the case holds in the end, and which searches brought each site in."""

    observations: tuple[Observation, ...]
    found_by: dict[str, frozenset[str]]


def search(world: World, *, share: float = 0.1) -> Searched:
    """The case of a share of the world's sites, and of all that searching for their values found in two rounds."""
    borne: dict[str, set[str]] = defaultdict(set)
    bearers: dict[str, set[str]] = defaultdict(set)
    for each in world.observations:
        if each.find.own and kind(each.find.kind).strength >= SEARCHED:
            borne[each.site].add(f"{each.find.kind}:{each.find.value}")
            bearers[f"{each.find.kind}:{each.find.value}"].add(each.site)
    sites = sorted(world.owner)
    known = set(random.Random(world.seed).sample(sites, max(1, round(len(sites) * share))))
    found: dict[str, set[str]] = defaultdict(set)
    asked: set[str] = set()
    for _ in range(ROUNDS):
        new = {name for site in known for name in borne[site]} - asked
        asked |= new
        for name in sorted(new):
            if len(bearers[name]) <= LARGEST:
                for site in bearers[name] - known:
                    found[site].add(name)
        known |= found.keys()
    seen = tuple(each for each in world.observations if each.site in known)
    return Searched(seen, {site: frozenset(names) for site, names in sorted(found.items())})
