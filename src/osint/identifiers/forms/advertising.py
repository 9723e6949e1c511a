"""Normal forms of advertising accounts, their checks, and the sites that their values name."""

import base64
import binascii
import json
import re
from collections.abc import Callable

from osint import names
from osint.errors import BadName
from osint.identifiers.forms.plain import host, site_of_host

# Where a link stands or what it does, which is written where a code would be.
WORDS = frozenset(
    [
        "true",
        "false",
        "yes",
        "none",
        "null",
        "home",
        "banner",
        "logo",
        "main",
        "left",
        "right",
        "top",
        "menu",
        "footer",
        "header",
        "link",
    ]
)
CODE = re.compile(r"(?i)[a-z_-]{1,16}=([a-z0-9_-]{3,48})$")
SITE_NUMBER = re.compile(r"[1-9]\d{3,7}")  # PopAds numbers its sites so
GOOGLE = re.compile(r"(?i)(?:ca-)?(?:[a-z]{2,7}-)?pub-\d{16}")
UUID = re.compile(rb"Site:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def adsense(text: str) -> str:
    """An AdSense publisher: ca- and the product prefixes go, host- stays, since it marks a platform."""
    bare = text.strip().lower().removeprefix("ca-")
    return re.sub(r"^(?:video|mb|games|partner|app)-", "", bare)


def ad_manager_child(text: str) -> str:
    """The child network where a parent sells for it."""
    return text.strip().split(",")[-1]


def first_of(count: int, mark: str) -> Callable[[str], str]:
    """A normal form: the first parts of a number of several parts, which name the account."""

    def first(text: str) -> str:
        return mark.join(text.strip().split(mark)[:count])

    return first


def without_site_number(text: str) -> str:
    """``name`` of ``name-004``: the three digits tell the sites of an account apart."""
    return re.sub(r"-\d{3}$", "", text.strip())


def a8_material(text: str) -> str:
    """A8.net's material with plus signs as such."""
    return text.strip().replace("%2B", "+")


def affiliate(text: str) -> str:
    """``host code`` of a banner's link, or of that form; empty for a host that is none."""
    if re.fullmatch(r"[a-z0-9.-]{4,80} [A-Za-z0-9_-]{3,48}", text):
        return text
    named = host(re.split(r"[/?:]", text, maxsplit=1)[0])
    code = CODE.search(text)
    return f"{named} {code[1]}" if named and code and code[1].lower() not in WORDS else ""


def shopee_affiliate(text: str) -> str:
    """A promoter as ``an_number``, which a redirection's address gives as the number alone."""
    return re.sub(r"^(?:affiliate_id=)", "an_", text.strip())


def adsterra_key(text: str) -> str:
    """The key of a zone; from a script's path, which begins with the key's first three bytes, or empty."""
    *folders, key = text.strip().lower().split("/")
    return key if key.startswith("".join(folders)) else ""


def popads_site(text: str) -> str:
    """The number of a site, which newer code writes as a sum of products; empty for what is none."""
    if not re.fullmatch(r"[\d+*-]{4,80}", text) or re.search(r"^[+*]|[+*-]{2}|[+*-]$|\d{9}", text):
        return ""
    total = 0
    for sign, product in re.findall(r"([+-]?)(\d+(?:\*\d+)*)", text):
        value = 1
        for factor in product.split("*"):
            value *= int(factor)
        total += -value if sign == "-" else value
    return str(total) if SITE_NUMBER.fullmatch(str(total)) else ""


def evadav_account(text: str) -> str:
    """The publisher in EvaDav's script name, which is JSON in base64 with its first letters put last."""
    if re.fullmatch(r"\d{4,9}", text):
        return text
    turned = ("eyJ" + text.strip().removesuffix("eyJ")).rstrip("=")
    try:
        said = json.loads(base64.urlsafe_b64decode(turned + "=" * (-len(turned) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return ""
    number = said.get("pid") if isinstance(said, dict) else None
    return str(number) if re.fullmatch(r"\d{4,9}", str(number)) else ""


def rotating_path(text: str) -> str:
    """The path of a script whose host rotates, its slashes as such."""
    return text.strip().replace("\\", "").strip("/")


def host_and_code(text: str) -> str:
    """``host code`` of a referral link, or of that form; the host in lower case."""
    if re.fullmatch(r"[a-z0-9.-]{4,60} [A-Za-z0-9_-]{3,40}", text):
        return text
    named, _, path = text.strip().partition("/")
    code = path.rpartition("/")[2]
    return f"{named.lower().removeprefix('www.')} {code}" if named and code else ""


def seat(text: str) -> str:
    """``system account`` of an ads.txt line or a sellers.json entry, Google's account as AdSense writes it; or empty."""
    system, _, account = text.strip().partition(" ")
    named, number = host(system), account.strip()
    if not named or not re.fullmatch(r"[^\s,]{1,120}", number):
        return ""
    return f"{named} {adsense(number) if GOOGLE.fullmatch(number) else number}"


def managed(text: str) -> str:
    """``domain`` or ``domain COUNTRY`` of a MANAGERDOMAIN."""
    domain, _, country = text.strip().partition(" ")
    named, code = host(domain), country.strip().upper()
    return f"{named} {code}" if named and re.fullmatch(r"[A-Z]{2}", code) else ""


def contact(text: str) -> str:
    """A mailbox in lower case, or the address of a page as it stands; empty for other words."""
    bare = text.strip().removeprefix("mailto:")
    if re.fullmatch(r"https?://[^\s/]{4,100}(?:/\S{0,200})?", bare):
        return bare
    return bare.lower() if re.fullmatch(r"[^\s@]{1,64}@[^\s@]{1,200}\.[^\s@.]{2,24}", bare) else ""


def seller_name(text: str) -> str:
    """A business's name in one case with single blanks."""
    return " ".join(text.casefold().split())


def is_key_in_path(raw: str) -> bool:
    """Whether a key stood in a path whose folders repeat its beginning, which is what can be checked."""
    return "/" in raw


def is_grow_site(value: str) -> bool:
    """Base64 of ``Site:`` and a UUID."""
    try:
        return UUID.fullmatch(base64.b64decode(value + "=" * (-len(value) % 4))) is not None
    except (ValueError, binascii.Error):
        return False


def site_of_mgid_file(value: str) -> str | None:
    """The site in ``10manga.com.227556``: everything before the number."""
    named, _, number = value.rpartition(".")
    return site_of_host(named) if named and number.isdigit() else None


def site_of_dotted(value: str) -> str | None:
    """The site that a name with a dot is; a name without one names none."""
    return site_of_host(value) if "." in value else None


def site_of_hyphened(value: str) -> str | None:
    """The site in ``one-two-co-kr``, whose dots were written as hyphens: the longest suffix that there is."""
    for dots in (2, 1):
        parts = value.rsplit("-", dots)
        named = ".".join(parts)
        try:
            if len(parts) == dots + 1 and names.site(named) == named:
                return named
        except BadName:
            continue
    return None


def site_of_folder(value: str) -> str | None:
    """The site in ``one.example/abc``."""
    return site_of_host(value.partition("/")[0])


NORMAL: dict[str, Callable[[str], str]] = {
    "adsense": adsense,
    "ad manager child": ad_manager_child,
    "affiliate": affiliate,
    "a8 material": a8_material,
    "dmm account": without_site_number,
    "alimama member": first_of(2, "_"),
    "pinduoduo member": first_of(1, "_"),
    "yandex page": first_of(3, "-"),
    "shopee affiliate": shopee_affiliate,
    "adsterra key": adsterra_key,
    "popads site": popads_site,
    "evadav account": evadav_account,
    "rotating path": rotating_path,
    "host and code": host_and_code,
    "seat": seat,
    "managed": managed,
    "sales contact": contact,
    "seller name": seller_name,
}
VALID: dict[str, Callable[[str], bool]] = {
    "grow site": is_grow_site,
    "key in path": is_key_in_path,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {
    "mgid site": site_of_mgid_file,
    "dotted site": site_of_dotted,
    "hyphened site": site_of_hyphened,
    "site folder": site_of_folder,
}
