"""What we write is valid for others' tools, and the same exchange gives the same bytes."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warc_cases import EXCHANGES, TIMES, page

from osint.formats import warc_write
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

BIN = Path(sys.executable).parent


def check(path: Path) -> None:
    """Have both other programs check a file: record by record, with its digests."""
    for program in ("warcio", "fastwarc"):
        done = subprocess.run([BIN / program, "check", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{program}: {done.stdout} {done.stderr}"


def other_protocols() -> list[Exchange]:
    asks = ["whois://whois.example/reader.example", "dns:reader.example?type=A", "tls://reader.example:443"]
    subject = Subject(SubjectKind.SITE, "reader.example")
    made = [
        page(ask=Ask(uri, uri.partition(":")[0], subject), head=b"", body=b"\x00\xff reply") for uri in asks
    ]
    return [*made, page(said=b"", head=b"", body=b"", outcome=Outcome.FAILED, why="time-out")]


def test_warcio_and_fastwarc_accept_every_sort_of_exchange(tmp_path: Path) -> None:
    path = tmp_path / "made.warc.gz"
    made = [page(), page(body=b""), *other_protocols()]
    info = warc_write.warcinfo({"software": "osint", "operator": "누구\r\nWARC-Type: response"})
    path.write_bytes(info + b"".join(map(warc_write.members, made)))
    check(path)


def test_digests_are_sha256_and_a_changed_byte_is_seen_by_others(tmp_path: Path) -> None:
    path = tmp_path / "made.warc"
    plain = b"".join(
        warc_write._record_of(page(), page().id, part) for part in warc_write.parts(page(), page().id)
    )
    assert b"WARC-Block-Digest: sha256:" in plain
    assert b"WARC-Payload-Digest: sha256:" in plain
    path.write_bytes(plain.replace(b"<p>page</p>", b"<p>pagE</p>"))
    with pytest.raises(AssertionError, match="digest"):
        check(path)


def test_others_accept_whatever_a_hostile_server_sends(tmp_path: Path) -> None:
    heads = [
        b"HTTP/1.1 200 OK\r\n\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nC: d\r\n\r\n",
        b"HTTP/1.0 200\nServer: x\n\n",
        b"\xff\xfe\x00",
        b"HTTP/1.1 200 OK\r\n folded\r\n\r\n",
        b"HTTP/1.1 200 \xed\x95\x9c\r\nContent-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 7\r\n\r\n",
        b"no blank line",
    ]
    path = tmp_path / "made.warc.gz"
    path.write_bytes(b"".join(warc_write.members(page(head=head, body=b"5\r\nabcde")) for head in heads))
    check(path)


def test_a_hostile_address_cannot_add_a_header() -> None:
    ask = Ask(
        "https://a.example/\r\nWARC-Type: warcinfo\u2028", "page", Subject(SubjectKind.SITE, "a.example")
    )
    part = next(warc_write.parts(page(ask=ask), "id"))
    text = warc_write._record_of(page(ask=ask), "id", part)
    assert b"WARC-Target-URI: https://a.example/%0D%0AWARC-Type: warcinfo%E2%80%A8\r\n" in text


@given(EXCHANGES)
def test_the_same_exchange_gives_the_same_bytes(exchange: Exchange) -> None:
    assert warc_write.members(exchange) == warc_write.members(exchange)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXCHANGES, TIMES)
def test_a_tombstone_fits_every_exchange(exchange: Exchange, at: object) -> None:
    length = len(warc_write.members(exchange))
    assert len(warc_write.tombstone(exchange.id, at, length)) == length  # type: ignore[arg-type]


@pytest.mark.parametrize("length", [700, 65_535, 65_558, 65_559, 200_000, 1_000_003])
def test_others_accept_a_tombstone_of_any_size(tmp_path: Path, length: int) -> None:
    stone = warc_write.tombstone("ab" * 32, page().at, length)
    assert len(stone) == length
    path = tmp_path / "made.warc.gz"
    path.write_bytes(warc_write.members(page()) + stone + warc_write.members(page()))
    check(path)


@given(st.binary(max_size=300))
def test_a_dns_answer_that_cannot_be_read_is_kept_all_the_same(wire: bytes) -> None:
    ask = Ask("dns:reader.example?type=A", "dns", Subject(SubjectKind.SITE, "reader.example"))
    kept = list(warc_write.parts(page(ask=ask, head=b"", body=wire), "id"))
    assert [part.block for part in kept if part.name == "reply"] == ([wire] if wire else [])
