"""RDAP over HTTPS: IANA's bootstrap files, domains and networks, with redaction (RFC 9083, RFC 9537)."""

import ipaddress
import json
from typing import Any

from osint.practice import whois_texts
from osint.practice.content import Content, Network, Site
from osint.practice.web import Request, Response

MEDIA = "application/rdap+json"
CONFORMANCE = ["rdap_level_0", "icann_rdap_response_profile_1", "redacted"]
REGISTRIES = {"apnic": "rdap.apnic.net", "arin": "rdap.arin.net", "ripencc": "rdap.db.ripe.net", "lacnic": "rdap.lacnic.net"}  # fmt: skip


class Rdap:
    """Answers for data.iana.org and every RDAP server."""

    def __init__(self, content: Content) -> None:
        """Know the registries, the registrations and the networks."""
        self._content = content
        table = content.table("registries")
        self._tops: dict[str, dict[str, Any]] = {each["name"]: each for each in table["top"]}
        self._registrars: dict[str, dict[str, Any]] = {each["id"]: each for each in table["registrar"]}
        self._asked: set[str] = set()

    def hosts(self) -> list[str]:
        """The names of all servers."""
        return [
            "data.iana.org",
            *REGISTRIES.values(),
            *sorted({top["rdap"] for top in self._tops.values()} - {""}),
        ]

    def answer(self, request: Request) -> Response:
        """A bootstrap file, a domain, a network, or nothing."""
        if request.host == "data.iana.org":
            return self._bootstrap(request.path)
        kind, _, value = (
            request.path.strip("/").removeprefix("registry/").removeprefix("rdap/").partition("/")
        )
        if kind == "domain":
            return self._domain(request.host, value.lower().rstrip("."))
        if kind == "ip":
            return self._network(value.partition("/")[0])
        if kind == "autnum":
            return self._autnum(request.host, value)
        return _absent(request.target)

    def _bootstrap(self, path: str) -> Response:
        """Which server knows what (RFC 9224)."""
        if path == "/rdap/dns.json":
            services = [
                [[name], [f"https://{top['rdap']}/"]] for name, top in self._tops.items() if top["rdap"]
            ]
        elif path == "/rdap/ipv4.json":
            blocks = {(_eight(one.cidr), one.registry) for one in self._content.networks}
            services = [[[block], [f"https://{REGISTRIES[registry]}/"]] for block, registry in sorted(blocks)]
        elif path == "/rdap/asn.json":
            numbers = {(str(one.asn), one.registry) for one in self._content.networks}
            services = [
                [[number], [f"https://{REGISTRIES[registry]}/"]] for number, registry in sorted(numbers)
            ]
        elif path == "/rdap/ipv6.json":
            services = []
        else:
            return Response(404, b"<html><head><title>404</title></head></html>")
        told = {
            "version": "1.0",
            "publication": "2026-11-01T00:00:00Z",
            "description": "Practice bootstrap file",
            "services": services,
        }
        return Response(200, json.dumps(told, indent=2).encode(), "application/json")

    def _domain(self, host: str, name: str) -> Response:
        site = self._content.sites.get(name)
        served = self._tops.get(name.rpartition(".")[2], {}).get("rdap")
        if site is None or site.registration is None or served != host or site.registration.rdap == "404":
            return _absent(name)
        if site.registration.rdap == "429":
            return _later("3600")
        if site.registration.rdap == "429 once" and name not in self._asked:
            self._asked.add(name)
            return _later("1")
        return _json(self._domain_object(site, host))

    def _domain_object(self, site: Site, host: str) -> dict[str, Any]:
        when = site.registration
        if when is None:
            return {}
        registrar = self._registrars[when.registrar]
        person = whois_texts.shown(site, self._content.table("people"))
        told: dict[str, Any] = {
            "objectClassName": "domain",
            "handle": f"{whois_texts.number(site.host)}_DOMAIN",
            "ldhName": site.host,
            "status": [_spaced(status) for status in when.status],
            "entities": [_registrar(registrar)],
            "events": [
                {"eventAction": action, "eventDate": date}
                for action, date in (
                    ("registration", when.created),
                    ("last changed", when.updated),
                    ("expiration", when.expires),
                )
            ],
            "nameservers": [{"objectClassName": "nameserver", "ldhName": each} for each in site.nameservers],
            "secureDNS": {"delegationSigned": False},
            "links": [{"rel": "self", "href": f"https://{host}/domain/{site.host}", "type": MEDIA}],
            "rdapConformance": CONFORMANCE,
            "notices": [{"title": "Terms of Use", "description": ["Practice world: invented data."]}],
        }
        if person:
            is_redacted = when.privacy == "redacted"
            told["entities"].append(_registrant(person, is_redacted=is_redacted))
            if is_redacted:
                told["redacted"] = [_redaction(label, field) for label, field in REDACTED]
        return told

    def _network(self, address: str) -> Response:
        try:
            network = self._content.network(str(ipaddress.IPv4Address(address)))
        except ipaddress.AddressValueError:
            return _json({"errorCode": 400, "title": "Bad Request"}, 400)
        return _absent(address) if network is None else _json(_network_object(network))

    def _autnum(self, host: str, number: str) -> Response:
        """An AS at its own registry; who announces for others gives no contact of its own."""
        for one in self._content.networks:
            if str(one.asn) == number and REGISTRIES[one.registry] == host:
                return _json(_autnum_object(one))
        return _absent(number)


