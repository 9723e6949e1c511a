"""Small servers on loopback, and a recorder that is pointed at them: nothing here is a stand-in for asyncio."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from osint.evidence.recorder.profile import Endpoint, Limits, Profile
from osint.evidence.recorder.recorder import Recorder
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

SITE = Subject(SubjectKind.SITE, "site.example")
PLACE = "100.64.0.1"  # where the practice profile of these tests has its one machine
HOME = f"http://{PLACE}/"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BRIEF = Limits(deadline_s=3.0, connect_s=1.0, retry_wait_s=2.0)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

Speak = Callable[["Visit"], Awaitable[None]]


@dataclass
class Visit:
    """One connection to a server of a test."""

    heard: bytes
    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()


@dataclass
class Server:
    """A listening server, and what it was told, a connection each."""

    port: int
    heard: list[bytes] = field(default_factory=list)
    visits: int = 0
    left: int = 0  # connections that the other side has ended

    @property
    def place(self) -> Endpoint:
        return "127.0.0.1", self.port


@asynccontextmanager
async def listening(
    speak: Speak, *, tls: ssl.SSLContext | None = None, until: bytes = b"\r\n\r\n"
) -> AsyncIterator[Server]:
    """A server that hears a question (up to ``until``), and then speaks."""
    server = Server(0)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.visits += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            heard = await reader.readuntil(until) if until else b""
            server.heard.append(heard)
            await speak(Visit(heard, writer, reader))
        server.left += reader.at_eof()
        writer.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def says(*pieces: bytes, stays: bool = False) -> Speak:
    """Say these pieces, a moment between them; then end the connection, or stay until the other side does."""

    async def speak(visit: Visit) -> None:
        for piece in pieces:
            await visit.say(piece)
            await asyncio.sleep(0.01)
        while stays and await visit.reader.read(1000):
            pass

    return speak


def in_turn(*answers: bytes) -> Speak:
    """A new answer at each visit, the last one for ever."""
    left = list(answers)

    async def speak(visit: Visit) -> None:
        await visit.say(left.pop(0) if len(left) > 1 else left[0])

    return speak


def profile(*places: tuple[int, Endpoint], limits: Limits = BRIEF, **more: Any) -> Profile:
    """A practice profile: these ports of its one machine lead to these servers."""
    return Profile(name="practice", port_routes=dict(places), limits=limits, politeness_s=0.0, **more)


def ask(uri: str = HOME, **more: Any) -> Ask:
    """A question."""
    return replace(Ask(uri, "page", SITE), **more)


async def asked(used: Profile, *asks: Ask, keys: Mapping[str, str] | None = None) -> list[Exchange]:
    """Put questions one after another; every exchange that was kept."""
    kept: list[Exchange] = []

    def keep(exchange: Exchange) -> Exchange:
        kept.append(exchange)
        return exchange

    async with Recorder(used, keep, key=(keys or {}).get) as recorder:
        for each in asks:
            await recorder.ask(each)
    return kept


def answers(speak: Speak, *asks: Ask, limits: Limits = BRIEF) -> list[Exchange]:
    """What is kept of questions (one for the front page unless given) to a server that speaks so on port 80."""

    async def work() -> list[Exchange]:
        async with listening(speak) as server:
            return await asked(profile((80, server.place), limits=limits), *(asks or (ask(),)))

    return asyncio.run(work())


def answer(*pieces: bytes, stays: bool = False, limits: Limits = BRIEF, **more: Any) -> Exchange:
    """What is kept of one question, not followed further, to a server that says these pieces."""
    return answers(says(*pieces, stays=stays), ask(**{"follow": False, **more}), limits=limits)[-1]


def made(head: bytes, body: bytes = b"", uri: str = "https://site.example/a/b?c=d", **more: Any) -> Exchange:
    """An exchange as if it had been kept."""
    return Exchange(ask(uri, **more), AT, AT, Outcome.ANSWERED, head=head, body=body)


@asynccontextmanager
async def proxying(lead: Callable[[str, int], Endpoint | None]) -> AsyncIterator[Server]:
    """A proxy that speaks SOCKS5 and HTTP CONNECT; ``lead`` says where a host and port really are."""

    async def speak(visit: Visit) -> None:
        first = await visit.reader.readexactly(1)
        host, port, yes, no = await (_socks(visit) if first == b"\x05" else _connect(visit))
        server.heard[-1] = f"{host}:{port}".encode()
        place = lead(host, port)
        if place is None:
            await visit.say(no)
            return
        reader, writer = await asyncio.open_connection(*place)
        await visit.say(yes)
        try:
            await asyncio.gather(_pump(visit.reader, writer), _pump(reader, visit.writer))
        finally:
            writer.close()

    async with listening(speak, until=b"") as server:
        yield server


async def _socks(visit: Visit) -> tuple[str, int, bytes, bytes]:
    methods = await visit.reader.readexactly((await visit.reader.readexactly(1))[0])
    if 2 in methods:  # a name and a password (RFC 1929): any will do
        await visit.say(b"\x05\x02")
        for _ in range(2):
            size = (await visit.reader.readexactly(2 if _ == 0 else 1))[-1]
            await visit.reader.readexactly(size)
        await visit.say(b"\x01\x00")
    else:
        await visit.say(b"\x05\x00")
    sort = (await visit.reader.readexactly(4))[3]
    size = {1: 4, 4: 16}.get(sort) or (await visit.reader.readexactly(1))[0]
    named = await visit.reader.readexactly(size)
    host = named.decode() if sort == 3 else named.hex()
    port = int.from_bytes(await visit.reader.readexactly(2), "big")
    rest = b"\x00\x01\x00\x00\x00\x00\x00\x00"
    return host, port, b"\x05\x00" + rest, b"\x05\x02" + rest


async def _connect(visit: Visit) -> tuple[str, int, bytes, bytes]:
    line = (await visit.reader.readuntil(b"\r\n\r\n")).split()[1].decode()
    host, _, port = line.rpartition(":")
    return host, int(port), b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 403 Forbidden\r\n\r\n"


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()
