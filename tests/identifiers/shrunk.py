"""A pattern cut to what tells it, in the words of hyperscan: it stands in every match, and little else holds it.

What is only looked at round a match is left out, but for the one byte that may not stand before it. The end is cut
to its shortest, so that a match is reported once; what repeats often is taken to repeat without end, which keeps
the automaton small. Each of this only widens what is sighted.
"""

import re
import re._constants as ops  # type: ignore[import-untyped]  # private to Python, and used by the tests alone
import re._parser as parser  # type: ignore[import-untyped]
from collections.abc import Iterable
from typing import Any, NamedTuple

from ways import cut, is_mailbox, is_never, ways

REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
LOOKS = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
PASSED = (ops.AT, ops.ASSERT)  # behind which a match still begins with what comes
ALL = frozenset(range(256))
# From so many repetitions on, of a byte and of a group, their number is not counted. Measured: with more, compiling
# the catalogue takes several times as long, and scanning as long.
MOST_OF_BYTE, MOST_OF_GROUP = 16, 4
ENDLESS = 1_000_000
# All but some letters, with one of those behind it: hyperscan 5.4 was seen to miss matches where the number is not
# counted (2026-11-28).
MOST_COUNTED = 200
# A group that may stand twice or not at all is not counted: hyperscan 5.4 was seen to miss what stood behind none
# (``(?:[Qq][Qq]|ab)(?:cd|ef){0,2}:``, 2026-11-29).
CATEGORIES = {
    ops.CATEGORY_DIGIT: rb"\d",
    ops.CATEGORY_SPACE: rb"\s",
    ops.CATEGORY_WORD: rb"\w",
    ops.CATEGORY_NOT_DIGIT: rb"\D",
    ops.CATEGORY_NOT_SPACE: rb"\S",
    ops.CATEGORY_NOT_WORD: rb"\W",
}
BARE = frozenset(b"/=:;,_\"'<>!@%&~ ")


class Shrunk(NamedTuple):
    """An expression, and the fewest and the most bytes from a match's beginning to the end of what it sights.

    Where what it sights is always as long, or begins with an at sign, and all that stands before it in a match are
    letters of a name, these are the letters, as a set.
    """

    expression: str
    least: int
    most: int
    name: str = ""
    sighted: int = 0  # bytes of what it sights behind a name; 0 where that begins with an at sign


def shrunk(expression: str) -> list[Shrunk]:
    """A pattern of Python's cut to what tells it, for each way through it that is told by itself."""
    parsed = parser.parse(expression.encode())
    place = _Place(at_end=True, at_start=True, anycase=bool(parsed.state.flags & re.IGNORECASE))
    made = [_told(way, place) for way in ways(parsed)]
    by_expression: dict[str, Shrunk] = {}
    for each in made:
        same = by_expression.get(each.expression, each)
        by_expression[each.expression] = Shrunk(
            each.expression,
            min(each.least, same.least),
            max(each.most, same.most),
            each.name if each.name == same.name else "",
            each.sighted,
        )
    return list(by_expression.values())


def _told(way: list[Any], place: "_Place") -> Shrunk:
    """What tells one way; what stands before it only says how far before it a match can begin."""
    head, tell = cut(way)
    before = _sequence(head, place._replace(at_end=False))
    shown = _sequence(tell, place._replace(at_start=not head))
    letters = _name(head) if shown.least == shown.most or is_mailbox(tell) else frozenset()
    return Shrunk(
        shown.expression,
        before.least + shown.least,
        min(ENDLESS, before.most + shown.most),
        _set(letters) if letters else "",
        shown.most if letters and not is_mailbox(tell) else 0,
    )


def _name(head: Iterable[Any]) -> frozenset[int]:
    """The letters of which a name before what tells a way is made; none where it is no name."""
    found: frozenset[int] = frozenset()
    for op, given in head:
        if op in LOOKS or _is_looked_at(op, given):
            continue
        inside = given[2] if op in REPEATS else [(op, given)]
        letters = _letters(*inside[0], anycase=False) if len(inside) == 1 else None
        if letters is None:
            return frozenset()
        found |= letters
    return found


def _is_looked_at(op: Any, given: Any) -> bool:
    """Whether an item takes no bytes."""
    if op is ops.BRANCH:
        return all(_is_looked_at(*item) for way in given[1] for item in way)
    return op in LOOKS or (op is ops.SUBPATTERN and all(_is_looked_at(*item) for item in given[3]))


