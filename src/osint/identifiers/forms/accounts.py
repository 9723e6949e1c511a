"""Normal forms and checks of bank accounts and of what stands for one: ``bank number``, digits alone."""

import re
import unicodedata
from collections.abc import Callable

from osint.identifiers import checksums

# Korean banks by the names in use, with the lengths of the account numbers that they issue or have issued
# (cmsedi.or.kr, rules of account numbers; lists of forms in public code, 2026-11-25).
KOREAN: dict[str, tuple[str, frozenset[int]]] = {
    name: (short, frozenset(lengths))
    for short, names, lengths in (
        ("카카오뱅크", "카카오뱅크 카카오 카뱅 kakaobank kakao 090", (13,)),
        ("토스뱅크", "토스뱅크 토스 tossbank toss 092", (12, 14)),
        ("케이뱅크", "케이뱅크 케뱅 k뱅크 kbank 089", (12, 13)),
        ("국민", "국민 kb국민 kb kookmin 004", (11, 12, 14)),
        ("신한", "신한 shinhan 088", (11, 12, 13, 14)),
        ("우리", "우리 woori 020", (11, 12, 13, 14)),
        ("하나", "하나 keb하나 hana 081", (11, 12, 14)),
        ("농협", "농협 nh농협 nh 단위농협 지역농협 축협 011 012", (11, 12, 13, 14)),
        ("기업", "기업 ibk기업 ibk 003", (10, 11, 12, 14)),
        ("부산", "부산 bnk부산 032", (12, 13)),
        ("대구", "대구 dgb대구 아이엠 아이엠뱅크 im im뱅크 031", (11, 12, 13, 14)),
        ("광주", "광주 034", (12, 13)),
        ("전북", "전북 jb전북 037", (12, 13)),
        ("경남", "경남 bnk경남 039", (11, 12, 13)),
        ("제주", "제주 035", (10, 12)),
        ("수협", "수협 sh수협 007", (11, 12, 14)),
        ("새마을금고", "새마을금고 새마을 mg새마을금고 mg새마을 045", (12, 13, 14)),
        ("신협", "신협 048", (10, 11, 12, 13, 14)),
        ("우체국", "우체국 071", (12, 13, 14)),
        ("SC제일", "sc제일 제일 sc 스탠다드차타드 023", (11, 14)),
        ("씨티", "씨티 한국씨티 citi 027", (10, 11, 12, 13)),
        ("산업", "산업 kdb산업 kdb 002", (11, 14)),
        ("산림조합", "산림조합 064", (12, 13, 14)),
        ("저축은행", "저축은행 sbi저축은행 ok저축은행 050", (11, 12, 13, 14)),
    )
    for name in names.split()
}
KOREAN_WORD = re.compile(r"(?:[a-z]{1,4})?[가-힣]+|[a-z]+|(?<!\d)\d{3}(?!\d)")
NO_ACCOUNT = re.compile(
    r"0\d{1,2}-\d{3,4}-\d{4}"  # a telephone number
    r"|01[016789]\d{7,8}"
    r"|\d{3}-\d{2}-\d{5}"  # a business's registration number
    r"|\d{6}-\d{7}"  # a resident's or a corporation's registration number
    r"|(?:19|20)\d\d[-. ]?(?:0[1-9]|1[0-2])[-. ]?(?:0[1-9]|[12]\d|3[01])(?:[- ]?\d{0,8})?"  # a day, an order of a day
    r"|\d{4}(?:[- ]\d{4}){3}"  # a card
)


def korean_account(text: str) -> str:
    """``bank number``: the bank's short name and the digits; empty for another's number."""
    plain = _without_tags(text)
    number = re.search(r"(?<![\d-])(?:\d{2,6}(?:[- ]\d{2,8}){1,3}(?:-\d{1,3})?|\d{10,14})(?![\d-])", plain)
    if not number or NO_ACCOUNT.fullmatch(number[0]):
        return ""
    bank = _korean_bank(plain.replace(number[0], " ", 1))
    digits = re.sub(r"\D", "", number[0])
    return f"{bank[0]} {digits}" if bank and len(digits) in bank[1] else ""


