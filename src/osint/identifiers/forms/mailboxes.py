"""Mailboxes: how they are written and hidden, and what only looks like one."""

import re
from functools import lru_cache

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
    r"\s*(?:[\[({<]\s*(?:at|@|골뱅이|앳|엣|아트|アットマーク|アット|あっと|艾特|собака|arroba|arobase)\s*[\])}>]"
    r"|＠|ⓐ|골뱅이|앳|\s(?:at|AT)\s)\s*",
    re.IGNORECASE,
)
DOT = re.compile(
    r"\s*[\[({<]\s*(?:dot|\.|닷|점|쩜|ドット|点|點|точка|punto|point|ponto)\s*[\])}>]\s*|\s+dot\s+|\s*[닷점쩜]\s*|．",
    re.IGNORECASE,
)
ELEMENT = re.compile(r"</?(?!at>|dot>)[a-z]{1,6}>", re.IGNORECASE)
STAND_INS = re.compile(r"[#☆★◎■●◆＃]")
LABEL = re.compile(r"^(?:e-?mail|mail|mailto|메일|이메일|邮箱|メール)[:：\s]+(?=\S+\s)", re.IGNORECASE)
KEYWORDS = frozenset({"if", "for", "while", "switch", "return", "function", "catch", "with", "typeof", "in"})


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
    bare = ELEMENT.sub("", text.replace("%40", "@"))
    return DOT.sub(".", AT.sub("@", LABEL.sub("", bare), count=1))


def _without_tail(host: str) -> str:
    """A host without what was written behind it without a blank: a particle, or the next sentence."""
    rest, _, last = host.rpartition(".")
    if not last.isascii():
        known = (last[:end] for end in range(len(last), 0, -1) if is_tld(last[:end]))
        return f"{rest}.{next(known, last)}"
    if last[:1].isupper() and last[1:].islower() and not is_tld(last) and "." in rest:
        return rest
    return host


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


@lru_cache(maxsize=4096)
def is_tld(label: str) -> bool:
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
    if local in KEYWORDS or not is_tld(host.rpartition(".")[2]):
        return False
    try:
        names.site(host)
    except BadName:
        return False
    return True
