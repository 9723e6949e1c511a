"""Records of one registration from several sources, compared field by field."""

from datetime import UTC, datetime
from typing import Any

import pytest

from osint.records import Disclosure
from osint.registration import State
from osint.registration.comparison import Row, Standing, Stated, compare
from osint.registration.record import Date, Record, Registrar, Value, Zone

AT = datetime(2026, 3, 1, tzinfo=UTC)
OPEN, HIDDEN = Disclosure.DISCLOSED, Disclosure.REDACTED


def stated(source: str, state: State = State.REGISTERED, **told: Any) -> Stated:
    return Stated(source, source * 8, AT, Record("moonscans.example", state, **told))


def row(field: str, *records: Stated) -> Row:
    return next(each for each in compare(records) if each.field == field)


def registrar(name: str, number: str = "") -> Registrar:
    return Registrar(name=Value(name, OPEN), iana_id=number)


def holder(field: str, text: str, disclosure: Disclosure = OPEN) -> dict[str, Any]:
    return {"contacts": {"registrant": {field: Value(text, disclosure)}}}


def created(iso: str, zone: Zone = Zone.STATED) -> dict[str, Any]:
    return {"dates": {"created": Date(iso, zone)}}


def standing(field: str, one: dict[str, Any], other: dict[str, Any]) -> Standing:
    return row(field, stated("rdap", **one), stated("whois", **other)).standing


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Gatepost Names, Inc.", "9990"), ("GATEPOST NAMES INC", "9990"), Standing.AGREED),
        (("Gatepost Names, Inc.", ""), ("GATEPOST NAMES", ""), Standing.AGREED),
        (("Gatepost", "9990"), ("Gatepost", "9991"), Standing.DIFFERS),
        (("Gatepost", "9990"), ("Namebarn", ""), Standing.DIFFERS),
        (("Hanul Co., Ltd.", ""), ("ＨＡＮＵＬ", ""), Standing.AGREED),
    ],
)
def test_a_registrar_is_one_by_his_number_and_else_by_his_name(
    one: Any, other: Any, expected: Standing
) -> None:
    assert standing("registrar", {"registrar": registrar(*one)}, {"registrar": registrar(*other)}) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (created("2024-01-02T03:04:05Z"), created("2024-01-02T03:04:05Z"), Standing.AGREED),
        (created("2024-01-02T03:04:05Z"), created("2024-01-02T09:04:05Z"), Standing.DIFFERS),
        (created("2024-01-02T03:04:05Z"), created("2024-01-02T12:04:05Z", Zone.ASSUMED), Standing.AGREED),
        (created("2024-01-02T23:04:05Z"), created("2024-01-03"), Standing.AGREED),
        (created("2024-01-02"), created("2024-02-01"), Standing.DIFFERS),
    ],
)
def test_dates_differ_where_no_time_zone_can_hide_it(one: Any, other: Any, expected: Standing) -> None:
    assert standing("dates.created", one, other) is expected


def test_name_servers_are_one_set_in_whatever_order() -> None:
    one, other = ("ns1.a.example", "ns2.a.example"), ("ns2.a.example", "ns1.a.example")
    assert standing("nameservers", {"nameservers": one}, {"nameservers": other}) is Standing.AGREED
    assert standing("nameservers", {"nameservers": one}, {"nameservers": one[:1]}) is Standing.DIFFERS


def test_a_value_that_one_source_withholds_is_the_other_s_alone() -> None:
    found = row(
        "contacts.registrant.name",
        stated("rdap", **holder("name", "", HIDDEN)),
        stated("whois", **holder("name", "Moon")),
    )
    assert found.standing is Standing.ALONE
    assert "withheld" in found.note
    assert [(each.source, each.value, each.disclosure) for each in found.said] == [
        ("rdap", "", HIDDEN),
        ("whois", "Moon", OPEN),
    ]


def test_a_proxy_s_name_is_not_shown_as_the_holder_s() -> None:
    proxies = holder("name", "Domains By Stand-in", Disclosure.PROXY)
    found = row("contacts.registrant.name", stated("rdap", **proxies), stated("whois", **proxies))
    assert found.standing is Standing.WITHHELD
    assert {each.value for each in found.said} == {""}


def test_holders_that_differ_are_shown_both() -> None:
    found = row(
        "contacts.registrant.phone",
        stated("rdap", **holder("phone", "+82.2 555 0100")),
        stated("whois", **holder("phone", "+8225550199")),
    )
    assert found.standing is Standing.DIFFERS
    assert len(found.said) == 2
    assert (
        standing(
            "contacts.registrant.phone", holder("phone", "+82.2 555 0100"), holder("phone", "+82-25550100")
        )
        is Standing.AGREED
    )


def test_a_refusal_stands_beside_the_records_and_contradicts_no_field() -> None:
    rows = compare([stated("rdap", **created("2024-01-02")), stated("whois", State.RATE_LIMITED)])
    assert [(each.field, each.standing) for each in rows] == [
        ("state", Standing.ALONE),
        ("dates.created", Standing.ALONE),
    ]


def test_registered_and_not_registered_is_a_conflict_and_two_refusals_are_no_answer() -> None:
    assert row("state", stated("rdap"), stated("whois", State.NOT_REGISTERED)).standing is Standing.DIFFERS
    refused = row("state", stated("rdap", State.BLOCKED), stated("whois", State.RATE_LIMITED))
    assert (refused.standing, refused.note) == (Standing.WITHHELD, "no source answered")
    assert [each.value for each in refused.said] == ["blocked", "rate_limited"]


def test_nothing_stated_is_nothing_to_compare() -> None:
    assert compare([]) == []
