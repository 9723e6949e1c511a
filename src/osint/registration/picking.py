"""One value out of the lines that state it: the first that holds something, in the letters that are asked for."""

import re
from collections.abc import Sequence

from osint.records import Disclosure
from osint.registration.lines import Line
from osint.registration.privacy import disclosure_of
from osint.registration.record import Value
from osint.registration.servers import tables

LINK = re.compile(r"https?://[^\s<>\"')\]]{3,200}")


def first(lines: Sequence[Line]) -> Line | None:
    """The first line that holds something."""
    return next((line for line in lines if line.value), None)


def text(lines: Sequence[Line]) -> str:
    """What a field states, as far as it names something; a link counts as that."""
    line = first(lines)
    return (
        line.value
        if line and disclosure_of(line.value) is Disclosure.DISCLOSED
        else line.value
        if line and LINK.match(line.value)
        else ""
    )


def value(line: Line) -> Value:
    """A line's value with its place and how it came to be seen."""
    return Value(line.value, disclosure_of(line.value), line.start, line.end)


def latin(lines: Sequence[Line], top: str) -> list[Line]:
    """The values in Latin letters first, where a registry answers in two languages."""
    is_asked = top in tables()["latin_first"]["tlds"]
    return sorted(lines, key=lambda line: not line.value.isascii()) if is_asked else list(lines)
