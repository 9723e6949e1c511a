"""Rows as pandas tables."""

import pandas as pd

from osint import tables
from osint.views.tables import frame


def test_times_are_utc_and_the_rest_is_as_it_was() -> None:
    table = frame([{"at": "2026-11-20T12:00:00.000001Z", "value": "=1+1", "path": ["body", "gzip"]}])
    assert table["at"][0] == pd.Timestamp("2026-11-20T12:00:00.000001", tz="UTC")
    assert table["value"][0] == "=1+1"
    assert table["path"][0] == ["body", "gzip"]


def test_an_empty_table_has_its_columns_and_its_times_are_times() -> None:
    table = frame([], tables.OBSERVATIONS.names)
    assert list(table.columns) == tables.OBSERVATIONS.names
    assert len(table) == 0
    assert str(table["first_seen"].dtype).endswith("UTC]")


def test_what_is_no_time_is_missing_and_loses_no_row() -> None:
    table = frame([{"at": "2026-11-20T12:00:00Z"}, {"at": "yesterday"}, {"at": ""}])
    assert list(table["at"].isna()) == [False, True, True]


def test_columns_stand_in_the_order_that_is_asked_for() -> None:
    assert list(frame([{"b": 1, "a": 2}], ["a", "b"]).columns) == ["a", "b"]


def test_nothing_at_all_is_a_table_too() -> None:
    assert frame([]).shape == (0, 0)
