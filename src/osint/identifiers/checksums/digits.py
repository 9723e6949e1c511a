"""Checksums of numbers and bytes: Luhn, and the two CRCs of sixteen bits that payees' codes carry."""

import binascii


def luhn(digits: str) -> bool:
    """Whether the last digit of a card number is what the others ask for (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, each in enumerate(reversed(digits)):
        number = int(each) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE, as EMVCo merchant codes carry it."""
    return binascii.crc_hqx(data, 0xFFFF)


def xmodem(data: bytes) -> int:
    """CRC-16/XMODEM, as Stellar's and TON's addresses carry it."""
    return binascii.crc_hqx(data, 0)
