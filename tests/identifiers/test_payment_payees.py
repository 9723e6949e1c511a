"""Payees: what is copied and quoted, one-character mutants, merchant codes that are not as they should be."""

import binascii
from collections.abc import Callable

import pytest

from osint.identifiers import kind, kinds
from osint.identifiers.kind import Group, Kind
from osint.identifiers.scan import scan
from osint.records import Check, Find, Where

PAYEES = tuple(each for each in kinds().values() if each.group is Group.PAYMENT)
CHECKED = tuple(each for each in PAYEES if each.valid is not None and each.expression)
ALPHABETS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def of(name: str, text: str) -> list[Find]:
    return [find for find in scan(text.encode()) if find.kind == name]


def values(name: str, text: str) -> set[str]:
    return {find.value for find in of(name, text)}


def test_there_are_more_than_fifty_kinds_of_payees() -> None:
    assert len(PAYEES) >= 50


def test_a_copier_has_no_reason_to_keep_any_of_them() -> None:
    assert [each.name for each in PAYEES if each.copied] == []


@pytest.mark.parametrize("each", CHECKED, ids=lambda each: each.name)
def test_no_one_character_mutant_of_a_value_with_a_checksum_is_read(each: Kind) -> None:
    for example in each.examples:
        for find in of(each.name, example.text)[:1]:
            if find.check is Check.VALID:
                accepted = [mutant for mutant in mutants(find.raw) if each.read(mutant)]
                assert accepted == []


def mutants(raw: str) -> list[str]:
    """Every other letter or digit of the same sort, at every place."""
    return [
        raw[:place] + other + raw[place + 1 :]
        for place, stood in enumerate(raw)
        for alphabet in ALPHABETS
        if stood in alphabet
        for other in alphabet
        if other != stood
    ]


@pytest.mark.parametrize(
    "name",
    [
        "solana",
        "kr_bank_account",
        "jp_bank_account",
        "th_bank_account",
        "vn_bank_account",
        "id_bank_account",
        "paypal_merchant",
        "stripe_key",
    ],
)
def test_what_has_no_checksum_says_so(name: str) -> None:
    assert {find.check for example in kind(name).examples for find in of(name, example.text)} == {Check.NONE}


@pytest.mark.parametrize("each", [each for each in PAYEES if each.deny], ids=lambda each: each.name)
def test_every_denied_value_can_be_read_so_that_it_is_shown_as_a_platforms(each: Kind) -> None:
    assert [value for value in each.deny if each.read(value) != value] == []


def tlv(tag: str, value: str, count: Callable[[str], int] = len) -> str:
    return f"{tag}{count(value):02d}{value}"


def code(*fields: tuple[str, str], count: Callable[[str], int] = len) -> str:
    """A merchant code with its CRC."""
    text = "000201" + "".join(tlv(tag, value, count) for tag, value in fields) + "6304"
    return text + f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def in_bytes(value: str) -> int:
    return len(value.encode())


ACCOUNT = tlv("00", "A000000677010111") + tlv("01", "0066892458892")
THAI = ("53", "764"), ("58", "TH")
PAYEE = "promptpay 0066892458892"


class TestMerchantCodes:
    @pytest.mark.parametrize(
        "name", ["6304", "6304ABCD", "SHOP 6304ABCD CAFE", "A 6304 B", "6304ABCD-6304ABCD"]
    )
    def test_end_where_their_lengths_say_whatever_a_value_holds(self, name: str) -> None:
        text = code(("29", ACCOUNT), *THAI, ("59", name))
        (find,) = of("emvco_payee", f'<p data-qr="{text}">')
        assert (find.value, find.raw) == (PAYEE, text)

    @pytest.mark.parametrize(
        "around", ["{}", "'{}'", '"{}",', "<b>{}</b>", "data={}&x=1", "{}\n{}", "['{}','{}']", "{} {}"]
    )
    def test_are_read_in_text_scripts_addresses_and_lists(self, around: str) -> None:
        text = code(("29", ACCOUNT), *THAI)
        found = of("emvco_payee", around.replace("{}", text))
        assert [find.raw for find in found] == [text] * around.count("{}")

    @pytest.mark.parametrize("count", [len, in_bytes])
    def test_may_count_characters_or_bytes(self, count: Callable[[str], int]) -> None:
        text = code(("29", ACCOUNT), *THAI, ("59", "ร้านพระจันทร์"), ("60", "กรุงเทพ"), count=count)
        assert values("emvco_payee", text) == {PAYEE}

    def test_are_read_where_the_schemes_name_is_in_the_other_case_and_where_the_crc_is(self) -> None:
        text = code(("29", ACCOUNT.replace("A0000", "a0000")), *THAI)
        assert values("emvco_payee", text[:-4] + text[-4:].lower()) == {PAYEE}

    def test_are_read_in_an_address_that_writes_blanks_as_plus(self) -> None:
        text = code(("29", ACCOUNT), *THAI, ("59", "MOON SHOP"))
        assert values("emvco_payee", "https://qr.example/?data=" + text.replace(" ", "+")) == {PAYEE}

    @pytest.mark.parametrize(
        "text",
        [
            code(("29", ACCOUNT), *THAI)[:-8],
            code(("29", ACCOUNT), *THAI)[:-4],
            code(("29", ACCOUNT), *THAI)[:-1],
            code(("29", ACCOUNT), *THAI) + "0",
            "9" + code(("29", ACCOUNT), *THAI),
            code(("29", ACCOUNT + "0"), *THAI),
            code(("29", ACCOUNT), ("29", ACCOUNT), *THAI),
            code(("29", ACCOUNT), ("53", "764"), ("58", "US")),
            code(("29", ACCOUNT), ("53", "840"), ("58", "TH")),
            code(("29", tlv("00", "A000000677010111")), *THAI),
            code(("29", tlv("00", "COM.UNKNOWN") + tlv("01", "5")), *THAI),
        ],
    )
    def test_are_refused_without_crc_payee_or_scheme_and_where_something_contradicts(self, text: str) -> None:
        assert of("emvco_payee", text) == []

    def test_are_the_sites_own_in_a_picture_and_in_text(self) -> None:
        text = code(("29", ACCOUNT), *THAI)
        (find,) = [find for find in scan(text.encode(), where=Where.IMAGE) if find.kind == "emvco_payee"]
        assert find.own

    def test_name_the_shop_behind_a_bank_that_collects_for_many(self) -> None:
        inner = tlv("00", "A000000677010112") + tlv("01", "010753600031501") + tlv("02", "KB000000000001")
        assert values("emvco_payee", code(("30", inner), *THAI)) == {
            "promptpay-bill 010753600031501 KB000000000001"
        }

    def test_name_the_account_where_the_bakong_name_is_the_banks_own(self) -> None:
        inner = tlv("00", "khqr@aclb") + tlv("01", "85512000000")
        assert values("emvco_payee", code(("29", inner), ("53", "116"), ("58", "KH"))) == {
            "khqr khqr@aclb 85512000000"
        }


