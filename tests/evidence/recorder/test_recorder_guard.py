"""What may be contacted: public addresses only, in whatever form an address is written."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint.evidence.recorder import guard
from osint.evidence.recorder.guard import NotAllowed
from osint.evidence.recorder.profile import Profile

INTERNET = Profile()
PRACTICE = Profile(name="practice")


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.0.0.5", "127.0.0.1", "127.8.9.1", "172.16.0.1", "172.31.255.255"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16"),
        *("192.0.0.192", "192.0.2.7", "192.88.99.1", "198.18.0.1", "198.19.9.9", "198.51.100.3"),
        *("203.0.113.9", "224.0.0.251", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.5", "::ffff:0:10.0.0.5"),
        *(
            "64:ff9b::10.0.0.5",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::8.8.8.8",
            "2002:7f00:1::",
            "2002:808:808::1",
        ),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2001:20::1", "3fff::1", "5f00::1"),
        *("fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
        *("100::1", "4000::1"),
    ],
)
def test_an_address_that_is_not_for_the_world_is_refused(address: str) -> None:
    with pytest.raises(NotAllowed):
        guard.check(address, INTERNET)


@pytest.mark.parametrize(
    ("address", "shortest"),
    [
        ("8.8.8.8", "8.8.8.8"),
        ("172.32.0.1", "172.32.0.1"),
        ("100.128.0.1", "100.128.0.1"),
        ("192.0.1.1", "192.0.1.1"),
        ("2606:4700:0:0::6810:84e5", "2606:4700::6810:84e5"),
        ("64:ff9b::8.8.8.8", "64:ff9b::808:808"),
    ],
)
def test_a_public_address_may_be_contacted(address: str, shortest: str) -> None:
    assert guard.check(address, INTERNET) == shortest


def test_a_mapped_address_is_the_ipv4_address_that_will_be_contacted() -> None:
    assert guard.check("::ffff:8.8.8.8", INTERNET) == "8.8.8.8"


@given(st.ip_addresses(v=4))
def test_no_disguise_makes_an_ipv4_address_more_public_than_it_is(inner: ipaddress.IPv4Address) -> None:
    try:
        is_allowed = bool(guard.check(str(inner), INTERNET))
    except NotAllowed:
        is_allowed = False
    for disguise in (0xFFFF << 32, 0x64FF9B << 96):
        worn = str(ipaddress.IPv6Address(disguise | int(inner)))
        if is_allowed:
            assert guard.check(worn, INTERNET)
        else:
            with pytest.raises(NotAllowed):
                guard.check(worn, INTERNET)
    with pytest.raises(NotAllowed):
        guard.check(str(ipaddress.IPv6Address(int(inner))), INTERNET)


def test_a_refusal_names_the_address_inside() -> None:
    with pytest.raises(NotAllowed, match=r"64:ff9b::a00:5 .*it is 10\.0\.0\.5"):
        guard.check("64:ff9b::a00:5", INTERNET)


@pytest.mark.parametrize("text", ["", "example.com", "1.2.3", "010.0.0.1", "8.8.8.8:53", "[::1]"])
def test_what_is_no_address_is_refused_as_one(text: str) -> None:
    with pytest.raises(NotAllowed, match="no address"):
        guard.check(text, INTERNET)


def test_the_practice_profile_reaches_nothing_but_the_practice_world() -> None:
    assert guard.check("100.64.7.9", PRACTICE) == "100.64.7.9"
    for outside in ("8.8.8.8", "127.0.0.1", "10.0.0.5", "2606:4700::1111", "100.63.255.255", "100.128.0.0"):
        with pytest.raises(NotAllowed, match="outside the practice world"):
            guard.check(outside, PRACTICE)


@pytest.mark.parametrize(
    "host", ["127.1", "0x7f.1", "2130706433", "017700000001", "10.0.0.0x5", "a.b.1", "1.2.3.4.5"]
)
def test_a_name_that_resolvers_read_as_an_address_is_no_name(host: str) -> None:
    with pytest.raises(NotAllowed, match="address in another form"):
        guard.check_name(host)


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST.", "x.localhost", "metadata.google.internal", "printer.local", "a.home.arpa"],
)
def test_a_name_of_the_local_network_is_no_site(host: str) -> None:
    with pytest.raises(NotAllowed, match="local network"):
        guard.check_name(host)


@pytest.mark.parametrize(
    "host", ["example.org", "local.example", "1337x.example", "xn--9n2bp8q.example", "0x1.example"]
)
def test_a_site_that_only_looks_odd_may_be_asked_for(host: str) -> None:
    assert guard.check_name(host) == host


@pytest.mark.parametrize(
    ("scheme", "port"),
    [("http", 22), ("https", 25), ("http", 6379), ("http", 43), ("whois", 22), ("whois", 80)],
)
def test_a_protocol_is_not_spoken_at_another_services_port(scheme: str, port: int) -> None:
    with pytest.raises(NotAllowed, match=f"port {port}"):
        guard.check_port(scheme, port)


@pytest.mark.parametrize(
    ("scheme", "port"), [("http", 80), ("https", 443), ("https", 8443), ("whois", 43), ("whois", 4321)]
)
def test_a_protocol_is_spoken_at_its_own_ports(scheme: str, port: int) -> None:
    assert guard.check_port(scheme, port) == port
