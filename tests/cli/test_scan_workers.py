"""A large archive is scanned in parts: the rows of one process, in its order, whatever the records hold."""

import gzip
import io
import os
import signal
import zipfile
from pathlib import Path

import pytest
import segno

from osint.cli import scan_answers, scan_workers
from osint.formats.reading import Unreadable
from osint.records import Where

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
TRON = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"


def member(number: int, body: bytes, *, level: int = 6) -> bytes:
    answer = HTML + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"WARC-Target-URI: https://page-{number}.example/\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n", level, mtime=0)


def page(number: int) -> bytes:
    return b"<script>ga('create','UA-%d-1')</script>" % (7_000_000 + number) + os.urandom(3000).hex().encode()


def archive(path: Path, members: list[bytes]) -> Path:
    path.write_bytes(b"".join(members))
    return path


def values(path: Path, jobs: int, failed: list[Unreadable] | None = None) -> list[str]:
    rows = scan_workers.scanned(path, "a.warc.gz", jobs, [] if failed is None else failed)
    return [f"{row['url']} {row['value']}" for row in rows]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_workers, "STEP", 20_000)


def test_two_processes_give_the_rows_of_one_in_order(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", [member(number, page(number)) for number in range(60)])
    assert len(scan_workers._cuts(path)) > 4
    assert values(path, 2) == values(path, 1)
    assert [each.split()[1] for each in values(path, 1)] == [f"UA-{7_000_000 + each}" for each in range(60)]


def test_what_looks_like_a_member_within_a_record_is_no_record(tmp_path: Path) -> None:
    """A page that holds a packed archive, stored as it is: a part may be cut there, and is mended."""
    forged = b"".join(member(900 + number, page(900 + number)) for number in range(40))
    members = [member(number, page(number)) for number in range(8)]
    members += [member(8, b"<p>UA-7000008-1 </p>" + forged, level=0)]
    members += [member(number, page(number)) for number in range(9, 30)]
    path = archive(tmp_path / "a.warc.gz", members)
    assert values(path, 2) == values(path, 1)
    assert not any("page-9" in each and "page-9." not in each for each in values(path, 2))


def test_broken_members_are_named_and_the_rest_is_scanned(tmp_path: Path) -> None:
    members = [member(number, page(number)) for number in range(40)]
    members[20] = members[20][:-200] + b"\x00" * 200
    path = archive(tmp_path / "a.warc.gz", [*members, members[0][:50]])
    one: list[Unreadable] = []
    two: list[Unreadable] = []
    assert values(path, 2, two) == values(path, 1, one)
    assert len(values(path, 1)) >= 39
    assert [each.where for each in two] == [each.where for each in one]
    assert len(one) >= 2


def dies(path: Path, source: str, start: int, stop: int) -> scan_workers.Part:
    if start:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return scan_workers.part(path, source, start, stop)


@pytest.mark.skipif(os.name == "nt", reason="processes are not killed by signals there")
def test_a_process_that_is_killed_is_said_and_nothing_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "a.warc.gz", [member(number, page(number)) for number in range(40)])
    monkeypatch.setattr(scan_workers, "part", dies)
    failed: list[Unreadable] = []
    values(path, 2, failed)
    assert any("killed" in each.why for each in failed)


class TestOneAnswer:
    def of(self, kind: str, uri: str, head: bytes, body: bytes) -> list[tuple[str, Where]]:
        return [(find.value, find.where) for find in scan_answers.finds(uri, head, body) if find.kind == kind]

    def test_its_head_counts(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nX-Contact: ads@moonscans.com\r\nContent-Type: text/html\r\n\r\n"
        assert self.of("email", "https://a.example/", head, b"<p>") == [("ads@moonscans.com", Where.HEADER)]

    def test_an_ads_txt_is_read_by_its_address_and_by_its_look(self) -> None:
        body = b"example-exchange.com, 1234, DIRECT\nexample-exchange.com, 5678, RESELLER\n"
        for uri in ("https://a.example/ads.txt", ""):
            assert self.of("ads_txt_direct", uri, b"", body) == [("example-exchange.com 1234", Where.FILE)]

    def test_codes_in_pictures_are_read(self) -> None:
        out = io.BytesIO()
        segno.make(f"tron:{TRON}").save(out, kind="png", scale=3)
        assert self.of("tron", "", b"", out.getvalue()) == [(TRON, Where.IMAGE)]

    def test_a_zip_that_is_no_package_is_none(self, tmp_path: Path) -> None:
        path = tmp_path / "x.apk"
        with zipfile.ZipFile(path, "w") as bundle:
            bundle.writestr("a.txt", "x")
        assert not scan_answers.is_package(path)
        assert list(scan_answers.finds("", b"", path.read_bytes())) == []
