"""The practice world's resolver: DNS over UDP and TCP on one port."""

import asyncio
import contextlib
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from osint.practice.zone import Zone

TTL = 300
LONGEST = 65535  # of any message
PLAIN = 512  # bytes of a UDP answer to a question without EDNS (RFC 1035, 4.2.1)


def answer(wire: bytes, zone: Zone, *, over_udp: bool) -> bytes | None:
    """The answer to a message, or nothing to what is no question."""
    try:
        asked = dns.message.from_wire(wire)
    except (dns.exception.DNSException, ValueError):
        return None
    if asked.flags & dns.flags.QR or len(asked.question) != 1:
        return None
    made = _made(asked, zone)
    whole = made.to_wire(max_size=LONGEST)
    if not over_udp:
        return whole
    is_long = zone.is_long(_text(asked.question[0].name)) and bool(made.answer)
    return _cut(asked) if is_long or len(whole) > max(PLAIN, asked.payload) else whole


def _made(asked: dns.message.Message, zone: Zone) -> dns.message.Message:
    question = asked.question[0]
    name, kind = _text(question.name), dns.rdatatype.to_text(question.rdtype)
    made = dns.message.make_response(asked, recursion_available=True)
    if zone.fails(name):
        made.set_rcode(dns.rcode.SERVFAIL)
        return made
    records = zone.records(name, kind)
    if records:
        made.answer.append(dns.rrset.from_text(question.name, TTL, "IN", kind, *records))
        return made
    if records is None:
        made.set_rcode(dns.rcode.NXDOMAIN)
    owner, soa = zone.soa(name)
    made.authority.append(dns.rrset.from_text(f"{owner}.", TTL, "IN", "SOA", soa))
    return made


def _cut(asked: dns.message.Message) -> bytes:
    made = dns.message.make_response(asked, recursion_available=True)
    made.flags |= dns.flags.TC
    return made.to_wire()


def _text(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True).lower()


class Datagrams(asyncio.DatagramProtocol):
    """DNS over UDP."""

    def __init__(self, zone: Zone) -> None:
        """Answer from this zone."""
        self._zone = zone
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what answers are sent through."""
        # asyncio's own transports are no DatagramTransport by class before Python 3.12.
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str | object, int]) -> None:
        """Answer one question."""
        made = answer(data, self._zone, over_udp=True)
        if made is not None and self._transport is not None:
            self._transport.sendto(made, addr)


async def stream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, zone: Zone) -> None:
    """DNS over TCP: messages with their length before them (RFC 7766)."""
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            size = int.from_bytes(await reader.readexactly(2), "big")
            made = answer(await reader.readexactly(size), zone, over_udp=False)
            if made is None:
                return
            writer.write(len(made).to_bytes(2, "big") + made)
            await writer.drain()
