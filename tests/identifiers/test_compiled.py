"""Compiled automata that are kept: the same finds, and nothing stale or broken is used."""

from pathlib import Path

import hyperscan
import platformdirs
import pytest

from osint.identifiers import compiled

EXPRESSIONS = [b"word%d-" % number for number in range(100)]
FLAGS = [0] * len(EXPRESSIONS)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache" / "osint"
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: folder)
    return folder


def found(database: object, text: bytes) -> list[int]:
    seen: list[int] = []
    scratch = hyperscan.Scratch(database)
    database.scan(text, match_event_handler=lambda number, *_: seen.append(number), scratch=scratch)  # type: ignore[attr-defined]
    return seen


def test_what_was_kept_finds_the_same(kept: Path) -> None:
    first = compiled.database("words", EXPRESSIONS, FLAGS)
    assert len(list(kept.iterdir())) == 1
    second = compiled.database("words", EXPRESSIONS, FLAGS)
    assert found(first, b"word7- word12-") == found(second, b"word7- word12-") == [7, 12]


def test_what_was_kept_of_other_expressions_goes(kept: Path) -> None:
    compiled.database("words", EXPRESSIONS, FLAGS)
    (before,) = kept.iterdir()
    changed = compiled.database("words", [*EXPRESSIONS[:-1], b"other-"], FLAGS)
    (after,) = kept.iterdir()
    assert before != after
    assert found(changed, b"other-") == [99]


def test_what_is_broken_is_made_again(kept: Path) -> None:
    compiled.database("words", EXPRESSIONS, FLAGS)
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    for broken in (b"", whole[:100], whole[:200] + b"\xff" * 50 + whole[250:]):
        file.write_bytes(broken)
        assert found(compiled.database("words", EXPRESSIONS, FLAGS), b"word3-") == [3]
        assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_done_without(kept: Path) -> None:
    kept.parent.mkdir(parents=True)
    kept.write_text("no folder")
    assert found(compiled.database("words", EXPRESSIONS, FLAGS), b"word3-") == [3]
