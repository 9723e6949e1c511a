"""Base58 and the checksums that are written in it: base58check, the XRP Ledger's, SS58, Monero's blocks."""

import hashlib

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"  # xrpl.org, base58 encodings
LONGEST = 200  # characters; nothing that is checked here is longer
# Monero writes eight bytes as eleven characters, and what is left as so many.
BLOCK = {11: 8, 10: 7, 9: 6, 7: 5, 6: 4, 5: 3, 3: 2, 2: 1}


def base58(text: str, alphabet: str = BASE58) -> bytes | None:
    """The bytes of base58 text; nothing for other characters or text that is too long."""
    if len(text) > LONGEST:
        return None
    number = 0
    for each in text:
        digit = alphabet.find(each)
        if digit < 0:
            return None
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return b"\x00" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base58check(text: str) -> bytes | None:
    """The payload (version byte first) of base58check text, or nothing when its checksum does not hold."""
    return _checked(base58(text))


def ripple_check(text: str) -> bytes | None:
    """The payload of base58check text in the XRP Ledger's alphabet, or nothing when its checksum does not hold."""
    return _checked(base58(text, RIPPLE))


def ss58(text: str) -> tuple[int, bytes] | None:
    """Network and key of an address of Substrate chains with a key of 32 bytes, or nothing."""
    data = base58(text)
    if data is None or len(data) not in {35, 36}:
        return None
    first, size = data[0], len(data) - 34
    if (size == 1) != (first < 64) or first >= 128:
        return None
    network = first if size == 1 else (first & 0x3F) << 2 | data[1] >> 6 | (data[1] & 0x3F) << 8
    right = hashlib.blake2b(b"SS58PRE" + data[:-2]).digest()[:2] == data[-2:]
    return (network, data[size:-2]) if right else None


def blocks58(text: str) -> bytes | None:
    """The bytes of text in Monero's base58, which goes by blocks; nothing where a block does not fit."""
    out = bytearray()
    for start in range(0, len(text), 11):
        block = text[start : start + 11]
        size = BLOCK.get(len(block))
        number = 0
        for each in block:
            digit = BASE58.find(each)
            if digit < 0:
                return None
            number = number * 58 + digit
        if size is None or number >> 8 * size:
            return None
        out += number.to_bytes(size, "big")
    return bytes(out)


def _checked(data: bytes | None) -> bytes | None:
    payload, check = (data[:-4], data[-4:]) if data else (b"", b"")
    right = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] == check
    return payload if right and payload else None
