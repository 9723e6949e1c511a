"""Checkpoints: signed tree heads of the ledger, as C2SP signed notes, which anybody can check with openssl.

``checkpoints/<size>.note``::

    osint/case/<case id>
    <size>
    <base64 of the head>
    time 2026-11-24T01:02:03.000004Z

    — <key name> <base64 of 4 bytes of key hash and 64 bytes of Ed25519 signature>

The signature is over the text before the empty line, with its last line end (c2sp.org/signed-note and
c2sp.org/tlog-checkpoint, seen 2026-11-22). ``key.pem`` beside it is the public key; a further key of the same
case lies in ``key-<key hash in hex>.pem``. By hand::

    sed -e '/^$/,$d' 12.note > text
    tail -n 1 12.note | cut -d' ' -f3 | base64 -d | tail -c 64 > signature
    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature

A time stamp of the note's bytes lies beside it, query and reply as they were (``stamp.py``)::

    openssl ts -verify -data 12.note -in 12.<authority>.tsr -CAfile <the authority's root>.pem
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from osint.errors import EvidenceBroken
from osint.evidence import disk
from osint.evidence.key import SigningKey
from osint.evidence.ledger import Ledger
from osint.evidence.merkle import Tree
from osint.records import stamp

FOLDER = "checkpoints"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed tree head on disk."""

    size: int
    head: bytes
    at: str
    path: Path

    @property
    def digest(self) -> bytes:
        """The sha256 of the note: what is time-stamped."""
        return hashlib.sha256(self.path.read_bytes()).digest()


def sign(ledger: Ledger, key: SigningKey, case: str) -> Checkpoint:
    """Sign the ledger as it stands now; when nothing was added since the last checkpoint, that one.

    The ledger is brought to the disk itself first (the store's segments: ``Store.sync``).

    Raises:
        EvidenceBroken: when the ledger no longer holds what an earlier checkpoint signed.
        OsintError: when the checkpoint cannot be written.
    """
    ledger.tree()  # built before anybody has to wait for it
    with ledger.alone():  # else two programs sign the same size, and the stamp of one fits the other's note
        ledger.sync()
        tree = ledger.tree()
        for earlier in all_of(ledger.folder):
            check(earlier, tree)
            if earlier.size == len(tree):
                return earlier
        return _signed(ledger.folder / FOLDER, tree, key, case)


def _signed(folder: Path, tree: Tree, key: SigningKey, case: str) -> Checkpoint:
    size = len(tree)
    text = note(case, size, tree.head(size), stamp(datetime.now(UTC)))
    path = folder / f"{size}.note"
    try:
        folder.mkdir(exist_ok=True)
        _keep_public(folder, key)
        disk.write_whole(path, f"{text}\n{signature(text, key)}\n".encode())
    except OSError as why:
        raise disk.unwritable(path, why) from why
    return read(path)


def check(signed: Checkpoint, tree: Tree) -> None:
    """Hold a checkpoint against the ledger's tree.

    Raises:
        EvidenceBroken: when the tree does not begin with what was signed.
    """
    if signed.size > len(tree) or tree.head(signed.size) != signed.head:
        raise EvidenceBroken(
            f"the ledger is not the one that {signed.path} signed: its first {signed.size} lines were changed "
            "or are missing; restore it from a copy"
        )


def attach(signed: Checkpoint, authority: str, query: bytes, reply: bytes) -> Path:
    """Put a time-stamp authority's query and reply beside a checkpoint, as they were; the reply's file.

    ``authority`` is the host's name. A later stamp of the same authority gets a number.

    Raises:
        OsintError: when they cannot be written.
    """
    name = "".join(each if each.isascii() and (each.isalnum() or each in "-.") else "_" for each in authority)
    number, path = 1, signed.path.with_suffix(f".{name}.tsr")
    while path.exists() and path.read_bytes() != reply:
        number += 1
        path = signed.path.with_suffix(f".{name}-{number}.tsr")
    try:
        disk.write_whole(path.with_suffix(".tsq"), query)
        disk.write_whole(path, reply)
    except OSError as why:
        raise disk.unwritable(path, why) from why
    return path


def note(case: str, size: int, head: bytes, at: str) -> str:
    """The text that is signed."""
    return f"osint/case/{case}\n{size}\n{base64.b64encode(head).decode('ascii')}\ntime {at}\n"


def signature(text: str, key: SigningKey) -> str:
    """The signature line of a note."""
    signed = key_hash(_key_name(key), key.public_bytes) + key.sign(text.encode())
    return f"\u2014 {_key_name(key)} {base64.b64encode(signed).decode('ascii')}"


def key_hash(name: str, public: bytes) -> bytes:
    """The four bytes by which a signature line says which Ed25519 key made it (c2sp.org/signed-note)."""
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def all_of(folder: Path) -> list[Checkpoint]:
    """The checkpoints of a case's evidence, the smallest first."""
    notes = (folder / FOLDER).glob("*.note")
    return sorted((read(path) for path in notes), key=lambda each: each.size)


def read(path: Path) -> Checkpoint:
    """A checkpoint from its file; the signature is not checked here (``bundle/verify.py`` does).

    Raises:
        EvidenceBroken: when the file is no checkpoint.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
        head = base64.b64decode(lines[2], validate=True)
        is_size = lines[1].isascii() and lines[1].isdigit()
        if not is_size or len(head) != 32 or not lines[3].startswith("time "):
            raise ValueError("its size, its head or its time is missing")
        return Checkpoint(int(lines[1]), head, lines[3].removeprefix("time "), path)
    except (OSError, ValueError, IndexError) as why:
        raise EvidenceBroken(f"{path} is no checkpoint ({why}): restore it from a copy") from why


def _key_name(key: SigningKey) -> str:
    return f"osint/{key.name}"


def _keep_public(folder: Path, key: SigningKey) -> None:
    """Put the public key beside the notes: the case's first key has the plain name."""
    pem = key.public_pem.encode("ascii")
    named = key_hash(_key_name(key), key.public_bytes).hex()
    first, further = folder / "key.pem", folder / f"key-{named}.pem"
    path = first if not first.exists() or first.read_bytes() == pem else further
    if not path.exists():
        disk.write_whole(path, pem)
