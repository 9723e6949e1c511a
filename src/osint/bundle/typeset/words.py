"""The words of exhibits and reports in a court's language: labels and sentences, held as data (``words/*.toml``).

No translator and no lawyer has signed them off.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from osint.errors import UsageError

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """A language: its own name, how the typesetter names it, its font, and its words by place and name."""

    name: str
    lang: str  # ISO 639
    region: str  # ISO 3166
    direction: str  # ltr or rtl
    font: str  # the family that has its letters
    exhibit: Mapping[str, str]
    report: Mapping[str, str]
    support: Mapping[str, str]  # by ENFSI's English words
    likely: Mapping[str, str]
    outcome: Mapping[str, str]
    figures: Mapping[str, str]  # how numbers and their bounds are written


@cache
def words(language: str) -> Words:
    """The words of a language (BCP 47), of its parent where it has none of its own: ``es-MX`` is set in ``es``.

    Raises:
        UsageError: when there are none.
    """
    folder = files("osint.bundle.typeset").joinpath("words")
    for name in (language, language.partition("-")[0]):
        path = folder.joinpath(f"{name}.toml")
        if path.is_file():
            return Words(**tomllib.loads(path.read_text("utf-8")))
    raise UsageError(f"no words in {language!r}: exhibits are not set in that language yet")
