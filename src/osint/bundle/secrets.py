"""The values that a share withholds: the names that stand in their place, and where they would still be read."""

import json
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from urllib.parse import quote, quote_plus

from osint.bundle.contents import Contents
from osint.bundle.policy import Policy
from osint.formats import warc_write
from osint.identifiers import kinds
from osint.identifiers.kind import Group
from osint.identifiers.layers import layers
from osint.identifiers.words import Words
from osint.records import Exchange
from osint.rows import Row

MAILBOX = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# RFC 2142 and registries' practice; before the mark of a mailbox, or of its form in a zone's SOA record.
ROLE = re.compile(
    r"(?:abuse|as-?abuse|abuse-?as|noc|security|postmaster|hostmaster|webmaster|dns|dns-?admin|domains?|registrar|registry|"
    r"network|ripe|info|support|dmarc|root|admin|rua|ruf)(?:[+-][a-z0-9]+)?[@.].*",
    re.IGNORECASE,
)
SHORTEST = 6  # letters: what is shorter stands by chance in any text, and is withheld only where it stands as the value
# Values of many, which are withheld with the rest of a holder's data and looked for nowhere else.
OF_MANY = frozenset({"city", "state", "country", "date", "minute", "postal_code"})
# Fields of a registration that are nobody's personal data.
OF_NOBODY = re.compile(r"state|registrar(\.|$)|dates\.|nameservers|statuses|dnssec")
WITHHELD = "withheld"


class Secrets:
    """What one share withholds, with a name for each value that is the same wherever it stands."""

    def __init__(self, contents: Contents, policy: Policy) -> None:
        """Gather the values that the policy does not show."""
        self._policy = policy
        self._names: dict[tuple[str, str], str] = {}
        sought: set[str] = set()
        for row in contents.tables["observations"]:
            if not self.shows(row["kind"], row["value"]):
                self._names.setdefault((row["kind"], row["value"]), f"{WITHHELD}-{len(self._names) + 1}")
                if _is_telling(row["kind"], row["value"]):
                    sought |= {row["value"], row["raw"]}
        if not policy.parties:
            sought |= {party.name for each in contents.operators for party in each.parties}
            sought |= set(_stated(contents.tables["registrations"]))
        sites = "\n".join(row["site"].lower() for row in contents.tables["sites"])  # are shown to everybody
        kept = (each.strip() for each in sought if len(each.strip()) >= SHORTEST)
        self.sought = frozenset(each for each in kept if each.lower() not in sites)
        self._words = Words({form for each in self.sought for form in _forms(each)})

    def shows(self, kind: str, value: str) -> bool:
        """Whether a value of a kind is shown."""
        is_mailbox = kind in self._policy.roles or MAILBOX.search(value) is not None
        is_person_s = is_mailbox and not (kind in self._policy.roles and ROLE.fullmatch(value))
        return self._policy.shows(kind) and (not is_person_s or self._policy.shows("email"))

    def name(self, kind: str, value: str) -> str:
        """What is written for a value: itself, or the name that stands in its place."""
        if self.shows(kind, value) and not self.stands_in(value):
            return value
        return self._names.get((kind, value), WITHHELD)

    def fact(self, fact: str) -> str:
        """The same for ``kind:value``; any other text as it is, unless a withheld value stands in it."""
        kind, _, value = fact.partition(":")
        return f"{kind}:{self.name(kind, value)}" if kind in kinds() else self.text(fact)

    def text(self, text: str) -> str:
        """A text, unless a withheld value stands in it."""
        return WITHHELD if self.stands_in(text) else text

    def stands_in(self, text: str) -> bool:
        """Whether a withheld value stands in a text."""
        return self._words.stand_in(text.encode("utf-8", "replace"))

    def stands_in_bytes(self, data: bytes) -> bool:
        """Whether a withheld value stands in some bytes: in UTF-8, or escaped as in a URL or in JSON."""
        return self._words.stand_in(data)

    def stands_in_answer(self, exchange: Exchange) -> bool:
        """Whether a withheld value stands in what was asked or answered, unpacked and with its escapes undone."""
        told = (part.block for part in warc_write.parts(exchange, ""))
        inside = (layer.data for layer in layers(exchange.head, exchange.body))
        return any(map(self.stands_in_bytes, chain(told, inside)))


def _forms(value: str) -> set[bytes]:
    """A value as it stands in bytes, in a URL and in JSON."""
    forms = (
        value,
        value.lower(),
        value.upper(),
        quote(value, safe=""),
        quote_plus(value),
        json.dumps(value)[1:-1],
    )
    return {each.encode("utf-8", "replace") for each in forms}


def _is_telling(kind: str, value: str) -> bool:
    """Whether a withheld value is to be found nowhere: hosts, hashes and places stand in other facts that are shown."""
    entry = kinds().get(kind)
    is_technical = entry is not None and entry.group is Group.TECHNICAL and MAILBOX.search(value) is None
    return not is_technical and kind.partition("_")[2] not in OF_MANY


def _stated(rows: Iterable[Row]) -> Iterable[str]:
    """The values of registrations that may be a person's."""
    for row in rows:
        if not OF_NOBODY.match(row["field"]) and row["field"].rpartition(".")[2] not in OF_MANY:
            yield from (each["value"] for each in row["said"])


def without_persons(row: Row) -> Row:
    """A row of a registration without what may be a person's."""
    if OF_NOBODY.match(row["field"]):
        return row
    said: list[Mapping[str, object]] = [{**each, "value": ""} for each in row["said"]]
    return {**row, "said": said, "note": ""}