class TestKoreanAccounts:
    @pytest.mark.parametrize(
        "text",
        [
            "후원계좌 : 국민은행 123456-04-123456 (예금주 : 홍길동)",
            "KB국민 123456-04-123456",
            "국민은행 홍길동 123456-04-123456",
            "123456-04-123456 국민은행 홍길동",
            "<tr><td>국민은행</td><td>홍길동</td><td>123456-04-123456</td></tr>",
            '<button data-clipboard-text="국민은행 123456-04-123456">복사</button>',
            "bank: '국민은행', accountNumber: '12345604123456'",
            "국민은행 12345604123456",
        ],
    )
    def test_are_read_in_the_forms_in_which_pages_show_them(self, text: str) -> None:
        assert values("kr_bank_account", text) == {"국민 12345604123456"}

    @pytest.mark.parametrize(
        "text",
        [
            "주문번호 20240115-0000123 국민",
            "국민은행 고객센터 1588-9999",
            "국민은행 02-2073-7114",
            "하나 2024-11-25-12345",
            "사업자등록번호 123-45-67890 국민은행",
            "전화 02-1234-5678 신한은행 앞",
            "우리 동네 110-123-456789",
            "신한카드 110-123-456789",
            "하나 1234567890123",
            "부산 051-123-4567 부산광역시",
            "통신판매업신고 제2020-부산해운대-0123호",
            "우체국택배 송장번호 6012345678901",
            "국민 010-1234-5678",
        ],
    )
    def test_are_no_order_day_telephone_or_registration_number(self, text: str) -> None:
        assert of("kr_bank_account", text) == []

    def test_are_one_value_however_bank_and_number_are_written(self) -> None:
        texts = (
            "카카오뱅크 3333-01-2345678",
            "카뱅 3333012345678",
            "카카오 3333-01-2345678",
            "KakaoBank 3333-01-2345678",
        )
        assert {value for text in texts for value in values("kr_bank_account", text)} == {
            "카카오뱅크 3333012345678"
        }


class TestAddresses:
    def test_of_an_explorers_page_is_read_and_a_tokens_or_a_transactions_is_not(self) -> None:
        address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
        assert values("ethereum", f"https://etherscan.io/address/{address}") == {address}
        assert (
            values("ethereum", f"https://etherscan.io/token/{address} https://etherscan.io/tx/{address}")
            == set()
        )

    @pytest.mark.parametrize("size", [32, 40, 56, 58, 64, 96])
    def test_are_not_read_out_of_hashes(self, size: int) -> None:
        digits = ("0123456789abcdef" * 7)[:size]
        chains = {each.name for each in PAYEES if each.name not in {"stripe_key"}}
        assert [find for find in scan(f"<i>{digits}</i> sol {digits}".encode()) if find.kind in chains] == []

    def test_of_one_account_are_one_value_where_a_chain_writes_it_in_two_ways(self) -> None:
        ton = values(
            "ton",
            "EQDhrYqU4nFPUdbkawoZlCpDBRaYVNhLWcdwFT8XCyCQAItA UQDhrYqU4nFPUdbkawoZlCpDBRaYVNhLWcdwFT8XCyCQANaF",
        )
        cash = values(
            "bitcoin_cash",
            "pq05e0elxh57ken0qcncy7g2zd3vsv6u4c9dlqhfh4 bitcoincash:pq05e0elxh57ken0qcncy7g2zd3vsv6u4c9dlqhfh4",
        )
        assert (len(ton), len(cash)) == (1, 1)


def test_the_two_processors_whose_keys_begin_alike_are_told_apart() -> None:
    paystack = "pk_live_0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"
    stripe = "pk_live_a1B2c3D4e5F6g7H8i9J0k1L2"
    assert {find.kind for find in scan(paystack.encode())} == {"paystack"}
    assert {find.kind for find in scan(stripe.encode())} == {"stripe_key"}


def test_an_iban_ends_where_its_country_says_whatever_stands_behind_it() -> None:
    assert values("iban", "IBAN DE75 5121 0800 1245 1261 99 BIC SOLADEST 600") == {"DE75512108001245126199"}
