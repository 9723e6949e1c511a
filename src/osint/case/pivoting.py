"""Who else bears an identifier: which sources can answer, what each costs, which may be asked now."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from osint.case.settings import Settings
from osint.collectors import COLLECTORS
from osint.collectors.collector import Collector, Search
from osint.hosting.lists import FRONTS, Hit, Lists, with_own
from osint.records import Subject, SubjectKind

Keyring = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Way:
    """One source that can be asked who bears an identifier."""

    source: str
    query: str  # as the source is asked
    counted: str  # how the bearers are counted before they are fetched
    cost: int  # at the least, when there are bearers
    unit: str  # what the cost is counted in; empty: nothing is charged
    missing: tuple[str, ...]  # keys that are needed and not there
    touches: str

    @property
    def is_open(self) -> bool:
        """Whether it can be asked now."""
        return not self.missing


def searchable() -> Iterator[tuple[Collector, Search]]:
    """The collectors whose sources can be searched."""
    return ((each, each.search) for each in COLLECTORS if each.search is not None)


def ways(subject: Subject, key: Keyring) -> list[Way]:
    """The sources that can say who bears an identifier; those without their key too."""
    return [
        Way(
            source=each.name,
            query=query,
            counted=search.counted,
            cost=each.cost(subject),
            unit=search.unit,
            missing=missing(each, key),
            touches=each.touches.value,
        )
        for each, search in searchable()
        if SubjectKind.IDENTIFIER in each.accepts and (query := search.query(subject))
    ]


def missing(collector: Collector, key: Keyring) -> tuple[str, ...]:
    """The keys that a collector needs and that are not there."""
    if collector.keyless:
        return ()
    return tuple(name for name in collector.keys if not (key(name) or "").strip())


def open_sources(key: Keyring) -> frozenset[str]:
    """The collectors that can be asked about identifiers now."""
    able = (each for each in COLLECTORS if SubjectKind.IDENTIFIER in each.accepts)
    return frozenset(each.name for each in able if not missing(each, key))


def without_key(subjects: Iterable[Subject], key: Keyring) -> list[tuple[str, str, str]]:
    """What was not searched for want of a key: a source, how many identifiers, and why."""
    lacking: dict[str, tuple[int, tuple[str, ...]]] = {}
    for subject in subjects:
        for way in ways(subject, key):
            if way.missing:
                count, _ = lacking.get(way.source, (0, ()))
                lacking[way.source] = count + 1, way.missing
    return [
        (source, f"{count} identifiers", f"no key: set {' and '.join(names)}")
        for source, (count, names) in sorted(lacking.items())
    ]


def lists_of(folder: Path, told: Settings) -> Lists:
    """The shipped lists of networks and those that a case names, beside it or by their whole path.

    Raises:
        SettingError: when one cannot be read.
    """
    return with_own(folder / Path(each) for each in told.hosting_lists)


def apart(subjects: Iterable[Subject], lists: Lists) -> tuple[list[Subject], list[tuple[str, str, str]]]:
    """The identifiers that may be anybody's own, and those of providers' customers: a list's name, the value, and why."""
    own: list[Subject] = []
    shared: list[tuple[str, str, str]] = []
    for subject in subjects:
        hits = _listed(subject, lists)
        if hits:
            one = hits[0].listing
            why = f"a hub: {one.name} of {one.date} hold {hits[0].entry}; whoever is there is its customer"
            shared.append((one.name, subject.value, why))
        else:
            own.append(subject)
    return own, shared


def _listed(subject: Subject, lists: Lists) -> list[Hit]:
    """The lists by which an address stands before others' machines, or a host is a provider's."""
    name, _, value = subject.value.partition(":")
    match name:
        case "address":
            return [hit for hit in lists.of_address(value) if hit.listing.sort in FRONTS]
        case "nameserver_set":
            return [hit for host in value.split() for hit in lists.of_nameserver(host)]
        case "alias_host" | "mail_host":
            return lists.of_host(value)
        case _:
            return []


def is_askable(subject: Subject) -> bool:
    """Whether any source can be asked who bears an identifier, with or without its key."""
    return any(search.query(subject) for _, search in searchable())
