"""Why pairs are missed, and what false joins rest on; and what could be found at all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from osint.identifiers import kind
from osint.links import basis, rivals
from osint.links.sets import components
from osint.operators.cluster import joins
from osint.records import Link
from worlds.site import World

Pair = tuple[str, str]
BASIS = basis.current()


def observable(world: World, *, beside_copies: bool) -> set[Pair]:
    """The pairs of one owner that telling values tie, directly or through his other sites, if only he knew whose they are.

    With ``beside_copies`` only values that a copier of the page does not carry along tie: what a rule that joins no
    copy can find at the very best.
    """
    bearers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for each in world.observations:
        entry, find = kind(each.find.kind), each.find
        if not find.own or not BASIS.is_likely(find.kind) or (beside_copies and entry.copied):
            continue
        owner = world.owner[each.site]
        sites = bearers[find.kind, find.value, owner]
        sites.add(each.site)
        named = entry.embeds(find.value) if entry.embeds else None
        if named is not None and world.owner.get(named) == owner:
            sites.add(named)
    ties = {tie for sites in bearers.values() for tie in zip(sorted(sites), sorted(sites)[1:], strict=False)}
    held = components(world.owner, sorted(ties))
    return {pair for sites in held for pair in combinations(sorted(sites), 2)}


def missed(world: World, links: Iterable[Link], groups: Iterable[Iterable[str]]) -> Counter[tuple[str, str]]:
    """The missed true pairs by the best reason that a link between the two parts of the owner's sites gives, and the kinds.

    Kinds are those of the two strongest counted rows of that link.
    """
    part = {site: f"group {number}" for number, sites in enumerate(groups) for site in sites}
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        if world.owner[link.a] == world.owner[link.b]:
            key = _parts(part, link.a, link.b)
            if key not in best or best[key].bits < link.bits:
                best[key] = link
    counted: Counter[tuple[str, str]] = Counter()
    for a, b in _true_pairs(world.owner):
        key = _parts(part, a, b)
        if key[0] != key[1]:
            link = best.get(key)
            counted[_reason(link), _kinds(link)] += 1
    return counted


def _kinds(link: Link | None) -> str:
    rows = [row for row in (link.evidence if link else ()) if row.kind not in rivals.UNWEIGHED]
    rows = [row for row in rows if row.bits > 0 and BASIS.is_likely(row.kind)]
    return " + ".join(row.kind for row in sorted(rows, key=lambda row: (-row.bits, row.kind))[:2])


def false_joins(world: World, links: Iterable[Link]) -> Counter[str]:
    """The links that join strangers, by what they rest on; ``clone`` where one of the two is a copy."""
    counted: Counter[str] = Counter()
    for link in links:
        if world.owner[link.a] != world.owner[link.b] and joins(link, BASIS):
            sort = "clone" if world.clones.keys() & {link.a, link.b} else "strangers"
            kinds = sorted({row.kind for row in link.evidence if row.bits > 2000})
            counted[f"{sort}: {' '.join(kinds)}"] += 1
    return counted


def _reason(link: Link | None) -> str:
    if link is None:
        return "nothing in common was observed"
    rows = [row for row in link.evidence if row.kind not in rivals.UNWEIGHED and row.value]
    likely = [row for row in rows if row.bits > 0 and BASIS.is_likely(row.kind)]
    if not likely:
        return "only hubs, hosting or template in common" if rows else "nothing in common was observed"
    if not any(rivals.charge(rivals.COPY, row.kind, BASIS) for row in likely):
        return "only what a copy carries along in common"
    if any(row.kind == rivals.KIND for row in link.evidence):
        return "what is in common has another innocent explanation"
    families = {row.family for row in likely}
    return "a single family, too weak alone" if len(families) == 1 else "several families, too weak together"


def _parts(part: Mapping[str, str], a: str, b: str) -> tuple[str, str]:
    one, other = part.get(a, a), part.get(b, b)
    return min(one, other), max(one, other)


def _true_pairs(owner: Mapping[str, str]) -> Iterator[Pair]:
    held: dict[str, list[str]] = defaultdict(list)
    for site, whose in owner.items():
        held[whose].append(site)
    for sites in held.values():
        yield from combinations(sorted(sites), 2)
