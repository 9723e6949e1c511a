"""A replica of the Shodan REST calls that are in use: api-info, host, search and count."""

import base64
import hashlib
import ipaddress
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import mmh3
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from osint.practice import pages
from osint.practice.authority import Leaf
from osint.practice.content import Content, Site
from osint.practice.web import Request, Response

KEY = "PRACTICEpracticePRACTICEpractice"  # as long as a real one; opens nothing anywhere
PER_PAGE = 100
SEEN = "2026-11-20T04:11:{:02d}.000000"
TERM = re.compile(r'(-?)(?:([a-z_.0-9]+):)?("(?:[^"\\]|\\.)*"|\S+)')
WORDS = re.compile(r"\W+")
Banner = dict[str, Any]


class Shodan:
    """Answers for api.shodan.io."""

    def __init__(
        self, content: Content, front: Callable[[Site], bytes], leaf: Callable[[Site], Leaf]
    ) -> None:
        """Know the pages and the certificates of all indexed sites."""
        self._content = content
        self._front = front
        self._leaf = leaf
        self._made: list[tuple[Banner, str]] = []

    def answer(self, request: Request) -> Response:
        """One call."""
        if request.query("key") != KEY:
            return _json({"error": "Invalid API key"}, 401)
        path = request.path.rstrip("/")
        if path == "/api-info":
            return _json(
                {
                    "scan_credits": 100,
                    "query_credits": 100_000,
                    "monitored_ips": 0,
                    "plan": "dev",
                    "https": True,
                    "unlocked": True,
                }
            )
        if path in {"/shodan/host/search", "/shodan/host/count"}:
            return self._search(request, with_matches=path.endswith("search"))
        if path.startswith("/shodan/host/"):
            return self._host(path.rpartition("/")[2])
        return _json({"error": "Not Found"}, 404)

    def _banners(self) -> list[tuple[Banner, str]]:
        """Every banner with the text of its page: in lower case, and its bare words after it."""
        if not self._made:
            sites = [site for site in self._content.sites.values() if site.is_indexed and site.address]
            self._made = [self._banner(site, number) for number, site in enumerate(sites)]
            machines = {site.address: site for site in sites}
            self._made += [(self._ssh(site, number), "") for number, site in enumerate(machines.values())]
        return self._made

    def _host(self, address: str) -> Response:
        found = [banner for banner, _ in self._banners() if banner["ip_str"] == address]
        if not found:
            return _json({"error": "No information available for that IP."}, 404)
        first = found[0]
        same = ("ip_str", "ip", "org", "isp", "asn", "os")
        hosts = sorted({host for banner in found for host in banner["hostnames"]})
        return _json(
            {
                **{name: first[name] for name in same},
                "hostnames": hosts,
                "domains": hosts,
                "country_code": first["location"]["country_code"],
                "city": None,
                "last_update": first["timestamp"],
                "ports": sorted({banner["port"] for banner in found}),
                "tags": [],
                "data": found,
            }
        )

    def _search(self, request: Request, *, with_matches: bool) -> Response:
        asked = request.query("query")
        terms = [_term(found) for found in TERM.finditer(asked)]
        if not terms:
            return _json({"error": "Please provide a search query"}, 400)
        unknown = [name for name, _, _ in terms if name not in FILTERS]
        if unknown:
            return _json({"error": f"Invalid search filter: {unknown[0]}"}, 400)
        found = [one for one, text in self._banners() if all(_holds(one, text, term) for term in terms)]
        page = request.query("page", "1")
        start = PER_PAGE * (max(1, int(page) if page.isdigit() else 1) - 1)
        matches = found[start : start + PER_PAGE] if with_matches else []
        return _json({"matches": matches, "total": len(found), **_facets(found, request.query("facets"))})

    def _ssh(self, site: Site, number: int) -> Banner:
        """The SSH server of a site's machine: a key of its own, the software of its network's image."""
        key = b"\x00\x00\x00\x0bssh-ed25519\x00\x00\x00 " + hashlib.sha256(site.address.encode()).digest()
        digest = hashlib.md5(key, usedforsecurity=False).hexdigest()
        fingerprint = ":".join(digest[place : place + 2] for place in range(0, 32, 2))
        network = self._content.network(site.address)
        image = f"image of {network.holder if network else site.address}"
        return {
            **self._machine(site, number),
            "port": 22,
            "hostnames": [],
            "domains": [],
            "product": "OpenSSH",
            "data": f"SSH-2.0-OpenSSH_9.2p1\nKey type: ssh-ed25519\nFingerprint: {fingerprint}\n",
            "ssh": {
                "type": "ssh-ed25519",
                "fingerprint": fingerprint,
                "hassh": hashlib.md5(image.encode(), usedforsecurity=False).hexdigest(),
                "key": base64.b64encode(key).decode(),
            },
        }

    def _machine(self, site: Site, number: int) -> Banner:
        network = self._content.network(site.address)
        return {
            "ip_str": site.address,
            "ip": int(ipaddress.IPv4Address(site.address)),
            "transport": "tcp",
            "timestamp": SEEN.format(number % 60),
            "org": network.holder if network else None,
            "isp": network.holder if network else None,
            "asn": f"AS{network.asn}" if network else None,
            "os": None,
            "location": {"country_code": network.country if network else None, "city": None},
            "hash": mmh3.hash(site.host),
        }

    def _banner(self, site: Site, number: int) -> tuple[Banner, str]:
        text = self._front(site).decode(site.encoding, "replace")
        icon = pages.icon(site.icon)
        encoded = base64.encodebytes(icon)
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        banner = {
            **self._machine(site, number),
            "port": 443,
            "hostnames": [site.host],
            "domains": [site.host],
            "product": site.server,
            "data": f"HTTP/1.1 200 OK\r\nServer: {site.server}\r\nContent-Type: text/html\r\n\r\n",
            "http": {
                "status": 200,
                "host": site.host,
                "location": "/",
                "server": site.server,
                "title": title[1] if title else None,
                "html": text,
                "html_hash": mmh3.hash(text),
                "favicon": {
                    "hash": mmh3.hash(encoded),
                    "data": encoded.decode(),
                    "location": f"https://{site.host}/favicon.ico",
                },
            },
            "ssl": _ssl(self._leaf(site)),
            "_shodan": {"module": "https", "crawler": "practice", "id": f"practice-{number}"},
        }
        lower = text.lower()
        return banner, f"{lower}\x00 {WORDS.sub(' ', lower)} "


