"""National registries of addresses in Korea and Japan: whom to ask, and what their WHOIS says of a network's holder.

The regional registry often knows no more than the national one's own block. Asked over WHOIS: the web forms that
ipwhois would use for the same are plain HTTP, or made for readers.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

SERVERS = {"KR": "whois.kisa.or.kr", "JP": "whois.nic.ad.jp"}
CHARSETS = ("utf-8", "cp949", "iso2022_jp")
MOST = 64 * 1024  # bytes of an answer that are read
LINE = re.compile(r"^(?:[a-z]\. )?(?:\[([^\]]{1,40})\]|([^:\[\]]{1,40}?)[ \t]{0,40}:)[ \t]*(.{0,200})$")
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{4,100}")
HOLDER = frozenset({"organization name", "organization", "기관명", "組織名"})
BOX = frozenset({"e-mail", "email", "전자우편", "electronic mail", "電子メール"})
ENGLISH = re.compile(r"(?m)^#\s{0,3}ENGLISH\s*$")


def question(country: str, address: str) -> str | None:
    """The question for the national registry of a country, or nothing where we know of none.

    JPNIC answers in English when ``/e`` stands behind (whois.nic.ad.jp, help); KRNIC answers in both.
    """
    server = SERVERS.get(country)
    return (
        f"whois://{server}/{quote(address + ('/e' if country == 'JP' else ''), safe='')}" if server else None
    )


def read(uri: str, body: bytes) -> Iterator[tuple[str, str]]:
    """The holder of the smallest block, his address for abuse where one is named, and else how he is reached."""
    if not any(uri.startswith(f"whois://{server}/") for server in SERVERS.values()):
        return
    holder = abuse = box = ""
    for label, value in _labelled(_text(body[:MOST])):
        if label in HOLDER and value:
            # A smaller block follows a larger one, with contacts of its own.
            holder, abuse, box = value, "", ""
        found = MAILBOX.search(value)
        if found and "abuse" in label:
            abuse = found[0]
        elif found and label in BOX and not box:
            box = found[0]
    if holder:
        yield "network_name", holder
    if abuse:
        yield "abuse_email", abuse
    elif box:
        yield "network_contact", box


def _text(body: bytes) -> str:
    """The answer's text: the English half, where there are two."""
    for charset in CHARSETS:
        try:
            whole = body.decode(charset)
        except UnicodeDecodeError:
            continue
        found = ENGLISH.search(whole)
        return whole[found.end() :] if found else whole
    return body.decode("latin-1")


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        found = LINE.match(line.strip()[:300])
        if found:
            yield " ".join((found[1] or found[2]).split()).lower(), found[3].strip()
