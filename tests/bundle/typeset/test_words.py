"""The words of each court's language: all there, with the same places to put things in, in letters that print."""

import re
from importlib.resources import files

import pytest

from osint.bundle.typeset.fonts import fonts
from osint.bundle.typeset.words import words
from osint.courts import COURTS
from osint.errors import UsageError
from osint.operators.languages.language import LANGUAGES as TOLD
from osint.operators.languages.language import STEPS, language
from osint.records import Outcome

PLACES = ("exhibit", "report", "support", "likely", "outcome", "figures")
LANGUAGES = sorted(
    path.name.removesuffix(".toml") for path in files("osint.bundle.typeset").joinpath("words").iterdir()
)
PUT_IN = re.compile(r"\{\w*\}")


@pytest.mark.parametrize("court", COURTS, ids=lambda court: court.name)
def test_every_court_is_spoken_to_in_its_language(court: object) -> None:
    spoken = court.language  # type: ignore[attr-defined]
    assert words(spoken).lang == spoken.partition("-")[0]


@pytest.mark.parametrize("tongue", LANGUAGES)
class TestEveryLanguage:
    def test_has_all_words_with_the_same_places(self, tongue: str) -> None:
        for place in PLACES:
            own, english = getattr(words(tongue), place), getattr(words("en"), place)
            assert own.keys() == english.keys()
            for name, text in english.items():
                assert sorted(PUT_IN.findall(own[name])) == sorted(PUT_IN.findall(text)), name

    def test_says_nothing_twice_with_two_meanings(self, tongue: str) -> None:
        for place in ("support", "likely", "outcome"):
            said = list(getattr(words(tongue), place).values())
            assert len(set(said)) == len(said)

    def test_can_be_printed(self, tongue: str) -> None:
        for place in PLACES:
            for text in getattr(words(tongue), place).values():
                assert fonts().legible(text) == text
        assert fonts().legible(words(tongue).name) == words(tongue).name


def test_support_is_worded_on_the_whole_of_the_scale_and_every_outcome_has_a_word() -> None:
    english = language("en").words["scale"]["words"]
    assert len(english) == len(STEPS)
    assert set(words("en").support) == set(english)
    for code in TOLD:  # the reasons and the report say the same
        said = [words(code).support[each] for each in english]
        assert said == list(language(code).words["scale"]["words"])
    assert set(words("en").outcome) == {each.value for each in Outcome} | {"withdrawn"}


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UsageError, match="'xx'"):
        words("xx")