def _ssl(leaf: Leaf) -> dict[str, Any]:
    certificate = leaf.certificate
    return {
        "cert": {
            "fingerprint": {"sha1": leaf.sha1, "sha256": leaf.sha256},
            "serial": certificate.serial_number,
            "subject": {"CN": _common(certificate.subject)},
            "issuer": {"CN": _common(certificate.issuer)},
            "issued": certificate.not_valid_before_utc.strftime("%Y%m%d%H%M%SZ"),
            "expires": certificate.not_valid_after_utc.strftime("%Y%m%d%H%M%SZ"),
            "expired": False,
            "pubkey": {"type": "ec", "bits": 256},
        },
        "chain": [certificate.public_bytes(Encoding.PEM).decode()],
        "versions": ["TLSv1.2", "TLSv1.3"],
    }


def _common(name: x509.Name) -> str:
    return str(name.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _term(found: re.Match[str]) -> tuple[str, str, bool]:
    """A filter's name, its value in lower case, and whether it excludes."""
    value = found[3]
    if value.startswith('"'):
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return found[2] or "", value.lower(), found[1] == "-"


def _holds(banner: Banner, text: str, term: tuple[str, str, bool]) -> bool:
    name, value, excludes = term
    return FILTERS[name](banner, text, value) != excludes


def _phrase(_banner: Banner, text: str, value: str) -> bool:
    """A phrase in the page: as it stands, or word for word."""
    words = WORDS.sub(" ", value).strip()
    return value in text or (bool(words) and f" {words} " in text)


def _anywhere(banner: Banner, text: str, value: str) -> bool:
    """A phrase in the page or in what the service said first."""
    return value in banner["data"].lower() or _phrase(banner, text, value)


def _names(banner: Banner, _text: str, value: str) -> bool:
    return any(host == value or host.endswith(f".{value.lstrip('.')}") for host in banner["hostnames"])


def _at(banner: Banner, *names: str) -> Any:
    """What stands below names; nothing where a banner of another port has none."""
    value: Any = banner
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _facets(found: list[Banner], asked: str) -> dict[str, Any]:
    if not asked:
        return {}
    counted = {}
    for each in asked.split(","):
        name, _, most = each.partition(":")
        told = (FACETS[name](banner) for banner in found if name in FACETS)
        values = Counter(value for value in told if value is not None)
        common = values.most_common(int(most) if most.isdigit() else 10)
        counted[name] = [{"count": count, "value": value} for value, count in common]
    return {"facets": counted}


def _json(value: Any, status: int = 200) -> Response:
    return Response(status, json.dumps(value, ensure_ascii=False).encode(), "application/json")


FACETS: dict[str, Callable[[Banner], Any]] = {
    "asn": lambda banner: banner["asn"],
    "org": lambda banner: banner["org"],
    "country": lambda banner: banner["location"]["country_code"],
    "domain": lambda banner: next(iter(banner["domains"]), None),
    "http.favicon.hash": lambda banner: _at(banner, "http", "favicon", "hash"),
    "http.html_hash": lambda banner: _at(banner, "http", "html_hash"),
    "ssh.hassh": lambda banner: _at(banner, "ssh", "hassh"),
    "ssl.cert.fingerprint": lambda banner: _at(banner, "ssl", "cert", "fingerprint", "sha1"),
}
FILTERS: dict[str, Callable[[Banner, str, str], bool]] = {
    "": _anywhere,
    "http.html": _phrase,
    "http.title": lambda banner, _, value: value in (_at(banner, "http", "title") or "").lower(),
    "http.favicon.hash": lambda banner, _, value: str(_at(banner, "http", "favicon", "hash")) == value,
    "http.html_hash": lambda banner, _, value: str(_at(banner, "http", "html_hash")) == value,
    "ssh.hassh": lambda banner, _, value: _at(banner, "ssh", "hassh") == value,
    "ssl.jarm": lambda banner, _, value: _at(banner, "ssl", "jarm") == value,
    "ssl.cert.fingerprint": lambda banner, _, value: (
        value.replace(":", "") in (_at(banner, "ssl", "cert", "fingerprint") or {}).values()
    ),
    "ssl.cert.serial": lambda banner, _, value: str(_at(banner, "ssl", "cert", "serial")) == value,
    "ssl.cert.subject.cn": lambda banner, _, value: _at(banner, "ssl", "cert", "subject", "CN") == value,
    "hostname": _names,
    "ip": lambda banner, _, value: banner["ip_str"] == value,
    "net": lambda banner, _, value: banner["ip_str"] == value.partition("/")[0],
    "asn": lambda banner, _, value: str(banner["asn"]).lower() == value,
    "port": lambda banner, _, value: str(banner["port"]) == value,
}
