"""One value, one sequence of bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint import canonical

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(1 - 2**53, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
)


@given(VALUES)
def test_reading_it_back_and_writing_it_again_changes_nothing(value: object) -> None:
    import json

    once = canonical.encode(value)
    assert canonical.encode(json.loads(once)) == once


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical.digest({"a": 1, "b": 2}) == canonical.digest({"b": 2, "a": 1})


def test_the_bytes_are_those_of_rfc_8785() -> None:
    assert canonical.encode({"b": [1, "é"], "a": None}) == b'{"a":null,"b":[1,"\xc3\xa9"]}'


@pytest.mark.parametrize("value", [1.5, {"a": 0.1}, {1: "a"}, [b"bytes"], {"a": {2.0}}])
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical.encode(value)


@pytest.mark.parametrize("value", [{"é": 1}, "\ud800"])
def test_keys_beyond_ascii_and_lone_surrogates_are_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical.encode(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), [{"a": 2**64}]])
def test_a_number_that_other_engines_would_round_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="as text"):
        canonical.encode(value)


def test_what_is_nested_without_end_is_refused_with_words() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ValueError, match="too deeply"):
        canonical.encode(value)


def test_controls_are_written_as_rfc_8785_writes_them() -> None:
    assert canonical.encode('\x00\x1f\n\x7f\u2028"\\/') == (b'"\\u0000\\u001f\\n\x7f\xe2\x80\xa8\\"\\\\/"')
