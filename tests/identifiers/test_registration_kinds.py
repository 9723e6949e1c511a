"""What registries say of holders, and the numbers under which they keep the companies that pages name."""

import pytest

from osint.identifiers import kind, kinds
from osint.identifiers.kind import Group, Kind
from osint.identifiers.scan import scan
from osint.records import Check

DISCLOSED = tuple(
    each for each in kinds().values() if each.group is Group.REGISTRATION and each.family == "registrant"
)
HIDDEN = (
    "REDACTED FOR PRIVACY",
    "Data Protected",
    "Domains By Proxy, LLC",
    "Privacy service provided by Withheld for Privacy ehf",
    "비공개",
    "N/A",
    "-",
    "",
)
# Weights leave these out: a letter, an office, or one change in ten.
GAPS = {"jp_corporate_number", "th_juristic_number", "vn_tax_code", "id_tax_number", "es_company_number",
        "mx_company_number", "tw_company_number", "ru_company_number"}  # fmt: skip
CHECKED = tuple(
    each
    for each in kinds().values()
    if each.family == "company" and each.valid is not None and each.name not in GAPS
)


def read(name: str, text: str) -> set[str]:
    return {find.value for find in scan(text.encode()) if find.kind == name}


@pytest.mark.parametrize("each", DISCLOSED, ids=lambda each: each.name)
def test_what_hides_stands_for_another_or_holds_a_place_is_no_identifier(each: Kind) -> None:
    for text in HIDDEN:
        assert each.read(text) == "", text


def test_no_country_town_or_province_ties_anybody() -> None:
    for name in ("registrant_country", "registrant_state", "registrant_city"):
        assert kind(name).strength <= 1


def test_a_postal_code_is_one_value_with_and_without_its_blank() -> None:
    assert kind("registrant_postal_code").read("sw1a 1aa") == kind("registrant_postal_code").read("SW1A1AA")


def test_a_street_is_one_value_however_its_parts_are_parted() -> None:
    values = {
        kind("registrant_street").read(text) for text in ("12, Moon-ro, Jung-gu", "12 Moon-ro\nJung-gu.")
    }
    assert values == {"12 moon-ro jung-gu"}


def test_a_time_of_midnight_is_a_day_and_no_minute() -> None:
    assert kind("registration_minute").read("2026-03-04T00:00:00Z") == ""
    assert kind("registration_minute").read("2026-03-04 05:06:59") == "2026-03-04T05:06"


@pytest.mark.parametrize("each", CHECKED, ids=lambda each: each.name)
def test_a_company_number_with_one_digit_changed_is_refused(each: Kind) -> None:
    for example in each.examples:
        for place, stood in enumerate(example.value):
            for other in set("0123456789") - {stood} if stood.isdigit() else ():
                changed = example.value[:place] + other + example.value[place + 1 :]
                assert each.read(changed) == "", changed


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("kr_business_number", "사업자 등록번호 [120-81-47521]", "120-81-47521"),
        ("kr_business_number", "<b>사업자등록번호</b> 215 - 81 - 73685", "215-81-73685"),
        (
            "kr_business_number",
            "popup('http://www.ftc.go.kr/bizCommPop.do?wrkr_no=215-81-73685')",
            "215-81-73685",
        ),
        ("kr_mail_order_number", "통신판매업 신고번호 : 제 2026-서울영등포-0585호", "2026-서울영등포-0585"),
        ("cn_icp", "沪ICP备 2026014300号-3", "沪ICP备2026014300号"),
        ("cn_public_security", "粤公网安备 44030502002698号", "44030502002698"),
        ("eu_vat", "USt-IdNr: DE 136695976", "DE136695976"),
    ],
)
def test_a_footer_is_read_as_it_is_written(name: str, text: str, value: str) -> None:
    assert read(name, text) == {value}


def test_the_sites_of_one_icp_holder_bear_one_value() -> None:
    assert read("cn_icp", "京ICP备19283746号-1") == read("cn_icp", "京ICP备19283746号-27")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kr_business_number", "주문번호 215-81-73685"),
        ("kr_business_number", "사업자등록번호 123-45-67890"),
        ("kr_corporate_number", "900101-1234567"),
        ("th_juristic_number", "เลขประจำตัวผู้เสียภาษี 1-1055-53459-56-6"),
        ("cn_icp", "京ICP备99283746号"),
        ("mx_company_number", "see RFC 2616 and RFC: 822"),
        ("uk_company_number", "Company number: 09283746"),
        ("br_cnpj", "14673376000171"),
    ],
)
def test_a_number_without_its_word_its_check_or_its_kind_is_none(name: str, text: str) -> None:
    assert read(name, text) == set()


def test_a_placeholder_whose_check_holds_is_a_platforms() -> None:
    (find,) = [
        find for find in scan("사업자등록번호 123-45-67891".encode()) if find.kind == "kr_business_number"
    ]
    assert (find.check, find.platform) == (Check.VALID, True)


def test_a_company_number_in_a_footer_is_the_pages_own() -> None:
    (find,) = [
        find
        for find in scan("<p>사업자등록번호 215-81-73685</p>".encode())
        if find.kind == "kr_business_number"
    ]
    assert find.own
