"""Normal forms and checks of contacts."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from publicsuffixlist import PublicSuffixList

from osint import names
from osint.errors import BadName

FILES = re.compile(
    r"\.(?:png|jpe?g|gif|webp|svg|ico|css|m?js|avif|bmp|woff2?|ttf|mp[34]|html?|php|json|xml)$"
)
VERSION = re.compile(r"^(?:v?\d+(?:\.\d+)+|[1-4]x)\.")  # vue@2.6.14.x, logo@2x.ai
# Nobody's, and what examples are written with: RFC 2606, and IANA's test names in the scripts of our readers.
RESERVED_TLDS = frozenset({"example", "test", "xn--9t4b11yi5a", "xn--zckzah", "xn--0zwm56d", "xn--g6w251d"})
MAILBOX = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_%+-])?")
PIECE = re.compile(r"""["']([^"']{0,100})(?:["']|$)""")
JOINED = re.compile(r"""["']\s{0,2}\+\s{0,2}["']""")
# Words that stand for @ and for the dot, in brackets or alone.
AT = re.compile(
    r"\s*(?:[\[({<]\s*(?:at|@|골뱅이|アットマーク|アット|あっと|艾特|собака|arroba|arobase)\s*[\])}>]|＠|\s(?:at|AT)\s)\s*",
    re.IGNORECASE,
)
DOT = re.compile(
    r"\s*[\[({<]\s*(?:dot|\.|닷|점|ドット|点|點|точка|punto|point|ponto)\s*[\])}>]\s*|\s+dot\s+|．",
    re.IGNORECASE,
)
STAND_INS = re.compile(r"[#☆★◎■●◆＃]")
LABEL = re.compile(r"^(?:e-?mail|mail|mailto|메일|이메일|邮箱|メール)[:：\s]+(?=\S+\s)", re.IGNORECASE)
KEYWORDS = frozenset({"if", "for", "while", "switch", "return", "function", "catch", "with", "typeof", "in"})


def telegram(text: str) -> str:
    """A name in lower case; an invitation as ``+hash``, whose case counts."""
    bare = unquote(text).strip()
    if bare.startswith(("+", "joinchat/", "invite=")):
        return "+" + re.sub(r"^(?:joinchat/|invite=)", "", bare).lstrip("+")
    return bare.lstrip("@").lower()


def is_telegram(value: str) -> bool:
    """An invitation, or a name as Telegram gives them: from a letter on, no mark twice, none at the end."""
    if value.startswith("+"):  # +82... is a telephone number
        return re.fullmatch(r"\+(?!\d{7,15}$)[A-Za-z0-9_-]{10,32}", value) is not None
    return re.fullmatch(r"[a-z](?:_?[a-z0-9]){3,31}", value) is not None and len(value) <= 32


def line(text: str) -> str:
    """A LINE account with its @ written out; the mark before an id in links is none of it."""
    bare = unquote(text).strip()
    if "page.line.me/" in bare:
        return "@" + re.sub(r"^.*/(?:\?accountId=)?@?", "", bare).lower()
    labelled = re.search(r"[:：]\s*(.+)$", bare)
    if labelled:
        return line(labelled[1])
    return bare.lstrip("~").lower() if bare.startswith(("~", "@")) else bare


def handle(text: str) -> str:
    """A name without its @, in lower case: networks take both cases for one."""
    return text.strip().lstrip("@").lower()


def text_name(text: str) -> str:
    """A code as it stands, percent escapes undone."""
    return unquote(text).strip()


def is_name(value: str) -> bool:
    """A name that is no file, script or bare number of a page."""
    return not FILES.search(value)


def has_a_letter(value: str) -> bool:
    """A name with a letter in it."""
    return any(each.isalpha() for each in value) and not FILES.search(value)


def mailbox(text: str) -> str:
    """A mailbox in lower case, its host as A-labels; empty where there is none.

    RFC 5321 lets a host tell cases of the local part apart, but no large one does, and one mailbox is written
    in both; the host's case never counts. What hides a mailbox (``[at]``, joined strings) is undone.
    """
    plain = _plain(text.strip())
    local, _, host = plain.rpartition("@")
    if not local or "://" in plain or not MAILBOX.fullmatch(local):
        return ""
    try:
        return f"{local.lower()}@{names.host(_without_tail(host))}"
    except BadName:
        return ""


def _plain(text: str) -> str:
    """A mailbox as it is meant, from one of the forms in which it is hidden."""
    parts = PIECE.findall(text)
    if text.startswith("data-name"):
        return f"{parts[0]}@{'.'.join(parts[1:3])}" if len(parts) > 2 else ""
    if "=" in text and len(parts) == 2:  # a variable for each half, joined later
        return f"{parts[0]}@{parts[1]}"
    if JOINED.search(text):
        joined = "".join(parts).replace("%40", "@")
        return joined.removeprefix("mailto:")
    if "@" not in text and STAND_INS.search(text):
        return STAND_INS.sub("@", text, count=1)
    if "@" in text and not re.search(r"[\[({<]", text):
        return text
    return DOT.sub(".", AT.sub("@", LABEL.sub("", text.replace("%40", "@")), count=1))


def _without_tail(host: str) -> str:
    """A host without what was written behind it without a blank: a particle, or the next sentence."""
    rest, _, last = host.rpartition(".")
    if not last.isascii():
        known = (last[:end] for end in range(len(last), 0, -1) if _is_tld(last[:end]))
        return f"{rest}.{next(known, last)}"
    if last[:1].isupper() and last[1:].islower() and not _is_tld(last) and "." in rest:
        return rest
    return host


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


@lru_cache(maxsize=4096)
def _is_tld(label: str) -> bool:
    """Whether a label is a top-level domain that exists, or one that is kept for examples."""
    try:
        ascii_form = names.host(f"x.{label}").rpartition(".")[2]
    except BadName:
        return False
    return ascii_form in RESERVED_TLDS or _suffixes().publicsuffix(ascii_form) is not None


def is_email(value: str) -> bool:
    """A mailbox at a site under a top-level domain that exists; no name of an image, package or script."""
    local, _, host = value.rpartition("@")
    if not local or ".." in value or FILES.search(host) or FILES.search(local) or VERSION.match(host):
        return False
    if local in KEYWORDS or not _is_tld(host.rpartition(".")[2]):
        return False
    try:
        names.site(host)
    except BadName:
        return False
    return True


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


def at_host(text: str) -> str:
    """``name@host`` of a federated account, whatever marks stand before it; empty where the host is none."""
    bare = unquote(text).strip().lstrip("@")
    local, _, host = bare.replace(":", "@").partition("@") if "@" not in bare else bare.partition("@")
    try:
        return f"{local.lower()}@{names.host(host.partition(':')[0])}" if local else ""
    except BadName:
        return ""


def matrix(text: str) -> str:
    """A Matrix name with the mark of what it is: ``@user:host`` or ``#room:host``."""
    bare = unquote(text).strip()
    name, _, host = bare.partition(":")
    try:
        return f"{name.lower()}:{names.host(host)}" if name[:1] in {"@", "#"} and len(name) > 1 else ""
    except BadName:
        return ""


def mastodon(text: str) -> str:
    """``name@host`` of a profile's address, or of that form."""
    found = re.search(r"//([A-Za-z0-9.-]+)/(?:@|users/)([A-Za-z0-9_]+)", text)
    return at_host(f"{found[2]}@{found[1]}") if found else at_host(text)


def is_at_host(value: str) -> bool:
    """A name at a host under a top-level domain that exists."""
    return bool(value) and _is_tld(re.split(r"[@:]", value)[-1].rpartition(".")[2])


def skype(text: str) -> str:
    """A Skype name in lower case, with its ``live:``."""
    return unquote(text).strip().lower()


def is_bluesky(value: str) -> bool:
    """A handle, which is a host name, or a did."""
    return value.startswith("did:plc:") or _is_tld(value.rpartition(".")[2])


def is_session_id(value: str) -> bool:
    """An X25519 key with Session's prefix: nothing in it is checked, so all of one digit is none."""
    return len(set(value[2:])) > 6


def signal(text: str) -> str:
    """A user name in lower case, a telephone number as E.164, or ``eu/`` and what stands for a user name."""
    bare = unquote(text).strip()
    if bare.startswith("p/"):
        return phone_with_country(bare)
    return bare if bare.startswith("eu/") else bare.lower()


def is_signal(value: str) -> bool:
    """A telephone number must be one; of the rest nothing is checked but the form."""
    return is_phone(value) if value.startswith("+") else bool(value)


def tox_checksum(value: str) -> bool:
    """Key, nospam and the exclusive or of both by pairs of bytes, which makes nought of the whole."""
    if not re.fullmatch(r"[0-9A-F]{76}", value):
        return False
    data = bytes.fromhex(value)
    even = odd = 0
    for place in range(0, len(data), 2):
        even, odd = even ^ data[place], odd ^ data[place + 1]
    return even == odd == 0 and any(data)


def vk(text: str) -> str:
    """A screen name in lower case; a community's number as ``club``, which ``public`` and the widget mean too."""
    bare = text.strip().lower().rstrip(".")
    if bare.isdigit():
        return f"club{bare}"
    return re.sub(r"^(?:public|event)(?=\d+$)", "club", bare)


def facebook(text: str) -> str:
    """A page's name in lower case; of ``name-number`` the number, which is the page's id."""
    bare = text.strip().lower()
    found = re.fullmatch(r".*-(\d{8,17})", bare)
    return found[1] if found else bare


def is_facebook(value: str) -> bool:
    """An id, or a name with a letter in it that is no script or version of an interface."""
    if value.isdigit():
        return 5 <= len(value) <= 17
    return is_name(value) and not re.fullmatch(r"v\d+\.\d+|[a-z]{2}_[a-z]{2}", value) and len(value) <= 60


def youtube_name(text: str) -> str:
    """A handle or older name in lower case, in its own script."""
    return unquote(text).strip().lower().rstrip(".")


def linkedin(text: str) -> str:
    """``company/name`` and its like in lower case, in its own script."""
    return unquote(text).strip().lower().rstrip(".")


def link_page(text: str) -> str:
    """``host/name`` in lower case, the language that stands between left out."""
    return re.sub(r"^([^/]+/)(?:en|ja)/(?=.)", r"\1", text.strip().lower())


def is_link_page(value: str) -> bool:
    """A page of somebody's, not one of the service's own."""
    own = {"login", "signup", "register", "about", "terms", "privacy", "help", "blog", "pricing", "en", "ja"}
    return value.rpartition("/")[2] not in own and is_name(value)


def _only(normal: Callable[[str], str], holds: Callable[[str], bool]) -> Callable[[str], str]:
    """A normal form that is empty where a value has not the form of its kind: no check that vouches for one."""

    def made(text: str) -> str:
        value = normal(text)
        return value if value and holds(value) else ""

    return made


NORMAL: dict[str, Callable[[str], str]] = {
    "telegram": _only(telegram, is_telegram),
    "messenger name": _only(telegram, is_name),
    "line": _only(line, has_a_letter),
    "handle": _only(handle, is_name),
    "id with a letter": _only(handle, has_a_letter),
    "text name": text_name,
    "mailbox": mailbox,
    "phone": phone,
    "phone with country": phone_with_country,
    "vietnamese phone": vietnamese_phone,
    "at host": _only(at_host, is_at_host),
    "matrix": _only(matrix, is_at_host),
    "mastodon": _only(mastodon, is_at_host),
    "bluesky": _only(handle, is_bluesky),
    "skype": skype,
    "signal": _only(signal, is_signal),
    "session id": _only(handle, is_session_id),
    "vk": _only(vk, is_name),
    "facebook": _only(facebook, is_facebook),
    "youtube name": youtube_name,
    "linkedin": linkedin,
    "link page": _only(link_page, is_link_page),
}
VALID: dict[str, Callable[[str], bool]] = {
    "email": is_email,
    "phone": is_phone,
    "tox id": tox_checksum,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
