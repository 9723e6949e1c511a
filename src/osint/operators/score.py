"""From groups to operators: how sure each site's place is, what the group bears, and its lasting name."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from osint.identifiers import kind
from osint.identifiers.kind import Group as Shelf
from osint.links.bearing import Bearing
from osint.operators.cluster import Group
from osint.operators.judgement import Constraints
from osint.records import Disclosure, Link, Member, Operator, Party, SubjectKind

# Of contacts that many bear, only those that the group itself uses are its own.
CONTACTS = frozenset({Shelf.CONTACTS, Shelf.PAYMENT})
PARTIES = {"registrant_name": "registrant", "registrant_org": "registrant"}


def operators(
    groups: Iterable[Group], links: Sequence[Link], bearings: Sequence[Bearing], constraints: Constraints
) -> tuple[Operator, ...]:
    """The operators that the groups make, with provisional names (``named`` gives them lasting ones)."""
    return tuple(_operator(group, links, bearings, constraints) for group in groups)


def _operator(
    group: Group, links: Sequence[Link], bearings: Sequence[Bearing], constraints: Constraints
) -> Operator:
    sites = frozenset(group.sites)
    own = [each for each in bearings if each.site in sites and each.own and not each.platform]
    members = tuple(Member(site, _membership(site, sites, links, constraints)) for site in group.sites)
    contacts = sorted({each.name for each in own if kind(each.kind).group in CONTACTS})
    accounts = sorted({each.name for each in own if kind(each.kind).leads is SubjectKind.ACCOUNT})
    return Operator(
        id=_name(group.sites[0], 0),
        sites=members,
        weakest_cut=group.cut,
        contacts=tuple(contacts),
        accounts=tuple(accounts),
        parties=tuple(_parties(own)),
    )


def _membership(site: str, sites: frozenset[str], links: Sequence[Link], constraints: Constraints) -> float:
    """How probable it is that the site belongs: by its best link into the group (1 where it was judged so).

    It is the probability that this site and at least that one other are of one hand; it says nothing of the
    rest of the group, which the weakest cut does.
    """
    if any(site in pair and pair <= sites for pair in constraints.same):
        return 1.0
    best = max(
        (link.probability for link in links if site in (link.a, link.b) and {link.a, link.b} <= sites),
        default=0.0,
    )
    return math.floor(best * 1_000_000) / 1_000_000


def _parties(own: Iterable[Bearing]) -> Iterable[Party]:
    for each in own:
        if each.kind in PARTIES:
            yield Party(each.value, PARTIES[each.kind], each.site, each.exchanges[0], Disclosure.DISCLOSED)


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
    for size, name, place in overlaps:
        if size and place not in names and name not in names.values():
            names[place] = name
    taken = set(before) | set(names.values())
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
