"""The operators of a large case, part by part: what weighing it whole would give, in memory that does not grow with it.

See ``links/candidates.py`` for how the parts are found. Links between parts, which cannot join, are not weighed.
What comes of a part follows from what it is given alone: its bearings, the counts of what others bear, the judgements on
its sites and the basis. A part that is given again what it was given before is therefore not weighed again.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from typing import Any

from osint import canonical
from osint.links.basis import LinkBasis
from osint.links.bearing import Bearing
from osint.links.candidates import Candidates
from osint.links.case_view import CaseView, Circumstances
from osint.links.elsewhere import Elsewhere
from osint.links.graph import first_groups, weighed
from osint.links.handed import Handed
from osint.links.seats import SEATS
from osint.operators import cluster, score
from osint.operators.judgement import Constraints
from osint.records import Link, Operator

AT_ONCE = 200_000  # bearings that are read at once, or those of one part

Told = list[dict[str, Any]]
# The digest of what a part was given, and what came of it; nothing where that is known.
Found = tuple[str, Any]
Groups = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """Sites that may be of one hand, their links, and the operators among them (names are provisional)."""

    sites: tuple[str, ...]
    links: tuple[Link, ...]
    operators: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class Under:
    """What a case is weighed under."""

    basis: LinkBasis
    told: Circumstances
    constraints: Constraints


@dataclass(frozen=True, slots=True)
class Order:
    """Parts to be weighed, as a process is told of them."""

    workspace: Path
    span: tuple[int, int]  # the first and the last part
    seated: tuple[int, int]
    under: Under
    known: frozenset[str] | None  # digests of what need not be weighed again; nothing where none is kept
    aside: str  # what all parts are given alike, for their digests


class Wide:
    """The weighing of a large case.

    ``known`` keeps what came of each part, by a digest of all that it was given: handed in again, it saves the
    weighing of what has not changed. ``weighed`` counts the parts that were weighed, of both passes. With several
    ``jobs`` parts are weighed in as many processes.
    """

    def __init__(
        self,
        candidates: Candidates,
        under: Under,
        known: MutableMapping[str, Any] | None = None,
        *,
        jobs: int = 1,
    ) -> None:
        """Over these candidates, which were told the same."""
        self._candidates, self._under, self._known, self._jobs = candidates, under, known, jobs
        self.weighed = 0

    def parts(self) -> Iterator[Part]:
        """The parts in turn, each of two sites or more."""
        pairs = [sorted(pair) for pair in self._under.constraints.same if len(pair) == 2]
        self._candidates.first_parts()
        sites, numbers = list[str](), list[int]()
        for group in chain.from_iterable(self._each(_first)):
            numbers += [len(sites)] * len(group)
            sites += group
        self._candidates.parts(sites, numbers, ((a, b) for a, b in pairs))
        yield from self._each(_second)

    def _each(self, weigh: Callable[[Order], list[Found]]) -> Iterator[Any]:
        """What comes of each part, in their order: weighed, or known already."""
        seated, known = self._candidates.seated(), frozenset(self._known or ())
        keys = None if self._known is None else known
        told, basis = self._under.told, self._under.basis
        aside = repr((sorted(told.rights_holders), sorted(told.ignored), canonical.digest(basis.to_json())))
        handed = Handed(self._candidates.workspace)
        orders = (
            Order(self._candidates.workspace, span, seated, self._under, keys, aside)
            for span in handed.spans(AT_ONCE)
        )
        for key, found in chain.from_iterable(self._done(weigh, orders)):
            if self._known is None or key not in known:
                self.weighed += 1
            if self._known is None:
                yield found
            else:
                yield self._known.setdefault(key, found)

    def _done(self, weigh: Callable[[Order], list[Found]], orders: Iterable[Order]) -> Iterator[list[Found]]:
        if self._jobs == 1:
            yield from map(weigh, orders)
            return
        with ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn")) as pool:
            yield from pool.map(weigh, orders)


def _first(order: Order) -> list[Found]:
    """The groups of two sites or more after the first pass, part by part."""
    made = list[Found]()
    for _, bearings, beyond in _read(order):
        elsewhere = _elsewhere(bearings, beyond, [], {}, order.seated)
        key = _key(order, "first", bearings, elsewhere)
        if order.known is not None and key in order.known:
            made.append((key, None))
            continue
        view = CaseView(bearings, order.under.basis, order.under.told, elsewhere)
        made.append((key, [group for group in first_groups(view) if len(group) > 1]))
    return made


def _second(order: Order) -> list[Found]:
    """The links and operators of each part."""
    made, handed = list[Found](), Handed(order.workspace)
    groups = handed.of_parts("beyond_groups", *order.span)
    grouped = handed.of_parts("grouped_parts", *order.span)
    for part, bearings, beyond in _read(order):
        own = _all_groups(bearings, grouped.get(part, []))
        elsewhere = _elsewhere(bearings, beyond, groups.get(part, []), own, order.seated)
        constraints = _within(order.under.constraints, own)
        key = _key(order, "second", bearings, elsewhere, sorted(own.items()), _in_order(constraints))
        if order.known is not None and key in order.known:
            made.append((key, None))
            continue
        view = CaseView(bearings, order.under.basis, order.under.told, elsewhere)
        made.append((key, _weighed(view, own, constraints, order.under.basis)))
    return made


def _key(order: Order, *given: Any) -> str:
    """A digest of all that a part is given; empty where none is kept."""
    if order.known is None:
        return ""
    told = order.under.told
    sites = sorted({each.site for each in given[1]})
    searched = [sorted(told.found_by.get(site, ())) for site in sites]
    return hashlib.sha256(repr((order.aside, given, searched)).encode("utf-8", "surrogatepass")).hexdigest()


def _weighed(view: CaseView, groups: Groups, constraints: Constraints, basis: LinkBasis) -> Part:
    links = tuple(weighed(view, view.pairs(), groups))
    found = cluster.groups(links, constraints, basis)
    return Part(tuple(view.by_site), links, score.operators(found, links, view, constraints))


def _read(order: Order) -> Iterator[tuple[int, list[Bearing], Told]]:
    handed = Handed(order.workspace)
    beyond = handed.of_parts("beyond", *order.span)
    for part, rows in handed.of_parts("within", *order.span).items():
        yield part, [_bearing(row) for row in rows], beyond.get(part, [])


def _bearing(row: Mapping[str, Any]) -> Bearing:
    return Bearing(**{**row, "exchanges": tuple(row["exchanges"])})


def _all_groups(bearings: Iterable[Bearing], grouped: Told) -> dict[str, int]:
    """Each site's group, numbered by its first site here; one that no group holds is one by itself."""
    numbers: dict[int, int] = {}
    groups: dict[str, int] = {}
    for row in sorted(grouped, key=itemgetter("site")):
        groups[row["site"]] = numbers.setdefault(int(row["grp"]), len(numbers))
    for number, site in enumerate(sorted({each.site for each in bearings})):
        groups.setdefault(site, -1 - number)
    return groups


