"""From kept exchanges, judgements and a frozen basis to observations, links and operators: pure.

The same exchanges, judgements and basis give the same result, byte for byte, on any machine: everything
is sorted, weights are whole numbers, and nothing here knows the time of day.
"""

import importlib.metadata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from osint import canonical, identifiers, names, outcomes
from osint.collectors import COLLECTORS
from osint.links.basis import LinkBasis
from osint.records import Exchange, Judgement, Link, Observation, Operator, Outcome, stamp
from osint.rows import Row, judgement_row, link_row, observation_row, operator_row

# Libraries that read kept bytes: another version may read them otherwise.
READERS = (
    "osint",
    "dnspython",
    "ipwhois",
    "mmh3",
    "phonenumbers",
    "publicsuffixlist",
    "python-stdnum",
    "shodan",
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a derivation is made from, besides the exchanges and the basis."""

    judgements: tuple[Judgement, ...] = ()
    rights_holders: frozenset[str] = frozenset()  # sites whose identifiers a clone copies
    found_by: Mapping[str, frozenset[str]] | None = None  # site → the ``kind:value`` by which it was found
    previous: Mapping[str, tuple[str, ...]] | None = None  # operator → its sites, one generation ago


@dataclass(frozen=True, slots=True)
class Derivation:
    """What came of it. ``changes`` says which operators were kept, split and merged."""

    observations: tuple[Observation, ...]
    links: tuple[Link, ...]
    operators: tuple[Operator, ...]
    contradictions: tuple[str, ...]
    changes: Mapping[str, Any]
