"""What is to be known of each source: its cost, limits and terms, where a key comes from, how hard it may be pressed.

The facts stand in ``sources.toml``, a table for each collector; the page of each in the docs is made from them.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNKNOWN = 4  # questions at once of a source of which nothing is said


@dataclass(frozen=True, slots=True)
class Source:
    """The facts about the source of one collector."""

    answers: str
    cost: str
    limits: str
    terms: str
    key: str  # where a key comes from; empty where none is needed
    confirmed: str  # the day on which a user confirmed it live, ISO 8601; empty: not yet
    pages: tuple[str, ...]  # where this was learnt
    at_once: int  # questions under way at once
    pause_s: float  # seconds between two questions to one of its hosts


@cache
def sources() -> dict[str, Source]:
    """The facts by collector."""
    told = tomllib.loads(files("osint.collectors").joinpath("sources.toml").read_text("utf-8"))
    return {name: Source(**{**table, "pages": tuple(table["pages"])}) for name, table in told.items()}


def at_once(name: str) -> int:
    """How many questions of a collector's may be under way at once."""
    found = sources().get(name)
    return found.at_once if found else UNKNOWN


def pause_s(name: str) -> float:
    """Seconds between two questions that a collector's source would like."""
    found = sources().get(name)
    return found.pause_s if found else 0.0
