"""The one way out that a visit's browser has: a proxy on loopback that hands each request to the recorder.

The browser resolves no name and opens no other connection, so that redirects, workers, frames, preflights and
whatever else a page thinks of meet the recorder's rules. TLS ends here, under a certificate of the visit's own;
the connection to the site is the recorder's, with the site's certificates as it served them.
"""

import asyncio
import base64
import contextlib
import secrets
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path

from osint.evidence.recorder.browser_certificates import Certificates
from osint.evidence.recorder.profile import Visits
from osint.outcomes.http import status_of
from osint.records import Exchange, Outcome

USER = "visit"
HEAD = 256 * 1024  # bytes of a request's head
BODY = 8 * 1024 * 1024  # bytes of a request's body
AT_ONCE = 6  # requests of a visit to one host, as browsers have it
MEDIA = frozenset({"audio", "video", "track"})  # of Sec-Fetch-Dest
# What belongs to one connection (RFC 9110, 7.6.1), or would send the browser past the gate.
OF_THE_HOP = frozenset(
    [
        "connection",
        "keep-alive",
        "proxy-connection",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "host",
        "content-length",
    ]
)
NOT_PASSED_BACK = OF_THE_HOP | {"alt-svc", "proxy-authenticate"}
UNAUTHORISED = (
    b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="visit"\r\n'
    b"Content-Length: 0\r\n\r\n"
)
NOTHING = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request of the page."""

    method: str
    url: str
    headers: Headers
    body: bytes = b""

    def header(self, name: str) -> str:
        """The first value of a field, or empty text."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def is_page(self) -> bool:
        """Whether it is for a page, of a window or a frame; over plain HTTP only what it accepts tells."""
        return "text/html" in self.header("accept")

    @property
    def is_media(self) -> bool:
        """Whether it is for sound or film: so it says over TLS; else only those ask for all of it as a range."""
        return self.header("range") == "bytes=0-" or self.header("sec-fetch-dest") in MEDIA


@dataclass(slots=True)
class Passage:
    """A request at the gate, and what became of it."""

    wanted: Wanted
    at: datetime
    outcome: str = ""
    why: str = ""
    status: int = 0
    exchange: str = ""  # the id; empty where none was made
    size: int = 0


Carry = Callable[[Wanted], Awaitable[Exchange]]


