"""What stands near escapes holds every match that they hide, and tells where its bytes stand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osint.identifiers import kinds
from osint.identifiers.escapes import CHAINS, plain
from osint.identifiers.extracts import extracts
from osint.identifiers.sights import far
from osint.identifiers.windows import automaton, margins, reader, undone_matches

FOUND_IN_TEXT = [number for number, kind in enumerate(kinds().values()) if kind.expression]
PIECES = st.sampled_from(
    ["&amp;", "&#47;", "&nosuch;", "%2F", "%", r"\/", r"\u002f", r"\\", "x" * 30, "<p>", "é", "ab ", "&quot;"]
)
MARGIN = 8


@given(st.lists(PIECES, max_size=14).map(lambda parts: "".join(parts).encode()))
def test_its_bytes_are_those_of_the_whole_text_with_its_escapes_undone(text: bytes) -> None:
    whole = {tuple(style.name for style in chain): plain(text, chain) for chain in CHAINS}
    for names, (extract,) in extracts(text, [MARGIN]):
        for place in range(len(extract.data)):
            assert 0 <= extract.below(place) < len(text)
            if len(names) == 1:
                above = extract.above(place)
                assert whole[names][above : above + 1] == extract.data[place : place + 1]


@given(st.lists(PIECES, max_size=14).map(lambda parts: "".join(parts).encode()))
def test_all_that_lies_within_the_margin_of_an_escape_is_in_it(text: bytes) -> None:
    for names, (extract,) in extracts(text, [MARGIN]):
        (chain,) = [each for each in CHAINS if tuple(style.name for style in each) == names]
        if len(chain) == 1:
            held = {extract.below(place) for place in range(len(extract.data))}
            for found in chain[0].escape.finditer(text):
                first, last = max(0, found.start() - MARGIN), min(len(text), found.end() + MARGIN)
                missing = set(range(first, last)) - held
                assert all(
                    any(at.start() < place < at.end() for at in chain[0].escape.finditer(text))
                    for place in missing
                )


def escaped(style: str, text: str) -> str:
    if style == "entity":
        return text.replace("&", "&amp;").replace("/", "&#47;").replace('"', "&quot;").replace("@", "&#64;")
    if style == "percent":
        return "".join(f"%{ord(each):02X}" if each in "/:@?=&\"' " else each for each in text)
    return text.replace("/", r"\/").replace('"', r"\"").replace("@", r"\u0040")


EXAMPLES = [(kind, each.text) for kind in kinds().values() if kind.expression for each in kind.examples]


@pytest.mark.parametrize("style", ["entity", "js-string", "percent"])
@given(data=st.data())
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_values_that_escapes_hide_are_those_of_the_whole_text(style: str, data: st.DataObject) -> None:
    """Each pattern alone, over the whole text with its escapes undone, finds no value that the scan does not."""
    texts = data.draw(st.lists(st.sampled_from([text for _, text in EXAMPLES]), min_size=1, max_size=4))
    page = ("prose " * 700).join(["", *(escaped(style, text) for text in texts), ""]).encode()
    whole = plain(page, next(chain for chain in CHAINS if chain[0].name == style))
    wanted = {
        (each.kind.name, each.raw) for number in FOUND_IN_TEXT for each in reader(number).matches(whole)
    }
    plainly = {
        (each.kind.name, each.raw) for number in FOUND_IN_TEXT for each in reader(number).matches(page)
    }
    given_ = {
        (each.kind.name, each.raw)
        for names, near in extracts(page, margins())
        if names == (style,)
        for ring, extract in enumerate(near)
        for each in undone_matches(extract, ring)
    }
    assert wanted - plainly <= given_
    assert given_ <= wanted


def test_little_of_a_page_is_near_its_escapes() -> None:
    page = b"<p>" + b"prose " * 50_000 + b"&amp;" + b"prose " * 50_000
    ((_, near),) = extracts(page, margins())
    assert [len(extract.data) < 3 * margin for extract, margin in zip(near, margins(), strict=True)] == [
        True
    ] * len(margins())
    assert len(near[0].data) < len(near[-1].data)


def test_a_ring_is_read_as_far_as_its_kinds_reach_and_every_kind_stands_in_one() -> None:
    of_rings = [set(automaton().rings[ring].numbers) for ring in range(len(margins()))]
    assert sorted(number for ring in of_rings for number in ring) == FOUND_IN_TEXT
    shelf = list(kinds().values())
    for numbers, margin in zip(of_rings, margins(), strict=True):
        assert max(far(shelf[number]) for number in numbers) == margin
