"""Escapes undone: what stood where, and where a text may be cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint.identifiers.escapes import CHAINS, ENTITY, PERCENT, SCRIPT, WIDEST, Style, edge, plain, undone

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


@given(TEXTS, st.integers(0, 60))
def test_a_text_cut_at_an_edge_is_undone_in_two_parts_as_in_one(text: bytes, place: int) -> None:
    cut = edge(text, place)
    assert 0 <= cut <= max(0, min(place, len(text)))
    for chain in CHAINS[:3]:
        assert plain(text[:cut], chain) + plain(text[cut:], chain) == plain(text, chain)


@pytest.mark.parametrize("style", [ENTITY, SCRIPT, PERCENT], ids=lambda style: style.name)
def test_no_escape_is_longer_than_the_widest(style: Style) -> None:
    longest = {
        "entity": b"&#x10ffff;",
        "js-string": b"\\\\\\\\ud83d\\\\\\\\ude00",
        "percent": b"%41",
    }[style.name]
    assert style.escape.fullmatch(longest)
    assert len(longest) <= WIDEST
