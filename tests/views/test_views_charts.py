"""Charts: what they show, that they survive an empty case, and that no label acts."""

import json
from typing import Any

import pandas as pd
import pytest
from view_cases import HOSTILE, evidence, link, observations

from osint.views import charts
from osint.views.tables import frame

EXCHANGES = ("exchange", "at", "ended", "collector", "outcome")


def exchanges(*ended: tuple[str, str]) -> pd.DataFrame:
    return frame([{"collector": collector, "outcome": outcome} for collector, outcome in ended], EXCHANGES)


def bars(drawn: Any) -> list[tuple[str, Any, Any, Any]]:
    """Each bar as (trace, row, where it begins, how long it is)."""
    return [
        (trace.name, row, base, length)
        for trace in drawn.data
        for row, base, length in zip(trace.y, trace.base, trace.x, strict=True)
    ]


class TestTimeline:
    def test_a_value_is_one_bar_from_first_to_last_seen(self) -> None:
        seen = observations(
            {"first_seen": "2026-01-01T00:00:00Z", "last_seen": "2026-02-01T00:00:00Z"},
            {"first_seen": "2026-03-01T00:00:00Z", "last_seen": "2026-04-01T00:00:00Z"},
        )
        ((group, row, base, length),) = bars(charts.timeline(seen, title="t"))
        assert (group, row) == ("analytics", "a.test")
        assert pd.Timestamp(base) == pd.Timestamp("2026-01-01")
        assert pd.Timedelta(length, "ms") == pd.Timedelta(days=90)

    def test_what_was_seen_once_is_wide_enough_to_be_seen_beside_years(self) -> None:
        seen = observations(
            {"first_seen": "2016-01-01T00:00:00Z", "last_seen": "2026-01-01T00:00:00Z"},
            {"value": "once", "first_seen": "2026-01-01T00:00:00Z", "last_seen": "2026-01-01T00:00:00Z"},
        )
        lengths = [length for _, _, _, length in bars(charts.timeline(seen, title="t"))]
        assert min(lengths) >= max(lengths) / (charts.NARROWEST + 1)

    def test_sites_stand_in_the_order_in_which_they_were_first_seen(self) -> None:
        seen = observations(
            {"site": "later.test", "first_seen": "2026-05-01T00:00:00Z"},
            {"site": "a-earlier.test", "first_seen": "2026-01-01T00:00:00Z"},
            {"site": "xn--9t4b11yi5a", "first_seen": "2026-06-01T00:00:00Z"},
        )
        drawn = charts.timeline(seen, title="t")
        assert list(drawn.layout.yaxis.categoryarray)[::-1] == ["a-earlier.test", "later.test", "테스트"]

    def test_mentions_platforms_values_and_what_is_no_site_are_left_out(self) -> None:
        seen = observations(
            {"value": "mentioned", "own": False},
            {"value": "everybody's", "platform": True},
            {"value": "an address", "site": "", "subject_kind": "address"},
        )
        assert bars(charts.timeline(seen, title="t")) == []

    def test_a_kind_that_this_version_does_not_know_is_drawn_all_the_same(self) -> None:
        assert bars(charts.timeline(observations({"kind": "from_tomorrow"}), title="t"))[0][0] == "other"

    def test_an_empty_case_has_an_empty_chart(self) -> None:
        assert charts.timeline(observations(), title="Seen").layout.title.text == "Seen"


class TestCoverage:
    def test_counts_the_questions_by_source_and_outcome(self) -> None:
        drawn = charts.coverage(
            exchanges(("page", "answered"), ("page", "answered"), ("dns", "failed")), title="t"
        )
        assert {(trace.name, trace.y[0], trace.x[0]) for trace in drawn.data} == {
            ("answered", "page", 2),
            ("failed", "dns", 1),
        }

    def test_every_outcome_has_a_colour_of_its_own(self) -> None:
        from osint.records import Outcome

        assert set(charts.OUTCOMES) == {outcome.value for outcome in Outcome}
        assert len(set(charts.OUTCOMES.values())) == len(charts.OUTCOMES)

    def test_an_empty_case_has_an_empty_chart(self) -> None:
        assert charts.coverage(exchanges(), title="Questions").layout.title.text == "Questions"


class TestWaterfall:
    def test_begins_with_the_prior_ends_with_the_total_and_adds_up(self) -> None:
        tie = link(
            "a.test", "b.test", evidence("v", 20_000), evidence("nothing", 0), evidence("against", -2_000)
        )
        (drawn,) = charts.waterfall(tie).data
        assert list(drawn.measure) == ["relative", "relative", "relative", "total"]
        assert list(drawn.x) == [-13.0, 20.0, -2.0, 0]
        assert drawn.y[0] == "1. prior"
        assert drawn.y[-1] == "total"
        assert drawn.text[-1] == "+5.0"
        assert sum(drawn.x) == tie.bits / 1000

    def test_two_rows_of_one_name_stay_two_rows(self) -> None:
        tie = link("a.test", "b.test", evidence("x" * 200 + "1"), evidence("x" * 200 + "2"))
        (drawn,) = charts.waterfall(tie).data
        assert len(set(drawn.y)) == 4

    def test_says_that_it_is_practice(self) -> None:
        assert "PRACTICE" in charts.waterfall(link("a.test", "b.test"), banner="PRACTICE").layout.title.text


class TestRarity:
    def test_counts_each_site_once_and_leaves_out_what_only_one_bears(self) -> None:
        seen = observations(
            {"value": "shared"},
            {"value": "shared", "start": 99},
            {"value": "shared", "site": "b.test"},
            {"value": "alone"},
        )
        (drawn,) = charts.rarity(seen, title="t").data
        assert list(drawn.y) == ["google_analytics:shared"]
        assert list(drawn.x) == [2]

    def test_shows_the_rarest_and_says_of_how_many(self) -> None:
        seen = observations(
            *({"value": f"v{n:03}", "site": f"{site}.test"} for n in range(charts.MOST + 5) for site in "ab"),
            *({"value": "everywhere", "site": f"{site}.test"} for site in "abcdef"),
        )
        drawn = charts.rarity(seen, title="t")
        assert "google_analytics:everywhere" not in list(drawn.data[0].y)
        assert f"{charts.MOST} of {charts.MOST + 6}" in drawn.layout.title.text

    def test_an_empty_case_has_an_empty_chart(self) -> None:
        assert charts.rarity(observations(), title="Rare").layout.title.text == "Rare"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_label_of_any_chart_holds_a_tag_a_formula_or_a_hidden_character(text: str) -> None:
    seen = observations({"value": text}, {"value": text, "site": f"b{text}"})
    drawn = (
        charts.timeline(seen, title=text),
        charts.coverage(exchanges((text, "answered")), title=text),
        charts.waterfall(link("a.test", "b.test", evidence(text, note=text)), banner=text),
        charts.rarity(seen, title=text),
    )
    for each in drawn:
        for label in [*texts(json.loads(each.to_json())["data"]), each.layout.title.text]:
            bare = label.replace("<br>", "").replace("<extra></extra>", "")
            assert not set(bare) & set("<>$\u202e\u2066\x1b\x00\u2028"), f"in {label[:80]!r}"
            assert len(label) < 1_000


def texts(told: Any) -> list[str]:
    """Every text within a chart's data, but for plotly's own templates of hovering."""
    match told:
        case str():
            return [told]
        case dict():
            return [text for key, each in told.items() if key != "hovertemplate" for text in texts(each)]
        case list():
            return [text for each in told for text in texts(each)]
        case _:
            return []
