"""Normal forms and checks of the ids of widgets and services, and the sites that they name."""

import base64
import binascii
import re
import zlib
from collections.abc import Callable

from osint import names
from osint.errors import BadName

# The curve P-256 (NIST SP 800-186, 3.2.1.3): y^2 = x^3 - 3x + B over the field of this prime.
P256 = 2**256 - 2**224 + 2**192 + 2**96 - 1
P256_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B

# Milliseconds of 2015-01-01: Discord's ids count from there, and none is from before its start in that year.
SNOWFLAKES = range(1 << 56, 1 << 63)


def sentry_project(text: str) -> str:
    """The project of a Sentry DSN, without its key: ``host/project``."""
    return text.rpartition("@")[2].rpartition("//")[2].lower()


def firebase_project(text: str) -> str:
    """A Firebase project, without what its database's host adds."""
    return text.strip().lower().removesuffix("-default-rtdb")


def host_and_page(text: str) -> str:
    """A host in lower case; the page behind it keeps its case."""
    host, slash, page = text.strip().partition("/")
    return host.lower() + slash + page


def mapbox_account(text: str) -> str:
    """The account that a public Mapbox token names, or such a name itself; empty when the token names none."""
    if not text.startswith("pk."):
        return text.lower() if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text) else ""
    try:
        told = _decoded(text.split(".")[1])
    except ValueError:
        return ""
    account = re.search(rb'"u"\s?:\s?"([A-Za-z0-9_-]{1,64})"', told)
    return account[1].decode("ascii").lower() if account else ""


def clerk_host(text: str) -> str:
    """The host that a publishable key of Clerk names, or such a host itself; empty when the key names none."""
    host = text.strip().lower()
    if text.startswith("pk_live_"):
        try:
            named = _decoded(text.removeprefix("pk_live_")).decode("ascii")
        except (ValueError, UnicodeDecodeError):
            return ""
        if not named.endswith("$"):
            return ""
        host = named[:-1].lower()
    try:
        return names.host(host) if "." in host else ""
    except BadName:
        return ""


def _decoded(text: str) -> bytes:
    """Base64 in either alphabet, with or without its padding.

    Raises:
        ValueError: when it is none.
    """
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as fault:
        raise ValueError(f"no base64: {text[:80]!r}") from fault


def is_livere(value: str) -> bool:
    """Base64 of ``consumer/site/number``."""
    try:
        return re.fullmatch(rb"\d{1,6}/\d{1,9}/\d{1,9}", _decoded(value)) is not None
    except ValueError:
        return False


def is_vapid(value: str) -> bool:
    """An uncompressed point of P-256, as RFC 8292 has the sender's public key."""
    try:
        point = _decoded(value)
    except ValueError:
        return False
    if len(point) != 65 or point[0] != 4 or len(value) != 87:
        return False
    x, y = int.from_bytes(point[1:33]), int.from_bytes(point[33:])
    return max(x, y) < P256 and (y * y - x * x * x + 3 * x - P256_B) % P256 == 0


def is_smart_captcha(value: str) -> bool:
    """A key of the form that Yandex gives out."""
    return re.fullmatch(r"ysc1_[A-Za-z0-9]{40}[0-9a-f]{8}", value) is not None


def has_smart_captcha_sum(value: str) -> bool:
    """Whether a key ends with the CRC-32 of what stands before it: so do published keys, and no manual says it."""
    body, digits = value[:-8], value[-8:]
    return is_smart_captcha(value) and zlib.crc32(body.encode()) == int(digits, 16)


def is_snowflake(value: str) -> bool:
    """An id that Discord can have given out."""
    return re.fullmatch(r"[0-9]{17,19}", value) is not None and int(value) in SNOWFLAKES


def is_bot(value: str) -> bool:
    """A name that Telegram gives to bots."""
    return re.fullmatch(r"[a-z][a-z0-9_]{1,28}bot", value) is not None


def is_no_template(value: str) -> bool:
    """Not one character again and again, as templates have it."""
    return len(set(value)) > 2


def site_of_disqus(value: str) -> str | None:
    """The site that a short name such as ``toonlight-com`` writes out."""
    found = re.fullmatch(r"([a-z0-9-]{2,60})-(com|net|org|info)", value)
    if found is None:
        return None
    try:
        return names.site(f"{found[1]}.{found[2]}")
    except BadName:
        return None


NORMAL: dict[str, Callable[[str], str]] = {
    "sentry project": sentry_project,
    "firebase project": firebase_project,
    "host and page": host_and_page,
    "mapbox account": mapbox_account,
    "clerk host": clerk_host,
}
VALID: dict[str, Callable[[str], bool]] = {
    "livere": is_livere,
    "vapid": is_vapid,
    "smart captcha": is_smart_captcha,
    "smart captcha sum": has_smart_captcha_sum,
    "snowflake": is_snowflake,
    "telegram bot": is_bot,
    "no template": is_no_template,
    "named account": bool,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {
    "disqus site": site_of_disqus,
}
