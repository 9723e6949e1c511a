"""HTTP/1.1 as the practice world serves it: one question read, one answer written, faults as told."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import parse_qs, unquote, urlsplit

HEAD = 64 * 1024
BODY = 1024 * 1024
IDLE_S = 15.0
Wire = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    method: str
    host: str
    target: str  # path and query, as they came
    is_tls: bool
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path, escapes undone."""
        return unquote(urlsplit(self.target).path)

    def query(self, name: str, otherwise: str = "") -> str:
        """The first value of a field of the query."""
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True).get(name, [otherwise])[0]

    def queries(self, name: str) -> list[str]:
        """All values of a field of the query."""
        return parse_qs(urlsplit(self.target).query).get(name, [])


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered; ``wire`` writes the answer itself where it is not to be a proper one."""

    status: int = 200
    body: bytes = b""
    media: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    wire: Wire | None = None


Answerer = Callable[[Request], Response]


def redirect(to: str, status: int = 301) -> Response:
    """An answer that sends the asker elsewhere."""
    return Response(status, f'<a href="{to}">Moved</a>'.encode(), headers=(("Location", to),))


async def serve(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answerer: Answerer, *, is_tls: bool
) -> None:
    """Answer the questions of one connection until it ends."""
    quiet = (ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
    with contextlib.suppress(*quiet):
        while True:
            request = await asyncio.wait_for(_read(reader, is_tls=is_tls), IDLE_S)
            if request is None:
                return
            response = answerer(request)
            if response.wire is not None:
                await response.wire(writer)
                return
            writer.write(render(request, response))
            await writer.drain()
            if request.headers.get("connection", "").lower() == "close":
                return


def render(request: Request, response: Response) -> bytes:
    """A proper answer's bytes."""
    fields = [
        ("Date", formatdate(usegmt=True)),
        *(() if any(name == "Server" for name, _ in response.headers) else (("Server", "nginx"),)),
        ("Content-Type", response.media),
        ("Content-Length", str(len(response.body))),
        *response.headers,
    ]
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields)
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = "Unknown"
    head = f"HTTP/1.1 {response.status} {phrase}\r\n{lines}\r\n".encode("latin-1", "replace")
    return head if request.method == "HEAD" else head + response.body


async def _read(reader: asyncio.StreamReader, *, is_tls: bool) -> Request | None:
    """The next question; nothing at the end, or for what is no HTTP."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3:
        return None
    headers = {
        name.strip().lower(): value.strip()
        for name, found, value in (line.partition(":") for line in lines)
        if found
    }
    size = headers.get("content-length", "0")
    if not size.isdigit() or int(size) > BODY:
        return None
    body = await reader.readexactly(int(size))
    host = headers.get("host", "").partition(":")[0].lower().rstrip(".")
    return Request(parts[0], host, parts[1], is_tls, headers, body)
