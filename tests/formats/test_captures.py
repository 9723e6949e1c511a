"""Who captured what is imported, when and how: kept with each answer of other programs, and with nobody else's."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from osint import formats
from osint.formats import Capture, warc_write
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

AT = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
BY = Capture("A. Kim", AT, "Chrome, saved from the menu")
URL = "https://toon.example/"
HTML = b"<!doctype html><html><body>page</body></html>"
HAR = json.dumps(
    {
        "log": {
            "entries": [
                {
                    "startedDateTime": "2026-01-02T03:04:05Z",
                    "request": {"url": URL},
                    "response": {"status": 200, "headers": [], "content": {"text": "page"}},
                }
            ]
        }
    }
).encode()
MHTML = b"""From: <Saved by Blink>
Date: Fri, 27 Nov 2026 10:00:00 +0900
MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Type: text/html
Content-Location: https://toon.example/

<p>page</p>
--b--
"""
RECORD = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Target-URI: https://toon.example/\r\nContent-Type: application/http\r\nContent-Length: 23\r\n\r\nHTTP/1.1 200 OK\r\n\r\npage\r\n\r\n"
SINGLE = b"""<!DOCTYPE html> <html lang="ko"><!--
 Page saved with SingleFile
 url: https://toon.example/ep/3
 saved date: Sat Nov 28 2026 10:15:00 GMT+0900 (Korean Standard Time)
--><head><title>x</title></head><body>page</body></html>"""


def read(folder: Path, name: str, data: bytes, capture: Capture = BY, url: str = "") -> Exchange:
    path = folder / name
    path.write_bytes(data)
    [found] = formats.read_file(path, url=url, capture=capture)
    assert isinstance(found, Exchange), found
    return found


def wacz(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "made.zip", "w") as bundle:
        bundle.writestr("archive/data.warc", RECORD)
    return (folder / "made.zip").read_bytes()


@pytest.mark.parametrize("name", ["page.html", "page.mhtml", "page.har", "page.warc", "page.wacz"])
def test_stands_with_an_answer_out_of_every_form(tmp_path: Path, name: str) -> None:
    forms = {"page.html": HTML, "page.mhtml": MHTML, "page.har": HAR, "page.warc": RECORD}
    data = forms.get(name) or wacz(tmp_path)
    found = read(tmp_path, name, data, url=URL if name == "page.html" else "")
    assert found.fact("captured-by") == "A. Kim"
    assert found.fact("captured-how") == "Chrome, saved from the menu"
    assert found.fact("captured-at-stated") == "2026-11-28T01:30:00.000000Z"


def test_gives_the_time_of_a_file_that_states_none(tmp_path: Path) -> None:
    found = read(tmp_path, "page.html", HTML, url=URL)
    assert (found.at, found.fact("captured-at")) == (AT, "stated at import")
    undated = MHTML.replace(b"Date: Fri, 27 Nov 2026 10:00:00 +0900\n", b"")
    assert read(tmp_path, "undated.mhtml", undated).at == AT


def test_does_not_change_a_time_that_the_file_states(tmp_path: Path) -> None:
    assert read(tmp_path, "page.har", HAR).at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert read(tmp_path, "page.mhtml", MHTML).at == datetime(2026, 11, 27, 1, tzinfo=UTC)


def test_without_it_nothing_is_added(tmp_path: Path) -> None:
    found = read(tmp_path, "page.html", HTML, Capture(), url=URL)
    assert found.fact("captured-at") == "the file's time"
    assert not {"captured-by", "captured-how", "captured-at-stated"} & dict(found.facts).keys()


def test_leaves_an_exchange_of_ours_what_it_is(tmp_path: Path) -> None:
    ours = Exchange(Ask(URL, "page", Subject(SubjectKind.SITE, "toon.example")), AT, AT, Outcome.ABSENT, "none",
                    head=b"HTTP/1.1 404 X\r\n\r\n")  # fmt: skip
    assert read(tmp_path, "ours.warc.gz", warc_write.members(ours)) == ours


def test_a_page_of_singlefile_states_its_address_and_time(tmp_path: Path) -> None:
    found = read(tmp_path, "single.html", SINGLE)
    assert found.ask.uri == "https://toon.example/ep/3"
    assert (found.at, found.fact("captured-at")) == (
        datetime(2026, 11, 28, 1, 15, tzinfo=UTC),
        "stated by SingleFile",
    )


def test_a_bot_check_that_was_saved_is_no_page(tmp_path: Path) -> None:
    saved = b"<!doctype html><html><head><title>Just a moment...</title></head><body><script>(function(){window._cf_chl_opt={cvId:'3'}})()</script></body></html>"
    assert read(tmp_path, "saved.html", saved, url=URL).outcome is Outcome.CHALLENGED
