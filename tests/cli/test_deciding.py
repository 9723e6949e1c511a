"""judge, withdraw and export: what they print, what they bind, and what comes back."""

import json
from pathlib import Path

import pytest
from cli_cases import PAGES, archive, case, page, rows, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case of one's own, to be changed."""
    made = case(tmp_path / "case")
    assert run("import", made, archive(tmp_path / "crawl.warc")).exit_code == 0
    return made


def groups(folder: Path) -> list[list[str]]:
    return [[each["site"] for each in row["sites"]] for row in rows("show", folder, "operators")]


class TestJudge:
    def test_prints_the_id_by_which_it_can_be_taken_back(self, folder: Path) -> None:
        because = ("--because", "the same bank account")
        first = run("judge", folder, "different", "moontoon.example", "suntoon.example", *because)
        assert first.exit_code == 0
        assert groups(folder) == []
        name = first.stdout.strip()
        assert [row["id"] for row in rows("show", folder, "judgements")] == [name]
        assert run("judge", folder, "retract", name, "--because", "another branch").exit_code == 0
        assert groups(folder) == [["moontoon.example", "suntoon.example"]]

    def test_an_identifier_that_is_ignored_counts_nothing_and_is_still_shown(self, folder: Path) -> None:
        run("judge", folder, "ignore", "telegram:moontoon_notice", "--because", "the agency's")
        (link,) = [
            row
            for row in rows("show", folder, "links")
            if {row["a"], row["b"]} == {"moontoon.example", "suntoon.example"}
        ]
        assert [row["bits"] for row in link["evidence"] if row["kind"] == "telegram"] == [0]

    def test_the_author_is_whoever_is_named(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OSINT_AUTHOR", "investigator 7")
        run("judge", folder, "unsure", "moontoon.example", "blog.example", "--because", "x")
        assert [row["author"] for row in rows("show", folder, "judgements")] == ["investigator 7"]


def twice(folder: Path, place: Path) -> list[str]:
    """The exchanges of a page, once it was imported from a second address too."""
    host = "moontoon.example"
    copy = place / "copy.warc"
    copy.write_bytes(page(host, PAGES[host], url=f"https://{host}/copy"))
    run("import", folder, copy)
    shown = rows("show", folder, "exchanges")
    return [row["exchange"] for row in shown if row["uri"] in {f"https://{host}/", f"https://{host}/copy"}]


class TestWithdraw:
    def test_destroys_the_bytes_and_keeps_the_reason(self, folder: Path) -> None:
        (name,) = [
            row["exchange"]
            for row in rows("show", folder, "exchanges")
            if row["uri"] == "https://moontoon.example/"
        ]
        ended = run("withdraw", folder, name[:12], "--because", "order of the court")
        assert (ended.exit_code, ended.stdout.strip()) == (0, name)
        (row,) = [row for row in rows("show", folder, "exchanges") if row["exchange"] == name]
        assert row["withdrawn"] == "order of the court"
        assert "moontoon_notice" not in {
            row["value"] for row in rows("show", folder, "observations") if row["site"] == "moontoon.example"
        }
        assert run("verify", folder).exit_code == 0

    def test_the_same_bytes_elsewhere_are_named(self, folder: Path, tmp_path: Path) -> None:
        first, copy = twice(folder, tmp_path)
        ended = run("withdraw", folder, first, "--because", "order")
        assert "1 other exchanges hold the same bytes" in ended.stderr
        gone = {row["exchange"] for row in rows("show", folder, "exchanges") if row["withdrawn"]}
        assert (first in gone, copy in gone) == (True, False)

    def test_everywhere_takes_every_exchange_that_brought_the_same_bytes(
        self, folder: Path, tmp_path: Path
    ) -> None:
        both = twice(folder, tmp_path)
        ended = run("withdraw", folder, both[0], "--everywhere", "--because", "order")
        assert sorted(ended.stdout.split()) == sorted(both)
        assert run("verify", folder).exit_code == 0

    def test_a_second_time_is_refused(self, folder: Path) -> None:
        name = rows("show", folder, "exchanges")[0]["exchange"]
        run("withdraw", folder, name, "--because", "x")
        ended = run("withdraw", folder, name, "--because", "x")
        assert ended.exit_code == 2
        assert "withdrawn already" in ended.stderr


class TestExport:
    def test_prints_where_the_package_is_and_how_it_is_checked(self, folder: Path, tmp_path: Path) -> None:
        package = tmp_path / "package"
        ended = run("export", folder, package, "--court", "jp-disclosure", "--share", "lawfirm")
        assert (ended.exit_code, ended.stdout.strip()) == (0, str(package))
        assert f"osint verify {package}" in ended.stderr
        assert run("verify", package).exit_code == 0

    def test_only_the_operator_that_is_named(self, folder: Path, tmp_path: Path) -> None:
        (operator,) = rows("show", folder, "operators")
        ended = run(
            "export", folder, tmp_path / "package", "--court", "kr", "--operator", operator["operator"]
        )
        assert ended.exit_code == 0, ended.stderr

    def test_never_over_what_is_there(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "package").mkdir()
        (tmp_path / "package" / "mine.txt").write_text("x", "utf-8")
        ended = run("export", folder, tmp_path / "package", "--court", "kr")
        assert ended.exit_code == 2
        assert "give another name" in ended.stderr
        assert [path.name for path in (tmp_path / "package").iterdir()] == ["mine.txt"]

    def test_holds_no_reason_and_no_author_of_a_judgement(self, folder: Path, tmp_path: Path) -> None:
        run(
            "judge",
            folder,
            "unsure",
            "moontoon.example",
            "blog.example",
            "--because",
            "a source that must not be named",
        )
        run("export", folder, tmp_path / "package", "--court", "kr")
        told = [path for path in (tmp_path / "package").rglob("*") if path.is_file()]
        assert told
        assert not [path for path in told if b"must not be named" in path.read_bytes()]


def test_a_case_that_a_crash_left_says_what_was_mended(folder: Path) -> None:
    ledger = folder / "evidence" / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes() + b'{"torn')
    ended = run("show", folder, "sites")
    assert ended.exit_code == 0
    assert "mended: " in ended.stderr
    assert json.loads(run("verify", folder, "--format", "json").stdout)["result"] == "passed"


