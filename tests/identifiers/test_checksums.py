"""Checksums against the vectors that the standards publish."""

import pytest

from osint.identifiers import checksums, kind

# BIP 173, BIP 350, EIP-55, CashAddr, Monero, SS58, SEP-0023, TON, XRP Ledger, CIP 19, LUD-01, BIP 32 and SLIP 132;
# where a project publishes none, its genesis account or its own donation address.
PUBLISHED = {
    "bitcoin": """BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4 BC1SW50QGDZ25J bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs
        bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y
        bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy""",
    "ethereum": """0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed 0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359
        0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB 0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb""",
    "bitcoin_cash": """bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a
        bitcoincash:qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy
        bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq""",
    "monero": """44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A
        888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H""",
    "polkadot": """5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
        15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5 HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F""",
    "stellar": "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ",
    "ton": """EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2
        Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vF""",
    "xrp": "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh rf1BiGeXwwQoi8Z2ueFYTEXSwuJYfV2Jpn",
    "algorand": "7ZUECA7HFLZTXENRV24SHLU4AVPUTMTTDUFUBNBD64C73F3UHRTHAIOF6Q",
    "cardano": """addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x
        addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8
        stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw
        Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi""",
    "tezos": "tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb",
    "nano": "nano_3t6k35gi95xu6tergt6p69ck76ogmitsa8mnijtpxm9fkcm736xtoncuohr3",
    "zcash": "t3Vz22vK5z2LcKEdg16Yv4FFneEL1zg9ojd",
    "dogecoin": "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L",
    "lightning_url": """LNURL1DP68GURN8GHJ7UM9WFMXJCM99E3K7MF0V9CXJ0M385EKVCENXC6R2C35XVUKXEFCV5MKVV34X5EKZD3EV56NYD3HXQU
RZEPEXEJXXEPNXSCRVWFNV9NXZCN9XQ6XYEFHVGCXXCMYXYMNSERXFQ5FNS""".replace("\n", ""),
    "extended_public_key": """xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7us
UDFdp6W1EGMcet8""".replace("\n", ""),
    "tron": "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8",
    "iban": "BE68539007547034 ES9121000418450200051332 NO9386011117947 FR1420041010050500013M02606",
}
# BIP 350, invalid addresses
REFUSED = [
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
    "bc1pw5dgrnzv",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
    "bc1gmk9yu",
]
EACH = [(name, value) for name, values in PUBLISHED.items() for value in values.split()]


@pytest.mark.parametrize(("name", "value"), EACH)
def test_a_published_address_is_read(name: str, value: str) -> None:
    assert kind(name).read(value)


@pytest.mark.parametrize("value", REFUSED)
def test_an_address_that_bip_350_calls_invalid_is_refused(value: str) -> None:
    assert not kind("bitcoin").read(value)
    assert not checksums.segwit(value, "bc")


def test_the_two_crcs_of_the_check_string_are_those_of_the_catalogue_of_crcs() -> None:
    assert (checksums.crc16(b"123456789"), checksums.xmodem(b"123456789")) == (0x29B1, 0x31C3)


def test_keccak_is_not_the_sha_3_of_fips_202() -> None:
    assert checksums.keccak256(b"").hex().startswith("c5d2460186f7233c927e7db2dcc703c0")


def test_luhn_takes_the_number_of_the_standard_and_none_beside_it() -> None:
    assert [digit for digit in "0123456789" if checksums.luhn("7992739871" + digit)] == ["3"]


@pytest.mark.parametrize(
    "call",
    [
        checksums.base58,
        checksums.base58check,
        checksums.ripple_check,
        checksums.ss58,
        checksums.blocks58,
        lambda text: checksums.bech32(text, "a"),
        lambda text: checksums.cashaddr(text, "a"),
        lambda text: checksums.segwit(text, "a") or None,
    ],
)
@pytest.mark.parametrize("text", ["0OIl", "a1O", "a1bioO", "a:bioO", "가", "a1" + "\u0130" * 9])
def test_what_is_not_of_the_alphabet_is_nothing_and_raises_nothing(call: object, text: str) -> None:
    assert callable(call)
    assert call(text) is None


def test_a_block_of_monero_that_no_eight_bytes_fill_is_refused() -> None:
    assert checksums.blocks58("jpXCZedGfVQ") == b"\xff" * 8
    assert checksums.blocks58("jpXCZedGfVR") is None
    assert checksums.blocks58("1111") is None