class _Place(NamedTuple):
    """Where an item of a pattern stands: behind nothing that takes bytes, before nothing that does."""

    at_end: bool
    at_start: bool
    anycase: bool
    behind: frozenset[int] = frozenset()  # the letters that stand behind it


def _sequence(parsed: Any, place: _Place) -> Shrunk:
    items = list(parsed)
    made: list[Shrunk] = []
    at_end = place.at_end
    for number in range(len(items) - 1, -1, -1):
        at_start = place.at_start and all(op in PASSED for op, _ in items[:number])
        behind = place.behind.union(*(_literals(*item) for item in items[number + 1 :]))
        made.append(_item(*items[number], _Place(at_end, at_start, place.anycase, behind)))
        at_end = at_end and not made[-1].most
    made.reverse()
    return Shrunk(
        "".join(each.expression for each in made),
        sum(each.least for each in made),
        min(ENDLESS, sum(each.most for each in made)),
    )


def _item(op: Any, given: Any, place: _Place) -> Shrunk:
    letters = _letters(op, given, anycase=place.anycase)
    if letters is not None:
        return Shrunk(_set(letters), 1, 1)
    if op in REPEATS:
        return _repeat(*given, place)
    if op is ops.SUBPATTERN:
        _, added, dropped, inside = given
        anycase = (place.anycase or bool(added & re.IGNORECASE)) and not dropped & re.IGNORECASE
        return _sequence(inside, place._replace(anycase=anycase))
    if op in (ops.ATOMIC_GROUP, ops.BRANCH):
        return _either([given] if op is ops.ATOMIC_GROUP else given[1], place)
    if op in LOOKS:
        is_behind = op is ops.ASSERT_NOT and given[0] < 0 and place.at_start
        return _not_behind(list(given[1]), anycase=place.anycase) if is_behind else Shrunk("", 0, 0)
    raise ValueError(f"no way to shrink {op} {given}")


def _literals(op: Any, given: Any) -> frozenset[int]:
    """The single letters in an item."""
    if op is ops.LITERAL:
        return frozenset({given})
    if op in REPEATS:
        return frozenset().union(*(_literals(*item) for item in given[2]))
    if op is ops.SUBPATTERN:
        return frozenset().union(*(_literals(*item) for item in given[3]))
    if op is ops.BRANCH:
        return frozenset().union(*(_literals(*item) for way in given[1] for item in way))
    if op is ops.IN and given[0][0] is not ops.NEGATE:
        return frozenset(letter for kind, letter in given if kind is ops.LITERAL)
    return frozenset()


def _either(found: Iterable[Any], place: _Place) -> Shrunk:
    """One of several ways."""
    made = [_sequence(way, place) for way in found if not is_never(way)]
    either = "|".join(dict.fromkeys(way.expression for way in made))
    return Shrunk(f"(?:{either})", min(way.least for way in made), max(way.most for way in made))


def _not_behind(looked_at: list[Any], *, anycase: bool) -> Shrunk:
    """One byte that may not stand before a match, as one before it that is another."""
    letters = _letters(*looked_at[0], anycase=anycase) if len(looked_at) == 1 else None
    return Shrunk("", 0, 0) if letters is None else Shrunk(f"(?:^|{_set(ALL - letters)})", 0, 1)


def _repeat(least: int, most: Any, inside: Any, place: _Place) -> Shrunk:
    """What repeats; at the end no oftener than it must, and there only the last time is cut."""
    if place.at_end:
        most = least
    if most == 0:
        return Shrunk("", 0, 0)
    within = place._replace(at_start=place.at_start and (least, most) == (1, 1))
    if place.at_end and least > 1:
        whole = _times(inside, _sequence(inside, within._replace(at_end=False)), least - 1, least - 1)
        last = _sequence(inside, within)
        return Shrunk(whole.expression + last.expression, whole.least + last.least, whole.most + last.most)
    return _times(inside, _sequence(inside, within), least, most, place.behind)


