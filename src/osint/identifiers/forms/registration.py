"""Normal forms of registration values, and checks of the numbers under which registries keep companies."""

import re
from collections.abc import Callable

from osint.records import Disclosure
from osint.registration.privacy import disclosure_of

# Digits with which the codes of China's provinces begin (GB/T 2260).
PROVINCES = frozenset(
    map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)))
)


def person(text: str) -> str:
    """A name in one case with single blanks; empty where it hides, stands for another or holds a place."""
    bare = " ".join(text.casefold().split())
    return bare if bare and disclosure_of(bare) is Disclosure.DISCLOSED else ""


def street(text: str) -> str:
    """An address in one case, its parts parted by single blanks; empty where it names no place."""
    bare = " ".join(re.sub(r"[,;\r\n\t]+", " ", text).casefold().split()).strip(" .")
    return bare if len(bare) >= 6 and person(bare) else ""


def disclosed_upper(text: str) -> str:
    """A code in upper case without blanks; empty where it hides or holds a place."""
    bare = re.sub(r"\s", "", text).upper()
    return bare if bare and person(bare) else ""


def postal_code(text: str) -> str:
    """A postal code in upper case without blanks; empty where it has no digit or only noughts and nines."""
    bare = disclosed_upper(text).replace("-", "")
    return bare if 3 <= len(bare) <= 10 and re.search(r"[1-8]", bare) else ""


def country(text: str) -> str:
    """A country's two letters (ISO 3166); empty for anything else."""
    bare = text.strip().upper()
    return bare if re.fullmatch(r"[A-Z]{2}", bare) and bare not in {"XX", "ZZ", "NA"} else ""


def handle_of_contact(text: str) -> str:
    """A registry's handle of a contact, in upper case; empty where it is redacted or no handle."""
    bare = text.strip().upper()
    is_one = re.fullmatch(r"[A-Z0-9_.:/-]{3,60}", bare) and re.search(r"[0-9]", bare)
    return bare if is_one and person(bare) else ""


def minute(text: str) -> str:
    """A time to the minute, UTC; empty for a day without one."""
    found = re.match(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})", text.strip())
    return f"{found[1]}T{found[2]}" if found and found[2] != "00:00" else ""


def digits(text: str) -> str:
    """The digits alone."""
    return "".join(re.findall(r"[0-9]", _number(text)))


def _number(text: str) -> str:
    """A text with the digits of wide forms made narrow."""
    return text.translate(str.maketrans("０１２３４５６７８９－ー", "0123456789--"))


def letters_and_digits(text: str) -> str:
    """Letters and digits alone, in upper case."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def korean_business(text: str) -> str:
    """``123-45-67890``, as the tax office writes it."""
    bare = digits(text)
    return f"{bare[:3]}-{bare[3:5]}-{bare[5:]}" if len(bare) == 10 else ""


def korean_corporation(text: str) -> str:
    """``110111-1234567``, as the court's register writes it."""
    bare = digits(text)
    return f"{bare[:6]}-{bare[6:]}" if len(bare) == 13 else ""


def mail_order(text: str) -> str:
    """``2026-서울강남-01234``: year, district and number without blanks."""
    found = re.search(r"((?:19|20)\d\d)\s*-?\s*([^\s\d-]+(?:\s[^\s\d-]+)?)\s*-?\s*(?:제\s*)?(\d{1,6})", text)
    return f"{found[1]}-{found[2].replace(' ', '')}-{found[3]}" if found else ""


def icp(text: str) -> str:
    """``京ICP备12345678号``: the subject's record; the number behind it, which counts his sites, is left out."""
    found = re.match(r"(.)\s*ICP\s*(备|證|证|備)\s*(\d+)", text.strip(), re.IGNORECASE)
    if not found:
        return ""
    word = {"備": "备", "證": "证"}.get(found[2], found[2])
    return f"{found[1]}ICP{word}{found[3]}号" if _is_icp(word, found[3]) else ""


def _is_icp(word: str, number: str) -> bool:
    """A year and a counter: 2 digits and 6, since 2021 4 and 6; licences have 6 to 8."""
    if word == "证":
        return 6 <= len(number) <= 8
    if len(number) == 10:
        return 2019 <= int(number[:4]) <= 2035 and number[4:] != "000000"
    return len(number) == 8 and 1 <= int(number[:2]) <= 35 and number[2:] != "000000"


def public_security(text: str) -> str:
    """The fourteen digits, which begin with a district's code."""
    bare = digits(text)
    return bare if len(bare) == 14 and bare[:2] in PROVINCES and len(set(bare)) > 3 else ""


