"""The places of a page by reading all of its markup, tag by tag: what the quicker reading is held against."""

import bisect

from osint.identifiers.context import ENDS, MARKUP, PLACES, RUNS, _after, _comment_end, is_in_comment
from osint.records import Where


class WholeContext:
    """The places of one page."""

    def __init__(self, page: bytes) -> None:
        """Read the markup once."""
        self._page = page
        self._starts: list[int] = [0]
        self._where: list[Where] = [Where.TEXT]
        self._read(page)

    def at(self, place: int) -> Where:
        """Where an offset stands."""
        number = bisect.bisect_right(self._starts, place) - 1
        where = self._where[number]
        is_comment = where is Where.SCRIPT and is_in_comment(self._page, place, self._starts[number])
        return Where.COMMENT if is_comment else where

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
