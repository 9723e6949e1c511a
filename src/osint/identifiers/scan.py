"""All kinds over one text in one pass: gates first, exact patterns only in windows round them.

A gate is a literal that stands in every text that a kind can match. The patterns run from ``BACK`` bytes
before a gate to ``AHEAD`` bytes behind it, and on to the token's edge, so that no match is cut.
"""

import re
from collections.abc import Iterator

from osint.identifiers import kinds
from osint.identifiers.context import Context
from osint.identifiers.kind import Kind
from osint.identifiers.layers import Layer, layers
from osint.records import Find, Where

BACK, AHEAD = 512, 1024  # bytes; longer than any pattern reaches on either side of its gate
EDGE = re.compile(rb"[\s\"'<>]")
TOKEN = 512  # bytes: a longer run without an edge is no token of ours
WEAK = 2  # a gate of one letter is no gate: the pattern runs over the whole text
MOST_PER_KIND = 5000  # finds of one kind in one text; a page with more is an attack or a list of others' ids


def scan(data: bytes, *, path: tuple[str, ...] = ("body",), where: Where | None = None) -> list[Find]:
    """The identifiers in a text, in the order in which they stand.

    ``where`` says where all of it stands (a header, a file, DNS); without it the text is read as markup.
    """
    context: Context | None = None
    found: list[Find] = []
    folded = data.lower()
    for kind in kinds().values():
        for start, end, raw in _matches(kind, data, folded):
            if where is None and context is None:
                context = Context(data)
            place = where or (context.at(start) if context else Where.TEXT)
            find = kind.find(raw, path=path, span=(start, end), where=place)
            if find is not None:
                found.append(find)
    return sorted(found, key=lambda find: (find.start, find.end, find.kind, find.value))


def scan_reply(head: bytes, body: bytes) -> list[Find]:
    """The identifiers in an HTTP answer, through all its layers; each value once at its first layer.

    A value that stands several times in one layer is given at its first place there, and again where it
    stands elsewhere (a comment and a script are two places).
    """
    where = None if is_markup(head, body) else Where.FILE
    found: list[Find] = []
    known: set[tuple[str, str]] = set()
    for layer in layers(head, body):
        finds = _first_places(scan(layer.data, path=layer.path, where=_where(layer, where)))
        found.extend(find for find in finds if (find.kind, find.value) not in known)
        known.update((find.kind, find.value) for find in finds)
    return found


def is_markup(head: bytes, body: bytes) -> bool:
    """Whether an answer is read as HTML or XML: by its declared type, else by its first bytes."""
    declared = re.search(rb"(?im)^content-type[ \t]*:[ \t]*([a-z0-9/+.-]+)", head)
    if declared:
        return any(word in declared[1].lower() for word in (b"html", b"xml", b"svg"))
    return b"<" in body[:1024]


def _where(layer: Layer, where: Where | None) -> Where | None:
    return where if layer.is_markup else Where.ATTRIBUTE


def _first_places(finds: list[Find]) -> list[Find]:
    first: dict[tuple[str, str, Where], Find] = {}
    for find in finds:
        first.setdefault((find.kind, find.value, find.where), find)
    return list(first.values())


def _matches(kind: Kind, data: bytes, folded: bytes) -> Iterator[tuple[int, int, str]]:
    """Where a kind's pattern matches, and the value as it stands there."""
    if kind.pattern is None:
        return
    count = 0
    for begin, stop in _windows(kind, data, folded):
        for match in kind.pattern.finditer(data, begin, stop):
            group = next(number for number in range(1, len(match.groups()) + 1) if match[number] is not None)
            for start, end in _values(kind, match, group):
                yield start, end, data[start:end].decode("utf-8", "replace")
                count += 1
            if count > MOST_PER_KIND:
                return


def _values(kind: Kind, match: re.Match[bytes], group: int) -> Iterator[tuple[int, int]]:
    if kind.many is None:
        yield match.span(group)
        return
    listed = match[group].decode("ascii", "replace")
    for each in kind.many.finditer(listed):
        yield match.start(group) + each.start(), match.start(group) + each.end()


def _windows(kind: Kind, data: bytes, folded: bytes) -> Iterator[tuple[int, int]]:
    """Stretches of the text in which the kind can match, in order, without overlaps."""
    if any(len(gate) < WEAK for gate in kind.gates if gate != b"@"):
        yield 0, len(data)
        return
    places = sorted(place for gate in kind.gates for place in _places(gate, folded))
    begin = stop = -1
    for place in places:
        if place - BACK > stop:
            if stop >= 0:
                yield begin, stop
            begin = max(0, place - BACK)
        stop = max(stop, _edge(data, place + AHEAD))
    if stop >= 0:
        yield begin, stop


def _places(gate: bytes, folded: bytes) -> Iterator[int]:
    """Where a gate stands; of gates that stand close together, only what the windows need."""
    place = folded.find(gate)
    while place >= 0:
        yield place
        place = folded.find(gate, place + 1)


def _edge(data: bytes, place: int) -> int:
    """The end of the token in which a place lies."""
    found = EDGE.search(data, place, place + TOKEN)
    return min(len(data), found.start() if found else place + TOKEN)
