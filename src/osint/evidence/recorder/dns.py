"""DNS over UDP, and over TCP where an answer was cut: the messages as bytes, id and question checked."""

import asyncio
import contextlib
import socket
from collections.abc import Iterable

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rdatatype
import dns.resolver

from osint.errors import LookupFailed
from osint.evidence.recorder.profile import Endpoint, Profile

UDP_SIZE = 1232  # bytes; DNS flag day 2020: no fragments


class Wire(asyncio.DatagramProtocol):
    """Waits for the one datagram that answers a query; whatever else arrives is ignored."""

    def __init__(self, query: dns.message.Message, answer: "asyncio.Future[bytes]") -> None:
        """Answer the future with the first reply that fits the query."""
        self._query = query
        self._answer = answer

    def datagram_received(self, data: bytes, _addr: object) -> None:
        """Take a datagram, when it is the reply."""
        if not self._answer.done() and is_reply(data, self._query):
            self._answer.set_result(data)

    def error_received(self, exc: Exception) -> None:
        """Pass on that the resolver cannot be reached."""
        if not self._answer.done():
            self._answer.set_exception(exc)


class Resolver:
    """Asks one recursive resolver; keeps what names resolved to for the length of a run."""

    def __init__(self, profile: Profile) -> None:
        """Ask the profile's resolver, or else the system's."""
        self._profile = profile
        self._known: dict[str, list[str]] = {}

    def place(self) -> Endpoint:
        """The resolver's address and port.

        Raises:
            LookupFailed: when none is set and the system names none.
        """
        if self._profile.resolver is not None:
            return self._profile.resolver
        try:
            return str(dns.resolver.Resolver().nameservers[0]), 53
        except (dns.exception.DNSException, OSError, IndexError) as why:
            raise LookupFailed(
                "no resolver is known: set network.resolver in case.toml, such as 9.9.9.9:53"
            ) from why

    async def exchange(self, query: dns.message.Message) -> tuple[bytes, str]:
        """The reply to a query as bytes, and the transport that it came by.

        Raises:
            OSError: when the resolver cannot be reached.
            LookupFailed: when no resolver is known or the reply is none.
        """
        host, port = self.place()
        reply = await self._over_udp(query, host, port)
        if not dns.message.from_wire(reply, ignore_trailing=True, question_only=True).flags & dns.flags.TC:
            return reply, "udp"
        return await self._over_tcp(query, host, port), "tcp"

    async def addresses(self, host: str) -> list[str]:
        """The addresses of a host: IPv4, or IPv6 where there is none.

        Raises:
            LookupFailed: when the name does not resolve.
        """
        if host not in self._known:
            self._known[host] = await self._look_up(host)
        return self._known[host]

    async def _look_up(self, host: str) -> list[str]:
        if self._profile.resolver is None and not self._profile.is_practice:
            return await _system_addresses(host)
        for kind in ("A", "AAAA"):
            try:
                async with asyncio.timeout(self._profile.limits.connect_s):
                    reply, _ = await self.exchange(make_query(host, kind))
                found = list(_addresses_in(reply))
            except (OSError, TimeoutError, dns.exception.DNSException) as why:
                raise LookupFailed(f"{host} could not be resolved ({why or type(why).__name__})") from why
            if found:
                return found
        raise LookupFailed(f"{host} has no address")

    async def _over_udp(self, query: dns.message.Message, host: str, port: int) -> bytes:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[bytes] = loop.create_future()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: Wire(query, answer), remote_addr=(host, port)
        )
        try:
            for wait in (1.0, 2.0, 4.0):  # a datagram may be lost on the way
                transport.sendto(query.to_wire())
                with contextlib.suppress(TimeoutError):
                    return await asyncio.wait_for(asyncio.shield(answer), wait)
            return await answer
        finally:
            transport.close()

    async def _over_tcp(self, query: dns.message.Message, host: str, port: int) -> bytes:
        reader, writer = await asyncio.open_connection(host, port)
        try:
            asked = query.to_wire()
            writer.write(len(asked).to_bytes(2, "big") + asked)
            length = int.from_bytes(await reader.readexactly(2), "big")
            reply = await reader.readexactly(length)
        except asyncio.IncompleteReadError as why:
            raise ConnectionError("the resolver ended the connection in the middle of its reply") from why
        finally:
            writer.close()
        if not is_reply(reply, query):
            raise ConnectionError("the resolver answered another question")
        return reply


def make_query(name: str, kind: str) -> dns.message.Message:
    """A recursive query with EDNS; DNSSEC state is asked for.

    Raises:
        LookupFailed: for a name or type that DNS refuses.
    """
    try:
        return dns.message.make_query(name, kind, use_edns=0, payload=UDP_SIZE, want_dnssec=False)
    except (dns.exception.DNSException, ValueError) as why:
        raise LookupFailed(f"no DNS question can be made of {name!r} type {kind!r} ({why})") from why


def is_reply(data: bytes, query: dns.message.Message) -> bool:
    """Whether a message answers this query: same id, same question."""
    try:
        reply = dns.message.from_wire(data, ignore_trailing=True, question_only=True)
    except (dns.exception.DNSException, ValueError):
        return False
    return query.is_response(reply)


def _addresses_in(reply: bytes) -> Iterable[str]:
    message = dns.message.from_wire(reply, ignore_trailing=True)
    for answer in message.answer:
        if answer.rdtype in {dns.rdatatype.A, dns.rdatatype.AAAA}:
            yield from (str(each.address) for each in answer)


async def _system_addresses(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as why:
        raise LookupFailed(f"{host} could not be resolved ({why})") from why
    return list(dict.fromkeys(str(each[4][0]) for each in found))
