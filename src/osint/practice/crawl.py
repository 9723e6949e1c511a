"""A crawl in the shape of Common Crawl's: a list of crawls, an index of each, and ranges of their WARC files."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from osint.practice import pages
from osint.practice.content import Capture, Content, Site
from osint.practice.web import Request, Response

INDEX = re.compile(r"/(CC-MAIN-\d{4}-\d\d)-index")
RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Lies:
    """Where a capture lies in its crawl's one file."""

    site: Site
    capture: Capture
    start: int
    member: bytes


class Crawl:
    """Answers for index.commoncrawl.org and data.commoncrawl.org: a crawl a year, of the archive's captures."""

    def __init__(self, content: Content) -> None:
        """Hold the captures of this content's sites."""
        self._content = content
        self._files: dict[str, list[Lies]] = {}

    def answer(self, request: Request) -> Response:
        """The list of crawls, an index, or a range of a file."""
        if request.host == "data.commoncrawl.org":
            return self._range(request)
        if request.path == "/collinfo.json":
            return _json([self._told(name) for name in sorted(self._all(), reverse=True)])
        found = INDEX.fullmatch(request.path)
        return self._index(request, found[1]) if found else Response(404, b"")

    def _told(self, name: str) -> dict[str, str]:
        base = "https://index.commoncrawl.org/"
        return {"id": name, "name": name, "timegate": f"{base}{name}/", "cdx-api": f"{base}{name}-index"}

    def _all(self) -> dict[str, list[Lies]]:
        """The captures of each crawl, one behind another in its file."""
        if not self._files:
            held = [(site, each) for site in self._content.sites.values() for each in site.captures]
            for site, capture in held:
                lies = self._files.setdefault(f"CC-MAIN-{capture.at[:4]}-10", [])
                start = lies[-1].start + len(lies[-1].member) if lies else 0
                lies.append(Lies(site, capture, start, self._member(site, capture)))
        return self._files

    def _member(self, site: Site, capture: Capture) -> bytes:
        body = pages.front(self._content, site, capture).encode(site.encoding, "xmlcharrefreplace")
        head = f"HTTP/1.1 {capture.status} OK\r\nContent-Type: text/html; charset={site.encoding}\r\n\r\n"
        block = head.encode() + body
        at = capture.at
        day = f"{at[:4]}-{at[4:6]}-{at[6:8]}T{at[8:10]}:{at[10:12]}:{at[12:]}Z"
        fields = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Date: {day}\r\nWARC-Record-ID: <urn:uuid:{_uuid(site.host + at)}>\r\n"
            f"Content-Length: {len(block)}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"WARC-Target-URI: https://{site.host}/\r\n\r\n"
        )
        return gzip.compress(fields.encode() + block + b"\r\n\r\n", mtime=0)

    def _index(self, request: Request, name: str) -> Response:
        host = re.sub(r"^https?://", "", request.query("url")).partition("/")[0].removeprefix("www.")
        held = [
            each
            for each in self._all().get(name, ())
            if each.site.host == host and each.capture.status == 200
        ]
        if not held:
            told = {"message": f"No Captures found for: {request.query('url')}"}
            return Response(404, json.dumps(told).encode(), "application/json")
        lines = "".join(json.dumps(_row(name, each)) + "\n" for each in held)
        return Response(200, lines.encode(), "text/x-ndjson")

    def _range(self, request: Request) -> Response:
        """The bytes that are asked for (RFC 9110, 14); never a whole file."""
        name = next((each for each in self._all() if _file(each) == urlsplit(request.target).path[1:]), None)
        found = RANGE.fullmatch(request.headers.get("range", ""))
        if name is None or found is None:
            return Response(404 if name is None else 403, b"")
        whole = b"".join(each.member for each in self._all()[name])
        start, end = int(found[1]), min(int(found[2]), len(whole) - 1)
        if start > end:
            return Response(416, b"")
        span = (("Content-Range", f"bytes {start}-{end}/{len(whole)}"),)
        return Response(206, whole[start : end + 1], "application/octet-stream", span)


def _row(name: str, lies: Lies) -> dict[str, str]:
    digest = hashlib.sha1(lies.member).digest()  # noqa: S324  the index's field is a SHA-1
    return {
        "urlkey": ",".join(reversed(lies.site.host.split("."))) + ")/",
        "timestamp": lies.capture.at,
        "url": f"https://{lies.site.host}/",
        "mime": "text/html",
        "status": "200",
        "digest": base64.b32encode(digest).decode(),
        "length": str(len(lies.member)),
        "offset": str(lies.start),
        "filename": _file(name),
    }


def _file(name: str) -> str:
    return f"crawl-data/{name}/segments/1700000000000.1/warc/{name}-practice-00000.warc.gz"


def _uuid(seed: str) -> str:
    found = hashlib.sha256(seed.encode()).hexdigest()
    return f"{found[:8]}-{found[8:12]}-4{found[13:16]}-8{found[17:20]}-{found[20:32]}"


def _json(value: object) -> Response:
    return Response(200, json.dumps(value).encode(), "application/json")
