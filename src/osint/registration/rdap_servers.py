"""Which RDAP server answers for a domain: what IANA's bootstrap file says, and what it leaves out."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

Services = Iterable[tuple[Iterable[str], str]]  # suffixes, and the base address of their server


def server_for(domain: str, bootstrap: Any) -> str:
    """The base address of the server for a domain, ending in a slash; empty where it has none.

    ``bootstrap`` is the JSON of the bootstrap file as it was answered, or nothing where the question failed: the
    copy that this software brings is read then. Servers that the file does not list come last.
    """
    listed = services(bootstrap)
    return _longest(domain, listed or _saved("iana")) or _longest(domain, _saved("unlisted"))


def services(bootstrap: Any) -> list[tuple[list[str], str]]:
    """What a bootstrap file lists (RFC 9224, section 3), servers over https only; nothing where it is none."""
    told = bootstrap.get("services") if isinstance(bootstrap, dict) else None
    return list(_read(told)) if isinstance(told, list) else []


def _read(told: list[Any]) -> Iterator[tuple[list[str], str]]:
    for service in told:
        if not (
            isinstance(service, list)
            and len(service) == 2
            and all(isinstance(each, list) for each in service)
        ):
            continue
        suffixes = [each.lower() for each in service[0] if isinstance(each, str)]
        base = next(
            (each for each in service[1] if isinstance(each, str) and each.startswith("https://")), ""
        )
        if suffixes and base:
            yield suffixes, base


def _longest(domain: str, listed: Services) -> str:
    """The server of the longest suffix that a domain ends in."""
    best, base = 0, ""
    for suffixes, server in listed:
        for suffix in suffixes:
            if len(suffix) > best and (domain == suffix or domain.endswith(f".{suffix}")):
                best, base = len(suffix), server
    return base if not base or base.endswith("/") else f"{base}/"


@cache
def _saved(name: str) -> list[tuple[list[str], str]]:
    table = tomllib.loads(files("osint.registration").joinpath("rdap_servers.toml").read_text("utf-8"))
    return [(suffixes.split(), base) for base, suffixes in table[name].items()]
