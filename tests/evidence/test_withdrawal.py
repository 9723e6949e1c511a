"""What must go is gone: the bytes are destroyed, hash and reason stay, and everything else still verifies."""

import contextlib
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from evidence_cases import faults, filled, ledger_of, opened, page, segment_of

from osint.errors import OsintError, UsageError
from osint.evidence import withdrawal
from osint.evidence.index import Index
from osint.evidence.store import Store
from osint.formats import warc_write
from osint.records import Exchange, sha256

BECAUSE = "order of the court of 2026-03-02"
UNLAWFUL = random.Random(7).randbytes(3000)  # as an image is: it does not compress


def case_with_unlawful(folder: Path) -> tuple[Exchange, Exchange, Exchange]:
    """A case of three exchanges; the one in the middle must go."""
    with opened(folder) as store:
        return store.keep(page(0)), store.keep(page(1, UNLAWFUL)), store.keep(page(2))


def members(data: bytes) -> Iterator[bytes]:
    """What can be unpacked anywhere in a file."""
    start = data.find(b"\x1f\x8b\x08")
    while start >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(data[start:])
        start = data.find(b"\x1f\x8b\x08", start + 1)


def is_anywhere(folder: Path, piece: bytes) -> bool:
    """Whether bytes stand in any file of a case, as they are or compressed."""
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if piece in data or any(piece in inside for inside in members(data)):
            return True
    return False


def test_the_bytes_are_gone_from_every_file_and_nothing_else_moved(tmp_path: Path) -> None:
    first, gone, last = case_with_unlawful(tmp_path)
    before = segment_of(tmp_path).read_bytes()
    packed = warc_write.members(gone)
    assert is_anywhere(tmp_path, UNLAWFUL[:200])
    place = before.index(packed)
    with opened(tmp_path) as store:
        store.withdraw(gone.id, BECAUSE)
        assert [store.read(first.id), store.read(last.id)] == [first, last]
    after = segment_of(tmp_path).read_bytes()
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])
    assert not any(packed[n : n + 12] in after for n in range(0, len(packed), 64) if n > 400)
    assert (after[:place], after[place + len(packed) :]) == (before[:place], before[place + len(packed) :])
    assert faults(tmp_path) == []


def test_hash_and_reason_stay(tmp_path: Path) -> None:
    _, gone, _ = case_with_unlawful(tmp_path)
    opened(tmp_path).withdraw(gone.id, f"  {BECAUSE} ")
    store = opened(tmp_path)
    event = next(event for event in store.events() if event["id"] == gone.id)
    assert event["body"] == sha256(UNLAWFUL)
    assert store.withdrawn()[gone.id]["because"] == BECAUSE
    assert gone.id not in store.names()
    with pytest.raises(UsageError, match=BECAUSE):
        store.read(gone.id)


def test_what_was_withdrawn_is_not_kept_again(tmp_path: Path) -> None:
    _, gone, _ = case_with_unlawful(tmp_path)
    opened(tmp_path).withdraw(gone.id, BECAUSE)
    with opened(tmp_path) as store:
        store.keep(gone)
        assert store.has(gone.id)
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])


def test_it_is_gone_from_both_segments_when_two_programs_kept_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        with monkeypatch.context() as patched:
            patched.setattr(Index, "knows", lambda *_: False)
            one.keep(page(1, UNLAWFUL))
            other.keep(page(1, UNLAWFUL))
        one.withdraw(page(1, UNLAWFUL).id, BECAUSE)
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])


def test_it_is_gone_too_when_another_program_withdrew_it_at_this_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        other.keep(page(1, UNLAWFUL))
        other.withdraw(page(1, UNLAWFUL).id, BECAUSE)
        monkeypatch.setattr(Index, "knows", lambda *_: False)
        one.keep(page(1, UNLAWFUL))
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])


def test_a_program_that_had_the_case_open_sees_it_gone_and_writes_on(tmp_path: Path) -> None:
    with opened(tmp_path) as writing, opened(tmp_path) as other:
        gone = writing.keep(page(1, UNLAWFUL))
        other.withdraw(gone.id, BECAUSE)
        later = writing.keep(page(2))
        with pytest.raises(UsageError, match="was withdrawn"):
            writing.read(gone.id)
        assert other.read(later.id) == later
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])
    assert faults(tmp_path) == []


def test_a_withdrawal_that_a_crash_cut_short_is_completed_when_the_case_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, gone, _ = case_with_unlawful(tmp_path)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(withdrawal, "complete", die)
        with pytest.raises(KeyboardInterrupt):
            opened(tmp_path).withdraw(gone.id, BECAUSE)
    assert is_anywhere(tmp_path, UNLAWFUL[:200])
    assert ["was not complete" in said for said in opened(tmp_path).mended] == [True]
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])
    assert opened(tmp_path).mended == []
    assert faults(tmp_path) == []


