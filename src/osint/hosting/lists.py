"""Lists of networks, AS numbers and host names: who published them, when, under what licence, and look-ups in them."""

import csv
import hashlib
import ipaddress
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from osint import names
from osint.errors import BadName, SettingError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
FIELDS = {"name", "vendor", "sort", "date", "licence", "source", "whole", "networks", "asns", "hosts"}
FIELDS |= {"nameservers", "abuse", "file"}
NEEDED = ("name", "sort", "date", "licence", "source")
LONGEST = 64 * 1024 * 1024  # bytes of a list's file; the largest in common use have about one


class Sort(StrEnum):
    """What a list is a list of."""

    CDN = "cdn"
    PROXY = "reverse proxy"
    PROTECTION = "ddos protection"
    CLOUD = "cloud"
    HOSTING = "hosting"
    VPN = "vpn"
    DATA_CENTRE = "data centre"
    BULLETPROOF = "bulletproof"


FRONTS = frozenset({Sort.CDN, Sort.PROXY, Sort.PROTECTION})  # what stands before a site's own machine


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a company takes reports of abuse, and what it says that it does with them."""

    email: str = ""
    form: str = ""
    says: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: what it holds, who says so and when."""

    name: str
    sort: Sort
    date: str  # ISO 8601 day
    licence: str
    source: str
    vendor: str = ""
    whole: bool = False  # all addresses of the vendor's service are in it
    networks: frozenset[Network] = frozenset()
    asns: frozenset[int] = frozenset()
    hosts: tuple[str, ...] = ()  # names at or below which a host is listed
    nameservers: tuple[str, ...] = ()
    abuse: Desk | None = None
    sha256: str = ""  # of the file that it was read from
    unread: int = 0  # lines of that file that are no network and no AS number


@dataclass(frozen=True, slots=True)
class Hit:
    """A list holds a value, by one of its entries."""

    listing: Listing
    value: str
    entry: str


