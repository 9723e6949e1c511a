"""The private key: readable by its owner only, outside every case, found again."""

import errno
import os
import stat
import subprocess
from pathlib import Path

import keyring
import keyring.errors
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from evidence_cases import filled

from osint.errors import SettingError
from osint.evidence import checkpoint, key
from osint.evidence.ledger import Ledger

PASSWORD = "OSINT_KEY_PASSWORD"


class Ring:
    """A keyring of our own, in place of the system's."""

    def __init__(self, *, fails: Exception | None = None) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.fails = fails

    def get(self, service: str, name: str) -> str | None:
        self._fail()
        return self.kept.get((service, name))

    def set(self, service: str, name: str, text: str) -> None:
        self._fail()
        self.kept[service, name] = text

    def _fail(self) -> None:
        if self.fails is not None:
            raise self.fails


@pytest.fixture(autouse=True)
def no_real_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the keyring, the settings folder or the environment of who runs it."""
    monkeypatch.delenv("OSINT_KEY_FILE", raising=False)
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.setattr(key.platformdirs, "user_config_path", lambda name: tmp_path / "settings" / name)
    with_ring(monkeypatch, fails=keyring.errors.NoKeyringError("none here"))


def with_ring(monkeypatch: pytest.MonkeyPatch, *, fails: Exception | None = None) -> Ring:
    ring = Ring(fails=fails)
    monkeypatch.setattr(keyring, "get_password", ring.get)
    monkeypatch.setattr(keyring, "set_password", ring.set)
    return ring


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that OSINT_KEY_FILE names."""
    path = tmp_path / "keys" / "key.pem"
    monkeypatch.setenv("OSINT_KEY_FILE", str(path))
    return path


def test_a_key_is_found_again_and_signs_the_same(file: Path) -> None:
    made = key.create("default")
    found = key.load("default")
    assert (found.fingerprint, found.public_pem) == (made.fingerprint, made.public_pem)
    assert found.sign(b"a head") == made.sign(b"a head")
    assert found.kept_in == str(file)


def test_its_fingerprint_is_the_digest_of_the_public_key() -> None:
    """Of the first test vector of RFC 8032."""
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    signing = key.SigningKey("default", "a test", Ed25519PrivateKey.from_private_bytes(secret))
    assert signing.public_bytes.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert signing.fingerprint == "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9"


@pytest.mark.linux
def test_only_its_owner_can_read_it_whatever_the_mask_of_rights_is(file: Path) -> None:
    mask = os.umask(0)
    try:
        key.create("default")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_a_key_is_never_overwritten(file: Path) -> None:
    key.create("default")
    before = file.read_bytes()
    with pytest.raises(SettingError, match="already"):
        key.create("default")
    assert file.read_bytes() == before


def test_of_two_programs_that_make_it_at_one_moment_one_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "find", lambda name: None)  # neither sees the other's
    key.create("default")
    before = file.read_bytes()
    with pytest.raises(SettingError, match="not overwritten"):
        key.create("default")
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("refusal", [errno.EPERM, errno.EOPNOTSUPP])
def test_it_is_kept_on_a_disk_without_links_too_and_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch, refusal: int
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(refusal, "no links here")

    monkeypatch.setattr(os, "link", refuses)
    made = key.create("default")
    assert key.load("default").fingerprint == made.fingerprint
    monkeypatch.setattr(key, "find", lambda name: None)
    with pytest.raises(SettingError, match="not overwritten"):
        key.create("default")
    monkeypatch.undo()
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("place", ["key.pem", "evidence/key.pem", "exports/package/data/key.pem"])
def test_it_is_never_kept_in_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    filled(tmp_path / "case", 1)
    monkeypatch.setenv("OSINT_KEY_FILE", str(tmp_path / "case" / place))
    with pytest.raises(SettingError, match="inside a case"):
        key.create("default")
    assert not list((tmp_path / "case").rglob("*.pem"))


@pytest.mark.linux
def test_a_link_does_not_lead_it_into_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "case", 1)
    (tmp_path / "keys").symlink_to(tmp_path / "case" / "evidence")
    monkeypatch.setenv("OSINT_KEY_FILE", str(tmp_path / "keys" / "key.pem"))
    with pytest.raises(SettingError, match="inside a case"):
        key.create("default")


