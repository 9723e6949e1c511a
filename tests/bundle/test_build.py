"""Packages as a whole: what is in them, what never is, and cases at their edges."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from bundle_cases import exchanges, failed, failures, files_of, page, start
from printed import pages_of, text_of

from osint.bundle import verify as verifier
from osint.case.settings import Network
from osint.errors import SettingError, UsageError


def test_it_holds_what_a_stranger_needs(made: Path) -> None:
    assert set(files_of(made / "package")) >= {
        "HOWTO.txt",
        "verify.py",
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt.sig",
        "data/basis/basis.json",
        "data/derived/derivation.json",
        "data/evidence/ledger.jsonl",
        "data/evidence/checkpoints/key.pem",
        "data/graph/graph.graphml",
        "data/report/index.html",
        "data/tables/links.jsonl",
        "data/tables/judgements.csv",
        "proofs/inclusion.jsonl",
    }


def test_reasons_and_authors_of_judgements_are_nowhere_in_it(made: Path) -> None:
    for name in files_of(made / "package"):
        data = (made / "package" / name).read_bytes()
        assert b"privileged reason" not in data, name
        assert b"J. Doe" not in data, name
        if name.endswith(".pdf"):
            assert "privilegedreason" not in text_of(made / "package" / name), name
    assert (made / "package/data/tables/judgements.jsonl").read_bytes() == b""


def test_tables_hold_the_same_rows_for_programs_and_for_spreadsheets(made: Path) -> None:
    tables = made / "package" / "data" / "tables"
    for path in tables.glob("*.jsonl"):
        rows = [json.loads(line) for line in path.read_bytes().splitlines()]
        with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.DictReader(file))
        assert len(read) == len(rows)
        assert not rows or list(read[0]) == list(rows[0])


def test_a_formula_is_none_in_a_spreadsheet_and_exact_for_programs(tmp_path: Path) -> None:
    formula = '=HYPERLINK("https://evil.example","x")'
    case = start(tmp_path / "case", [*exchanges(), replace(failed("moonscans.example"), why=formula)])
    case.export(tmp_path / "package", court="us")
    case.close()
    tables = tmp_path / "package" / "data" / "tables"
    cells = []
    for path in tables.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert f"'{formula}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))]
    rows = [json.loads(line) for line in (tables / "exchanges.jsonl").read_bytes().splitlines()]
    assert formula in {row["why"] for row in rows}


def test_two_exports_in_a_row_are_both_whole(tmp_path: Path) -> None:
    case = start(tmp_path / "case", exchanges())
    for name in ("one", "two"):
        case.export(tmp_path / name, court="jp")
        assert failures(tmp_path / name) == []
    case.close()
    assert failures(tmp_path / "case") == []


def test_a_case_without_exchanges_and_without_operators_is_packed_all_the_same(tmp_path: Path) -> None:
    case = start(tmp_path / "case", [])
    case.export(tmp_path / "package", court="eu")
    case.close()
    assert failures(tmp_path / "package") == []
    report = (tmp_path / "package/data/report/index.html").read_text("utf-8")
    assert "No group of sites is held to be run by one hand" in report
    assert "No question was put" in report


def test_a_title_of_two_thousand_hidden_characters_is_shown_and_does_no_harm(tmp_path: Path) -> None:
    title = ("\u202egnihton" * 250)[:1999] + "\n"
    case = start(tmp_path / "case", exchanges(), title=title.strip())
    case.export(tmp_path / "package", court="kr")
    case.close()
    assert failures(tmp_path / "package") == []
    for name in ("bag-info.txt", "data/report/index.html", "HOWTO.txt"):
        text = (tmp_path / "package" / name).read_text("utf-8")
        assert "\u202e" not in text
    assert "⟨U+202E⟩gnihton" in report_of(tmp_path / "package")


def test_a_withdrawn_answer_is_named_with_its_reason_and_is_gone(tmp_path: Path) -> None:
    case = start(tmp_path / "case", exchanges())
    gone = next(event["id"] for event in case.events() if event.get("uri") == "https://harbor.example/")
    case.withdraw(gone, because="erasure <order> 7")
    case.export(tmp_path / "package", court="kr")
    case.close()
    assert failures(tmp_path / "package") == []
    assert "erasure &lt;order&gt; 7" in report_of(tmp_path / "package")
    segment = next((tmp_path / "package" / "data" / "evidence").glob("*.warc.gz"))
    assert b"onerror" not in b"".join(verifier.members(segment.read_bytes()))


def test_everything_that_practice_made_says_so(tmp_path: Path) -> None:
    case = start(tmp_path / "case", exchanges(), network=Network(profile="practice"))
    case.export(tmp_path / "package", court="kr")
    case.close()
    names = ("HOWTO.txt", "bag-info.txt", "data/report/index.html", "data/graph/graph.graphml")
    for name in [*names, "data/tables/NOTICE.txt"]:
        assert "PRACTICE, NOT EVIDENCE" in (tmp_path / "package" / name).read_text("utf-8"), name
    for printed in pages_of(tmp_path / "package/data/exhibits/exhibit-0001.pdf"):
        assert "PRACTICE, NOT EVIDENCE" in printed
    assert "PRACTICE, NOT EVIDENCE" in verifier.as_text(verifier.verify(tmp_path / "package"))


def test_nothing_that_is_real_says_practice(made: Path) -> None:
    for name in files_of(made / "package"):
        if name != "verify.py":
            assert b"PRACTICE, NOT" not in (made / "package" / name).read_bytes(), name
        if name.endswith(".pdf"):
            assert "PRACTICE" not in text_of(made / "package" / name), name


def test_a_place_among_the_evidence_is_refused(case: Path) -> None:
    from osint.desk import Case

    opened = Case.open(case)
    with pytest.raises(UsageError, match="among the evidence"):
        opened.export(case / "evidence" / "package", court="kr")
    opened.close()


def test_a_key_that_did_not_sign_the_ledger_signs_no_package(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from osint.bundle.signature import signer
    from osint.evidence import key

    monkeypatch.setenv("OSINT_KEY_FILE", str(tmp_path / "other.pem"))
    key.create("default")
    with pytest.raises(SettingError, match="did not sign"):
        signer(made / "package" / "data" / "evidence" / "checkpoints")


def test_after_a_change_of_keys_the_package_is_signed_by_the_new_one(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from osint.desk import Case
    from osint.evidence import key

    opened = Case.open(case)
    monkeypatch.setenv("OSINT_KEY_FILE", str(tmp_path / "other.pem"))
    key.create("default")
    opened.export(tmp_path / "package", court="kr")
    opened.close()
    assert failures(tmp_path / "package") == []
    keys = sorted(path.name for path in (tmp_path / "package/data/evidence/checkpoints").glob("key*.pem"))
    assert len(keys) == 2
    assert keys[0] in (tmp_path / "package" / "HOWTO.txt").read_text("utf-8")


def test_a_lone_surrogate_in_a_row_is_written_as_json_that_reads_back() -> None:
    from osint.bundle.sheets import _json

    assert json.loads(_json({"why": "a\ud800é"})) == {"why": "a\ud800é"}


def test_half_written_checkpoints_of_another_program_stay_out(case: Path, tmp_path: Path) -> None:
    from osint.desk import Case

    (case / "evidence" / "checkpoints" / ".9.note.abcd").write_bytes(b"half")
    opened = Case.open(case)
    opened.store.keep(page("moonscans.example", "later", minute=9))
    opened.export(tmp_path / "package", court="kr")
    opened.close()
    assert not [name for name in files_of(tmp_path / "package") if "/." in name]


def report_of(package: Path) -> str:
    """The report's text."""
    return (package / "data" / "report" / "index.html").read_text("utf-8")


def test_an_export_that_is_interrupted_while_it_sets_exhibits_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, count: int) -> None:
        assert 0 < done <= count
        raise KeyboardInterrupt

    case = start(tmp_path / "case", exchanges())
    with pytest.raises(KeyboardInterrupt):
        case.export(tmp_path / "out" / "package", court="kr", progress=stop)
    assert list((tmp_path / "out").iterdir()) == []
    case.export(tmp_path / "out" / "package", court="kr")
    case.close()
    assert failures(tmp_path / "out" / "package") == []
