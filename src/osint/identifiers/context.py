"""Where in a page a place stands: in a script, a link, a meta tag, an attribute, the text or a comment.

One linear pass over the markup, done only when there is something to place. It reads markup as browsers do
where that matters (a script ends at ``</script``, a comment at ``-->``), and never backtracks.
"""

import bisect
import re

from osint.records import Where

# The next thing that opens: a comment, or a tag with a name.
OPENS = re.compile(rb"<(?:!--|([A-Za-z][A-Za-z0-9:-]{0,30}))")
ENDS = {
    name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.IGNORECASE)
    for name in (b"script", b"style", b"textarea")
}
PLACES = {
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
        place = 0
        while (found := OPENS.search(page, place)) is not None:
            start = found.start()
            if found[1] is None:
                place = _after(page, b"-->", found.end())
                self._mark(start, place, Where.COMMENT)
                continue
            name = found[1].lower()
            place = _after(page, b">", found.end())
            self._mark(start, place, PLACES.get(name, Where.SCRIPT if name == b"script" else Where.ATTRIBUTE))
            if name in ENDS:
                end = ENDS[name].search(page, place)
                inside = end.start() if end else len(page)
                if name != b"textarea":
                    self._mark(place, inside, Where.SCRIPT)
                place = inside

    def _mark(self, start: int, end: int, where: Where) -> None:
        if self._starts[-1] == start:
            self._where[-1] = where
        else:
            self._starts.append(start)
            self._where.append(where)
        self._starts.append(end)
        self._where.append(Where.TEXT)


def _after(page: bytes, mark: bytes, start: int) -> int:
    """The offset after the next mark, or the page's end."""
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)
