"""Hosts and sites: what a host name is, and which registrable domain it belongs to.

The public suffix list is the one inside the ``publicsuffixlist`` package, private section on
(``a.github.io`` and ``b.github.io`` are two sites); its date is part of every derivation's basis.
"""

import importlib.metadata
import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

import idna
from publicsuffixlist import PublicSuffixList

from osint.errors import BadName


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=True, only_icann=False)


def suffix_list_version() -> str:
    """The version of the public suffix list in use, as its package states it."""
    return importlib.metadata.version("publicsuffixlist")


@lru_cache(maxsize=65536)
def host(text: str) -> str:
    """A host name as lower-case A-labels without a trailing dot.

    Raises:
        BadName: for what is no host name: an address, a URL, a label that IDNA or DNS refuses.
    """
    bare = text.strip().rstrip(".").lower()
    if not bare or is_address(bare):
        raise BadName(f"{text!r} is no host name: give a name such as example.org, without scheme or path")
    try:
        ascii_form = bare if bare.isascii() else idna.encode(bare, uts46=True).decode("ascii")
    except idna.IDNAError as why:
        raise BadName(f"{text!r} is no host name ({why}): give a name such as example.org") from why
    labels = ascii_form.split(".")
    # A name that ends in a number is an address or nothing (WHATWG URL, host parsing; RFC 3696, 2): 300.1.2.3.
    # A top-level domain that the list does not have is none of our business: new ones come, and .onion is none.
    is_numeric = re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]) is not None
    if len(ascii_form) > 253 or len(labels) < 2 or is_numeric or not all(map(_is_label, labels)):
        raise BadName(f"{text!r} is no host name: give a name such as example.org, without scheme or path")
    return ascii_form


@lru_cache(maxsize=65536)
def site(text: str) -> str:
    """The registrable domain of a host name, as A-labels.

    Raises:
        BadName: for what is no host name, and for a bare public suffix such as ``co.kr``.
    """
    name = host(text)
    domain = _suffixes().privatesuffix(name)
    if domain is None:
        raise BadName(f"{text!r} is a public suffix, not a site: name the site below it")
    return str(domain)


def unicode_form(name: str) -> str:
    """A host name as a reader of its script knows it (U-labels); unchanged where IDNA refuses it."""
    try:
        return ".".join(
            idna.decode(label) if label.startswith("xn--") else label for label in name.split(".")
        )
    except idna.IDNAError:
        return name


def is_address(text: str) -> bool:
    """Whether a text is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def _is_label(label: str) -> bool:
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    return 0 < len(label) <= 63 and set(label) <= allowed and label[0] != "-" and label[-1] != "-"


def host_of(url: str) -> str:
    """The host that a URL names, as A-labels.

    Raises:
        BadName: for a URL without a host, or whose host is none.
    """
    try:
        found = urlsplit(url).hostname
    except ValueError as why:
        raise BadName(f"{url[:200]!r} is no URL ({why})") from why
    if not found:
        raise BadName(f"{url[:200]!r} names no host: give an address such as https://example.org/")
    return host(found)


def path_of(url: str) -> str:
    """The path of a URL, or empty text where it has none or is no URL."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
