"""Checkpoints: signed tree heads of the ledger, as C2SP signed notes, which anybody can check with openssl.

``checkpoints/<size>.note``::

    osint/case/<case id>
    <size>
    <base64 of the head>
    time 2026-11-24T01:02:03.000004Z

    — <key name> <base64 of 4 bytes of key hash and 64 bytes of Ed25519 signature>

The signature is over everything up to and with the empty line's line end before it (c2sp.org/signed-note and
c2sp.org/tlog-checkpoint, seen 2026-11-22). ``key.pem`` beside it is the public key. By hand::

    sed -e '/^$/,$d' 12.note > text            # the text, ends with a line end
    tail -n 1 12.note | cut -d' ' -f3 | base64 -d | tail -c 64 > signature
    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from osint.errors import EvidenceBroken
from osint.evidence.key import SigningKey
from osint.evidence.ledger import Ledger
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
    """Sign the ledger as it stands now; when nothing was added since the last checkpoint, that one."""
    folder = ledger.folder / FOLDER
    folder.mkdir(exist_ok=True)
    tree = ledger.tree()
    size = len(tree)
    path = folder / f"{size}.note"
    if not path.is_file():
        (folder / "key.pem").write_text(key.public_pem, "ascii")
        text = note(case, size, tree.head(size), stamp(datetime.now(UTC)))
        fresh = path.with_suffix(".new")
        fresh.write_text(f"{text}\n{signature(text, key)}\n", "utf-8", newline="\n")
        fresh.replace(path)
    return read(path)


def note(case: str, size: int, head: bytes, at: str) -> str:
    """The text that is signed."""
    return f"osint/case/{case}\n{size}\n{base64.b64encode(head).decode('ascii')}\ntime {at}\n"


def signature(text: str, key: SigningKey) -> str:
    """The signature line of a note."""
    name = f"osint/{key.name}"
    mark = hashlib.sha256(name.encode() + b"\n\x01" + key.public_bytes).digest()[:4]
    return f"\u2014 {name} {base64.b64encode(mark + key.sign(text.encode())).decode('ascii')}"


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
        return Checkpoint(
            int(lines[1]), base64.b64decode(lines[2], validate=True), lines[3].removeprefix("time "), path
        )
    except (OSError, ValueError, IndexError) as why:
        raise EvidenceBroken(f"{path} is no checkpoint ({why}): restore it from a copy") from why
