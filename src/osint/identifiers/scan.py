"""All kinds over one text in one pass: gates first, exact patterns only in windows round them.

A gate is a literal of which one stands in every match of a kind. A window reaches from a gate as far as a match
of the kind can be long, so that no match is cut. A layer in which escapes are undone is looked at only round
what was undone: elsewhere it holds what the layer below it holds.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from osint.identifiers import kinds
from osint.identifiers.context import Context
from osint.identifiers.gates import Gates
from osint.identifiers.kind import Kind
from osint.identifiers.layers import Layer, layers
from osint.records import Find, Where

BEFORE, BEHIND = 512, 1024  # bytes: how near is near
MOST_PER_KIND = 5000  # finds of one kind in one text; a page with more is an attack or a list of others' ids

Span = tuple[int, int]


def scan(data: bytes, *, path: tuple[str, ...] = ("body",), where: Where | None = None) -> list[Find]:
    """The identifiers in a text, in the order in which they stand.

    ``where`` says where all of it stands (a header, a file, DNS); without it the text is read as markup.
    """
    return _finds(Layer(path, data), where, frozenset())


def scan_reply(head: bytes, body: bytes) -> list[Find]:
    """The identifiers in an HTTP answer, through all its layers; each value once at its first layer.

    A value that stands several times in one layer is given at its first place there, and again where it
    stands elsewhere (a comment and a script are two places).
    """
    where = None if is_markup(head, body) else Where.FILE
    found: list[Find] = []
    known: set[tuple[str, str]] = set()
    for layer in layers(head, body):
        finds = _first_places(_finds(layer, where if layer.is_markup else Where.ATTRIBUTE, known))
        found.extend(finds)
        known.update((find.kind, find.value) for find in finds)
    return found


def is_markup(head: bytes, body: bytes) -> bool:
    """Whether an answer is read as HTML or XML: by its declared type, else by its first bytes."""
    declared = re.search(rb"(?im)^content-type[ \t]*:[ \t]*([a-z0-9/+.-]+)", head)
    if declared:
        return any(word in declared[1].lower() for word in (b"html", b"xml", b"svg"))
    return b"<" in body[:1024]


def _finds(layer: Layer, where: Where | None, known: Iterable[tuple[str, str]]) -> list[Find]:
    """What a layer bears beyond what is known; the markup is read only when there is something to place."""
    context: Context | None = None
    found: list[Find] = []
    values: dict[tuple[str, str], str] = {}
    for kind, (start, end) in _matches(layer):
        raw = layer.data[start:end].decode("utf-8", "replace")
        if (kind.name, raw) not in values:
            values[kind.name, raw] = kind.read(raw)
        value = values[kind.name, raw]
        if not value or (kind.name, value) in known:
            continue
        if where is None and context is None:
            context = Context(layer.data)
        place = where or (context.at(start) if context else Where.TEXT)
        if place in kind.where:
            found.append(kind.made(value, raw, path=layer.path, span=(start, end), where=place))
    return sorted(found, key=lambda find: (find.start, find.end, find.kind, find.value))


def _first_places(finds: list[Find]) -> list[Find]:
    first: dict[tuple[str, str, Where], Find] = {}
    for find in finds:
        first.setdefault((find.kind, find.value, find.where), find)
    return list(first.values())


def _matches(layer: Layer) -> Iterator[tuple[Kind, Span]]:
    """Every kind whose pattern matches, with the span of the value as it stands there."""
    folded = layer.data.lower()
    stretches = list(_stretches(layer))
    places = _gates().places(folded, stretches)
    for kind in kinds().values():
        windows = _windows(kind, places) if kind.gates else iter(stretches)
        for span in islice(_spans(kind, layer.data, folded, windows), MOST_PER_KIND):
            yield kind, span


def _spans(kind: Kind, data: bytes, folded: bytes, windows: Iterable[Span]) -> Iterator[Span]:
    if kind.pattern is None:
        return
    for begin, stop in windows:
        for match in kind.pattern.finditer(data, max(0, begin), stop + kind.reach):
            if match.start() >= stop:
                break
            if not kind.near or _is_near(kind, match.span(), folded):
                yield from _values(kind, match)


def _is_near(kind: Kind, span: Span, folded: bytes) -> bool:
    begin, end = max(0, span[0] - BEFORE), span[1] + BEHIND
    return any(folded.find(word, begin, end) >= 0 for word in kind.near)


def _values(kind: Kind, match: re.Match[bytes]) -> Iterator[Span]:
    group = next(number for number in range(1, len(match.groups()) + 1) if match[number] is not None)
    if kind.many is None:
        yield match.span(group)
        return
    listed = match[group].decode("ascii", "replace")
    for each in kind.many.finditer(listed):
        yield match.start(group) + each.start(), match.start(group) + each.end()


def _windows(kind: Kind, places: dict[bytes, list[int]]) -> Iterator[Span]:
    """Where a match of the kind may begin and hold a gate."""
    stood = [places[gate] for gate in kind.gates if gate in places]
    if not stood:
        return iter(())
    starts = stood[0] if len(stood) == 1 else sorted(place for listed in stood for place in listed)
    return _merged((place - kind.reach, place + 1) for place in starts)


def _stretches(layer: Layer) -> Iterator[Span]:
    """Where a layer can hold what the layer below does not."""
    if layer.changes is None:
        return iter([(0, len(layer.data))])
    far = _farthest()
    return _merged((start - far, end + far) for start, end in layer.changes)


@cache
def _gates() -> Gates:
    return Gates(gate for kind in kinds().values() for gate in kind.gates)


@cache
def _farthest() -> int:
    return max(kind.reach for kind in kinds().values())


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, those that touch as one; none begins before the text."""
    begin = end = -1
    for start, stop in spans:
        if start > end:
            if end >= 0:
                yield max(0, begin), end
            begin = start
        end = max(end, stop)
    if end >= 0:
        yield max(0, begin), end
