"""Which addresses may be contacted: globally routable ones, whatever disguise an address wears."""

import ipaddress

from osint.evidence.recorder.profile import Profile

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# RFC 6052 and RFC 8215: the last 32 bits are an IPv4 address.
NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
PRACTICE = ipaddress.IPv4Network("100.64.0.0/10")
# Clouds' metadata services on addresses that are not private by their form.
METADATA = frozenset({ipaddress.ip_address("168.63.129.16"), ipaddress.ip_address("100.100.100.200")})


class NotAllowed(Exception):
    """An address that this profile does not contact, with the reason."""


def check(text: str, profile: Profile) -> str:
    """The address in its shortest form, when it may be contacted.

    Raises:
        NotAllowed: when it may not, or is no address.
    """
    try:
        address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    except ValueError as why:
        raise NotAllowed(f"{text!r} is no address") from why
    if profile.is_practice:
        if address.version != 4 or address not in PRACTICE:
            raise NotAllowed(f"{address} is outside the practice world")
        return str(address)
    for inner in _faces(address):
        if not _is_public(inner):
            raise NotAllowed(
                f"{address} is not globally routable" + ("" if inner == address else f" (it is {inner})")
            )
    return str(address)


def _faces(address: Address) -> list[Address]:
    """An address and every IPv4 address that it carries inside."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in NAT64) or int(address) >> 32 == 0:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    inner = [each for each in carried if each is not None]
    mapped = address.ipv4_mapped is not None or any(address in network for network in NAT64)
    return [*inner] if mapped else [address, *inner]


def _is_public(address: Address) -> bool:
    return (
        address.is_global and not address.is_multicast and not address.is_reserved and address not in METADATA
    )
