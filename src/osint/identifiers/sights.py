"""What is looked for of each kind, so that the scan knows where its matches can begin.

Most kinds are sighted by their patterns cut to what tells them (``leads.json``, made by ``tests/identifiers/leads.py``
and held true by a test); one that is not there by a literal of its own.
"""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from osint.identifiers.kind import BEFORE, BEHIND, Kind

LOOK = 32  # bytes: as far as a pattern looks behind

# What has no literal begins behind no letter or digit.
ANY = r"[\x00-\xff]"
BEGINS = "(?:^|[^A-Za-z0-9])(?:{})"


class Sight(NamedTuple):
    """An expression of hyperscan's, and how many bytes before the end of what it reports a match begins."""

    expression: str
    least: int
    most: int
    name: str = ""  # where all that stands before that in a match is a name: its letters, as a set
    sighted: int = 0  # bytes of what is reported behind a name; 0 where that begins with an at sign


def sights(kind: Kind) -> list[Sight]:
    """How a kind that is found in text is sighted: each match by one of these."""
    if kind.run:
        return [Sight(BEGINS.format(kind.run), 1, kind.reach)]
    if kind.name in _leads():
        return [each._replace(most=min(each.most, kind.reach + 1)) for each in _leads()[kind.name][1]]
    if kind.gates:
        either = "|".join("".join(f"\\x{byte:02x}" for byte in gate) for gate in kind.gates)
        return [Sight(f"(?i:{either})", 1, kind.reach)]
    return [Sight(kind.detect, 1, kind.reach)]


def first_letters(kind: Kind) -> str:
    """The bytes with which a match of a kind can begin, as a set of a pattern's."""
    return _leads()[kind.name][0] if kind.name in _leads() else ANY


def far(kind: Kind) -> int:
    """Bytes from an escape to the farthest that a match near it, and what must be near that, may reach."""
    return kind.reach + LOOK + (BEFORE + BEHIND if kind.near else 0)


@cache
def _leads() -> dict[str, tuple[str, list[Sight]]]:
    text = files("osint.identifiers").joinpath("catalogue", "leads.json").read_text("utf-8")
    return {
        name: (letters, [Sight(*each) for each in made]) for name, (letters, made) in json.loads(text).items()
    }