def test_a_tombstone_that_a_crash_cut_short_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, gone, _ = case_with_unlawful(tmp_path)
    write = withdrawal._write

    def half(path: Path, offset: int, data: bytes) -> None:
        write(path, offset, data[: len(data) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(withdrawal, "_write", half)
        with pytest.raises(KeyboardInterrupt):
            opened(tmp_path).withdraw(gone.id, BECAUSE)
    opened(tmp_path)
    assert not is_anywhere(tmp_path, UNLAWFUL[2000:2020])
    assert faults(tmp_path) == []


def test_what_a_crash_tore_while_it_was_written_goes_too_wherever_it_lies_there(tmp_path: Path) -> None:
    _, gone, _ = case_with_unlawful(tmp_path)
    torn = tmp_path / "evidence" / "torn"
    torn.mkdir()
    half = warc_write.members(gone)[:2500]
    others = torn / "20260301T120000-1-bbbbbb.warc.gz-9-aa.bin"
    others.write_bytes(warc_write.members(page(5)) + b"\x1f\x8b\x08 noise")
    (torn / "20260301T120000-1-abcdef.warc.gz-9-aa.bin").write_bytes(half)
    (torn / "20260301T120000-1-cccccc.warc.gz-9-aa.bin").write_bytes(warc_write.members(page(6)) + half)
    kept = others.read_bytes()
    opened(tmp_path).withdraw(gone.id, BECAUSE)
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])
    assert not any(half[900:920] in path.read_bytes() for path in torn.iterdir())
    assert others.read_bytes() == kept


def test_a_copy_that_a_crash_had_left_unnamed_is_destroyed_when_the_case_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, gone, _ = case_with_unlawful(tmp_path)

    def die(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with opened(tmp_path) as store, monkeypatch.context() as patched:
        patched.setattr(Index, "knows", lambda *_: False)
        patched.setattr(Index, "enter", die)
        with pytest.raises(KeyboardInterrupt):
            store.keep(gone)
        opened(tmp_path).withdraw(gone.id, BECAUSE)
    opened(tmp_path)
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])


def test_the_same_body_elsewhere_is_named(tmp_path: Path) -> None:
    _, gone, _ = case_with_unlawful(tmp_path)
    with opened(tmp_path) as store:
        twin = store.keep(page(8, UNLAWFUL, host="mirror.example"))
        assert store.same_body(gone.id) == (twin.id,)
        store.withdraw(twin.id, BECAUSE)
        assert store.same_body(gone.id) == ()


@pytest.mark.parametrize("because", ["", "  \n"])
def test_without_a_reason_nothing_is_destroyed(tmp_path: Path, because: str) -> None:
    (kept,) = filled(tmp_path, 1)
    with pytest.raises(UsageError, match="needs its reason"):
        opened(tmp_path).withdraw(kept.id, because)
    assert opened(tmp_path).read(kept.id) == kept


def test_what_is_unknown_or_gone_already_cannot_be_withdrawn(tmp_path: Path) -> None:
    (kept,) = filled(tmp_path, 1)
    store = opened(tmp_path)
    store.withdraw(kept.id, BECAUSE)
    for name in (kept.id, "0" * 64):
        with pytest.raises(UsageError, match="withdrawn already"):
            store.withdraw(name, BECAUSE)
    assert [event["type"] for event in store.ledger.events()] == ["case", "exchange", "withdrawal"]


def test_a_withdrawal_that_does_not_fit_what_it_withdraws_is_said_and_the_case_opens(tmp_path: Path) -> None:
    (kept,) = filled(tmp_path, 1)
    store: Store = opened(tmp_path)
    store.ledger.append(
        "copy", {"id": kept.id, "segment": segment_of(tmp_path).name, "offset": 0, "length": 9}
    )
    store.ledger.append("withdrawal", {"exchange": kept.id, "because": BECAUSE})
    assert any("cannot be completed" in said for said in opened(tmp_path).mended)


@pytest.mark.parametrize("length", [400, 5000, 65_540 * 3 + 17])
def test_a_tombstone_has_exactly_the_length_of_what_it_stands_for(tmp_path: Path, length: int) -> None:
    folder = tmp_path / "evidence"
    store = opened(tmp_path)
    kept = store.keep(page(1, random.Random(1).randbytes(length)))
    (event,) = store.events()
    store.withdraw(kept.id, BECAUSE)
    data = (folder / event["segment"]).read_bytes()[event["offset"] :]
    unzip = zlib.decompressobj(31)
    said = unzip.decompress(data)
    assert (len(data), unzip.eof, unzip.unused_data) == (event["length"], True, b"")
    assert kept.id.encode() in said
    assert faults(tmp_path) == []


def test_a_file_that_cannot_be_written_is_named_and_the_withdrawal_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, gone, _ = case_with_unlawful(tmp_path)
    store, plain = opened(tmp_path), Path.open

    def refuses(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if mode == "rb+" and self.name.endswith(".warc.gz"):
            raise PermissionError(13, "held by another program")
        return plain(self, mode, *rest, **named)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuses)
        with pytest.raises(OsintError, match="the withdrawal stands in the ledger, and is completed"):
            store.withdraw(gone.id, BECAUSE)
    assert BECAUSE.encode() in ledger_of(tmp_path).read_bytes()
    opened(tmp_path)
    assert not is_anywhere(tmp_path, UNLAWFUL[100:120])
