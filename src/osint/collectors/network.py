"""Whose network an address lies in: origin AS (Team Cymru, over DNS), the registries' records, and its own name.

ipwhois reads the kept answers; it never opens a connection here.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import dns.exception
import dns.message
import dns.rdatatype

from osint.collectors import national_registries
from osint.collectors.answers import json_of, objects, texts
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import as_it_stood, at_time, placed, within
from osint.identifiers import kind
from osint.identifiers.layers import Layer
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "network"
AS_BOOTSTRAP = "https://data.iana.org/rdap/asn.json"
BOOTSTRAP = {4: "https://data.iana.org/rdap/ipv4.json", 6: "https://data.iana.org/rdap/ipv6.json"}
SORT = {4: "A", 6: "AAAA"}
AS_ZONE = ".asn.cymru.com"
MOST_NAMES = 2  # of an address by reverse DNS, that are looked up again; most have one
MOST_AS = 3  # origins of one address that are looked up; more than one is rare
DEEPEST = 4  # entities within entities
MOST_ENTITIES = 50
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


ACCEPT = (("Accept", "application/rdap+json"),)
# What is asked of one address at the most: origin, names of AS, two bootstrap files, the records of network and AS,
# the national registry's, the address's names and where these lead.
MOST = 1 + MOST_AS + 2 + 2 + 1 + 1 + MOST_NAMES


def ask(subject: Subject) -> Asking:
    """The origin AS and its name; the registries' records; the address's own name, and whether it leads back.

    At most ``MOST`` questions. A national registry (KRNIC, JPNIC) is asked where Team Cymru names its country.
    """
    address = address_of(subject)
    if address is None:
        return
    origin = yield Ask(f"dns:{origin_name(address)}?type=TXT", NAME, subject)
    numbers = _origins(origin, address)[:MOST_AS]
    for number in numbers:
        yield Ask(f"dns:AS{number}{AS_ZONE}?type=TXT", NAME, subject)
    yield from _registries(subject, address, numbers[:1])
    if (national := national_registries.question(_country(origin, address), str(address))) is not None:
        yield Ask(national, NAME, subject)
    reverse = yield Ask(f"dns:{address.reverse_pointer}?type=PTR", NAME, subject)
    for name in _names(reverse)[:MOST_NAMES]:
        yield Ask(f"dns:{name}?type={SORT[address.version]}", NAME, subject)


def _registries(subject: Subject, address: Address, numbers: list[str]) -> Asking:
    """The record of the network, and of the AS that announces it: each where the bootstrap names a server."""
    bootstrap = yield Ask(BOOTSTRAP[address.version], NAME, subject)
    if base := registry_of(bootstrap, address):
        yield Ask(f"{base.rstrip('/')}/ip/{address}", NAME, subject, headers=ACCEPT)
    for number in numbers:
        listed = yield Ask(AS_BOOTSTRAP, NAME, subject)
        if base := registry_of_as(listed, int(number)):
            yield Ask(f"{base.rstrip('/')}/autnum/{number}", NAME, subject, headers=ACCEPT)


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
    best, found = -1, ""
    for blocks, base in _services(bootstrap):
        length = max((_holds(block, address) for block in blocks), default=-1)
        if length > best:
            best, found = length, base
    return found


def registry_of_as(bootstrap: Exchange, number: int) -> str:
    """The base address of the registry whose ranges hold an AS number (RFC 9224, 5.3), or empty."""
    for ranges, base in _services(bootstrap):
        for each in ranges:
            first, _, last = each.partition("-")
            ends = (first, last or first)
            if all(end.isdecimal() for end in ends) and int(ends[0]) <= number <= int(ends[1]):
                return base
    return ""


def _services(bootstrap: Exchange) -> Iterator[tuple[list[str], str]]:
    """What a bootstrap file lists, each with the first server that is asked over TLS."""
    listed = json_of(bootstrap) if bootstrap.outcome is Outcome.ANSWERED else None
    services = listed.get("services") if isinstance(listed, dict) else None
    for service in services if isinstance(services, list) else []:
        if not isinstance(service, list) or len(service) != 2:
            continue
        bases = [base for base in texts(service[1]) if base.startswith("https://")]
        if bases:
            yield texts(service[0]), bases[0]


def read(exchange: Exchange) -> Iterator[Observation]:
    """The AS of an address; the names of AS and network; where abuse is reported; the address's name, and its check."""
    subject, uri = exchange.ask.subject, exchange.ask.uri
    address = address_of(subject)
    if address is None or exchange.outcome not in {Outcome.ANSWERED, Outcome.ABSENT}:
        return
    if uri.startswith("dns:") and uri.endswith(("?type=A", "?type=AAAA")):
        yield from _led_back(exchange, subject, address)
    if exchange.outcome is not Outcome.ANSWERED:
        return
    if uri.startswith("dns:") and uri.endswith("?type=PTR"):
        yield from _named(exchange, subject, address)
    elif uri.startswith("whois:"):
        yield from _national(exchange, subject)
    elif uri.startswith("dns:AS"):
        yield from _as_name(exchange, subject, address)
    elif uri.startswith("dns:") and uri.endswith("?type=TXT"):
        yield from _as_numbers(exchange, subject, address)
    elif "/ip/" in uri:
        yield from _registered(exchange, subject, address)
    elif "/autnum/" in uri:
        yield from _registered_as(exchange, subject, address)


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