def _korean_bank(text: str) -> tuple[str, frozenset[int]] | None:
    """The bank that a text names first, by the longest name that is known, and the lengths of its numbers."""
    for word in KOREAN_WORD.findall(text.lower()):
        shortest = len(word) if word.isascii() else 2
        for size in range(len(word), shortest - 1, -1):
            if word[:size] in KOREAN:
                return KOREAN[word[:size]]
    return None


def _without_tags(text: str) -> str:
    return re.sub(r"<[^<>]{0,80}>|&nbsp;", " ", text)


def is_korean_account(value: str) -> bool:
    """A bank's short name and a number as long as the bank issues them."""
    short, _, number = value.partition(" ")
    known = KOREAN.get(short.lower())
    return known is not None and number.isdecimal() and number.isascii() and len(number) in known[1]


JAPANESE_LABEL = re.compile(r"支店名|店名|店番号?|(?:口座|預金)(?:種別|種類|種目)")
JAPANESE_LEAD = re.compile(r"^.*(?:振込先|口座|[:：]|先は)")


def japanese_account(text: str) -> str:
    """``bank branch number``, or ``ゆうちょ sign number``."""
    plain = re.sub(r"<[^<>]{0,80}>|&nbsp;", " ", unicodedata.normalize("NFKC", text))
    plain = JAPANESE_LABEL.sub(" ", plain)
    post = re.search(
        r"記号\D{0,12}(1\d{4})(?:-\d)?\D{0,20}(\d{6,8})(?!\d)|^ゆうちょ (1\d{4}) (\d{6,8})$", plain
    )
    if post:
        return f"ゆうちょ {post[1] or post[3]} {post[2] or post[4]}"
    found = re.search(
        r"(\S{1,14}?)銀行[\s:,/(]*([^\s:,/()「」]{1,14}?(?:出張所|営業部)|[^\s:,/()「」]{1,14}?(?=支店)).*?(\d{7})(?!\d)",
        plain,
        re.DOTALL,
    )
    if not found:
        found = re.fullmatch(r"([^\s\d]{1,14}) (\S{1,14}) (\d{7})", plain)
    return f"{re.sub(JAPANESE_LEAD, '', found[1])} {found[2]} {found[3]}" if found else ""


# Thai banks by the names in use (bot.or.th, financial institutions).
THAI = {
    name: short
    for short, names in (
        ("kbank", "กสิกรไทย กสิกร kbank kasikorn"),
        ("scb", "ไทยพาณิชย์ scb"),
        ("bbl", "กรุงเทพ bbl bangkok"),
        ("ktb", "กรุงไทย ktb krungthai"),
        ("bay", "กรุงศรีอยุธยา กรุงศรี bay krungsri"),
        ("ttb", "ทหารไทยธนชาต ทีทีบี ttb tmb ทหารไทย"),
        ("gsb", "ออมสิน gsb"),
        ("baac", "ธ.ก.ส ธกส baac"),
        ("uob", "ยูโอบี uob"),
        ("cimb", "ซีไอเอ็มบี cimb"),
        ("kkp", "เกียรตินาคินภัทร เกียรตินาคิน kkp"),
        ("lh", "แลนด์แอนด์เฮ้าส์ lhbank"),
    )
    for name in names.split()
}
LONG_THAI = frozenset({"gsb", "baac"})


def thai_account(text: str) -> str:
    """``bank number`` of ten digits, or twelve at the savings and farmers' banks; no telephone number."""
    if re.fullmatch(r"[a-z]{2,5} (?:\d{10}|\d{12})", text, re.ASCII):
        return text if text.partition(" ")[0] in THAI.values() else ""
    plain = _without_tags(text).lower()
    name = next((each for each in sorted(THAI, key=len, reverse=True) if each in plain), "")
    number = re.search(r"(?<!\d)\d(?:[- ]?\d){9,11}(?!\d)", plain)
    if not name or not number or re.fullmatch(r"0[689]\d[- ]?\d{3}[- ]?\d{4}", number[0]):
        return ""
    digits, short = re.sub(r"\D", "", number[0]), THAI[name]
    return f"{short} {digits}" if len(digits) == 10 or (len(digits) == 12 and short in LONG_THAI) else ""


