"""Where in a page a place stands: in a script, a link, a meta tag, an attribute, the text or a comment.

The markup is read as browsers read it (WHATWG HTML, 13.2.5), but only round the places that are asked for: what
opens a comment, a script or another element without markup is visited in order, and of the rest only the tag
that a place stands in. A "<" or ">" that may stand within a quoted value is never trusted: there the tags are
read from the last sure place on. Nothing backtracks.
A comment of a script is told by how it begins, its text is not read: what stands behind "//" or "/*" within
quotes, or behind other code without a blank, is none.
Left out: a script that opens a comment and a second script within itself.
"""

import bisect
import re
from collections.abc import Sequence

from osint.records import Where

# A comment; another thing that browsers drop up to the next ">" (XML's CDATA is kept, for feeds); or a tag to its
# end, where a ">" within a quoted value ends nothing, and what is not closed runs to the end of the page.
MARKUP = re.compile(
    rb"""<(?:(!--)|([!?])(?!\[CDATA\[)|(/?+)([A-Za-z][^\s/>]*+)"""
    rb"""(?:[^>"'=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|)|["'])*+(?:>|\Z))"""
)
NAMES = (b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes")
# What opens something that is no markup: the literals, in lower case, that one pass over a page looks for.
OPENINGS = (b"<!", b"<?", *(b"<" + name for name in NAMES))
OPENING = re.compile(b"<(?:[!?]|" + b"|".join(NAMES) + b")", re.IGNORECASE)
COMMENT_ENDS = re.compile(rb"--!?>")
ENDS = {
    name: re.compile(b"</" + b"".join(b"[%c%c]" % (each, each - 32) for each in name) + rb"(?=[\s/>])")
    for name in NAMES
}
RUNS = frozenset({b"script", b"style"})
PLACES = {
    b"script": Where.SCRIPT,
    b"meta": Where.META,
    b"a": Where.LINK,
    b"link": Where.LINK,
    b"area": Where.LINK,
    b"iframe": Where.LINK,
}
TAG = re.compile(rb"</?+[A-Za-z]")
BLANKS = b" \t\r\n\f"
EQUALS = 0x3D
LONGEST_COMMENT, LONGEST_LINE = 64 * 1024, 4096  # bytes: of a comment, and before a place in its line
MOST_SLASHES = 16  # of one line that are looked at
BEFORE_COMMENTS = b" \t\r\n;{}(),"
QUOTES = (b'"', b"'", b"`")


class Context:
    """The places of one page."""

    def __init__(self, page: bytes, openings: Sequence[int] | None = None) -> None:
        """Ready to be asked; ``openings`` are the offsets, in order, at which ``OPENING`` matches, if known."""
        self._page = page
        self._openings = [found.start() for found in OPENING.finditer(page)] if openings is None else openings
        self._next = 0  # the opening to be visited next
        self._sure = [0]  # offsets at which markup is read, in order
        self._starts: list[int] = [0]  # where what is no markup begins and ends, and what it is
        self._where: list[Where | None] = [None]
        # The last markup that was read: many values may stand in one tag, and an unclosed one ends with the page.
        self._read_at: tuple[int, re.Match[bytes] | None] = -1, None
        self._over: re.Match[bytes] | None = None

    def at(self, place: int) -> Where:
        """Where an offset stands."""
        while self._next < len(self._openings) and self._openings[self._next] <= place:
            self._visit(self._openings[self._next])
            self._next += 1
        number = bisect.bisect_right(self._starts, place) - 1
        where = self._where[number]
        if where is Where.SCRIPT and is_in_comment(self._page, place, self._starts[number]):
            return Where.COMMENT
        return where or self._in_markup(place)

    def _visit(self, opening: int) -> None:
        """Note what an opening opens, if it stands in markup at all."""
        sure = self._sure[-1]
        if opening < sure:
            return
        if not self._is_plain(opening, sure):
            opening = self._tag_over(opening, sure)
        found = self._markup_at(opening)
        if found is not None:
            self._note(found)

    def _note(self, found: re.Match[bytes]) -> None:
        """Where an opening's element, comment or declaration ends, and what stands in it."""
        start, end = found.span()
        comment, dropped, slash, named = found.groups()
        if comment or dropped:
            end = _comment_end(self._page, end) if comment else _after(self._page, b">", end)
            self._mark(start, end, Where.COMMENT)
        elif not slash:
            self._mark(start, end, PLACES.get(named.lower(), Where.ATTRIBUTE))
            end = self._content(named.lower(), end)
        self._is_sure_at(end)

    def _content(self, name: bytes, place: int) -> int:
        """Where markup is read again: behind the content of an element in which there is none."""
        if name not in ENDS:
            return place
        end = ENDS[name].search(self._page, place)
        inside = end.start() if end else len(self._page)
        self._mark(place, inside, Where.SCRIPT if name in RUNS else Where.TEXT)
        return inside

    def _in_markup(self, place: int) -> Where:
        """Where a place stands between the elements that hold no markup."""
        sure = self._sure[bisect.bisect_right(self._sure, place) - 1]
        opening = self._tag_before(place + 1, sure)
        if opening < 0:
            self._is_sure_at(place)
            return Where.TEXT
        if not self._is_plain(opening, sure):
            opening = self._tag_over(place, sure)
        found = self._markup_at(opening)
        if found is None:
            return Where.TEXT
        self._is_sure_at(found.end())
        if found.end() <= place or found[3] or not found[4]:
            return Where.TEXT
        return PLACES.get(found[4].lower(), Where.ATTRIBUTE)

    def _markup_at(self, opening: int) -> re.Match[bytes] | None:
        """The markup that begins at an offset."""
        if self._read_at[0] != opening:
            self._read_at = opening, MARKUP.match(self._page, opening)
        return self._read_at[1]

    def _tag_before(self, place: int, sure: int) -> int:
        """The last "<" from a sure offset to before a place with which a tag can begin, or -1."""
        opening = self._page.rfind(b"<", sure, place)
        while opening >= 0 and not TAG.match(self._page, opening):
            opening = self._page.rfind(b"<", sure, opening)
        return opening

    def _is_plain(self, opening: int, sure: int) -> bool:
        """Whether it is certain that an offset stands in no tag, markup being read at ``sure``."""
        closing = self._page.rfind(b">", sure, opening)
        if self._tag_before(opening, max(sure, closing)) >= 0:
            return False
        return closing < 0 or not any(self._may_quote(quote, closing, sure) for quote in (b'"', b"'"))

    def _may_quote(self, quote: bytes, place: int, sure: int) -> bool:
        """Whether an offset may stand within a quoted value: the last quote before it stands behind a "="."""
        last = self._page.rfind(quote, sure, place) - 1
        while last >= sure and self._page[last] in BLANKS:
            last -= 1
        return last >= sure and self._page[last] == EQUALS

    def _tag_over(self, place: int, sure: int) -> int:
        """The beginning of the tag that a place stands in, or the place: tags are read from a sure offset on."""
        found = self._over
        if found is None or not sure <= found.start() <= place < found.end():
            found = MARKUP.search(self._page, sure)
        while found is not None and found.end() <= place:
            self._is_sure_at(found.end())
            found = MARKUP.search(self._page, found.end())
        self._over = found
        return place if found is None or found.start() > place else found.start()

    def _is_sure_at(self, place: int) -> None:
        """Markup is read at this offset."""
        if place > self._sure[-1]:
            self._sure.append(place)
        elif self._sure[bisect.bisect_right(self._sure, place) - 1] != place:
            bisect.insort(self._sure, place)

    def _mark(self, start: int, end: int, where: Where) -> None:
        if self._starts[-1] == start:
            self._where[-1] = where
        else:
            self._starts.append(start)
            self._where.append(where)
        self._starts.append(end)
        self._where.append(None)


def is_in_comment(script: bytes, place: int, start: int = 0) -> bool:
    """Whether a place in a script, or a style sheet, that starts at an offset stands in one of its comments."""
    start = max(start, place - LONGEST_COMMENT)
    opened = script.rfind(b"/*", start, place)
    if opened >= 0 and script.find(b"*/", opened + 2, place) < 0 and _begins(script, opened, start):
        return True
    start = max(start, place - LONGEST_LINE)
    line = max(script.rfind(b"\n", start, place), script.rfind(b"\r", start, place), start - 1) + 1
    slashes = script.rfind(b"//", line, place)
    for _ in range(MOST_SLASHES):
        if slashes < 0:
            return False
        if _begins(script, slashes, line) and not any(
            script.count(each, line, slashes) % 2 for each in QUOTES
        ):
            return True
        slashes = script.rfind(b"//", line, slashes)
    return False


def _begins(script: bytes, comment: int, start: int) -> bool:
    """Whether something can begin here that is no part of an address, a string or a pattern."""
    return comment == start or script[comment - 1] in BEFORE_COMMENTS


def _comment_end(page: bytes, place: int) -> int:
    """The offset after a comment that opened before a place, or the page's end."""
    for at_once in (b">", b"->"):
        if page.startswith(at_once, place):
            return place + len(at_once)
    found = COMMENT_ENDS.search(page, place)
    return found.end() if found else len(page)


def _after(page: bytes, mark: bytes, start: int) -> int:
    """The offset after the next mark, or the page's end."""
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)
