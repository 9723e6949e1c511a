"""Generations: written whole or not at all, an older one for readers that have it open, deleted at will."""

from pathlib import Path

import pytest
from case_cases import new_case, page, saved

from osint.case import generations
from osint.case.case import Case
from osint.errors import EvidenceBroken, OsintError


def derived(tmp_path: Path) -> Case:
    case = new_case(tmp_path / "case")
    case.import_files([saved(tmp_path, "a.html", page("UA-7345812-1"))], url="https://a.example/")
    case.derive()
    return case


def test_a_disk_that_is_full_leaves_the_last_generation_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = derived(tmp_path)
    case.import_files([saved(tmp_path, "b.html", page("UA-7345812-2"))], url="https://b.example/")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(generations.tables, "write", full)
        with pytest.raises(OsintError, match="make room"):
            case.derive()
    found = generations.current(case.folder)
    assert found is not None
    assert found.number == 1
    assert [path.name for path in (case.folder / "derived").iterdir() if path.name.isdigit()] == ["1"]
    assert case.derive().number == 2


def test_a_half_written_generation_of_a_crash_is_not_taken_for_one(tmp_path: Path) -> None:
    case = derived(tmp_path)
    (case.folder / "derived" / ".2.building").mkdir()
    (case.folder / "derived" / "current").write_text("7", "utf-8")
    assert generations.current(case.folder) is None
    assert Case.open(case.folder).derive().number == 2


def test_an_older_generation_can_still_be_read_while_the_next_is_made(tmp_path: Path) -> None:
    case = derived(tmp_path)
    first = case.derive()
    for name in ("b", "c"):
        case.import_files([saved(tmp_path, f"{name}.html", page())], url=f"https://{name}.example/")
        case.derive()
    assert {each.site for each in first.observations()} == {"a.example"}


def test_old_generations_are_removed(tmp_path: Path) -> None:
    case = derived(tmp_path)
    for number in range(generations.KEPT + 2):
        case.import_files([saved(tmp_path, f"{number}.html", page())], url=f"https://n{number}.example/")
        case.derive()
    kept = sorted(int(path.name) for path in (case.folder / "derived").iterdir() if path.name.isdigit())
    assert kept == [4, 5, 6]


def test_a_table_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    case = derived(tmp_path)
    (case.folder / "derived" / "1" / "observations.parquet").write_bytes(b"not parquet")
    with pytest.raises(EvidenceBroken, match="delete the folder derived/"):
        list(case.derive().observations())
    (case.folder / "derived" / "1" / "derivation.json").write_bytes(b"{")
    with pytest.raises(EvidenceBroken, match="delete the folder derived/"):
        Case.open(case.folder).derive()
