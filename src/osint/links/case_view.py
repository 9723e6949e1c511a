"""One case's bearings, indexed for weighing: who bears a value, what a site bears, which values are out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from osint.identifiers import kind
from osint.links.basis import LinkBasis
from osint.links.bearing import Bearing

SEATS = "ads_txt_direct"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the case says besides its observations."""

    rights_holders: frozenset[str] = frozenset()  # their ids are what clones copy
    ignored: frozenset[str] = frozenset()  # ``kind:value`` that an analyst has put aside
    found_by: Mapping[str, frozenset[str]] = field(default_factory=dict)  # site → what led to it


class CaseView:
    """Bearings by value and by site."""

    def __init__(self, bearings: Iterable[Bearing], basis: LinkBasis, told: Circumstances) -> None:
        """Index them."""
        self.basis = basis
        self.told = told
        self.by_value: dict[str, dict[str, Bearing]] = defaultdict(dict)
        self.by_site: dict[str, dict[str, dict[str, Bearing]]] = defaultdict(lambda: defaultdict(dict))
        for each in bearings:
            self.by_value[each.name][each.site] = each
            self.by_site[each.site][each.kind][each.value] = each
        self._add_named_sites()

    def out(self, name: str) -> str:
        """Why a value ties nobody, whoever bears it; empty when it may."""
        bearers = self.by_value[name]
        if name in self.told.ignored:
            return "an analyst has put it aside"
        if any(each.platform for each in bearers.values()):
            return "a platform's, vendor's or demonstration's value"
        if any(site in self.told.rights_holders for site in bearers):
            return "the rights holder's own: clones copy it"
        if len(bearers) > self.basis.number("hub", "pair_limit"):
            return f"a hub: {len(bearers)} sites bear it"
        if kind(name.partition(":")[0]).strength == 0:
            return "names nobody"
        return ""

    def pairs(self) -> dict[tuple[str, str], list[str]]:
        """The pairs of sites that share something, each with what (``kind:value``); hubs pair nobody."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in sorted(self.by_value):
            sites = sorted(self.by_value[name])
            if len(sites) < 2 or len(sites) > self.basis.number("hub", "pair_limit"):
                continue
            for place, a in enumerate(sites):
                for b in sites[place + 1 :]:
                    found[a, b].append(name)
        return found

    def _add_named_sites(self) -> None:
        """A value that names another site of the case is borne by that site too: the two are tied by it."""
        for name, bearers in list(self.by_value.items()):
            embeds = kind(name.partition(":")[0]).embeds
            other = embeds(name.partition(":")[2]) if embeds else None
            if other is None or other not in self.by_site or other in bearers:
                continue
            first = min(bearers.values(), key=lambda each: each.site)
            self.by_value[name][other] = first
