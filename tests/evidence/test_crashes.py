"""Killed at any point, nothing that was kept is lost and the case opens again."""

import contextlib
import random
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from evidence_cases import faults, filled, ledger_of, opened, output, page, segment_of, writer
from filelock import FileLock

from osint.errors import OsintError
from osint.evidence.index import Index
from osint.evidence.ledger import Ledger
from osint.evidence.segment import Segment
from osint.evidence.store import Store


def is_whole(folder: Path, ids: Sequence[str]) -> bool:
    """Whether a case opens, holds these exchanges, verifies, and can be worked on."""
    with opened(folder) as store:
        assert not set(ids) - set(store.names())
        assert [each.id for each in store.exchanges()] == list(store.names())
        assert [event["n"] for event in store.ledger.events()] == list(range(len(store.ledger)))
        assert faults(folder) == []
        further = page(10_000 + len(ids))
        assert store.keep(further) == store.read(further.id)
    return faults(folder) == []


def cut(path: Path, length: int) -> bytes:
    """Cut a file as a crash does; what was cut off."""
    data = path.read_bytes()
    path.write_bytes(data[:length])
    return data[length:]


def test_a_crash_between_the_segment_and_the_ledger_loses_nothing(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    kept = output(writer("die_before_the_ledger", tmp_path, 1, 4), status=9)
    store = opened(tmp_path)
    assert ["kept and not yet in the ledger" in said for said in store.mended] == [True]
    assert store.read(page(4).id) == page(4)  # written, though its `keep` never came back
    assert opened(tmp_path).mended == []
    assert is_whole(tmp_path, [*kept, page(0).id, page(4).id])


@pytest.mark.parametrize("part", range(12))
def test_a_torn_exchange_is_moved_aside_and_the_others_stay(tmp_path: Path, part: int) -> None:
    kept = filled(tmp_path, 3)
    *_, last = opened(tmp_path).events()
    lines = ledger_of(tmp_path).read_bytes().splitlines(keepends=True)
    ledger_of(tmp_path).write_bytes(b"".join(lines[:-1]))
    into = 1 + (last["length"] - 2) * part // 11  # from its first byte to all but its last
    torn = segment_of(tmp_path).read_bytes()[last["offset"] :][:into]
    cut(segment_of(tmp_path), last["offset"] + into)
    (said,) = opened(tmp_path).mended
    assert f"{into} bytes of a torn exchange were moved to torn/" in said
    (aside,) = (tmp_path / "evidence" / "torn").iterdir()
    assert aside.read_bytes() == torn
    assert is_whole(tmp_path, [kept[0].id, kept[1].id])
    assert kept[2].id not in opened(tmp_path).names()


@pytest.mark.parametrize("left", [0, 1, 40, -2, -1])
def test_a_torn_ledger_line_is_written_again_from_the_segment(tmp_path: Path, left: int) -> None:
    kept = filled(tmp_path, 3)
    data = ledger_of(tmp_path).read_bytes()
    start = data.rindex(b"\n", 0, -1) + 1
    cut(ledger_of(tmp_path), start + left if left >= 0 else len(data) + left)
    assert opened(tmp_path).mended[-1] == (
        f"exchange {kept[2].id[:12]} was kept and not yet in the ledger: it is entered now"
    )
    assert is_whole(tmp_path, [each.id for each in kept])


def test_a_ledger_and_a_segment_that_are_both_torn_are_both_mended(tmp_path: Path) -> None:
    kept = filled(tmp_path, 3)
    *_, last = opened(tmp_path).events()
    cut(ledger_of(tmp_path), len(ledger_of(tmp_path).read_bytes()) - 30)
    cut(segment_of(tmp_path), last["offset"] + last["length"] - 30)
    assert len(opened(tmp_path).mended) == 2
    assert is_whole(tmp_path, [kept[0].id, kept[1].id])


@pytest.mark.parametrize("left", [0, 5, 100])
def test_a_segment_that_a_crash_tore_in_its_first_record_is_put_away(tmp_path: Path, left: int) -> None:
    kept = filled(tmp_path, 2)
    fresh = tmp_path / "evidence" / "20300101T000000-9-abcdef.warc.gz"
    fresh.write_bytes(segment_of(tmp_path).read_bytes()[:left])
    opened(tmp_path)
    assert not fresh.exists()
    assert is_whole(tmp_path, [each.id for each in kept])


def test_ctrl_c_between_segment_and_ledger_is_made_good_by_keeping_again_and_by_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with opened(tmp_path) as store:
        store.keep(page(0))
        with monkeypatch.context() as patched:
            patched.setattr(Index, "enter", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.keep(page(1))
        store.keep(page(2))
    assert is_whole(tmp_path, [page(0).id, page(1).id, page(2).id])


def test_ctrl_c_within_a_segments_write_leaves_no_half_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Segment._write

    def interrupted(self: Segment, data: bytes) -> None:
        with contextlib.suppress(OsintError):
            write(self, data[: len(data) // 2])
        self._end -= len(data) // 2  # as when the interruption came before it was counted
        raise KeyboardInterrupt

    with opened(tmp_path) as store:
        store.keep(page(0))
        with monkeypatch.context() as patched:
            patched.setattr(Segment, "_write", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.keep(page(1))
        store.keep(page(2))
    assert opened(tmp_path).mended == []
    assert is_whole(tmp_path, [page(0).id, page(2).id])


@pytest.mark.linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_program_that_is_ended_at_a_random_moment_loses_nothing_that_it_kept(
    tmp_path: Path, how: signal.Signals
) -> None:
    chance = random.Random(f"{how}")
    promised: list[str] = []
    for start in range(0, 300, 100):
        program = writer("write", tmp_path, start, start + 100)
        assert program.stdout is not None
        promised += [program.stdout.readline().strip() for _ in range(chance.randrange(1, 40))]
        program.send_signal(how)
        promised += program.communicate(timeout=60)[0].split()
        assert program.returncode != 0
    assert len(promised) > 5
    assert is_whole(tmp_path, promised)


@pytest.mark.linux
@pytest.mark.parametrize("taken", [0, 16_000], ids=["in the segment", "in the ledger"])
def test_on_a_full_disk_the_message_is_clear_and_what_was_kept_stays(tmp_path: Path, taken: int) -> None:
    opened(tmp_path).ledger.append("lead", {"site": "x" * taken})
    *kept, refused, after = output(writer("fill_the_disk", tmp_path, 0, 40))
    assert 2 < len(kept) < 40
    assert ("ledger.jsonl cannot be written" in refused) == bool(taken)
    assert "make room on the disk" in refused
    assert not (tmp_path / "evidence" / "torn").exists()  # nothing half-written was left
    assert is_whole(tmp_path, [*kept, after])


@pytest.mark.linux
def test_a_case_that_may_only_be_read_is_read_to_its_end(tmp_path: Path) -> None:
    kept = filled(tmp_path, 3)
    with ledger_of(tmp_path).open("ab") as file:
        file.write(b'{"torn')  # by a crash; nobody could mend it since
    for path in [*tmp_path.rglob("*"), tmp_path]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    *read, refused = output(writer("read_as_nobody", tmp_path, 3, 4))
    assert read == [each.id for each in kept]
    assert "can only be read here" in refused
    assert ledger_of(tmp_path).read_bytes().endswith(b'{"torn')


def test_a_reader_does_not_wait_to_mend_while_another_program_keeps_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = filled(tmp_path, 3)
    cut(ledger_of(tmp_path), ledger_of(tmp_path).read_bytes().rindex(b"\n", 0, -1) + 1)
    waited: list[float] = []
    acquire = FileLock.acquire

    def noted(self: FileLock, timeout: float | None = None) -> object:
        waited.append(float(timeout or 0))
        return acquire(self, timeout=0)

    with Ledger(tmp_path / "evidence").alone():
        monkeypatch.setattr(FileLock, "acquire", noted)
        store = opened(tmp_path)
        assert ["cannot be mended yet" in said for said in store.mended] == [True]
        assert list(store.exchanges()) == kept[:2]
        monkeypatch.undo()
    assert 0 < max(waited) <= 2
    assert list(opened(tmp_path).exchanges()) == kept


def test_who_only_looks_changes_no_byte_and_reads_what_is_whole(tmp_path: Path) -> None:
    kept = filled(tmp_path, 3)
    (tmp_path / "evidence" / "ledger.lock").unlink()
    for path in (ledger_of(tmp_path), segment_of(tmp_path)):
        cut(path, path.stat().st_size - 30)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with Store(
        tmp_path / "evidence", Ledger(tmp_path / "evidence", mends=False), warcinfo={}, mends=False
    ) as store:
        assert list(store.exchanges()) == kept[:2]
        assert store.mended == []
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_segment_that_is_being_written_is_left_to_its_program(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.keep(page(0))
        with segment_of(tmp_path).open("ab") as file:
            file.write(b"\x1f\x8b half of the next exchange")
        before = segment_of(tmp_path).read_bytes()
        other = opened(tmp_path)
        assert other.mended == []
        assert segment_of(tmp_path).read_bytes() == before
        assert other.read(page(0).id) == page(0)


def test_a_store_that_was_closed_may_be_used_on(tmp_path: Path) -> None:
    store: Store = opened(tmp_path)
    store.keep(page(0))
    store.close()
    store.close()
    store.keep(page(1))
    store.close()
    assert is_whole(tmp_path, [page(0).id, page(1).id])