# Vietnamese banks by the names in use, with their numbers at NAPAS (api.vietqr.io, banks).
VIETNAMESE = {
    name: number
    for number, names in (
        ("970436", "vietcombank vcb"), ("970407", "techcombank tcb"), ("970422", "mbbank mb"), ("970416", "acb"),
        ("970418", "bidv"), ("970415", "vietinbank icb ctg"), ("970405", "agribank vba"), ("970432", "vpbank vpb"),
        ("970423", "tpbank tpb"), ("970403", "sacombank stb"), ("970441", "vib"), ("970437", "hdbank hdb"),
        ("970443", "shb"), ("970426", "msb"), ("970448", "ocb"), ("970440", "seabank"), ("970431", "eximbank eib"),
        ("970428", "namabank nab"), ("970449", "lienvietpostbank lpbank lpb"), ("970454", "bvbank vietcapitalbank vccb"),
        ("970429", "scb"), ("970409", "bacabank bab"), ("970412", "pvcombank"), ("970452", "kienlongbank klb"),
        ("970427", "vietabank vab"), ("970425", "abbank abb"), ("546034", "cake"), ("963388", "timo"),
    )
    for name in (*names.split(), number)
}  # fmt: skip
YEARS = re.compile(r"(?:(?:19|20)\d\d[ .]){1,3}(?:19|20)\d\d")


def vietnamese_account(text: str) -> str:
    """``number of the bank, account``: the first as NAPAS has it."""
    plain = _without_tags(text).lower()
    given = dict(re.findall(r"(acc|bank)=(\w+)", plain, re.ASCII))
    if given.keys() == {"acc", "bank"}:
        plain = f"{given['bank']} {given['acc']}"
    number_first = re.match(r"(?:stk|s[oố] t)\D*(\d{8,19})(?!\d).*?([a-z]+(?: bank)?)$", plain, re.DOTALL)
    if number_first:
        plain = f"{number_first[2]} {number_first[1]}"
    found = re.match(r"([a-z]+(?: bank)?|97\d{4}|546034|963388)(?!\d)", plain)
    number = re.search(r"(?<!\d)\d[\d .]{4,22}\d(?!\d)", plain[found.end() :]) if found else None
    bank = VIETNAMESE.get(found[1].replace(" ", "")) if found else None
    if not bank or not number or YEARS.fullmatch(number[0]):
        return ""
    digits = re.sub(r"\D", "", number[0])
    least = 8 if digits != number[0] else 6  # a sum is written in groups too
    return f"{bank} {digits}" if least <= len(digits) <= 19 else ""


# Indonesian banks and how long their account numbers are (banks' own pages; lists in public code, 2026-11-25).
INDONESIAN = {
    "bca": {10}, "mandiri": {13}, "bri": {15}, "bni": {10}, "bsi": {10}, "btn": {16}, "cimb": {12, 13}, "permata": {10},
    "danamon": {10, 12}, "seabank": {12}, "jago": {12}, "blu": {12}, "ocbc": {12}, "panin": {10}, "bjb": {13},
}  # fmt: skip


def indonesian_account(text: str) -> str:
    """``bank number``, with as many digits as the bank gives."""
    plain = _without_tags(text).lower()
    name = next((each for each in re.findall(r"[a-z]+", plain) if each in INDONESIAN), "")
    number = re.search(r"(?<!\d)\d(?:[- .]?\d){9,15}(?!\d)", plain)
    digits = re.sub(r"\D", "", number[0]) if number else ""
    return f"{name} {digits}" if name and len(digits) in INDONESIAN[name] else ""


def indonesian_wallet(text: str) -> str:
    """``wallet number``: a mobile number, with its country's digits."""
    plain = _without_tags(text).lower()
    name = re.match(r"[a-z]+", plain)
    digits = re.sub(r"\D", "", plain)
    digits = "62" + re.sub(r"^(?:62|0)", "", digits)
    return f"{name[0]} {digits}" if name and re.fullmatch(r"628\d{8,11}", digits) else ""


def digits_only(text: str) -> str:
    """The digits, without what stands between them."""
    return re.sub(r"\D", "", text) if text.isascii() else ""


def iban(text: str) -> str:
    """An IBAN in upper case without what stands between its groups; Polish pages write theirs without PL."""
    plain = re.sub(r"[\s.-]|&nbsp;", "", text).upper()
    return f"PL{plain}" if re.fullmatch(r"[0-9]{26}", plain) else plain


