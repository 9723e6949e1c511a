"""What was observed of sites and addresses, indexed for the questions of hosting."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from osint import names
from osint.errors import BadName
from osint.records import Observation, SubjectKind

DAY = timedelta(days=1)  # looks less than this apart are one look


@dataclass(frozen=True, slots=True)
class Trace:
    """A value that a subject bears: from when to when, read in which exchanges."""

    value: str
    first_seen: datetime
    last_seen: datetime
    exchanges: tuple[str, ...]
    platform: bool
    own: bool  # in at least one place the page itself uses it


Traces = Mapping[str, Trace]  # by value
NONE: Traces = {}


class Seen:
    """Observations by subject and kind; nothing here is asked or weighed."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        """Index them."""
        held: dict[tuple[SubjectKind, str], dict[str, dict[str, list[Observation]]]] = {}
        for each in observations:
            subject = each.subject.kind, each.subject.value
            kinds = held.setdefault(subject, defaultdict(lambda: defaultdict(list)))
            kinds[each.find.kind][each.find.value].append(each)
        self._held = held
        self._sites: dict[str, set[str]] | None = None
        self._named: dict[str, list[tuple[str, str]]] | None = None
        self._bearers: dict[tuple[str, str], set[str]] | None = None

    def sites(self) -> list[str]:
        """Every site of which something was observed."""
        return sorted(value for kind, value in self._held if kind is SubjectKind.SITE)

    def addresses(self) -> list[str]:
        """Every address of which something was observed."""
        return sorted(value for kind, value in self._held if kind is SubjectKind.ADDRESS)

    def kinds(self, kind: SubjectKind, value: str) -> list[str]:
        """The kinds of what a subject bears."""
        return sorted(self._held.get((kind, value), ()))

    def borne(self, kind: SubjectKind, value: str, name: str) -> Traces:
        """What a subject bears of one kind, by value, in order."""
        found = self._held.get((kind, value), {}).get(name)
        return {each: _trace(each, found[each]) for each in sorted(found)} if found else NONE

    def of_site(self, site: str, name: str) -> Traces:
        """What a site bears of one kind."""
        return self.borne(SubjectKind.SITE, site, name)

    def of_address(self, address: str, name: str) -> Traces:
        """What an address bears of one kind."""
        return self.borne(SubjectKind.ADDRESS, address, name)

    def addresses_with(self, name: str, value: str) -> list[str]:
        """The addresses that bear a value."""
        if self._bearers is None:
            self._bearers = defaultdict(set)
            for (kind, bearer), kinds in self._held.items():
                for sort, values in kinds.items() if kind is SubjectKind.ADDRESS else ():
                    for each in values:
                        self._bearers[sort, each].add(bearer)
        return sorted(self._bearers.get((name, value), ()))

    def led_to(self, site: str) -> list[tuple[str, Trace]]:
        """The addresses to which the site's names lead, each with the host; the site's own and ``www`` are empty."""
        found: dict[tuple[str, str], list[Observation]] = defaultdict(list)
        own = {"", site, f"www.{site}"}
        for address, seen in self._held.get((SubjectKind.SITE, site), {}).get("address", {}).items():
            for each in seen:
                found["" if each.subject.host in own else each.subject.host, address].append(each)
        return [(host, _trace(address, seen)) for (host, address), seen in sorted(found.items())]

    def leads(self, host: str, address: str) -> Trace | None:
        """That a host was seen to lead to an address, when its own site is known here and it was."""
        site = _site_of(host)
        held = self._held.get((SubjectKind.SITE, site), {}).get("address", {}).get(address, ())
        seen = [each for each in held if (each.subject.host or site) == host]
        return _trace(address, seen) if seen else None

    def sites_at(self, address: str) -> frozenset[str]:
        """The sites of which a host was seen to lead to an address."""
        if self._sites is None:
            self._sites = defaultdict(set)
            for (kind, site), kinds in self._held.items():
                for each in kinds.get("address", ()) if kind is SubjectKind.SITE else ():
                    self._sites[each].add(site)
        return frozenset(self._sites.get(address, ()))

    def named_at(self, site: str) -> list[tuple[str, str]]:
        """The addresses whose names (by reverse DNS) lie at a site, each with the name."""
        if self._named is None:
            self._named = defaultdict(list)
            for address in self.addresses():
                for name in self.of_address(address, "reverse_host"):
                    self._named[_site_of(name)].append((address, name))
        return self._named.get(site, [])

    def current(self, site: str) -> list[Trace]:
        """The addresses of the site's own name, with and without ``www``, as of its last look."""
        own = [trace for host, trace in self.led_to(site) if not host]
        last = max((each.last_seen for each in own), default=None)
        return [each for each in own if last is not None and last - each.last_seen < DAY]


def _site_of(host: str) -> str:
    try:
        return names.site(host)
    except BadName:
        return ""


def _trace(value: str, seen: list[Observation]) -> Trace:
    return Trace(
        value=value,
        first_seen=min(each.first_seen for each in seen),
        last_seen=max(each.last_seen for each in seen),
        exchanges=tuple(sorted({each.exchange for each in seen})),
        platform=all(each.find.platform for each in seen),
        own=any(each.find.own for each in seen),
    )
