"""Records out of any bytes: whole ones are given, broken ones named, and nothing is held without bound."""

import gzip
import io
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warc_cases import page, theirs, zipped

from osint.formats import warc_bytes, warc_read, warc_write
from osint.formats.reading import Unreadable
from osint.formats.warc_read import Found, Record, records

WHOLE = [theirs(b"HTTP/1.1 200 OK\r\n\r\n%d" % number) for number in range(3)]


def found(data: bytes, **how: int) -> list[Found]:
    return list(records(io.BytesIO(data), source="made.warc", **how))


def blocks(data: bytes, **how: int) -> list[bytes]:
    return [each.block for each in found(data, **how) if isinstance(each, Record)]


def reasons(data: bytes, **how: int) -> list[str]:
    return [f"{each.where}: {each.why}" for each in found(data, **how) if isinstance(each, Unreadable)]


def numbers(data: bytes) -> list[bytes]:
    return [block[-1:] for block in blocks(data)]


@pytest.mark.parametrize(
    "pack", [b"".join, lambda them: zipped(*them), lambda them: gzip.compress(b"".join(them))]
)
def test_plain_member_by_member_and_in_one_member_read_the_same(pack) -> None:  # type: ignore[no-untyped-def]
    assert numbers(pack(WHOLE)) == [b"0", b"1", b"2"]
    assert not reasons(pack(WHOLE))


def test_offsets_are_those_of_the_file() -> None:
    data = zipped(*WHOLE)
    for each in found(data):
        assert isinstance(each, Record)
        assert blocks(data[each.start : each.end]) == [each.block]
    second = found(data)[1]
    assert isinstance(second, Record)
    assert numbers(data[second.start :]) == [b"1", b"2"]
    assert [each.block for each in found(data, start=second.start) if isinstance(each, Record)] == blocks(
        data
    )[1:]


@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1", "2.0"])
def test_every_version_is_read(version: str) -> None:
    assert len(blocks(theirs(version=version))) == 1


def test_headers_may_be_folded_end_in_line_feeds_only_and_lack_the_last_blank_lines() -> None:
    record = b"WARC/1.0\nWARC-Type: response\nX-Long: one\n  two\nContent-Length: 2\n\nab"
    [only] = found(record)
    assert isinstance(only, Record)
    assert (only.block, only.headers["x-long"]) == (b"ab", "one two")


def test_of_a_header_that_is_given_twice_the_first_stands() -> None:
    [only] = found(b"WARC/1.0\r\nContent-Length: 2\r\nContent-Length: 1\r\n\r\nab")
    assert isinstance(only, Record)
    assert only.block == b"ab"


@pytest.mark.parametrize("length", ["", "-5", "+2", "1_0", "zwei", "٣", "9" * 400, "1e3", "0x10"])
def test_a_bad_length_is_named_and_the_next_record_is_read(length: str) -> None:
    data = theirs(Content_Length=length) + WHOLE[1]
    assert numbers(data)[-1:] == [b"1"]
    assert "offset 0: no whole WARC record" in reasons(data)[0]


def test_a_length_beyond_the_end_is_named_and_the_next_record_is_read() -> None:
    data = theirs(Content_Length="999999999999") + WHOLE[1]
    assert numbers(data) == [b"1"]
    assert "it is cut" in reasons(data)[0]


def test_a_record_behind_a_broken_one_is_marked() -> None:
    for data in (b"garbage\n" + WHOLE[1], b"\x1f\x8b\x08broken" + zipped(WHOLE[1])):
        [last] = [each for each in found(data) if isinstance(each, Record)]
        assert last.is_after_damage
    assert not any(isinstance(each, Record) and each.is_after_damage for each in found(zipped(*WHOLE)))


@pytest.mark.parametrize(
    "pack", [b"".join, lambda them: zipped(*them), lambda them: gzip.compress(b"".join(them))]
)
def test_a_file_cut_anywhere_gives_the_whole_records_and_says_what_is_missing(pack) -> None:  # type: ignore[no-untyped-def]
    data = pack(WHOLE)
    for end in range(1, len(data)):
        whole = numbers(data[:end])
        assert whole == [b"0", b"1", b"2"][: len(whole)]
        is_at_an_end = numbers(data[end:]) == [b"0", b"1", b"2"][len(whole) :] and not reasons(data[end:])
        assert reasons(data[:end]) or is_at_an_end or len(whole) == 3, end


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_change_of_bytes_raises_or_hangs(data: st.DataObject) -> None:
    pack = data.draw(
        st.sampled_from([b"".join, lambda them: zipped(*them), lambda them: gzip.compress(b"".join(them))])
    )
    changed = bytearray(pack(WHOLE))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(changed) - 1))
        piece = data.draw(
            st.one_of(st.binary(max_size=8), st.sampled_from([b"\n\n", b"\nWARC/1.0\r\n", b"\x1f\x8b\x08"]))
        )
        changed[place : place + data.draw(st.integers(0, 9))] = piece
    list(records(io.BytesIO(changed), source="made.warc"))


