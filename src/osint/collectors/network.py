"""Whose network an address lies in: origin AS (Team Cymru, over DNS) and the registry's record (RDAP).

ipwhois reads the kept answers; it never opens a connection here.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import dns.exception
import dns.message
import dns.rdatatype

from osint.collectors.answers import json_of, objects, texts
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import as_it_stood, at_time, placed, within
from osint.identifiers import kind
from osint.identifiers.layers import Layer
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "network"
BOOTSTRAP = {4: "https://data.iana.org/rdap/ipv4.json", 6: "https://data.iana.org/rdap/ipv6.json"}
AS_ZONE = ".asn.cymru.com"
MOST_AS = 3  # origins of one address that are looked up; more than one is rare
DEEPEST = 4  # entities within entities
MOST_ENTITIES = 50
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def ask(subject: Subject) -> Asking:
    """The origin AS and its name, then the registry's record of the network, where the bootstrap names one."""
    address = address_of(subject)
    if address is None:
        return
    origin = yield Ask(f"dns:{origin_name(address)}?type=TXT", NAME, subject)
    for number in _origins(origin, address)[:MOST_AS]:
        yield Ask(f"dns:AS{number}{AS_ZONE}?type=TXT", NAME, subject)
    bootstrap = yield Ask(BOOTSTRAP[address.version], NAME, subject)
    base = registry_of(bootstrap, address)
    if base:
        accept = (("Accept", "application/rdap+json"),)
        yield Ask(f"{base.rstrip('/')}/ip/{address}", NAME, subject, headers=accept)


def address_of(subject: Subject) -> Address | None:
    """The address that a subject is, or nothing."""
    try:
        return ipaddress.ip_address(subject.value) if subject.kind is SubjectKind.ADDRESS else None
    except ValueError:
        return None


def origin_name(address: Address) -> str:
    """The name under which Team Cymru tells an address's origin."""
    reverse = address.reverse_pointer
    zone = ".origin.asn.cymru.com" if address.version == 4 else ".origin6.asn.cymru.com"
    return reverse.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa") + zone


def registry_of(bootstrap: Exchange, address: Address) -> str:
    """The base address of the registry with the longest block that holds an address (RFC 9224), or empty."""
    listed = json_of(bootstrap) if bootstrap.outcome is Outcome.ANSWERED else None
    services = listed.get("services") if isinstance(listed, dict) else None
    best, found = -1, ""
    for service in services if isinstance(services, list) else []:
        if not isinstance(service, list) or len(service) != 2:
            continue
        bases = [base for base in texts(service[1]) if base.startswith("https://")]
        length = max((_holds(block, address) for block in texts(service[0])), default=-1)
        if bases and length > best:
            best, found = length, bases[0]
    return found


def read(exchange: Exchange) -> Iterator[Observation]:
    """The AS of an address; the names of AS and network; where abuse of the network is reported."""
    subject, uri = exchange.ask.subject, exchange.ask.uri
    address = address_of(subject)
    if exchange.outcome is not Outcome.ANSWERED or address is None:
        return
    if uri.startswith("dns:AS"):
        yield from _as_name(exchange, subject, address)
    elif uri.startswith("dns:"):
        yield from _as_numbers(exchange, subject, address)
    elif "/ip/" in uri:
        yield from _registered(exchange, subject, address)


def _origins(exchange: Exchange, address: Address) -> list[str]:
    """The AS numbers that originate the smallest announced block round an address."""
    if exchange.outcome is not Outcome.ANSWERED:
        return []
    from osint.collectors import network_readers

    best, numbers = -1, ""
    for said in _texts(exchange):
        told, block = network_readers.origin(said, address)
        length = _holds(block, address)
        if length > best:
            best, numbers = length, told
    return [
        number for number in numbers.split() if number.isascii() and number.isdigit() and len(number) <= 10
    ]


def _as_numbers(exchange: Exchange, subject: Subject, address: Address) -> Iterator[Observation]:
    layer = Layer(("body", "dns"), exchange.body)
    for number in _origins(exchange, address):
        path, span = placed(layer, number)
        find = kind("asn").find(f"AS{number}", path=path, span=span, where=Where.DNS)
        if find is not None:
            yield at_time(exchange, subject, as_it_stood(find, layer))


def _as_name(exchange: Exchange, subject: Subject, address: Address) -> Iterator[Observation]:
    from osint.collectors import network_readers

    for said in _texts(exchange)[:1]:
        name = network_readers.as_name(said, address)
        for seen in within(exchange, subject, "network_name", name, Where.DNS):
            yield replace(seen, find=replace(seen.find, path=("body", "dns")))


def _registered(exchange: Exchange, subject: Subject, address: Address) -> Iterator[Observation]:
    told = json_of(exchange)
    if not isinstance(told, dict):
        return
    from osint.collectors import network_readers

    if name := network_readers.network_name(told, address):
        yield from within(exchange, subject, "network_name", name)
    mailboxes: dict[str, None] = {}
    for each in list(_flat(told.get("entities"), DEEPEST))[:MOST_ENTITIES]:
        if "abuse" in texts(each.get("roles")):
            mailboxes.update(dict.fromkeys(network_readers.mailboxes(told, address, each)))
    for mailbox in mailboxes:
        yield from within(exchange, subject, "abuse_email", mailbox)


def _flat(entities: object, depth: int) -> Iterator[dict[str, Any]]:
    """Entities and those within them, side by side: registries put the abuse contact inside the holder."""
    for each in objects(entities):
        yield each
        if depth > 1:
            yield from _flat(each.get("entities"), depth - 1)


def _texts(exchange: Exchange) -> list[str]:
    """The texts of a TXT answer; none where it is no message."""
    try:
        message = dns.message.from_wire(exchange.body, ignore_trailing=True)
    except (dns.exception.DNSException, ValueError):
        return []
    answers = [each for answer in message.answer if answer.rdtype == dns.rdatatype.TXT for each in answer]
    return [b"".join(each.strings).decode("utf-8", "replace") for each in answers]


def _holds(block: str, address: Address) -> int:
    """The length of a block's prefix when it holds the address, else -1."""
    try:
        network = ipaddress.ip_network(block.strip(), strict=False)
    except ValueError:
        return -1
    return network.prefixlen if address in network else -1


COLLECTOR = Collector(
    name=NAME,
    about="origin AS from Team Cymru over DNS, and the regional registry's record over RDAP",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.ADDRESS}),
    touches=Touch.REGISTRY,
)