@dataclass(slots=True)
class Gate:
    """Takes the requests of one visit."""

    carry: Carry
    limits: Visits
    folder: Path  # for the certificates; gone with the visit
    passages: list[Passage] = field(default_factory=list)
    documents: dict[str, Exchange] = field(default_factory=dict)  # the answers that are pages
    strangers: list[str] = field(default_factory=list)  # who came without the visit's word, and was refused
    port: int = 0
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _certificates: Certificates = field(init=False)
    _rooms: dict[str, asyncio.Semaphore] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _size: int = 0
    _is_closed: bool = False

    def __post_init__(self) -> None:
        self._certificates = Certificates(self.folder)

    @property
    def fingerprint(self) -> str:
        """The sha256 of the visit's public key, base64, as Chromium wants it."""
        return self._certificates.fingerprint

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Listen on loopback for the length of a block."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD)
        self.port = int(server.sockets[0].getsockname()[1])
        try:
            yield
        finally:
            self._is_closed = True
            server.close()
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def errands(self) -> list[str]:
        """Where the browser itself, or another on this machine, wanted to: the page comes again with its word."""
        hosts = {_place(each.wanted.url) for each in self.passages}
        return sorted({place for each in self.strangers if (place := _place(each)) not in hosts})

    def close(self) -> None:
        """Let nothing further out: the visit has what it came for."""
        self._is_closed = True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
        quiet = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError)
        try:
            with contextlib.suppress(*quiet):  # cancelled only when the visit is over
                await self._speak(reader, writer)
        finally:
            if task is not None:
                self._tasks.discard(task)
            writer.transport.abort()

    async def _speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: requests to anywhere in the clear, or a tunnel to one host."""
        while (first := await _read(reader, "")) is not None:
            if not self._is_of_the_page(first):
                self.strangers.append(first.url)
                writer.write(UNAUTHORISED)
                await writer.drain()
            elif first.method == "CONNECT":
                await self._tunnel(first.url, reader, writer)
                return
            elif not await self._answer(first, writer):
                return

    def _is_of_the_page(self, wanted: Wanted) -> bool:
        """Whether a request has the visit's word: others on this machine, and the browser's own errands, do not."""
        word = "Basic " + base64.b64encode(f"{USER}:{self.password}".encode()).decode("ascii")
        return compare_digest(wanted.header("proxy-authorization").encode(), word.encode())

    async def _tunnel(self, place: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _, port = place.rpartition(":")
        context = self._certificates.context(host.strip("[]"))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await writer.start_tls(context)
        base = f"https://{host}" if port == "443" else f"https://{place}"
        while (wanted := await _read(reader, base)) is not None:
            if not await self._answer(wanted, writer):
                return

    async def _answer(self, wanted: Wanted, writer: asyncio.StreamWriter) -> bool:
        """Answer a request; whether the connection may be used on."""
        passage = Passage(wanted, datetime.now(UTC))
        self.passages.append(passage)
        if why := self._reason_to_refuse(wanted):
            passage.outcome, passage.why = Outcome.NOT_ASKED.value, why
            writer.write(NOTHING)
            await writer.drain()
            return False
        host = wanted.url.split("/")[2]
        async with self._rooms.setdefault(host, asyncio.Semaphore(AT_ONCE)):
            exchange = await self.carry(wanted)
        if wanted.is_page:
            self.documents[exchange.id] = exchange
        self._size += len(exchange.body)
        passage.outcome, passage.why = exchange.outcome.value, exchange.why
        passage.status, passage.exchange = status_of(exchange.head) or 0, exchange.id
        passage.size = len(exchange.body)
        said, is_whole = relayed(exchange)
        writer.write(said)
        await writer.drain()
        return is_whole

    def _reason_to_refuse(self, wanted: Wanted) -> str:
        if self._is_closed:
            return "the visit is over"
        if wanted.header("upgrade"):
            return "a WebSocket: not carried"
        if wanted.is_media:
            return "sound and film are not fetched"
        if len(self.passages) > self.limits.requests:
            return f"more than {self.limits.requests} requests of one visit"
        if self._size > self.limits.bytes:
            return f"more than {self.limits.bytes} bytes in one visit"
        return ""


def relayed(exchange: Exchange) -> tuple[bytes, bool]:
    """A kept answer as the browser is given it, and whether it is whole.

    Status, fields and body are as they came; only what frames the message is said anew. An answer that broke off
    breaks off here too.
    """
    if status_of(exchange.head) is None or not 200 <= (status_of(exchange.head) or 0) < 600:
        return NOTHING, False
    first, *lines = exchange.head.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
    fields = [line for line in lines if _name(line) not in NOT_PASSED_BACK]
    is_whole = exchange.outcome is not Outcome.FAILED or "truncated" not in dict(exchange.facts)
    is_whole = is_whole and not exchange.why.startswith(("no whole answer", "the other side", "interrupted"))
    if exchange.ask.method == "HEAD" or status_of(exchange.head) in {204, 304}:
        return b"\r\n".join([first, *fields, b"", b""]), is_whole
    length = len(exchange.body) + (0 if is_whole else 1)
    framing = [b"Content-Length: %d" % length, *(() if is_whole else (b"Connection: close",))]
    return b"\r\n".join([first, *fields, *framing, b"", b""]) + exchange.body, is_whole


def _place(url: str) -> str:
    """The host of an address, or of a tunnel's ``host:port``."""
    return url.partition("://")[2].partition("/")[0] if "://" in url else url.removesuffix(":443")


def _name(line: bytes) -> str:
    return line.partition(b":")[0].strip().lower().decode("latin-1")


async def _read(reader: asyncio.StreamReader, base: str) -> Wanted | None:
    """The next request of a connection; nothing at its end, or for what is none.

    Raises:
        OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError: when the browser leaves in the middle.
    """
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ssl.SSLError):
        return None
    first, *lines = head[:-4].decode("latin-1").split("\r\n")
    method, _, rest = first.partition(" ")
    target = rest.rpartition(" ")[0]
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    wanted = Wanted(method, base + target, headers)
    size = wanted.header("content-length") or "0"
    if not method or not target or not size.isdigit() or int(size) > BODY:
        return None
    return Wanted(method, wanted.url, headers, await reader.readexactly(int(size)))