@given(st.binary(max_size=400))
def test_bytes_that_are_no_warc_are_named(data: bytes) -> None:
    assert not blocks(data)
    assert bool(reasons(data)) == bool(data.strip(b"\r\n"))


def test_a_record_longer_than_what_is_read_is_named_with_its_size_and_the_next_is_read() -> None:
    data = [theirs(b"x" * 5000), WHOLE[1]]
    for packed in (b"".join(data), zipped(*data), gzip.compress(b"".join(data))):
        assert [block[-1:] for block in blocks(packed, longest=1000)] == [b"1"]
        assert "a record of 5000 bytes" in reasons(packed, longest=1000)[0]


def test_a_member_that_unpacks_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_bytes, "_FREE", 1024 * 1024)
    bomb = gzip.compress(b"\0" * 64 * 1024 * 1024)
    said = reasons(bomb + zipped(WHOLE[1]))
    assert "the rest of the file is not read" in said[-1]
    assert int(said[-1].split(":")[1].split()[0]) < 8 * 1024 * 1024


def test_members_inside_members_are_not_unpacked_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every stored block of a broken member can look like the beginning of another one."""
    monkeypatch.setattr(warc_bytes, "_FREE", 1024 * 1024)
    monkeypatch.setattr(warc_bytes, "_RATIO", 2)
    top = b"\x1f\x8b\x08" + b"\0" * 7
    nested = b"".join(top + b"\0\xf0\xff\x0f\x00" + b"x" for _ in range(30_000))
    inflated = 0
    inner = zlib.decompressobj

    def counting(bits: int):  # type: ignore[no-untyped-def]
        nonlocal inflated
        unzip = inner(bits)

        class Counting:
            def __getattr__(self, name: str):  # type: ignore[no-untyped-def]
                return getattr(unzip, name)

            def decompress(self, data: bytes, most: int) -> bytes:
                nonlocal inflated
                out = unzip.decompress(data, most)
                inflated += len(out)
                return out

        return Counting()

    monkeypatch.setattr(zlib, "decompressobj", counting)
    assert reasons(nested)
    assert inflated < 4 * 1024 * 1024 + 3 * len(nested)


def test_a_file_full_of_broken_places_names_so_many_and_counts_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(warc_read, "MOST_ROWS", 10)
    said = reasons(b"WARC/1.0\r\nContent-Length: x\r\n\r\n" * 100 + WHOLE[1])
    assert len(said) == 11
    assert "90 more broken places" in said[-1]
    assert numbers(b"WARC/1.0\r\nContent-Length: x\r\n\r\n" * 100 + WHOLE[1]) == [b"1"]


@pytest.mark.parametrize(
    "unit",
    [
        b"\nWARC/1.",
        b"\nWARC/1.0\r\n",
        b"\nWARC/1.0\n\n",
        b"\nWARC/1.1\r\nContent-Length: 60000000\r\n\r\n",
        b"\r\n",
    ],
)
def test_what_looks_like_many_records_is_read_in_step_with_its_length(
    unit: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts the bytes that are looked at, not the time: twice the file, about twice the work."""
    seen = 0
    see = warc_bytes.Flow.see

    def counting(flow: warc_bytes.Flow, count: int) -> bytes:
        nonlocal seen
        data = see(flow, count)
        seen += len(data)
        return data

    monkeypatch.setattr(warc_bytes.Flow, "see", counting)
    for pack in (bytes, gzip.compress):
        looked = []
        for times in (20_000, 40_000):
            seen = 0
            reasons(pack(unit * times))
            looked.append(seen + 1)
        assert looked[1] < 3 * looked[0] + 100_000


def test_one_of_our_records_of_any_length_can_be_read_back() -> None:
    big = page(body=b"\0" * (3 * 1024 * 1024))
    assert len(found(warc_write.members(big), longest=1024)) == 3
    assert len(blocks(warc_write.members(big), longest=2**40)) == 3
