"""HOWTO.txt: its commands, typed as they stand."""

import subprocess
from pathlib import Path

import pytest

from osint.bundle.howto import Proofs, howto, proofs_in


def commands(package: Path) -> list[str]:
    """The commands of a package's HOWTO.txt, but for those that need the software."""
    lines = [line.strip() for line in (package / "HOWTO.txt").read_text("utf-8").splitlines()]
    first = ("sha256sum", "openssl", "sed", "tail", "python3 verify.py")
    return [line for line in lines if line.startswith(first)]


def run(package: Path) -> tuple[int, str]:
    """The exit status and output of all commands in one shell that stops at the first failure."""
    script = "set -e\n" + "\n".join(commands(package))
    done = subprocess.run(["sh", "-c", script], cwd=package, capture_output=True, check=False, text=True)
    return done.returncode, done.stdout


@pytest.mark.linux
def test_every_command_works_as_it_stands(package: Path) -> None:
    status, said = run(package)
    assert status == 0, said
    assert said.count("Signature Verified Successfully") == 2
    assert "result: passed" in said
    assert len(commands(package)) == 7


@pytest.mark.linux
def test_the_commands_leave_the_package_as_it_was(package: Path) -> None:
    run(package)
    assert run(package)[0] == 0


@pytest.mark.linux
@pytest.mark.parametrize("name", ["data/tables/sites.csv", "verify.py", "manifest-sha512.txt"])
def test_they_stop_at_a_changed_file(package: Path, name: str) -> None:
    path = package / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert run(package)[0] != 0


@pytest.mark.linux
def test_they_stop_at_a_changed_signature(package: Path) -> None:
    path = package / "tagmanifest-sha256.txt.sig"
    path.write_bytes(bytes(64))
    assert run(package)[0] != 0


def test_it_names_the_newest_head_and_the_stamps_of_the_newest_stamped_one(tmp_path: Path) -> None:
    for name in ("9.note", "10.note", "100.note", "9.a.example.tsr", "10.a.example.tsr", "10.b.example.tsr"):
        (tmp_path / name).touch()
    assert proofs_in(tmp_path, "key.pem") == Proofs(
        ("9.note", "10.note", "100.note"),
        (("10.a.example.tsr", "10.note"), ("10.b.example.tsr", "10.note")),
        "key.pem",
    )


def test_without_stamps_it_says_whose_word_the_time_is() -> None:
    text = howto(Proofs(("9.note",), (), "key.pem"), banner="", fingerprint="f" * 64)
    assert "No authority has stamped it" in text
    assert text.startswith("How to check")


def test_practice_says_so_first() -> None:
    text = howto(Proofs(("9.note",), (), "key.pem"), banner="PRACTICE, NOT EVIDENCE", fingerprint="f" * 64)
    assert text.startswith("PRACTICE, NOT EVIDENCE\n")
