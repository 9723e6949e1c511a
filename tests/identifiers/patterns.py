"""How far the patterns of the catalogue reach."""

import re._constants as ops  # type: ignore[import-untyped]  # private to Python, and used by this test alone
import re._parser as parser  # type: ignore[import-untyped]
from typing import Any

LOOKS = (ops.ASSERT, ops.ASSERT_NOT)
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
ENDLESS = 10**6


def reach(expression: str) -> int:
    """The most bytes from where a match begins to the last byte that its pattern looks at."""
    return max(_reach(parser.parse(expression.encode())))


def _reach(parsed: Any) -> tuple[int, int]:
    """How much is consumed, and how far it is looked."""
    taken = looked = 0
    for op, given in parsed:
        if op is ops.AT:
            continue
        if op in LOOKS:
            direction, inside = given
            if direction > 0:
                looked = max(looked, taken + max(_reach(inside)))
            continue
        each, seen = _one(op, given)
        looked = max(looked, taken + seen)
        taken += each
    return taken, max(looked, taken)


def _one(op: Any, given: Any) -> tuple[int, int]:
    if op in REPEATS:
        _, most, inside = given
        each, seen = _reach(inside)
        most = min(int(most), ENDLESS)
        return most * each, max(0, most - 1) * each + seen
    if op is ops.SUBPATTERN:
        return _reach(given[3])
    if op is ops.BRANCH:
        branches = [_reach(branch) for branch in given[1]]
        return max(each for each, _ in branches), max(seen for _, seen in branches)
    assert op in {ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY}, op
    return 1, 1
