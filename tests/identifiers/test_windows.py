"""The scan and each pattern alone find the same matches, whatever stands round them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osint.identifiers import kinds
from osint.identifiers.windows import Match, automaton, matches, reader

FOUND_IN_TEXT = [number for number, kind in enumerate(kinds().values()) if kind.expression]
EXAMPLES = [
    example.text.encode() for kind in kinds().values() if kind.expression for example in kind.examples
]
BETWEEN = st.sampled_from(
    [b"", b" ", b"x", b'"', b"<p>", b"\n", b"&amp;", b"\\/", b"%2F", b"\xec\xa3\xbc", b"." * 300]
)
CUT = st.tuples(st.sampled_from(EXAMPLES), st.integers(0, 40)).map(lambda given: given[0][given[1] :])
TEXTS = st.lists(st.tuples(BETWEEN, st.one_of(st.sampled_from(EXAMPLES), CUT)), min_size=1, max_size=8)


def named(found: Match) -> tuple[str, int, int, int]:
    return found.kind.name, found.begin, found.start, found.end


@given(TEXTS.map(lambda parts: b"".join(between + text for between, text in parts)))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_they_find_the_same(text: bytes) -> None:
    alone = {named(found) for number in FOUND_IN_TEXT for found in reader(number).matches(text)}
    assert {named(found) for found in matches(text, automaton().sight(text))} == alone


@pytest.mark.parametrize("name", ["telegram", "email", "adsense", "bitcoin", "canonical_site"])
def test_a_match_hides_what_begins_within_it_as_in_a_search_from_the_left(name: str) -> None:
    number = list(kinds()).index(name)
    text = b" ".join(example.text.encode() for example in kinds()[name].examples) * 3
    spans = automaton().sight(text).beginnings[number]
    assert list(map(named, reader(number).at(text, spans))) == list(map(named, reader(number).matches(text)))


def test_what_stands_behind_a_group_that_stands_not_at_all_is_sighted() -> None:
    """Hyperscan 5.4 missed this while the group was counted."""
    text = "//moonstore.s3.example.com/1.jpg\nQQ：45956005\n".encode()
    number = list(kinds()).index("qq_number")
    spans = automaton().sight(text).beginnings[number]
    assert [found.raw for found in reader(number).at(text, spans)] == [b"45956005"]
