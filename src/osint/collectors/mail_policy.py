"""Who may send a site's mail, and under which names its keys usually stand: what there is to ask next."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from osint import names
from osint.errors import BadName

# Mechanisms that make a receiver ask; of more than these the policy is in error (RFC 7208, 4.6.4).
LOOKUPS = 10
ASKING = re.compile(r"^[+?~-]?(?:include:|a(?:[:/]|$)|mx(?:[:/]|$)|ptr(?::|$)|exists:)|^redirect=")
NAMES = re.compile(r"^[+?~-]?(?:include:|redirect=)([a-z0-9._-]{3,253})$")
MOST_SELECTORS = 16


@dataclass(frozen=True, slots=True)
class Selector:
    """Names of keys, and the words in mail hosts and policies beside which they are worth asking."""

    names: tuple[str, ...]
    beside: tuple[str, ...]


def included(policy: str) -> list[str]:
    """The domains whose policies an SPF policy takes in or leads to, in order; macros name none."""
    found = (NAMES.match(word) for word in policy.lower().split()[1:])
    hosts = (_host(each[1]) for each in found if each)
    return list(dict.fromkeys(host for host in hosts if host))


def lookups(policy: str) -> int:
    """How many look-ups a policy asks of a receiver by itself, what it takes in not counted."""
    return sum(ASKING.match(word) is not None for word in policy.lower().split()[1:])


def selectors(told: str) -> list[str]:
    """The names of keys to ask for, where a zone's mail hosts and policy say this."""
    fitting = (each for each in _table() if not each.beside or any(word in told for word in each.beside))
    return list(dict.fromkeys(name for each in fitting for name in each.names))[:MOST_SELECTORS]


@cache
def _table() -> tuple[Selector, ...]:
    told = tomllib.loads(files("osint.collectors").joinpath("mail_selectors.toml").read_text("utf-8"))
    return tuple(Selector(tuple(each["names"]), tuple(each.get("with", ()))) for each in told["selector"])


def _host(text: str) -> str:
    try:
        return names.host(text)
    except BadName:
        return ""
