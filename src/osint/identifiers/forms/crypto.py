"""Normal forms and checks of cryptocurrencies' addresses."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable

from osint.identifiers import checksums

TON_TAGS = {0x11: "bounceable", 0x51: "not bounceable"}  # docs.ton.org, smart contract addresses
# Prefixes of accounts of Cosmos's chains (github.com/satoshilabs/slips, SLIP-0173).
COSMOS = (
    "cosmos",
    "osmo",
    "terra",
    "inj",
    "bnb",
    "celestia",
    "kava",
    "thor",
    "juno",
    "secret",
    "akash",
    "sei",
)


def bech32_case(text: str) -> str:
    """Bech32 in lower case; base58 keeps its case."""
    bare = text.strip()
    return bare.lower() if re.match(r"(?i)(?:bc|ltc|zs|u|addr|stake)1", bare) else bare


def evm(text: str) -> str:
    """An EVM address in the form of EIP-55, so that one account is one value however it stood."""
    bare = text.strip()
    if not re.fullmatch(r"0x[0-9a-fA-F]{40}", bare):
        return ""
    return bare if checksums.has_both_cases(bare) else checksums.eip55(bare)


def bitcoin_cash(text: str) -> str:
    """CashAddr in lower case with its prefix, which may be left out where it stands."""
    bare = text.strip()
    lower = bare.lower() if bare in {bare.lower(), bare.upper()} else bare
    return lower if lower.startswith("bitcoincash:") else f"bitcoincash:{lower}"


def ton(text: str) -> str:
    """One account as one value: the bounceable form, in base64 for addresses; empty where the CRC does not hold."""
    bare = text.strip()
    raw = re.fullmatch(r"(0|-1):([0-9a-fA-F]{64})", bare)
    if raw:
        return _ton(0 if raw[1] == "0" else 0xFF, bytes.fromhex(raw[2]))
    if not re.fullmatch(r"[\w+/-]{48}", bare, re.ASCII):
        return ""
    data = base64.urlsafe_b64decode(bare.replace("+", "-").replace("/", "_"))
    if data[0] not in TON_TAGS or data[1] not in {0, 0xFF}:
        return ""
    right = checksums.xmodem(data[:34]) == int.from_bytes(data[34:], "big")
    return _ton(data[1], data[2:34]) if right else ""


def _ton(chain: int, account: bytes) -> str:
    data = bytes((0x11, chain)) + account
    return base64.urlsafe_b64encode(data + checksums.xmodem(data).to_bytes(2, "big")).decode("ascii")


def is_bitcoin(value: str) -> bool:
    """A segwit address by BIP 173 and 350, or base58check with a payee's version."""
    if value.startswith("bc1"):
        return checksums.segwit(value, "bc")
    return _is_versioned(value, {0x00, 0x05})


def is_litecoin(value: str) -> bool:
    """A segwit address with Litecoin's prefix, or base58check with a payee's version."""
    if value.startswith("ltc1"):
        return checksums.segwit(value, "ltc")
    return _is_versioned(value, {0x30, 0x32, 0x05})


def is_dogecoin(value: str) -> bool:
    """Base58check with Dogecoin's version bytes."""
    return _is_versioned(value, {0x1E, 0x16})


def is_dash(value: str) -> bool:
    """Base58check with Dash's version bytes."""
    return _is_versioned(value, {0x4C, 0x10})


def is_tron(value: str) -> bool:
    """Base58check with TRON's version byte."""
    return _is_versioned(value, {0x41})


def is_bitcoin_cash(value: str) -> bool:
    """CashAddr whose version states the length of its hash."""
    data = checksums.cashaddr(value, "bitcoincash")
    sizes = (20, 24, 28, 32, 40, 48, 56, 64)
    return data is not None and not data[0] & 0x80 and len(data) == 1 + sizes[data[0] & 7]


def is_zcash(value: str) -> bool:
    """Transparent (t1, t3), Sapling (zs1) or unified (u1) addresses."""
    if value.startswith("zs1"):
        data = checksums.bech32(value, "zs")
        return data is not None and len(data) == 43
    if value.startswith("u1"):
        return checksums.bech32(value, "u", modified=True) is not None
    payload = checksums.base58check(value)
    return payload is not None and len(payload) == 22 and payload[:2] in {b"\x1c\xb8", b"\x1c\xbd"}


def is_monero(value: str) -> bool:
    """Standard, integrated and sub-addresses of the main net, with four bytes of Keccak."""
    data = checksums.blocks58(value)
    if data is None or (len(data), data[0]) not in {(69, 18), (69, 42), (77, 19)}:
        return False
    return checksums.keccak256(data[:-4])[:4] == data[-4:]


def is_solana(value: str) -> bool:
    """Thirty-two bytes of base58, which has no checksum."""
    data = checksums.base58(value)
    return data is not None and len(data) == 32


def is_xrp(value: str) -> bool:
    """Base58check in the XRP Ledger's own alphabet, with an account's version."""
    payload = checksums.ripple_check(value)
    return payload is not None and len(payload) == 21 and payload[0] == 0


def is_cardano(value: str) -> bool:
    """A Shelley address of the main net (CIP 19), or a Byron address with its CRC-32."""
    if value.startswith(("addr1", "stake1")):
        data = checksums.bech32(value, value[: value.index("1")])
        sizes = {0: 57, 1: 57, 2: 57, 3: 57, 6: 29, 7: 29, 14: 29, 15: 29}
        return data is not None and data[0] & 15 == 1 and len(data) == sizes.get(data[0] >> 4)
    return _is_byron(checksums.base58(value))


