"""An archive in the shape of the Wayback Machine's: its CDX index, and replay of captures as they were."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from osint.practice import pages
from osint.practice.content import Capture, Content, Site
from osint.practice.web import Request, Response, redirect

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
REPLAY = re.compile(r"^/web/(\d{4,14})(?:id_|if_)?/(.+)$")


class Archive:
    """Answers for web.archive.org."""

    def __init__(self, content: Content) -> None:
        """Hold the captures of this content's sites."""
        self._content = content

    def answer(self, request: Request) -> Response:
        """The index, a capture, or nothing."""
        path = urlsplit(request.target).path
        if path.rstrip("/") in {"/cdx/search/cdx", "/cdx/search"}:
            return self._index(request)
        found = REPLAY.match(request.target)
        if found:
            return self._replay(found[1], found[2])
        return Response(404, b"<html><head><title>Wayback Machine</title></head></html>")

    def _index(self, request: Request) -> Response:
        rows = [row for row in self._rows(request) if _passes(row, request.queries("filter"))]
        fields = [name for name in request.query("fl", ",".join(FIELDS)).split(",") if name in FIELDS]
        limit = request.query("limit", "10000")
        whole = list(_collapsed(rows, request.query("collapse")))
        key = request.query("resumeKey")
        start = int(key) if key.isdigit() else 0
        end = start + (int(limit) if limit.isdigit() else 0)
        lines = [[row[name] for name in fields] for row in whole[start:end]]
        if request.query("output") == "json":
            if lines and end < len(whole) and request.query("showResumeKey") == "true":
                lines += [[], [str(end)]]
            return Response(200, json.dumps([fields, *lines] if lines else []).encode(), "application/json")
        text = "".join(" ".join(line) + "\n" for line in lines)
        return Response(200, text.encode(), "text/plain")

    def _rows(self, request: Request) -> Iterator[dict[str, str]]:
        host, whole = _asked(request.query("url"))
        if request.query("matchType") in {"domain", "host", "prefix"}:
            whole = True
        site = self._content.site(host)
        if site is None or not (whole or _path(request.query("url")) == "/"):
            return
        begin, end = request.query("from"), request.query("to", "99999999999999")
        for capture in site.captures:
            if begin <= capture.at <= end.ljust(14, "9"):
                yield self._row(site, capture)

    def _row(self, site: Site, capture: Capture) -> dict[str, str]:
        body = self._body(site, capture)
        digest = base64.b32encode(hashlib.sha1(body).digest()).decode()  # noqa: S324  the CDX field is a SHA-1
        return {
            "urlkey": ",".join(reversed(site.host.split("."))) + ")/",
            "timestamp": capture.at,
            "original": f"https://{site.host}/",
            "mimetype": "text/html",
            "statuscode": str(capture.status),
            "digest": digest,
            "length": str(len(body) // 3),
        }

    def _replay(self, timestamp: str, url: str) -> Response:
        """A capture as it was archived; another moment leads to the nearest one, as the real archive does."""
        host, _ = _asked(url)
        site = self._content.site(host)
        if site is None or not site.captures or _path(url) != "/":
            return Response(
                404, b"<html><head><title>Wayback Machine has not archived that URL</title></head></html>"
            )
        wanted = timestamp.ljust(14, "0")
        nearest = min(site.captures, key=lambda capture: abs(int(capture.at) - int(wanted)))
        if nearest.at != timestamp:
            return redirect(f"https://web.archive.org/web/{nearest.at}id_/https://{site.host}/", 302)
        headers = (("x-archive-orig-server", site.server), ("x-archive-src", "practice.warc.gz"))
        return Response(
            nearest.status, self._body(site, nearest), f"text/html; charset={site.encoding}", headers
        )

    def _body(self, site: Site, capture: Capture) -> bytes:
        return pages.front(self._content, site, capture).encode(site.encoding, "xmlcharrefreplace")


def _asked(url: str) -> tuple[str, bool]:
    """The host of an address, and whether all below it is meant (``*.host`` or ``host/*``)."""
    bare = re.sub(r"^https?:/{1,2}", "", url)
    host = bare.partition("/")[0].partition(":")[0].lower()
    return host.removeprefix("*.").removeprefix("www."), host.startswith("*.") or bare.endswith("/*")


def _path(url: str) -> str:
    bare = re.sub(r"^https?:/{1,2}", "", url)
    return "/" + bare.partition("/")[2]


def _passes(row: dict[str, str], filters: list[str]) -> bool:
    for each in filters:
        name, _, pattern = each.lstrip("!").partition(":")
        if name in row and (re.fullmatch(pattern, row[name]) is None) != each.startswith("!"):
            return False
    return True


def _collapsed(rows: list[dict[str, str]], by: str) -> Iterator[dict[str, str]]:
    """Neighbouring rows with one value of a field, or the first digits of it, as one row."""
    name, _, digits = by.partition(":")
    last = None
    for row in rows:
        value = row.get(name, "")[: int(digits) if digits.isdigit() else None]
        if not name or value != last:
            yield row
        last = value
