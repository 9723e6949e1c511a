"""One connection to one checked address: resolving, the guard, a proxy and TLS."""

import asyncio
import contextlib
import hashlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from osint import names
from osint.evidence.recorder import guard, proxy
from osint.evidence.recorder.answer import Unreachable
from osint.evidence.recorder.dns import Resolver
from osint.evidence.recorder.profile import Endpoint, Profile

IN_VAIN = "no connection in time"
CLOSING_S = 0.5


@dataclass(frozen=True, slots=True)
class Connection:
    """An open connection and what is known of it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    address: str  # empty behind a proxy
    facts: dict[str, str]
    chain: tuple[bytes, ...] = ()  # DER, the leaf first, as served


@dataclass(frozen=True, slots=True)
class Target:
    """Whom to connect to, and how."""

    host: str
    port: int
    tls: bool
    verified: bool = True  # TLS: refuse a certificate that does not hold


class Connector:
    """Opens connections under a profile; remembers what names resolved to in this run."""

    def __init__(self, profile: Profile, resolver: Resolver) -> None:
        """Use the profile's rules and this resolver."""
        self.profile = profile
        self._resolver = resolver

    @cached_property
    def _strict(self) -> ssl.SSLContext:  # made when first wanted: it reads every root of the system
        return ssl.create_default_context(cafile=self.profile.ca_file or None)

    @cached_property
    def _lax(self) -> ssl.SSLContext:
        return _lax_context()

    @asynccontextmanager
    async def open(self, target: Target) -> AsyncIterator[Connection]:
        """A connection to the target, closed at the end.

        Raises:
            NotAllowed: when the guard refuses every address.
            Unreachable: when no connection comes about.
            ssl.SSLError: when TLS fails, also for a certificate that does not hold.
        """
        connection = await self._connect(target)
        try:
            yield connection
        finally:
            connection.writer.close()
            # The answer is here; how the other side takes the closing does not matter, and TLS would wait
            # half a minute for one that does not take it at all.
            try:
                with contextlib.suppress(OSError, TimeoutError):
                    async with asyncio.timeout(CLOSING_S):
                        await connection.writer.wait_closed()
            finally:
                connection.writer.transport.abort()

    async def _connect(self, target: Target) -> Connection:
        if self.profile.is_proxied:
            return await self._through_proxy(target)
        refused: list[str] = []
        for address in await self._addresses(target.host):
            place = self.profile.route(address, target.port)
            if place is None:
                refused.append(f"{address} port {target.port}: nothing is there")
                continue
            try:
                return await self._directly(target, address, place)
            except ssl.SSLError:
                raise
            except (OSError, TimeoutError) as why:
                refused.append(f"{address} port {target.port}: {_words(why)}")
        raise Unreachable("; ".join(refused) or "the name has no address")

    async def _addresses(self, host: str) -> list[str]:
        """The addresses of a host, every one of them checked: one bad one condemns the name."""
        if names.is_address(host):
            return [guard.check(host, self.profile)]
        found = await self._resolver.addresses(guard.check_name(host))
        return [guard.check(address, self.profile) for address in found]

    async def _directly(self, target: Target, address: str, place: Endpoint) -> Connection:
        context, name = self._security(target)
        async with asyncio.timeout(self.profile.limits.connect_s):  # wait_for may lose a cancellation (3.11)
            reader, writer = await asyncio.open_connection(
                *place, ssl=context, server_hostname=name, limit=2**20
            )
        return _connection(reader, writer, address, target)

    async def _through_proxy(self, target: Target) -> Connection:
        """The proxy resolves the name: only what the name itself shows can be checked here."""
        guard.check_target(target.host, self.profile)
        context, name = self._security(target)
        seconds = self.profile.limits.connect_s
        wire = await proxy.reach(self.profile.proxy, target.host, target.port, seconds)
        try:
            async with asyncio.timeout(seconds):
                reader, writer = await asyncio.open_connection(
                    sock=wire, ssl=context, server_hostname=name, limit=2**20
                )
        except TimeoutError as why:
            raise Unreachable(f"through the proxy: {IN_VAIN}") from why
        made = _connection(reader, writer, "", target)
        made.facts["via"] = f"a proxy ({self.profile.proxy.partition(':')[0]})"
        return made

    def _security(self, target: Target) -> tuple[ssl.SSLContext | None, str | None]:
        if not target.tls:
            return None, None
        return (self._strict if target.verified else self._lax), target.host


def _connection(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str, target: Target
) -> Connection:
    if not target.tls:
        return Connection(reader, writer, address, {})
    wire: Any = writer.get_extra_info("ssl_object")
    chain = _served_chain(wire)
    cipher = wire.cipher()
    facts = {
        "tls": f"{wire.version()} {cipher[0] if cipher else ''}".strip(),
        "tls-chain": " ".join(hashlib.sha256(each).hexdigest() for each in chain),
        "tls-verified": "yes" if target.verified else "no",
    }
    return Connection(reader, writer, address, facts, chain)


def _served_chain(wire: Any) -> tuple[bytes, ...]:
    """The certificates as the server sent them, DER; public from Python 3.13 on."""
    if hasattr(wire, "get_unverified_chain"):
        return tuple(wire.get_unverified_chain())
    inner = wire._sslobj.get_unverified_chain() or ()  # the same call, not public before 3.13
    return tuple(ssl.PEM_cert_to_DER_cert(each.public_bytes()) for each in inner)


def _lax_context() -> ssl.SSLContext:
    """TLS with whoever answers: what is served is evidence even where its certificate does not hold."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


def _words(why: BaseException) -> str:
    if isinstance(why, ConnectionRefusedError):
        return "the connection is refused"
    return str(why) or (IN_VAIN if isinstance(why, TimeoutError) else type(why).__name__)
