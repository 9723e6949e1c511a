"""Merchant codes: who is paid by a QR code of EMVCo's form, by the scheme whose account it holds.

Forms: EMVCo QR Code Specification, Merchant-Presented Mode 1.1. Schemes: Bank of Thailand (Thai QR Payment),
Banco Central do Brasil (Manual de Padroes para Iniciacao do Pix), Bank Indonesia and ASPI (QRIS), NAPAS
(VietQR), Association of Banks in Singapore (PayNow), PayNet (DuitNow), National Bank of Cambodia (KHQR),
PPMI (QR Ph), HKICL (FPS), NPCI (Bharat QR, UPI), Payments Japan Association (JPQR).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from osint.identifiers import checksums

LONGEST = 1024  # characters; a code of 512 in which each is escaped is shorter
Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A payment scheme: how its template is known, where it is paid, and who is named in it."""

    name: str
    country: str
    currencies: frozenset[str]  # ISO 4217 numbers; a code that states another is no code of the scheme
    payee: Callable[[Fields], str]


def _first(*tags: str) -> Callable[[Fields], str]:
    return lambda inner: next((inner[tag] for tag in tags if inner.get(tag)), "")


def _all(*tags: str) -> Callable[[Fields], str]:
    """All of these fields; a payee is named by them together."""
    return lambda inner: " ".join(inner.get(tag, "") for tag in tags) if all(map(inner.get, tags)) else ""


# A bank's own biller, behind which each shop has its first reference (seen in public codes, 2026-11-25).
SHARED_BILLERS = frozenset({"010753600031501"})


def _biller(inner: Fields) -> str:
    biller, shop = inner.get("01", ""), inner.get("02", "")
    return f"{biller} {shop}".strip() if biller in SHARED_BILLERS else biller


def _nmid(inner: Fields) -> str:
    """QRIS's national merchant id, wherever an issuer writes it."""
    return next((each for each in inner.values() if re.fullmatch(r"ID\d{10,15}", each)), "")


def _beneficiary(inner: Fields) -> str:
    """A bank's number and the account there."""
    named = _tlv(inner.get("01", ""))
    return f"{named['00']} {named['01']}" if named and named.get("00") and named.get("01") else ""


def _bakong(inner: Fields) -> str:
    """A Bakong account; where that is the bank's own, with the account there."""
    named = next((inner[tag] for tag in ("00", "01") if "@" in inner.get(tag, "")), "").lower()
    account = inner.get("01", "")
    return f"{named} {account}" if BANKS_OWN.match(named) and account and "@" not in account else named


def _pix(inner: Fields) -> str:
    key = inner.get("01", "")
    return key.lower() if "@" in key or "-" in key else key


BANKS_OWN = re.compile(r"khqr@|[a-z]{4}kh[a-z0-9]{2,5}@")


def _of(name: str, country: str, currencies: str, payee: Callable[[Fields], str]) -> Scheme:
    return Scheme(name, country, frozenset(currencies.split()), payee)


SCHEMES = {
    "a000000677010111": _of("promptpay", "TH", "764", _first("01", "02", "03", "04")),
    "a000000677010112": _of("promptpay-bill", "TH", "764", _biller),
    "br.gov.bcb.pix": _of("pix", "BR", "986", _pix),
    "id.co.qris.www": _of("qris", "ID", "360", _nmid),
    "a000000727": _of("vietqr", "VN", "704", _beneficiary),
    "sg.paynow": _of("paynow", "SG", "702", _first("02")),
    "a0000006150001": _of("duitnow", "MY", "458", _all("01", "02")),
    "kh.gov.nbc.bakong": _of("khqr", "KH", "116 840", _bakong),
    "com.p2pqrpay": _of("qrph", "PH", "608", _all("01", "04")),
    "ph.ppmi.p2m": _of("qrph", "PH", "608", _all("01", "03")),
    "ph.ppmi.p2micro": _of("qrph", "PH", "608", _all("01", "03")),
    "hk.com.hkicl": _of("fps", "HK", "344 156 840", _first("02", "03", "04")),
    "a000000524": _of("upi", "IN", "356", _first("01")),
    "jp.or.paymentsjapan": _of("jpqr", "JP", "392", _all("01", "02", "03")),
}
ORDERED = "pix-order"  # a Pix code that names an address made for one order, and no key
NAMES = frozenset({ORDERED, *(scheme.name for scheme in SCHEMES.values())})
TEMPLATES = tuple(map(str, range(26, 52)))
BAKONG = re.compile(r"[\w.-]{1,32}@[a-z0-9]{2,12}", re.ASCII)


