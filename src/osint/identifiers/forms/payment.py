"""Normal forms and checks of payees: bank accounts, merchant codes and crypto addresses."""

import re
from collections.abc import Callable

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

# Lengths of account numbers without hyphens, as Korean banks issue them.
KOREAN_LENGTHS = range(10, 15)
KOREAN_MOBILE = re.compile(r"01[016789]\d{7,8}")


def segwit_case(text: str) -> str:
    """Segwit addresses in lower case; base58 keeps its case."""
    return text.lower() if text[:3].lower() == "bc1" else text.strip()


def evm(text: str) -> str:
    """An EVM address in the form of EIP-55, so that one account is one value however it stood."""
    bare = text.strip()
    return bare if checksums.has_both_cases(bare) else checksums.eip55(bare)


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


NORMAL: dict[str, Callable[[str], str]] = {
    "segwit case": segwit_case,
    "evm": evm,
    "korean account": korean_account,
    "emvco payee": emvco_payee,
}
VALID: dict[str, Callable[[str], bool]] = {
    "bitcoin": is_bitcoin,
    "evm": is_evm,
    "mixed case": has_both_cases,
    "tron": is_tron,
    "iban": is_iban,
    "korean account": is_korean_account,
    "emvco payee": bool,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
