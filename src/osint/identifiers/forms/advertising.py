"""Normal forms of advertising accounts, and the sites that their values name."""

import re
from collections.abc import Callable

from osint.identifiers.forms.plain import site_of_host


def adsense(text: str) -> str:
    """An AdSense publisher: ca- and the product prefixes go, host- stays, since it marks a platform."""
    bare = text.strip().removeprefix("ca-")
    return re.sub(r"^(?:video|mb|games|partner)-", "", bare)


def ad_manager_child(text: str) -> str:
    """The child network where a parent sells for it."""
    return text.strip().split(",")[-1]


def affiliate(text: str) -> str:
    """``host code`` of a banner's link, or of that form."""
    if re.fullmatch(r"[a-z0-9.-]{4,80} [A-Za-z0-9_-]{3,32}", text):
        return text
    host = text.partition("/")[0].lower()
    code = re.search(
        r"(?:btag|recommender|join_code|signup_code|promo_code|ref_code|partner_code)=([A-Za-z0-9_-]+)$", text
    )
    return f"{host} {code[1]}" if code else ""


def site_of_mgid_file(value: str) -> str | None:
    """The site in ``10manga.com.227556``: everything before the number."""
    host, _, number = value.rpartition(".")
    return site_of_host(host) if host and number.isdigit() else None


NORMAL: dict[str, Callable[[str], str]] = {
    "adsense": adsense,
    "ad manager child": ad_manager_child,
    "affiliate": affiliate,
}
VALID: dict[str, Callable[[str], bool]] = {}
EMBEDS: dict[str, Callable[[str], str | None]] = {
    "mgid site": site_of_mgid_file,
}
