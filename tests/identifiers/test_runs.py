"""Long runs of letters and digits are found, whole, wherever they stand."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osint.identifiers import runs
from osint.identifiers.runs import LEAST, SMALL, stretches

RUN = re.compile(rb"[A-Za-z0-9]{%d,}" % LEAST)
PART = st.one_of(
    st.integers(1, 40).map(lambda size: b" " * size),
    st.integers(1, 90).map(lambda size: (b"aZ09k" * 20)[:size]),
    st.binary(max_size=12),
)


@pytest.fixture(params=[0, SMALL], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of looking: all at once, and one by one."""
    monkeypatch.setattr(runs, "SMALL", request.param)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PART, max_size=12).map(b"".join))
def test_each_lies_whole_in_a_stretch(text: bytes) -> None:
    spans = stretches(text, 16)
    for run in RUN.finditer(text):
        assert any(start <= run.start() and run.end() <= end for start, end in spans), text


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PART, max_size=12).map(b"".join))
def test_stretches_are_in_order_within_the_text_and_apart(text: bytes) -> None:
    spans = stretches(text, 16)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_prose_has_none() -> None:
    assert stretches(b"<p>the quick brown fox jumps over the lazy dog</p> " * 50, 16) == []
