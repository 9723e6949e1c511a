"""import: who captured a page, when and how is kept with it and in the ledger."""

import json
from pathlib import Path

import pytest
from cli_cases import case, run


def ledger(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "evidence" / "ledger.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_says_in_the_ledger_who_captured_a_page_when_and_how(tmp_path: Path) -> None:
    folder = case(tmp_path / "case")
    saved = tmp_path / "saved.html"
    saved.write_text("<!doctype html><p>page</p>", "utf-8")
    words = (
        "--captured-by",
        "A. Kim",
        "--captured-at",
        "2026-11-20T10:30+09:00",
        "--note",
        "Chrome, from the menu",
    )
    assert run("import", folder, saved, "--url", "https://toon.example/", *words).exit_code == 0
    told = json.dumps(ledger(folder))
    event = next(each for each in ledger(folder) if "captured_by" in json.dumps(each))
    flat = json.dumps(event)
    assert '"captured_by": "A. Kim"' in flat
    assert '"captured_how": "Chrome, from the menu"' in flat
    assert '"captured_at_stated": "2026-11-20T01:30:00.000000Z"' in flat
    assert '["captured-by", "A. Kim"]' in told
    assert '"at": "2026-11-20T01:30:00.000000Z"' in told


@pytest.mark.parametrize("at", ["yesterday", "2026-11-20T10:30", "2999-01-01T00:00Z"])
def test_takes_no_time_that_is_none_has_no_zone_or_is_to_come(tmp_path: Path, at: str) -> None:
    folder = case(tmp_path / "case")
    saved = tmp_path / "saved.html"
    saved.write_text("<p>page</p>", "utf-8")
    ended = run("import", folder, saved, "--captured-at", at)
    assert ended.exit_code == 2
    assert "--captured-at" in ended.stderr


def test_says_where_a_saved_page_is_a_bot_check(tmp_path: Path) -> None:
    folder = case(tmp_path / "case")
    saved = tmp_path / "saved.html"
    check = '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>'
    saved.write_text(f"<!doctype html><title>Just a moment...</title>{check}", "utf-8")
    ended = run("import", folder, saved, "--url", "https://toon.example/")
    assert ended.exit_code == 0
    assert (
        "saved.html: https://toon.example/: a Cloudflare bot check stands in place of the page"
        in ended.stderr
    )
    assert "save it again when the page itself shows" in ended.stderr
