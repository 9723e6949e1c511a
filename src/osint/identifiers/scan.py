"""The identifiers in a text or in an answer: every kind, through all layers, each with its place."""

import re
from collections.abc import Iterable, Iterator

from osint.identifiers.context import Context, is_in_comment
from osint.identifiers.extracts import Extract, extracts
from osint.identifiers.layers import Layer, mailboxes, recoded, uncoded
from osint.identifiers.prose import is_cited
from osint.identifiers.windows import Match, automaton, margins, matches, undone_matches
from osint.records import Find, Where

TELLS_OF_OTHERS = (
    b"article",
    b"blockquote",
)  # elements in which a payee is somebody's whom the text is about
FAR = 64 * 1024  # bytes before a place in which such an element is looked for
BESIDE = 96  # bytes of text without its tags
TAG = re.compile(rb"<[^<>]{0,200}>")
SCRIPT_TYPE = re.compile(rb"(?im)^content-type[ \t]*:[^\r\n]*(?:java|ecma)script")

Known = set[tuple[str, str]]


def scan(data: bytes, *, path: tuple[str, ...] = ("body",), where: Where | None = None) -> list[Find]:
    """The identifiers in a text, in the order in which they stand.

    ``where`` says where all of it stands (a header, a file, DNS); without it the text is read as markup.
    """
    return _Text(Layer(path, data), where).finds()


def scan_page(data: bytes, *, where: Where | None = None) -> list[Find]:
    """The identifiers in a page or another text, through all its layers: charset, entities, escapes, masked mail.

    It is read as markup, unless ``where`` says where all of it stands; each value is given once, at its first layer.
    """
    if where is None:
        return scan_reply(b"Content-Type: text/html\r\n\r\n", data)
    known: Known = set()
    found: list[Find] = []
    for finds in _Text(Layer(("body",), data), where).in_turn(known):
        first = _first_places(finds)
        found += first
        known.update((find.kind, find.value) for find in first)
    return found


def scan_reply(head: bytes, body: bytes) -> list[Find]:
    """The identifiers in an HTTP answer, through all its layers; each value once at its first layer.

    A value that stands several times in one layer is given at its first place there, and again where it
    stands elsewhere (a comment and a script are two places).
    """
    where = None if is_markup(head, body) else Where.FILE
    is_script = SCRIPT_TYPE.search(head) is not None
    coding = uncoded(head, body)
    text = recoded(head, coding)
    found: list[Find] = []
    known: Known = set()
    for layer in (coding, text) if text is not None else (coding,):
        page = _Text(layer, where, is_script=is_script)
        is_last = layer is not coding or text is None
        for finds in page.in_turn(known) if is_last else (page.finds(known),):
            first = _first_places(finds)
            found += first
            known.update((find.kind, find.value) for find in first)
    return found


def is_markup(head: bytes, body: bytes) -> bool:
    """Whether an answer is read as HTML or XML: by its declared type, else by its first bytes."""
    declared = re.search(rb"(?im)^content-type[ \t]*:[ \t]*([a-z0-9/+.-]+)", head)
    if declared:
        return any(word in declared[1].lower() for word in (b"html", b"xml", b"svg"))
    return b"<" in body[:1024]


class _Text:
    """One text: what stands in it is sighted once, and its markup is read when it is asked for."""

    def __init__(self, layer: Layer, where: Where | None, *, is_script: bool = False) -> None:
        self._layer = layer
        self._is_script = is_script
        self._where = where
        self._seen = automaton().sight(layer.data)
        self._context: Context | None = None

    def finds(self, known: Iterable[tuple[str, str]] = ()) -> list[Find]:
        """What stands here as it is, beyond what is known."""
        return self._made(matches(self._layer.data, self._seen), None, self._layer.path, known)

    def in_turn(self, known: Known) -> Iterator[list[Find]]:
        """What stands here as it is, then what stands here once escapes are undone, style by style.

        What becomes known meanwhile is not given again.
        """
        yield self.finds(known)
        data, path = self._layer.data, self._layer.path
        for names, near in extracts(data, margins()):
            found = [
                find
                for ring, extract in enumerate(near)
                for find in self._made(undone_matches(extract, ring), extract, (*path, *names), known)
            ]
            yield sorted(found, key=_place)
        if self._seen.has_mailboxes:
            for layer in mailboxes(self._layer):
                yield scan(layer.data, path=layer.path, where=Where.ATTRIBUTE)

    def _made(
        self,
        found: Iterable[Match],
        extract: Extract | None,
        path: tuple[str, ...],
        known: Iterable[tuple[str, str]],
    ) -> list[Find]:
        """Finds of what is valid and may stand where it does, in order; an extract tells its place in the page."""
        values: dict[tuple[str, bytes], str] = {}
        new: list[tuple[int, Match, str]] = []
        for match in found:
            key = match.kind.name, match.raw
            if key not in values:
                values[key] = match.kind.read(match.raw.decode("utf-8", "replace"))
            if values[key] and (match.kind.name, values[key]) not in known:
                place = match.start if extract is None else extract.below(match.start)
                new.append((place, match, values[key]))
        finds = []
        for place, match, value in sorted(new, key=lambda each: each[0]):
            where = self._at(place)
            if where in match.kind.where:
                start = match.start if extract is None else extract.above(match.start)
                finds.append(
                    match.kind.made(
                        value,
                        match.raw.decode("utf-8", "replace"),
                        path=path,
                        span=(start, start + len(match.raw)),
                        where=where,
                        is_offered=self._is_offered(match, place, where),
                    )
                )
        return sorted(finds, key=_place)

    def _is_offered(self, match: Match, place: int, where: Where) -> bool | None:
        """Whether the page presents a value as its own (a word right beside it says so) or writes of others'."""
        if where is Where.LINK and match.kind.quotable and is_cited(self._layer.data, place):
            return False
        if where is not Where.TEXT or not match.kind.offered:
            return None
        data, end = self._layer.data, place + len(match.raw)
        if any(_is_within(data, place, element) for element in TELLS_OF_OTHERS):
            return None
        before = TAG.sub(b" ", data[max(0, place - 4 * BESIDE) : place])[-BESIDE:]
        behind = TAG.sub(b" ", data[end : end + 4 * BESIDE])[: BESIDE // 2]
        beside = before.lower() + b" " + match.raw.lower() + b" " + behind.lower()
        return True if any(word in beside for word in match.kind.offered) else None

    def _at(self, place: int) -> Where:
        if self._where is Where.FILE and self._is_script and is_in_comment(self._layer.data, place):
            return Where.COMMENT
        if self._where is not None:
            return self._where
        if self._context is None:
            self._context = Context(self._layer.data, self._seen.openings)
        return self._context.at(place)


def _place(find: Find) -> tuple[int, int, str, str]:
    return find.start, find.end, find.kind, find.value


def _is_within(page: bytes, place: int, element: bytes) -> bool:
    """Whether an element that opened before a place, and not far from it, is open there."""
    first = max(0, place - FAR)
    return page.rfind(b"<" + element, first, place) > page.rfind(b"</" + element, first, place)


def _first_places(finds: list[Find]) -> list[Find]:
    first: dict[tuple[str, str, Where], Find] = {}
    for find in finds:
        first.setdefault((find.kind, find.value, find.where), find)
    return list(first.values())
