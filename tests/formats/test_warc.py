"""Exchanges come back from a WARC exactly as they were kept, and what does not fit together is said."""

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warc_cases import EXCHANGES, page, theirs, zipped

from osint.formats import warc, warc_write
from osint.formats.reading import Reading, Unreadable
from osint.records import Exchange


def read(data: bytes) -> list[Reading]:
    return list(warc.readings(io.BytesIO(data), source="made.warc.gz"))


def why(reading: Reading) -> str:
    assert isinstance(reading, Unreadable)
    return reading.why


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXCHANGES)
def test_every_exchange_comes_back_exactly(exchange: Exchange) -> None:
    [found] = read(warc_write.members(exchange))
    assert found == exchange
    assert isinstance(found, Exchange)
    assert found.id == exchange.id


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EXCHANGES, max_size=4))
def test_a_whole_segment_comes_back_uncompressed_and_in_one_member_too(made: list[Exchange]) -> None:
    segment = warc_write.warcinfo({"software": "osint"}) + b"".join(map(warc_write.members, made))
    assert read(segment) == made
    assert read(gzip.decompress(segment)) == made
    assert read(gzip.compress(gzip.decompress(segment))) == made


def test_every_byte_of_a_group_is_under_a_checksum() -> None:
    group = warc_write.members(page())
    for place in range(len(group)):
        changed = bytearray(group)
        changed[place] ^= 0x55
        for found in read(bytes(changed)):
            assert isinstance(found, Unreadable) or found == page(), place


def test_a_cut_segment_gives_what_is_whole_and_names_what_is_not() -> None:
    first, second = page(), page("second.example")
    data = warc_write.members(first) + warc_write.members(second)
    for end in range(len(warc_write.members(first)) + 1, len(data), 7):
        found = read(data[:end])
        assert found[0] == first
        assert len(found) > 1
        assert all(isinstance(each, Unreadable) for each in found[1:])


def test_a_member_that_is_missing_in_the_middle_does_not_spoil_the_next_exchange() -> None:
    first, second = page(), page("second.example", said=b"")
    parts = [
        warc_write.member(warc_write._record_of(first, first.id, each))
        for each in warc_write.parts(first, first.id)
    ]
    found = read(b"".join(parts[:-1]) + warc_write.members(second))
    assert "last record is not there" in why(found[0])
    assert found[1:] == [second]


def test_what_looks_like_ours_behind_damaged_bytes_is_not_taken_for_ours() -> None:
    """A page can hold a WARC. If the record round it breaks, the search must not believe the page."""
    forged = warc_write.members(page("victim.example"))
    found = read(b"\x1f\x8b\x08\x00garbage" + forged)
    assert not any(isinstance(each, Exchange) for each in found)
    assert any("behind damaged bytes" in why(each) for each in found)


def test_a_changed_statement_is_refused() -> None:
    exchange = page()
    told = json.loads(warc_write.statement(exchange, exchange.id))
    for change in (
        {"id": "0" * 64},
        {"head_length": 3},
        {"head_length": -1},
        {"head_length": "44"},
        {"core": {**told["core"], "uri": ["https://reader.example/"]}},
        {"core": {**told["core"], "at": "1-01-01T00:00:00.000000Z"}},
        {"core": {**told["core"], "subject": ["site"]}},
        {"core": None},
        {"ask": {**told["ask"], "headers": [[1, 2]]}},
        {"ask": {**told["ask"], "body": "*"}},
    ):
        block = json.dumps({**told, **change}).encode()
        part = warc_write.Part(
            "exchange", "metadata", "https://reader.example/", warc_write.EXCHANGE_TYPE, block
        )
        members = [
            warc_write._record_of(exchange, exchange.id, each)
            for each in warc_write.parts(exchange, exchange.id)
        ]
        members[-1] = warc_write._record_of(exchange, exchange.id, part)
        [found] = read(zipped(*members))
        assert "does not fit together" in why(found), change


@pytest.mark.parametrize("block", [b"[" * 100_000, b"{}", b"", b"null", b'{"core":1e999}', b"\xff"])
def test_a_statement_that_is_none_is_refused(block: bytes) -> None:
    exchange = page()
    part = warc_write.Part("exchange", "metadata", "x", warc_write.EXCHANGE_TYPE, block)
    [found] = read(zipped(warc_write._record_of(exchange, exchange.id, part)))
    assert "does not fit together" in why(found)


def test_a_withdrawn_exchange_is_said_to_be_withdrawn() -> None:
    stone = warc_write.tombstone(page().id, page().at, 900)
    found = read(stone + warc_write.members(page("second.example")))
    assert "withdrawn" in why(found[0])
    assert len(found) == 2


def test_a_file_that_is_not_there_or_empty_is_said_to_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "empty.warc").touch()
    for name in ("missing.warc", "empty.warc"):
        [found] = warc.read(tmp_path / name)
        assert isinstance(found, Unreadable)
        assert found.is_whole_file
        assert found.source == name


def test_a_file_name_that_is_no_text_can_still_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.warc"
    try:
        path.write_bytes(theirs())
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only names that are text")
    [found] = warc.read(path)
    assert isinstance(found, Exchange)
    assert found.id
