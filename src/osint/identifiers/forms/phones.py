"""Telephone numbers, and the country that a word before one or its form tells."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

# Regions in which a number without a country's digits is meant, by the word before it.
REGIONS = (
    (
        ("KR",),
        r"전화|휴대|핸드폰|연락처|대표번호|고객센터|문의|상담|콜센터",
    ),
    (("JP",), r"電話番号|お電話|携帯|フリーダイヤル|お問い?合わせ|電話受付"),
    (("TW", "HK"), r"聯絡電話|客服專線|手機|專線|連絡電話|服務電話"),
    (("JP", "TW", "HK"), r"電話"),
    (("CN",), r"电话|手机|热线|座机"),
    (("TH",), r"โทร|เบอร์|มือถือ|สายด่วน"),
    (("VN",), r"iện thoại|IỆN THOẠI|s[đĐ]t|[đĐ]t|d[iđ]en thoai"),
    (("VN", "ID"), r"hotline"),
    (("ID",), r"telp|telepon|no\.? ?hp|hubungi"),
)
# What tells a country by its form alone, as people write numbers there.
SHAPES = (
    ("KR", re.compile(r"01[016789]-?\d{3,4}-?\d{4}|0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4])-\d{3,4}-\d{4}")),
    ("KR", re.compile(r"1[568]\d\d-?\d{4}|070-[4-8]\d{3}-\d{4}|050\d-\d{3,4}-\d{4}")),
    ("JP", re.compile(r"0[36]-\d{4}-\d{4}|0120-\d{3}-\d{3}|0[89]0-\d{4}-\d{4}|0\d{3}-\d{2}-\d{4}")),
    ("CN", re.compile(r"1[3-9]\d-?\d{4}-?\d{4}|400-\d{3}-\d{4}|0\d{3}-\d{7,8}|010-\d{8}|02\d-\d{8}")),
)
DASHES = str.maketrans("–‐−－ー‑　＋０１２３４５６７８９", "------ +0123456789")
NUMBER = re.compile(r"\+?\(?\d[\d().\s-]{5,26}\d")


def phone(text: str) -> str:
    """E.164, for numbers that state their country, have a word of a country before them or its form."""
    bare = re.sub(r"&nbsp;|%20|</?[a-zA-Z][^<>]{0,60}>", " ", unquote(text)).translate(DASHES)
    found = NUMBER.search(bare)
    if not found:
        return ""
    return next(
        (read for each in _shorter(found[0].strip()) if (read := _e164_of(each, bare[: found.start()]))), ""
    )


def _shorter(number: str) -> Iterator[str]:
    """A number, then what is left of it before each blank: two can stand side by side."""
    yield number
    for found in reversed(list(re.finditer(r"\s+", number))):
        if sum(each.isdigit() for each in number[: found.start()]) >= 7:
            yield number[: found.start()]


def _e164_of(number: str, word: str) -> str:
    if number.startswith("+"):
        read = _e164(re.sub(r"\(0\)", "", number))
        return read if is_phone(read) else ""
    if re.match(r"00(?=[1-9])", number):
        read = _e164("+" + number[2:])
        return read if is_phone(read) else ""
    regions = next((each for each, words in REGIONS if re.search(words, word, re.IGNORECASE)), ())
    shaped = [region for region, shape in SHAPES if shape.fullmatch(number.strip())]
    if regions and shaped and shaped[0] in regions:
        regions = (shaped[0],)
    tried = regions or tuple(dict.fromkeys(shaped))
    valid = list(dict.fromkeys(made for region in tried if is_phone(made := _e164(number, region))))
    return valid[0] if len(valid) == 1 else ""


def phone_with_country(text: str) -> str:
    """E.164, for numbers that begin with their country's digits."""
    return _e164("+" + re.sub(r"[^\d]", "", unquote(text)).removeprefix("00"))


def vietnamese_phone(text: str) -> str:
    """E.164 of a number that Zalo names as people do in Vietnam, or with its country's digits."""
    bare = re.sub(r"[^\d+]", "", unquote(text))
    if bare.startswith("+"):
        return _e164(bare)
    return _e164(bare, "VN") if bare.startswith("0") else _e164("+" + bare)


def _e164(text: str, region: str | None = None) -> str:
    import phonenumbers  # slow to import, and seldom needed

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_phone(value: str) -> bool:
    """A number that its country's plan allows (libphonenumber)."""
    import phonenumbers  # slow to import, and seldom needed

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value, None))
    except phonenumbers.NumberParseException:
        return False
