"""Passive DNS of the practice world in the shapes of CIRCL and DNSDB: today's addresses, and a remembered past."""

import base64
import calendar
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from osint.practice.content import Content
from osint.practice.web import Request, Response

CIRCL, DNSDB = "www.circl.lu", "api.dnsdb.info"
CIRCL_KEY = "practice:PRACTICEpracticePRACTICE"  # user:password
DNSDB_KEY = "PRACTICEpracticePRACTICEpractice"
SEEN = "2026-11-20T04:00:00Z"  # when today's records were seen last


@dataclass(frozen=True, slots=True)
class Row:
    """A name had these values of a type between two times."""

    name: str
    sort: str
    values: tuple[str, ...]
    first: int
    last: int


class PassiveDns:
    """Answers for both services over one memory."""

    def __init__(self, content: Content) -> None:
        """Remember today's records and those of the past."""
        told = content.table("passive_dns")["record"]
        self._rows = [
            Row(each["name"], each["type"], tuple(each["values"]), _at(each["first"]), _at(each["last"]))
            for each in told
        ]
        for site in content.sites.values():
            first = _at(site.registration.created if site.registration else SEEN)
            if site.address:
                self._rows.append(Row(site.host, "A", (site.address,), first, _at(SEEN)))
            if site.nameservers:
                servers = tuple(f"{each}." for each in site.nameservers)
                self._rows.append(Row(site.host, "NS", servers, first, _at(SEEN)))

    def answer(self, request: Request) -> Response:
        """The records that a question asks for, a line each."""
        return self._circl(request) if request.host == CIRCL else self._dnsdb(request)

    def _circl(self, request: Request) -> Response:
        given = base64.b64encode(CIRCL_KEY.encode()).decode()
        if request.headers.get("authorization") != f"Basic {given}":
            return Response(401, b"Unauthorized", headers=(("WWW-Authenticate", "Basic realm=practice"),))
        asked = request.path.removeprefix("/pdns/query/").lower()
        rows = [row for row in self._rows if asked == row.name or asked in row.values]
        told = [
            {**_told(row), "rdata": value.rstrip("."), "origin": f"https://{CIRCL}/pdns/"}
            for row in rows
            for value in row.values
        ]
        return _lines(told)

    def _dnsdb(self, request: Request) -> Response:
        if request.headers.get("x-api-key") != DNSDB_KEY:
            return Response(403, b"Error: The provided API key is not valid\n", "text/plain")
        if request.path == "/dnsdb/v2/rate_limit":
            rate = {"limit": 100_000, "remaining": 94_000, "reset": 1795824000, "results_max": 1_000_000}
            return Response(200, json.dumps({"rate": rate}).encode(), "application/json")
        is_summary = request.path.startswith("/dnsdb/v2/summarize/")
        asked = request.path.removeprefix(f"/dnsdb/v2/{'summarize' if is_summary else 'lookup'}/").split("/")
        limit = int(request.query("limit", "10000")) if request.query("limit", "0").isdecimal() else 0
        rows = list(self._looked_up(*asked))[: limit or None]
        if is_summary:
            return _lines([{"cond": "begin"}, *_summary(rows), {"cond": "succeeded"}])
        told: list[dict[str, Any]] = [{"cond": "begin"}]
        told += [
            {
                "obj": {
                    **_told(row),
                    "rrname": f"{row.name}.",
                    "bailiwick": f"{row.name}.",
                    "rdata": list(row.values),
                }
            }
            for row in rows
        ]
        return _lines([*told, {"cond": "succeeded"}])

    def _looked_up(self, side: str, sort: str, value: str = "", kind: str = "ANY") -> Iterator[Row]:
        for row in self._rows:
            if side == "rrset":
                bare = value.removeprefix("*.").lower()
                is_named = row.name == bare or (value.startswith("*.") and row.name.endswith(f".{bare}"))
            else:
                words = {each.split()[-1].rstrip(".") for each in row.values}  # behind a preference (MX)
                is_named = value.rstrip(".").lower() in words
            if is_named and kind.upper() in {"ANY", row.sort}:
                yield row


def _summary(rows: list[Row]) -> list[dict[str, Any]]:
    """How many records there are; nothing where there is none."""
    if not rows:
        return []
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    told = {"count": 7 * len(rows), "num_results": len(rows), "time_first": first, "time_last": last}
    return [{"obj": told}]


def _told(row: Row) -> dict[str, Any]:
    return {
        "rrname": row.name,
        "rrtype": row.sort,
        "count": 7,
        "time_first": row.first,
        "time_last": max(row.first, row.last),
    }


def _at(text: str) -> int:
    return calendar.timegm(datetime.fromisoformat(text).utctimetuple())


def _lines(told: list[dict[str, Any]]) -> Response:
    body = "".join(json.dumps(each) + "\n" for each in told)
    return Response(200, body.encode(), "application/x-ndjson")
