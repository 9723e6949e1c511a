"""A jurisdiction: how its courts number exhibits, and what they ask of one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Court:
    """One jurisdiction. Nothing here is legal advice: ``lawyer`` stays empty until one has signed it off."""

    name: str  # as on the command line
    title: str
    language: str  # BCP 47
    numbering: str  # with {n}: how an exhibit is numbered
    time_zone: str  # IANA: local time beside UTC
    asks: tuple[str, ...]  # what an exhibit must show, or what must come with it
    third_party: str  # the step that lifts its weight
    rules: tuple[str, ...]  # which rules these are, with their source
    checked: str  # the day on which the sources were read
    lawyer: str = ""

    def exhibit(self, number: int) -> str:
        """An exhibit's number as this court writes it."""
        return self.numbering.format(n=number)
