"""Whose network an address lies in: origin AS (Team Cymru, over DNS) and the registry's record (RDAP).

ipwhois reads the kept answers; it never opens a connection here.
"""

import ipaddress
from collections.abc import Iterator

import dns.exception
import dns.message
import dns.rdatatype
from ipwhois.asn import IPASN
from ipwhois.exceptions import BaseIpwhoisException
from ipwhois.net import Net
from ipwhois.rdap import RDAP

from osint.collectors.answers import json_of, objects, text, texts
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import within
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "network"
BOOTSTRAP = {4: "https://data.iana.org/rdap/ipv4.json", 6: "https://data.iana.org/rdap/ipv6.json"}


def ask(subject: Subject) -> Asking:
    """The origin AS, then the registry's record of the network, where the bootstrap names the registry."""
    if subject.kind is not SubjectKind.ADDRESS:
        return
    address = ipaddress.ip_address(subject.value)
    yield Ask(f"dns:{origin_name(address)}?type=TXT", NAME, subject)
    bootstrap = yield Ask(BOOTSTRAP[address.version], NAME, subject)
    base = registry_of(bootstrap, address)
    if base:
        accept = (("Accept", "application/rdap+json"),)
        yield Ask(f"{base.rstrip('/')}/ip/{address}", NAME, subject, headers=accept)


def origin_name(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """The name under which Team Cymru tells an address's origin."""
    reverse = address.reverse_pointer
    zone = ".origin.asn.cymru.com" if address.version == 4 else ".origin6.asn.cymru.com"
    return reverse.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa") + zone


def registry_of(bootstrap: Exchange, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """The base address of the registry that serves an address (RFC 9224), or empty."""
    listed = json_of(bootstrap) if bootstrap.outcome is Outcome.ANSWERED else None
    services = listed.get("services") if isinstance(listed, dict) else None
    for service in services if isinstance(services, list) else []:
        if not isinstance(service, list) or len(service) != 2:
            continue
        bases = [base for base in texts(service[1]) if base.startswith("https://")]
        if bases and any(_holds(block, address) for block in texts(service[0])):
            return bases[0]
    return ""


def read(exchange: Exchange) -> Iterator[Observation]:
    """The AS of an address; the name of its network and where abuse is reported."""
    subject = exchange.ask.subject
    if exchange.outcome is not Outcome.ANSWERED or subject.kind is not SubjectKind.ADDRESS:
        return
    try:
        net = Net(subject.value)
        if exchange.ask.uri.startswith("dns:"):
            yield from _origin(exchange, subject, net)
        elif "/ip/" in exchange.ask.uri:
            yield from _registered(exchange, subject, net)
    except (
        BaseIpwhoisException,
        dns.exception.DNSException,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ):
        return  # what ipwhois cannot read is kept, and says nothing


def _origin(exchange: Exchange, subject: Subject, net: Net) -> Iterator[Observation]:
    message = dns.message.from_wire(exchange.body, ignore_trailing=True)
    for answer in message.answer:
        if answer.rdtype == dns.rdatatype.TXT:
            said = b"".join(answer[0].strings).decode("ascii", "replace")
            found = IPASN(net).parse_fields_dns(f'"{said}"')
            yield from within(exchange, subject, "asn", f"AS{found['asn']}", Where.DNS)
            return


def _registered(exchange: Exchange, subject: Subject, net: Net) -> Iterator[Observation]:
    told = json_of(exchange)
    if not isinstance(told, dict):
        return
    found = RDAP(net).lookup(response=told, bootstrap=True, depth=0, root_ent_check=False)
    yield from within(exchange, subject, "network_name", text(found["network"]["name"]))
    for each in found["objects"].values():
        if "abuse" in (each.get("roles") or ()):
            for mailbox in objects((each.get("contact") or {}).get("email")):
                yield from within(exchange, subject, "abuse_email", text(mailbox.get("value")))


def _holds(block: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    try:
        return address in ipaddress.ip_network(block, strict=False)
    except (ValueError, TypeError):
        return False


COLLECTOR = Collector(
    name=NAME,
    about="origin AS from Team Cymru over DNS, and the regional registry's record over RDAP",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.ADDRESS}),
    touches=Touch.REGISTRY,
)
