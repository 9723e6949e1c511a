"""The verifier over what is whole, over cases in use, and where something is missing to check with."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bundle_cases import edited, exchanges, failures, forged, named, page, results, start

from osint.bundle import verify as verifier

FILE = Path(verifier.__file__)


def test_an_untouched_package_passes_every_check(made: Path) -> None:
    result = verifier.verify(made / "package")
    assert not_passed(result) == {("time stamp", "not checkable")}  # no authority was asked
    assert {row["check"] for row in result["checks"]} >= {
        "bag",
        "ledger",
        "checkpoint",
        "signature",
        "cover",
        "exchanges",
        "package signature",
        "derivation",
        "table",
        "inclusion",
    }


def test_where_no_authority_has_stamped_a_head_that_is_said(made: Path) -> None:
    [row] = [row for row in verifier.verify(made / "package")["checks"] if row["check"] == "time stamp"]
    assert "only the maker's own clock" in row["why"]


def not_passed(result: dict[str, Any]) -> set[tuple[str, str]]:
    """The checks that did not pass, and how they ended."""
    return {(row["check"], row["result"]) for row in result["checks"] if row["result"] != "passed"}


def test_the_packaged_file_runs_alone_from_another_folder(made: Path, tmp_path: Path) -> None:
    script = made / "package" / "verify.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", script, made / "package", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["result"] == "passed"
    assert not list(made.glob("package/__pycache__"))


def test_it_is_written_for_python_3_9() -> None:
    ast.parse(FILE.read_text("utf-8"), feature_version=(3, 9))


def test_a_failure_ends_with_exit_status_1_and_is_said_in_any_encoding(package: Path) -> None:
    (package / "data" / "évidence.txt").write_bytes(b"x")
    done = subprocess.run(
        [sys.executable, FILE, package],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 1
    assert b"result: failed" in done.stdout


def test_without_openssl_signatures_are_not_checkable_and_nothing_else_changes(
    made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = verifier.verify(made / "package")
    found = {row["check"] for row in result["checks"] if row["result"] == "not checkable"}
    assert found == {"signature", "package signature", "time stamp"}
    assert result["result"] == "passed"


def test_an_openssl_that_knows_no_ed25519_is_said_to_be_too_old(
    made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "openssl"
    old.write_text("#!/bin/sh\necho 'pkeyutl: Unknown option: -rawin' >&2\nexit 1\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert results(made / "package", "signature") == ["not checkable"]


@pytest.mark.parametrize("name", ["nothing", "file", "empty"])
def test_what_is_neither_package_nor_case_fails(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    assert failures(tmp_path / name)[0]["check"] == "structure"


class TestCase:
    def test_that_was_sealed_passes(self, case: Path) -> None:
        assert not_passed(verifier.verify(case)) == {("time stamp", "not checkable")}

    def test_says_what_no_head_covers_yet(self, tmp_path: Path) -> None:
        start(tmp_path / "case", exchanges()).close()
        assert failures(tmp_path / "case") == []
        assert results(tmp_path / "case", "cover") == ["not checkable"]

    def test_with_a_changed_byte_of_an_answer_fails_and_names_the_segment(self, case: Path) -> None:
        segment = next((case / "evidence").glob("*.warc.gz"))
        data = bytearray(segment.read_bytes())
        data[len(data) // 2] ^= 1
        segment.write_bytes(data)
        assert named(case) == {f"evidence/{segment.name}"}

    @pytest.mark.parametrize(
        ("old", "new", "why"),
        [
            (b"ca-pub-4711081547110815", b"ca-pub-0000000000000000", "its body"),
            (b"charset=utf-8", b"charset=AAAAA", "its head"),
            (b"GET / HTTP/1.1", b"PUT / HTTP/1.1", "its said"),
            (b"2026-03-01T12:01:00", b"2026-03-01T12:02:00", "the date"),
            (b'"address":"100.64.0.43"', b'"address":"100.64.0.99"', "its closing record"),
        ],
    )
    def test_with_an_answer_rewritten_and_digests_that_fit_fails(
        self, case: Path, old: bytes, new: bytes, why: str
    ) -> None:
        segment = next((case / "evidence").glob("*.warc.gz"))
        lines = (case / "evidence" / "ledger.jsonl").read_bytes().splitlines()
        event = next(row for row in map(json.loads, lines) if row.get("uri") == "https://starscans.example/")
        data, start = segment.read_bytes(), event["offset"]
        end = start + event["length"]
        group = forged(data[start:end], old, new)
        assert len(group) == event["length"]
        assert group != data[start:end]
        segment.write_bytes(data[:start] + group + data[end:])
        assert [row["why"].partition(": ")[2][: len(why)] for row in failures(case)] == [why]

    def test_without_its_segment_fails_once_and_not_for_each_exchange(self, case: Path) -> None:
        segment = next((case / "evidence").glob("*.warc.gz"))
        segment.unlink()
        assert [row["file"] for row in failures(case)] == [f"evidence/{segment.name}"]

    def test_with_a_cut_segment_fails(self, case: Path) -> None:
        segment = next((case / "evidence").glob("*.warc.gz"))
        segment.write_bytes(segment.read_bytes()[:-40])
        assert "cut short" in failures(case)[0]["why"]

    def test_with_bytes_that_a_crash_left_is_not_checkable_there_and_does_not_fail(self, case: Path) -> None:
        segment = next((case / "evidence").glob("*.warc.gz"))
        segment.write_bytes(segment.read_bytes() + b"torn")
        with (case / "evidence" / "ledger.jsonl").open("ab") as file:
            file.write(b'{"n":')
        assert failures(case) == []
        assert results(case, "segment") == ["not checkable"]
        assert "not checkable" in results(case, "ledger")

    def test_with_a_reason_of_a_judgement_rewritten_fails(self, case: Path) -> None:
        notes = case / "evidence" / "notes.jsonl"
        notes.write_bytes(notes.read_bytes().replace(b"privileged reason", b"another reason"))
        assert named(case) == {"evidence/notes.jsonl"}

    def test_without_the_reasons_says_so(self, case: Path) -> None:
        (case / "evidence" / "notes.jsonl").unlink()
        assert results(case, "judgement") == ["not checkable"]

    def test_after_a_withdrawal_passes_and_says_why_it_was(self, tmp_path: Path) -> None:
        opened = start(tmp_path / "case", exchanges())
        opened.withdraw(opened.store.names()[0], because="order of a court")
        opened.close()
        rows = [row for row in verifier.verify(tmp_path / "case")["checks"] if row["check"] == "withdrawal"]
        assert [row["result"] for row in rows] == ["passed"]
        assert "order of a court" in rows[0]["why"]

    def test_whose_withdrawn_bytes_are_put_back_fails(self, tmp_path: Path) -> None:
        opened = start(tmp_path / "case", exchanges())
        segment = next((tmp_path / "case" / "evidence").glob("*.warc.gz"))
        before = segment.read_bytes()
        opened.withdraw(opened.store.names()[0], because="order of a court")
        opened.close()
        segment.write_bytes(before)
        assert "still here" in failures(tmp_path / "case")[0]["why"]

    def test_with_something_hidden_where_an_answer_was_withdrawn_fails(self, tmp_path: Path) -> None:
        opened = start(tmp_path / "case", exchanges())
        segment = next((tmp_path / "case" / "evidence").glob("*.warc.gz"))
        event = next(each for each in opened.events() if each["type"] == "exchange")
        opened.withdraw(event["id"], because="order of a court")
        opened.close()
        data, begin, end = segment.read_bytes(), event["offset"], event["offset"] + event["length"]
        group = forged(data[begin:end], b" " * 30, b"what was to be gone is here...")
        segment.write_bytes(data[:begin] + group + data[end:])
        assert "stands in its place" in failures(tmp_path / "case")[0]["why"]

    def test_in_which_two_programs_kept_the_same_answer_passes(self, tmp_path: Path) -> None:
        opened = start(tmp_path / "case", exchanges())
        segment = next((tmp_path / "case" / "evidence").glob("*.warc.gz"))
        event = next(each for each in opened.events() if each["type"] == "exchange")
        data = segment.read_bytes()
        copy = data[event["offset"] : event["offset"] + event["length"]]
        segment.write_bytes(data + copy)
        where = {"segment": segment.name, "offset": len(data), "length": len(copy)}
        opened.ledger.append("copy", {"id": event["id"], **where})
        opened.export(tmp_path / "package", court="us")
        opened.close()
        assert failures(tmp_path / "case") == []
        assert failures(tmp_path / "package") == []
        data = bytearray(segment.read_bytes())
        data[-30] ^= 1  # in the copy
        segment.write_bytes(data)
        assert named(tmp_path / "case") == {f"evidence/{segment.name}"}

    def test_of_practice_says_that_it_is_no_evidence(self, tmp_path: Path) -> None:
        from osint.case.settings import Network

        opened = start(
            tmp_path / "case", [page("moonscans.example", "x")], network=Network(profile="practice")
        )
        opened.close()
        rows = verifier.verify(tmp_path / "case")["checks"]
        assert "PRACTICE, NOT EVIDENCE" in [row["why"] for row in rows if row["check"] == "notice"]


class TestLedger:
    """Lines that are no ledger, whatever their digests."""

    @pytest.mark.parametrize(
        "line",
        [
            b"",
            b"null",
            b"[]",
            b'{"n":1}',
            b'{"n":true,"type":"x"}',
            b'{"n": 1,"type":"x"}',
            b'{"n":1,"type":[]}',
            b"\xff\xfe",
            b"[" * 60_000,
            b'{"n":1,"n":1,"type":"x"}',
            b'{"n":1,"type":"\\ud800"}',
        ],
        ids=lambda line: repr(line[:24]),
    )
    def test_are_named_with_their_number(self, case: Path, line: bytes) -> None:
        ledger = case / "evidence" / "ledger.jsonl"
        lines = ledger.read_bytes().splitlines()
        ledger.write_bytes(b"\n".join([lines[0], line, *lines[2:]]) + b"\n")
        found = failures(case)
        assert [row["file"] for row in found] == ["evidence/ledger.jsonl"]
        assert "line 2 " in found[0]["why"]

    def test_of_exchanges_with_impossible_places_fail_without_raising(self, case: Path) -> None:
        odd = [None, -1, 2**70, True, "9", [], 1.5]
        for value in odd:
            for key in ("offset", "length", "segment", "id"):
                copy = case.with_name("copy")
                shutil.copytree(case, copy)

                def change(rows: list[dict[str, object]], key: str = key, value: object = value) -> None:
                    next(row for row in rows if row["type"] == "exchange")[key] = value

                edited(copy / "evidence" / "ledger.jsonl", change)
                assert {"exchange", "segment"} & {row["check"] for row in failures(copy)}, (key, value)
                shutil.rmtree(copy)

    def test_of_a_segment_outside_the_evidence_are_refused(self, case: Path, tmp_path: Path) -> None:
        segment = next((case / "evidence").glob("*.warc.gz"))
        shutil.copyfile(segment, case / segment.name)

        def change(rows: list[dict[str, object]]) -> None:
            next(row for row in rows if row["type"] == "exchange")["segment"] = f"../{segment.name}"

        edited(case / "evidence" / "ledger.jsonl", change)
        assert any("name of its segment" in row["why"] for row in failures(case))
