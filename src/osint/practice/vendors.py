"""Replicas of vendors' searches: urlscan.io's visits, the reverse WHOIS of WhoisXML and of DomainTools."""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from osint.practice import pages, whois_texts
from osint.practice.content import Content
from osint.practice.web import Request, Response

KEYS = {
    "WHOISXML_API_KEY": "at_PRACTICEpracticePRACTICEprac",  # opens nothing anywhere
    "DOMAINTOOLS_API_USERNAME": "practice-user",
    "DOMAINTOOLS_API_KEY": "PRACT-ICEpr-actic-ePRAC-TICEp",
    "URLSCAN_API_KEY": "practice-0000-4000-8000-practicepract",
}
VISITED = "2026-11-18T03:{:02d}:09.112Z"
TERM = re.compile(r"(?:^| OR )([a-z.]+):(\S+)")


class Vendors:
    """Answers for urlscan.io, reverse-whois.whoisxmlapi.com and api.domaintools.com."""

    def __init__(self, content: Content) -> None:
        """Know the sites of this content."""
        self._content = content

    def urlscan(self, request: Request) -> Response:
        """A search of visits; one visit of each indexed site."""
        terms = [(name, value.replace("\\", "")) for name, value in TERM.findall(request.query("q"))]
        if request.path.rstrip("/") != "/api/v1/search" or not terms:
            return _json({"message": "Search query missing or wrong", "status": 400}, 400)
        found = [each for each in self._visits if any(_holds(each, *term) for term in terms)]
        return _json({"results": found, "total": len(found), "took": 7, "has_more": False})

    def whoisxml(self, request: Request) -> Response:
        """A preview or a purchase."""
        if request.headers.get("x-authentication-token") != KEYS["WHOISXML_API_KEY"]:
            told = "Access restricted. Check credits balance or enter the correct API key."
            return _json({"code": 403, "messages": told}, 403)
        try:
            asked = json.loads(request.body)
        except ValueError:
            return _json({"code": 422, "messages": "Unprocessable entity"}, 422)
        terms = asked.get("advancedSearchTerms") or [{}]
        wanted = terms[0].get("term") or asked.get("basicSearchTerms", {}).get("include", [""])[0]
        found = self._registered(wanted)
        audit = {"createdDate": "2025-01-02T03:04:05+00:00", "updatedDate": "2026-10-11T12:13:14+00:00"}
        listed = [{"domainName": each, "audit": audit} for each in found]
        bought = {"domainsList": listed} if asked.get("mode") == "purchase" else {}
        return _json({"nextPageSearchAfter": None, "domainsCount": len(found), **bought})

    def balance(self, request: Request) -> Response:
        """What WhoisXML's account has left, product by product."""
        if request.query("apiKey") != KEYS["WHOISXML_API_KEY"]:
            return _json({"code": 403, "messages": "Access restricted. Enter the correct API key."}, 403)
        products = ((1, "WHOIS", 480), (14, "Domain Research Suite", 100_000))
        told = [
            {"product_id": number, "product": {"id": number, "name": name}, "credits": left}
            for number, name, left in products
        ]
        return _json({"data": told})

    def domaintools(self, request: Request) -> Response:
        """A quote or a purchase."""
        user, key = request.query("api_username"), request.query("api_key")
        if (user, key) != (KEYS["DOMAINTOOLS_API_USERNAME"], KEYS["DOMAINTOOLS_API_KEY"]):
            return _json({"error": {"code": 403, "message": "The credentials you entered do not match"}}, 403)
        found = self._registered(request.query("terms"))
        bought = {"domains": found} if request.query("mode") == "purchase" else {}
        counted = {"current": len(found), "historic": len(found)}
        price = {"current": 99, "historic": 199}
        return _json({"response": {"domain_count": counted, "report_price": price, **bought}})

    def _registered(self, wanted: str) -> list[str]:
        """The sites whose record shows a value openly, as the registries of this world show it."""
        people = self._content.table("people")
        found = []
        for site in self._content.sites.values():
            if site.registration is None or site.registration.privacy:
                continue
            person = whois_texts.shown(site, people)
            held = {str(value).casefold() for value in person.values()}
            if wanted.casefold() in held:
                found.append(site.host)
        return found

    @cached_property
    def _visits(
        self,
    ) -> list[dict[str, Any]]:  # made once: a world of a thousand sites is asked a thousand times
        return list(self._made_visits())

    def _made_visits(self) -> Iterator[dict[str, Any]]:
        sites = [site for site in self._content.sites.values() if site.is_indexed and site.address]
        for number, site in enumerate(sites):
            network = self._content.network(site.address)
            uuid = hashlib.sha256(site.host.encode()).hexdigest()[:32]
            yield {
                "task": {
                    "visibility": "public",
                    "method": "api",
                    "domain": site.host,
                    "time": VISITED.format(number % 60),
                    "url": f"https://{site.host}/",
                },
                "page": {
                    "domain": site.host,
                    "ip": site.address,
                    "asn": f"AS{network.asn}" if network else "",
                    "url": f"https://{site.host}/",
                    "title": site.title,
                    "status": "200",
                },
                "_id": uuid,
                "sort": [1763435049112 - number, uuid],
                "result": f"https://urlscan.io/api/v1/result/{uuid}/",
                "_hash": hashlib.sha256(pages.icon(site.icon)).hexdigest(),
                "_store": site.store,
            }


def _holds(visit: dict[str, Any], name: str, value: str) -> bool:
    """Whether a visit has a value in a field: hosts match with all that ends in them."""
    match name:
        case "page.domain" | "task.domain":
            host = visit["page"]["domain"]
            return bool(host == value or host.endswith(f".{value}"))
        case "page.ip":
            return bool(visit["page"]["ip"] == value)
        case "hash":
            return bool(visit["_hash"] == value)
        case "domain":
            return value in {visit["page"]["domain"], visit["_store"]}
        case _:
            return False


def _json(value: object, status: int = 200) -> Response:
    return Response(status, json.dumps(value, ensure_ascii=False).encode(), "application/json")
