"""What flows through the house, and how times and probabilities are told."""

import math
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint.records import (
    Ask,
    Exchange,
    Outcome,
    Subject,
    SubjectKind,
    facts,
    moment,
    stamp,
)
from weighing import BEGUN, ZONE, link, seen

ASK = Ask("https://a.example/", "page", Subject(SubjectKind.SITE, "a.example"))


@settings(deadline=None)
@given(st.datetimes(timezones=st.just(UTC)).filter(lambda at: at.year >= 1000))
def test_a_stamp_is_read_back_to_the_microsecond(at: datetime) -> None:
    assert moment(stamp(at)) == at


def test_a_stamp_is_in_utc_whatever_zone_it_was_given_in() -> None:
    seoul = timezone(timedelta(hours=9))
    assert stamp(datetime(2026, 11, 24, 8, 0, tzinfo=seoul)) == "2026-11-23T23:00:00.000000Z"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        stamp(datetime(2026, 11, 24))  # noqa: DTZ001 -- the fault that is refused


@pytest.mark.parametrize(
    "text", ["2026-11-24", "2026-11-24T01:02:03Z", "2026-11-24T01:02:03.000004+00:00", ""]
)
def test_another_form_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="does not match"):
        moment(text)


class TestProbability:
    @settings(deadline=None)
    @given(st.integers(-60_000, 60_000))
    def test_is_the_odds_that_the_bits_give(self, bits: int) -> None:
        found = link("a", "b", prior=bits).probability
        odds = 2.0 ** (bits / 1000)
        assert math.isclose(found, odds / (1 + odds), rel_tol=1e-9)

    @pytest.mark.parametrize(("bits", "wanted"), [(10**9, 1.0), (-(10**9), 0.0)])
    def test_of_absurd_bits_is_a_number_still(self, bits: int, wanted: float) -> None:
        assert link("a", "b", prior=bits).probability == pytest.approx(wanted)


class TestAnExchange:
    def test_has_one_name_for_the_same_bytes_at_the_same_time(self) -> None:
        one = Exchange(ASK, BEGUN, BEGUN, Outcome.ANSWERED, body=b"x")
        assert one.id == Exchange(ASK, BEGUN, BEGUN, Outcome.ANSWERED, body=b"x").id
        assert one.id != Exchange(ASK, BEGUN, BEGUN, Outcome.ANSWERED, body=b"y").id
        assert (
            one.id != Exchange(ASK, BEGUN, BEGUN + timedelta(microseconds=1), Outcome.ANSWERED, body=b"x").id
        )

    def test_tells_a_fact_by_name_and_nothing_for_one_it_has_not(self) -> None:
        told = Exchange(ASK, BEGUN, BEGUN, Outcome.ANSWERED, facts=facts({"protocol": "h2", "tls": ""}))
        assert told.facts == (("protocol", "h2"),)
        assert (told.fact("protocol"), told.fact("tls")) == ("h2", "")


def test_nobody_edits_a_record() -> None:
    with pytest.raises(FrozenInstanceError):
        seen("a.example", ZONE).exchange = "other"  # type: ignore[misc]


def test_only_a_site_s_observation_has_a_site() -> None:
    assert seen("a.example", ZONE).site == "a.example"


def test_a_subject_speaks_to_its_host_or_else_to_the_site() -> None:
    assert Subject(SubjectKind.SITE, "a.example").name == "a.example"
    assert Subject(SubjectKind.SITE, "a.example", "www.a.example").name == "www.a.example"
