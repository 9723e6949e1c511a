"""From groups to operators: how sure each site's place is, what the group bears, and its lasting name."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from osint.identifiers import kind
from osint.identifiers.kind import Group as Shelf
from osint.links.basis import LinkBasis
from osint.links.bearing import Bearing
from osint.links.case_view import CaseView
from osint.links.sets import components
from osint.operators.cluster import Group, joins
from osint.operators.judgement import Constraints
from osint.operators.parties import not_its_own, parties
from osint.records import Link, Member, Operator

# What a group bears under its own name with a vendor who knows his customer.
ACCOUNTS = frozenset({Shelf.ANALYTICS, Shelf.ADVERTISING, Shelf.PAYMENT, Shelf.VERIFICATION, Shelf.WIDGETS})
AN_ACCOUNT = 4  # strength
CERTAIN = 0.999999  # no evidence makes a site's place more probable than this


def operators(
    groups: Iterable[Group], links: Iterable[Link], view: CaseView, constraints: Constraints
) -> tuple[Operator, ...]:
    """The operators that the groups make, with provisional names (``named`` gives them lasting ones)."""
    listed = list(groups)
    place = {site: number for number, group in enumerate(listed) for site in group.sites}
    inner: list[list[Link]] = [[] for _ in listed]
    for link in links:
        if link.a in place and place[link.a] == place.get(link.b):
            inner[place[link.a]].append(link)
    return tuple(_operator(*each, view, constraints) for each in zip(listed, inner, strict=True))


def _operator(group: Group, links: Sequence[Link], view: CaseView, constraints: Constraints) -> Operator:
    own = sorted(_own(group, view), key=lambda each: (each.name, each.site))
    entries = [(each.name, kind(each.kind)) for each in own]
    contacts = {name for name, entry in entries if entry.group is Shelf.CONTACTS}
    accounts = {name for name, entry in entries if entry.group in ACCOUNTS and entry.strength >= AN_ACCOUNT}
    counted = {f"{row.kind}:{row.value}" for link in links for row in link.evidence if row.bits > 0}
    return Operator(
        id=_name(group.sites[0], 0),
        sites=_members(group, links, view.basis, constraints),
        weakest_cut=group.cut,
        contacts=tuple(sorted(contacts)),
        accounts=tuple(sorted(accounts & counted)),
        parties=tuple(parties(own)),
    )


def _own(group: Group, view: CaseView) -> Iterator[Bearing]:
    """What the group itself bears: not a victim's, a platform's or an ignored value, and no hub's."""
    sites = frozenset(group.sites)
    for site in group.sites:
        for values in view.by_site.get(site, {}).values():
            yield from (each for each in values.values() if each.own and not not_its_own(each, sites, view))


def _members(
    group: Group, links: Iterable[Link], basis: LinkBasis, constraints: Constraints
) -> tuple[Member, ...]:
    """The sites, each with how probable it is that it belongs: by its best joining link into the group.

    It is the probability that this site and at least that one other are of one hand (1 where an analyst
    judged so); it says nothing of the rest of the group, which the weakest place does.
    """
    best, listed = dict.fromkeys(group.sites, 0.0), list(links)
    for link in listed:
        if joins(link, basis) and frozenset((link.a, link.b)) not in constraints.unsure:
            told = min(CERTAIN, math.floor(link.probability * 1_000_000) / 1_000_000)
            best[link.a], best[link.b] = max(best[link.a], told), max(best[link.b], told)
    judged = {site for pair in constraints.same if pair <= best.keys() for site in pair}
    core = _core(group, listed, basis, constraints)
    return tuple(
        Member(site, 1.0 if site in judged else told, certain=site in core) for site, told in best.items()
    )


def _core(group: Group, links: Iterable[Link], basis: LinkBasis, constraints: Constraints) -> frozenset[str]:
    """The largest part that still hangs together where every ratio is taken at its lower end: certainly these.

    None where no two sites do. What an analyst holds the same stays together.
    """
    ties = [sorted(pair) for pair in constraints.same if pair <= set(group.sites)]
    for link in links:
        low = link.bits - link.ratio.mid + link.ratio.low
        is_unsure = frozenset((link.a, link.b)) in constraints.unsure
        if low >= basis.threshold() and joins(link, basis) and not is_unsure:
            ties.append([link.a, link.b])
    parts = components(group.sites, sorted((a, b) for a, b in ties))
    largest = max(parts, key=len)  # of equal ones the first by name
    return frozenset(largest) if len(largest) > 1 else frozenset()


def named(
    previous: Sequence[Operator], current: Sequence[Operator]
) -> tuple[tuple[Operator, ...], dict[str, Any]]:
    """The operators with the names they had one generation ago, by largest overlap; and what changed.

    ``kept`` lists names that go on, ``split`` old names whose sites went to several groups, ``merged`` new
    groups that took sites of several old ones.
    """
    before = {operator.id: {member.site for member in operator.sites} for operator in previous}
    now = [{member.site for member in operator.sites} for operator in current]
    overlaps = sorted(
        (
            (len(sites & group), name, place)
            for name, sites in before.items()
            for place, group in enumerate(now)
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    names: dict[int, str] = {}
    given: set[str] = set()
    for size, name, place in overlaps:
        if size and place not in names and name not in given:
            names[place] = name
            given.add(name)
    taken = set(before)
    made = []
    for place, operator in enumerate(current):
        name = names.get(place) or _fresh(operator.sites[0].site, taken)
        taken.add(name)
        made.append(replace(operator, id=name))
    return tuple(made), _changes(before, now, made)


def _changes(before: dict[str, set[str]], now: list[set[str]], made: Sequence[Operator]) -> dict[str, Any]:
    parts = Counter(name for name, sites in before.items() for group in now if sites & group)
    wholes = {
        operator.id: [name for name, sites in before.items() if sites & group]
        for operator, group in zip(made, now, strict=True)
    }
    return {
        "kept": sorted(set(before) & {operator.id for operator in made}),
        "split": sorted(name for name, count in parts.items() if count > 1),
        "merged": {name: sorted(olds) for name, olds in sorted(wholes.items()) if len(olds) > 1},
        "gone": sorted(set(before) - {operator.id for operator in made}),
    }


def _fresh(site: str, taken: set[str]) -> str:
    number = 0
    while (name := _name(site, number)) in taken:
        number += 1
    return name


def _name(site: str, number: int) -> str:
    return "op-" + hashlib.sha256(f"{site} {number}".encode()).hexdigest()[:8]
