"""The practice world's names: every record that its resolver answers with."""

import ipaddress
from collections.abc import Callable

from osint.practice.content import Content, Network, Site

SOA_TIMES = "2026110101 7200 3600 1209600 300"
REFUSAL = "servfail"  # the behaviour of a site whose name servers fail
UNCONFIRMED = 64503  # the AS of the host whose machines' names lead nowhere
FADED = "gone"  # the behaviour of a site whose name is no longer registered


class Zone:
    """Answers a name and a type with records in presentation form.

    ``None`` says that there is no such name; an empty list that the name has no record of that type.
    """

    def __init__(self, content: Content, services: dict[str, str]) -> None:
        """Know the sites, the services (name to address) and the networks."""
        self._content = content
        self._services = services
        self._stores: dict[str, str] = {}
        for site in content.sites.values():
            if site.store and (site.store not in self._stores or site.store.endswith(f".{site.host}")):
                self._stores[site.store] = site.address

    def fails(self, name: str) -> bool:
        """Whether the name's servers do not answer."""
        site = self._site(name)
        return site is not None and site.behaviour == REFUSAL

    def is_long(self, name: str) -> bool:
        """Whether an answer for this name does not go into one UDP message, whoever asks."""
        site = self._site(name)
        return site is not None and site.behaviour == "many records"

    def records(self, name: str, kind: str) -> list[str] | None:
        """The records of a name."""
        cymru = name.removesuffix(".cymru.com")
        if cymru != name:
            return self._cymru(cymru, kind)
        site = self._site(name)
        if site is not None and site.behaviour != FADED:
            return self._of_site(site, name, kind)
        if name.endswith(".in-addr.arpa"):
            return self._reverse(name, kind)
        address = self._services.get(name) or self._stores.get(name) or self._machine(name)
        if address is not None:
            return [address] if kind == "A" else []
        return self._infrastructure(name, kind)

    def soa(self, name: str) -> tuple[str, str]:
        """The zone that a name lies in and its SOA record: what a negative answer carries."""
        site = self._site(name)
        if site is not None:
            return site.host, _soa(site)
        top = name.rpartition(".")[2]
        return top, f"a.nic.{top}. hostmaster.nic.{top}. {SOA_TIMES}"

    def _site(self, name: str) -> Site | None:
        found = self._content.site(name)
        if found is None and name.startswith("_dmarc."):
            found = self._content.site(name.removeprefix("_dmarc."))
        return found

    def _of_site(self, site: Site, name: str, kind: str) -> list[str] | None:
        if name.startswith("_dmarc."):
            return None if not site.dmarc else [f'"{site.dmarc}"'] if kind == "TXT" else []
        if kind == "A":
            return [site.address] if site.address else []
        if name != site.host:
            return []  # www has an address and nothing else
        made = APEX.get(kind)
        return made(site) if made else []

    def _reverse(self, name: str, kind: str) -> list[str] | None:
        """The name that a host gives a machine: most lead back, those of one host lead nowhere."""
        address = ".".join(reversed(name.removesuffix(".in-addr.arpa").split(".")))
        network = self._network(address)
        if network is None:
            return None
        domain = network.abuse.partition("@")[2]
        return [f"host-{address.rpartition('.')[2]}.{domain}."] if kind == "PTR" else []

    def _machine(self, name: str) -> str | None:
        """The address of a host's machine by its name, or of a host below a site; empty where there is none."""
        today: dict[str, str] = self._content.table("passive_dns")["today"]
        if name in today:
            return today[name]
        label, _, domain = name.partition(".")
        number = label.removeprefix("host-")
        if number == label or not number.isdecimal():
            return None
        networks = (each for each in self._content.networks if each.abuse.endswith(f"@{domain}"))
        blocks = (ipaddress.ip_network(each.cidr) for each in networks if each.asn != UNCONFIRMED)
        found = (block[int(number)] for block in blocks if int(number) < block.num_addresses)
        return next(map(str, found), None)

    def _infrastructure(self, name: str, kind: str) -> list[str] | None:
        """Name servers and mail hosts that sites name."""
        for site in self._content.sites.values():
            if name in site.nameservers or any(line.endswith(f" {name}.") for line in site.mail):
                return ["100.64.0.53"] if kind == "A" else []
        return None

    def _cymru(self, name: str, kind: str) -> list[str] | None:
        """Team Cymru's zones: which network originates an address, and what an AS is called."""
        labels = name.split(".")
        if labels[-2:] == ["origin", "asn"] and len(labels) == 6:
            network = self._network(".".join(reversed(labels[:4])))
            if network is not None:
                line = f"{network.asn} | {network.cidr} | {network.country} | {network.registry} | 2019-05-07"
                return [f'"{line}"'] if kind == "TXT" else []
        if labels[-1] == "asn" and len(labels) == 2:
            number = labels[0].removeprefix("as")
            known = [one for one in self._content.networks if str(one.asn) == number]
            if known:
                one = known[0]
                line = f"{one.asn} | {one.country} | {one.registry} | 2019-05-07 | {one.name}, {one.country}"
                return [f'"{line}"'] if kind == "TXT" else []
        return None

    def _network(self, address: str) -> Network | None:
        try:
            return self._content.network(str(ipaddress.IPv4Address(address)))
        except ipaddress.AddressValueError:
            return None


def _soa(site: Site) -> str:
    server = site.nameservers[0] if site.nameservers else f"ns.{site.host}"
    parent = server.partition(".")[2]
    return f"{server}. hostmaster.{parent}. {SOA_TIMES}"


def _txt(site: Site) -> list[str]:
    long = [f'"padding-{number:03d}={"x" * 90}"' for number in range(40)]
    return [f'"{text}"' for text in site.txt] + (long if site.behaviour == "many records" else [])


APEX: dict[str, Callable[[Site], list[str]]] = {
    "NS": lambda site: [f"{name}." for name in site.nameservers],
    "SOA": lambda site: [_soa(site)],
    "MX": lambda site: list(site.mail),
    "TXT": _txt,
    "CAA": lambda site: [site.caa] if site.caa else [],
    "AAAA": lambda site: ["3fff:64::7"] if site.behaviour == "two families" else [],
}
