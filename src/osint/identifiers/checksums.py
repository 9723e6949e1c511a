"""Checksums of identifiers: base58check, bech32 and bech32m, Keccak (EVM addresses), CRC-16 (EMVCo)."""

import hashlib

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_CONST, BECH32M_CONST = 1, 0x2BC830A3  # BIP 173, BIP 350
_ROUNDS = (
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000A, 0x000000008000808B, 0x800000000000008B, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
)  # fmt: skip
_TURNS = (
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44,
)  # fmt: skip
_LANES = (10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1)
_MASK = (1 << 64) - 1


def base58check(text: str) -> bytes | None:
    """The payload (version byte first) of base58check text, or nothing when its checksum does not hold."""
    number = 0
    for each in text:
        digit = BASE58.find(each)
        if digit < 0:
            return None
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    data = b"\x00" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, check = data[:-4], data[-4:]
    right = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] == check
    return payload if right and payload else None


def segwit(text: str, prefix: str) -> bool:
    """Whether text is a segwit address: version 0 under BIP 173, later versions under BIP 350."""
    lower = text.lower()
    if text not in {lower, text.upper()} or not lower.startswith(prefix + "1") or len(text) > 90:
        return False
    digits = [BECH32.find(each) for each in lower[len(prefix) + 1 :]]
    if len(digits) < 7 or min(digits) < 0:
        return False
    version, program = digits[0], _regroup(digits[1:-6])
    if program is None or not 2 <= len(program) <= 40 or version > 16:
        return False
    if version == 0 and len(program) not in {20, 32}:
        return False
    expanded = [ord(each) >> 5 for each in prefix] + [0] + [ord(each) & 31 for each in prefix]
    return _polymod(expanded + digits) == (BECH32_CONST if version == 0 else BECH32M_CONST)


def is_evm(text: str) -> bool:
    """Whether text is an EVM address: mixed case must be EIP-55's; one case has no checksum."""
    return not has_both_cases(text) or text == eip55(text)


def has_both_cases(text: str) -> bool:
    """Whether an EVM address carries EIP-55's checksum at all."""
    return text[2:] not in {text[2:].lower(), text[2:].upper()}


def eip55(text: str) -> str:
    """An EVM address with the case of its letters as EIP-55 sets it."""
    digits = text[2:].lower()
    marks = keccak256(digits.encode()).hex()
    return "0x" + "".join(
        each.upper() if int(mark, 16) >= 8 else each for each, mark in zip(digits, marks, strict=False)
    )


def keccak256(data: bytes) -> bytes:
    """Keccak-256 as Ethereum uses it (the padding before FIPS 202)."""
    rate = 136
    padded = bytearray(data) + b"\x01" + b"\x00" * (-(len(data) + 1) % rate)
    padded[-1] |= 0x80
    state = [0] * 25
    for start in range(0, len(padded), rate):
        for lane in range(rate // 8):
            state[lane] ^= int.from_bytes(padded[start + 8 * lane : start + 8 * lane + 8], "little")
        _keccak_f(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE, as EMVCo merchant codes carry it."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021) & 0xFFFF if crc & 0x8000 else crc << 1 & 0xFFFF
    return crc


def _keccak_f(state: list[int]) -> None:
    for constant in _ROUNDS:
        columns = [state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] for x in range(5)]
        for x in range(5):
            mix = columns[x - 1] ^ _turn(columns[(x + 1) % 5], 1)
            for y in range(0, 25, 5):
                state[x + y] ^= mix
        moved = state[1]
        for lane, turn in zip(_LANES, _TURNS, strict=True):
            state[lane], moved = _turn(moved, turn), state[lane]
        for y in range(0, 25, 5):
            row = state[y : y + 5]
            for x in range(5):
                state[x + y] = row[x] ^ (~row[(x + 1) % 5] & _MASK & row[(x + 2) % 5])
        state[0] ^= constant


def _turn(value: int, places: int) -> int:
    return (value << places | value >> (64 - places)) & _MASK


def _regroup(digits: list[int]) -> bytes | None:
    """Five-bit digits as bytes; nothing when the padding is not what it must be."""
    number, bits, out = 0, 0, bytearray()
    for digit in digits:
        number, bits = number << 5 | digit, bits + 5
        if bits >= 8:
            bits -= 8
            out.append(number >> bits & 0xFF)
    return None if bits >= 5 or number & ((1 << bits) - 1) else bytes(out)


def _polymod(digits: list[int]) -> int:
    check = 1
    for digit in digits:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ digit
        for place, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> place & 1:
                check ^= generator
    return check
