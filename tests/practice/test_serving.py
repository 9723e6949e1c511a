"""The world while somebody needs it, and the case that a notebook works on."""

import os
from pathlib import Path

import pytest

from osint.case.settings import FILE
from osint.desk import Case
from osint.errors import CaseError
from osint.practice import lab as lab_room
from osint.practice import serving as serving_room
from osint.practice.content import hosts
from osint.practice.lab import CASE, FEW, OWN, lab, practice_case
from osint.practice.serving import WORLD, serving, use_practice_key


@pytest.mark.loopback
def test_a_world_is_named_while_it_is_served_and_no_longer() -> None:
    with serving() as descriptor:
        assert os.environ[WORLD] == str(descriptor)
        assert descriptor.is_file()
        with serving() as again:  # one that is served already is used
            assert again == descriptor
        assert descriptor.is_file()
    assert WORLD not in os.environ
    assert not descriptor.exists()


def test_a_practice_case_says_so_and_has_the_worlds_seeds(tmp_path: Path) -> None:
    case = practice_case(tmp_path / "case")
    assert case.settings.is_practice
    assert list(case.settings.sites) == hosts("seeds.txt")
    assert list(case.settings.originals) == hosts("originals.txt")
    assert len(practice_case(tmp_path / "few", sites=FEW).settings.sites) == FEW


def test_practice_signs_with_a_key_of_its_own_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    use_practice_key()
    assert os.environ["OSINT_KEY_FILE"].endswith("key.pem")  # the tests' own stands
    monkeypatch.delenv("OSINT_KEY_FILE")
    use_practice_key()
    assert Path(os.environ["OSINT_KEY_FILE"]).name == "practice-key.pem"


class TestLab:
    @pytest.fixture(autouse=True)
    def place(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
        """An empty folder to stand in; worlds are counted and not served."""
        served: list[str] = []
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv(CASE, raising=False)
        monkeypatch.setattr(lab_room, "serve", lambda: served.append("a world"))
        return served

    def test_without_a_named_case_makes_a_small_one_and_finds_it_again(self, place: list[str]) -> None:
        made = lab()
        assert Path(OWN, FILE).is_file()
        assert lab().settings.id == made.settings.id
        assert place == ["a world"] * 2

    def test_opens_the_case_that_is_named_and_serves_no_world_for_a_real_one(
        self, place: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        Case.start(tmp_path / "real", "a real case").close()
        monkeypatch.setenv(CASE, str(tmp_path / "real"))
        assert lab().settings.title == "a real case"
        assert place == []

    def test_a_named_folder_without_a_case_is_said(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv(CASE, str(tmp_path / "nothing"))
        with pytest.raises(CaseError, match="osint new"):
            lab()


@pytest.mark.loopback
def test_a_world_that_is_served_for_good_ends_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_end = []
    monkeypatch.setattr(serving_room.atexit, "register", at_the_end.append)
    serving_room.serve()
    try:
        assert Path(os.environ[WORLD]).is_file()
    finally:
        at_the_end.pop()()
    assert WORLD not in os.environ
