"""Gates are found wherever they stand, and in one pass."""

from hypothesis import given
from hypothesis import strategies as st

from osint.identifiers import kinds
from osint.identifiers.gates import Gates

ALL = sorted({gate for kind in kinds().values() for gate in kind.gates})
CATALOGUE = Gates(ALL)
WORDS = st.lists(st.sampled_from(["a", "b", "-", "é", "주", "a-"]), min_size=1, max_size=4).map("".join)


def everywhere(gate: bytes, text: bytes) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(gate, place)]


@given(st.lists(st.one_of(st.sampled_from(ALL), st.binary(max_size=3)), max_size=20).map(b"".join))
def test_those_of_the_catalogue_are_found_wherever_they_stand(text: bytes) -> None:
    folded = text.lower()
    found = CATALOGUE.places(folded, [(0, len(folded))])
    assert found == {gate: places for gate in ALL if (places := everywhere(gate, folded))}


@given(st.sets(WORDS, min_size=1, max_size=6), st.lists(WORDS, max_size=4))
def test_any_that_overlap_and_hold_each_other_are_found(words: set[str], texts: list[str]) -> None:
    gates = {word.encode() for word in words}
    text = "".join(texts).encode()
    found = Gates(gates).places(text, [(0, len(text))])
    assert found == {gate: places for gate in gates if (places := everywhere(gate, text))}


def test_only_the_stretches_are_looked_at() -> None:
    text = b"ua-1 ua-2 ua-3"
    assert Gates([b"ua-"]).places(text, [(0, 4), (9, 14)]) == {b"ua-": [0, 10]}


def test_no_gates_are_found_nowhere() -> None:
    assert Gates([]).places("any 글".encode(), [(0, 7)]) == {}
