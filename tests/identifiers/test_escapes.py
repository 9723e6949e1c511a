"""Escapes undone, and what stood where."""

from hypothesis import given
from hypothesis import strategies as st

from osint.identifiers.escapes import ENTITY, PERCENT, SCRIPT, Style, plain, undone

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
    step = undone(text, style)
    assert step.data == plain(text, (style,))
    for (start, end), (was_start, was_end) in zip(step.above, step.below, strict=True):
        assert style.plain(text[was_start:was_end]) == step.data[start:end]
    for place in range(len(text)):
        if not any(start <= place < end for start, end in step.below):
            above = step.place_above(place)
            assert step.data[above : above + 1] == text[place : place + 1]
            assert step.place_below(above) == place
