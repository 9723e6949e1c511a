"""Keccak-256, and the case of letters in which EVM addresses carry it."""

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
