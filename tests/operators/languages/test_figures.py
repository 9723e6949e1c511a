"""Figures as each language's readers write them."""

import math

import pytest

from osint.operators.languages import figures
from osint.operators.languages.language import language


@pytest.mark.parametrize(
    ("value", "en", "ko", "ja"),
    [
        (0, "0", "0", "0"),
        (999, "999", "999", "999"),
        (8_200, "8,200", "8,200", "8,200"),
        (10_000, "10,000", "1만", "1万"),
        (12_000, "12,000", "1만 2,000", "1万2,000"),
        (67_000_000, "67,000,000", "6,700만", "6,700万"),
        (120_000_000, "120,000,000", "1억 2,000만", "1億2,000万"),
        (100_000_001, "100,000,001", "1억 1", "1億1"),
        (10**12, "1,000,000,000,000", "1조", "1兆"),
        (12_345 * 10**12, "12,345,000,000,000,000", "12,345조", "12,345兆"),
    ],
)
def test_a_large_number_stands_in_the_groups_of_its_language(value: int, en: str, ko: str, ja: str) -> None:
    shown = tuple(
        figures.number(value, language(code).words["form"]["myriads"]) for code in ("en", "ko", "ja")
    )
    assert shown == (en, ko, ja)


@pytest.mark.parametrize(
    ("times", "ko", "ja"),
    [
        (8_190, "약 8,200", "約8,200"),
        (1 / 8, "약 8.0분의 1", "約8.0分の1"),
        (1, "약 1.0", "約1.0"),
        (6.7e7, "약 6,700만", "約6,700万"),
        (2.0**41, "1조 초과", "1兆超"),
        (2.0**-41, "1조분의 1 미만", "1兆分の1未満"),
    ],
)
def test_a_ratio_has_two_digits_or_a_bound(times: float, ko: str, ja: str) -> None:
    bits = round(1000 * math.log2(times))
    assert figures.ratio(bits, language("ko").words["form"]) == ko
    assert figures.ratio(bits, language("ja").words["form"]) == ja


@pytest.mark.parametrize(
    ("value", "ko", "ja"),
    [(1.0, "0.9999 초과", "0.9999超"), (0.5, "0.5000", "0.5000"), (0.0, "0.0001 미만", "0.0001未満")],
)
def test_no_probability_is_certain(value: float, ko: str, ja: str) -> None:
    assert figures.probability(value, language("ko").words["form"]) == ko
    assert figures.probability(value, language("ja").words["form"]) == ja


def test_a_day_stands_as_courts_write_it() -> None:
    forms = [language(code).words["form"]["day"] for code in ("en", "ko", "ja")]
    assert [figures.day("2026-01-09", form) for form in forms] == [
        "2026-01-09",
        "2026. 1. 9.",
        "2026年1月9日",
    ]
