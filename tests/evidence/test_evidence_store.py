"""Kept exchanges come back byte for byte, and a case from elsewhere reaches nothing outside its folder."""

import os
import threading
from pathlib import Path

import pytest
from evidence_cases import faults, filled, ledger_of, opened, page, segment_of

from osint import canonical
from osint.errors import EvidenceBroken, OsintError, UsageError
from osint.evidence import ledger, segment
from osint.evidence import store as rooms
from osint.evidence.index import Index
from osint.evidence.ledger import Ledger


def rewritten(folder: Path, number: int, **fields: object) -> None:
    """Change an event of the ledger, as a case from elsewhere may come."""
    events = list(Ledger(folder / "evidence").events())
    events[number].update(fields)
    events[number] = {key: value for key, value in events[number].items() if value is not None}
    ledger_of(folder).write_bytes(b"".join(canonical.encode(event) + b"\n" for event in events))


def test_what_is_kept_comes_back_here_and_in_another_program(tmp_path: Path) -> None:
    kept = page(1, bytes(range(256)) * 3)
    with opened(tmp_path) as store:
        assert store.keep(kept) == kept
        with opened(tmp_path) as other:
            assert store.read(kept.id) == other.read(kept.id) == kept
            later = other.keep(page(2))
        assert list(store.exchanges()) == [kept, later]
    assert faults(tmp_path) == []


