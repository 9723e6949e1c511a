"""Inside a network namespace with no way out: the practice world on real addresses and ports, and cases on it.

Started by ``test_net.py`` under ``unshare``. The world's addresses are moved from the shared range into one that
routers carry, given to the namespace's own loopback; BIND answers for every name, WHOIS stands on port 43, web
servers on 80 and 443, a SOCKS5 proxy on 1080. What would leave goes into a tunnel that nobody reads, whose counter
tells of it. The software runs as a user runs it, with the profile for real work.
"""

import asyncio
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from osint.practice import content as contents
from osint.practice import registry, web
from osint.practice.authority import Authority
from osint.practice.content import Content, Site
from osint.practice.services import Services
from osint.practice.shodan_replica import KEY

NAMES_AT = "11.64.0.53"
ELSEWHERE = "astray.example", "11.127.250.9"  # a name with an address at which nothing of the world stands
SHARED = re.compile(r"\b100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.(?=\d)")  # RFC 6598
ROUTABLE = r"11.\1."
KINDS = ("A", "AAAA", "NS", "MX", "TXT", "CAA")
DEAD = {"closed", "silent", "plain only"}
Serving = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


def moved(text: str) -> str:
    """A text with the world's addresses in a range that the profile for real work contacts."""
    return SHARED.sub(ROUTABLE, text)


def moved_content(folder: Path) -> Content:
    """The practice world's content, at its new addresses."""
    shutil.copytree(contents.folder(), folder)
    for path in folder.rglob("*.toml"):
        path.write_text(moved(path.read_text("utf-8")), "utf-8")
    return contents.load(folder)


def sh(line: str) -> str:
    """What a command prints; a failure ends everything."""
    done = subprocess.run(line.split(), check=True, capture_output=True, text=True)
    return done.stdout


def build_links(addresses: Iterable[str]) -> None:
    """Loopback with the world's addresses, and a default route over a link at whose end nobody is."""
    Path("/proc/sys/net/ipv6/conf/default/disable_ipv6").write_text(
        "1", "ascii"
    )  # it would ask for neighbours
    sh("ip link set lo up")
    for address in sorted(set(addresses)):
        sh(f"ip address add {address}/32 dev lo")
    sh("ip link add nowhere type veth peer name nobody")
    sh("ip address add 198.18.0.1/24 dev nowhere")
    sh("ip link set nowhere up")
    sh("ip link set nobody up")
    sh("ip neighbour add 198.18.0.2 lladdr 02:00:00:00:00:02 dev nowhere")
    sh("ip route add default via 198.18.0.2 dev nowhere")


def left_over() -> int:
    """Packets that left for any other place than the world's; a link of IPv4 sends none by itself."""
    told = json.loads(sh("ip -statistics -json link show nowhere"))[0]["stats64"]["tx"]
    return int(told["packets"]) + int(told["dropped"]) + int(told["errors"])


class Names:
    """The zone files and settings of a name server that answers for the whole world."""

    def __init__(self, folder: Path, services: Services) -> None:
        """Write them into a folder."""
        self._folder = folder
        self._zone = services.zone
        self._sites = services.content.sites
        for site in self._sites.values():
            if site.behaviour not in {"servfail", "gone"}:
                self._write(site.host, [site.host, f"www.{site.host}", f"_dmarc.{site.host}"])
        self._write(".", sorted(self._others(services)))
        self.settings = folder / "named.conf"
        self.settings.write_text(self._settings(), "utf-8")

    def _others(self, services: Services) -> set[str]:
        content = services.content
        named = set(services.addresses) | {site.store for site in self._sites.values() if site.store}
        for site in self._sites.values():
            named |= set(site.nameservers) | {line.split()[-1].rstrip(".") for line in site.mail}
            if site.address:
                named.add(f"{'.'.join(reversed(site.address.split('.')))}.origin.asn.cymru.com")
        named |= {f"as{one.asn}.asn.cymru.com" for one in content.networks}
        return {
            name
            for name in named
            if content.site(name) is None and not name.endswith(tuple(f".{host}" for host in self._sites))
        }

    def _write(self, zone: str, names: Iterable[str]) -> None:
        origin = "" if zone == "." else zone
        soa = (
            moved(self._zone.soa(zone)[1])
            if origin
            else "ns.root.test. hostmaster.root.test. 1 7200 3600 1209600 300"
        )
        lines = ["$TTL 300", f"{origin}. IN SOA {soa}"]
        if not origin:
            lines += [
                ". IN NS ns.root.test.",
                f"ns.root.test. IN A {NAMES_AT}",
                "{}. IN A {}".format(*ELSEWHERE),
            ]
        for name in names:
            for kind in KINDS:
                lines += [f"{name}. IN {kind} {moved(each)}" for each in self._zone.records(name, kind) or ()]
        if origin and not any(" IN NS " in line for line in lines):
            lines.append(f"{origin}. IN NS ns.root.test.")
        (self._folder / f"{origin or 'root'}.zone").write_text("\n".join([*lines, ""]), "utf-8")

    def _settings(self) -> str:
        hosts = [site.host for site in self._sites.values() if site.behaviour != "gone"]
        zones = [f'zone "{host}" {{ type primary; file "{host}.zone"; }};' for host in hosts]
        return "\n".join(
            (
                f'options {{ directory "{self._folder}"; listen-on {{ {NAMES_AT}; 127.0.0.1; }}; listen-on-v6 {{ none; }};',
                "recursion yes; allow-query { any; }; allow-recursion { any; }; dnssec-validation no; pid-file none;",
                "empty-zones-enable no; session-keyfile none; notify no; };",
                'logging { channel asked { file "asked.log"; severity info; }; category queries { asked; }; };',
                "controls { };",
                'zone "." { type primary; file "root.zone"; };',
                *zones,
            )
        )


