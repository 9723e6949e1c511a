"""Files of every accepted form, chosen by what they hold; what cannot be read is said."""

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from osint import formats
from osint.formats.reading import Unreadable
from osint.records import Exchange, Outcome

PAGE = b"<!doctype html><html><body>page</body></html>"
URL = "https://toon-example.com/page"


def read(folder: Path, data: bytes, *, url: str = "") -> list[formats.reading.Reading]:
    path = folder / "file.bin"
    path.write_bytes(data)
    return list(formats.read_file(path, url=url))


def only(readings: list[Any]) -> Exchange:
    assert len(readings) == 1
    assert isinstance(readings[0], Exchange), readings
    return readings[0]


def why(readings: list[Any]) -> str:
    assert readings
    assert all(isinstance(each, Unreadable) for each in readings), readings
    return " ".join(each.why for each in readings)


def entry(**changed: Any) -> dict[str, Any]:
    content = {"text": base64.b64encode(PAGE).decode(), "encoding": "base64"}
    response = {
        "status": 200,
        "statusText": "OK",
        "headers": [{"name": "Content-Encoding", "value": "br"}],
        "content": content,
    }
    return {
        "startedDateTime": "2026-01-02T03:04:05.000+09:00",
        "serverIPAddress": "192.0.2.1",
        "request": {"url": URL},
        "response": {**response, **changed},
    }


def har(*entries: Any) -> bytes:
    return json.dumps({"log": {"version": "1.2", "entries": list(entries)}}).encode()


def test_a_har_body_is_kept_as_it_was_decoded_and_that_is_said(tmp_path: Path) -> None:
    exchange = only(read(tmp_path, har(entry())))
    assert exchange.body == PAGE
    assert exchange.at.isoformat() == "2026-01-01T18:04:05+00:00"
    assert exchange.fact("content-coding") == "undone by the exporting browser"
    assert b"X-Was-Content-Encoding: br" in exchange.head
    assert exchange.fact("imported-sha256")
    assert exchange.address == "192.0.2.1"


def test_a_har_entry_without_its_body_is_said_and_the_rest_read(tmp_path: Path) -> None:
    readings = read(tmp_path, har(entry(content={"size": 9}), entry()))
    assert [isinstance(each, Exchange) for each in readings] == [False, True]
    assert "not saved" in why(readings[:1])


@pytest.mark.parametrize(
    "broken", [None, 7, "x", [], {}, entry(status=float("inf")), entry(headers=[None]), entry(content=None)]
)
def test_a_har_entry_of_another_form_is_said(tmp_path: Path, broken: Any) -> None:
    assert "cannot be read" in why(read(tmp_path, har(broken)))


def test_a_har_entry_from_before_all_time_is_said(tmp_path: Path) -> None:
    early = {**entry(), "startedDateTime": "0001-01-01T00:00:00+14:00"}
    assert "cannot be read" in why(read(tmp_path, har(early)))


@pytest.mark.parametrize("data", [b'{"log": [', b'{"log": 7}', b'{"log": {"entries": ' + b"[" * 100_000])
def test_a_broken_har_is_said(tmp_path: Path, data: bytes) -> None:
    assert "HAR" in why(read(tmp_path, data))


MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://toon-example.com/page
MIME-Version: 1.0
Date: Fri, 2 Jan 2026 03:04:05 +0900
Content-Type: multipart/related; type="text/html"; boundary="B"

--B
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://toon-example.com/page

<html>a=3Db</html>
--B
Content-Type: image/png
Content-Location: https://images.example.net/a.png
Content-Transfer-Encoding: base64

iVBORw==
--B
Content-Type: text/css
Content-Location: cid:css-1

