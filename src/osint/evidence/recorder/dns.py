"""DNS over UDP, and over TCP where an answer was cut: the messages as bytes, id and question checked."""

import asyncio
import contextlib
import socket
from collections import Counter
from collections.abc import Iterable

import dns.exception
import dns.flags
import dns.message
import dns.rdatatype
import dns.resolver

from osint.errors import BadName, LookupFailed
from osint.evidence.recorder import proxy
from osint.evidence.recorder.answer import Answer, Unreachable
from osint.evidence.recorder.guard import NotAllowed
from osint.evidence.recorder.profile import Endpoint, Profile
from osint.outcomes import judge_dns
from osint.records import Outcome

UDP_SIZE = 1232  # bytes; DNS flag day 2020: no fragments
WAITS = (0.1, 0.3, 0.6)  # shares of the time to connect; a datagram may be lost on the way
PATIENCE = 8  # questions in a row that a resolver may leave unanswered before a run leaves it alone
ADVICE = "set network.resolver in case.toml, such as 9.9.9.9:53"


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
    """Asks a recursive resolver; keeps what names resolved to for the length of a run."""

    def __init__(self, profile: Profile) -> None:
        """Ask the profile's resolver, or else the system's."""
        self._profile = profile
        self._known: dict[str, list[str]] = {}
        self._places: list[Endpoint] = []
        self._silent: Counter[Endpoint] = Counter()

    def places(self) -> list[Endpoint]:
        """The resolvers' addresses and ports, the first to be asked first.

        Raises:
            LookupFailed: when none is set and the system names none.
            NotAllowed: when none is set and a proxy is: the system's would be asked past it.
        """
        if self._profile.resolver is not None:
            return [self._profile.resolver]
        if self._profile.is_practice:
            raise LookupFailed("the practice world names no resolver: start one with `osint demo --serve`")
        if self._profile.is_proxied:
            raise NotAllowed(f"behind a proxy, DNS questions travel through it over TCP: {ADVICE}")
        if not self._places:
            self._places = system_resolvers()
        return self._places

    async def exchange(self, query: dns.message.Message, answer: Answer) -> None:
        """Put a query, and take the reply into ``answer``.

        Raises:
            Unreachable: when no resolver answers, or what it says over TCP is no reply.
            LookupFailed: when no resolver is known.
            NotAllowed: when the only way to one leads past the proxy.
        """
        reasons: list[str] = []
        for place in self.places():
            try:
                await self._ask(place, query, answer)
            except (OSError, Unreachable) as why:
                told = (why.strerror if isinstance(why, OSError) else "") or str(why) or type(why).__name__
                reasons.append(f"the resolver {place[0]} port {place[1]}: {told}")
            else:
                return
        raise Unreachable(f"{'; '.join(reasons)}. If it stays so, {ADVICE}")

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
            answer = Answer()
            try:
                await self.exchange(make_query(host, kind), answer)
            except (Unreachable, BadName) as why:
                raise LookupFailed(f"{host} could not be resolved: {why}") from why
            outcome, why_not = judge_dns(answer.body)
            if outcome is not Outcome.ANSWERED and (outcome is not Outcome.ABSENT or "NXDOMAIN" in why_not):
                raise LookupFailed(f"{host} could not be resolved: {why_not}")
            if found := list(_addresses_in(answer.body)):
                return found
        raise LookupFailed(f"{host} has no address")

    async def _ask(self, place: Endpoint, query: dns.message.Message, answer: Answer) -> None:
        answer.address = place[0]
        if not self._profile.is_proxied:
            answer.body = await self._over_udp(query, place)
            answer.facts["protocol"] = "dns over udp"
            if not _is_cut(answer.body):
                return
            answer.facts["truncated"] = "by the resolver, to fit a datagram"
        answer.body = await self._over_tcp(query, place)
        answer.facts["protocol"] = "dns over tcp"
        answer.facts.pop("truncated", None)

    async def _over_udp(self, query: dns.message.Message, place: Endpoint) -> bytes:
        if self._silent[place] >= PATIENCE:
            raise Unreachable(f"let {PATIENCE} questions in a row go unanswered: left alone in this run")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[bytes] = loop.create_future()
        transport, _ = await loop.create_datagram_endpoint(lambda: Wire(query, answer), remote_addr=place)
        try:
            for share in WAITS:
                transport.sendto(query.to_wire())
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(share * self._profile.limits.connect_s):
                        reply = await asyncio.shield(answer)
                    self._silent[place] = 0
                    return reply
        finally:
            transport.close()
            answer.cancel()
        self._silent[place] += 1
        raise Unreachable("no answer in time")

    async def _over_tcp(self, query: dns.message.Message, place: Endpoint) -> bytes:
        try:
            async with asyncio.timeout(self._profile.limits.connect_s):
                reply = await self._say_over_tcp(query.to_wire(), place)
        except asyncio.IncompleteReadError as why:
            raise Unreachable("it ended the connection in the middle of its reply") from why
        except TimeoutError as why:
            raise Unreachable("no answer over TCP in time") from why
        if not is_reply(reply, query):
            raise Unreachable("it answered another question")
        return reply

    async def _say_over_tcp(self, asked: bytes, place: Endpoint) -> bytes:
        if self._profile.is_proxied:
            way = await proxy.reach(self._profile.proxy, *place, self._profile.limits.connect_s)
            reader, writer = await asyncio.open_connection(sock=way)
        else:
            reader, writer = await asyncio.open_connection(*place)
        try:
            writer.write(len(asked).to_bytes(2, "big") + asked)
            length = int.from_bytes(await reader.readexactly(2), "big")
            return await reader.readexactly(length)
        finally:
            writer.close()


def make_query(name: str, kind: str) -> dns.message.Message:
    """A recursive query with EDNS, for which the resolver says whether it has checked signatures (RFC 6840, 5.7).

    A type with ``;checking=disabled`` behind it asks for the answer as it stands, signatures unchecked.

    Raises:
        BadName: for a name or type that DNS refuses.
    """
    sort, _, manner = kind.partition(";")
    flags = dns.flags.RD | dns.flags.AD | (dns.flags.CD if manner == "checking=disabled" else 0)
    try:
        if manner not in {"", "checking=disabled"}:
            raise ValueError(f"{manner[:30]!r}: not a manner of asking")
        query = dns.message.make_query(
            name, sort, use_edns=0, payload=UDP_SIZE, want_dnssec=False, flags=flags
        )
        query.to_wire()
    except (dns.exception.DNSException, ValueError) as why:
        raise BadName(f"no DNS question can be made of {name[:300]!r} type {kind[:20]!r} ({why})") from why
    return query


def is_reply(data: bytes, query: dns.message.Message) -> bool:
    """Whether a message answers this query: same id, same question."""
    try:
        reply = dns.message.from_wire(data, ignore_trailing=True, question_only=True)
    except (dns.exception.DNSException, ValueError):
        return False
    return query.is_response(reply)


def system_resolvers() -> list[Endpoint]:
    """The resolvers that the system names.

    Raises:
        LookupFailed: when it names none, or what it says cannot be read.
    """
    try:
        named = [str(each) for each in dns.resolver.Resolver().nameservers]
    except (dns.exception.DNSException, OSError, ValueError) as why:
        raise LookupFailed(f"no resolver is known ({why}): {ADVICE}") from why
    if not named:
        raise LookupFailed(f"no resolver is known: {ADVICE}")
    return [(each, 53) for each in named]


def _is_cut(reply: bytes) -> bool:
    return bool(int.from_bytes(reply[2:4], "big") & dns.flags.TC)


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
