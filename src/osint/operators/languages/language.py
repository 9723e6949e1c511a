"""One language: its table of words, and how it says a statement."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from osint import names
from osint.errors import UsageError
from osint.links import rivals, seats
from osint.operators import statements
from osint.operators.languages import figures, notes
from osint.operators.languages.particles import PARTICLES, fitting
from osint.operators.statements import Part, Said
from osint.records import Evidence

LANGUAGES = ("en", "ko", "ja")
WRITTEN_IN = "en"  # the language of the notes that rows carry
# ENFSI, Guideline for Evaluative Reporting in Forensic Science (2015), verbal equivalents: from a ratio on.
STEPS = (0, 2, 10, 100, 1_000, 10_000, 1_000_000)
PLACE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code, with the tables of its file: form, scale, rows, sentences, notes."""

    code: str
    words: Mapping[str, Mapping[str, Any]]

    def said(self, statement: Said) -> str:
        """A statement in this language."""
        sentences, name = self.words["sentences"], statement.name
        if statement.parts.get("count") == 1 and f"{name}_one" in sentences:
            name += "_one"
        return self._filled(
            sentences[name], {place: self.shown(part) for place, part in statement.parts.items()}
        )

    def shown(self, part: Part) -> str:  # noqa: PLR0911 -- one answer for each sort of part
        """A part of a statement in this language."""
        form = self.words["form"]
        match part:
            case statements.Site(name):
                return names.unicode_form(name)
            case statements.Bits(thousandths, plain):
                return figures.bits(thousandths, plain=plain)
            case statements.Factor(thousandths):
                return figures.ratio(thousandths, form)
            case statements.Support(thousandths):
                return self.support(thousandths)
            case statements.Chance(value):
                return figures.probability(value, form)
            case statements.Reason(note):
                return self.note(note)
            case statements.Named(name):
                return self._named(name)
            case statements.Listed(parts, between):
                return str(form[between]).join(map(self.shown, parts))
            case Said():
                return self.said(part)
            case statements.Exact(text):
                return text
        return figures.number(part, form["myriads"])

    def support(self, thousandths: int) -> str:
        """A likelihood ratio of one or more in words, after ENFSI's scale."""
        ratio = 2.0 ** min(60.0, thousandths / 1000)
        return str(self.words["scale"]["words"][sum(ratio >= least for least in STEPS) - 1])

    def note(self, note: str) -> str:
        """The note of a row: in this language, or as it stands and marked where its form is not known."""
        if self.code == WRITTEN_IN:
            return note
        form = self.words["form"]
        if note.startswith(notes.LEFT_OUT):
            return self._filled(form["left_out"], {"note": self.note(note.removeprefix(notes.LEFT_OUT))})
        english = language(WRITTEN_IN).words["notes"]
        found = notes.clauses(note, english)
        if found is None:
            return self._filled(form["foreign"], {"note": note})
        return str(form["clauses"]).join(self._clause(*each, english[each[0]]) for each in found)

    def row(self, told: Evidence) -> Evidence:
        """A row of a sum as its reader knows it: what is no identifier, and the note, in this language."""
        sort = self.words["rows"].get(told.kind, told.kind)
        return replace(told, kind=sort, value=self._value(told.kind, told.value), note=self.note(told.note))

    def _clause(self, name: str, found: Mapping[str, str], form: str) -> str:
        told = notes.places(form)
        return self._filled(
            self.words["notes"][name],
            {place: self._in_note(told[place], text) for place, text in found.items()},
        )

    def _in_note(self, what: str, text: str) -> str:
        if what == "site":
            return names.unicode_form(text)
        if what == "day":
            return figures.day(text, self.words["form"]["day"])
        if what == "number" and "." not in text:
            return figures.number(int(text.replace(",", "")), self.words["form"]["myriads"])
        return text

    def _named(self, name: str) -> str:
        """A row's name, ``kind:value``."""
        sort, _, value = name.partition(":")
        return f"{self.words['rows'].get(sort, sort)}:{self._value(sort, value)}"

    def _value(self, sort: str, value: str) -> str:
        """The value of a row, which is in words where it is no identifier's."""
        rows = self.words["rows"]
        if sort == rivals.KIND:
            return str(self.words["form"]["and"]).join(rows.get(name, name) for name in value.split(" and "))
        return str(rows.get(value, value)) if sort == seats.SEATS else value  # a set of seats, in words

    @staticmethod
    def _filled(template: str, parts: Mapping[str, str]) -> str:
        """A template with its places filled, and its particles settled by the text before them."""
        made = ""
        for number, piece in enumerate(PLACE.split(template)):
            if number % 2 == 0:
                made += piece
            else:
                made += fitting(piece, made) if piece in PARTICLES else parts[piece]
        return made


@cache
def language(code: str) -> Language:
    """The language of a code.

    Raises:
        UsageError: when there are no words for it.
    """
    if code not in LANGUAGES:
        raise UsageError(f"reasons are not told in {code!r}: give one of {', '.join(LANGUAGES)}")
    text = files("osint.operators.languages").joinpath(f"{code}.toml").read_text("utf-8")
    return Language(code, tomllib.loads(text))
