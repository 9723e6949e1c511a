"""The ways through a pattern that are told apart: each is sighted by itself, so that less lies round what is sighted.

Where a way must be followed by something far, which is only looked at, that is what tells it, and what it goes on
with is left out.
"""

import itertools
import re._constants as ops  # type: ignore[import-untyped]  # private to Python, and used by the tests alone
from typing import Any

WIDE = 32  # bytes: so far is far, and ways whose lengths differ by so much are told apart
MOST = 32  # ways of one pattern
LONG = 12  # bytes of a name of any length
TELLING = 2  # bytes of a literal that is enough to tell a way
ENOUGH = 4  # bytes that are enough to sight a way without any literal
LOOKS = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)

Items = list[Any]


def ways(parsed: Any) -> list[Items]:
    """Sequences of items of which each match of a pattern matches one."""
    going, ended = _split(list(parsed))
    return [each for way in going + ended for each in _apart(way)]


def _apart(way: Items) -> list[Items]:
    """A way that is nothing but other ways, none with a literal of its own, as those."""
    op, given = way[0] if len(way) == 1 else (None, None)
    if op is not ops.BRANCH or _literal(way):
        return [way]
    return [list(each) for each in given[1] if not is_never(each)]


def is_never(way: Any) -> bool:
    """Whether a way can match nothing: it looks for what is nowhere."""
    return any(op is ops.ASSERT_NOT and not list(given[1]) for op, given in way)


def _split(items: Items) -> tuple[list[Items], list[Items]]:
    """The ways through a sequence to its end, and those that are told before it."""
    going: list[Items] = [[]]
    ended: list[Items] = []
    for op, given in items:
        if op is ops.ASSERT and given[0] > 0 and given[1].getwidth()[1] >= WIDE:
            looked = [way + list(given[1]) for way in going]
            return [], ended + looked
        alternatives, told = _of_item(op, given)
        ended += [way + end for way in going for end in told]
        if not alternatives:
            return [], ended
        is_apart = len(alternatives) == 1 or _differ(alternatives)
        if len(alternatives) * len(going) + len(ended) > MOST or not is_apart:
            alternatives = [_joined(op, given, alternatives, is_whole=not told)]
        going = [way + alternative for way in going for alternative in alternatives]
    return going, ended


def _of_item(op: Any, given: Any) -> tuple[list[Items], list[Items]]:
    if op is ops.BRANCH:
        split = [_split(list(way)) for way in given[1] if not is_never(way)]
        return [way for going, _ in split for way in going], [way for _, ended in split for way in ended]
    if op is ops.SUBPATTERN:
        going, ended = _split(list(given[3]))
        return [_flagged(given, way) for way in going], [_flagged(given, way) for way in ended]
    return [[(op, given)]], []


def _flagged(given: Any, way: Items) -> Items:
    """A way within a group, under the group's flags."""
    group, added, dropped, _ = given
    return [(ops.SUBPATTERN, (group, added, dropped, way))] if added or dropped else way


def _joined(op: Any, given: Any, alternatives: list[Items], *, is_whole: bool) -> Items:
    """Ways that are not told apart, as one item."""
    if is_whole:
        return [(op, given)]
    return [(ops.BRANCH, (None, alternatives))] if len(alternatives) > 1 else alternatives[0]


def _differ(alternatives: list[Items]) -> bool:
    lengths = [_most(way) for way in alternatives]
    return max(lengths) - min(lengths) >= WIDE


def _most(way: Items) -> int:
    return sum(_longest(op, given) for op, given in way)


def _longest(op: Any, given: Any) -> int:
    if op in LOOKS:
        return 0
    if op is ops.SUBPATTERN:
        return _most(list(given[3]))
    if op is ops.BRANCH:
        return max(_most(list(way)) for way in given[1])
    if op in REPEATS:
        return min(100_000, int(given[1]) * _most(list(given[2])))
    if op is ops.ATOMIC_GROUP:
        return _most(list(given))
    return 1