def _registrar(registrar: dict[str, Any]) -> dict[str, Any]:
    abuse = {
        "objectClassName": "entity",
        "roles": ["abuse"],
        "vcardArray": _card(
            [("fn", "Abuse"), ("tel", f"tel:{registrar['phone']}"), ("email", registrar["abuse"])]
        ),
    }
    return {
        "objectClassName": "entity",
        "handle": str(registrar["iana_id"]),
        "roles": ["registrar"],
        "publicIds": [{"type": "IANA Registrar ID", "identifier": str(registrar["iana_id"])}],
        "vcardArray": _card([("fn", registrar["name"])]),
        "entities": [abuse],
    }


def _registrant(person: dict[str, str], *, is_redacted: bool) -> dict[str, Any]:
    """The holder; what is redacted stands there empty (RFC 9537, 3.1.1)."""
    given = {} if is_redacted else person
    fields = [("fn", given.get("name", "")), ("org", given.get("org", ""))]
    if not is_redacted:
        fields += [("tel", f"tel:{person.get('phone', '')}"), ("email", person.get("email", ""))]
    card = _card(fields)
    address = ["", "", given.get("street", ""), given.get("city", ""), "", "", ""]
    card[1].append(["adr", {"cc": person.get("country", "")}, "text", address])
    return {
        "objectClassName": "entity",
        "handle": "" if is_redacted else "REG-1",
        "roles": ["registrant"],
        "vcardArray": card,
    }


def _card(fields: list[tuple[str, str]]) -> list[Any]:
    """A jCard (RFC 7095)."""
    made: list[list[Any]] = [["version", {}, "text", "4.0"]]
    made += [[name, {}, "uri" if name == "tel" else "text", value] for name, value in fields]
    return ["vcard", made]


def _redaction(label: str, field: str) -> dict[str, Any]:
    path = f"$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='{field}')]"
    if field == "email":
        return {
            "name": {"description": label},
            "prePath": path,
            "method": "removal",
            "reason": {"description": "Server policy"},
        }
    return {
        "name": {"description": label},
        "postPath": path,
        "method": "emptyValue",
        "reason": {"description": "Server policy"},
    }


def _network_object(network: Network) -> dict[str, Any]:
    block = ipaddress.ip_network(network.cidr)
    host = REGISTRIES[network.registry]
    return {
        "objectClassName": "ip network",
        "handle": f"{block[0]} - {block[-1]}",
        "startAddress": str(block[0]),
        "endAddress": str(block[-1]),
        "ipVersion": "v4",
        "name": network.name,
        "type": "ALLOCATED NON-PORTABLE",
        "country": network.country,
        "cidr0_cidrs": [{"v4prefix": str(block.network_address), "length": block.prefixlen}],
        "status": ["active"],
        "events": [{"eventAction": "registration", "eventDate": "2019-05-07T00:00:00Z"}],
        "links": [{"href": f"https://{host}/ip/{network.cidr}", "rel": "self", "type": MEDIA}],
        "entities": [
            {
                "objectClassName": "entity",
                "handle": f"ORG-{network.asn}",
                "roles": ["registrant", "abuse"],
                "vcardArray": _card([("fn", network.holder), ("kind", "org"), ("email", network.abuse)]),
                "events": [{"eventAction": "last changed", "eventDate": "2025-02-01T00:00:00Z"}],
            }
        ],
        "notices": [{"title": "Source", "description": ["Practice world: invented data."]}],
        "rdapConformance": ["rdap_level_0", "cidr0"],
        "port43": "whois.iana.org",
    }


def _autnum_object(network: Network) -> dict[str, Any]:
    domain = network.abuse.partition("@")[2]
    card = _card([("fn", f"{network.holder} NOC"), ("kind", "group"), ("email", f"abuse-as@{domain}")])
    return {
        "objectClassName": "autnum",
        "handle": f"AS{network.asn}",
        "startAutnum": network.asn,
        "endAutnum": network.asn,
        "name": network.name,
        "country": network.country,
        "entities": [
            {
                "objectClassName": "entity",
                "handle": f"IRT-{network.asn}",
                "roles": ["abuse"],
                "vcardArray": card,
            }
        ],
        "rdapConformance": ["rdap_level_0"],
    }


def _eight(cidr: str) -> str:
    """The block of 65,536 addresses around a network: what the practice bootstrap file lists."""
    return (
        str(ipaddress.ip_network(cidr).supernet(new_prefix=16)) if int(cidr.rpartition("/")[2]) > 16 else cidr
    )


def _spaced(status: str) -> str:
    """An EPP status as RDAP writes it (RFC 8056): words with blanks between them."""
    if status == "ok":
        return "active"
    return "".join(f" {each.lower()}" if each.isupper() else each for each in status)


def _absent(asked: str) -> Response:
    return _json(
        {"errorCode": 404, "title": "Object not found", "description": [f"{asked}: no such object"]}, 404
    )


def _later(seconds: str) -> Response:
    body = {"errorCode": 429, "title": "Too Many Requests", "description": ["Query rate exceeded"]}
    return Response(429, json.dumps(body).encode(), MEDIA, (("Retry-After", seconds),))


def _json(value: dict[str, Any], status: int = 200) -> Response:
    return Response(status, json.dumps(value, ensure_ascii=False).encode(), MEDIA)


REDACTED = (
    ("Registrant Name", "fn"), ("Registrant Organization", "org"), ("Registrant Street", "adr"), ("Registrant Email", "email"),
)  # fmt: skip
