"""What flows through the house: frozen records, and nothing else."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from osint import canonical

PRACTICE = "PRACTICE, NOT EVIDENCE"  # stands wherever something shows that the practice world made


class Outcome(StrEnum):
    """How a question ended. Every question ends in exactly one of these."""

    ANSWERED = "answered"
    ABSENT = "absent"  # the source said that there is none
    REFUSED = "refused"  # quota, block, not authorised
    CHALLENGED = "challenged"  # a bot check in place of the page
    REPLACED = (
        "replaced"  # somebody else's page in place of the site: ISP block, parking, seizure, suspension
    )
    FAILED = "failed"  # no answer that could be kept whole: time-out, reset, too large, malformed
    NOT_ASKED = "not asked"  # no key, passive mode, guard, budget


class SubjectKind(StrEnum):
    """What a question can be about."""

    SITE = "site"
    ADDRESS = "address"
    CERTIFICATE = "certificate"
    IDENTIFIER = "identifier"
    CAPTURE = "capture"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a question is about.

    ``value`` is canonical: a site's registrable domain as A-label, an address in its shortest form,
    a certificate's sha256, ``kind:value`` for an identifier or account, ``timestamp url`` for a capture.
    ``host`` is the host below the site that is meant, where it is not the site itself.
    """

    kind: SubjectKind
    value: str
    host: str = ""

    @property
    def name(self) -> str:
        """The host to speak to: the one named, or the site itself."""
        return self.host or self.value


@dataclass(frozen=True, slots=True)
class Ask:
    """One question for the network.

    ``uri`` names the place and the question: ``https://host/path``, ``http://…``,
    ``whois://server/query`` (port 43 unless given), ``dns:name?type=TXT``, ``tls://host:443``.
    Where a key of ours belongs, the text ``__NAME__`` stands in uri, headers or body, and ``keys``
    lists the names; the recorder puts the key on the wire and the placeholder in what it keeps.
    """

    uri: str
    collector: str
    subject: Subject
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    keys: tuple[str, ...] = ()
    follow: bool = True  # follow redirects; every hop is an exchange of its own


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer, as bytes, with its outcome: never changed afterwards."""

    ask: Ask
    at: datetime  # when the question was put, UTC
    ended: datetime  # when its outcome stood, UTC
    outcome: Outcome
    why: str = ""  # the outcome in words; empty when answered
    said: bytes = b""  # the request as sent, our keys struck out
    head: bytes = b""  # HTTP: status line and headers as received, with the blank line; else empty
    body: bytes = b""  # HTTP: the body, transfer coding undone; WHOIS, DNS: the reply; TLS: the chain as PEM
    address: str = ""  # the address that was contacted; empty where it is unknown
    facts: tuple[tuple[str, str], ...] = ()  # protocol, tls, transfer-coding, struck-out, redirected-from, …
    _id: str = field(default="", init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The sha256 of ``core``: the same bytes asked and answered at the same time have the same id."""
        if not self._id:  # worked out once, since it digests every byte, and each observation names it
            object.__setattr__(self, "_id", canonical.digest(self.core()))
        return self._id

    def core(self) -> dict[str, object]:
        """What the ledger says of this exchange: everything but the bytes, and the bytes' digests."""
        return {
            "uri": self.ask.uri,
            "method": self.ask.method,
            "collector": self.ask.collector,
            "subject": [self.ask.subject.kind.value, self.ask.subject.value, self.ask.subject.host],
            "at": stamp(self.at),
            "ended": stamp(self.ended),
            "outcome": self.outcome.value,
            "why": self.why,
            "address": self.address,
            "facts": [list(fact) for fact in self.facts],
            "said": sha256(self.said),
            "head": sha256(self.head),
            "body": sha256(self.body),
        }

    def fact(self, name: str) -> str:
        """The value of a named fact, or empty text."""
        return next((value for key, value in self.facts if key == name), "")


class Where(StrEnum):
    """Where in an answer an identifier stood."""

    SCRIPT = "script"
    LINK = "link"
    META = "meta"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    COMMENT = "comment"
    HEADER = "header"
    DNS = "dns"
    FILE = "file"
    IMAGE = "image"


class Check(StrEnum):
    """What a kind's validity check said."""

    VALID = "valid"  # a checksum or a length was checked and holds
    NONE = "none"  # the kind has nothing to check


