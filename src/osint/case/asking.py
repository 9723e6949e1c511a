"""One run of questions for a case: from subjects to a summary of what was asked and how it ended."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from osint.case.collecting import Collection
from osint.evidence.recorder.profile import Profile
from osint.records import Exchange, Outcome, Subject

FINE = frozenset({Outcome.ANSWERED, Outcome.ABSENT})


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that was not answered, and why."""

    outcome: str
    uri: str
    why: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run brought."""

    asked: int  # exchanges that were made and kept in this run
    kept: int  # questions whose answers the case had already
    sites: int  # sites of the case after it
    outcomes: dict[str, int]
    failures: tuple[Failure, ...]
    is_expected: bool = False  # the practice world stages its failures


class Tally:
    """Counts the exchanges of a run as they are kept."""

    def __init__(self, keep: Callable[[Exchange], Exchange]) -> None:
        """Count whatever passes through ``keep``."""
        self._keep = keep
        self.outcomes: Counter[str] = Counter()
        self.failures: list[Failure] = []

    def keep(self, exchange: Exchange) -> Exchange:
        """Keep an exchange, and count it."""
        kept = self._keep(exchange)
        self.outcomes[kept.outcome.value] += 1
        if kept.outcome not in FINE:
            self.failures.append(Failure(kept.outcome.value, kept.ask.uri, kept.why))
        return kept
