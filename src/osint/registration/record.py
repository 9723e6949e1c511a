"""The normalised record of a registration: what each value was, and how it came to be seen or not."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from osint.records import Disclosure


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


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it stood, and whether it names anybody."""

    text: str
    disclosure: Disclosure
    start: int = 0  # in the text's bytes, where known
    end: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One registration, as one source states it."""

    domain: str
    state: State
    registrar: Value | None = None
    registrar_iana_id: str = ""
    registrar_server: str = ""
    dates: dict[str, str] = field(default_factory=dict)  # created, updated, expires: ISO 8601
    nameservers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    registrant: dict[str, Value] = field(default_factory=dict)  # name, org, email, phone, country
    abuse_email: str = ""

    def to_json(self) -> dict[str, Any]:
        """The record as ``osint parse-whois`` prints it; what was not disclosed is empty, and said so."""
        shown = {
            key: value.text if value.disclosure is Disclosure.DISCLOSED else None
            for key, value in self.registrant.items()
        }
        wanted = ("name", "org", "email", "phone", "country")
        return {
            "domain": self.domain,
            "state": self.state.value,
            "registrar": {
                "name": self.registrar.text if self.registrar else None,
                "iana_id": self.registrar_iana_id or None,
            },
            "dates": {key: self.dates.get(key) for key in ("created", "updated", "expires")},
            "nameservers": list(self.nameservers),
            "statuses": list(self.statuses),
            "contacts": {
                "registrant": {key: shown.get(key) for key in wanted},
                "abuse": {"email": self.abuse_email or None},
            },
            "disclosure": {
                f"contacts.registrant.{key}": self.registrant[key].disclosure.value
                if key in self.registrant
                else Disclosure.ABSENT.value
                for key in wanted
            },
        }
