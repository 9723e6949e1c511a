"""The practice world on its ports: a small internet on 127.0.0.1, started, described in a file, stopped."""

import asyncio
import contextlib
import json
import os
import socket
import ssl
import tempfile
import threading
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from osint.errors import SettingError
from osint.practice import registry, resolver, web
from osint.practice.authority import Authority
from osint.practice.content import Content, load
from osint.practice.passive_dns import CIRCL_KEY, DNSDB_KEY
from osint.practice.services import STAMPERS, Services
from osint.practice.shodan_replica import KEY
from osint.practice.vendors import KEYS

HOST = "127.0.0.1"
START_S = 20.0
TRIES = 20  # for one number that is free for both UDP and TCP
Serving = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[object, object, None]]
CLOSED = "closed"  # behaviours of sites by what their ports do
SILENT = "silent"
PLAIN = "plain only"


class World:
    """A small internet; use it with ``with``: it serves from entering to leaving.

    ``descriptor`` is a JSON file that tells a practice profile how to reach it. Only loopback is listened
    on, on free ports that need no privilege.
    """

    def __init__(
        self, folder: Path | None = None, *, content: Content | None = None, wire_s: float = 0.0
    ) -> None:
        """Keep the descriptor and the root certificate in a folder: a temporary one unless given.

        Each connection is as far away as ``wire_s`` seconds; names resolve at once.
        """
        self._own = tempfile.TemporaryDirectory(prefix="practice-") if folder is None else None
        self._folder = (folder or Path(self._own.name if self._own else ".")).resolve()
        self._content = content or load()
        self._wire_s = wire_s
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._failed: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="practice world", daemon=True)
        self._routes: dict[str, list[object]] = {}
        self._ports: dict[str, list[object]] = {}
        self._resolver: list[object] = []
        self._reserved: list[socket.socket] = []
        self._servers: list[asyncio.Server] = []
        self.descriptor = self._folder / "practice.json"

    def __enter__(self) -> Self:
        """Start, and wait until every port listens.

        Raises:
            SettingError: when it does not come up.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._authority = Authority(self._folder)
        self._services = Services(self._content, self._authority)
        self._thread.start()
        if not self._ready.wait(START_S) or self._failed or not self._thread.is_alive():
            self._stop()
            raise SettingError(
                f"the practice world did not start ({self._failed or 'see above'}): are loopback ports free?"
            )
        self._write()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, close every port, and remove the temporary folder."""
        self._stop()
        if self._own is not None:
            self._own.cleanup()

    def _stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
        for held in self._reserved:
            held.close()

    def _run(self) -> None:
        """The thread: its own loop, and an orderly end of everything on it."""
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._listen())
            self._ready.set()
            self._loop.run_forever()
        except OSError as why:
            self._failed = why
        finally:
            self._ready.set()
            for server in self._servers:
                server.close()
            self._loop.run_until_complete(_cancel_all())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _listen(self) -> None:
        services = self._services
        await self._listen_for_names()
        tls = services.default_context()
        secure = await self._start(partial(web.serve, answerer=services.answer, is_tls=True), tls)
        plain = await self._start(partial(web.serve, answerer=services.answer, is_tls=False))
        self._ports = {"443": [HOST, secure], "80": [HOST, plain]}
        for name in services.registry.servers():
            port = await self._start(partial(registry.serve, registry=services.registry, server=name))
            self._routes[f"{services.addresses[name]}:43"] = [HOST, port]
        await self._listen_for_the_dead()

    async def _listen_for_names(self) -> None:
        """UDP and TCP on one number, as a resolver is asked."""
        for _ in range(TRIES):
            port = await self._start(partial(resolver.stream, zone=self._services.zone))
            with contextlib.suppress(OSError):
                await self._loop.create_datagram_endpoint(
                    lambda: resolver.Datagrams(self._services.zone), local_addr=(HOST, port)
                )
                self._resolver = [HOST, port]
                return
        raise OSError("no port is free for both UDP and TCP")

    async def _listen_for_the_dead(self) -> None:
        """A port that refuses, and one that takes a connection and never says a word."""
        held = socket.socket()
        held.bind((HOST, 0))  # bound and not listening: refused, and nobody else gets it
        self._reserved.append(held)
        refusing: list[object] = [HOST, held.getsockname()[1]]
        silent: list[object] = [HOST, await self._start(_say_nothing)]
        for site in self._content.sites.values():
            if site.behaviour == PLAIN:
                self._routes[f"{site.address}:443"] = refusing
            elif site.behaviour in {CLOSED, SILENT}:
                where = refusing if site.behaviour == CLOSED else silent
                self._routes.update({f"{site.address}:443": where, f"{site.address}:80": where})

    async def _start(self, serving: Serving, tls: ssl.SSLContext | None = None) -> int:
        """Listen on a free port, and say on which."""
        handle = partial(_handle, serving=serving, wire_s=self._wire_s)
        server = await asyncio.start_server(handle, HOST, 0, backlog=512, ssl=tls)
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    def _write(self) -> None:
        told = {
            "resolver": self._resolver,
            "routes": self._routes,
            "port_routes": self._ports,
            "ca": str(self._authority.path),
            "time_stamp_authorities": [f"http://{host}/" for host in STAMPERS],
            "keys": {
                "SHODAN_API_KEY": KEY,
                "CIRCL_PASSIVE_DNS": CIRCL_KEY,
                "DNSDB_API_KEY": DNSDB_KEY,
                **KEYS,
            },
            "pid": os.getpid(),
        }
        partial_file = self.descriptor.with_suffix(".part")
        partial_file.write_text(json.dumps(told, indent=2), "utf-8")
        partial_file.replace(self.descriptor)


async def _handle(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, serving: Serving, wire_s: float
) -> None:
    """Serve one connection and close it, whatever the other side does.

    It is cancelled only when the world stops: that is an orderly end, and asyncio would report it as none.
    """
    try:
        with contextlib.suppress(ConnectionError, TimeoutError, asyncio.CancelledError):
            await asyncio.sleep(wire_s)
            await serving(reader, writer)
    finally:
        with contextlib.suppress(ConnectionError):
            writer.close()


async def _say_nothing(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def _cancel_all() -> None:
    """End every task but this one, and wait for their ends."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    ended: Awaitable[list[object]] = asyncio.gather(*others, return_exceptions=True)
    await ended