def test_the_same_exchange_is_kept_once(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.keep(page(1))
        size = segment_of(tmp_path).stat().st_size
        store.keep(page(1))
        assert segment_of(tmp_path).stat().st_size == size
        assert store.names() == (page(1).id,)


def test_an_exchange_that_two_kept_at_one_moment_is_one_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        monkeypatch.setattr(Index, "knows", lambda *_: False)  # neither has seen the other's yet
        one.keep(page(1))
        other.keep(page(1))
        monkeypatch.undo()
        assert one.names() == other.names() == (page(1).id,)
        assert [event["type"] for event in one.ledger.events()] == ["case", "exchange", "copy"]
        first = tmp_path / "evidence" / next(one.events())["segment"]
        first.write_bytes(b"")  # one of the two segments is lost
        assert one.read(page(1).id) == other.read(page(1).id) == page(1)


def test_many_threads_keep_into_one_segment(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        threads = [
            threading.Thread(target=lambda start=start: [store.keep(page(start + n)) for n in range(10)])
            for start in range(0, 60, 10)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert {exchange.ask.uri for exchange in store.exchanges()} == {page(n).ask.uri for n in range(60)}
        assert segment_of(tmp_path).is_file()
    assert faults(tmp_path) == []


def test_a_full_segment_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "LARGEST", 3000)
    filled(tmp_path, 6)
    assert len(list((tmp_path / "evidence").glob("*.warc.gz"))) > 1
    assert not list((tmp_path / "evidence").glob("*.warc.gz.lock"))
    assert len(list(opened(tmp_path).exchanges())) == 6
    assert faults(tmp_path) == []


@pytest.mark.linux
def test_a_long_run_holds_few_files_open(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.keep(page(0))
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
        for number in range(50):
            store.read(store.keep(page(number)).id)
            store.ledger.tree()
        assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_changed_byte_is_named_and_the_others_still_read(tmp_path: Path) -> None:
    kept = filled(tmp_path, 3)
    event = list(opened(tmp_path).events())[1]
    bent = bytearray(segment_of(tmp_path).read_bytes())
    bent[event["offset"] + event["length"] // 2] ^= 1
    segment_of(tmp_path).write_bytes(bent)
    store = opened(tmp_path)
    with pytest.raises(EvidenceBroken, match=segment_of(tmp_path).name):
        store.read(kept[1].id)
    assert [store.read(kept[0].id), store.read(kept[2].id)] == [kept[0], kept[2]]
    assert [row["why"][:16] for row in faults(tmp_path)] == [kept[1].id[:16]]


def test_exchanges_of_a_lost_segment_are_said_to_be_lost(tmp_path: Path) -> None:
    kept = filled(tmp_path, 2)
    segment_of(tmp_path).unlink()
    store = opened(tmp_path)
    assert "2 exchanges that the ledger names are not there" in store.mended[0]
    with pytest.raises(EvidenceBroken, match="restore the file from a copy"):
        store.read(kept[0].id)
    assert store.keep(page(7)) == store.read(page(7).id)


def test_a_case_whose_bytes_are_lost_for_good_is_usable_once_they_are_withdrawn(tmp_path: Path) -> None:
    kept = filled(tmp_path, 2)
    segment_of(tmp_path).unlink()
    with opened(tmp_path) as store:
        further = store.keep(page(7))
        with pytest.raises(EvidenceBroken, match="withdraw the exchange"):
            list(store.exchanges())
        for each in kept:
            store.withdraw(each.id, "lost when the disk failed")
        assert list(store.exchanges()) == [further]
    assert [each.ask.uri for each in opened(tmp_path).exchanges()] == [further.ask.uri]


def test_what_is_kept_is_brought_to_the_disk_itself_segment_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, synced = opened(tmp_path), []

    def fsync(file: int) -> None:
        synced.append(os.fstat(file).st_ino)

    store.keep(page(0))
    monkeypatch.setattr(os, "fsync", fsync)
    store.keep(page(1))
    assert synced == []  # each would wait for the disk
    monkeypatch.setattr(rooms, "SYNC_EVERY_S", 0.0)
    store.keep(page(2))
    assert synced == [path.stat().st_ino for path in (segment_of(tmp_path), ledger_of(tmp_path))]
    synced.clear()
    store.close()
    assert synced == [segment_of(tmp_path).stat().st_ino]  # the ledger has nothing new


def test_an_exchange_put_in_anothers_place_is_not_taken_for_it(tmp_path: Path) -> None:
    kept = filled(tmp_path, 2)
    first, second = opened(tmp_path).events()
    rewritten(tmp_path, 1, offset=second["offset"], length=second["length"])
    rewritten(tmp_path, 2, offset=first["offset"], length=first["length"])
    with pytest.raises(EvidenceBroken, match=kept[1].id):
        opened(tmp_path).read(kept[0].id)


def test_a_name_is_found_by_its_beginning_and_only_when_it_is_the_only_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = filled(tmp_path, 2)
    store = opened(tmp_path)
    assert store.find(kept[0].id[:12]) == kept[0].id
    with pytest.raises(UsageError, match="0 exchanges begin with"):
        store.find("z" * 8)
    monkeypatch.setattr(rooms, "SHORTEST", 0)
    with pytest.raises(UsageError, match="2 exchanges begin with"):
        store.find("")


@pytest.mark.parametrize("length", [0, 1, 7])
def test_a_beginning_that_is_too_short_names_nothing_even_in_a_case_of_one_exchange(
    tmp_path: Path, length: int
) -> None:
    (kept,) = filled(tmp_path, 1)
    with pytest.raises(UsageError, match="at least the first 8"):
        opened(tmp_path).find(kept.id[:length])
    assert opened(tmp_path).find(kept.id[:8]) == kept.id


def test_a_name_that_was_never_kept_is_said_to_be_unknown(tmp_path: Path) -> None:
    store = opened(tmp_path)
    with pytest.raises(UsageError, match="no exchange"):
        store.read("0" * 64)


@pytest.mark.parametrize(
    "fields",
    [
        {"segment": "../outside.warc.gz"},
        {"segment": "/outside.warc.gz"},
        {"segment": "..\\outside.warc.gz"},
        {"segment": "c:outside.warc.gz"},
        {"segment": "ledger.jsonl"},
        {"segment": ["a.warc.gz"]},
        {"segment": None},
        {"id": None},
        {"id": 7},
        {"offset": -1},
        {"offset": "0"},
        {"offset": True},
        {"offset": 2**53 - 1, "length": 2**53 - 1, "segment": "../x.warc.gz"},
        {"length": 0},
        {"length": None},
        {"uri": None},
        {"outcome": 7},
        {"subject": ["site", "reader.example"]},
        {"subject": "site"},
        {"facts": {"a": "b"}},
        {"facts": [["a", 1]]},
    ],
)
def test_an_event_that_points_out_of_its_folder_or_nowhere_is_refused(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    folder, outside = tmp_path / "case", tmp_path / "outside.warc.gz"
    kept = filled(folder, 1)
    outside.write_bytes(b"of the user's own " * 200)
    opened(folder).ledger.append("withdrawal", {"exchange": kept[0].id, "because": "x"})
    rewritten(folder, 1, **fields)
    with pytest.raises(EvidenceBroken, match="line 2 cannot be ours"):
        opened(folder)
    assert outside.read_bytes() == b"of the user's own " * 200


def test_a_withdrawal_without_its_reason_is_refused(tmp_path: Path) -> None:
    kept = filled(tmp_path, 1)
    opened(tmp_path).ledger.append("withdrawal", {"exchange": kept[0].id})
    with pytest.raises(EvidenceBroken, match="line 3 cannot be ours"):
        opened(tmp_path)


def test_a_length_beyond_the_file_is_not_asked_of_memory(tmp_path: Path) -> None:
    kept = filled(tmp_path, 1)
    rewritten(tmp_path, 1, length=2**50)
    with pytest.raises(EvidenceBroken, match="the file ends before"):
        opened(tmp_path).read(kept[0].id)


@pytest.mark.linux
@pytest.mark.parametrize("content", [b"not an archive", b"\x1f\x8b\x08 torn"])
def test_opening_a_case_leaves_alone_what_a_link_in_it_points_to(tmp_path: Path, content: bytes) -> None:
    folder, outside = tmp_path / "case", tmp_path / "outside"
    filled(folder, 1)
    outside.write_bytes(content)
    link = folder / "evidence" / "20260301T120000-1-abcdef.warc.gz"
    link.symlink_to(outside)
    assert "left alone" in opened(folder).mended[0]
    assert outside.read_bytes() == content
    assert link.is_symlink()


@pytest.mark.linux
def test_a_withdrawal_does_not_follow_a_link_out_of_the_case(tmp_path: Path) -> None:
    folder, outside = tmp_path / "case", tmp_path / "outside"
    kept = filled(folder, 1)
    path = segment_of(folder)
    outside.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(outside)
    before = outside.read_bytes()
    with pytest.raises(OsintError, match="is a link to another file"):
        opened(folder).withdraw(kept[0].id, "order of the court")
    assert any("cannot be completed" in said for said in opened(folder).mended)
    assert outside.read_bytes() == before


@pytest.mark.parametrize("end", [b"", b"WARC/1.0 torn"])
def test_an_archive_of_others_among_the_evidence_is_neither_entered_nor_cut(
    tmp_path: Path, end: bytes
) -> None:
    filled(tmp_path, 1)
    foreign = tmp_path / "evidence" / "foreign.warc.gz"
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n"
    foreign.write_bytes(record * 2 + end)
    store = opened(tmp_path)
    assert ["osint import" in said for said in store.mended] == [True]
    assert foreign.read_bytes() == record * 2 + end
    assert len(store.names()) == 1


def test_the_other_events_are_read_without_those_of_exchanges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(tmp_path)
    for number in range(20):
        store.keep(page(number))
        if number % 10 == 3:
            store.ledger.append("lead", {"site": f"s{number}.example", "because": "x:y", "exchange": ""})
    Ledger(store.folder).append("hub", {"identifier": "x:y"})
    read: list[int] = []
    event = ledger._event
    monkeypatch.setattr(ledger, "_event", lambda line, number: (read.append(number), event(line, number))[1])
    for each in (store, opened(tmp_path)):
        wanted = [event for event in each.ledger.events() if event["type"] != "exchange"]
        each.names()
        read.clear()
        assert list(each.others()) == wanted
        assert read == [made["n"] for made in wanted] == [0, 5, 16, 23]


def test_who_asked_last_and_what_was_imported_is_known_without_reading_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.keep(page(1))
    store.keep(page(2), imported="saved.html")
    store.ledger.append("lead", {"site": "s.example", "because": "x:y", "exchange": ""})
    for each in (store, opened(tmp_path)):
        assert each.asked() == {page(2).ask.collector: 2}
        assert each.imported() == [(page(2).ask.subject.kind.value, page(2).ask.subject.value)]
