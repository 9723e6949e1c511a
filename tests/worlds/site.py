"""A site of a generated world, the world that it stands in, and what is observed of both."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from osint.records import Check, Find, Observation, Subject, SubjectKind, Where, sha256

BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 365


@dataclass(slots=True)
class Site:
    """A site and what it bears."""

    host: str
    owner: str
    first: float  # days since the world began
    last: float
    borne: dict[str, set[str]] = field(default_factory=dict)
    quoted: list[tuple[str, str]] = field(default_factory=list)
    like: "Site | None" = None  # an earlier name of the same application
    same_server: bool = False  # as that one's

    def bears(self, kind: str, value: str) -> None:
        """It bears a value of its own."""
        self.borne.setdefault(kind, set()).add(value)


@dataclass(frozen=True, slots=True)
class World:
    """What is seen, and the truth beside it."""

    seed: int
    observations: tuple[Observation, ...]
    owner: dict[str, str]  # site → owner
    rights_holders: frozenset[str]
    clones: dict[str, str]  # clone → victim


def looked_at(site: Site) -> Observation:
    """That a site was looked at to the end, whether anything stood there or not."""
    find = Find("asn", "AS64500", "AS64500", ("body",), 0, 7, Where.DNS, True, Check.NONE, platform=False)
    times = (BEGUN + timedelta(days=day) for day in (site.first, DAYS))
    return Observation(Subject(SubjectKind.SITE, site.host), find, sha256(site.host.encode()), *times)


def observed(site: Site, kind: str, value: str, *, own: bool) -> Observation:
    find = Find(kind, value, value, ("body",), 0, len(value), Where.SCRIPT, own, Check.NONE, platform=False)
    first, last = (BEGUN + timedelta(days=day) for day in (site.first, max(site.first, site.last)))
    return Observation(Subject(SubjectKind.SITE, site.host), find, sha256(site.host.encode()), first, last)
