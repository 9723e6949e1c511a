"""Normal forms and checks of the kinds, by the name under which the catalogue asks for them."""

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import unquote

from osint import names
from osint.errors import BadName
from osint.identifiers import checksums

# Schemes of EMVCo merchant codes, by the identifier inside the account template (tags 26 to 51).
SCHEMES = {
    "a000000677010111": "promptpay",
    "a000000677010112": "promptpay-bill",
    "br.gov.bcb.pix": "pix",
    "id.co.qris.www": "qris",
    "a000000727": "vietqr",
    "sg.paynow": "paynow",
    "a0000006150001": "duitnow",
}


def strip(text: str) -> str:
    """Without surrounding blanks."""
    return text.strip()


def lower(text: str) -> str:
    """In lower case, without surrounding blanks."""
    return text.strip().lower()


def upper(text: str) -> str:
    """In upper case, without surrounding blanks."""
    return text.strip().upper()


def analytics_account(text: str) -> str:
    """The account of a Universal Analytics property: what the property number follows is one owner's."""
    return "-".join(text.strip().upper().split("-")[:2])


def adsense(text: str) -> str:
    """An AdSense publisher: ca- and the product prefixes go, host- stays, since it marks a platform."""
    bare = text.strip().removeprefix("ca-")
    return re.sub(r"^(?:video|mb|games|partner)-", "", bare)


def ad_manager_child(text: str) -> str:
    """The child network where a parent sells for it."""
    return text.strip().split(",")[-1]


def matomo(text: str) -> str:
    """``host number`` of a Matomo tracker, from its script or from that form."""
    if re.fullmatch(r"[a-z0-9.-]{4,80} \d{1,6}", text):
        return text
    host = re.search(r"//([a-z0-9.-]+)", text, re.IGNORECASE)
    number = re.search(r"(\d+)$", text)
    return f"{host[1].lower()} {int(number[1])}" if host and number else ""


def affiliate(text: str) -> str:
    """``host code`` of a banner's link, or of that form."""
    if re.fullmatch(r"[a-z0-9.-]{4,80} [A-Za-z0-9_-]{3,32}", text):
        return text
    host = text.partition("/")[0].lower()
    code = re.search(
        r"(?:btag|recommender|join_code|signup_code|promo_code|ref_code|partner_code)=([A-Za-z0-9_-]+)$", text
    )
    return f"{host} {code[1]}" if code else ""


def segwit_case(text: str) -> str:
    """Segwit addresses in lower case; base58 keeps its case."""
    return text.lower() if text[:3].lower() == "bc1" else text.strip()


def evm(text: str) -> str:
    """An EVM address in the form of EIP-55, so that one account is one value however it stood."""
    bare = text.strip()
    return bare if checksums.has_both_cases(bare) else checksums.eip55(bare)


def no_blanks(text: str) -> str:
    """In upper case, without any blanks."""
    return re.sub(r"\s", "", text).upper()


def no_colons(text: str) -> str:
    """Hex pairs without their colons, in lower case."""
    return text.replace(":", "").strip().lower()


def korean_account(text: str) -> str:
    """``bank number``: the bank's short name and the digits; empty for what is written as a telephone number."""
    bank = re.match(r"[^\s\d:：<)\]]+", text)
    number = re.search(r"[\d-]+$", text)
    if not bank or not number or re.fullmatch(r"0\d{1,2}-\d{3,4}-\d{4}", number[0]):
        return ""
    name = re.sub(r"은행$", "", bank[0])
    return f"{name or bank[0]} {number[0].replace('-', '')}"


def emvco_payee(text: str) -> str:
    """``scheme payee`` of a merchant code whose lengths and CRC hold, or of that form; else empty."""
    named, _, account = text.partition(" ")
    if account and named in SCHEMES.values():
        return text
    if not re.fullmatch(r"[\x20-\x7e]{16,600}6304[0-9A-Fa-f]{4}", text):
        return ""
    if checksums.crc16(text[:-4].encode("utf-8", "replace")) != int(text[-4:], 16):
        return ""
    fields = dict(_tlv(text))
    for tag in map(str, range(26, 52)):
        inner = dict(_tlv(fields.get(tag, "")))
        scheme = SCHEMES.get(inner.get("00", "").lower())
        payee = next((inner[key] for key in ("01", "02", "03", "25") if inner.get(key)), "")
        if scheme and payee:
            return f"{scheme} {payee}"
    return ""


def _tlv(text: str) -> list[tuple[str, str]]:
    """Tag, length, value; nothing when a length does not fit."""
    found, place = [], 0
    while place < len(text):
        tag, length = text[place : place + 2], text[place + 2 : place + 4]
        if not re.fullmatch(r"[0-9]{2}", length) or place + 4 + int(length) > len(text):
            return []
        found.append((tag, text[place + 4 : place + 4 + int(length)]))
        place += 4 + int(length)
    return found


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


def sentry_project(text: str) -> str:
    """The project of a Sentry DSN, without its key."""
    return text.rpartition("@")[2].lower()


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


def person(text: str) -> str:
    """A name in one case with single blanks (issue 5 adds scripts and romanisation)."""
    return " ".join(text.casefold().split())


NORMAL: dict[str, Callable[[str], str]] = {
    "strip": strip,
    "lower": lower,
    "upper": upper,
    "analytics account": analytics_account,
    "adsense": adsense,
    "ad manager child": ad_manager_child,
    "matomo": matomo,
    "affiliate": affiliate,
    "segwit case": segwit_case,
    "evm": evm,
    "no blanks": no_blanks,
    "no colons": no_colons,
    "korean account": korean_account,
    "emvco payee": emvco_payee,
    "telegram": telegram,
    "line": line,
    "phone": phone,
    "phone with country": phone_with_country,
    "sentry project": sentry_project,
    "host": host,
    "host set": host_set,
    "address": address,
    "person": person,
}
