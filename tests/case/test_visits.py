"""A visit taken out of a case as a WACZ: whole, indexed, its digests right, and read back as what it was."""

import gzip
import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from case_cases import new_case

from osint import formats
from osint.case import visits
from osint.errors import UsageError
from osint.evidence.store import Store
from osint.formats import wacz_write
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
SITE = Subject(SubjectKind.SITE, "toon.example")
PAGE = "browser:https://toon.example/"
PART = ("part-of-visit", "00ff")


def made(uri: str, body: bytes, *facts: tuple[str, str], head: bytes = b"") -> Exchange:
    return Exchange(Ask(uri, "rendered", SITE), AT, AT, Outcome.ANSWERED, head=head, body=body, facts=facts)


EXCHANGES = (
    made("https://toon.example/", b"<p>x", PART, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"),
    made(PAGE + "#screenshot", b"\x89PNG", ("media", "image/png"), PART),
    made("https://other.example/", b"y", ("part-of-visit", "1111"), head=b"HTTP/1.1 200 OK\r\n\r\n"),
    made(PAGE, b"<title>\xeb\x8b\xac &amp; x</title>", ("media", "text/html; charset=utf-8"), ("visit", "00ff")),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    kept = new_case(tmp_path / "case").store
    for each in EXCHANGES:
        kept.keep(each)
    return kept


@pytest.fixture
def wacz(store: Store, tmp_path: Path) -> Path:
    path = tmp_path / "visit.wacz"
    told = new_case(tmp_path / "told").settings
    assert visits.write(store, told, EXCHANGES[-1].id, path) == 3
    return path


def test_holds_the_visit_and_nothing_else_exactly_as_it_was(wacz: Path) -> None:
    assert list(formats.read_file(wacz)) == [EXCHANGES[0], EXCHANGES[1], EXCHANGES[3]]


def test_names_every_file_with_its_digest_and_packs_none_twice(wacz: Path) -> None:
    with zipfile.ZipFile(wacz) as bundle:
        assert {each.compress_type for each in bundle.infolist()} == {zipfile.ZIP_STORED}
        package = bundle.read("datapackage.json")
        told = json.loads(package)
        seal = json.loads(bundle.read("datapackage-digest.json"))
        for each in told["resources"]:
            data = bundle.read(each["path"])
            assert (each["bytes"], each["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        names = {each["path"] for each in told["resources"]}
        assert names == set(bundle.namelist()) - {"datapackage.json", "datapackage-digest.json"}
    assert told["wacz_version"] == "1.1.1"
    assert seal == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}


def test_lists_its_page(wacz: Path) -> None:
    with zipfile.ZipFile(wacz) as bundle:
        head, page = map(json.loads, bundle.read("pages/pages.jsonl").decode().splitlines())
    assert head["format"] == "json-pages-1.0"
    assert (page["url"], page["title"], page["ts"]) == (
        "https://toon.example/",
        "달 & x",
        "2026-11-28T09:00:00Z",
    )


def test_leads_by_its_index_to_each_record(wacz: Path) -> None:
    with zipfile.ZipFile(wacz) as bundle:
        archive, lines = (
            bundle.read("archive/data.warc.gz"),
            bundle.read("indexes/index.cdx").decode().splitlines(),
        )
    assert lines == sorted(lines)
    found = {}
    for line in lines:
        key, time, told = line.split(" ", 2)
        entry = json.loads(told)
        start = int(entry["offset"])
        record = gzip.decompress(archive[start : start + int(entry["length"])])
        assert record.startswith(b"WARC/1.1\r\n")
        assert f"WARC-Target-URI: {entry['url']}\r\n".encode() in record
        found[key] = (time, entry["mime"], entry["status"])
    assert found["example,toon)/"] == ("20261128090000", "text/html", "200")
    assert found["urn:fullPage:https://toon.example/"][1] == "image/png"
    assert "urn:dom:https://toon.example/" in found


def test_of_what_is_no_visit_there_is_none(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no visit"):
        visits.write(store, new_case(tmp_path / "told").settings, EXCHANGES[0].id, tmp_path / "x.wacz")


def test_addresses_are_sorted_by_host_backwards() -> None:
    assert wacz_write.surt("https://www.Toon.example:8443/A?b=C") == "example,toon:8443)/a?b=c"
