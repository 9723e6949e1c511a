"""Bags: what an independent validator says of them, and what is left when one cannot be written."""

from pathlib import Path

import bagit
import pytest
from bundle_cases import exchanges, start

from osint.bundle import bag
from osint.errors import OsintError, UsageError


def test_the_independent_validator_accepts_the_package(made: Path) -> None:
    found = bagit.Bag(str(made / "package"))
    assert found.version_info == (1, 0)
    assert found.is_valid(fast=False)
    assert set(found.algorithms) == {"sha256", "sha512"}


def test_the_independent_validator_refuses_a_changed_one(package: Path) -> None:
    (package / "data" / "tables" / "sites.csv").write_bytes(b"x")
    assert not bagit.Bag(str(package)).is_valid(fast=False)


def test_what_it_says_of_itself_is_one_line_each_and_shows_nothing_hidden(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    told = {"External-Description": "a\nPayload-Oxum: 9.9\u202e\x1b[2J", "Notice": "", "Source": "한 조사관"}
    bag.seal(tmp_path, told, lambda _: b"mark")
    lines = (tmp_path / "bag-info.txt").read_text("utf-8").splitlines()
    assert lines == [
        "External-Description: a Payload-Oxum: 9.9⟨U+202E⟩⟨U+001B⟩[2J",
        "Source: 한 조사관",
        "Payload-Oxum: 0.0",
    ]
    assert (tmp_path / bag.SIGNATURE).read_bytes() == b"mark"


def test_a_place_that_is_taken_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(UsageError, match="give another name"), bag.building(tmp_path / "there"):
        pytest.fail("it must not begin")
    assert list(tmp_path.iterdir()) == [tmp_path / "there"]


def test_a_place_below_a_file_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OsintError, match="cannot be written"), bag.building(tmp_path / "file" / "package"):
        pytest.fail("it must not begin")


def test_whatever_goes_wrong_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="nowhere"):
        _fails_half_way(tmp_path / "package")
    assert list(tmp_path.iterdir()) == []


def _fails_half_way(target: Path) -> None:
    with bag.building(target) as draft:
        (draft / "data").mkdir()
        raise LookupError("nowhere")


@pytest.mark.linux
def test_a_disk_that_takes_no_more_leaves_no_package_and_the_case_usable(tmp_path: Path) -> None:
    import resource

    case = start(tmp_path / "case", exchanges())
    case.derive()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = max(path.stat().st_size for path in (tmp_path / "case" / "evidence").iterdir())
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before + 20_000, hard))  # the basis is longer
        with pytest.raises(OsintError, match="make room"):
            case.export(tmp_path / "package", court="kr")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == [tmp_path / "case"]
    case.export(tmp_path / "package", court="kr")
    case.close()
