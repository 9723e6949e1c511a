"""Bearings: which site bears which value, since when, as read in which exchanges. Observations, gathered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from osint.records import Observation

LONGEST = 512  # characters: a longer value is no identifier, it is an attack


@dataclass(frozen=True, slots=True)
class Bearing:
    """A site bears a value of a kind."""

    site: str
    kind: str
    value: str
    first_seen: datetime
    last_seen: datetime
    exchanges: tuple[str, ...]
    own: bool  # in at least one place the page itself uses it
    platform: bool

    @property
    def name(self) -> str:
        """``kind:value``."""
        return f"{self.kind}:{self.value}"


def gather(observations: Iterable[Observation]) -> tuple[Bearing, ...]:
    """The bearings of sites, sorted; what addresses and other subjects bear is left out."""
    found: dict[tuple[str, str, str], list[Observation]] = {}
    for each in observations:
        if each.site and len(each.find.value) <= LONGEST:
            found.setdefault((each.site, each.find.kind, each.find.value), []).append(each)
    return tuple(_bearing(key, found[key]) for key in sorted(found))


def _bearing(key: tuple[str, str, str], seen: list[Observation]) -> Bearing:
    site, kind, value = key
    return Bearing(
        site=site,
        kind=kind,
        value=value,
        first_seen=min(each.first_seen for each in seen),
        last_seen=max(each.last_seen for each in seen),
        exchanges=tuple(sorted({each.exchange for each in seen})),
        own=any(each.find.own for each in seen),
        platform=any(each.find.platform for each in seen),
    )
