"""WHOIS servers of the practice world: IANA, the registries of its top-level domains, the registrars."""

import asyncio
import contextlib
from typing import Any

from osint.practice import whois_texts
from osint.practice.content import Content, Site

LONGEST = 512  # bytes of a query
CYMRU = "whois.cymru.com"
NATIONAL = {
    "whois.kisa.or.kr": ("KR", whois_texts.krnic_network),
    "whois.nic.ad.jp": ("JP", whois_texts.jpnic_network),
}


class Registry:
    """Answers for every WHOIS server by name."""

    def __init__(self, content: Content) -> None:
        """Know the registries' table and all registrations."""
        self._content = content
        table = content.table("registries")
        self._tops: dict[str, dict[str, Any]] = {each["name"]: each for each in table["top"]}
        self._registrars: dict[str, dict[str, Any]] = {each["id"]: each for each in table["registrar"]}
        self._organisation = str(table["organisation"])

    def servers(self) -> list[str]:
        """The names of all servers that answer on port 43."""
        own = {top["whois"] for top in self._tops.values()} | {
            one["whois"] for one in self._registrars.values()
        }
        return ["whois.iana.org", CYMRU, *NATIONAL, *sorted(own - {""})]

    def answer(self, server: str, query: str) -> bytes:
        """The bytes that a server answers to a query."""
        words = query.removesuffix("/e").split()
        name = words[-1].lower().rstrip(".") if words else ""
        if server == "whois.iana.org":
            top = self._tops.get(name.rpartition(".")[2])
            text = (
                whois_texts.root(top["name"], top["whois"], self._organisation)
                if top
                else (f"% IANA WHOIS server\n% This query returned 0 objects.\n% No match for {name}\n")
            )
            return text.encode()
        if server == CYMRU:
            return self._cymru(name).encode()
        if server in NATIONAL:
            return self._national(server, words[-1].removesuffix("/e") if words else "")
        return self._of_name(server, name)

    def is_slow(self, server: str) -> bool:
        """Whether this server sends a byte a second."""
        return any(
            one["whois"] == server and one.get("manner") == "trickle" for one in self._registrars.values()
        )

    def _of_name(self, server: str, name: str) -> bytes:
        site = self._content.sites.get(name)
        registrar = self._registrar(site)
        top = next((each for each in self._tops.values() if each["whois"] == server), None)
        if top is not None:
            if site is None or site.registration is None or site.top != top["name"]:
                return str(top["absent"]).replace("NAME", name.upper()).encode(top["charset"], "replace")
            told = self._told(site, registrar)
            return whois_texts.FAMILIES[top["family"]](told).encode(top["charset"], "replace")
        if site is None or registrar.get("whois") != server:
            return whois_texts.absent(name).encode()
        if registrar.get("manner") == "quota":
            return whois_texts.quota().encode()
        return whois_texts.raa(self._told(site, registrar)).encode(
            registrar.get("charset", "utf-8"), "replace"
        )

    def _told(self, site: Site, registrar: dict[str, Any]) -> whois_texts.Told:
        return whois_texts.Told(site, whois_texts.shown(site, self._content.table("people")), registrar)

    def _registrar(self, site: Site | None) -> dict[str, Any]:
        if site is None or site.registration is None:
            return {}
        return self._registrars[site.registration.registrar]

    def _national(self, server: str, address: str) -> bytes:
        """A national registry's record of a network in its country."""
        country, made = NATIONAL[server]
        try:
            network = self._content.network(address)
        except ValueError:
            network = None
        return (
            made(network) if network is not None and network.country == country else "No match!!\n"
        ).encode()

    def _cymru(self, address: str) -> str:
        try:
            network = self._content.network(address)
        except ValueError:
            network = None
        if network is None:
            return f"NA      | {address:16} | NA                  | NA | other    |            | NA\n"
        return (
            f"{network.asn:<7} | {address:16} | {network.cidr:19} | {network.country} | {network.registry:8} | "
            f"2019-05-07 | {network.name}, {network.country}\n"
        )


async def serve(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, registry: Registry, server: str
) -> None:
    """One query and its answer; the server then closes (RFC 3912)."""
    with contextlib.suppress(ConnectionError, TimeoutError, asyncio.LimitOverrunError, ValueError):
        line = await asyncio.wait_for(reader.readline(), 10)
        made = registry.answer(server, line[:LONGEST].decode("utf-8", "replace").strip())
        if not registry.is_slow(server):
            writer.write(made)
            await writer.drain()
            return
        for byte in made:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(1)
