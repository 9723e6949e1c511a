"""WHOIS answers of many families: whose each value is, and nobody else's."""

from typing import Any

import pytest
from forms_of_countries import COUNTRIES
from forms_of_more_countries import MORE_COUNTRIES
from forms_of_registrars import REGISTRARS
from whois_families import FAMILIES

from osint import registration
from osint.records import Disclosure

ALL = FAMILIES | COUNTRIES | MORE_COUNTRIES | REGISTRARS


def stated(name: str) -> dict[str, Any]:
    """What is read of a family's answer, under the short paths of the table."""
    domain, text, _ = ALL[name]
    record = registration.parse(text.encode(), domain=domain, server="whois.registry.example")
    told: dict[str, Any] = {
        "state": record.state.value,
        "registrar": record.registrar.name.text if record.registrar.name else None,
        "iana": record.registrar.iana_id,
        "ns": record.nameservers,
        "abuse": record.abuse_email,
        "statuses": [each.epp or each.raw for each in record.statuses],
        **{
            name: record.dates[name].iso if name in record.dates else None
            for name in ("created", "updated", "expires")
        },
    }
    for role, contact in record.contacts.items():
        for field, value in contact.items():
            is_shown = value.disclosure is Disclosure.DISCLOSED
            told[f"{role}.{field}"] = value.text if is_shown else None
    return told


@pytest.mark.parametrize("name", ALL)
def test_a_familys_values_are_read_as_what_they_are(name: str) -> None:
    told = stated(name)
    expected = ALL[name][2]
    assert {path: told.get(path) for path in expected} == expected


@pytest.mark.parametrize("name", ALL)
def test_a_value_stands_at_its_place(name: str) -> None:
    domain, text, _ = ALL[name]
    record = registration.parse(text.encode(), domain=domain, server="")
    for date in record.dates.values():
        assert text.encode()[date.start : date.end].decode() == date.raw
    for contact in record.contacts.values():
        for field, value in contact.items():
            if field not in {"street", "country_code", "name"}:
                assert value.text.casefold() in text.encode()[value.start : value.end].decode().casefold()
