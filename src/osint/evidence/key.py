"""The key that signs checkpoints: Ed25519, kept in the system's keyring or a file outside every case.

Kept in the file that OSINT_KEY_FILE names; else in the system's keyring, where one works; else in a file that
only its owner can read, in the user's settings folder (on Windows the folder's own rights see to that).
Where OSINT_KEY_PASSWORD is set, a key is made and read under that password.
"""

import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from osint.errors import SettingError
from osint.evidence import disk

SERVICE = "osint signing key"
_NAME = re.compile(
    r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}"
)  # it stands in a note's signature line and is a file's name


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with its name. ``fingerprint`` is what two people compare by telephone."""

    name: str
    kept_in: str
    private: Ed25519PrivateKey

    @property
    def public_bytes(self) -> bytes:
        """The public key: 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @property
    def public_pem(self) -> str:
        """The public key as openssl reads it."""
        form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        return self.private.public_key().public_bytes(*form).decode("ascii")

    @property
    def fingerprint(self) -> str:
        """The sha256 of the public key, in hex."""
        return hashlib.sha256(self.public_bytes).hexdigest()

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of a message: 64 bytes."""
        return self.private.sign(message)


def create(name: str) -> SigningKey:
    """Make a key and keep it.

    Raises:
        SettingError: when there is one of that name already, or it cannot be kept.
    """
    _check_name(name)
    if find(name) is not None:
        raise SettingError(f"there is a key {name!r} already: show it with `osint key {name}`")
    private, password = Ed25519PrivateKey.generate(), _password()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return SigningKey(name, _keep(name, private.private_bytes(*form, locked)), private)


def load(name: str) -> SigningKey:
    """The key of that name.

    Raises:
        SettingError: when there is none, or it cannot be read.
    """
    found = find(name)
    if found is None:
        raise SettingError(f"there is no key {name!r}: make it with `osint key {name} --create`")
    return found


def find(name: str) -> SigningKey | None:
    """The key of that name, or nothing.

    Raises:
        SettingError: when what is kept under the name is no key.
    """
    _check_name(name)
    path = _path(name)
    try:
        return _read(name, str(path), path.read_bytes())
    except FileNotFoundError:
        pass
    except OSError as why:
        raise SettingError(f"the key in {path} cannot be read ({why}): see to its rights") from why
    kept = None if os.environ.get("OSINT_KEY_FILE") else _from_keyring(name)
    return None if kept is None else _read(name, "the system's keyring", kept.encode())


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise SettingError(f"{name!r} is no name for a key: use letters a to z, digits, - _ and .")


def _password() -> bytes:
    """The password under which keys are kept; empty for none."""
    return os.environ.get("OSINT_KEY_PASSWORD", "").encode()


def _path(name: str) -> Path:
    named = os.environ.get("OSINT_KEY_FILE")
    path = (
        Path(named).expanduser() if named else platformdirs.user_config_path("osint") / "keys" / f"{name}.pem"
    )
    if any((parent / "case.toml").is_file() for parent in path.resolve().parents):
        raise SettingError(
            f"{path} lies inside a case: a key never does; set OSINT_KEY_FILE to another place"
        )
    return path


def _keep(name: str, pem: bytes) -> str:
    if not os.environ.get("OSINT_KEY_FILE") and _into_keyring(name, pem.decode("ascii")):
        return "the system's keyring"
    path = _path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, pem)
    except FileExistsError as why:
        raise SettingError(f"{path} is there already and is not overwritten: give another name") from why
    except OSError as why:
        raise SettingError(
            f"the key cannot be kept in {path} ({why}): set OSINT_KEY_FILE to another place"
        ) from why
    return str(path)


def _write_new(path: Path, pem: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all, never over another.

    Raises:
        FileExistsError: when there is one of that name.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        _name_it(fresh, path)
        disk.sync_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _name_it(fresh: Path, path: Path) -> None:
    """Give a whole file its name, unless there is one of that name."""
    try:
        os.link(fresh, path)  # unlike a renaming, it refuses to overwrite
    except FileExistsError:
        raise
    except OSError:  # memory sticks (FAT) and some network disks have no links
        if path.exists():
            raise FileExistsError(f"{path} is there already") from None
        fresh.rename(path)


def _into_keyring(name: str, pem: str) -> bool:
    import keyring  # when a key is needed: looking for the system's keyring takes its time
    import keyring.errors

    try:
        keyring.set_password(SERVICE, name, pem)
        return keyring.get_password(SERVICE, name) == pem
    except (keyring.errors.KeyringError, RuntimeError, OSError):  # none here, or one that does not work
        return False


def _from_keyring(name: str) -> str | None:
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(SERVICE, name)
    except keyring.errors.KeyringLocked as why:
        raise SettingError("the system's keyring is locked: unlock it, or set OSINT_KEY_FILE") from why
    except (keyring.errors.KeyringError, RuntimeError, OSError):
        return None


def _read(name: str, place: str, pem: bytes) -> SigningKey:
    is_locked = b"ENCRYPTED" in pem
    if is_locked and not _password():
        raise SettingError(f"the key in {place} is kept under a password: set OSINT_KEY_PASSWORD")
    try:
        private = serialization.load_pem_private_key(pem, password=_password() if is_locked else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as why:
        raise SettingError(
            f"{place} holds no private key that {'this password' if is_locked else 'osint'} opens ({why})"
        ) from why
    if not isinstance(private, Ed25519PrivateKey):
        raise SettingError(
            f"{place} holds a key that is not Ed25519: make one with `osint key NAME --create`"
        )
    return SigningKey(name, place, private)
