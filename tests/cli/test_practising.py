"""demo and lab: what they do before a world is needed, and what they refuse."""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli_cases import case, run

from osint.case.settings import Network
from osint.cli import practising
from osint.desk import Case
from osint.records import PRACTICE


@pytest.fixture
def opened_lab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    """What JupyterLab was started with; it is not started."""
    seen: list[Any] = []

    def start(words: list[str], *, env: dict[str, str], check: bool) -> SimpleNamespace:
        seen.append((words, env, check))
        return SimpleNamespace(returncode=0)

    source = tmp_path / "sources"
    source.mkdir()
    (source / "1-collect.ipynb").write_text("{}", "utf-8")
    monkeypatch.setattr(practising, "notebooks", lambda: source)
    monkeypatch.setattr(subprocess, "run", start)
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/somewhere/{name}")
    monkeypatch.delenv("OSINT_CASE", raising=False)
    return seen


class TestLab:
    def test_opens_a_case_s_own_copy_of_the_notebooks(self, opened_lab: list[Any], tmp_path: Path) -> None:
        folder = case(tmp_path / "case")
        assert run("lab", folder).exit_code == 0
        ((words, settings, _),) = opened_lab
        assert words[-1] == str(folder / "notebooks")
        assert settings["OSINT_CASE"] == str(folder)
        assert (folder / "notebooks" / "1-collect.ipynb").is_file()

    def test_never_writes_over_a_notebook_that_was_changed(
        self, opened_lab: list[Any], tmp_path: Path
    ) -> None:
        folder = case(tmp_path / "case")
        (folder / "notebooks").mkdir()
        (folder / "notebooks" / "1-collect.ipynb").write_text('{"mine": 1}', "utf-8")
        run("lab", folder)
        assert (folder / "notebooks" / "1-collect.ipynb").read_text("utf-8") == '{"mine": 1}'
        assert opened_lab

    def test_without_a_case_names_none(
        self, opened_lab: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("lab").exit_code == 0
        assert "OSINT_CASE" not in opened_lab[0][1]

    def test_says_how_to_get_jupyterlab_where_it_is_missing(
        self, opened_lab: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("shutil.which", lambda name, path=None: None)
        ended = run("lab", case(tmp_path / "case"))
        assert ended.exit_code == 2
        assert "pip install jupyterlab" in ended.stderr
        assert not opened_lab


class TestDemo:
    @pytest.fixture(autouse=True)
    def no_world(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """A world that is named and not there: nothing here gets as far as asking it."""
        monkeypatch.setenv("OSINT_PRACTICE_WORLD", str(tmp_path / "gone.json"))

    def test_leaves_a_real_case_alone(self, tmp_path: Path) -> None:
        folder = case(tmp_path / "case", "moontoon.example")
        before = (folder / "evidence" / "ledger.jsonl").read_bytes()
        ended = run("demo", "--folder", folder)
        assert ended.exit_code == 2
        assert "holds a real case: give another place with --folder" in ended.stderr
        assert (folder / "evidence" / "ledger.jsonl").read_bytes() == before

    def test_leaves_a_folder_with_other_things_alone(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine", "utf-8")
        ended = run("demo", "--folder", tmp_path)
        assert ended.exit_code == 2
        assert "is not empty" in ended.stderr


class TestPractice:
    @pytest.mark.parametrize(
        "words",
        [
            ("show", "sites"),
            ("show", "links"),
            ("judge", "unsure", "a.example", "b.example", "--because", "x"),
        ],
    )
    def test_every_command_says_that_it_is_no_evidence(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        Case.start(tmp_path / "case", "practice", network=Network(profile="practice")).close()
        assert PRACTICE in run(words[0], tmp_path / "case", *words[1:]).stderr

    def test_a_case_to_learn_with_is_made_by_a_word(self, tmp_path: Path) -> None:
        assert run("new", tmp_path / "case", "--title", "learning", "--practice").exit_code == 0
        case = Case.open(tmp_path / "case")
        assert case.settings.is_practice
        assert case.settings.hosting_lists
        case.close()

    def test_the_user_s_own_key_signs_no_practice(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("OSINT_KEY_FILE")
        Case.start(tmp_path / "case", "practice", network=Network(profile="practice")).close()
        run("show", tmp_path / "case", "sites")
        assert "practice" in os.environ["OSINT_KEY_FILE"]
