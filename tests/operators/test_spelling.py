"""Spellings of one name have one key; names that only look alike do not."""

import pytest

from osint.operators.spelling import core, is_a_function, key, legal_form

ONE_NAME = [
    ("주식회사 예시달빛", "㈜예시달빛", "(주) 예시달빛", "주식회사예시달빛"),
    ("株式会社見本月", "（株）見本月", "㍿見本月", "株式會社 見本月"),
    ("見本月有限责任公司", "見本月有限責任公司"),
    ("บริษัท ตัวอย่าง จำกัด", "บริษัทตัวอย่างจำกัด", "บจก.ตัวอย่าง", "บจก. ตัวอย่าง"),
    ("บริษัท ตัวอย่าง จำกัด (มหาชน)", "บมจ. ตัวอย่าง"),
    ("Công ty TNHH Ví Dụ", "CÔNG TY TRÁCH NHIỆM HỮU HẠN VÍ DỤ"),
    ("Ejemplo S.A. de C.V.", "EJEMPLO, S. A. de C. V.", "ejemplo sa de cv"),
    ("Example Co., Ltd.", "EXAMPLE CO.,LTD", "Ｅｘａｍｐｌｅ Ｃｏ．， Ｌｔｄ．", "Example Company Limited"),
    ("Example, L.L.C.", "example llc", "Example Limited Liability Company"),
    ("Beispiel GmbH", "Beispiel G.m.b.H."),
    ("مثال ذ.م.م", "مثال ذات مسؤولية محدودة", "مِثـال ذ.م.م"),
    ("ООО «Пример»", "Общество с ограниченной ответственностью Пример"),
    ("O'Invented-Name", "OInvented Name", "o\u2019invented name", "O'Invented\u200b-Name"),
]
TWO_NAMES = [
    ("Example Ltd", "Example GmbH"),
    ("Example Ltd", "Example"),
    ("Example Pte Ltd", "Example Pvt Ltd"),
    ("주식회사 예시달빛", "예시달빛 주식회사"),
    ("株式会社見本", "有限会社見本"),
    ("見本有限公司", "見本股份有限公司"),
    ("Moon Invented", "Invented Moon"),
    ("Đạt Bịa", "Dat Bia"),
    ("さくら", "サクラ"),
    ("Incorporeal Ltd", "Corporeal Ltd"),
]


@pytest.mark.parametrize("spellings", ONE_NAME, ids=lambda each: each[0])
def test_the_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({key(each) for each in spellings}) == 1
    assert core(spellings[0])


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_what_only_looks_alike_stays_two(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("㈜예시달빛", "주식회사"),
        ("見本（株）", "株式会社"),
        ("บริษัท ตัวอย่าง จำกัด", "บริษัทจำกัด"),
        ("EXAMPLE CO.,LTD", "co ltd"),
        ("شركة مثال ذ.م.م", "ذات مسؤولية محدودة"),
        ("PT Contoh", "pt"),
        ("Invented Names K.K.", "kabushiki kaisha"),
    ],
)
def test_a_legal_form_is_told(name: str, form: str) -> None:
    assert legal_form(name) == form


@pytest.mark.parametrize(
    "name", ["홍가명", "Ken Incognito", "K.K. Invented", "株式会社", "Limitedo Ltdov", "ИП Вымышлен", ""]
)
def test_no_form_is_told_where_none_stands_or_no_name_beside_it(name: str) -> None:
    assert legal_form(name) == ""


def test_a_name_that_says_what_somebody_does_is_a_function() -> None:
    assert is_a_function("Domain Administrator")
    assert is_a_function("도메인 관리자")
    assert not is_a_function("Admin Invented")
    assert not is_a_function("")


@pytest.mark.parametrize("name", ["()", ".", "\u202e", "บริษัท " * 300, "(" * 5000, "co " * 2000])
def test_a_hostile_name_has_a_key_and_no_form(name: str) -> None:
    assert isinstance(key(name), str)
    assert legal_form(name) in {"", "บริษัท"}
