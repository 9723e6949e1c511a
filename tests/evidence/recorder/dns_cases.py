"""A resolver on loopback that says what a test wants, over UDP and TCP on one port."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from osint.evidence.recorder.profile import Endpoint

Reply = Callable[[dns.message.Message], list[bytes]]


@dataclass
class Names:
    """A running resolver: where it is, and what it was asked over which transport."""

    place: Endpoint
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # transport, name, type


class Datagrams(asyncio.DatagramProtocol):
    """Answers a datagram with those that the test wants."""

    def __init__(self, reply: Reply, note: Callable[[str, dns.message.Message], None]) -> None:
        self.reply = reply
        self.note = note

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        self.note("udp", query)
        for each in self.reply(query):
            self.transport.sendto(each, addr)


@asynccontextmanager
async def resolving(udp: Reply, tcp: Reply | None = None) -> AsyncIterator[Names]:
    """A resolver that replies so to each query; over TCP the same unless told otherwise."""

    def note(transport: str, query: dns.message.Message) -> None:
        question = query.question[0]
        names.asked.append((transport, question.name.to_text(), dns.rdatatype.to_text(question.rdtype)))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        size = int.from_bytes(await reader.readexactly(2), "big")
        query = dns.message.from_wire(await reader.readexactly(size))
        note("tcp", query)
        for each in (tcp or udp)(query):
            writer.write(each if each.startswith(b"RAW") else len(each).to_bytes(2, "big") + each)
        writer.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    names = Names(("127.0.0.1", listener.sockets[0].getsockname()[1]))
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: Datagrams(udp, note), local_addr=names.place)
    try:
        yield names
    finally:
        transport.close()
        listener.close()


def response(query: dns.message.Message, *records: str, rcode: int = 0, flags: int = 0) -> bytes:
    """A reply with these records, each as ``type data``."""
    made = dns.message.make_response(query, recursion_available=True)
    made.set_rcode(dns.rcode.Rcode(rcode))
    made.flags |= flags
    for record in records:
        sort, _, data = record.partition(" ")
        made.answer.append(dns.rrset.from_text(query.question[0].name, 60, "IN", sort, data))
    return made.to_wire()


def zone(*addresses: str) -> Reply:
    """Every name has these addresses, each of its type, and nothing else."""

    def reply(query: dns.message.Message) -> list[bytes]:
        sort = dns.rdatatype.to_text(query.question[0].rdtype)
        records = [f"{sort} {each}" for each in addresses if ("AAAA" if ":" in each else "A") == sort]
        return [response(query, *records)]

    return reply


def over(*replies: Callable[[dns.message.Message], bytes]) -> Reply:
    """Each of these, one datagram each."""
    return lambda query: [each(query) for each in replies]


def cut(query: dns.message.Message) -> bytes:
    """A reply that did not fit a datagram."""
    return response(query, flags=dns.flags.TC)


@asynccontextmanager
async def forging(false: Callable[[dns.message.Message], bytes], true: Reply) -> AsyncIterator[Endpoint]:
    """A resolver that is slower than a forger, who sends from another place and guesses all else right."""
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()

    class Slow(Datagrams):
        def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
            tasks.add(asyncio.ensure_future(self.race(data, addr)))

        async def race(self, data: bytes, addr: tuple[str, int]) -> None:
            wire, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=addr)
            wire.sendto(false(dns.message.from_wire(data)))
            wire.close()
            await asyncio.sleep(0.05)
            super().datagram_received(data, addr)

    transport, _ = await loop.create_datagram_endpoint(
        lambda: Slow(true, lambda _transport, _query: None), local_addr=("127.0.0.1", 0)
    )
    try:
        yield transport.get_extra_info("sockname")
    finally:
        transport.close()