def _registered_as(exchange: Exchange, subject: Subject, address: Address) -> Iterator[Observation]:
    """Where abuse of the AS is reported: its record has contacts in the form of a network's."""
    told = json_of(exchange)
    if not isinstance(told, dict) or told.get("objectClassName") != "autnum":
        return
    from osint.collectors import network_readers

    place = {"startAddress": str(address), "endAddress": str(address), "ipVersion": f"v{address.version}"}
    holder = {"handle": "AS", **place}
    mailboxes: dict[str, None] = {}
    for each in list(_flat(told.get("entities"), DEEPEST))[:MOST_ENTITIES]:
        if "abuse" in texts(each.get("roles")):
            mailboxes.update(dict.fromkeys(network_readers.mailboxes(holder, address, each)))
    for mailbox in mailboxes:
        yield from within(exchange, subject, "as_abuse_email", mailbox)


def _national(exchange: Exchange, subject: Subject) -> Iterator[Observation]:
    """Whom a national registry names as the holder of the network, and how he is reached."""
    for name, value in national_registries.read(exchange.ask.uri, exchange.body):
        yield from within(exchange, subject, name, value)


def _named(exchange: Exchange, subject: Subject, address: Address) -> Iterator[Observation]:
    if exchange.ask.uri != f"dns:{address.reverse_pointer}?type=PTR":
        return
    for name in _names(exchange):
        yield from _seen(exchange, subject, "reverse_host", name)


def _led_back(exchange: Exchange, subject: Subject, address: Address) -> Iterator[Observation]:
    """Whether a name of the address leads back to it: confirmed where it does, denied where it is asked and does not."""
    message = _message(exchange)
    if message is None:
        return
    name = exchange.ask.uri.removeprefix("dns:").partition("?")[0]
    wanted = {dns.rdatatype.A, dns.rdatatype.AAAA}
    addresses = {each.address for one in message.answer if one.rdtype in wanted for each in one}
    is_back = str(address) in {str(ipaddress.ip_address(each)) for each in addresses}
    yield from _seen(exchange, subject, "reverse_check", f"{'confirmed' if is_back else 'denied'} {name}")


def _seen(exchange: Exchange, subject: Subject, name: str, value: str) -> Iterator[Observation]:
    span = (0, len(exchange.body))
    find = kind(name).find(value, path=("body", "dns"), span=span, where=Where.DNS)
    if find is not None:
        yield at_time(exchange, subject, find)


def _names(exchange: Exchange) -> list[str]:
    """The names of an address, in order, that are host names."""
    message = _message(exchange) if exchange.outcome is Outcome.ANSWERED else None
    pointers = [
        each.target.to_text()
        for one in (message.answer if message is not None else ())
        for each in one
        if one.rdtype == dns.rdatatype.PTR
    ]
    return sorted({found for each in pointers if (found := kind("reverse_host").read(each))})


def _country(exchange: Exchange, address: Address) -> str:
    """The country that Team Cymru names with the origin, as two letters; empty when it names none."""
    if exchange.outcome is not Outcome.ANSWERED:
        return ""
    from osint.collectors import network_readers

    return next((found for said in _texts(exchange) if (found := network_readers.country(said, address))), "")


def _flat(entities: object, depth: int) -> Iterator[dict[str, Any]]:
    """Entities and those within them, side by side: registries put the abuse contact inside the holder."""
    for each in objects(entities):
        yield each
        if depth > 1:
            yield from _flat(each.get("entities"), depth - 1)


def _texts(exchange: Exchange) -> list[str]:
    """The texts of a TXT answer; none where it is no message."""
    message = _message(exchange)
    if message is None:
        return []
    answers = [each for answer in message.answer if answer.rdtype == dns.rdatatype.TXT for each in answer]
    return [b"".join(each.strings).decode("utf-8", "replace") for each in answers]


def _message(exchange: Exchange) -> dns.message.Message | None:
    try:
        return dns.message.from_wire(exchange.body, ignore_trailing=True)
    except (dns.exception.DNSException, ValueError):
        return None


def _holds(block: str, address: Address) -> int:
    """The length of a block's prefix when it holds the address, else -1."""
    try:
        network = ipaddress.ip_network(block.strip(), strict=False)
    except ValueError:
        return -1
    return network.prefixlen if address in network else -1


COLLECTOR = Collector(
    name=NAME,
    about="origin AS from Team Cymru over DNS, the registries' records of network and AS, and the address's own name",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.ADDRESS}),
    touches=Touch.REGISTRY,
)