@contextlib.contextmanager
def program(folder: Path, name: str, *words: str) -> Iterator[None]:
    """A program while the block lasts; what it says stands in a file of its name."""
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if path is None:
        raise SystemExit(f"{name} is not installed")
    with (folder / f"{name}.log").open("wb") as log:
        running = subprocess.Popen([path, *words], stdout=log, stderr=log)
        try:
            yield
        finally:
            running.terminate()
            running.wait(10)


@contextlib.contextmanager
def servers(services: Services) -> Iterator[None]:
    """WHOIS and web servers on their own addresses and ports, in a thread of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(_listen(services), loop).result(30)
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def _listen(services: Services) -> None:
    tls = services.default_context()
    dead: dict[str, Site] = {
        site.address: site for site in services.content.sites.values() if site.behaviour in DEAD
    }
    secure, plain = (partial(web.serve, answerer=services.answer, is_tls=is_tls) for is_tls in (True, False))
    for address in sorted(world_addresses(services) - {NAMES_AT}):
        site = dead.get(address)
        if site is None:
            await _start(secure, address, 443, ssl=tls)
        if site is None or site.behaviour == "plain only":
            await _start(plain, address, 80)
    for name in services.registry.servers():
        answering = partial(registry.serve, registry=services.registry, server=name)
        await _start(answering, services.addresses[name], 43)


async def _start(serving: Serving, address: str, port: int, **settings: Any) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError), contextlib.closing(writer):
            await serving(reader, writer)

    await asyncio.start_server(handle, address, port, backlog=128, **settings)


def world_addresses(services: Services) -> set[str]:
    """Every address at which something of the world stands."""
    sites = {site.address for site in services.content.sites.values() if site.address}
    return sites | set(services.addresses.values()) | {NAMES_AT}


def wait_for_names() -> None:
    """Until the name server answers; it reads some hundred zones first."""
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection((NAMES_AT, 53), 1):
            return
        time.sleep(0.1)
    raise SystemExit("the name server did not start: see named.log")


def osint(*words: str) -> dict[str, Any]:
    """The software as its user runs it: what it printed, and its exit status."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "osint", *words],
        check=False,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "SHODAN_API_KEY": KEY,
            "SSL_CERT_FILE": str(Path(words[1]).parent / "ca.pem"),
            "OSINT_KEY_FILE": str(Path(words[1]).parent / "key.pem"),
        },
    )
    return {
        "words": words,
        "status": done.returncode,
        "said": done.stderr[-4000:],
        "printed": done.stdout,
        "seconds": round(time.monotonic() - started, 1),
    }


def case(folder: Path, name: str, hosts: list[str], *words: str) -> list[dict[str, Any]]:
    """A case from its beginning to its exchanges, over the namespace's resolver."""
    place = str(folder / name)
    made = [
        osint(
            "new", place, "--title", "in a namespace", *(word for host in hosts for word in ("--site", host))
        )
    ]
    settings = Path(place, "case.toml")
    text = settings.read_text("utf-8")
    settings.write_text(re.sub(r"(?m)^resolver = .*$", f'resolver = "{NAMES_AT}:53"', text), "utf-8")
    made.append(osint("collect", place, *words))
    made.append(osint("show", place, "exchanges", "--format", "jsonl"))
    return made


def main(folder: Path, hosts: list[str]) -> None:
    """Build the world, run the cases, and leave in ``report.json`` what came of it."""
    services = Services(moved_content(folder / "content"), Authority(folder))
    build_links(world_addresses(services))
    Path(folder, "resolv.conf").write_text("nameserver 127.0.0.1\n", "utf-8")
    sh(f"mount --bind {folder}/resolv.conf /etc/resolv.conf")
    names = Names(folder, services)
    with (
        program(folder, "named", "-f", "-c", str(names.settings)),
        program(folder, "microsocks", "-i", "127.0.0.1", "-p", "1080"),
        servers(services),
    ):
        wait_for_names()
        report = {
            "direct": case(folder, "direct", hosts),
            "proxied": case(folder, "proxied", hosts[:1], "--proxy", "socks5://127.0.0.1:1080"),
            "left": left_over(),
            "astray": case(folder, "astray", [ELSEWHERE[0]], "--collector", "page"),
            "left_astray": left_over(),
            "world": sorted(world_addresses(services)),
        }
    (folder / "report.json").write_text(json.dumps(report), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
