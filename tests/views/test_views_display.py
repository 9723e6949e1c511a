"""Records in a notebook: shown, and never markup."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter
from view_cases import (
    AT,
    HOSTILE,
    Elements,
    evidence,
    exchange,
    find,
    link,
    observation,
    observations,
    operator,
    party,
)

from osint.case.summary import Failure, Summary
from osint.desk import Explanation
from osint.records import Ask, Judgement, Subject, SubjectKind, Verdict
from osint.views import display

PLAIN = {"table", "thead", "tbody", "tr", "th", "td", "p", "h4", "pre", "div"}


def summary(failure: Failure) -> Summary:
    made = Summary(asked=1)
    made.fail("GET /", failure)
    return made


SHOWN: dict[str, Callable[[str], Any]] = {
    "link": lambda text: link("a.test", "b.test", evidence(text, note=text)),
    "evidence": lambda text: evidence(text, note=text),
    "operator": lambda text: operator(
        text, "a.test", "b.test", contacts=(text,), accounts=(text,), parties=(party(text),)
    ),
    "party": party,
    "exchange": lambda text: exchange(
        text.encode("utf-8", "replace"), uri=f"https://a.test/{text}", why=text
    ),
    "observation": observation,
    "find": find,
    "ask": lambda text: Ask(text, "page", Subject(SubjectKind.SITE, text, text)),
    "subject": lambda text: Subject(SubjectKind.IDENTIFIER, text, text),
    "judgement": lambda text: Judgement("j1", Verdict.IGNORE, (text,), AT, text, text),
    "frame": lambda text: pd.DataFrame(
        {text: [text], "list": [[text]], "record": [{text: text}]}, index=[text]
    ),
    "explanation": lambda text: Explanation((text,), {}),
    "explanation of an operator": lambda text: Explanation((text,), {}, operator(text, "a.test")),
    "summary": lambda text: summary(Failure("failed", text, text)),
}


@pytest.fixture
def shell() -> SimpleNamespace:
    """A notebook's shell that was taught our records."""
    made = SimpleNamespace(display_formatter=DisplayFormatter())
    display.register(made)
    return made


def shown(shell: SimpleNamespace, record: Any) -> str:
    data, _ = shell.display_formatter.format(record)
    assert "text/html" in data, f"{type(record).__name__} does not show itself"
    return str(data["text/html"])


@pytest.mark.parametrize("name", SHOWN)
class TestEveryRecord:
    def test_shows_what_it_holds(self, shell: SimpleNamespace, name: str) -> None:
        assert "visible-value" in Elements(shown(shell, SHOWN[name]("visible-value"))).words

    def test_lets_no_hostile_text_become_an_element_or_a_script(
        self, shell: SimpleNamespace, name: str
    ) -> None:
        for text in HOSTILE:
            page = Elements(shown(shell, SHOWN[name](text)))
            assert page.tags <= PLAIN
            assert {key for _, told in page.elements for key in told} <= {"class", "style"}

    def test_shows_hidden_characters_as_code_points(self, shell: SimpleNamespace, name: str) -> None:
        html = shown(shell, SHOWN[name]("a\u202eb"))
        assert "\u202e" not in html
        assert "⟨U+202E⟩" in html

    def test_lets_no_text_be_typeset_as_a_formula(self, shell: SimpleNamespace, name: str) -> None:
        page = Elements(shown(shell, SHOWN[name]("$x$")))
        assert "$x$" in page.words
        assert "$" not in page.typeset

    def test_is_cut_where_it_is_endless(self, shell: SimpleNamespace, name: str) -> None:
        assert len(shown(shell, SHOWN[name]("x" * 100_000))) < 30_000


class TestLink:
    def test_has_its_prior_first_and_its_total_last(self) -> None:
        words = Elements(display.of_link(link("a.test", "b.test", evidence("UA-990001-1", 20_000)))).words
        assert words.index("prior") < words.rindex("UA-990001-1") < words.rindex("total")
        assert "+7.00" in words


class TestExchange:
    def test_says_how_much_of_a_long_answer_is_shown(self) -> None:
        words = Elements(display.of_exchange(exchange(b"y" * 50_000))).words
        assert words.count("y") < 5_000
        assert "the first 4,000 of 50,019 bytes" in words

    def test_shows_bytes_that_are_no_text(self) -> None:
        assert "\ufffd" in Elements(display.of_exchange(exchange(b"\xff\x00"))).words


class TestFrame:
    def test_shows_a_long_table_by_its_beginning_and_end_and_says_how_long_it_is(self) -> None:
        words = Elements(display.of_frame(pd.DataFrame({"n": [f"row{n}." for n in range(1_234)]}))).words
        assert "row0." in words
        assert "row1233." in words
        assert "row600." not in words
        assert "1,234 rows, 1 columns" in words

    def test_shows_times_lists_and_gaps_as_a_reader_expects(self) -> None:
        table = pd.DataFrame(
            {
                "at": [pd.Timestamp(AT)],
                "sites": [["a.test", "b.test"]],
                "none": [None],
                "gap": [float("nan")],
                "p": [0.98765],
            }
        )
        words = Elements(display.of_frame(table)).words
        assert "2026-11-20 12:00" in words
        assert "a.test · b.test" in words
        assert "0.9877" in words
        assert "None" not in words
        assert "nan" not in words

    def test_shows_a_party_of_an_operator_once_under_all_spellings(self, shell: SimpleNamespace) -> None:
        parties = (party("Moon Media, LLC"), party("MOON MEDIA L.L.C."), party("Moon Media GmbH"))
        text = Elements(shown(shell, operator("op-1", "a.test", "b.test", parties=parties))).words
        assert "MOON MEDIA L.L.C. · Moon Media, LLC" in text
        assert "Moon Media GmbH: the same name with another legal form" in text

    def test_shows_the_sites_of_an_operator_in_one_cell(self) -> None:
        sites = [{"site": f"site-{number}.example", "probability": 1.0} for number in range(12)]
        words = Elements(display.of_frame(pd.DataFrame({"sites": [sites]}))).words
        assert "site-0.example 1 · site-1.example 1" in words
        assert "site-11.example" in words

    def test_shortens_what_names_an_exchange_and_no_other_digest(self) -> None:
        digest = "0123456789abcdef" * 4
        words = Elements(display.of_frame(pd.DataFrame({"exchange": [digest], "value": [digest]}))).words
        assert "0123456789ab…" in words
        assert words.count(digest) == 1

    def test_breaks_no_short_cell_over_two_lines(self) -> None:
        html = display.of_frame(pd.DataFrame({"kind": ["google_analytics"], "value": ["f" * 64]}))
        styles = [told["style"] or "" for tag, told in Elements(html).elements if tag == "td"]
        assert ["nowrap" in style for style in styles] == [True, True, False]

    def test_shows_a_table_without_rows_or_columns(self) -> None:
        assert "0 rows, 17 columns" in Elements(display.of_frame(observations())).words
        assert "0 rows, 0 columns" in Elements(display.of_frame(pd.DataFrame())).words

    def test_shows_columns_of_one_name(self) -> None:
        table = pd.DataFrame([["left", "right"]], columns=["same", "same"])
        assert "leftright" in Elements(display.of_frame(table)).words


class TestRegister:
    def test_outside_a_notebook_nothing_happens(self) -> None:
        display.register(None)

    def test_the_door_teaches_the_notebook_it_is_opened_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import sys

        import osint

        made = SimpleNamespace(display_formatter=DisplayFormatter())
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: made))
        assert osint.Case
        assert "UA-990001-1" in shown(made, observation("UA-990001-1"))
