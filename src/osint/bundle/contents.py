"""What a package is made from: everything handed in, nothing looked up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osint.courts.court import Court
from osint.records import PRACTICE, Exchange, Link, Operator
from osint.rows import Row

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Contents:
    """A case at one moment, as far as a package shows it."""

    title: str
    case: str  # the case's id
    court: Court
    share: str
    is_practice: bool
    facts: Mapping[str, str]  # legal basis, investigators, retention, …
    evidence: Path  # segments, ledger, checkpoints
    lines: tuple[bytes, ...]  # the ledger's lines, as they stand in the case
    events: tuple[Event, ...]  # the same, read; in a share those of the answers that it holds, and the others
    tables: Mapping[str, tuple[Row, ...]]  # sites, exchanges, observations, links, operators, judgements
    links: tuple[Link, ...]
    operators: tuple[Operator, ...]  # those that the package is about
    every_operator: tuple[Operator, ...]
    statement: Mapping[str, Any]  # derivation.json
    basis: Mapping[str, Any]
    at: str  # when it is made, ISO 8601 UTC: the only time in it that is not the evidence's
    read: Callable[[str], Exchange]
    notes: bytes  # the reasons of judgements, where they were released; else nothing
    withheld: tuple[str, ...]  # in sentences, what this share does not hold
    inclusion: Callable[[int], tuple[int, list[bytes]]]  # event → (tree size, proof)

    @property
    def banner(self) -> str:
        """What stands over everything that practice made."""
        return PRACTICE if self.is_practice else ""
