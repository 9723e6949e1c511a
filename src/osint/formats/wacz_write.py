"""Exchanges as a WACZ 1.1.1, which other programs replay: archive, index, list of pages, digests of each file.

The layout is that of specs.webrecorder.net/wacz/1.1.1 (seen 2026-11-28): everything stored, nothing packed twice.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from osint.formats import warc_write
from osint.outcomes.http import status_of
from osint.outcomes.looking import header
from osint.records import Exchange, stamp

ARCHIVE, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"
REPLAYED = frozenset({"response", "resource"})
EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip entry's time: the same exchanges give the same bytes
PAGES_HEAD = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the archive, as its list names it."""

    url: str
    title: str
    at: str  # ISO 8601, UTC


def write(path: Path, exchanges: Iterable[Exchange], pages: Iterable[Shown], info: Mapping[str, str]) -> None:
    """Write a WACZ; ``info`` stands in its warcinfo record, and its software in the package's description.

    Raises:
        OSError: when it cannot be written.
    """
    shown = list(pages)
    archive, index = _archive(exchanges, info)
    lines = [PAGES_HEAD, *(_page(each) for each in shown)]
    files = {
        ARCHIVE: archive,
        INDEX: "".join(sorted(index)).encode(),
        PAGES: "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines).encode(),
    }
    package = json.dumps(_package(files, shown, info), indent=2, ensure_ascii=False).encode()
    digest = json.dumps({"path": "datapackage.json", "hash": _hash(package)}, indent=2).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in {**files, "datapackage.json": package, "datapackage-digest.json": digest}.items():
            bundle.writestr(zipfile.ZipInfo(name, EPOCH), data)


def surt(url: str) -> str:
    """An address in the order in which indexes are sorted: host backwards, then the rest."""
    parts = urlsplit(url)
    if not parts.hostname:
        return url
    host = ",".join(reversed(parts.hostname.removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".lower()


def _archive(exchanges: Iterable[Exchange], info: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The WARC, and a line of the index for each record that is replayed."""
    data, index = bytearray(), []
    for exchange in exchanges:
        if not data:
            data += warc_write.warcinfo(info, at=exchange.at)
        for part, packed in warc_write.records(exchange):
            if part.kind in REPLAYED and part.name == "reply":
                index.append(_line(exchange, part, (len(data), len(packed))))
            data += packed
    return bytes(data), index


def _line(exchange: Exchange, part: warc_write.Part, place: tuple[int, int]) -> str:
    told = {
        "url": part.uri,
        "mime": _media(exchange, part),
        "status": str(status_of(exchange.head) or 200),
        "digest": warc_write.digest(part.block if part.payload is None else part.payload),
        "length": str(place[1]),
        "offset": str(place[0]),
        "filename": ARCHIVE.rpartition("/")[2],
    }
    return f"{surt(part.uri)} {_digits(stamp(exchange.at))} {json.dumps(told)}\n"


def _media(exchange: Exchange, part: warc_write.Part) -> str:
    declared = header(exchange.head, b"content-type") if exchange.head else part.content.encode()
    return declared.partition(b";")[0].strip().decode("ascii", "replace") or "application/octet-stream"


def _page(shown: Shown) -> dict[str, str]:
    name = hashlib.sha256(f"{shown.url} {shown.at}".encode()).hexdigest()[:32]
    return {"id": name, "url": shown.url, "ts": shown.at, "title": shown.title}


def _package(files: Mapping[str, bytes], shown: list[Shown], info: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": info.get("software", ""),
        "resources": [
            {"name": name.rpartition("/")[2], "path": name, "hash": _hash(data), "bytes": len(data)}
            for name, data in files.items()
        ],
    }
    if shown:
        told |= {"title": shown[0].title or shown[0].url, "created": shown[0].at}
        told |= {"mainPageUrl": shown[0].url, "mainPageDate": shown[0].at}
    return told


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _digits(at: str) -> str:
    return re.sub(r"\D", "", at)[:14]
