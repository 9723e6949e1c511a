"""A package for its recipients alone: opened with age and tar, by nobody else, and never half there."""

import io
import tarfile
from pathlib import Path

import pyrage
import pytest
from bundle_cases import failures, files_of

from osint.bundle import encrypted
from osint.errors import OsintError, UsageError


@pytest.fixture(scope="module")
def key() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


def test_a_recipient_unpacks_a_package_that_verifies(
    made: Path, package: Path, tmp_path: Path, key: pyrage.x25519.Identity
) -> None:
    file = encrypted.encrypt(package, encrypted.recipients([f" {key.to_public()}\n"]))
    opened = pyrage.decrypt(file.read_bytes(), [key])
    with tarfile.open(fileobj=io.BytesIO(opened)) as inside:
        inside.extractall(tmp_path / "theirs", filter="data")
    theirs = tmp_path / "theirs" / package.name
    assert files_of(theirs) == files_of(made / "package")
    assert failures(theirs) == []


def test_nobody_else_opens_it_and_nothing_in_it_can_be_read(
    package: Path, key: pyrage.x25519.Identity
) -> None:
    file = encrypted.encrypt(package, encrypted.recipients([str(key.to_public())]))
    assert b"bagit.txt" not in file.read_bytes()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.generate()])


def test_the_same_package_makes_the_same_tar(package: Path, key: pyrage.x25519.Identity) -> None:
    tars = []
    for _ in range(2):
        file = encrypted.encrypt(package, encrypted.recipients([str(key.to_public())]))
        tars.append(pyrage.decrypt(file.read_bytes(), [key]))
        file.unlink()
        (package / "bagit.txt").touch()
    assert tars[0] == tars[1]


@pytest.mark.parametrize("word", ["", "age1xyz", "ssh-ed25519 AAAA", "a@b.example", "\u202eage1"])
def test_what_is_no_key_is_named(word: str) -> None:
    with pytest.raises(UsageError, match="no public key"):
        encrypted.recipients([word])


def test_a_secret_key_is_refused_and_not_repeated(key: pyrage.x25519.Identity) -> None:
    with pytest.raises(UsageError, match="secret key") as told:
        encrypted.recipients([str(key)])
    assert str(key) not in str(told.value)


def test_a_file_that_cannot_be_read_leaves_nothing(package: Path, key: pyrage.x25519.Identity) -> None:
    (package / "data" / "gone").symlink_to(
        package / "data" / "gone"
    )  # a loop, which no file is at the end of
    (package / "data" / "x").write_bytes(b"x" * 1_000_000)
    broken = encrypted.recipients([str(key.to_public())])

    def add(*_: object, **__: object) -> None:
        raise OSError("cannot be read")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tarfile.TarFile, "add", add)
        with pytest.raises(OsintError, match="cannot be read"):
            encrypted.encrypt(package, broken)
    assert not [path for path in package.parent.iterdir() if path != package]


def test_a_file_that_is_there_is_left_alone(package: Path, key: pyrage.x25519.Identity) -> None:
    package.with_name("package.tar.age").write_bytes(b"theirs")
    with pytest.raises(UsageError, match="there already"):
        encrypted.encrypt(package, encrypted.recipients([str(key.to_public())]))
    assert package.with_name("package.tar.age").read_bytes() == b"theirs"
