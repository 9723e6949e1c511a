"""The ledger grows line by line, whatever happens to who writes it."""

import json
from pathlib import Path

import pytest
from evidence_cases import page

from osint import canonical
from osint.errors import EvidenceBroken, OsintError
from osint.evidence import ledger as rooms
from osint.evidence import sealing
from osint.evidence.ledger import Event, Ledger
from osint.evidence.merkle import Tree, leaf_hash
from osint.evidence.store import Store


def hash_of(event: Event) -> bytes:
    return leaf_hash(sealing.leaf(event))


def grown(folder: Path, count: int) -> Ledger:
    ledger = Ledger(folder)
    for number in range(count):
        ledger.append("lead", {"site": f"s{number}.example"})
    return ledger


def test_each_line_is_canonical_and_tells_its_number_type_and_time(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    returned = ledger.append("lead", {"site": "만화.example", "because": "z", "n": 77, "type": "forged"})
    (line,) = ledger.lines()
    assert canonical.encode(json.loads(line)) == line
    assert json.loads(line) == returned
    assert (returned["n"], returned["type"], returned["site"]) == (0, "lead", "만화.example")
    assert returned["written"].endswith("Z")


def test_what_has_no_canonical_form_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    ledger = grown(tmp_path, 1)
    with pytest.raises(TypeError):
        ledger.append("lead", {"weight": 0.5})
    assert ledger.append("lead", {"site": "b.example"})["n"] == 1
    assert len(Ledger(tmp_path)) == 2


def test_two_that_append_in_turn_number_their_events_in_one_row(tmp_path: Path) -> None:
    one, other = Ledger(tmp_path), Ledger(tmp_path)
    numbers = [ledger.append("lead", {"site": "a.example"})["n"] for ledger in (one, other) * 5]
    assert numbers == list(range(10))
    assert [event["n"] for event in Ledger(tmp_path).events()] == numbers
    assert one.tree().head() == other.tree().head()


def test_the_tree_is_that_of_the_lines_and_follows_what_others_append(tmp_path: Path) -> None:
    ledger = grown(tmp_path, 3)
    assert len(ledger.tree()) == 3
    Ledger(tmp_path).append("lead", {"site": "later.example"})
    assert ledger.tree().head() == Tree(map(hash_of, ledger.events())).head()
    assert len(ledger.tree()) == 4


@pytest.mark.parametrize("rest", [b"{", b'{"n":2,"type":"lead"', b"\x00" * 4096, b"x" * 200_000])
def test_a_torn_last_line_is_moved_aside_and_the_next_event_takes_its_number(
    tmp_path: Path, rest: bytes
) -> None:
    whole = b"".join(line + b"\n" for line in grown(tmp_path, 2).lines())
    with (tmp_path / "ledger.jsonl").open("ab") as file:
        file.write(rest)
    ledger = Ledger(tmp_path)
    assert (tmp_path / "ledger.jsonl").read_bytes() == whole
    (aside,) = (tmp_path / "torn").iterdir()
    assert aside.read_bytes() == rest
    assert [aside.name in said for said in ledger.torn] == [True]
    assert ledger.append("lead", {"site": "c.example"})["n"] == 2


def test_a_ledger_of_nothing_but_a_torn_line_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_bytes(b'{"n":0')
    assert Ledger(tmp_path).append("case", {"id": "c"})["n"] == 0


def test_a_line_torn_by_another_program_while_this_one_runs_is_moved_aside_at_the_next_append(
    tmp_path: Path,
) -> None:
    ledger = grown(tmp_path, 2)
    with (tmp_path / "ledger.jsonl").open("ab") as file:
        file.write(b'{"n":2,"ty')
    assert len(list(ledger.events())) == 2
    assert ledger.append("lead", {"site": "c.example"})["n"] == 2
    assert [event["n"] for event in ledger.events()] == [0, 1, 2]


def test_a_reader_does_not_wait_for_who_holds_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = grown(tmp_path, 3)
    with holder.alone():
        monkeypatch.setattr(rooms, "PATIENCE_S", 0.05)
        reader = Ledger(tmp_path)
        assert len(reader) == len(list(reader.events())) == len(reader.tree()) == 3
        with pytest.raises(OsintError, match="locked by another program"):
            reader.append("lead", {"site": "d.example"})
    assert reader.append("lead", {"site": "d.example"})["n"] == 3


def test_ctrl_c_after_the_write_leaves_the_numbers_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, write = grown(tmp_path, 2), Ledger._write

    def interrupted(self: Ledger, line: bytes, offset: int) -> None:
        write(self, line, offset)
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "_write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ledger.append("lead", {"site": "c.example"})
    monkeypatch.undo()
    assert ledger.append("lead", {"site": "d.example"})["n"] == 3
    assert [event["n"] for event in ledger.events()] == [0, 1, 2, 3]


def test_ctrl_c_while_the_tree_grows_does_not_bend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = grown(tmp_path, 5)
    ledger.tree()
    grown(tmp_path, 4)
    calls = iter(range(9))

    def interrupted(line: bytes) -> bytes:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return leaf_hash(line)

    monkeypatch.setattr(rooms, "leaf_hash", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ledger.tree()
    monkeypatch.undo()
    assert ledger.tree().head() == Tree(map(hash_of, ledger.events())).head()


@pytest.mark.parametrize(
    ("bend", "said"),
    [
        (lambda lines: [lines[0], lines[2]], "line 2 is out of order"),
        (lambda lines: [lines[0], lines[2], lines[1]], "line 2 is out of order"),
        (lambda lines: [lines[0], b"{broken", lines[2]], "line 2 is no event"),
        (lambda lines: [lines[0], b"[1]", lines[2]], "line 2 is no event"),
        (lambda lines: [lines[0], b"[" * 100_000, lines[2]], "line 2 is no event"),
        (lambda lines: [lines[0], b'{"n":1}', lines[2]], "line 2 is no event"),
    ],
)
def test_a_line_that_is_no_event_or_out_of_order_is_named(tmp_path: Path, bend: object, said: str) -> None:
    lines = list(grown(tmp_path, 3).lines())
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(line + b"\n" for line in bend(lines)))  # type: ignore[operator]
    with pytest.raises(EvidenceBroken, match=said):
        list(Ledger(tmp_path).events())


def test_a_ledger_that_became_shorter_in_use_is_broken(tmp_path: Path) -> None:
    ledger = grown(tmp_path, 3)
    (tmp_path / "ledger.jsonl").write_bytes(next(ledger.lines()) + b"\n")
    with pytest.raises(EvidenceBroken, match="became shorter"):
        ledger.append("lead", {"site": "d.example"})


@pytest.mark.parametrize("beside", ["checkpoints/3.note", "20260301T120000-1-abcdef.warc.gz"])
def test_a_missing_ledger_is_not_begun_anew_beside_what_it_told_of(tmp_path: Path, beside: str) -> None:
    (tmp_path / beside).parent.mkdir(exist_ok=True)
    (tmp_path / beside).touch()
    with pytest.raises(EvidenceBroken, match="restore it from a copy"):
        Ledger(tmp_path)
    assert not (tmp_path / "ledger.jsonl").exists()


def test_a_ledger_cut_below_what_was_signed_is_not_opened_nor_written(tmp_path: Path) -> None:
    lines = list(grown(tmp_path, 3).lines())
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "checkpoints" / "3.note").touch()
    assert len(Ledger(tmp_path)) == 3
    cut = b"".join(line + b"\n" for line in lines[:2])
    (tmp_path / "ledger.jsonl").write_bytes(cut + lines[2][:9])
    with pytest.raises(EvidenceBroken, match="has 2 events, and a checkpoint of 3 was signed"):
        Ledger(tmp_path)
    assert (tmp_path / "ledger.jsonl").read_bytes() == cut + lines[2][:9]


@pytest.mark.linux
def test_a_ledger_that_is_a_link_to_elsewhere_is_refused_and_what_it_names_is_untouched(
    tmp_path: Path,
) -> None:
    elsewhere = tmp_path / "notes.txt"
    elsewhere.write_bytes(b"without a line end")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "ledger.jsonl").symlink_to(elsewhere)
    with pytest.raises(EvidenceBroken, match="is a link"):
        Ledger(tmp_path / "evidence")
    assert elsewhere.read_bytes() == b"without a line end"


def test_an_append_reads_only_what_was_written_since(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a case of a hundred thousand events could not be worked on."""
    grown(tmp_path, 300)
    store = Store(tmp_path, Ledger(tmp_path), warcinfo={})
    read: list[int] = []
    event = rooms._event
    monkeypatch.setattr(rooms, "_event", lambda line, number: (read.append(number), event(line, number))[1])
    another = Ledger(tmp_path)
    for number in range(3):
        store.keep(page(number))
        another.append("lead", {"site": "a.example"})
    store.keep(page(9))
    assert read == [301, 303, 305]  # what others wrote; its own it knows
    assert store.names() == tuple(event["id"] for event in store.events())
