"""Checksums of identifiers: those of addresses, of merchant codes and of account numbers."""

from osint.identifiers.checksums.base58 import base58, base58check, blocks58, ripple_check, ss58
from osint.identifiers.checksums.bech32 import bech32, cashaddr, segwit
from osint.identifiers.checksums.digits import crc16, luhn, xmodem
from osint.identifiers.checksums.keccak import eip55, has_both_cases, is_evm, keccak256

__all__ = [
    "base58",
    "base58check",
    "bech32",
    "blocks58",
    "cashaddr",
    "crc16",
    "eip55",
    "has_both_cases",
    "is_evm",
    "keccak256",
    "luhn",
    "ripple_check",
    "segwit",
    "ss58",
    "xmodem",
]
