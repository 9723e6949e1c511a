"""Which words of a WHOIS line are hosts, and which their addresses."""

from osint import names
from osint.errors import BadName


def host_of(word: str) -> str:
    """The host that a word is, in lower case and without a dot at its end; empty text where it is none."""
    bare = word.rstrip(".,").lower()
    top = bare.rpartition(".")[2]
    is_likely = 4 <= len(bare) <= 253 and "." in bare and bare.isascii() and not bare.startswith("whois.")
    is_likely = is_likely and bare != "not.defined"
    if not is_likely or "@" in bare or "/" in bare or not top[:1].isalpha():
        return ""
    try:
        return names.host(bare)
    except BadName:
        return ""


def is_address(word: str) -> bool:
    """Whether a word looks like an IP address."""
    return (
        3 <= len(word) <= 45
        and set(word.casefold()) <= set("0123456789abcdef.:")
        and (word.count(".") == 3 or word.count(":") >= 2)
    )
