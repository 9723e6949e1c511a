"""What to ask next: which collectors a subject goes to, and which subjects an observation leads to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from osint import names
from osint.collectors import COLLECTORS
from osint.collectors.collector import Collector, Touch
from osint.errors import BadName
from osint.hosting.classify import CROWD
from osint.hosting.lists import FRONTS, shipped
from osint.identifiers import kind
from osint.links import basis
from osint.records import Find, Observation, Subject, SubjectKind

# What a collection follows by itself; a search for an identifier is a step of its own (expand, pivot).
FOLLOWED = frozenset({SubjectKind.ADDRESS, SubjectKind.CERTIFICATE})
MOST_FOLLOWED = 12  # addresses, or certificates, that one answer about a site leads to
MOST_SEARCHES = 30  # identifiers of one site: a search may cost money, and the most telling come first
# Weak where it stands, and yet what an index of the web can be asked for.
SEARCHED_ALL_THE_SAME = frozenset({"favicon", "page_hash"})
# Borne by a machine and searched for the sites on it, unless those are a crowd's or the machine is a front's.
OF_MACHINES = frozenset({"ssh_key", "tls_key"})
# Read from structured answers, not in pages, and yet what a source can be asked for.
SEARCHED_BESIDES = frozenset(
    {
        *("registrant_email", "registrant_name", "registrant_org", "registrant_phone", "admin_email"),
        *("tls_key", "certificate_org"),
    }
)


@dataclass(frozen=True, slots=True)
class Task:
    """One subject for one collector."""

    collector: Collector
    subject: Subject


def site_subject(host: str) -> Subject:
    """The subject for a host as the user names it.

    Raises:
        BadName: for what is no host name or is a bare public suffix.
    """
    name = names.host(host)
    domain = names.site(name)
    return Subject(SubjectKind.SITE, domain, "" if name == domain else name)


def tasks(subjects: Iterable[Subject], *, only: frozenset[str] = frozenset()) -> Iterator[Task]:
    """Every subject for each collector that accepts it; ``only`` names the collectors that may be used."""
    used = [each for each in COLLECTORS if (each.name in only if only else not each.is_on_call)]
    for subject in subjects:
        for each in used:
            if subject.kind in each.accepts:
                yield Task(each, subject)


def is_allowed(task: Task, *, passive: bool) -> bool:
    """Whether a task may run: a passive run never contacts the target."""
    return not (passive and task.collector.touches is Touch.TARGET)


def followed(observations: Iterable[Observation]) -> Iterator[Subject]:
    """The addresses and certificates that observations of a site lead to, each once, the latest seen first.

    Of one kind not more than some: passive DNS may tell hundreds of addresses that a site once had.
    """
    seen: dict[Subject, None] = {}
    counted: Counter[tuple[str, str]] = Counter()
    for each in sorted(observations, key=lambda each: each.last_seen, reverse=True):
        leads = kind(each.find.kind).leads
        if leads in FOLLOWED and each.site and not each.find.platform:
            subject = Subject(leads, each.find.value)
            if subject not in seen and counted[each.site, each.find.kind] < MOST_FOLLOWED:
                counted[each.site, each.find.kind] += 1
                seen[subject] = None
    yield from seen


def named_sites(observations: Iterable[Observation]) -> Iterator[tuple[str, Observation]]:
    """Other sites that observations name (a redirect, a new address, a certificate), with the observation."""
    for each in observations:
        embeds = kind(each.find.kind).embeds
        if embeds is None or each.find.platform or not each.site:
            continue
        other = embeds(each.find.value)
        if other is None:
            continue
        try:
            domain = names.site(other)
        except BadName:
            continue  # a value may name what is no site; the observation itself stays
        if domain != each.site:
            yield domain, each


def worth_searching(observations: Iterable[Observation]) -> list[Subject]:
    """The identifiers that sources can be asked about, the most telling first; of each site not more than some."""
    borne: dict[str, set[tuple[int, str]]] = {}
    machines = Machines()
    for seen in observations:
        machines.see(seen)
        if seen.site and seen.find.own and not seen.find.platform and _is_searched(seen.find.kind):
            borne.setdefault(seen.site, set()).add(_rank(seen.find))
    for site, find in machines.shown():
        if find.own and not find.platform:
            borne.setdefault(site, set()).add(_rank(find))
    chosen = {rank for ranks in borne.values() for rank in sorted(ranks)[:MOST_SEARCHES]}
    return [Subject(SubjectKind.IDENTIFIER, name) for _, name in sorted(chosen)]


def _rank(find: Find) -> tuple[int, str]:
    return -basis.current().worth(find.kind).mid, f"{find.kind}:{find.value}"


class Machines:
    """What the machines of sites show as their own; of many observations only what it needs is held."""

    def __init__(self) -> None:
        """Begin with none."""
        self._sites: dict[str, set[str]] = defaultdict(set)  # by address
        self._counted: Counter[str] = Counter()  # sites on an address, by passive DNS
        self._shown: list[tuple[str, Find]] = []

    def see(self, seen: Observation) -> None:
        """Take in one observation."""
        if seen.site and seen.find.kind == "address":
            self._sites[seen.find.value].add(seen.site)
        elif seen.subject.kind is SubjectKind.ADDRESS and seen.find.kind == "site_count":
            address = seen.subject.value
            self._counted[address] = max(self._counted[address], int(seen.find.value))
        elif seen.subject.kind is SubjectKind.ADDRESS and seen.find.kind in OF_MACHINES:
            self._shown.append((seen.subject.value, seen.find))

    def shown(self) -> Iterator[tuple[str, Find]]:
        """What is shown, with each site on the machine, unless it is a crowd's or a front's."""
        for address, find in self._shown:
            is_front = any(hit.listing.sort in FRONTS for hit in shipped().of_address(address))
            if max(len(self._sites[address]), self._counted[address]) <= CROWD and not is_front:
                yield from ((site, find) for site in sorted(self._sites[address]))


def _is_searched(name: str) -> bool:
    """Whether sources are asked who else bears a kind: it stands in pages, names no site, and tells of an owner."""
    entry = kind(name)
    is_telling = entry.pattern is not None and entry.embeds is None and basis.current().is_likely(name)
    return is_telling or name in SEARCHED_ALL_THE_SAME or name in SEARCHED_BESIDES


def to_take_in(
    observations: Iterable[Observation], known: frozenset[str], hubs: frozenset[str] = frozenset()
) -> dict[str, Observation]:
    """Further sites, each with the observation that leads to it, the most telling first; no hub leads to any."""
    best: dict[str, tuple[int, Observation]] = {}
    seen = list(observations)
    for site, each in [*named_sites(seen), *((each.site, each) for each in seen if each.site)]:
        is_hub = f"{each.find.kind}:{each.find.value}" in hubs
        if site in known or each.find.platform or is_hub:
            continue
        strength = kind(each.find.kind).strength
        if site not in best or strength > best[site][0]:
            best[site] = strength, each
    ordered = sorted(best.items(), key=lambda item: -item[1][0])
    return {site: each for site, (_, each) in ordered}
