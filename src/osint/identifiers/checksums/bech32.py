"""Bech32, bech32m and CashAddr: text whose checksum is a polynomial's remainder."""

from collections.abc import Iterable

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_CONST, BECH32M_CONST = 1, 0x2BC830A3  # BIP 173, BIP 350
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CASHADDR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)  # reference.cash, CashAddr


def bech32(text: str, prefix: str, *, modified: bool = False) -> bytes | None:
    """The bytes that bech32 (or bech32m) text with that prefix holds, or nothing when it does not hold."""
    digits = _digits(text, prefix, "1")
    constant = BECH32M_CONST if modified else BECH32_CONST
    if digits is None or _remainder(prefix, digits) != constant:
        return None
    return _regroup(digits[:-6])


def segwit(text: str, prefix: str) -> bool:
    """Whether text is a segwit address: version 0 under BIP 173, later versions under BIP 350."""
    digits = _digits(text, prefix, "1")
    if digits is None or len(text) > 90:
        return False
    version, program = digits[0], _regroup(digits[1:-6])
    if program is None or not 2 <= len(program) <= 40 or version > 16:
        return False
    if version == 0 and len(program) not in {20, 32}:
        return False
    return _remainder(prefix, digits) == (BECH32_CONST if version == 0 else BECH32M_CONST)


def cashaddr(text: str, prefix: str) -> bytes | None:
    """The bytes (version first) of a CashAddr address with that prefix, or nothing when it does not hold."""
    digits = _digits(text, prefix, ":")
    if digits is None:
        return None
    check = 1
    for digit in (*(ord(each) & 31 for each in prefix), 0, *digits):
        top = check >> 35
        check = (check & 0x07FFFFFFFF) << 5 ^ digit
        for place, generator in enumerate(CASHADDR):
            if top >> place & 1:
                check ^= generator
    return _regroup(digits[:-8]) if check == 1 and len(digits) > 8 else None


def _digits(text: str, prefix: str, mark: str) -> list[int] | None:
    """What stands behind the prefix, as numbers; nothing in mixed case or with other characters."""
    lower = text.lower()
    if text not in {lower, text.upper()} or not lower.startswith(prefix + mark):
        return None
    digits = [BECH32.find(each) for each in lower[len(prefix) + 1 :]]
    return digits if len(digits) > 6 and min(digits) >= 0 else None


def _remainder(prefix: str, digits: Iterable[int]) -> int:
    check = 1
    high, low = [ord(each) >> 5 for each in prefix], [ord(each) & 31 for each in prefix]
    for digit in (*high, 0, *low, *digits):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ digit
        for place, generator in enumerate(GENERATORS):
            if top >> place & 1:
                check ^= generator
    return check


def _regroup(digits: list[int]) -> bytes | None:
    """Five-bit digits as bytes; nothing when the padding is not what it must be."""
    number, bits, out = 0, 0, bytearray()
    for digit in digits:
        number, bits = (number & 0xFFF) << 5 | digit, bits + 5
        if bits >= 8:
            bits -= 8
            out.append(number >> bits & 0xFF)
    return None if bits >= 5 or number & ((1 << bits) - 1) else bytes(out)
