"""Plain clients for the practice world: raw sockets, ssl and dnspython, no code of the workbench."""

import json
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import dns.message
import dns.query
import dns.rdatatype

ENOUGH = 3_000_000
DATA = Path(__file__).parents[2] / "data" / "practice"


@dataclass(frozen=True)
class Reply:
    """An HTTP answer, as it came."""

    head: str
    body: bytes

    @property
    def status(self) -> int:
        return int(self.head.split(" ")[1])

    def header(self, name: str) -> str:
        lines = (line.partition(":") for line in self.head.split("\r\n")[1:])
        return next((value.strip() for key, _, value in lines if key.lower() == name.lower()), "")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Wire:
    """Everything that a test asks of a world, through its descriptor alone."""

    def __init__(self, descriptor: Path) -> None:
        self.told = json.loads(descriptor.read_text("utf-8"))
        self.trust = ssl.create_default_context(cafile=self.told["ca"])
        self.resolver: tuple[str, int] = tuple(self.told["resolver"])

    def where(self, host: str, port: int) -> tuple[str, int]:
        """The real place of a host's port: its address, and the descriptor's routes."""
        address = self.records(host, "A")[0]
        place = self.told["routes"].get(f"{address}:{port}") or self.told["port_routes"][str(port)]
        return str(place[0]), int(place[1])

    def connect(self, host: str, port: int, timeout: float = 3) -> socket.socket:
        connection = socket.create_connection(self.where(host, port), timeout)
        return self.trust.wrap_socket(connection, server_hostname=host) if port == 443 else connection

    def raw(
        self, url: str, method: str = "GET", body: bytes = b"", *, most: int = ENOUGH, more: str = ""
    ) -> bytes:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        head = f"{method} {target} HTTP/1.1\r\nHost: {parts.hostname}\r\nConnection: close\r\n{more}"
        head += f"Content-Length: {len(body)}\r\n\r\n" if body else "\r\n"
        with self.connect(str(parts.hostname), 443 if parts.scheme == "https" else 80) as connection:
            connection.sendall(head.encode() + body)
            return everything(connection, most)

    def get(
        self, url: str, method: str = "GET", body: bytes = b"", *, most: int = ENOUGH, more: str = ""
    ) -> Reply:
        head, _, rest = self.raw(url, method, body, most=most, more=more).partition(b"\r\n\r\n")
        return Reply(head.decode("latin-1"), rest)

    def shodan(self, call: str, query: str = "", **more: str) -> Any:
        fields = {"key": self.told["keys"]["SHODAN_API_KEY"], **({"query": query} if query else {}), **more}
        asked = "&".join(f"{name}={quote(value)}" for name, value in fields.items())
        return self.get(f"https://api.shodan.io{call}?{asked}").json

    def found(self, query: str) -> set[str]:
        """The hosts that a Shodan search names."""
        return {
            host
            for match in self.shodan("/shodan/host/search", query)["matches"]
            for host in match["hostnames"]
        }

    def whois(self, server: str, query: str) -> bytes:
        with self.connect(server, 43) as connection:
            connection.sendall(f"{query}\r\n".encode())
            return everything(connection, ENOUGH)

    def message(self, name: str, kind: str, *, tcp: bool = False) -> dns.message.Message:
        asked = dns.message.make_query(f"{name}.", dns.rdatatype.from_text(kind))
        ask = dns.query.tcp if tcp else dns.query.udp
        return ask(asked, self.resolver[0], timeout=3, port=self.resolver[1])

    def records(self, name: str, kind: str) -> list[str]:
        return [record.to_text() for answer in self.message(name, kind, tcp=True).answer for record in answer]


def everything(connection: socket.socket, most: int) -> bytes:
    """All that comes, until it ends or is enough."""
    parts: list[bytes] = []
    while sum(map(len, parts)) < most:
        try:
            part = connection.recv(262144)
        except ssl.SSLEOFError:
            break  # the server ends without saying so: the truncated answers do
        if not part:
            break
        parts.append(part)
    return b"".join(parts)
