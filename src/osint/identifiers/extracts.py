"""What stands near escapes in a text, once those are undone: all that can hold a match which the text itself hides.

Of a page little stands near escapes. An extract holds that, and tells where its bytes stand in the whole text with
its escapes undone, and in the text as it was.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Protocol

from osint.identifiers.escapes import CHAINS, Style, Undone


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

    def __init__(self, text: bytes, style: Style, margin: int) -> None:
        """Take so many bytes round each escape."""
        self.undone = Undone(text, style)
        self.has_escapes = self.undone.has_escapes
        self.data, self._bounds = self.undone.near(margin) if self.has_escapes else (b"", [0])
        self._margin = margin

    @cached_property
    def _escapes(self) -> list[int]:
        """Where each escape began."""
        return self._bounds[1:-1:2]

    def touches(self, begin: int, stop: int) -> bool:
        """Whether an escape stood between two offsets here, or right at them."""
        number = bisect_right(self._escapes, stop) - 1
        return number >= 0 and self._bounds[2 * number + 2] >= begin

    def above(self, place: int) -> int:
        """The offset in the whole text without escapes of an offset here."""
        number = bisect_right(self._bounds, place) - 1
        into, whole = place - self._bounds[number], self.undone.above
        is_between = number % 2 == 0 and number < len(whole) - 2  # of the last part the beginning is kept
        if is_between and (number == 0 or into >= self._margin):
            return whole[number + 1] - (self._bounds[number + 1] - place)
        return whole[number] + into

    def below(self, place: int) -> int:
        """The offset in the text with its escapes of an offset here."""
        return self.undone.place_below(self.above(place))


class NearBoth:
    """What stands near escapes of one style that were themselves escaped in another, and near those."""

    has_escapes: bool

    def __init__(self, first: Near, style: Style, margin: int) -> None:
        """Undo a second style in what stands near escapes of the first."""
        self._first, self._style = first, style
        self._second = Near(first.data, style, margin)
        self.has_escapes = self._second.has_escapes
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
        return Undone(self._first.undone.data, self._style)


def extracts(text: bytes, margin: int) -> Iterator[tuple[tuple[str, ...], Extract]]:
    """What stands near escapes of each style, and of those over one another, with the names of what was undone."""
    for chain in CHAINS:
        near: Near | NearBoth = Near(text, chain[0], margin)
        if len(chain) > 1 and isinstance(near, Near) and near.has_escapes:
            near = NearBoth(near, chain[1], margin)
        if near.has_escapes:
            yield tuple(style.name for style in chain), near
