"""How far before its gate a match of each kind can begin, read off the patterns: windows need be no wider.

``python tests/identifiers/leads.py`` writes the file that the scan reads; a test holds that it is true.
"""

import json
import re._constants as ops  # type: ignore[import-untyped]  # private to Python, and used by the tests alone
import re._parser as parser  # type: ignore[import-untyped]
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from osint import identifiers

REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
FILE = Path(identifiers.__file__).parent / "catalogue" / "leads.json"


class NoGateError(Exception):
    """A way through a pattern on which no gate can be made out."""


def lead_of(expression: str, gates: Iterable[bytes]) -> int | None:
    """The most bytes from a match's beginning to the beginning of the first gate in it; nothing where not known."""
    try:
        return _Walk(tuple(gates)).lead(parser.parse(expression.encode()))
    except NoGateError:
        return None


def leads() -> dict[str, int]:
    """By the names of kinds, where it is known."""
    found = {
        name: lead_of(each.expression, each.gates) for name, each in identifiers.kinds().items() if each.gates
    }
    return {name: lead for name, lead in found.items() if lead is not None}


Rest = tuple[Any, "Rest"] | None  # what is left of a pattern: an item, and what is left behind it


class _Walk:
    """Every way through a pattern, to where a gate stands on it."""

    def __init__(self, gates: Sequence[bytes]) -> None:
        self._gates = gates
        self._longest = max(map(len, gates))
        self._known: dict[tuple[int, bytes], int | None] = {}
        self._joined: dict[tuple[int, int], Rest] = {}
        self._kept: list[Any] = []  # so that no identity is used twice

    def lead(self, parsed: Any) -> int:
        """The lead of a whole pattern."""
        return self._from(self._before(parsed, None), b"")

    def _before(self, parsed: Any, rest: Rest) -> Rest:
        """A sequence of items, with what is left behind it."""
        key = id(parsed), id(rest)
        if key not in self._joined:
            joined = rest
            for item in reversed(list(parsed)):
                joined = (item, joined)
            self._joined[key] = joined
            self._kept += (parsed, rest, joined)
        return self._joined[key]

    def _from(self, rest: Rest, literal: bytes) -> int:
        """How far from here, at the most, the first gate begins; ``literal`` stands just before.

        Raises:
            NoGateError: when on some way there is none that can be made out.
        """
        key = id(rest), literal
        if key not in self._known:
            try:
                self._known[key] = self._go(rest, literal)
            except NoGateError:
                self._known[key] = None
        found = self._known[key]
        if found is None:
            raise NoGateError
        return found

    def _go(self, rest: Rest, literal: bytes) -> int:
        if rest is None:
            raise NoGateError
        (op, given), left = rest
        if op is ops.IN and (one := _one_letter(given)):
            op, given = ops.LITERAL, one
        if op is ops.LITERAL:
            return self._literal(given, left, literal)
        ways = self._ways(op, given, left)
        if ways:
            return max(self._from(way, literal) for way in ways)
        if op is ops.ASSERT and given[0] > 0:
            try:
                return self._from(self._before(given[1], None), literal)
            except NoGateError:
                return self._from(left, literal)
        if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            return self._from(left, literal)
        width = int(min(given[1], 100_000)) * given[2].getwidth()[1] if op in REPEATS else 1
        return int(width) + self._from(left, b"")

    def _ways(self, op: Any, given: Any, left: Rest) -> list[Rest]:
        """Where an item is a group: what can stand in its place, with what is left behind it."""
        if op is ops.SUBPATTERN:
            return [self._before(given[3], left)]
        if op is ops.BRANCH:
            return [self._before(way, left) for way in given[1]]
        if op in REPEATS and given[:2] == (0, 1):
            return [left, self._before(given[2], left)]
        return []

    def _literal(self, letter: int, left: Rest, literal: bytes) -> int:
        literal = (literal + bytes((letter,)).lower())[-self._longest :]
        found = [len(gate) for gate in self._gates if literal.endswith(gate)]
        return 1 - min(found) if found else 1 + self._from(left, literal)


def _one_letter(given: Any) -> int | None:
    """The letter that a set of its two cases stands for."""
    letters = {each for op, each in given if op is ops.LITERAL}
    folded = {bytes((each,)).lower() for each in letters}
    return ord(folded.pop()) if len(letters) == len(given) and len(folded) == 1 else None


if __name__ == "__main__":
    FILE.write_text(json.dumps(leads(), indent=0) + "\n", "utf-8")
