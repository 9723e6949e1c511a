"""The normalised record of a registration: what each value was, and how it came to be seen or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from osint.records import Disclosure

ROLES = ("registrant", "admin", "tech", "billing", "abuse")
FIELDS = (
    "name", "org", "email", "phone", "country",
    "country_code", "street", "city", "state", "postal", "fax", "uri", "handle", "kind",
)  # fmt: skip
DATES = ("created", "updated", "expires", "transferred")
SHORT_FIELDS, SHORT_DATES = FIELDS[:5], DATES[:3]


class State(StrEnum):
    """What an answer says of a domain. Never "not registered" without a phrase that says so."""

    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"
    RESERVED = "reserved"
    RATE_LIMITED = "rate_limited"
    BLOCKED = "blocked"
    UNAVAILABLE = "unavailable"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"


class Zone(StrEnum):
    """Where a date's time zone came from."""

    STATED = "stated"  # it stands beside the time
    REGISTRY_RULE = "registry_rule"  # the registry writes its local time, and is known to
    ASSUMED = "assumed"  # nothing tells: UTC


@dataclass(frozen=True, slots=True)
class Value:
    """A value in its normal form, whether it names anybody, and where it stood."""

    text: str
    disclosure: Disclosure
    start: int = 0  # in the text's bytes (UTF-8), where known: both 0 where not
    end: int = 0
    raw: str = ""  # as it stood, where that is not ``text``
    also: tuple["Value", ...] = ()  # what the source states beside it: another language, a further mailbox


@dataclass(frozen=True, slots=True)
class Date:
    """A day, or a second in UTC, as a source states it."""

    iso: str  # ISO 8601: a day where a day is stated, else a second in UTC
    zone: Zone = Zone.ASSUMED  # of no weight to a day
    raw: str = ""
    start: int = 0
    end: int = 0

    @property
    def precision(self) -> str:
        """``day`` or ``second``."""
        return "second" if "T" in self.iso else "day"


@dataclass(frozen=True, slots=True)
class Status:
    """A status as it stood, and the code of EPP (RFC 5731) that it is, where it is one."""

    raw: str
    epp: str = ""


@dataclass(frozen=True, slots=True)
class Registrar:
    """Who keeps the registration for the holder."""

    name: Value | None = None
    iana_id: str = ""
    url: str = ""
    whois_server: str = ""
    handle: str = ""  # the registry's own name for him, where it is no number of IANA's


Contact = Mapping[str, Value]  # the values by field, of FIELDS


@dataclass(frozen=True, slots=True)
class Record:
    """One registration, as one source states it."""

    domain: str
    state: State
    domain_id: str = ""  # the registry's own number of the domain
    registrar: Registrar = Registrar()
    reseller: Value | None = None
    dates: Mapping[str, Date] = field(default_factory=dict)  # by name, of DATES
    nameservers: tuple[str, ...] = ()
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of name servers, where stated
    statuses: tuple[Status, ...] = ()
    dnssec: str = ""  # as it stood
    contacts: Mapping[str, Contact] = field(default_factory=dict)  # by role, of ROLES

    @property
    def registrant(self) -> Contact:
        """The holder's values by field; empty where none are stated."""
        return self.contacts.get("registrant", {})

    @property
    def abuse_email(self) -> str:
        """The mailbox for complaints, in lower case; empty where none is stated."""
        email = self.contacts.get("abuse", {}).get("email")
        shown = email is not None and email.disclosure in {Disclosure.DISCLOSED, Disclosure.PROXY}
        return email.text.lower() if email is not None and shown else ""

    def to_json(self) -> dict[str, Any]:
        """The record as ``osint parse-whois`` prints it: in short, and under ``record`` in full.

        What was not disclosed is empty in short, and said so; in full it also has the words that stood there.
        """
        registrar = self.registrar.name
        return {
            "domain": self.domain,
            "state": self.state.value,
            "registrar": {
                "name": registrar.text if registrar else None,
                "iana_id": self.registrar.iana_id or None,
            },
            "dates": {name: self.dates[name].iso if name in self.dates else None for name in SHORT_DATES},
            "nameservers": list(self.nameservers),
            "statuses": [each.epp or each.raw for each in self.statuses],
            "contacts": {
                "registrant": {name: _shown(self.registrant.get(name)) for name in SHORT_FIELDS},
                "abuse": {"email": self.abuse_email or None},
            },
            "disclosure": {
                f"contacts.registrant.{name}": self.registrant[name].disclosure.value
                if name in self.registrant
                else Disclosure.ABSENT.value
                for name in SHORT_FIELDS
            },
            "record": self.in_full(),
        }

    def in_full(self) -> dict[str, Any]:
        """Each value with its words, its place and its disclosure; what is not stated is left out."""
        told: dict[str, Any] = {
            "domain_id": self.domain_id,
            "registrar": _filled(
                name=self.registrar.name and _full(self.registrar.name),
                iana_id=self.registrar.iana_id,
                url=self.registrar.url,
                whois_server=self.registrar.whois_server,
                handle=self.registrar.handle,
            ),
            "reseller": self.reseller and _full(self.reseller),
            "dates": {name: _date(date) for name, date in self.dates.items()},
            "nameservers": [
                {"host": host, "addresses": list(self.addresses.get(host, ()))} for host in self.nameservers
            ],
            "statuses": [_filled(raw=each.raw, epp=each.epp) for each in self.statuses],
            "dnssec": self.dnssec,
            "contacts": {
                role: {name: _full(value) for name, value in contact.items()}
                for role, contact in self.contacts.items()
                if contact
            },
        }
        return _filled(**told)


def _shown(value: Value | None) -> str | None:
    return value.text if value is not None and value.disclosure is Disclosure.DISCLOSED else None


def _full(value: Value) -> dict[str, Any]:
    told = {
        "text": _shown(value),
        "raw": value.raw or value.text,
        "disclosure": value.disclosure.value,
        "start": value.start,
        "end": value.end,
    }
    return {**told, "also": [_full(each) for each in value.also]} if value.also else told


def _date(date: Date) -> dict[str, Any]:
    return {
        "iso": date.iso,
        "precision": date.precision,
        "tz_source": date.zone.value if date.precision == "second" else None,
        "raw": date.raw or date.iso,
        "start": date.start,
        "end": date.end,
    }


def _filled(**values: Any) -> dict[str, Any]:
    """The values that hold something."""
    return {name: value for name, value in values.items() if value}
