"""How far one run goes: credits of each source, and the count beyond which a value is a hub."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HUB = 100  # bearers: DomainTools' guided pivots stop at 500, MISP's correlations at 100, SpiderFoot's co-hosts at 100
CREDITS = 100  # of each source, in one run


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one run goes."""

    hub: int = HUB  # a value that more bear is not followed
    credits: int = CREDITS  # the most that is spent of each source's credits
    spent: Mapping[str, int] = field(
        default_factory=dict
    )  # by source, before this run, and counted in its budget