@dataclass(frozen=True, slots=True)
class Find:
    """An identifier found in a piece of text: not yet tied to a site or an exchange."""

    kind: str
    value: str  # in the kind's normal form
    raw: str  # as it stood
    path: tuple[str, ...]  # layers: body, gzip, charset, entity, …
    start: int  # bytes, within the last layer
    end: int
    where: Where
    own: bool  # the page itself uses it; else it is merely mentioned
    check: Check
    platform: bool  # a platform's, vendor's or demonstration's value: never ties sites


@dataclass(frozen=True, slots=True)
class Observation:
    """A subject bears an identifier, as read in this exchange."""

    subject: Subject
    find: Find
    exchange: str
    first_seen: datetime  # UTC; what the source says, else when the exchange was made
    last_seen: datetime

    @property
    def site(self) -> str:
        """The site that bears it, or empty when the subject is no site."""
        return self.subject.value if self.subject.kind is SubjectKind.SITE else ""


class Verdict(StrEnum):
    """What an analyst can hold."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    IGNORE = "ignore"
    RETRACT = "retract"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An analyst's judgement: kept apart from every score, taken back but never deleted."""

    id: str
    verdict: Verdict
    about: tuple[str, ...]  # two sites; or one ``kind:value``; or the id that is retracted
    at: datetime
    author: str  # empty in a package from which the work product was withheld
    because: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the sum that makes a link: what both sites share, and what it is worth."""

    kind: str
    value: str
    family: str
    bits: int  # thousandths of a bit; negative counts against
    owners: int  # independent owners that are known to bear the value; 0 where that does not apply
    exchanges: tuple[str, ...]
    note: str  # the reason, in words; for what counts nothing, why it was left out


@dataclass(frozen=True, slots=True)
class Ratio:
    """A likelihood ratio with its range, in thousandths of a bit (log2)."""

    low: int
    mid: int
    high: int


@dataclass(frozen=True, slots=True)
class Link:
    """Two sites and the evidence rows whose bits add up: the prior first."""

    a: str
    b: str
    bits: int  # the sum of all rows, the prior included, in thousandths of a bit
    ratio: Ratio  # without the prior
    evidence: tuple[Evidence, ...]

    @property
    def probability(self) -> float:
        """The posterior that the rows add up to, between 0 and 1."""
        return 1.0 / (1.0 + math.pow(2.0, max(-1000.0, min(1000.0, -self.bits / 1000))))


class Disclosure(StrEnum):
    """How a registration value came to be seen, or not (after RFC 9537 and registries' practice)."""

    DISCLOSED = "disclosed"
    REDACTED = "redacted"
    PROXY = "proxy"
    PLACEHOLDER = "placeholder"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation named by a source: a candidate, never a conclusion."""

    name: str
    role: str  # registrant, admin, account holder, …
    site: str
    source: str  # the exchange's id
    disclosure: Disclosure
    field: str = ""  # the kind of identifier as which the source names it; empty where a row does not say


@dataclass(frozen=True, slots=True)
class Member:
    """A site of an operator, with how sure it is that it belongs."""

    site: str
    probability: float
    certain: bool = (
        False  # of the core, which also holds where every likelihood ratio is taken at its lower end
    )


@dataclass(frozen=True, slots=True)
class Cut:
    """The weakest place of a group: the two sides, the bits between them, and what they rest on."""

    bits: int
    side: tuple[str, ...]
    other: tuple[str, ...]
    evidence: tuple[str, ...]  # ``kind:value`` of the rows that hold it


@dataclass(frozen=True, slots=True)
class Operator:
    """A group of sites held to be run by one hand, with what it bears."""

    id: str
    sites: tuple[Member, ...]
    weakest_cut: Cut | None
    contacts: tuple[str, ...]  # ``kind:value``
    accounts: tuple[str, ...]  # ``kind:value``
    parties: tuple[Party, ...]


def sha256(data: bytes) -> str:
    """The sha256 of some bytes, as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def stamp(at: datetime) -> str:
    """A UTC time as text, to the microsecond: ``2026-11-24T01:02:03.000004Z``.

    Raises:
        ValueError: for a time without a zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """Read back what ``stamp`` wrote.

    Raises:
        ValueError: for any other form.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def facts(named: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """A mapping as an exchange's facts: sorted, the empty ones left out."""
    return tuple(sorted((key, value) for key, value in named.items() if value))
