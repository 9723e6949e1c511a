"""A jurisdiction: how its courts number exhibits, what they ask of one, and on what page it stands."""

from dataclasses import dataclass

HAN = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper and its margins, in millimetres."""

    paper: str = "a4"  # as Typst names it
    top: int = 25
    bottom: int = 25
    left: int = 20
    right: int = 20


@dataclass(frozen=True, slots=True)
class Court:
    """One jurisdiction. Nothing here is legal advice: ``lawyer`` stays empty until one has signed it off."""

    name: str  # as on the command line
    title: str
    language: str  # BCP 47
    numbering: str  # with {n}: how an exhibit is numbered
    part_numbering: (
        str  # with {n} and {m}: how a part of an exhibit is numbered, one site's showing of a fact
    )
    time_zone: str  # IANA: local time beside UTC
    asks: tuple[str, ...]  # what an exhibit must show, or what must come with it
    third_party: str  # the step that lifts its weight
    rules: tuple[str, ...]  # which rules these are, with their source
    checked: str  # the day on which the sources were read
    page: Page = Page()
    counts_in_han: bool = False  # 证据一, not 证据1
    lawyer: str = ""

    def exhibit(self, number: int) -> str:
        """An exhibit's number as this court writes it."""
        return self.numbering.format(n=self._number(number))

    def part(self, number: int, part: int) -> str:
        """The number of a part of an exhibit as this court writes it."""
        return self.part_numbering.format(n=self._number(number), m=self._number(part))

    def _number(self, number: int) -> str:
        return in_han(number) if self.counts_in_han else str(number)


def in_han(number: int) -> str:
    """A number from 1 to 9999 as Chinese counts it: 12 is 十二, 105 is 一百零五; a larger one in digits."""
    if not 0 < number < 10_000:
        return str(number)
    made, is_gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            made += ("零" if is_gap and made else "") + HAN[digit] + unit
        is_gap = not digit
    return made[1:] if made.startswith("一十") else made