def _is_byron(data: bytes | None) -> bool:
    """CBOR: a list of tag 24 with the payload's bytes, and their CRC-32."""
    if data is None or len(data) < 12 or data[:4] != b"\x82\xd8\x18\x58":
        return False
    payload, rest = data[5 : 5 + data[4]], data[5 + data[4] :]
    crc = {0x1A: rest[1:5], 0x19: rest[1:3], 0x18: rest[1:2]}.get(rest[0] if rest else 0)
    if crc is None or len(rest) != 1 + len(crc):
        return False
    return binascii.crc32(payload) == int.from_bytes(crc, "big")


def is_polkadot(value: str) -> bool:
    """SS58 with the network of Polkadot, Kusama or any Substrate chain."""
    read = checksums.ss58(value)
    return read is not None and read[0] in {0, 2, 42}


def is_stellar(value: str) -> bool:
    """A public key (G) in Stellar's strkey, with its CRC-16."""
    data = _base32(value)
    if data is None or len(data) != 35 or data[0] != 6 << 3:
        return False
    return checksums.xmodem(data[:33]) == int.from_bytes(data[33:], "little")


def is_algorand(value: str) -> bool:
    """Thirty-two bytes and the last four of their SHA-512/256, in base32."""
    data = _base32(value)
    return data is not None and len(data) == 36 and _sha512_256(data[:32])[-4:] == data[32:]


def _sha512_256(data: bytes) -> bytes:
    return hashlib.new("sha512_256", data).digest()


def is_cosmos(value: str) -> bool:
    """Bech32 with an account's prefix, of twenty or thirty-two bytes."""
    data = checksums.bech32(value, value.partition("1")[0])
    return value.startswith(COSMOS) and data is not None and len(data) in {20, 32}


def is_lnurl(value: str) -> bool:
    """Bech32 over a web address (LUD-01)."""
    data = checksums.bech32(value, "lnurl")
    return data is not None and data.startswith((b"https://", b"http://"))


def is_tezos(value: str) -> bool:
    """Base58check with the prefix of an implicit account (tz1 to tz4)."""
    payload = checksums.base58check(value)
    prefixes = {b"\x06\xa1\x9f", b"\x06\xa1\xa1", b"\x06\xa1\xa4", b"\x06\xa1\xa6"}
    return payload is not None and len(payload) == 23 and payload[:3] in prefixes


def is_nano(value: str) -> bool:
    """A public key and five bytes of BLAKE2b, in Nano's own base32."""
    alphabet = "13456789abcdefghijkmnopqrstuwxyz"
    body = value.removeprefix("nano_").removeprefix("xrb_")
    if len(body) != 60 or set(body) - set(alphabet) or body[0] not in "13":
        return False
    number = 0
    for each in body:
        number = number << 5 | alphabet.index(each)
    key, check = (number >> 40) & ((1 << 256) - 1), number & ((1 << 40) - 1)
    digest = hashlib.blake2b(key.to_bytes(32, "big"), digest_size=5).digest()
    return digest[::-1] == check.to_bytes(5, "big")


def nano(text: str) -> str:
    """A Nano account with the prefix of today."""
    return re.sub(r"^xrb_", "nano_", text.strip())


def is_extended_key(value: str) -> bool:
    """An extended public key (BIP 32, SLIP 132) in base58check."""
    payload = checksums.base58check(value)
    versions = {bytes.fromhex(each) for each in ("0488b21e", "049d7cb2", "04b24746", "019da462", "01b26ef6")}
    return payload is not None and len(payload) == 78 and payload[:4] in versions


def is_evm(value: str) -> bool:
    """Forty hex digits in the form of EIP-55."""
    return re.fullmatch(r"0x[0-9a-fA-F]{40}", value) is not None and checksums.is_evm(value)


def has_both_cases(raw: str) -> bool:
    """Whether an EVM address as it stood carries EIP-55's checksum at all."""
    return checksums.has_both_cases(raw.strip())


def is_ton_friendly(raw: str) -> bool:
    """Whether a TON address as it stood carries a CRC: its raw form has none."""
    return ":" not in raw


def _base32(text: str) -> bytes | None:
    """The bytes of base32 text without padding, when its last bits are zero; else nothing."""
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        return None
    return data if base64.b32encode(data).decode("ascii").rstrip("=") == text else None


def _is_versioned(value: str, versions: set[int]) -> bool:
    payload = checksums.base58check(value)
    return payload is not None and len(payload) == 21 and payload[0] in versions


NORMAL: dict[str, Callable[[str], str]] = {
    "bech32 case": bech32_case,
    "evm": evm,
    "bitcoin cash": bitcoin_cash,
    "ton": ton,
    "nano": nano,
}
VALID: dict[str, Callable[[str], bool]] = {
    "bitcoin": is_bitcoin,
    "litecoin": is_litecoin,
    "dogecoin": is_dogecoin,
    "dash": is_dash,
    "tron": is_tron,
    "bitcoin cash": is_bitcoin_cash,
    "zcash": is_zcash,
    "monero": is_monero,
    "solana": is_solana,
    "xrp": is_xrp,
    "cardano": is_cardano,
    "polkadot": is_polkadot,
    "stellar": is_stellar,
    "algorand": is_algorand,
    "cosmos": is_cosmos,
    "lnurl": is_lnurl,
    "tezos": is_tezos,
    "nano": is_nano,
    "extended key": is_extended_key,
    "evm": is_evm,
    "mixed case": has_both_cases,
    "ton": bool,
    "ton friendly": is_ton_friendly,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
