"""What stands near escapes in a text, once those are undone: all that can hold a match which the text itself hides.

Of a page little stands near escapes. An extract holds that, and tells where its bytes stand in the whole text with
its escapes undone, and in the text as it was.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import accumulate
from typing import Protocol

from osint.identifiers.escapes import CHAINS, Undone


class Extract(Protocol):
    """What stands near escapes."""

    @property
    def data(self) -> bytes:
        """Its bytes: the parts of a text, one behind the other."""

    def touches(self, begin: int, stop: int) -> bool:
        """Whether an escape of each style stood between two of its offsets."""

    def above(self, place: int) -> int:
        """The offset in the whole text with its escapes undone of an offset here."""

    def below(self, place: int) -> int:
        """The offset in the text with its escapes of an offset here; within an escape, its beginning."""


class Near:
    """What stands near the escapes of one style."""

    def __init__(self, undone: Undone, margin: int) -> None:
        """Take so many bytes round each escape."""
        self.undone = undone
        self._spans = undone.near(margin) if undone.has_escapes else [(0, 0)]
        self._starts = list(accumulate((end - start for start, end in self._spans), initial=0))
        self.data = b"".join([undone.data[start:end] for start, end in self._spans])

    def touches(self, begin: int, stop: int) -> bool:
        """Whether an escape stood between two offsets here, or right at them."""
        starts, ends = self.undone.escapes
        number = bisect_right(starts, self.above(stop)) - 1
        return number >= 0 and ends[number] >= self.above(begin)

    def above(self, place: int) -> int:
        """The offset in the whole text without escapes of an offset here."""
        number = min(max(0, bisect_right(self._starts, place) - 1), len(self._spans) - 1)
        return max(0, self._spans[number][0] + place - self._starts[number])

    def below(self, place: int) -> int:
        """The offset in the text with its escapes of an offset here."""
        return self.undone.place_below(self.above(place))


class NearBoth:
    """What stands near escapes of one style that were themselves escaped in another, and near those."""

    def __init__(self, first: Near, undone: Undone, margin: int) -> None:
        """Take so many bytes round each escape that was undone in what stands near escapes of the first style."""
        self._first = first
        self._second = Near(undone, margin)
        self.data = self._second.data

    def touches(self, begin: int, stop: int) -> bool:
        """Whether escapes of both styles stood between two offsets here."""
        return self._second.touches(begin, stop) and self._first.touches(
            self._second.below(begin), self._second.below(stop)
        )

    def above(self, place: int) -> int:
        """The offset in the whole text with both undone."""
        return self._whole.place_above(self._first.above(self._second.below(place)))

    def below(self, place: int) -> int:
        """The offset in the text with all its escapes."""
        return self._first.below(self._second.below(place))

    @cached_property
    def _whole(self) -> Undone:
        return Undone(self._first.undone.data, self._second.undone.style)


def extracts(text: bytes, margins: Sequence[int]) -> Iterator[tuple[tuple[str, ...], Sequence[Extract]]]:
    """What stands near escapes of each style, and of those over one another, with the names of what was undone.

    For each margin one extract, in order; where nothing stands near, it is empty.
    """
    undone = cache(partial(Undone, text))
    for first, *then in CHAINS:
        names = tuple(style.name for style in (first, *then))
        if not undone(first).has_escapes:
            continue
        if not then:
            yield names, [Near(undone(first), margin) for margin in margins]
            continue
        widest = Near(undone(first), max(margins))
        again = Undone(widest.data, then[0])
        if again.has_escapes:
            yield names, [NearBoth(widest, again, margin) for margin in margins]
