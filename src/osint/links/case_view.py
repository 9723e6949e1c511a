"""One case's bearings, indexed for weighing: who bears a value, what a site bears, which values are out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations

from osint.identifiers import kind
from osint.links.basis import LinkBasis
from osint.links.bearing import Bearing
from osint.links.elsewhere import NOWHERE, Elsewhere


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the case says besides its observations."""

    rights_holders: frozenset[str] = frozenset()  # their ids are what clones copy
    ignored: frozenset[str] = frozenset()  # ``kind:value`` that an analyst has put aside
    found_by: Mapping[str, frozenset[str]] = field(default_factory=dict)  # site → what led to it


class CaseView:
    """Bearings by value and by site.

    A value that names another site of the case (a redirect, an announced address) ties the two: ``named``
    says which site it names, and that site stands among the value's bearers though it bears nothing itself.
    """

    def __init__(
        self,
        bearings: Iterable[Bearing],
        basis: LinkBasis,
        told: Circumstances,
        elsewhere: Elsewhere = NOWHERE,
    ) -> None:
        """Index them; ``elsewhere`` tells of the case's other sites, where these are not all."""
        self.basis = basis
        self.told = told
        self.elsewhere = elsewhere
        self.by_value: dict[str, dict[str, Bearing]] = defaultdict(dict)
        self.by_site: dict[str, dict[str, dict[str, Bearing]]] = {}
        self.named: dict[str, str] = dict(elsewhere.named)
        for each in bearings:
            self.by_value[each.name][each.site] = each
            self.by_site.setdefault(each.site, {}).setdefault(each.kind, {})[each.value] = each
        self._add_named_sites()
        self.resold = elsewhere.resold.union(
            seat for held in self.by_site.values() for seat in held.get("ads_txt_reseller", ())
        )
        self._used = self._users_of_kinds()
        self.last_look = {site: self._last_look(site) for site in self.by_site}
        self._whys: dict[str, str] = {}
        self._accounts: dict[tuple[str, str], frozenset[str]] = {}

    def out(self, name: str) -> str:
        """Why a value ties nobody, whoever bears it; empty when it may."""
        if name not in self._whys:
            self._whys[name] = self._why(name)
        return self._whys[name]

    def bearers(self, name: str) -> int:
        """The sites that bear a value, of all in the case."""
        return len(self.by_value[name]) + self.elsewhere.bearers.get(name, 0)

    def accounts(self, site: str, sort: str) -> frozenset[str]:
        """The values of a kind that are the site's own: used by the page itself, and not out."""
        key = site, sort
        if key not in self._accounts:
            held = self.by_site[site].get(sort, {})
            self._accounts[key] = frozenset(
                value for value, each in held.items() if each.own and not self.out(each.name)
            )
        return self._accounts[key]

    def pairs(self) -> dict[tuple[str, str], list[str]]:
        """The pairs of sites that share something, each with all that it shares (``kind:value``).

        Neither hubs by their size nor values that name nobody make a pair; they are listed where something
        else does.
        """
        found: set[tuple[str, str]] = set()
        most = self.basis.number("hub", "pair_limit")
        for name, bearers in self.by_value.items():
            if len(bearers) > 1 and self.bearers(name) <= most and _strength(name):
                found.update(combinations(sorted(bearers), 2))
        borne: dict[str, set[str]] = defaultdict(set)
        for name, bearers in self.by_value.items():
            for site in bearers:
                borne[site].add(name)
        return {(a, b): sorted(borne[a] & borne[b]) for a, b in sorted(found)}

    def users(self, name: str) -> frozenset[str]:
        """The sites that bear a value as their own: who quotes it makes it no commoner.

        For a kind's name alone: the sites that bear any value of it.
        """
        if name not in self._used:
            named, bearers = self.named.get(name), self.by_value[name].items()
            self._used[name] = frozenset(site for site, each in bearers if each.own and site != named)
        return self._used[name]

    def _users_of_kinds(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for site, held in self.by_site.items():
            for sort in held:
                found[sort].add(site)
        return {sort: frozenset(sites) for sort, sites in found.items()}

    def _why(self, name: str) -> str:
        bearers, elsewhere, count = self.by_value[name], self.elsewhere, self.bearers(name)
        sort, _, value = name.partition(":")
        reasons = (
            (name in self.told.ignored, "an analyst has put it aside"),
            (
                name in elsewhere.platforms or any(each.platform for each in bearers.values()),
                "a platform's, vendor's or demonstration's value",
            ),
            (
                name in elsewhere.originals or not self.told.rights_holders.isdisjoint(bearers),
                "the rights holder's own: clones copy it",
            ),
            (
                sort == "adsense" and f"google.com {value}" in self.resold,
                "an intermediary's account: an ads.txt lists it as RESELLER",
            ),
            (count > self.basis.number("hub", "pair_limit"), f"a hub: {count} sites bear it"),
            (not kind(sort).strength, "names nobody"),
        )
        return next((why for is_out, why in reasons if is_out), "")

    def _last_look(self, site: str) -> datetime:
        return max(each.last_seen for values in self.by_site[site].values() for each in values.values())

    def _add_named_sites(self) -> None:
        for name, bearers in self.by_value.items():
            sort, _, value = name.partition(":")
            embeds = kind(sort).embeds
            other = embeds(value) if embeds else None
            if other is None or other not in self.by_site or other in bearers:
                continue
            self.named[name] = other
            first = min(bearers.values(), key=lambda each: each.site)
            bearers[other] = replace(first, site=other, exchanges=(), own=True, platform=False)


def _strength(name: str) -> int:
    return kind(name.partition(":")[0]).strength