def test_signing_leaves_nothing_of_it_in_the_case(tmp_path: Path, file: Path) -> None:
    filled(tmp_path / "case", 1)
    signing = key.create("default")
    checkpoint.sign(Ledger(tmp_path / "case" / "evidence"), signing, "c0ffee")
    secret = signing.private.private_bytes_raw()
    pem = file.read_bytes().splitlines()[1]
    for path in (tmp_path / "case").rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert secret not in data
        assert pem not in data
        assert b"PRIVATE" not in data


def test_under_a_password_it_is_read_with_that_password_only(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "말이 되는 비밀번호")
    made = key.create("default")
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in file.read_bytes()
    assert key.load("default").fingerprint == made.fingerprint
    for wrong, said in (("another", "that this password opens"), ("", "set OSINT_KEY_PASSWORD")):
        monkeypatch.setenv(PASSWORD, wrong)
        with pytest.raises(SettingError, match=said):
            key.load("default")


def test_a_key_without_a_password_is_read_though_one_is_set(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = key.create("default")
    monkeypatch.setenv(PASSWORD, "set for another key")
    assert key.load("default").fingerprint == made.fingerprint


@pytest.mark.linux
def test_openssl_reads_it_and_gives_the_same_public_key(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "secret")
    made = key.create("default")
    words = ["openssl", "pkey", "-in", str(file), "-passin", f"env:{PASSWORD}", "-pubout"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == made.public_pem


def test_it_lies_in_the_systems_keyring_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = with_ring(monkeypatch)
    made = key.create("default")
    assert made.kept_in == key.load("default").kept_in == "the system's keyring"
    assert key.load("default").fingerprint == made.fingerprint
    assert list(ring.kept) == [(key.SERVICE, "default")]
    assert not (tmp_path / "settings").exists()


@pytest.mark.parametrize(
    "failure",
    [keyring.errors.NoKeyringError("none"), keyring.errors.InitError("no bus"), OSError("no bus")],
)
def test_without_a_keyring_it_lies_in_the_settings_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    with_ring(monkeypatch, fails=failure)
    made = key.create("default")
    assert made.kept_in == str(tmp_path / "settings" / "osint" / "keys" / "default.pem")
    assert key.load("default").fingerprint == made.fingerprint


def test_a_keyring_that_does_not_give_back_what_it_took_is_not_relied_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_ring(monkeypatch)
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)
    assert "settings" in key.create("default").kept_in


def test_a_locked_keyring_is_no_missing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with_ring(monkeypatch, fails=keyring.errors.KeyringLocked("locked"))
    with pytest.raises(SettingError, match="unlock it"):
        key.find("default")


def test_a_named_file_goes_before_the_keyring_which_is_not_asked(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = with_ring(monkeypatch)
    ring.kept[key.SERVICE, "default"] = "another key"
    assert key.find("default") is None
    key.create("default")
    assert key.load("default").kept_in == str(file)
    assert ring.kept == {(key.SERVICE, "default"): "another key"}


def test_a_key_that_is_not_there_is_said_to_be_missing_with_the_next_step() -> None:
    assert key.find("default") is None
    with pytest.raises(SettingError, match="osint key default --create"):
        key.load("default")


@pytest.mark.parametrize("name", ["", ".hidden", "../key", "a/b", "a b", "a+b", "키", "a\n", "x" * 65])
def test_a_name_that_a_file_or_a_signature_line_cannot_bear_is_refused(name: str) -> None:
    with pytest.raises(SettingError, match="no name for a key"):
        key.create(name)


RSA = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no private key"), (b"\xff\xfe", "no private key"), (RSA, "not Ed25519")],
    ids=["nothing", "noise", "rsa"],
)
def test_a_file_that_holds_no_such_key_is_named(file: Path, content: bytes, said: str) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(SettingError, match=said):
        key.load("default")
    assert file.read_bytes() == content


def test_a_folder_in_the_keys_place_is_named(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(SettingError, match="cannot be read"):
        key.create("default")


def test_a_key_that_cannot_be_kept_is_said_to_be_so_and_leaves_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingError, match="set OSINT_KEY_FILE to another place"):
        key.create("default")
    assert list(file.parent.iterdir()) == []
