"""Where in a page a place stands: in a script, a link, a meta tag, an attribute, the text or a comment.

One linear pass over the markup, done only when there is something to place. It reads tags, quoted values,
comments and the elements whose content is no markup as browsers do (WHATWG HTML, 13.2.5), and never backtracks.
Left out: a script that opens a comment and a second script within itself.
"""

import bisect
import re

from osint.records import Where

# A comment; another thing that browsers drop up to the next ">" (XML's CDATA is kept, for feeds); or a tag to its
# end, where a ">" within a quoted value ends nothing, and what is not closed runs to the end of the page.
MARKUP = re.compile(
    rb"""<(?:(!--)|([!?])(?!\[CDATA\[)|(/?+)([A-Za-z][^\s/>]*+)"""
    rb"""(?:[^>"'=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|)|["'])*+(?:>|\Z))"""
)
COMMENT_ENDS = re.compile(rb"--!?>")
ENDS = {
    name: re.compile(b"</" + b"".join(b"[%c%c]" % (each, each - 32) for each in name) + rb"(?=[\s/>])")
    for name in (b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes")
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


class Context:
    """The places of one page."""

    def __init__(self, page: bytes) -> None:
        """Read the markup once."""
        self._starts: list[int] = [0]
        self._where: list[Where] = [Where.TEXT]
        self._read(page)

    def at(self, place: int) -> Where:
        """Where an offset stands."""
        return self._where[bisect.bisect_right(self._starts, place) - 1]

    def _read(self, page: bytes) -> None:
        found = MARKUP.search(page)
        while found is not None:
            start, place = found.span()
            comment, dropped, slash, named = found.groups()
            if comment or dropped:
                place = _comment_end(page, place) if comment else _after(page, b">", place)
                self._mark(start, place, Where.COMMENT)
            elif not slash:  # what an end tag bears is nobody's
                name = named.lower()
                self._mark(start, place, PLACES.get(name, Where.ATTRIBUTE))
                place = self._content(page, name, place)
            found = MARKUP.search(page, place)

    def _content(self, page: bytes, name: bytes, place: int) -> int:
        """Where markup is read again: behind the content of an element in which there is none."""
        if name not in ENDS:
            return place
        end = ENDS[name].search(page, place)
        inside = end.start() if end else len(page)
        if name in RUNS:
            self._mark(place, inside, Where.SCRIPT)
        return inside

    def _mark(self, start: int, end: int, where: Where) -> None:
        if self._starts[-1] == start:
            self._where[-1] = where
        else:
            self._starts.append(start)
            self._where.append(where)
        self._starts.append(end)
        self._where.append(Where.TEXT)


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
