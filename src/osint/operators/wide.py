"""The operators of a large case, part by part: what weighing it whole would give, in memory that does not grow with it.

See ``links/candidates.py`` for how the parts are found. Links between parts, which cannot join, are not weighed.
What comes of a part follows from what it is given alone: its bearings, the counts of what others bear, the judgements on
its sites and the basis. A part that is given again what it was given before is therefore not weighed again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

from osint import canonical
from osint.links.basis import LinkBasis
from osint.links.bearing import Bearing
from osint.links.candidates import Candidates
from osint.links.case_view import CaseView, Circumstances
from osint.links.elsewhere import Elsewhere
from osint.links.graph import first_groups, weighed
from osint.links.seats import SEATS
from osint.operators import cluster, score
from osint.operators.judgement import Constraints
from osint.records import Link, Operator

AT_ONCE = 200_000  # bearings that are read at once, or those of one part

Told = list[dict[str, Any]]
Groups = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """Sites that may be of one hand, their links, and the operators among them (names are provisional)."""

    sites: tuple[str, ...]
    links: tuple[Link, ...]
    operators: tuple[Operator, ...]


class Wide:
    """The weighing of a large case.

    ``known`` keeps what came of each part, by a digest of all that it was given: handed in again, it saves the
    weighing of what has not changed. ``weighed`` counts the parts that were weighed, of both passes.
    """

    def __init__(
        self,
        candidates: Candidates,
        basis: LinkBasis,
        told: Circumstances,
        constraints: Constraints,
        known: MutableMapping[str, Any] | None = None,
    ) -> None:
        """Over these candidates, which are told the same."""
        self._candidates, self._basis, self._told, self._constraints = candidates, basis, told, constraints
        self._known = known
        self._under = repr(
            (sorted(told.rights_holders), sorted(told.ignored), canonical.digest(basis.to_json()))
        )
        self.weighed = 0

    def parts(self) -> Iterator[Part]:
        """The parts in turn, each of two sites or more."""
        pairs = [sorted(pair) for pair in self._constraints.same if len(pair) == 2]
        self._candidates.parts(*self._first_groups(), ((a, b) for a, b in pairs))
        seated = self._candidates.seated()
        for first, last in self._candidates.spans(AT_ONCE):
            groups = self._candidates.of_parts("beyond_groups", first, last)
            grouped = self._candidates.of_parts("grouped_parts", first, last)
            for part, bearings, beyond in self._read(first, last):
                own = _all_groups(bearings, grouped.get(part, []))
                elsewhere = _elsewhere(bearings, beyond, groups.get(part, []), own, seated)
                constraints = _within(self._constraints, own)
                found, key = self._recalled("second", bearings, elsewhere, sorted(own.items()), constraints)
                if found is None:
                    view = CaseView(bearings, self._basis, self._told, elsewhere)
                    found = self._kept(key, self._weighed(view, own, constraints))
                yield found

    def _first_groups(self) -> tuple[list[str], list[int]]:
        """The sites that are in groups of two or more after the first pass, and the numbers of these."""
        sites, numbers = list[str](), list[int]()
        self._candidates.first_parts()
        seated = self._candidates.seated()
        for first, last in self._candidates.spans(AT_ONCE):
            for _, bearings, beyond in self._read(first, last):
                elsewhere = _elsewhere(bearings, beyond, [], {}, seated)
                found, key = self._recalled("first", bearings, elsewhere)
                if found is None:
                    view = CaseView(bearings, self._basis, self._told, elsewhere)
                    found = self._kept(key, [group for group in first_groups(view) if len(group) > 1])
                for group in found:
                    numbers += [len(sites)] * len(group)
                    sites += group
        return sites, numbers

    def _recalled(self, *given: Any) -> tuple[Any, str]:
        """What came of a part that was given all this before, if it was; and the digest of what it is given."""
        if self._known is None:
            self.weighed += 1
            return None, ""
        sites = sorted({each.site for each in given[1]})
        searched = [sorted(self._told.found_by.get(site, ())) for site in sites]
        told = repr((self._under, given, searched)).encode("utf-8", "surrogatepass")
        key = hashlib.sha256(told).hexdigest()
        found = self._known.get(key)
        self.weighed += found is None
        return found, key

    def _kept(self, key: str, found: Any) -> Any:
        if self._known is not None:
            self._known[key] = found
        return found

    def _weighed(self, view: CaseView, groups: Groups, constraints: Constraints) -> Part:
        links = tuple(weighed(view, view.pairs(), groups))
        found = cluster.groups(links, constraints, self._basis)
        return Part(tuple(view.by_site), links, score.operators(found, links, view, constraints))

    def _read(self, first: int, last: int) -> Iterator[tuple[int, list[Bearing], Told]]:
        beyond = self._candidates.of_parts("beyond", first, last)
        for part, rows in self._candidates.of_parts("within", first, last).items():
            yield part, [_bearing(row) for row in rows], beyond.get(part, [])


def _bearing(row: Mapping[str, Any]) -> Bearing:
    return Bearing(**{**row, "exchanges": tuple(row["exchanges"])})


def _all_groups(bearings: Iterable[Bearing], grouped: Told) -> dict[str, int]:
    """Each site's group, numbered by its first site here; one that no group holds is one by itself."""
    groups = {row["site"]: int(row["grp"]) for row in grouped}
    first = {
        row["grp"]: min(each["site"] for each in grouped if each["grp"] == row["grp"]) for row in grouped
    }
    numbers = {group: number for number, group in enumerate(sorted(first, key=first.__getitem__))}
    groups = {site: numbers[group] for site, group in groups.items()}
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


def _within(constraints: Constraints, sites: Iterable[str]) -> Constraints:
    """The judgements on pairs of these sites."""
    known = frozenset(sites)
    return replace(
        constraints,
        same=frozenset(pair for pair in constraints.same if pair <= known),
        different=frozenset(pair for pair in constraints.different if pair <= known),
        unsure=frozenset(pair for pair in constraints.unsure if pair <= known),
    )
