"""The network as a profile: how names resolve, what may be reached, how long and how politely."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from osint import names
from osint.errors import BadName, SettingError

Endpoint = tuple[str, int]
USER_AGENT = "Mozilla/5.0 (compatible; osint-workbench/0.1; evidence collection for rights holders)"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one exchange. Seconds, bytes and counts."""

    deadline_s: float = 30.0  # for all of it: connecting, asking, answering
    connect_s: float = 10.0
    slow_s: float = 5.0  # what takes longer keeps its connection, and no place that another could have
    head_bytes: int = 256 * 1024
    body_bytes: int = 32 * 1024 * 1024
    unpacked_bytes: int = 64 * 1024 * 1024  # of a body with its content coding undone
    unpacked_ratio: int = 400  # a body that grows more often than that is a bomb; a small one may
    redirects: int = 8
    retries: int = 2  # where the source asks to come back
    retry_wait_s: float = 60.0  # never longer; a source that asks for more is not asked again in this run


@dataclass(frozen=True, slots=True)
class Visits:
    """How a browser visits, and the bounds of one visit. Seconds, bytes and counts."""

    viewport: tuple[int, int] = (1366, 768)  # CSS pixels
    language: str = "en-US"
    time_zone: str = "UTC"
    load_s: float = 25.0  # until the page says that it has loaded; then it is taken as it is
    settle_s: float = 8.0  # for its scripts to come to rest behind that
    step_s: float = 10.0  # for each thing that is taken of it
    whole_s: float = 75.0  # for all of it
    requests: int = 500
    bytes: int = 96 * 1024 * 1024
    at_once: int = 2  # visits


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Sites that a run contacts in no way, whoever refers to them, and why."""

    sites: frozenset[str]
    why: str

    def reason(self, host: str) -> str | None:
        """Why a host is not contacted; an address without a name may be one of theirs."""
        try:
            is_theirs = names.is_address(host) or names.site(host) in self.sites
        except BadName:
            return None  # a question to the resolver, or no host at all: told of elsewhere
        return self.why if is_theirs else None


@dataclass(frozen=True, slots=True)
class Profile:
    """How a case's questions travel."""

    name: str = "internet"
    resolver: Endpoint | None = None  # none: the system's
    routes: Mapping[str, Endpoint] = field(default_factory=dict)  # "address:port" → where it really is
    port_routes: Mapping[int, Endpoint] = field(default_factory=dict)
    ca_file: str = ""  # a root to trust beside none: only the practice world has one
    proxy: str = ""  # http://… or socks5://…; names then resolve there
    user_agent: str = USER_AGENT
    limits: Limits = field(default_factory=Limits)
    visits: Visits = field(default_factory=Visits)
    politeness_s: float = 1.0  # between two questions to one host
    concurrency: int = 24
    time_stamp_authorities: tuple[str, ...] = ()
    left_alone: LeftAlone | None = None  # of a passive run
    keys: Mapping[str, str] = field(default_factory=dict)  # the practice world's; real ones are never here

    @property
    def is_practice(self) -> bool:
        """Whether it reaches the practice world only."""
        return self.name == "practice"

    @property
    def is_proxied(self) -> bool:
        """Whether everything travels through a proxy; the practice world is on this machine."""
        return bool(self.proxy) and not self.is_practice

    def route(self, address: str, port: int) -> Endpoint | None:
        """Where a connection really goes; nothing when the practice world has no such place."""
        if not self.is_practice:
            return address, port
        return self.routes.get(f"{address}:{port}") or self.port_routes.get(port)


def visits(given: Visits, *, language: str = "", time_zone: str = "", viewport: str = "") -> Visits:
    """The same visits with what a case wants otherwise.

    Raises:
        SettingError: for a viewport, a language or a time zone that is none.
    """
    width, _, height = viewport.lower().partition("x")
    if viewport and not (width.isdigit() and height.isdigit() and 200 <= min(int(width), int(height)) < 5000):
        raise SettingError(
            f"network.viewport = {viewport!r}: give width x height in pixels, such as 1366x768"
        )
    if language and not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", language):
        raise SettingError(f"network.language = {language!r}: give a language such as ko-KR")
    if time_zone and time_zone not in available_timezones():
        raise SettingError(f"network.time_zone = {time_zone!r}: give a zone such as Asia/Seoul")
    return replace(
        given,
        viewport=(int(width), int(height)) if viewport else given.viewport,
        language=language or given.language,
        time_zone=time_zone or given.time_zone,
    )


def internet(
    *,
    resolver: str = "",
    proxy: str = "",
    time_stamp_authorities: tuple[str, ...] = (),
) -> Profile:
    """The profile for real work: only globally routable addresses.

    Raises:
        SettingError: for a resolver that is not host:port, or a proxy that is no URL of one.
    """
    return Profile(
        resolver=endpoint(resolver) if resolver else None,
        proxy=proxy_url(proxy) if proxy else "",
        time_stamp_authorities=time_stamp_authorities,
    )


def practice(descriptor: Path) -> Profile:
    """The profile for the practice world that a descriptor file tells of.

    Raises:
        SettingError: when there is no such file or it is none of ours.
    """
    try:
        told = json.loads(descriptor.read_text("utf-8"))
        return Profile(
            name="practice",
            resolver=_endpoint(told["resolver"]),
            routes={place: _endpoint(to) for place, to in told["routes"].items()},
            port_routes={int(port): _endpoint(to) for port, to in told["port_routes"].items()},
            ca_file=str(told["ca"]),
            limits=Limits(
                deadline_s=6.0, connect_s=4.0, slow_s=2.0, body_bytes=8 * 1024 * 1024, retry_wait_s=2.0
            ),
            visits=Visits(load_s=6.0, settle_s=3.0, step_s=5.0, whole_s=25.0, requests=120),
            politeness_s=0.0,
            time_stamp_authorities=tuple(told["time_stamp_authorities"]),
            keys=dict(told["keys"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as why:
        raise SettingError(
            f"{descriptor} tells of no practice world ({why}): start one with `osint demo --serve`"
        ) from why


def proxy_url(text: str) -> str:
    """A proxy's URL; ``socks5h`` is ``socks5``, since names always resolve at the proxy.

    Raises:
        SettingError: for any other form; the text is not repeated, for it may hold a password.
    """
    scheme, colon, rest = text.strip().partition("://")
    scheme = "socks5" if scheme.lower() == "socks5h" else scheme.lower()
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        is_whole = bool(colon and parts.hostname and parts.port)
    except ValueError:
        is_whole = False
    if not is_whole or scheme not in {"http", "socks5"}:
        raise SettingError("the proxy: give http://host:port or socks5://host:port")
    return f"{scheme}://{rest}"


def endpoint(text: str) -> Endpoint:
    """A host and port as one text.

    Raises:
        SettingError: for any other form.
    """
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise SettingError(f"{text!r}: give host:port, such as 9.9.9.9:53")
    return host.strip("[]"), int(port)


def _endpoint(pair: list[object]) -> Endpoint:
    host, port = pair
    return str(host), int(str(port))
