"""A notebook and the command line may have the same case open at once."""

from pathlib import Path

from evidence_cases import faults, opened, output, page, writer


def test_three_programs_at_once_leave_one_row_of_events_without_gap_or_double(tmp_path: Path) -> None:
    opened(tmp_path)
    programs = [writer("write_and_note", tmp_path, start, start + 90) for start in (0, 60, 120)]
    kept = {name for program in programs for name in output(program)}
    assert kept == {page(number).id for number in range(210)}
    with opened(tmp_path) as store:
        assert [event["n"] for event in store.ledger.events()] == list(range(len(store.ledger)))
        assert [event["id"] for event in store.events()] == list(store.names())
        assert set(store.names()) == kept
        assert {each.ask.uri for each in store.exchanges()} == {page(n).ask.uri for n in range(210)}
        assert sum(event["type"] == "lead" for event in store.ledger.events()) == 69
    assert len(list((tmp_path / "evidence").glob("*.warc.gz"))) == 3
    assert faults(tmp_path) == []


def test_a_reader_follows_what_another_program_keeps(tmp_path: Path) -> None:
    reader = opened(tmp_path)
    program = writer("write", tmp_path, 0, 30)
    assert program.stdout is not None
    for line in program.stdout:
        assert reader.has(line.strip())
        assert reader.read(line.strip()).id == line.strip()
    assert program.wait() == 0
    program.communicate()
    assert len(reader.names()) == 30
