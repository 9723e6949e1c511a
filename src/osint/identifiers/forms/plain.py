"""Normal forms, checks and named sites that kinds of several parts share."""

import ipaddress
import re
from collections.abc import Callable

from osint import names
from osint.errors import BadName

# What networks keep for pages of their own in the path where names of accounts stand ("beside_pages" of an
# entry): their route lists and files, 2026-11-28.
PAGES = frozenset(
    re.findall(
        r"\S+",
        """
    about about-us account accounts admin api app apps assets auth blog careers categories category company
    contact contact-us cookies create css dashboard developer developers discover docs donate download
    downloads embed error events explore faq features feed feeds gallery guidelines hashtag help
    home images img index intent invite javascript jobs join js landing language legal library log-in login
    logout me media messages new notifications null oauth oauth2 pages partners password payment payments
    plans plugins policies policy popular posts premium press pricing privacy privacy-policy products
    profile profiles public register rss rules search security settings share sharer shop sign-in
    sign-up signin signout signup sitemap static status store subscribe support tag tags team
    terms terms-of-service topics tos trending undefined upload user username users verify wallet widget
    widgets
        """,
    )
)


def strip(text: str) -> str:
    """Without surrounding blanks."""
    return text.strip()


def lower(text: str) -> str:
    """In lower case, without surrounding blanks."""
    return text.strip().lower()


def upper(text: str) -> str:
    """In upper case, without surrounding blanks."""
    return text.strip().upper()


def no_blanks(text: str) -> str:
    """In upper case, without any blanks."""
    return re.sub(r"\s", "", text).upper()


def no_colons(text: str) -> str:
    """Hex pairs without their colons, in lower case."""
    return text.replace(":", "").strip().lower()


def host(text: str) -> str:
    """A host name as A-labels, a wildcard's star left out; empty when it is none."""
    try:
        return names.host(text.strip().removeprefix("*."))
    except BadName:
        return ""


def host_set(text: str) -> str:
    """Host names in order, each once."""
    return " ".join(sorted({found for each in text.split() if (found := host(each))}))


def address(text: str) -> str:
    """An IP address in its shortest form; empty when it is none."""
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return ""


def is_sha256(value: str) -> bool:
    """Sixty-four hex digits."""
    return re.fullmatch(r"[0-9a-f]{64}", value) is not None


def is_whole_number(value: str) -> bool:
    """Digits, with or without a minus."""
    return re.fullmatch(r"-?\d{1,10}", value) is not None


def is_there(value: str) -> bool:
    """The normal form itself refuses what is not valid by giving nothing."""
    return bool(value)


def site_of_host(value: str) -> str | None:
    """The site that a host name belongs to."""
    try:
        return names.site(value)
    except BadName:
        return None


NORMAL: dict[str, Callable[[str], str]] = {
    "strip": strip,
    "lower": lower,
    "upper": upper,
    "no blanks": no_blanks,
    "no colons": no_colons,
    "host": host,
    "host set": host_set,
    "address": address,
}
VALID: dict[str, Callable[[str], bool]] = {
    "sha256": is_sha256,
    "whole number": is_whole_number,
    "not empty": is_there,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {
    "host": site_of_host,
}