def cut(way: Items) -> tuple[Items, Items]:
    """What stands before what tells a way, and that; what comes behind it may be left out.

    An automaton that waits behind a name of any length, or behind anything at all, for what is telling does so
    nearly everywhere.
    """
    spans = [number for number, (op, given) in enumerate(way) if _is_anything(op, given)]
    if spans:
        bounds = [-1, *spans, len(way)]
        segments = [(first + 1, last) for first, last in itertools.pairwise(bounds)]
        first, last = max(segments, key=lambda span: (_literal(way[slice(*span)]), span))
        return way[:first], way[first:last]
    first = next((number for number, item in enumerate(way) if not _is_name(*item)), len(way))
    if any(_letters_most(*item) >= LONG for item in way[:first]) and _literal(way[first:]) >= TELLING:
        return way[:first], _to_host(way[first:])
    return [], way if _literal(way) or not way else _begin(way)


def _begin(way: Items) -> Items:
    """A way without a literal up to where it branches, where enough stands before that: an automaton of all is slow."""
    op, given = way[0]
    if op is ops.SUBPATTERN and not any(given[1:3]):
        return _begin([*given[3], *way[1:]])
    bytes_before = 0
    for number, (op, given) in enumerate(way):
        if op is ops.BRANCH and bytes_before >= ENOUGH:
            return way[:number]
        bytes_before += _least(op, given)
    return way


def _least(op: Any, given: Any) -> int:
    """The fewest bytes that an item takes, what is grouped not counted."""
    if op in REPEATS:
        return int(given[0]) * sum(_least(*item) for item in given[2])
    return int(op in (ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY))


def _to_host(way: Items) -> Items:
    """A way to the end of a host's first label, where it begins with the sign of a mailbox before one."""
    return way[:2] if is_mailbox(way) else way


def is_mailbox(way: Items) -> bool:
    """Whether a way begins with the sign of a mailbox, and a host behind it."""
    if len(way) < 2 or way[0] != (ops.LITERAL, ord("@")):
        return False
    op, given = way[1]
    return op in REPEATS and given[0] > 0 and _most(list(given[2])) >= WIDE


def _is_anything(op: Any, given: Any) -> bool:
    """Whether an item stands for any bytes at all, many of them."""
    if op is ops.SUBPATTERN:
        return len(given[3]) == 1 and _is_anything(*given[3][0])
    if op not in REPEATS or given[1] < LONG:
        return False
    taken = [item for item in _inside(given[2]) if item[0] not in LOOKS]
    return taken == [(ops.IN, [(ops.RANGE, (0, 255))])]


def _inside(parsed: Any) -> Items:
    items = list(parsed)
    return _inside(items[0][1][3]) if len(items) == 1 and items[0][0] is ops.SUBPATTERN else items


def _is_name(op: Any, given: Any) -> bool:
    """Whether an item is of letters of many sorts, or nothing but looked at."""
    if op in REPEATS:
        return all(_is_name(*item) for item in given[2])
    if op is ops.SUBPATTERN:
        return all(_is_name(*item) for item in given[3])
    if op is ops.BRANCH:
        return all(_is_name(*item) for way in given[1] for item in way)
    return op in LOOKS or (op is ops.IN and not _is_narrow(op, given))


def _is_narrow(op: Any, given: Any) -> bool:
    """Whether an item is one letter, or one in both its cases."""
    return op is ops.LITERAL or (
        op is ops.IN and len(given) <= 2 and all(kind is ops.LITERAL for kind, _ in given)
    )


def _letters_most(op: Any, given: Any) -> int:
    if op in REPEATS:
        return max(int(given[1]), *map(_starred, given[2]))
    return max(map(_starred, given[3]), default=0) if op is ops.SUBPATTERN else 0


def _starred(item: Any) -> int:
    return _letters_most(*item)


def _literal(way: Items) -> int:
    """The longest run of single letters that stands in a way, those of its groups only where all ways have them."""
    longest = run = 0
    for op, given in way:
        if op in LOOKS:
            continue
        if _is_narrow(op, given):
            run += 4 if (op, given) == (ops.LITERAL, ord("@")) else 1
        else:
            run = 0
            if op is ops.SUBPATTERN:
                longest = max(longest, _literal(list(given[3])))
            elif op is ops.BRANCH:
                longest = max(longest, min(_literal(list(each)) for each in given[1]))
        longest = max(longest, run)
    return longest
