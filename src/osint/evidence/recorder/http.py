"""HTTP/1.1: status line, headers and body as they were received; only the transfer coding is undone.

h11 decides where a message ends; the head is taken from the wire's own bytes, in its own order and case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import h11

from osint import names
from osint.errors import BadName
from osint.evidence.recorder.answer import Answer
from osint.evidence.recorder.connection import Connection
from osint.evidence.recorder.profile import Limits
from osint.records import Outcome

PATH = "/%:@!$&'()*+,;=~-._"  # what stays as it is in a path (RFC 3986, 3.3), and existing escapes
QUERY = PATH + "?"
EARLY = "the other side ended the connection before the answer was whole"
MOST_INTERIM = 16  # interim answers (1xx) before the answer itself: more is a game


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it goes on the wire."""

    host: str
    port: int
    tls: bool
    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def wire(self) -> bytes:
        """Its bytes."""
        fields = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        return (
            f"{self.method} {self.target} HTTP/1.1\r\n{fields}\r\n".encode("latin-1", "replace") + self.body
        )


def request(uri: str, method: str, headers: tuple[tuple[str, str], ...], body: bytes, agent: str) -> Request:
    """The request for a URL.

    Raises:
        BadName: for a URL that is none, is neither http nor https, or names no host.
    """
    try:
        parts = urlsplit(uri)
        port = parts.port
        target = quote(parts.path or "/", safe=PATH) + (
            f"?{quote(parts.query, safe=QUERY)}" if parts.query else ""
        )
    except ValueError as why:
        raise BadName(f"{uri[:200]!a} is no URL ({why})") from why
    if parts.scheme not in {"http", "https"}:
        raise BadName(f"{uri[:200]!a} is neither http nor https")
    tls = parts.scheme == "https"
    host = parts.hostname or ""
    host = host if names.is_address(host) else names.host(host)
    usual = 443 if tls else 80
    port = port or usual
    shown = f"[{host}]" if ":" in host else host
    fields = {
        "Host": shown if port == usual else f"{shown}:{port}",
        "User-Agent": agent,
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **({"Content-Length": str(len(body))} if body else {}),
        **dict(headers),
    }
    lines = tuple((_field(name), _field(value)) for name, value in fields.items())
    return Request(host, port, tls, _field(method), target, lines, body)


def reader_of(asked: Request, limits: Limits) -> h11.Connection:
    """A machine that reads the answer to a request.

    Raises:
        BadName: for a request that is no HTTP, such as one with a header that nobody may send.
    """
    machine = h11.Connection(our_role=h11.CLIENT, max_incomplete_event_size=limits.head_bytes)
    try:
        fields = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in asked.headers]
        machine.send(h11.Request(method=asked.method, target=asked.target, headers=fields))
        if asked.body:
            machine.send(h11.Data(data=asked.body))
        machine.send(h11.EndOfMessage())
    except (h11.LocalProtocolError, UnicodeEncodeError):
        # From none: the reason repeats a header's value, and a value may be a key.
        raise BadName("no HTTP request can be made of this question: a header of it is none") from None
    return machine


async def converse(connection: Connection, asked: Request, answer: Answer, limits: Limits) -> None:
    """Send a request and take the answer into ``answer``, also what had come when something ends it.

    Raises:
        BadName: for a request that is no HTTP.
        OSError: when the connection breaks.
    """
    taking = Taking(reader_of(asked, limits), answer, limits, is_bodiless=asked.method == "HEAD")
    connection.writer.write(asked.wire())
    await connection.writer.drain()
    try:
        while not taking.is_done:
            taking.take(await connection.reader.read(65536))
    finally:
        taking.keep_what_came()


class Taking:
    """Takes the wire's bytes as they come: the head as it is, the body without its transfer coding."""

    def __init__(
        self, machine: h11.Connection, answer: Answer, limits: Limits, *, is_bodiless: bool = False
    ) -> None:
        """Fill this answer, within these limits."""
        self.is_done = False
        self._is_bodiless = is_bodiless
        self._machine = machine
        self._answer = answer
        self._limits = limits
        self._raw = bytearray()  # the wire's bytes until the head is whole
        self._parts: list[bytes] = []
        self._size = 0
        self._interims = 0
        self._is_whole = False

    def take(self, data: bytes) -> None:
        """Take what was read; empty bytes say that the other side has ended."""
        if not self._answer.head:
            self._raw += data
        try:
            self._machine.receive_data(data)
            for event in self._events():
                self._handle(event)
        except h11.RemoteProtocolError as why:
            self._end(EARLY if not data else f"the answer is no HTTP that can be read ({why})")
        if not data:
            self._end(EARLY)

    def keep_what_came(self) -> None:
        """Put what has arrived into the answer: the exchange may end before the message does."""
        self._answer.body = b"".join(self._parts)
        if not self._answer.head:
            self._answer.body = bytes(self._raw)
        if rest := len(self._machine.trailing_data[0]) if self._is_whole else 0:
            self._answer.facts["left-over"] = f"{rest} bytes after the answer's end, not kept"

    def _events(self) -> Iterator[object]:
        while not self.is_done:
            event = self._machine.next_event()
            if event is h11.NEED_DATA or event is h11.PAUSED:
                return
            yield event

    def _handle(self, event: object) -> None:
        if isinstance(event, h11.InformationalResponse):
            self._interim(event.status_code)
        elif isinstance(event, h11.Response):
            self._cut_head()
            if not self._is_bodiless:
                self._answer.facts.update(_framing(event))
        elif isinstance(event, h11.Data):
            self._add(bytes(event.data))
        elif isinstance(event, h11.EndOfMessage):
            self.is_done = self._is_whole = True
            if event.headers:
                self._answer.facts["trailers"] = f"{len(event.headers)} fields after the body, not kept"

    def _interim(self, status: int) -> None:
        self._cut_head()
        self._answer.head = b""
        self._answer.facts["interim"] = str(status)
        self._interims += 1
        if self._interims > MOST_INTERIM:
            self._end(f"more than {MOST_INTERIM} interim answers, and no answer")

    def _add(self, data: bytes) -> None:
        room = self._limits.body_bytes - self._size
        self._parts.append(data[:room])
        self._size += min(len(data), room)
        if len(data) > room:
            self.is_done = True
            self._answer.facts["truncated"] = f"at {self._limits.body_bytes} bytes"
            self._answer.end(
                Outcome.FAILED, f"larger than {self._limits.body_bytes} bytes: the beginning is kept"
            )

    def _cut_head(self) -> None:
        """The head's own bytes: up to and with the first empty line."""
        ends = [
            place + len(mark)
            for mark in (b"\r\n\r\n", b"\n\n", b"\n\r\n")
            if (place := self._raw.find(mark)) >= 0
        ]
        end = min(ends, default=len(self._raw))
        self._answer.head = bytes(self._raw[:end])
        del self._raw[:end]

    def _end(self, why: str) -> None:
        """End before the message does, unless it has ended."""
        if not self.is_done:
            self.is_done = True
            self._answer.end(Outcome.FAILED, why)


def _framing(event: h11.Response) -> dict[str, str]:
    """How the body's end is known, where its length was not stated."""
    fields = {bytes(name) for name, _ in event.headers}
    if b"transfer-encoding" in fields:
        return {"transfer-coding": "chunked, undone"}
    if b"content-length" not in fields and event.status_code not in {204, 304}:
        return {"length": "not stated: all until the connection ended"}
    return {}


def _field(text: str) -> str:
    """A header's name or value: never more than one line."""
    return text.replace("\r", " ").replace("\n", " ").strip()
