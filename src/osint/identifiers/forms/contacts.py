"""Normal forms and checks of contacts."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from osint import names
from osint.errors import BadName
from osint.identifiers.forms.mailboxes import FILES, is_email, is_tld, mailbox
from osint.identifiers.forms.phones import is_phone, phone, phone_with_country, vietnamese_phone


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
    return bool(value) and is_tld(re.split(r"[@:]", value)[-1].rpartition(".")[2])


def skype(text: str) -> str:
    """A Skype name in lower case, with its ``live:``."""
    return unquote(text).strip().lower()


def is_bluesky(value: str) -> bool:
    """A handle, which is a host name, or a did."""
    return value.startswith("did:plc:") or is_tld(value.rpartition(".")[2])


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