def eu_vat(text: str) -> str:
    """Country and number; an Italian number that stands without its country has it added."""
    bare = letters_and_digits(text)
    found = re.search(
        r"(?:^|VAT|UID|UST|IDNR|NR|TVA|IVA|BTW|CIF|NIF|NO)((?:[A-Z]{2}[0-9A-Z]{7,13})|[0-9]{11})$", bare
    )
    value = found[1] if found else ""
    return f"IT{value}" if re.fullmatch(r"[0-9]{11}", value) else value


def vn_tax(text: str) -> str:
    """Ten digits, and those of a branch behind a hyphen."""
    bare = digits(text)
    return f"{bare[:10]}-{bare[10:]}" if len(bare) == 13 else bare


def mx_company(text: str) -> str:
    """A company's number without blanks and hyphens."""
    return re.sub(r"[\s-]", "", text.upper())


def siren(text: str) -> str:
    """The nine digits of the enterprise: a SIRET adds five for the place."""
    bare = digits(text)
    return bare[:9] if len(bare) in {9, 14} else ""


def commercial_register(text: str) -> str:
    """``court HRB 12345``: the number alone is another company at each court."""
    found = re.match(r"(.+?)[\s,:;-]*(?:<|&|Register|Handels|unter|Nr|HR)", text.strip())
    number = re.search(r"(HR[AB])\s*(\d{1,6})(?:\s([A-Z]))?$", text.strip())
    if not found or not number:
        return ""
    suffix = f" {number[3]}" if number[3] else ""
    return f"{found[1].strip()} {number[1]} {number[2]}{suffix}"


def _stdnum(module: str, **options: bool) -> Callable[[str], bool]:
    """A check of python-stdnum, which is slow to import and seldom needed."""

    def check(value: str) -> bool:
        import importlib

        found = importlib.import_module(f"stdnum.{module}")
        return bool(found.is_valid(value, **options))

    return check


def is_korean_business(value: str) -> bool:
    """Ten digits, of which the last checks the others (National Tax Service; stdnum looks at the form alone)."""
    bare = [int(each) for each in digits(value)]
    if len(bare) != 10 or not any(bare):
        return False
    total = sum(digit * weight for digit, weight in zip(bare, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False))
    return (total + bare[8] * 5 // 10 + bare[9]) % 10 == 0


def is_vat(value: str) -> bool:
    """A number of the European Union, or of the United Kingdom, by its country's check digits."""
    from stdnum.eu import vat  # slow to import, and seldom needed
    from stdnum.gb import vat as british

    return bool(british.is_valid(value) if value.startswith("GB") else vat.is_valid(value))


def is_juristic(value: str) -> bool:
    """A juristic person's number of Thailand: a person's own number is none of ours."""
    return value.startswith("0") and _stdnum("th.moa")(value)


NORMAL: dict[str, Callable[[str], str]] = {
    "person": person,
    "street": street,
    "postal code": postal_code,
    "country": country,
    "handle of contact": handle_of_contact,
    "minute": minute,
    "digits": digits,
    "letters and digits": letters_and_digits,
    "korean business": korean_business,
    "korean corporation": korean_corporation,
    "mail order": mail_order,
    "icp": icp,
    "public security": public_security,
    "eu vat": eu_vat,
    "vn tax": vn_tax,
    "mx company": mx_company,
    "siren": siren,
    "commercial register": commercial_register,
}
VALID: dict[str, Callable[[str], bool]] = {
    "kr business": is_korean_business,
    "jp corporate": _stdnum("jp.cn"),
    "cn credit": _stdnum("cn.uscc"),
    "th juristic": is_juristic,
    "vn tax": _stdnum("vn.mst"),
    "id tax": _stdnum("id.npwp"),
    "br company": _stdnum("br.cnpj"),
    "es company": _stdnum("es.cif"),
    "mx company": _stdnum("mx.rfc", validate_check_digits=True),
    "vat": is_vat,
    "fr company": _stdnum("fr.siren"),
    "tw company": _stdnum("tw.ubn"),
    "sg company": _stdnum("sg.uen"),
    "in tax": _stdnum("in_.gstin"),
    "ru tax": _stdnum("ru.inn"),
    "ru company": _stdnum("ru.ogrn"),
    "ch company": _stdnum("ch.uid"),
    "au business": _stdnum("au.abn"),
    "lei": _stdnum("lei"),
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