def _elsewhere(
    bearings: Iterable[Bearing], beyond: Told, groups: Told, own: Groups, seated: tuple[int, int]
) -> Elsewhere:
    """What the rest of the case bears; ``seated`` are all sites, and groups, that have seats in an ads.txt."""
    named = [(f"{row['kind']}:{row['value']}", row) for row in beyond]
    here = {each.site for each in bearings if each.kind == SEATS}
    users = {name: int(row["users"]) for name, row in named}
    told = {f"{row['kind']}:{row['value']}": int(row["groups"]) for row in groups}
    if here:
        users[SEATS] = seated[0] - len(here)
        told[SEATS] = seated[1] - len({own[site] for site in here if site in own})
    return Elsewhere(
        bearers={name: int(row["bearers"]) for name, row in named},
        users=users,
        groups=told,
        named={name: row["other"] for name, row in named if row["other"]},
        platforms=frozenset(name for name, row in named if row["platform"]),
        originals=frozenset(name for name, row in named if row["original"]),
        resold=frozenset(_seat(row) for _, row in named if row["resold"]),
    )


def _seat(row: Mapping[str, Any]) -> str:
    return str(row["value"]) if row["kind"] == SEATS else f"google.com {row['value']}"


def _in_order(constraints: Constraints) -> list[list[list[str]]]:
    """Judgements on pairs, in an order that does not depend on a process."""
    return [
        sorted(sorted(pair) for pair in pairs)
        for pairs in (constraints.same, constraints.different, constraints.unsure)
    ]


def _within(constraints: Constraints, sites: Iterable[str]) -> Constraints:
    """The judgements on pairs of these sites."""
    known = frozenset(sites)
    return replace(
        constraints,
        same=frozenset(pair for pair in constraints.same if pair <= known),
        different=frozenset(pair for pair in constraints.different if pair <= known),
        unsure=frozenset(pair for pair in constraints.unsure if pair <= known),
    )