@dataclass(frozen=True)
class Lists:
    """Many lists, looked up together: each look-up takes as long as there are lengths of prefixes, not entries."""

    every: tuple[Listing, ...]
    _blocks: dict[tuple[int, int], dict[int, list[int]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Index the blocks by version and length of prefix."""
        for number, each in enumerate(self.every):
            for block in each.networks:
                key = block.version, block.prefixlen
                self._blocks.setdefault(key, {}).setdefault(int(block.network_address), []).append(number)

    def sorts(self) -> frozenset[Sort]:
        """The sorts of which there is a list at all."""
        return frozenset(each.sort for each in self.every)

    def of_address(self, text: str) -> list[Hit]:
        """The lists of blocks that hold an address, the smallest block first."""
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return []
        lengths = sorted((length for version, length in self._blocks if version == address.version))
        found: list[Hit] = []
        for length in reversed(lengths):
            block = ipaddress.ip_network((address, length), strict=False)
            held = self._blocks[address.version, length].get(int(block.network_address), ())
            found += [Hit(self.every[number], text, str(block)) for number in held]
        return found

    def of_asn(self, text: str) -> list[Hit]:
        """The lists that hold an AS number (``AS64500``)."""
        bare = text.upper().removeprefix("AS")
        number = int(bare) if bare.isascii() and bare.isdigit() else -1
        return [Hit(each, text, f"AS{number}") for each in self.every if number in each.asns]

    def of_host(self, host: str) -> list[Hit]:
        """The lists at or below whose names a host stands."""
        return [Hit(each, host, entry) for each in self.every for entry in each.hosts if _below(host, entry)]

    def of_nameserver(self, host: str) -> list[Hit]:
        """The lists at or below whose name servers a host stands."""
        return [
            Hit(each, host, entry) for each in self.every for entry in each.nameservers if _below(host, entry)
        ]


@cache
def shipped() -> Lists:
    """The lists that this version of the software brings."""
    text = files("osint.hosting").joinpath("lists.toml").read_text("utf-8")
    return Lists(tuple(_listings(tomllib.loads(text), "lists.toml", None)))


def with_own(paths: Iterable[Path]) -> Lists:
    """The shipped lists and a user's own, each from a file as ``docs/hosting.md`` describes it.

    Raises:
        SettingError: when a file is not there or is not what it must be; the message names the entry.
    """
    own = [each for path in paths for each in _listings(_table(path), str(path), path.parent)]
    return Lists((*shipped().every, *own)) if own else shipped()


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise SettingError(f"hosting_lists: {path} cannot be read ({why})") from why


def _listings(table: Mapping[str, Any], where: str, folder: Path | None) -> Iterator[Listing]:
    told = table.get("list")
    if not isinstance(told, list) or set(table) - {"list"}:
        raise SettingError(f"{where}: a list of lists is wanted, each as [[list]]: docs/hosting.md")
    for number, each in enumerate(told, 1):
        yield _listing(each, f"{where}, list {number}", folder)


def _listing(told: dict[str, Any], where: str, folder: Path | None) -> Listing:
    """One list as its table tells it."""
    if unknown := sorted(set(told) - FIELDS):
        raise SettingError(
            f"{where}: {', '.join(unknown)}: no such field: docs/hosting.md lists those there are"
        )
    if missing := [name for name in NEEDED if not isinstance(told.get(name), str) or not told[name].strip()]:
        raise SettingError(
            f"{where}: {', '.join(missing)} is missing: a list is named with its date and licence"
        )
    where = f"{where} ({told['name']})"
    try:
        sort, _ = Sort(told["sort"]), date.fromisoformat(told["date"])
        blocks, numbers = [_network(each) for each in told.get("networks", ())], list(told.get("asns", ()))
        desk = Desk(**told["abuse"]) if "abuse" in told else None
        hosts, servers = (tuple(map(names.host, told.get(key, ()))) for key in ("hosts", "nameservers"))
    except (ValueError, TypeError, BadName) as why:
        raise SettingError(f"{where}: {why}") from why
    data = _bytes(folder, told.get("file", ""), where)
    read, unread = entries(data.decode("utf-8", "replace")) if data else ([], 0)
    blocks += [each for each in read if not isinstance(each, int)]
    numbers += [each for each in read if isinstance(each, int)]
    if data and not read:
        raise SettingError(f"{where}: {told['file']} holds no network and no AS number that can be read")
    return Listing(
        name=told["name"],
        sort=sort,
        date=told["date"],
        licence=told["licence"],
        source=told["source"],
        vendor=told.get("vendor", ""),
        whole=told.get("whole") is True,
        networks=frozenset(blocks),
        asns=frozenset(each for each in numbers if isinstance(each, int)),
        hosts=hosts,
        nameservers=servers,
        abuse=desk,
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        unread=unread,
    )


def _bytes(folder: Path | None, name: str, where: str) -> bytes:
    """The file that a list names beside itself."""
    if not name or folder is None:
        return b""
    try:
        with (folder / name).open("rb") as file:
            data = file.read(LONGEST + 1)
    except OSError as why:
        raise SettingError(f"{where}: {name} cannot be read ({why})") from why
    if len(data) > LONGEST:
        raise SettingError(f"{where}: {name} is larger than {LONGEST} bytes: no list of networks is")
    return data


def entries(text: str) -> tuple[list[Network | int], int]:
    """The networks and AS numbers of a list's lines, and how many lines are neither.

    A line is a network or an AS number with whatever behind it (text, CSV), or a JSON object with ``cidr`` or
    ``asn`` (Spamhaus DROP); ``#`` and ``;`` begin comments; a JSON object without either is the list's own record.
    """
    found: list[Network | int] = []
    unread = 0
    for line in text.splitlines():
        bare = line.partition("#")[0].partition(";")[0].strip() if not line.startswith("{") else line
        if not bare:
            continue
        entry = _entry(bare)
        if entry is None:
            unread += 1
        elif entry:
            found += entry
    return found, unread


def _entry(line: str) -> list[Network | int] | None:
    """What one line holds; nothing where it is none; an empty list for a record about the list."""
    if line.startswith("{"):
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(told, dict):
            return None
        if not told.keys() & {"cidr", "asn"}:
            return []
        first = str(told.get("cidr") or told.get("asn"))
    else:
        first = next(csv.reader([line]), [""])[0].split()[0] if line.split() else ""
    bare = first.upper().removeprefix("AS")
    if bare.isascii() and bare.isdigit():
        return [int(bare)]
    try:
        return [_network(first)]
    except ValueError:
        return None


def _network(text: str) -> Network:
    """A block; a bare address is one of its own.

    Raises:
        ValueError: for anything else.
    """
    return ipaddress.ip_network(text.strip(), strict=False)


def _below(host: str, name: str) -> bool:
    return host == name or host.endswith("." + name)