def taiwanese_account(text: str) -> str:
    """``bank account`` of a Taiwanese transfer code: D5 and D6."""
    given = dict(re.findall(r"(?:^|[?&; ])(D[56])=(\d{3,16})", text.replace("&amp;", "&")))
    if given.keys() == {"D5", "D6"} and len(given["D5"]) == 3:
        return f"{given['D5']} {given['D6'].zfill(16)}"
    return text if re.fullmatch(r"[0-9]{3} [0-9]{16}", text) else ""


def promptpay(text: str) -> str:
    """A Thai telephone number as a code has it (0066...), an identity or an e-wallet number: digits alone."""
    digits = re.sub(r"\D", "", text) if text.isascii() else ""
    mobile = re.fullmatch(r"(?:0066|66|0)([689]\d{8})", digits)
    return f"0066{mobile[1]}" if mobile else digits


def pix_key(text: str) -> str:
    """A Pix key: a telephone number in E.164, a mailbox or random key in lower case, digits of a CPF or CNPJ."""
    bare = text.strip()
    if "@" in bare or re.fullmatch(r"[0-9a-fA-F-]{36}", bare):
        return bare.lower()
    digits = re.sub(r"\D", "", bare) if bare.isascii() else ""
    return f"+{digits}" if bare.startswith("+") else digits


def is_pix_key(value: str) -> bool:
    """A form that the central bank's manual allows; the check digits of a CPF or CNPJ."""
    if re.fullmatch(r"\+55\d{10,11}|[^@\s]{1,64}@[^@\s]{3,64}", value) or re.fullmatch(
        r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", value
    ):
        return True
    from stdnum.br import cnpj, cpf  # slow to import, and seldom needed

    return len(set(value)) > 1 and bool(cpf.is_valid(value) if len(value) == 11 else cnpj.is_valid(value))


def is_promptpay(value: str) -> bool:
    """A mobile number, an identity number with its check digit, or an e-wallet of fifteen digits."""
    if re.fullmatch(r"0066[689]\d{8}|\d{15}", value):
        return True
    total = sum((13 - place) * int(each) for place, each in enumerate(value[:12])) if value.isdecimal() else 0
    return bool(re.fullmatch(r"[0-8]\d{12}", value)) and (11 - total % 11) % 10 == int(value[12])


def is_iban(value: str) -> bool:
    """Country, length, what stands where (BBAN) and the check digits mod 97 (ISO 13616)."""
    from stdnum import iban as numbers  # slow to import, and seldom needed

    return bool(numbers.is_valid(value, check_country=False))  # its lists of banks are not whole


def is_unionpay(value: str) -> bool:
    """Sixteen to nineteen digits that begin with 62, and Luhn's digit."""
    return re.fullmatch(r"62[0-9]{14,17}", value) is not None and checksums.luhn(value)


def is_clabe(value: str) -> bool:
    """Eighteen digits, the last by weights 3, 7 and 1."""
    if not re.fullmatch(r"[0-9]{18}", value) or value == "0" * 18:
        return False
    total = sum(int(each) * (3, 7, 1)[place % 3] % 10 for place, each in enumerate(value[:17]))
    return (10 - total % 10) % 10 == int(value[17])


def no_checksum(_: str) -> bool:
    """Nothing vouches for the value: its form alone was looked at."""
    return False


NORMAL: dict[str, Callable[[str], str]] = {
    "korean account": korean_account,
    "japanese account": japanese_account,
    "thai account": thai_account,
    "vietnamese account": vietnamese_account,
    "indonesian account": indonesian_account,
    "indonesian wallet": indonesian_wallet,
    "taiwanese account": taiwanese_account,
    "digits only": digits_only,
    "iban": iban,
    "promptpay": promptpay,
    "pix key": pix_key,
}
VALID: dict[str, Callable[[str], bool]] = {
    "iban": is_iban,
    "korean account": is_korean_account,
    "unionpay": is_unionpay,
    "clabe": is_clabe,
    "promptpay": is_promptpay,
    "pix key": is_pix_key,
    "no checksum": no_checksum,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
