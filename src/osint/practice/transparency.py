"""A certificate search in the shape of crt.sh's JSON."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from osint.practice.authority import VALID, Authority, Leaf
from osint.practice.content import Content, Site
from osint.practice.web import Request, Response

RENEWALS = 2  # earlier certificates of the same names


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate in the logs."""

    names: tuple[str, ...]
    begin: datetime
    serial: str
    sha256: str  # empty for one that is served no more


class Transparency:
    """Answers searches by name, by pattern and by digest."""

    def __init__(
        self,
        content: Content,
        authority: Authority,
        groups: Mapping[str, list[Site]],
        leaf: Callable[[Site], Leaf],
    ) -> None:
        """Search the certificates of these groups of sites."""
        self._content = content
        self._issuer = authority.root.subject.rfc4514_string().replace(",", ", ")
        self._groups = groups
        self._leaf = leaf
        self._known: list[Entry] = []

    def answer(self, request: Request) -> Response:
        """A search; what crt.sh shows as a page is not shown here."""
        asked = (request.query("q") or request.query("Identity") or request.query("dNSName")).lower()
        number = request.query("serial").lower()
        if not (asked or number or request.query("spkisha256")) or request.query("output") != "json":
            return Response(200, b"<html><head><title>crt.sh | Certificate Search</title></head></html>")
        wanted = _matching(asked)
        found = [each for each in self._entries() if wanted(each) or each.serial == number]
        rows = [row for entry in found for row in self._rows(entry)]
        return Response(200, json.dumps(rows).encode(), "application/json")

    def spot(self, request: Request) -> Response:
        """Cert Spotter's issuances of a domain, those behind ``after``."""
        domain, after = request.query("domain").lower(), request.query("after")
        if request.path != "/v1/issuances" or not domain:
            told = {"code": "invalid_domain", "message": "no domain was given"}
            return Response(400, json.dumps(told).encode(), "application/json")
        found = [each for each in self._entries() if _names_below(each, domain)]
        rows = [
            {
                "id": str(number),
                "tbs_sha256": hashlib.sha256(each.serial.encode()).hexdigest(),
                "dns_names": list(each.names),
                "issuer": {"name": self._issuer},
                "not_before": f"{_time(each.begin)}Z",
                "not_after": f"{_time(each.begin + VALID)}Z",
                "revoked": False,
            }
            for number, each in enumerate(found, 1)
            if not after.isdigit() or number > int(after)
        ]
        return Response(200, json.dumps(rows).encode(), "application/json")

    def _entries(self) -> list[Entry]:
        if not self._known:
            self._known = [*self._served(), *self._past()]
        return self._known

    def _served(self) -> Iterator[Entry]:
        for sites in self._groups.values():
            leaf = self._leaf(sites[0])
            hosts = names_of(sites)
            begin = leaf.certificate.not_valid_before_utc
            yield Entry(hosts, begin, f"{leaf.certificate.serial_number:x}", leaf.sha256)
            for back in range(1, 1 + RENEWALS):
                at = begin - back * timedelta(days=60)
                yield Entry(hosts, at, _serial(f"{hosts[0]} {back}"), "")

    def _past(self) -> Iterator[Entry]:
        for issue in self._content.issues:
            begin = datetime.fromisoformat(issue.not_before).replace(tzinfo=UTC)
            yield Entry(issue.names, begin, _serial(" ".join(issue.names)), "")

    def _rows(self, entry: Entry) -> Iterator[dict[str, object]]:
        """A precertificate and its certificate are two rows of one serial number."""
        first = int(hashlib.sha256(entry.serial.encode()).hexdigest()[:8], 16)
        for number in (first, first + 1):
            yield {
                "issuer_ca_id": 990001,
                "issuer_name": self._issuer,
                "common_name": entry.names[0],
                "name_value": "\n".join(entry.names),
                "id": number,
                "entry_timestamp": _time(entry.begin + timedelta(minutes=58, seconds=number % 60)),
                "not_before": _time(entry.begin),
                "not_after": _time(entry.begin + VALID),
                "serial_number": entry.serial,
                "result_count": len(entry.names) + 1,
            }


def names_of(sites: list[Site]) -> tuple[str, ...]:
    """The names in the certificate of a group of sites."""
    return tuple(name for site in sites for name in (site.host, f"www.{site.host}"))


def _names_below(entry: Entry, domain: str) -> bool:
    return any(name == domain or name.endswith(f".{domain}") for name in entry.names)


def _matching(asked: str) -> Callable[[Entry], bool]:
    """What tells the entries that a search means: by a digest, or by a name in which ``%`` stands for anything."""
    if re.fullmatch(r"[0-9a-f]{64}", asked):
        return lambda entry: entry.sha256 == asked
    if not asked:
        return lambda _: False
    pattern = re.compile(".*".join(re.escape(part) for part in asked.split("%")))
    return lambda entry: any(map(pattern.fullmatch, entry.names))


def _serial(seed: str) -> str:
    return hashlib.sha256(f"practice serial {seed}".encode()).hexdigest()[:36]


def _time(at: datetime) -> str:
    """As crt.sh writes it: UTC, and no zone said."""
    return at.strftime("%Y-%m-%dT%H:%M:%S")
