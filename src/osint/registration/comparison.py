"""Several records of one registration beside each other: where they agree, where they differ, and what one alone tells.

A registry, its registrar and two protocols state the same registration each in their own way. None is silently
preferred: each value stays with the source that stated it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from osint.records import Disclosure
from osint.registration.record import DATES, SHORT_FIELDS, Date, Record, State, Value, Zone

# What companies are called by law says nothing of which company it is; the longer forms first.
FORMS = re.compile(
    r"[\s,.]+(?:co\.?,?\s*ltd|pte\.?\s*ltd|pvt\.?\s*ltd|s\.?a\.?s|s\.?r\.?l|s\.?a|b\.?v|gmbh|k\.?k|inc|llc|ltd|limited|corp(?:oration)?|company|co)\.?$"
)
ANSWERS = frozenset(
    {State.REGISTERED, State.NOT_REGISTERED, State.RESERVED}
)  # the others are no word of a registry
A_DAY = timedelta(days=1)  # what a time zone that nobody stated can shift a date by


class Standing(StrEnum):
    """How what several sources state of one field stands together."""

    AGREED = "agreed"
    DIFFERS = "differs"
    ALONE = "alone"  # one source tells it, the others have no such field
    WITHHELD = "withheld"  # no source discloses it


@dataclass(frozen=True, slots=True)
class Stated:
    """A record with the source that stated it and the exchange in which it did."""

    source: str  # such as "rdap rdap.registry.example"
    exchange: str
    at: datetime
    record: Record


@dataclass(frozen=True, slots=True)
class Said:
    """One field as one source states it."""

    source: str
    exchange: str
    value: str  # empty where it is withheld
    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class Row:
    """One field as all sources state it."""

    field: str  # such as dates.created, contacts.registrant.name
    standing: Standing
    said: tuple[Said, ...]
    note: str = ""


def compare(stated: Iterable[Stated]) -> list[Row]:
    """A row for each field that any of the records has, in the records' order of fields.

    Records that say nothing of a registration (a refusal, an outage) have no fields, and stand in the row of
    ``state`` alone.
    """
    records = list(stated)
    rows = [_states(records)]
    rows.append(_row("registrar", _registrars(records), _same_registrar))
    rows += [_dates(name, records) for name in DATES]
    rows.append(
        _row("nameservers", _texts(records, lambda record: " ".join(sorted(record.nameservers))), _same_text)
    )
    rows.append(_row("statuses", _texts(records, _statuses), _same_text))
    for role in dict.fromkeys(role for each in records for role in each.record.contacts):
        rows += [_contact(role, field, records) for field in SHORT_FIELDS]
    return [row for row in rows if row.said]


def _states(records: list[Stated]) -> Row:
    """What each source says of the domain; a refusal or an outage is told, and contradicts nobody."""
    held = [each for each in records if each.record.state in ANSWERS]
    row = _row("state", [(each, each.record.state.value, None) for each in held], _same_text)
    said = tuple(
        Said(each.source, each.exchange, each.record.state.value, Disclosure.DISCLOSED) for each in records
    )
    note = (
        "some sources did not answer"
        if 0 < len(held) < len(records)
        else ""
        if held
        else "no source answered"
    )
    return Row("state", row.standing, said, note)


Told = tuple[Stated, str, Disclosure | None]


def _row(field: str, told: Iterable[Told], same: Callable[[str, str], bool], note: str = "") -> Row:
    said = tuple(
        Said(each.source, each.exchange, text, how or Disclosure.DISCLOSED)
        for each, text, how in told
        if text or how
    )
    shown = [each.value for each in said if each.disclosure is Disclosure.DISCLOSED]
    if not shown:
        standing = Standing.WITHHELD
    elif len(said) == 1:
        standing = Standing.ALONE
    else:
        standing = Standing.AGREED if all(same(shown[0], each) for each in shown[1:]) else Standing.DIFFERS
    if standing is Standing.AGREED and len(shown) < len(said):
        note = "disclosed by some and withheld by others"
        standing = Standing.ALONE if len(shown) == 1 else standing
    return Row(field, standing, said, note)


def _texts(records: Iterable[Stated], read: Callable[[Record], str]) -> Iterator[Told]:
    return ((each, read(each.record), None) for each in records)


def _statuses(record: Record) -> str:
    return " ".join(sorted({status.epp or status.raw for status in record.statuses}))


def _registrars(records: Iterable[Stated]) -> Iterator[Told]:
    """The registrar's name with his number at IANA, where one is stated."""
    for each in records:
        name, number = each.record.registrar.name, each.record.registrar.iana_id
        if name is not None:
            yield each, f"{name.text} (IANA {number})" if number else name.text, None


def _same_registrar(one: str, other: str) -> bool:
    """By the number where both state it, since names are written in many ways; else by the name."""
    found = [re.search(r" \(IANA (\d+)\)$", text) for text in (one, other)]
    if found[0] and found[1]:
        return found[0][1] == found[1][1]
    return _plain(re.sub(r" \(IANA \d+\)$", "", one)) == _plain(re.sub(r" \(IANA \d+\)$", "", other))


def _dates(name: str, records: Iterable[Stated]) -> Row:
    held: Mapping[str, Date] = {}
    told: list[Told] = []
    for each in records:
        if (when := each.record.dates.get(name)) is not None:
            held = {**held, when.iso: when}
            told.append((each, when.iso, None))
    row = _row(f"dates.{name}", told, lambda one, other: _same_time(held[one], held[other]))
    if row.standing is Standing.DIFFERS and name == "updated":
        return Row(
            row.field,
            row.standing,
            row.said,
            "registry and registrar each note when they changed their own record",
        )
    return row


def _same_time(one: Date, other: Date) -> bool:
    """Whether two dates can be one moment: days by their day, times to the second, or within what a zone may hide."""
    if "day" in {one.precision, other.precision} or Zone.ASSUMED in {one.zone, other.zone}:
        return abs(_moment(one) - _moment(other)) <= A_DAY
    return abs(_moment(one) - _moment(other)) <= timedelta(seconds=1)


def _moment(date: Date) -> datetime:
    return datetime.fromisoformat(date.iso[:19])


def _contact(role: str, field: str, records: Iterable[Stated]) -> Row:
    values: list[tuple[Stated, Value]] = [
        (each, value)
        for each in records
        if (value := each.record.contacts.get(role, {}).get(field)) is not None
    ]
    told = [
        (each, value.text if value.disclosure is Disclosure.DISCLOSED else "", value.disclosure)
        for each, value in values
    ]
    return _row(f"contacts.{role}.{field}", told, _same_number if field == "phone" else _same_name)


def _same_text(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _same_name(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _same_number(one: str, other: str) -> bool:
    return re.sub(r"\D", "", one) == re.sub(r"\D", "", other)


def _plain(text: str) -> str:
    """A name without case, width, form of company, and what stands between its words."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    plain = FORMS.sub("", plain)
    return re.sub(r"[\W_]+", "", plain)
