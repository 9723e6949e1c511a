"""Escapes undone, and what stood where."""

from hypothesis import given
from hypothesis import strategies as st

from osint.identifiers.escapes import ENTITY, PERCENT, SCRIPT, Style, Undone, plain

PIECES = [
    "&amp;",
    "&#65;",
    "&nosuch;",
    "&#x00041;",
    "%41",
    "%",
    "%zz",
    r"\u0041",
    r"\x4",
    r"\/",
    r"\\n",
    "é",
    "x",
    " ",
    "ab",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map(lambda parts: "".join(parts).encode())
STYLES = st.sampled_from([ENTITY, SCRIPT, PERCENT])


@given(TEXTS, STYLES)
def test_what_lies_between_escapes_stands_in_both_texts(text: bytes, style: Style) -> None:
    step = Undone(text, style)
    assert step.data == plain(text, (style,)) == style.escape.sub(lambda found: style.plain(found[0]), text)
    changed = [found.span() for found in style.escape.finditer(text) if style.plain(found[0]) != found[0]]
    assert step.has_escapes == bool(changed)
    for start, end in changed:
        above = step.place_above(start)
        assert step.data[above:].startswith(style.plain(text[start:end]))
        assert step.place_below(above) == start
    for place in range(len(text)):
        if not any(start <= place < end for start, end in changed):
            above = step.place_above(place)
            assert step.data[above : above + 1] == text[place : place + 1]
            assert step.place_below(above) == place
