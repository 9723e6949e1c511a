"""Records as rows and back: nothing is lost, and no number claims more than there is."""

import json
import math
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint import rows
from osint.records import (
    Check,
    Cut,
    Disclosure,
    Evidence,
    Find,
    Link,
    Member,
    Observation,
    Operator,
    Party,
    Ratio,
    Subject,
    SubjectKind,
    Where,
)
from weighing import BASIS, CHANNEL, PRIOR, ZONE, borne, derived, judged, link, seen

TEXT = st.text(max_size=30)
BITS = st.integers(-100_000, 100_000)
TIMES = st.integers(0, 10_000).map(lambda number: seen("a", ZONE, first=number).first_seen)
OBSERVATIONS = st.builds(
    Observation,
    subject=st.builds(Subject, st.sampled_from(SubjectKind), TEXT, TEXT),
    find=st.builds(
        Find,
        kind=TEXT,
        value=TEXT,
        raw=TEXT,
        path=st.lists(TEXT, max_size=4).map(tuple),
        start=st.integers(0, 2**40),
        end=st.integers(0, 2**40),
        where=st.sampled_from(Where),
        own=st.booleans(),
        check=st.sampled_from(Check),
        platform=st.booleans(),
    ),
    exchange=TEXT,
    first_seen=TIMES,
    last_seen=TIMES,
)
EVIDENCE = st.builds(
    Evidence, TEXT, TEXT, TEXT, BITS, st.integers(0, 9), st.lists(TEXT, max_size=3).map(tuple), TEXT
)
LINKS = st.builds(
    Link, TEXT, TEXT, BITS, st.builds(Ratio, BITS, BITS, BITS), st.lists(EVIDENCE, max_size=4).map(tuple)
)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
OPERATORS = st.builds(
    Operator,
    id=TEXT,
    sites=st.lists(st.builds(Member, TEXT, st.integers(0, 10**6).map(lambda n: n / 10**6)), max_size=3).map(
        tuple
    ),
    weakest_cut=st.none() | st.builds(Cut, BITS, TEXTS, TEXTS, TEXTS),
    contacts=TEXTS,
    accounts=TEXTS,
    parties=st.lists(st.builds(Party, TEXT, TEXT, TEXT, TEXT, st.sampled_from(Disclosure)), max_size=2).map(
        tuple
    ),
)


@settings(deadline=None)
@given(OBSERVATIONS)
def test_an_observation_comes_back_from_its_row(seen: Observation) -> None:
    assert rows.observation(rows.observation_row(seen)) == seen


@settings(deadline=None)
@given(LINKS)
def test_a_link_comes_back_from_its_row(told: Link) -> None:
    assert rows.link(rows.link_row(told)) == told


@settings(deadline=None)
@given(OPERATORS)
def test_an_operator_comes_back_from_its_row(told: Operator) -> None:
    assert rows.operator(rows.operator_row(told)) == told


@settings(deadline=None)
@given(LINKS)
def test_a_row_is_json_that_any_reader_takes(told: Link) -> None:
    line = rows.as_line(rows.link_row(told))
    assert json.loads(line, parse_constant=lambda word: pytest.fail(f"{word} is no JSON")) == rows.link_row(
        told
    )
    assert "\n" not in line


def test_a_judgement_s_row_says_who_held_what_when_and_why() -> None:
    row = rows.judgement_row(judged("j1", "same", "a.example", "b.example"))
    assert row == {
        "id": "j1",
        "verdict": "same",
        "about": ["a.example", "b.example"],
        "at": "2026-01-01T09:00:00.000000Z",
        "author": "analyst",
        "because": "as the test says",
    }


def test_a_row_has_every_field_of_the_find_that_it_is() -> None:
    find = seen("a.example", ZONE).find
    row = rows.find_row(find, source="page.html", site="a.example", url="https://a.example/")
    assert {field.name for field in fields(Find)} < set(row)
    assert (row["source"], row["site"], row["url"]) == ("page.html", "a.example", "https://a.example/")
    assert row["path"] == list(find.path)


class TestNumbers:
    @pytest.mark.parametrize("bits", [40_000, 60_000, 10**9])
    def test_no_link_is_told_as_certain(self, bits: int) -> None:
        assert rows.link_row(link("a", "b", (ZONE, bits)))["probability"] == 0.999999
        assert rows.link_row(link("a", "b", (ZONE, -bits)))["probability"] == 0.000001

    def test_a_probability_in_between_is_told_to_six_places(self) -> None:
        assert rows.link_row(link("a", "b", (ZONE, 6_000 - PRIOR)))["probability"] == 0.984615

    @pytest.mark.parametrize(
        ("thousandths", "ratio"), [(0, 1.0), (1_000, 2.0), (-1_000, 0.5), (13_000, 8192.0)]
    )
    def test_a_ratio_is_two_to_its_bits(self, thousandths: int, ratio: float) -> None:
        assert rows.ratio_number(thousandths) == ratio

    @pytest.mark.parametrize("thousandths", [10**9, -(10**9)])
    def test_a_ratio_of_absurd_bits_is_a_finite_number(self, thousandths: int) -> None:
        assert math.isfinite(rows.ratio_number(thousandths))
        assert rows.ratio_number(thousandths) > 0

    @settings(deadline=None)
    @given(BITS, BITS)
    def test_more_bits_are_never_a_smaller_ratio(self, one: int, other: int) -> None:
        low, high = sorted((one, other))
        assert rows.ratio_number(low) <= rows.ratio_number(high)


def test_the_rows_of_a_real_derivation_come_back_too() -> None:
    case = [
        *borne(["a.example", "b.example"], ZONE, CHANNEL),
        seen("a.example", "registrant_name:Kim Invented"),
    ]
    made = derived(case)
    assert BASIS.tables["prior"]["bits"] == PRIOR
    assert tuple(rows.operator(rows.operator_row(each)) for each in made.operators) == made.operators
    assert tuple(rows.link(rows.link_row(each)) for each in made.links) == made.links
