"""Normal forms and checks of contacts."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from osint import names
from osint.errors import BadName

FILES = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|ico|css|js|avif|bmp|woff2?|mp4|html?|php)$")


def telegram(text: str) -> str:
    """A name in lower case; an invitation as ``+hash``, whose case counts."""
    if text.startswith(("+", "joinchat/")):
        return "+" + text.removeprefix("joinchat/").lstrip("+")
    return text.lower()


def line(text: str) -> str:
    """A LINE account with its @ written out."""
    return unquote(text)


def phone(text: str) -> str:
    """E.164, for numbers that state their country."""
    return _e164(text if text.strip().startswith("+") else "")


def phone_with_country(text: str) -> str:
    """E.164, for numbers that begin with their country's digits."""
    return _e164("+" + re.sub(r"[^\d]", "", text))


def _e164(text: str) -> str:
    import phonenumbers  # slow to import, and seldom needed

    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_email(value: str) -> bool:
    """A mailbox at a site; no name of an image or script."""
    mailbox, _, host = value.rpartition("@")
    if not mailbox or ".." in value or FILES.search(host) or FILES.search(mailbox):
        return False
    try:
        names.site(host)
    except BadName:
        return False
    return True


def is_phone(value: str) -> bool:
    """A number that its country's plan allows (libphonenumber)."""
    import phonenumbers  # slow to import, and seldom needed

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value, None))
    except phonenumbers.NumberParseException:
        return False


NORMAL: dict[str, Callable[[str], str]] = {
    "telegram": telegram,
    "line": line,
    "phone": phone,
    "phone with country": phone_with_country,
}
VALID: dict[str, Callable[[str], bool]] = {
    "email": is_email,
    "phone": is_phone,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
