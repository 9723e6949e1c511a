"""Phrases: none is missed by looking for its plain letters first."""

import re
import tomllib
from importlib.resources import files

import pytest

from osint.outcomes.phrases import FLAGS, letters, phrases

TABLE = tomllib.loads(files("osint.outcomes").joinpath("whois.toml").read_text("utf-8"))
TEXT = "Nothing here.\nThe WHOIS Limit was EXCEEDED; no match for it, запросов слишком много\nquota a.b (c) reached\n"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("limit exceeded", "limit exceeded"),
        ("limit (?:is )?exceeded", "exceeded"),
        ("quotas? reached", " reached"),
        ("a{0,3}bcd", "bcd"),
        (r"error:20[1-9]", "error:20"),
        (r"^[ \t]*no\b match", " match"),
        (r"50[0-4] bad", " bad"),
        (r"(?<!if )too many", "too many"),
        (r"[\]x]yes\.no", "yes.no"),
        (r"(?:(?:a|b)c|d[)]) end", " end"),
        ("one|two", ""),
        ("СЛИШКОМ", "слишком"),
    ],
)
def test_the_letters_are_those_of_every_match(pattern: str, expected: str) -> None:
    assert letters(pattern) == expected


@pytest.mark.parametrize("name", sorted(TABLE))
def test_the_first_match_is_that_of_the_whole(name: str) -> None:
    whole = re.compile("|".join(f"(?:{each})" for each in TABLE[name]), FLAGS)
    several = phrases(TABLE[name])
    for text in (TEXT, TEXT[::-1], "", *TABLE["refused"], *TABLE["absent"], *TABLE["unavailable"]):
        first, other = whole.search(text), several.search(text)
        assert (first and first.start()) == (other and other.start())


def test_an_alternative_is_a_phrase_of_its_own() -> None:
    found = phrases(["alpha (?:x|y)|beta"]).search("-- beta then alpha x")
    assert found is not None
    assert found[0] == "beta"