a{}
--B--
"""


def test_the_parts_of_an_mhtml_are_exchanges_of_their_own_sites(tmp_path: Path) -> None:
    page, image, style = read(tmp_path, MHTML)
    assert isinstance(page, Exchange)
    assert isinstance(image, Exchange)
    assert page.body.strip() == b"<html>a=b</html>"
    assert page.at.isoformat() == "2026-01-01T18:04:05+00:00"
    assert (page.ask.subject.value, image.ask.subject.value) == ("toon-example.com", "example.net")
    assert "without an address" in why([style])


def test_an_mhtml_without_a_date_takes_the_files_time_and_says_so(tmp_path: Path) -> None:
    page = read(tmp_path, MHTML.replace(b"Date: Fri, 2 Jan 2026 03:04:05 +0900\n", b""))[0]
    assert isinstance(page, Exchange)
    assert page.fact("captured-at") == "the file's time"


def wacz(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
    return out.getvalue()


def warc() -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    fields = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:6c2c1a55-6d1f-4f0e-9d30-0e9b54d8a001>\r\n"
        f"WARC-Target-URI: {URL}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return fields.encode() + answer + b"\r\n\r\n"


def test_the_archives_of_a_wacz_are_read(tmp_path: Path) -> None:
    exchange = only(read(tmp_path, wacz({"datapackage.json": b"{}", "archive/data.warc": warc()})))
    assert exchange.body == PAGE


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    assert "too much" in why(read(tmp_path, wacz({"archive/data.warc": b"\0" * 5_000_000})))


def test_a_zip_without_archives_is_said_to_be_none(tmp_path: Path) -> None:
    assert "no WACZ" in why(read(tmp_path, wacz({"a.txt": b"x"})))


def test_a_damaged_member_of_a_wacz_is_said(tmp_path: Path) -> None:
    data = bytearray(wacz({"archive/data.warc": warc() * 9}))
    data[60:90] = b"\xff" * 30
    assert any(isinstance(each, Unreadable) for each in read(tmp_path, bytes(data)))


def test_a_saved_page_states_its_address(tmp_path: Path) -> None:
    exchange = only(read(tmp_path, b"<!-- saved from url=(0029)" + URL.encode() + b" -->" + PAGE))
    assert exchange.ask.uri == URL
    assert exchange.fact("address") == "stated by the browser that saved it"


def test_a_canonical_address_is_noted_as_claimed(tmp_path: Path) -> None:
    exchange = only(read(tmp_path, b'<link rel="canonical" href="' + URL.encode() + b'">' + PAGE))
    assert exchange.fact("address") == "claimed by the page itself"


def test_a_given_address_stands_above_what_the_page_claims(tmp_path: Path) -> None:
    exchange = only(
        read(tmp_path, b'<link rel="canonical" href="https://other.example.net/">' + PAGE, url=URL)
    )
    assert exchange.ask.uri == URL


def test_a_page_without_an_address_says_what_to_give(tmp_path: Path) -> None:
    assert "--url" in why(read(tmp_path, PAGE))


def test_an_ads_txt_says_what_to_give_and_is_read_with_it(tmp_path: Path) -> None:
    data = b"# sellers\nads.example.net, 123, DIRECT, abc\n"
    assert "--url" in why(read(tmp_path, data))
    assert only(read(tmp_path, data, url="https://toon-example.com/ads.txt")).ask.collector == "ads_txt"


@pytest.mark.parametrize(
    "data",
    [
        b"Domain Name: TOON-EXAMPLE.COM\nRegistrar: Example\n>>> Last update <<<\nRegistrant: <data not disclosed>\n",
        "도메인이름                  : toon-example.com\n등록일 : 2024. 01. 02.\n".encode("cp949"),
        b"[Domain Name]                   TOON-EXAMPLE.COM\n[Name Server] ns1.example.net\n",
    ],
)
def test_a_whois_text_is_known_by_its_domain_line(tmp_path: Path, data: bytes) -> None:
    exchange = only(read(tmp_path, data))
    assert exchange.ask.collector == "whois"
    assert exchange.ask.subject.value == "toon-example.com"
    assert exchange.outcome is Outcome.ANSWERED


@pytest.mark.parametrize("data", [b"", b"\0" * 99, b"\x1f\x8b\x08broken", b"PK\x03\x04 no zip", b"hello"])
def test_what_is_none_of_these_is_said(tmp_path: Path, data: bytes) -> None:
    assert why(read(tmp_path, data))


def test_a_folder_is_said_to_be_no_file(tmp_path: Path) -> None:
    assert "cannot be read" in why(list(formats.read_file(tmp_path)))
