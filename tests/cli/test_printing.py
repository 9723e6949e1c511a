"""What leaves the program: data as data, words as words, and nothing from a page that acts on its reader."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_cases import archive, rows, run

from osint.cli.printing import Format, as_json, put_rows, put_text, say

ACTS = "\x1b[2J\u009b31m\u202eevil\u200b\x07\ud800"
FORMULAE = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.fixture(scope="module")
def observed(known: Path) -> list[dict[str, str]]:
    return [row for row in rows("show", known, "observations") if row["site"] == "alone.example"]


class TestHostilePages:
    def test_json_holds_the_exact_value_of_what_wants_to_act(self, observed: list[dict[str, str]]) -> None:
        values = {row["kind"]: row["raw"] for row in observed}
        assert values["registrar"].startswith("=HYPERLINK")

    @pytest.mark.parametrize("what", ["observations", "exchanges", "sites", "operators", "links"])
    def test_no_cell_of_a_csv_is_a_formula(self, known: Path, what: str) -> None:
        shown = run("show", known, what, "--format", "csv").stdout
        for row in csv.reader(io.StringIO(shown)):
            for cell in row:
                assert not cell.startswith(FORMULAE) or is_number(cell), cell

    def test_a_csv_begins_a_formula_with_an_apostrophe(self, known: Path) -> None:
        assert "'=HYPERLINK" in run("show", known, "observations", "--format", "csv").stdout

    @pytest.mark.parametrize("form", list(Format))
    def test_nothing_from_a_page_acts_on_a_terminal(self, known: Path, form: Format) -> None:
        shown = run("show", known, "observations", "--format", form.value).stdout
        assert "kim" in shown.lower()
        assert not set("\x1b\u009b\u202e") & set(shown)

    def test_a_row_that_acts_comes_back_exactly_from_json_and_stays_one_line(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put_rows([{"value": ACTS + "\u2028end"}], Format.JSONL, ("value",))
        shown = capsys.readouterr().out
        assert shown.isprintable() or shown[:-1].isprintable()
        assert len(shown.splitlines()) == 1
        assert json.loads(shown) == {"value": ACTS + "\u2028end"}

    @pytest.mark.parametrize("form", [Format.TABLE, Format.CSV])
    def test_a_reader_sees_hidden_letters_as_their_code_points(
        self, form: Format, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put_rows([{"value": ACTS}], form, ("value",))
        shown = capsys.readouterr().out
        assert "⟨U+001B⟩[2J⟨U+009B⟩31m⟨U+202E⟩evil" in shown

    def test_words_and_texts_hide_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        put_text(ACTS)
        say(ACTS)
        shown = capsys.readouterr()
        assert not set("\x1b\u009b\u202e\x07") & set(shown.out + shown.err)
        assert "⟨U+001B⟩" in shown.out
        assert "⟨U+001B⟩" in shown.err

    def test_words_with_brackets_are_no_markup(self, capsys: pytest.CaptureFixture[str]) -> None:
        say("[red]not red[/red]")
        put_rows([{"value": "[bold]x[/bold]"}], Format.TABLE, ("value",))
        shown = capsys.readouterr()
        assert "[red]not red[/red]" in shown.err
        assert "[bold]x[/bold]" in shown.out


class TestForms:
    def test_csv_keeps_numbers_whole_and_lists_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        row = {"bits": -1500, "probability": 0.9999995, "list": ["a", "b"], "none": None, "own": True}
        put_rows([row], Format.CSV, tuple(row))
        assert (
            capsys.readouterr().out
            == 'bits,probability,list,none,own\n-1500,0.9999995,"[""a"", ""b""]",,True\n'
        )

    def test_a_table_that_is_piped_has_one_line_a_row_however_long(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put_rows([{"value": "long " * 70}], Format.TABLE, ("value",))
        assert len(capsys.readouterr().out.splitlines()) == 2

    def test_an_escape_leaves_other_scripts_readable(self) -> None:
        assert as_json({"title": "문툰 마감 漫画"}) == '{"title": "문툰 마감 漫画"}'

    def test_links_show_what_both_sites_share(self, known: Path) -> None:
        shown = run("show", known, "links").stdout
        assert "telegram:moontoon_notice" in shown
        assert "prior:" not in shown


class TestStreams:
    def test_data_goes_out_and_words_to_the_side(self, known: Path) -> None:
        ended = run("show", known, "sites", "--format", "jsonl")
        assert all(json.loads(line) for line in ended.stdout.splitlines())
        assert ended.stderr == ""

    def test_nothing_is_coloured_where_no_terminal_is(self, known: Path) -> None:
        ended = run("show", known, "links")
        assert "\x1b" not in ended.stdout + ended.stderr

    def test_a_reader_that_has_seen_enough_is_no_failure(self, tmp_path: Path) -> None:
        """``osint scan … | head -1``: no traceback, status 0."""
        page = tmp_path / "many.html"
        page.write_text(
            "<html>" + "".join(f"<a href='https://t.me/channel{n}x'>x</a>" for n in range(4000)), "utf-8"
        )
        words = [sys.executable, "-m", "osint", "scan", str(page)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
            assert program.stdout is not None
            assert program.stderr is not None
            assert b"channel0x" in program.stdout.readline()
            program.stdout.close()
            said = program.stderr.read()
        assert (program.returncode, said) == (0, b"")

    def test_output_is_utf8_whatever_the_terminal_says(self, tmp_path: Path) -> None:
        path = archive(tmp_path / "ウェブ툰.warc")
        words = [sys.executable, "-m", "osint", "scan", str(path)]
        settings = {
            "PATH": "",
            "PYTHONIOENCODING": "ascii",
            "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        }
        ended = subprocess.run(words, capture_output=True, env=settings, check=True)
        assert "ウェブ툰.warc" in ended.stdout.decode("utf-8")


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
