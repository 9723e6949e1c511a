"""A server of a few pages on loopback, and a recorder whose browser may visit it: 100.64.0.0/10 stands for it."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from osint.evidence.recorder.profile import Limits, Profile, Visits
from osint.evidence.recorder.recorder import Recorder
from osint.records import Ask, Exchange, Subject, SubjectKind

HOST = "100.64.7.1"
OTHER = "100.64.7.2"
SITE = Subject(SubjectKind.SITE, "moon.example")
FAST = Visits(load_s=4, settle_s=1.5, step_s=4, whole_s=15, requests=40)
Pages = dict[str, Any]  # path → html, or a function of the handler


@dataclass
class Served:
    """What the server was asked, and where it stands."""

    port: int
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  # host, path, headers

    def paths(self, host: str = HOST) -> list[str]:
        return [path for named, path, _ in self.asked if named == host]


@contextmanager
def serving(pages: Pages) -> Iterator[Served]:
    """Serve pages under every host that is asked for."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            served.asked.append((self.headers["Host"], self.path, dict(self.headers)))
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            page = pages.get(self.path.partition("?")[0])
            if callable(page):
                page(self)
                return
            body = (page or "").encode() if not isinstance(page, bytes) else page
            self.send_response(404 if page is None else 200)
            kind = "text/javascript" if self.path.partition("?")[0].endswith(".js") else "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 -- the server's name for it

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Served(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def profile(served: Served, **more: Any) -> Profile:
    """A practice profile that leads every address of practice to the server."""
    told = Profile(
        name="practice",
        resolver=("127.0.0.1", 9),  # nobody: no page here is called by a name
        port_routes={80: ("127.0.0.1", served.port)},
        limits=Limits(deadline_s=3, connect_s=2),
        visits=FAST,
        politeness_s=0,
    )
    return replace(told, **more)


@dataclass
class Visited:
    """What visits kept; the last page first in hand."""

    kept: list[Exchange]

    @property
    def page(self) -> Exchange:
        return self.kept[-1]

    @property
    def dom(self) -> str:
        return self.page.body.decode()

    def part(self, name: str) -> Exchange:
        return next(each for each in reversed(self.kept) if each.ask.uri.endswith(f"#{name}"))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return list(json.loads(self.part("requests").body)["requests"])

    @property
    def told(self) -> dict[str, Any]:
        return dict(json.loads(self.part("requests").body))

    def row(self, ending: str) -> dict[str, Any]:
        return next(each for each in self.rows if each["url"].endswith(ending))


def visit(used: Profile, *urls: str) -> Visited:
    """Visit addresses one after another, with one recorder."""
    kept: list[Exchange] = []

    def keep(exchange: Exchange) -> Exchange:
        kept.append(exchange)
        return exchange

    async def run() -> None:
        async with Recorder(used, keep, key=lambda _: None) as recorder:
            for url in urls:
                await recorder.ask(Ask(f"browser:{url}", "rendered", SITE))

    asyncio.run(run())
    return Visited(kept)


def visited(pages: Pages, *paths: str, change: Callable[[Profile], Profile] | None = None) -> Visited:
    """Serve pages and visit some of them."""
    with serving(pages) as served:
        used = profile(served)
        return visit(change(used) if change else used, *(f"http://{HOST}{path}" for path in paths or ("/",)))
