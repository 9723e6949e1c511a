"""Validity checks of the kinds and the sites that values name, by the name under which the catalogue asks."""

import re
from collections.abc import Callable

from osint import names
from osint.errors import BadName
from osint.identifiers import checksums

# Lengths of account numbers without hyphens, as Korean banks issue them.
KOREAN_LENGTHS = range(10, 15)
KOREAN_MOBILE = re.compile(r"01[016789]\d{7,8}")
FILES = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|ico|css|js|avif|bmp|woff2?|mp4|html?|php)$")


def is_bitcoin(value: str) -> bool:
    """A segwit address by BIP 173 and 350, or base58check with a payee's version."""
    if value.startswith("bc1"):
        return checksums.segwit(value, "bc")
    payload = checksums.base58check(value)
    return payload is not None and len(payload) == 21 and payload[0] in {0, 5}


def is_evm(value: str) -> bool:
    """Forty hex digits in the form of EIP-55."""
    return re.fullmatch(r"0x[0-9a-fA-F]{40}", value) is not None and checksums.is_evm(value)


def has_both_cases(raw: str) -> bool:
    """Whether an EVM address as it stood carries EIP-55's checksum at all."""
    return checksums.has_both_cases(raw.strip())


def is_tron(value: str) -> bool:
    """Base58check with TRON's version byte."""
    payload = checksums.base58check(value)
    return payload is not None and len(payload) == 21 and payload[0] == 0x41


def is_iban(value: str) -> bool:
    """Country, length and the check digits mod 97 (ISO 13616)."""
    from stdnum import iban  # slow to import, and seldom needed

    return bool(iban.is_valid(value))


def is_korean_account(value: str) -> bool:
    """A length that banks issue, and no mobile telephone number."""
    number = value.rpartition(" ")[2]
    return len(number) in KOREAN_LENGTHS and not KOREAN_MOBILE.fullmatch(number)


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


def site_of_mgid_file(value: str) -> str | None:
    """The site in ``10manga.com.227556``: everything before the number."""
    host, _, number = value.rpartition(".")
    return site_of_host(host) if host and number.isdigit() else None


VALID: dict[str, Callable[[str], bool]] = {
    "bitcoin": is_bitcoin,
    "evm": is_evm,
    "mixed case": has_both_cases,
    "tron": is_tron,
    "iban": is_iban,
    "korean account": is_korean_account,
    "emvco payee": is_there,
    "email": is_email,
    "phone": is_phone,
    "sha256": is_sha256,
    "whole number": is_whole_number,
    "not empty": is_there,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {"host": site_of_host, "mgid site": site_of_mgid_file}
