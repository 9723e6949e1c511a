"""What is known of the sites of a case that are not at hand: of values that those at hand bear, who else does.

A case of a million sites is weighed part by part. Between two sites of a part it matters how many others bear what
they share, not who these are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Counts over the sites that are not at hand, by ``kind:value`` and, of what all of a kind bear, by kind."""

    bearers: Mapping[str, int] = field(default_factory=dict)  # sites
    users: Mapping[str, int] = field(default_factory=dict)  # sites that bear it as their own
    groups: Mapping[str, int] = field(default_factory=dict)  # the same by their groups
    named: Mapping[str, str] = field(default_factory=dict)  # the site of the case that a value names
    platforms: frozenset[str] = frozenset()  # a platform's, as somebody bears them
    originals: frozenset[str] = frozenset()  # borne by a rights holder
    resold: frozenset[str] = frozenset()  # seats that an ads.txt lists as RESELLER


NOWHERE = Elsewhere()
