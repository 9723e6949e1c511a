"""What is known of single registries (``servers.toml``), and the charsets in which they write."""

import codecs
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

FALLBACK = ("utf-8", "cp949", "gb18030")


@cache
def tables() -> dict[str, Any]:
    """The rules, by what they rule."""
    text = files("osint.registration").joinpath("servers.toml").read_text("utf-8")
    return tomllib.loads(text)


def top_of(place: str) -> str:
    """The top-level domain under whose rules a domain or a server stands: of one in its own letters, the Latin one."""
    top = place.rstrip(".").rpartition(".")[2].lower()
    try:
        top = top if top.isascii() else "xn--" + top.encode("punycode").decode("ascii")
    except UnicodeError:
        return top
    return str(tables()["same"].get(top, top))


def rule(name: str, top: str) -> str:
    """A registry's rule as text, by its top-level domain; empty where there is none."""
    return str(tables()[name].get(top, ""))


def decoded(raw: bytes, domain: str, server: str) -> str:
    """The text: by the registry's charsets, then by the common ones; every byte stands for something."""
    tops = (top_of(domain or server), top_of(server))
    listed = next((tables()["charset"][top] for top in tops if top in tables()["charset"]), ())
    order = ("iso2022_jp",) if b"\x1b$" in raw else ()
    for charset in (*order, *listed, *FALLBACK):
        try:
            # a letter that the end of the bytes cuts is left out, and is no sign of another charset
            return str(codecs.getincrementaldecoder(charset)().decode(raw, final=False))
        except UnicodeError:  # also a decoder that loses its way in what it holds back
            continue
    return raw.decode("latin-1")