def _times(inside: Any, once: Shrunk, least: int, most: Any, behind: frozenset[int] = frozenset()) -> Shrunk:
    letters = _letters(*inside[0], anycase=False) if len(inside) == 1 else None
    is_byte = letters is not None
    limit = MOST_OF_BYTE if is_byte else MOST_OF_GROUP
    if letters is not None and len(letters) > len(ALL) // 2 and behind - letters:
        limit = MOST_COUNTED
    is_bare = not is_byte and least == 0 and most > 1
    if is_bare or most is ops.MAXREPEAT or (most >= limit and most > least):
        times = "*" if least == 0 else f"{{{least},}}"
    elif (least, most) == (1, 1):
        times = ""
    else:
        times = f"{{{least}}}" if least == most else f"{{{least},{most}}}"
    longest = ENDLESS if most is ops.MAXREPEAT else min(ENDLESS, once.most * int(most))
    group = once.expression if is_byte or not times else f"(?:{once.expression})"
    return Shrunk(group + times, once.least * least, longest)


def _letters(op: Any, given: Any, *, anycase: bool) -> frozenset[int] | None:
    """The bytes that an item stands for, where it stands for one byte."""
    if op is ops.LITERAL:
        return _cased({given}, anycase=anycase)
    if op is ops.NOT_LITERAL:
        return ALL - _cased({given}, anycase=anycase)
    if op is ops.ANY:
        return ALL - {ord("\n")}
    if op is not ops.IN:
        return None
    found: set[int] = set()
    for kind, value in given:
        if kind is ops.LITERAL:
            found.add(value)
        elif kind is ops.RANGE:
            found.update(range(value[0], value[1] + 1))
        elif kind is ops.CATEGORY:
            found.update(each for each in ALL if re.match(CATEGORIES[value], bytes((each,))))
    cased = _cased(found, anycase=anycase)
    return ALL - cased if given[0][0] is ops.NEGATE else cased


def _cased(letters: Iterable[int], *, anycase: bool) -> frozenset[int]:
    found = bytes(letters)
    return frozenset(found + found.swapcase() if anycase else found)


def _set(letters: frozenset[int]) -> str:
    if len(letters) == 1:
        return _shown(next(iter(letters)))
    is_negative = len(letters) > len(ALL) // 2
    listed = sorted(ALL - letters if is_negative else letters)
    if not listed:
        return r"[\x00-\xff]"
    spans: list[tuple[int, int]] = []
    for each in listed:
        spans[-1:] = (
            [(spans[-1][0], each)] if spans and spans[-1][1] == each - 1 else [*spans[-1:], (each, each)]
        )
    inside = "".join(
        _shown(first) + ("" if first == last else ("-" if last > first + 1 else "") + _shown(last))
        for first, last in spans
    )
    return f"[{'^' if is_negative else ''}{inside}]"


def _shown(byte: int) -> str:
    letter = chr(byte)
    return letter if byte < 0x80 and (letter.isalnum() or byte in BARE) else f"\\x{byte:02x}"


def first_letters(expression: str) -> str:
    """The bytes with which a match of a pattern can begin, as a set."""
    parsed = parser.parse(expression.encode())
    letters, is_empty = _first(list(parsed), anycase=bool(parsed.state.flags & re.IGNORECASE))
    return _set(ALL if is_empty else letters)


def _first(items: Iterable[Any], *, anycase: bool) -> tuple[frozenset[int], bool]:
    """The bytes with which a sequence can begin, and whether it may take none."""
    found: frozenset[int] = frozenset()
    for op, given in items:
        letters, is_empty = _first_of(op, given, anycase=anycase)
        found |= letters
        if not is_empty:
            return found, False
    return found, True


def _first_of(op: Any, given: Any, *, anycase: bool) -> tuple[frozenset[int], bool]:
    letters = _letters(op, given, anycase=anycase)
    if letters is not None:
        return letters, False
    if op in REPEATS:
        inside, is_empty = _first(given[2], anycase=anycase)
        return inside, is_empty or given[0] == 0
    if op is ops.SUBPATTERN:
        _, added, dropped, inside = given
        cased = (anycase or bool(added & re.IGNORECASE)) and not dropped & re.IGNORECASE
        return _first(inside, anycase=cased)
    if op is ops.ATOMIC_GROUP:
        return _first(given, anycase=anycase)
    if op is ops.BRANCH:
        each = [_first(way, anycase=anycase) for way in given[1] if not is_never(way)]
        return frozenset().union(*(letters for letters, _ in each)), any(is_empty for _, is_empty in each)
    return frozenset(), True