def test_a_share_says_where_what_it_withholds_is_listed(folder: Path, tmp_path: Path) -> None:
    for share, is_told in (("public", True), ("partner", True), ("court", False)):
        ended = run("export", folder, tmp_path / share, "--court", "kr", "--share", share)
        assert ended.exit_code == 0
        assert ("redaction-log.csv" in " ".join(ended.stderr.split())) is is_told


def test_judgements_that_are_withheld_are_named_with_the_words_that_release_them(
    folder: Path, tmp_path: Path
) -> None:
    sites = [row["site"] for row in rows("show", folder, "sites")]
    run("judge", folder, "same", *sites[:2], "--because", "the same hand")
    ended = run("export", folder, tmp_path / "package", "--court", "kr")
    assert "1 judgement is withheld as work product" in " ".join(ended.stderr.split())
    assert "--release judgements" in ended.stderr
    ended = run("export", folder, tmp_path / "released", "--court", "kr", "--release", "judgements")
    assert "work product" not in ended.stderr


def test_a_package_for_a_recipient_is_one_file_more_and_a_wrong_key_makes_none(
    folder: Path, tmp_path: Path
) -> None:
    import pyrage

    ended = run("export", folder, tmp_path / "none", "--court", "kr", "--encrypt-to", "age1wrong")
    assert ended.exit_code == 2
    assert not (tmp_path / "none").exists()
    key = pyrage.x25519.Identity.generate()
    ended = run("export", folder, tmp_path / "package", "--court", "kr", "--encrypt-to", str(key.to_public()))
    assert "age -d -i KEY package.tar.age" in " ".join(ended.stderr.split())
    assert pyrage.decrypt((tmp_path / "package.tar.age").read_bytes(), [key])
