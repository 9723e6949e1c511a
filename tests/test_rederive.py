"""Deriving a package again: the same from the same bytes, and every row that was put in, taken or changed is found."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from osint import canonical
from osint.bundle import verify as verifier
from osint.desk import Case
from osint.errors import UsageError
from osint.rederive import rederive, with_rederivation

PAGE = (
    "<html><script>ga('create', 'UA-47110815-3', 'auto');</script>"
    '<ins class="adsbygoogle" data-ad-client="ca-pub-4711081547110815"></ins>'
    '<a href="https://t.me/moonscans_px">x</a><a href="https://discord.gg/QxT7nMz2">y</a><p>사업자등록번호: 215-81-73685</p></html>'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of two saved pages, with two judgements; not to be changed."""
    folder = tmp_path_factory.mktemp("rederive")
    case = Case.start(folder / "case", "Two pages")
    for host in ("moonscans.example", "starscans.example"):
        (folder / f"{host}.html").write_text(PAGE, "utf-8")
        case.import_files([folder / f"{host}.html"], url=f"https://{host}/")
    case.judge("same", "moonscans.example", "starscans.example", because="reason", author="nobody")
    case.judge("ignore", "discord:QxT7nMz2", because="reason", author="nobody")
    case.export(folder / "package", court="kr")
    case.close()
    return folder / "package"


@pytest.fixture
def package(made: Path, tmp_path: Path) -> Path:
    """A copy of the package."""
    return Path(shutil.copytree(made, tmp_path / "package"))


def wrong(package: Path) -> set[str]:
    """The tables that do not come out again."""
    return {Path(row["file"]).stem for row in rederive(package) if row["result"] == "failed"}


def edited(path: Path, change: Callable[[list[Any]], object]) -> None:
    """Change the rows of a table."""
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def stated(package: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what derivation.json says."""
    path = package / "data/derived/derivation.json"
    told = json.loads(path.read_bytes())
    change(told)
    path.write_bytes(canonical.encode(told))


def test_an_untouched_package_gives_the_same_again(made: Path) -> None:
    assert [row["result"] for row in rederive(made)] == ["passed"] * 5
    assert [int(row["why"].split()[0]) for row in rederive(made)] == [10, 1, 1, 1, 2]


def test_the_checks_are_added_to_those_of_the_verifier(made: Path) -> None:
    result = with_rederivation(made, verifier.verify(made))
    assert result["result"] == "passed"
    assert [row["check"] for row in result["checks"]].count("rederive") == 5


@pytest.mark.parametrize("table", ["observations", "links", "operators", "parties", "accounts"])
@pytest.mark.parametrize(
    "change",
    [list.pop, lambda rows: rows.append(rows[-1]), lambda rows: rows.clear()],
    ids=["taken", "added", "emptied"],
)
def test_a_row_taken_or_added_is_found_in_its_table(package: Path, table: str, change: Any) -> None:
    edited(package / "data/tables" / f"{table}.jsonl", change)
    assert wrong(package) == {table}


def test_a_changed_row_is_found_although_its_digest_was_stated_anew(package: Path) -> None:
    path = package / "data/tables/operators.jsonl"
    edited(path, lambda rows: rows[0]["contacts"].append("email:innocent@person.example"))
    row = json.loads(path.read_bytes())
    digest = hashlib.sha256(canonical.encode(verifier.exact(row)) + b"\n").hexdigest()
    stated(package, lambda told: told["results"]["operators"].update(sha256=digest))
    found = {row["file"]: row["why"] for row in rederive(package) if row["result"] == "failed"}
    assert found == {"data/tables/operators.jsonl": "line 1 is not the row that comes out"}


def test_a_digest_that_is_stated_otherwise_is_found(package: Path) -> None:
    stated(package, lambda told: told["results"]["links"].update(sha256="0" * 64))
    assert wrong(package) == {"links"}


def test_what_went_in_bears_on_what_comes_out(package: Path) -> None:
    stated(package, lambda told: told["inputs"].update(judgements=[], previous={}))
    stated(package, lambda told: told["inputs"].update(rights_holders=["moonscans.example"]))
    assert "links" in wrong(package)


@pytest.mark.parametrize(
    "key", ["osint", "catalogue", "outcome_rules", "suffix_list", "readers", "collectors"]
)
def test_with_another_version_it_is_not_checkable_and_says_what_to_install(package: Path, key: str) -> None:
    path = package / "data/basis/basis.json"
    basis = json.loads(path.read_bytes())
    basis[key] = {"dnspython": "0.1"} if key == "readers" else "another"
    path.write_bytes(canonical.encode(basis))
    rows = rederive(package)
    assert [row["result"] for row in rows] == ["not checkable"] * 5
    assert key in rows[0]["why"]
    assert "install" in rows[0]["why"]


@pytest.mark.parametrize("name", ["basis/basis.json", "derived/derivation.json", "evidence/ledger.jsonl"])
@pytest.mark.parametrize("content", [None, b"", b"\xff", b"null", b"[]", b"{}", b"[" * 100_000])
def test_a_broken_file_fails_without_raising(package: Path, name: str, content: bytes | None) -> None:
    path = package / "data" / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert {row["result"] for row in rederive(package)} <= {"failed", "not checkable"}


def test_a_missing_segment_fails(package: Path) -> None:
    next((package / "data/evidence").glob("*.warc.gz")).unlink()
    assert wrong(package) == {"observations", "links", "operators", "parties", "accounts"}


def test_a_case_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no package"):
        with_rederivation(tmp_path, {"result": "passed", "checks": []})


def test_exchanges_that_came_after_the_derivation_are_not_read(package: Path) -> None:
    ledger = package / "data/evidence/ledger.jsonl"
    rows = [json.loads(line) for line in ledger.read_bytes().splitlines()]
    event = next(row for row in rows if row["type"] == "exchange")
    later = {**event, "n": len(rows), "id": "0" * 64, "segment": "none.warc.gz"}
    ledger.write_bytes(ledger.read_bytes() + canonical.encode(later) + b"\n")
    assert wrong(package) == set()
