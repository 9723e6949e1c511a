"""Many phrases looked for in one text: a phrase is only tried where its plain letters stand in the text at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FLAGS = re.IGNORECASE | re.MULTILINE


@dataclass(frozen=True, slots=True)
class Phrases:
    """Regular expressions, without case, each with letters that no match of it is without (empty: not known)."""

    each: tuple[tuple[str, re.Pattern[str]], ...]

    def search(self, text: str) -> re.Match[str] | None:
        """The match that begins first."""
        low = text.lower()
        found = [match for letters, phrase in self.each if letters in low and (match := phrase.search(text))]
        return min(found, key=lambda match: match.start()) if found else None


def phrases(listed: Iterable[str]) -> Phrases:
    """Phrases of their regular expressions; an alternative that stands by itself becomes a phrase of its own."""
    parts = [part for text in listed for part in _alternatives(text)]
    return Phrases(tuple((letters(part), re.compile(part, FLAGS)) for part in parts))


def letters(pattern: str) -> str:
    """The longest run of letters, in lower case, that every match of a pattern has; empty text where none is known.

    Groups, classes and what a quantifier makes optional are passed over: what is left must stand in the text.
    """
    runs, place = [""], 0
    while place < len(pattern):
        char, step = pattern[place], 1
        if char == "|":
            return ""
        if char == "\\":
            step = 2
            runs = (
                [*runs, ""] if pattern[place + 1].isalnum() else [*runs[:-1], runs[-1] + pattern[place + 1]]
            )
        elif char in "([":
            step = _closed(pattern, place) - place
            runs.append("")
        elif char in "?*{":
            step = pattern.index("}", place) - place + 1 if char == "{" else 1
            runs = [*runs[:-1], runs[-1][:-1], ""]
        elif char in ".^$+":
            runs.append("")
        else:
            runs[-1] += char
        place += step
    return max(runs, key=len).lower()


def _alternatives(pattern: str) -> list[str]:
    """A pattern's alternatives where the bars stand outside of its groups."""
    parts, start, place = [], 0, 0
    while place < len(pattern):
        if pattern[place] in "([":
            place = _closed(pattern, place)
            continue
        if pattern[place] == "|":
            parts.append(pattern[start:place])
            start = place + 1
        place += 2 if pattern[place] == "\\" else 1
    return [*parts, pattern[start:]]


def _closed(pattern: str, place: int) -> int:
    """The place behind the group or class that begins here."""
    if pattern[place] == "[":
        end = place + 1 + (pattern[place + 1] == "^")
        end += pattern[end] == "]"  # a bracket that comes first is a letter of the class
        while pattern[end] != "]":
            end += 2 if pattern[end] == "\\" else 1
        return end + 1
    place += 1
    while pattern[place] != ")":
        place = _closed(pattern, place) if pattern[place] in "([" else place + 1 + (pattern[place] == "\\")
    return place + 1
