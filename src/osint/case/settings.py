"""What ``case.toml`` says of a case: title, sites, scope, legal basis, network profile; never a key."""

import importlib.metadata
import platform
import secrets
import tomllib
from dataclasses import MISSING, asdict, dataclass, field, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import tomli_w

from osint import names
from osint.errors import BadName, CaseError, SettingError
from osint.formats.reading import plain
from osint.records import PRACTICE

FILE = "case.toml"
EVIDENCE = "evidence"  # the folder of what is kept
PROFILES = ("internet", "practice")
LISTS = frozenset({"sites", "originals", "investigators", "hosting_lists", "network.time_stamp_authorities"})


@dataclass(frozen=True, slots=True)
class Network:
    """How questions travel. ``world`` is the practice world's descriptor file."""

    profile: str = "internet"
    world: str = ""
    proxy: str = ""
    resolver: str = ""  # host:port; empty: the system's
    time_stamp_authorities: tuple[str, ...] = ()
    language: str = ""  # of a browser's visits, such as ko-KR; empty: English
    time_zone: str = ""  # such as Asia/Seoul; empty: UTC
    viewport: str = ""  # such as 1366x768


@dataclass(frozen=True, slots=True)
class Settings:
    """A case as its file states it. ``sites`` are hosts as A-labels; ``originals`` the rights holders'."""

    title: str
    id: str
    created: str  # ISO 8601, UTC
    sites: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    legal_basis: str = ""
    retention_until: str = ""  # ISO 8601 day, or empty: none was set
    investigators: tuple[str, ...] = ()
    key_fingerprint: str = ""
    hosting_lists: tuple[str, ...] = ()  # files of lists of networks, beside the case or by their whole path
    network: Network = field(default_factory=Network)

    @property
    def is_practice(self) -> bool:
        """Whether everything made from this case is practice, not evidence."""
        return self.network.profile == "practice"


def make(title: str, *, sites: tuple[str, ...], network: Network) -> Settings:
    """New settings with a fresh id.

    Raises:
        SettingError: for an empty title or an unknown profile.
        BadName: for a site that is no host name.
    """
    if not title.strip():
        raise SettingError("a case needs a title: --title 'who runs …'")
    hosts = tuple(dict.fromkeys(names.host(site) for site in sites))
    created = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return checked(Settings(title.strip(), secrets.token_hex(8), created, hosts, network=network))


def read(folder: Path) -> Settings:
    """The settings of the case in a folder.

    Raises:
        CaseError: when there is no case there, or its file cannot be read.
        SettingError: when a value is not what it must be; the message names it.
    """
    path = folder / FILE
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as why:
        raise CaseError(
            f"{folder} holds no case ({FILE} is missing): make one with `osint new {folder}`"
        ) from why
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise CaseError(
            f"{path} cannot be read ({why}): mend the file; the evidence beside it is untouched"
        ) from why
    return checked(_settings(table, path))


def write(folder: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    table = _lists(asdict(settings))
    table["network"] = _lists(table["network"])
    fresh = folder / (FILE + ".new")
    fresh.write_text(tomli_w.dumps(table), "utf-8")
    fresh.replace(folder / FILE)


def with_sites(settings: Settings, *hosts: str) -> Settings:
    """The settings with further seed sites, each named once."""
    return replace(settings, sites=tuple(dict.fromkeys((*settings.sites, *hosts))))


def _settings(table: dict[str, Any], path: Path) -> Settings:
    network = table.pop("network", {})
    if not isinstance(network, dict):
        raise SettingError(f"{path}: network = {network!r}: a table is wanted: [network]")
    _check_names(table, Settings, path)
    _check_names(network, Network, path)
    return Settings(**_tuples(table), network=Network(**_tuples(network)))


def _check_names(table: dict[str, Any], record: type[Settings | Network], path: Path) -> None:
    known = {each.name: each for each in fields(record)}
    if unknown := sorted(set(table) - set(known)):
        raise SettingError(
            f"{path}: {', '.join(unknown)}: no such setting: docs/case.md lists those there are"
        )
    needed = (
        name for name, each in known.items() if each.default is MISSING and each.default_factory is MISSING
    )
    if missing := [name for name in needed if name not in table]:
        raise SettingError(f"{path}: {', '.join(missing)} is missing: docs/case.md says what it means")


def _lists(table: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in table.items()}


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def checked(settings: Settings) -> Settings:
    """The settings, when every value is what it must be.

    Raises:
        SettingError: naming the value that is not.
    """
    network = asdict(settings.network)
    told = asdict(settings)
    del told["network"]
    _check_types({**told, **{f"network.{name}": value for name, value in network.items()}})
    if settings.network.profile not in PROFILES:
        raise SettingError(
            f"{FILE}: network.profile = {settings.network.profile!r}: one of {', '.join(PROFILES)}"
        )
    if settings.retention_until:
        _day(settings.retention_until)
    for host in (*settings.sites, *settings.originals):
        try:
            names.site(host)
        except BadName as why:
            raise SettingError(f"{FILE}: {why}") from why
    return settings


def _check_types(told: dict[str, Any]) -> None:
    for name, value in told.items():
        if name in LISTS:
            is_right = isinstance(value, tuple) and all(isinstance(each, str) for each in value)
        else:
            is_right = isinstance(value, str)
        texts = value if isinstance(value, tuple) else (value,)
        if is_right and any(each != plain(each) for each in texts):
            raise SettingError(f"{FILE}: {name} holds a byte that is no text in UTF-8: write it anew")
        if not is_right:
            wanted = "a list of texts" if name in LISTS else "a text"
            raise SettingError(f"{FILE}: {name} = {value!r}: {wanted} is wanted")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as why:
        raise SettingError(f"{FILE}: retention_until = {text!r}: give a day such as 2029-12-31") from why


def warcinfo(told: Settings) -> dict[str, str]:
    """What a segment says of its making."""
    version = importlib.metadata.version("osint")
    said: dict[str, Any] = {
        "software": f"osint/{version} Python/{platform.python_version()}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "case": told.id,
        "operator": ", ".join(told.investigators),
        "legal-basis": told.legal_basis,
        "network-profile": told.network.profile,
        "notice": PRACTICE if told.is_practice else "",
    }
    return {key: str(value) for key, value in said.items() if value}
