"""Normal forms of analytics ids and pixels, and the sites that self-hosted trackers name."""

import re
from collections.abc import Callable

from osint.identifiers.forms.plain import host, site_of_host

PAIR = re.compile(r"[a-z0-9.-]{4,80} \d{1,6}")
PROJECT = re.compile(r"[a-z0-9.-]{4,80} [A-Za-z0-9_-]{1,40}")
HOST = re.compile(r"//([A-Za-z0-9.-]{4,80})")
SITE_NUMBER = re.compile(
    r"""(?:setSiteId\\{0,3}["'`]\s*,\s*\\{0,3}["'`]?|id[sS]ite=|getTracker\([^()]*,\s*\\{0,3}["'`]?)(\d{1,6})"""
)
# Hosts under which the vendor serves all its customers: they name nobody's site.
SHARED = frozenset({"matomo.cloud", "innocraft.cloud", "piwikpro.com", "piwik.pro", "goatcounter.com"})


def analytics_account(text: str) -> str:
    """The account of a Universal Analytics property: what the property number follows is one owner's."""
    return "-".join(text.strip().upper().split("-")[:2])


def measurement_id(text: str) -> str:
    """A GA4 measurement id, from itself or from the name of its cookie."""
    value = text.strip()
    return value if value.startswith("G-") else f"G-{value}" if value else ""


def google_ads_account(text: str) -> str:
    """``AW-`` and the conversion account's number, however it stood."""
    return _numbered("AW-", text)


def floodlight_advertiser(text: str) -> str:
    """``DC-`` and the advertiser's number, however it stood."""
    return _numbered("DC-", text)


def matomo(text: str) -> str:
    """``host number`` of a Matomo tracker, from its script, from its image or from that form."""
    if PAIR.fullmatch(text):
        return text
    named, number = HOST.search(text), SITE_NUMBER.search(text)
    value = f"{host(named[1])} {int(number[1])}" if named and number else ""
    return value if PAIR.fullmatch(value) else ""


def host_and_project(text: str) -> str:
    """``host project`` of a Sensors Data server, from its address or from that form."""
    if PROJECT.fullmatch(text):
        return text
    named, project = HOST.search(text), re.search(r"project=([A-Za-z0-9_-]{1,40})$", text)
    value = f"{host(named[1])} {project[1]}" if named and project else ""
    return value if PROJECT.fullmatch(value) else ""


def site_of_tracker(value: str) -> str | None:
    """The site on which a tracker runs; nothing when its vendor runs it."""
    site = site_of_host(value.partition(" ")[0])
    return None if site in SHARED else site


def _numbered(prefix: str, text: str) -> str:
    number = text.strip().upper().removeprefix(prefix)
    return prefix + number if number else ""


NORMAL: dict[str, Callable[[str], str]] = {
    "analytics account": analytics_account,
    "measurement id": measurement_id,
    "google ads account": google_ads_account,
    "floodlight advertiser": floodlight_advertiser,
    "matomo": matomo,
    "host and project": host_and_project,
}
VALID: dict[str, Callable[[str], bool]] = {}
EMBEDS: dict[str, Callable[[str], str | None]] = {"tracker host": site_of_tracker}
