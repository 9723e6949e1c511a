"""The notes of a link's rows, known again by the form in which the weighing writes them.

Rows carry their reasons in English: kept derivations and packages hold them so. A language tells a note by its form (the
table ``notes`` of ``en.toml``) and by what stands in its places.
"""

import re
from collections.abc import Mapping
from functools import cache

LEFT_OUT = "left out: "  # as links/worth.py writes it
# What may stand in a place of a note.
PLACES = {
    "number": r"[0-9][0-9,.]*",
    "day": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "site": r"[^\s;]+",
    "words": r"[^;]+?",
}
PLACE = re.compile(r"\{(\w+):(\w+)\}")

Clause = tuple[str, Mapping[str, str]]  # the name of a note's form, and what stands in its places


def clauses(note: str, forms: Mapping[str, str]) -> list[Clause] | None:
    """The clauses of a note, which stand one after the other with semicolons between; none where one is not known.

    ``forms`` are those of the English table, with ``{place:what}`` for what changes.
    """
    found: list[Clause] = []
    rest = note
    while rest:
        known = [(name, match) for name, form in forms.items() if (match := _pattern(form).match(rest))]
        if not known:
            return None
        name, match = max(known, key=lambda each: each[1].end())  # a form may hold a semicolon itself
        found.append((name, match.groupdict()))
        rest = rest[match.end() :]
    return found


def places(form: str) -> dict[str, str]:
    """The places of a form, with what may stand there."""
    return dict(PLACE.findall(form))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """A form as a pattern that ends with the note or before a further clause."""
    parts = PLACE.split(form)  # text, place, what, text, …
    pattern = re.escape(parts[0])
    for place, what, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        pattern += f"(?P<{place}>{PLACES[what]}){re.escape(text)}"
    return re.compile(rf"{pattern}(?:; |\Z)")
