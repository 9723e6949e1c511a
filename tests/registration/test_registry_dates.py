"""Dates as registries write them."""

import pytest

from osint.registration import dates


@pytest.mark.parametrize(
    ("text", "server", "iso"),
    [
        ("2024-01-02", "", "2024-01-02"),
        ("2024-01-02T03:04:05Z", "", "2024-01-02T03:04:05Z"),
        ("2024-01-02 03:04:05+09:00", "", "2024-01-01T18:04:05Z"),
        ("20240102 #12345", "", "2024-01-02"),
        ("20240102 03:04:05", "", "2024-01-02T03:04:05Z"),
        ("02-Jan-2024", "", "2024-01-02"),
        ("2024-Jan-02.", "", "2024-01-02"),
        ("02-ene-2024", "", "2024-01-02"),
        ("2024. 01. 02.", "", "2024-01-02"),
        ("02/01/2024", "", "2024-01-02"),
        ("2024-01-02 03:04:05", "whois.cnnic.cn", "2024-01-01T19:04:05Z"),
        ("2024/01/02 03:04:05 (JST)", "", "2024-01-01T18:04:05Z"),
    ],
)
def test_a_date_is_read_in_its_form_and_zone(text: str, server: str, iso: str) -> None:
    assert dates.iso(text, server) == iso


@pytest.mark.parametrize(
    "text", ["", "-", "N/A", "null", "2024-13-40", "0001-01-01", "before Aug-1996", "9" * 99]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert dates.iso(text) == ""