def emvco_payee(text: str) -> str:
    """``scheme payee`` of a merchant code whose lengths and CRC hold, or of that form; else empty."""
    named, _, account = text.partition(" ")
    if named in NAMES:
        return text if account and account == account.strip() and "\n" not in text else ""
    if not text.startswith("000201"):
        return ""
    fields = _read(text[:LONGEST]) or (_read(text[:LONGEST].replace("+", " ")) if "+" in text else None)
    return _payee(fields) if fields else ""


def _read(text: str) -> Fields | None:
    """The fields of a code up to its CRC, when that holds: lengths count characters, or bytes of UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) != len(text):
        counted = _code(data.decode("latin-1"), data.decode("latin-1"))
        if counted is not None:
            return {tag: each.encode("latin-1").decode("utf-8", "replace") for tag, each in counted.items()}
    return _code(text, None)


def _code(text: str, latin: str | None) -> Fields | None:
    fields: Fields = {}
    for tag, value, end in _parts(text):
        if tag == "63":
            signed = text[: end - 4].encode("latin-1" if latin else "utf-8", "replace")
            right = bool(re.fullmatch(r"[0-9A-Fa-f]{4}", value)) and checksums.crc16(signed) == int(value, 16)
            return fields if right else None
        if tag in fields:
            return None
        fields[tag] = value
    return None


def _payee(fields: Fields) -> str:
    for tag in TEMPLATES:
        inner = _tlv(fields.get(tag, "")) or {}
        scheme = SCHEMES.get(inner.get("00", "").lower())
        if scheme is None and BAKONG.fullmatch(inner.get("00", "")) and tag in {"29", "30"}:
            scheme = SCHEMES["kh.gov.nbc.bakong"]
        if scheme is None or not _is_paid_there(scheme, fields):
            continue
        payee = " ".join(scheme.payee(inner).split())
        if payee:
            return f"{scheme.name} {payee}"
        if scheme.name == "pix" and inner.get("25"):
            return f"{ORDERED} {' '.join(inner['25'].split())}"
    return ""


def _is_paid_there(scheme: Scheme, fields: Fields) -> bool:
    """Whether country and currency, where a code states them, are the scheme's."""
    country, currency = fields.get("58", scheme.country), fields.get("53")
    return country.upper() == scheme.country and (currency is None or currency in scheme.currencies)


def _tlv(text: str) -> Fields | None:
    """The fields of a template; nothing when a length does not fit."""
    fields = {tag: value for tag, value, _ in _parts(text)}
    return fields if sum(4 + len(value) for value in fields.values()) == len(text) else None


def _parts(text: str) -> list[tuple[str, str, int]]:
    """Tag, value and end, as far as the lengths fit."""
    found, place = [], 0
    while place + 4 <= len(text):
        tag, length = text[place : place + 2], text[place + 2 : place + 4]
        if not re.fullmatch(r"[0-9]{4}", tag + length) or place + 4 + int(length) > len(text):
            break
        end = place + 4 + int(length)
        found.append((tag, text[place + 4 : end], end))
        place = end
    return found


NORMAL: dict[str, Callable[[str], str]] = {"emvco payee": emvco_payee}
VALID: dict[str, Callable[[str], bool]] = {"emvco payee": bool}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
