"""A package as one file that only its recipients open: a tar, encrypted with age (age-encryption.org/v1).

Whoever receives it types ``age -d -i KEY PACKAGE.tar.age | tar x``; no program of ours is needed.
"""

import os
import tarfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osint.errors import OsintError, UsageError

ENDING = ".tar.age"
PARTIAL = ".partial"


def recipients(keys: Sequence[str]) -> list[Any]:
    """The recipients that the public keys name: ``age1…``, or an SSH key (``ssh-ed25519``, ``ssh-rsa``).

    Raises:
        UsageError: for what is no such key; a secret key is told as what it is, and not repeated.
    """
    import pyrage  # here: only who encrypts needs it

    made = []
    for key in keys:
        if key.strip().upper().startswith("AGE-SECRET-KEY"):
            raise UsageError(
                "that is a secret key: give the recipient's public key (age1…), and make a new one"
            )
        of = pyrage.ssh if key.strip().startswith("ssh-") else pyrage.x25519
        try:
            made.append(of.Recipient.from_str(key.strip()))
        except pyrage.RecipientError as why:
            raise UsageError(
                f"{key!r} is no public key of age (age1…) or SSH: ask the recipient for his"
            ) from why
    return made


def encrypt(package: Path, to: Sequence[Any]) -> Path:
    """Write ``PACKAGE.tar.age`` beside a package, and return its place; nothing half-written bears that name.

    Raises:
        UsageError: when the file is there already.
        OsintError: when it cannot be written.
    """
    import pyrage

    target = package.with_name(package.name + ENDING)
    if target.exists():
        raise UsageError(f"{target} is there already: move it away, or give the package another name")
    partial = target.with_name(target.name + PARTIAL)
    out, into = os.pipe()
    failed: list[BaseException] = []
    writing = threading.Thread(target=_write, args=(package, into, failed), daemon=True)
    try:
        with os.fdopen(out, "rb") as reader, partial.open("wb") as writer:
            writing.start()
            pyrage.encrypt_io(reader, writer, list(to))
        writing.join()
        if failed:
            raise failed[0]
        partial.replace(target)
    except (OSError, pyrage.EncryptError) as why:
        raise OsintError(f"{target} cannot be written ({why}): the package itself is whole") from why
    finally:
        partial.unlink(missing_ok=True)
    return target


def _write(package: Path, into: int, failed: list[BaseException]) -> None:
    """The package as a tar that is the same each time: names in order, no owner, no time."""
    try:
        with (
            os.fdopen(into, "wb") as pipe,
            tarfile.open(fileobj=pipe, mode="w|", format=tarfile.PAX_FORMAT) as made,
        ):
            for path in sorted(package.rglob("*")):
                if path.is_file():
                    made.add(path, f"{package.name}/{path.relative_to(package).as_posix()}", filter=_bare)
    except OSError as why:
        failed.append(why)


def _bare(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime, entry.mode = 0, 0o644
    return entry
