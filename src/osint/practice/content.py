"""The practice world's content, read from its data files: sites, networks, registries, people, captures."""

import ipaddress
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from osint.errors import SettingError

Ids = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Registration:
    """What the registries say of a site's name."""

    registrar: str
    registrant: str  # of people.toml; empty: nothing is given
    privacy: str  # "", "redacted" or "proxy"
    created: str  # ISO 8601, UTC
    updated: str
    expires: str
    status: tuple[str, ...]
    rdap: str  # "", "429 once", "429" or "404"


@dataclass(frozen=True, slots=True)
class Capture:
    """The front page as the archive has it from one day."""

    at: str  # 14 digits, UTC
    title: str
    ids: Ids
    announce: str
    template: str
    status: int


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the practice world, and how it behaves."""

    host: str
    language: str
    title: str
    template: str
    address: str
    certificate: str  # sites of one certificate
    key: str  # certificates of one key
    nameservers: tuple[str, ...]
    registration: Registration | None
    icon: str
    ids: Ids
    script_ids: Ids  # those that stand in the site's own script, not in its page
    store: str  # the host of the reader's images
    announce: str  # the new address that the page tells of
    text: str  # further words of the page, as markup
    canonical: str
    ads_txt: tuple[str, ...]
    sellers: str  # the name of a sellers.json of data/practice
    txt: tuple[str, ...]
    mail: tuple[str, ...]
    dmarc: str
    caa: str
    behaviour: str
    to: str
    encoding: str
    server: str
    captures: tuple[Capture, ...]
    is_indexed: bool  # by Shodan's replica

    @property
    def top(self) -> str:
        """Its top-level domain."""
        return self.host.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Network:
    """A block of addresses and who holds it."""

    cidr: str
    asn: int
    name: str
    country: str
    registry: str
    holder: str
    abuse: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A certificate that stands in the transparency logs and is served no more."""

    names: tuple[str, ...]
    not_before: str  # ISO 8601, UTC


@dataclass(frozen=True)
class Content:
    """Everything that the practice world tells; ``folder`` is where it was read."""

    folder: Path
    sites: Mapping[str, Site]
    networks: tuple[Network, ...]
    issues: tuple[Issue, ...]
    tables: Mapping[str, Any] = field(repr=False)  # the smaller files, as they were read

    def table(self, name: str) -> Any:
        """One of the smaller files: services, registries, people, languages, snippets, channels, passive_dns."""
        return self.tables[name]

    def template(self, name: str) -> str:
        """A page's template, with ``$placeholders``."""
        return self._templates[name]

    def network(self, address: str) -> Network | None:
        """The network that an address lies in."""
        place = ipaddress.ip_address(address)
        return next((one for block, one in self._blocks if place in block), None)

    def site(self, host: str) -> Site | None:
        """The site that a host name belongs to, with and without ``www.``."""
        return self.sites.get(host.removeprefix("www."))

    @cached_property
    def _blocks(self) -> list[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, Network]]:
        return [(ipaddress.ip_network(one.cidr), one) for one in self.networks]

    @cached_property
    def _templates(self) -> dict[str, str]:
        return {path.stem: path.read_text("utf-8") for path in (self.folder / "templates").glob("*.html")}


def folder() -> Path:
    """Where the content is: inside the installed package, or in a checkout.

    Raises:
        SettingError: when it is in neither.
    """
    here = Path(__file__).resolve().parent
    for place in (here / "data", here.parents[2] / "data" / "practice"):
        if (place / "services.toml").is_file():
            return place
    raise SettingError(f"the practice world's content is missing beside {here}: install the package again")


def hosts(file: str) -> list[str]:
    """The hosts that a list of the world names: ``seeds.txt``, ``originals.txt``.

    Raises:
        SettingError: when the content is missing.
    """
    return [host for host in (folder() / file).read_text("utf-8").split() if not host.startswith("#")]


def load(place: Path | None = None) -> Content:
    """Read all of the content.

    Raises:
        SettingError: when a file is missing or is not what it must be; the message names it.
    """
    root = place or folder()
    small = ("services", "registries", "people", "languages", "snippets", "channels", "passive_dns")
    try:
        tables = {name: _read(root / f"{name}.toml") for name in small}
        told = [site for path in sorted((root / "sites").glob("*.toml")) for site in _read(path)["site"]]
        sites = {site.host: site for site in map(_site, told)}
        networks = tuple(Network(**each) for each in _read(root / "networks.toml")["network"])
        issues = tuple(
            Issue(tuple(each["names"]), each["not_before"])
            for each in _read(root / "certificates.toml")["certificate"]
        )
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as why:
        raise SettingError(f"the practice world's content in {root} cannot be read ({why})") from why
    return Content(root, sites, networks, issues, tables)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _ids(told: Mapping[str, str | list[str]]) -> Ids:
    return {name: (value,) if isinstance(value, str) else tuple(value) for name, value in told.items()}


def _site(told: dict[str, Any]) -> Site:
    """A site as its file tells it.

    Raises:
        TypeError: for a field that no site has.
    """
    host = told.pop("host")
    certificate = told.pop("certificate", host)
    site = Site(
        host=host,
        language=told.pop("language"),
        title=told.pop("title"),
        template=told.pop("template", ""),
        address=told.pop("address", ""),
        certificate=certificate,
        key=told.pop("key", certificate),
        nameservers=tuple(told.pop("nameservers", ())),
        registration=_registration(told.pop("registration", None)),
        icon=told.pop("icon", host),
        ids=_ids(told.pop("ids", {})),
        script_ids=_ids(told.pop("script_ids", {})),
        store=told.pop("store", ""),
        announce=told.pop("announce", ""),
        text=told.pop("text", ""),
        canonical=told.pop("canonical", host),
        ads_txt=tuple(told.pop("ads_txt", ())),
        sellers=told.pop("sellers", ""),
        txt=tuple(told.pop("txt", ())),
        mail=tuple(told.pop("mail", ())),
        dmarc=told.pop("dmarc", ""),
        caa=told.pop("caa", ""),
        behaviour=told.pop("behaviour", "page"),
        to=told.pop("to", ""),
        encoding=told.pop("encoding", "utf-8"),
        server=told.pop("server", "nginx"),
        captures=tuple(map(_capture, told.pop("capture", ()))),
        is_indexed=told.pop("is_indexed", True),
    )
    if told:
        raise TypeError(f"{host} has unknown fields: {sorted(told)}")
    return site


def _registration(told: dict[str, Any] | None) -> Registration | None:
    if told is None:
        return None
    rest = {"registrant": "", "privacy": "", "rdap": "", **told}
    return Registration(**{**rest, "status": tuple(rest["status"])})


def _capture(told: dict[str, Any]) -> Capture:
    rest = {"title": "", "announce": "", "template": "", "status": 200, **told}
    return Capture(**{**rest, "ids": _ids(rest.get("ids", {}))})
