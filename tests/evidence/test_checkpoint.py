"""A stranger with openssl, and nothing of ours, can check what was signed."""

import base64
import errno
import hashlib
import os
import subprocess
import threading
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from evidence_cases import faults, filled, ledger_of, opened, page

from osint.errors import EvidenceBroken, OsintError
from osint.evidence import checkpoint, disk
from osint.evidence.checkpoint import Checkpoint
from osint.evidence.key import SigningKey
from osint.evidence.ledger import Ledger

CASE = "c0ffee"


def key_of(seed: int, name: str = "default") -> SigningKey:
    return SigningKey(name, "a test", Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


KEY = key_of(1)


def signed(folder: Path, key: SigningKey = KEY) -> Checkpoint:
    return checkpoint.sign(Ledger(folder / "evidence"), key, CASE)


def by_hand(size: int) -> str:
    """The commands that the module's own words give a stranger."""
    said = (checkpoint.__doc__ or "").partition("By hand::\n\n")[2].partition("\n\n")[0]
    return "set -e -o pipefail\n" + said.replace("12.note", f"{size}.note")


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False)


def test_a_note_has_the_form_that_its_standards_name(tmp_path: Path) -> None:
    filled(tmp_path, 2)
    made = signed(tmp_path)
    assert made.path.name == "3.note"
    origin, size, head, at, empty, line, end = made.path.read_bytes().decode().split("\n")
    assert (origin, size, empty, end) == ("osint/case/c0ffee", "3", "", "")
    assert base64.b64decode(head) == Ledger(tmp_path / "evidence").tree().head() == made.head
    assert at == f"time {made.at}"
    dash, name, signature = line.split(" ")
    assert (dash, name) == ("\u2014", "osint/default")
    raw = base64.b64decode(signature)
    assert raw[:4] == hashlib.sha256(b"osint/default\n\x01" + KEY.public_bytes).digest()[:4]
    public = load_pem_public_key((made.path.parent / "key.pem").read_bytes())
    assert isinstance(public, Ed25519PublicKey)
    public.verify(raw[4:], f"{origin}\n{size}\n{head}\n{at}\n".encode())
    with pytest.raises(InvalidSignature):
        public.verify(raw[4:], f"{origin}\n{size}\n{head}\n{at}".encode())


def test_a_key_is_named_as_in_the_published_example() -> None:
    """From the documentation of golang.org/x/mod/sumdb/note."""
    key = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert checkpoint.key_hash("PeterNeumann", key[1:]).hex() == "c74f20a3"


@pytest.mark.linux
def test_the_commands_for_a_stranger_hold_and_fail_on_a_changed_note(tmp_path: Path) -> None:
    filled(tmp_path, 4)
    note = signed(tmp_path).path
    done = run(by_hand(5), note.parent)
    assert (done.returncode, done.stdout.strip()) == (0, "Signature Verified Successfully"), done.stderr
    text = note.read_text("utf-8")
    note.write_text(text.replace("time 2", "time 3"), "utf-8")
    assert run(by_hand(5), note.parent).returncode != 0
    note.write_text(text, "utf-8")
    (note.parent / "key.pem").write_text(key_of(2).public_pem)
    assert run(by_hand(5), note.parent).returncode != 0


