"""A row of a link while it is weighed, with its range; and what makes it worth less."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from osint.records import Evidence, Ratio

Owners = Callable[[str, str, str], int]  # value, site, site → independent groups that bear it
NOTHING = Ratio(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with the lowest and the highest bits that it may be worth."""

    evidence: Evidence
    worth: Ratio

    @property
    def bits(self) -> int:
        """What it counts."""
        return self.evidence.bits

    def valued(self, worth: Ratio, note: str) -> "Row":
        """The same row with other bits and a further word of reason."""
        return Row(replace(self.evidence, bits=worth.mid, note=self.evidence.note + note), worth)

    def read_in(self, exchanges: tuple[str, ...]) -> "Row":
        """The same row with the exchanges in which its value was read."""
        told = self.evidence
        return Row(
            Evidence(told.kind, told.value, told.family, told.bits, told.owners, exchanges, told.note),
            self.worth,
        )

    def left_out(self, why: str) -> "Row":
        """The same row, counting nothing."""
        return Row(replace(self.evidence, bits=0, note=f"left out: {why}"), NOTHING)


def rarer(worth: Ratio, owners: int, alpha: int) -> Ratio:
    """The bits that are left when several independent groups bear the value, the pair's own among them.

    The rate at which strangers bear a value is taken to follow a gamma law of shape ``alpha`` (thousandths): after
    some strangers were seen with it, it is (alpha + strangers) / alpha times what it was before.
    """
    strangers = max(0, owners - 1) * 1000
    return lessened(worth, round(1000 * math.log2((alpha + strangers) / alpha)))


def lessened(worth: Ratio, less: int) -> Ratio:
    """What a row is worth, so many thousandths of a bit less, and never less than nothing."""
    return Ratio(max(0, worth.low - less), max(0, worth.mid - less), max(0, worth.high - less))


def scaled(worth: Ratio, share: int) -> Ratio:
    """A share, in thousandths, of what a row is worth."""
    return Ratio(worth.low * share // 1000, worth.mid * share // 1000, worth.high * share // 1000)


def capped(worth: Ratio, most: int) -> Ratio:
    """What a row is worth, and no more than so many thousandths of a bit."""
    return Ratio(min(most, worth.low), min(most, worth.mid), min(most, worth.high))
