"""ipwhois's readers over kept answers: origin AS, its name, a network's record. Nothing is asked here.

Apart from their entry since reading the library takes longer than most commands.
"""

import ipaddress
from collections.abc import Mapping
from typing import Any

import dns.exception
from ipwhois.asn import IPASN
from ipwhois.exceptions import BaseIpwhoisException
from ipwhois.net import Net
from ipwhois.rdap import RDAP

from osint.collectors.answers import objects, text

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

UNREADABLE = (
    BaseIpwhoisException,
    dns.exception.DNSException,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)


class Kept(Net):  # type: ignore[misc]  # ipwhois is untyped
    """An address for ipwhois's readers, without the resolver and opener that its own class makes."""

    def __init__(self, address: Address) -> None:
        """Know the address; be unable to ask anybody."""
        self.address = address
        self.address_str = str(address)
        self.version = address.version


def origin(said: str, address: Address) -> tuple[str, str]:
    """The AS numbers and the announced block that a TXT answer of Team Cymru tells; empty when it tells none."""
    try:
        told = IPASN(Kept(address)).parse_fields_dns(said)
    except UNREADABLE:
        return "", ""
    return text(told["asn"]), text(told["asn_cidr"])


def country(said: str, address: Address) -> str:
    """The country of an announced block that a TXT answer of Team Cymru tells, or empty."""
    try:
        return text(IPASN(Kept(address)).parse_fields_dns(said)["asn_country_code"])
    except UNREADABLE:
        return ""


def as_name(said: str, address: Address) -> str:
    """The name of an AS that a TXT answer of Team Cymru tells, or empty."""
    try:
        return text(IPASN(Kept(address)).parse_fields_verbose_dns(said)["asn_description"])
    except UNREADABLE:
        return ""


def network_name(told: Mapping[str, Any], address: Address) -> str:
    """The name of the network in a registry's record, or empty."""
    try:
        return text(_looked_up(told, address, [])["network"]["name"])
    except UNREADABLE:
        return ""


def mailboxes(told: Mapping[str, Any], address: Address, entity: Mapping[str, Any]) -> list[str]:
    """The mailboxes of one entity of a registry's record; a broken one has none."""
    alone = {**entity, "handle": "one", "entities": []}
    try:
        (read,) = _looked_up(told, address, [alone])["objects"].values()
        return [text(each.get("value")) for each in objects(read["contact"]["email"])]
    except UNREADABLE:
        return []


def _looked_up(told: Mapping[str, Any], address: Address, entities: list[dict[str, Any]]) -> dict[str, Any]:
    """ipwhois's reading of a network with these entities."""
    response = {**told, "entities": entities}
    rdap = RDAP(Kept(address))
    found: dict[str, Any] = rdap.lookup(response=response, bootstrap=True, depth=0, root_ent_check=False)
    return found
