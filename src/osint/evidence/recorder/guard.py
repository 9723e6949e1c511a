"""What may be contacted: globally routable addresses, whatever disguise they wear, at ports of no other service.

The tables are the registries' own (IANA, special-purpose addresses, seen 2026-11-24), written out: what
Python's ``ipaddress`` calls global differs between its versions.
"""

import ipaddress
import re

from osint import names
from osint.evidence.recorder.profile import Profile

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PRACTICE = ipaddress.IPv4Network("100.64.0.0/10")
V4_SPECIAL = tuple(
    ipaddress.IPv4Network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # a cloud's metadata service on an address that looks public
    )
)
V6_UNICAST = ipaddress.IPv6Network("2000::/3")  # RFC 4291, 2.4: all that is assigned for the world
V6_SPECIAL = tuple(
    ipaddress.IPv6Network(each)
    for each in (
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4: no site is reached that way any more (RFC 7526)
        "3fff::/20",
    )
)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address

# Names that mean something else on every network (RFC 6761, 6762, 8375, ICANN's .internal): a proxy would
# resolve them to machines of its own.
HOUSE_NAMES = ("localhost", "localdomain", "local", "internal", "home.arpa", "lan", "intranet", "corp")
# The last label of an IPv4 address in any of the forms that inet_aton takes; no top-level domain looks so.
NUMERIC = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$")

# The ports that browsers refuse to speak HTTP to (fetch.spec.whatwg.org, "bad port", seen 2026-11-24).
BAD_PORTS = frozenset(
    (
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95),
        *(101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179),
        *(389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601),
        *(636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566),
        *(6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
        *(3306, 5432, 6379, 11211, 27017),  # and databases, which are spoken to in lines
    )
)
WHOIS_PORTS = frozenset({43, 4321})  # 4321: rwhois


class NotAllowed(Exception):
    """An address, name or port that this profile does not contact, with the reason."""


def check(text: str, profile: Profile) -> str:
    """The address in its shortest form, when it may be contacted; an IPv4 address in IPv6's clothes, bare.

    Raises:
        NotAllowed: when it may not, or is no address.
    """
    try:
        address = _bare(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError as why:
        raise NotAllowed(f"{text!r} is no address") from why
    if profile.is_practice:
        if address.version != 4 or address not in PRACTICE:
            raise NotAllowed(f"{address} is outside the practice world")
    elif not _is_public(inner := _carried(address)):
        raise NotAllowed(
            f"{address} is not globally routable" + ("" if inner == address else f" (it is {inner})")
        )
    return str(address)


def check_name(host: str) -> str:
    """A host name, when it is no address in another form and no name of the local network.

    Raises:
        NotAllowed: when it is one.
    """
    name = host.lower().rstrip(".")
    if NUMERIC.search(name):
        raise NotAllowed(f"{host!r} is an address in another form, not a host name")
    if any(name == each or name.endswith(f".{each}") for each in HOUSE_NAMES):
        raise NotAllowed(f"{host!r} is a name of the local network, not of a site")
    return host


def check_port(scheme: str, port: int) -> int:
    """A port, when the protocol may be spoken there: a referral must not reach another service.

    Raises:
        NotAllowed: when it may not.
    """
    if (scheme == "whois" and port not in WHOIS_PORTS) or (scheme in {"http", "https"} and port in BAD_PORTS):
        raise NotAllowed(f"port {port} belongs to another service than {scheme}")
    return port


def check_target(host: str, profile: Profile) -> None:
    """Check a host that somebody else will resolve: a proxy.

    Raises:
        NotAllowed: for an address that may not be contacted, or a name that hides one.
    """
    if names.is_address(host):
        check(host, profile)
    else:
        check_name(host)


def _bare(address: Address) -> Address:
    """The IPv4 address that a mapped one is (RFC 4291, 2.5.5.2), or the address itself."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def _carried(address: Address) -> Address:
    """The IPv4 address at which a translator sends this one on, or the address itself."""
    if isinstance(address, ipaddress.IPv6Address) and address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in V4_SPECIAL)
    return address in V6_UNICAST and not any(address in network for network in V6_SPECIAL)