def test_nothing_is_signed_twice_and_what_was_added_is_signed_anew(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    first = signed(tmp_path)
    note = first.path.read_bytes()
    assert signed(tmp_path) == first
    with opened(tmp_path) as store:
        store.keep(page(1))
    second = signed(tmp_path)
    assert (first.size, second.size) == (2, 3)
    assert first.path.read_bytes() == note
    assert [each.size for each in checkpoint.all_of(tmp_path / "evidence")] == [2, 3]
    assert faults(tmp_path) == []


def test_another_key_of_the_same_case_lies_beside_the_first(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    signed(tmp_path)
    with opened(tmp_path) as store:
        store.keep(page(1))
    note = signed(tmp_path, key_of(2, "partner")).path
    named = base64.b64decode(note.read_text("utf-8").split(" ")[-1])[:4].hex()
    assert (note.parent / "key.pem").read_text() == KEY.public_pem
    assert (note.parent / f"key-{named}.pem").read_text() == key_of(2).public_pem
    assert faults(tmp_path) == []


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_ledger_that_was_rewritten_under_a_checkpoint_is_not_signed_again(
    tmp_path: Path, line: int
) -> None:
    filled(tmp_path, 2)
    signed(tmp_path)
    lines = ledger_of(tmp_path).read_bytes().split(b"\n")
    lines[line] = lines[line].replace(b'"written":"2', b'"written":"3')
    ledger_of(tmp_path).write_bytes(b"\n".join(lines))
    Ledger(tmp_path / "evidence").append("lead", {"site": "a.example"})
    with pytest.raises(EvidenceBroken, match=r"is not the one that .*3\.note signed"):
        signed(tmp_path)
    assert [path.name for path in (tmp_path / "evidence" / "checkpoints").glob("*.note")] == ["3.note"]
    assert faults(tmp_path) != []


def test_a_withdrawal_leaves_every_signed_head_as_it_was(tmp_path: Path) -> None:
    kept = filled(tmp_path, 2)
    signed(tmp_path)
    opened(tmp_path).withdraw(kept[0].id, "order of the court")
    signed(tmp_path)
    assert faults(tmp_path) == []


def test_two_programs_that_sign_at_one_moment_make_one_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the stamp that one has asked for fits the note that the other has overwritten."""
    filled(tmp_path, 1)
    made: list[Checkpoint] = []
    other = threading.Thread(target=lambda: made.append(signed(tmp_path)))
    write, calls = checkpoint._signed, []

    def slowly(*words: object) -> Checkpoint:
        calls.append(1)
        if len(calls) == 1:
            other.start()
            other.join(0.3)  # as far as it comes
        return write(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(checkpoint, "_signed", slowly)
    made.append(signed(tmp_path))
    other.join()
    assert len(calls) == 1
    assert made[0] == made[1] == checkpoint.read(made[0].path)


def test_a_full_disk_leaves_no_half_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, 1)
    folder = tmp_path / "evidence" / "checkpoints"

    def full(file: int) -> None:
        if os.fstat(file).st_size < 500:  # a small file, not the ledger
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OsintError, match="make room on the disk"):
            signed(tmp_path)
    assert list(folder.iterdir()) == []
    assert signed(tmp_path).size == 2
    assert faults(tmp_path) == []


def test_a_small_file_is_replaced_whole_or_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key.pem"
    disk.write_whole(path, b"first")
    disk.write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "broken")))
    with pytest.raises(OSError, match="broken"):
        disk.write_whole(path, b"third")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"second"]


def test_a_reply_lies_beside_its_note_and_a_later_one_gets_a_number(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    made = signed(tmp_path)
    first = checkpoint.attach(made, "tsa.example", b"query", b"reply")
    again = checkpoint.attach(made, "tsa.example", b"query", b"reply")
    later = checkpoint.attach(made, "tsa.example", b"query 2", b"reply 2")
    assert first == again
    assert [path.name for path in (first, later)] == ["2.tsa.example.tsr", "2.tsa.example-2.tsr"]
    assert [path.with_suffix(".tsq").read_bytes() for path in (first, later)] == [b"query", b"query 2"]
    assert (first.read_bytes(), later.read_bytes()) == (b"reply", b"reply 2")
    assert made.digest == hashlib.sha256(made.path.read_bytes()).digest()


@pytest.mark.parametrize("authority", ["../../tsa", "tsa:8080/x", "c:\\tsa", "시점.example", "a\nb"])
def test_an_authoritys_name_cannot_leave_the_folder(tmp_path: Path, authority: str) -> None:
    filled(tmp_path, 1)
    made = signed(tmp_path)
    path = checkpoint.attach(made, authority, b"query", b"reply")
    assert path.resolve().parent == made.path.resolve().parent
    assert path.name.isascii()
    assert not set(path.name) & set('/\\:*?"<>|\n')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "osint/case/c\n",
        "osint/case/c\nthree\nAAAA\ntime x\n",
        "osint/case/c\n-1\n" + base64.b64encode(bytes(32)).decode() + "\ntime x\n",
        "osint/case/c\n3\n" + base64.b64encode(bytes(31)).decode() + "\ntime x\n",
        "osint/case/c\n3\n!!!!\ntime x\n",
        "osint/case/c\n3\n" + base64.b64encode(bytes(32)).decode() + "\n\n",
        "\udcff",
    ],
)
def test_what_is_no_checkpoint_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "3.note"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(EvidenceBroken, match=r"3.note is no checkpoint"):
        checkpoint.read(path)
