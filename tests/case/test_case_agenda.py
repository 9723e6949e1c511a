"""The agenda: what a collection follows by itself, what is searched, which sites are taken in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from case_cases import AT, site

from osint.case import agenda
from osint.errors import BadName
from osint.identifiers import kind
from osint.records import Check, Find, Observation, Subject, SubjectKind, Where


def seen(
    on: str,
    name: str,
    value: str,
    *,
    own: bool = True,
    platform: bool = False,
    subject: Subject | None = None,
) -> Observation:
    find = Find(name, value, value, ("body",), 0, len(value), Where.SCRIPT, own, Check.NONE, platform)
    return Observation(subject or site(on), find, "0" * 64, AT, AT)


def test_a_host_is_its_site_and_stays_named() -> None:
    assert agenda.site_subject("WWW.Reader.co.kr") == Subject(
        SubjectKind.SITE, "reader.co.kr", "www.reader.co.kr"
    )
    assert agenda.site_subject("reader.co.kr").host == ""
    with pytest.raises(BadName):
        agenda.site_subject("co.kr")


def test_each_subject_goes_to_the_collectors_that_accept_it() -> None:
    made = {task.collector.name for task in agenda.tasks([Subject(SubjectKind.ADDRESS, "100.64.1.2")])}
    assert {"network", "shodan"} <= made
    assert not made & {"page", "whois", "ads_txt"}
    only = [task.collector.name for task in agenda.tasks([site("a.example")], only=frozenset({"page"}))]
    assert only == ["page"]


def test_addresses_are_followed_once_and_a_platforms_are_not() -> None:
    observations = [
        seen("a.example", "address", "100.64.1.2"),
        seen("b.example", "address", "100.64.1.2"),
        seen("c.example", "address", "100.64.1.3", platform=True),
        seen("", "address", "100.64.1.4", subject=Subject(SubjectKind.ADDRESS, "100.64.1.9")),
    ]
    assert list(agenda.followed(observations)) == [Subject(SubjectKind.ADDRESS, "100.64.1.2")]


def test_the_most_telling_is_searched_first_and_what_ties_nobody_is_not() -> None:
    observations = [
        seen("a.example", "favicon", "12345"),
        seen("a.example", "google_analytics", "UA-7345812"),
        seen("a.example", "paypal_button", "QO2GVJO2BJI39"),
        seen("a.example", "telegram", "somebody", own=False),
        seen("a.example", "google_analytics", "UA-12345678", platform=True),
        seen("a.example", "address", "100.64.1.2"),
    ]
    names = [subject.value for subject in agenda.worth_searching(observations)]
    assert names == ["paypal_button:QO2GVJO2BJI39", "google_analytics:UA-7345812", "favicon:12345"]
    assert kind("paypal_button").strength > kind("google_analytics").strength > kind("favicon").strength


def test_the_key_of_a_sites_own_machine_is_searched_and_that_of_a_crowds_or_a_fronts_is_not() -> None:
    key = "ssh_key:{}0000000000000000000000000000000"

    def on(address: str, name: str, value: str) -> Observation:
        return seen("", name, value, subject=Subject(SubjectKind.ADDRESS, address))

    observations = [
        seen("a.example", "address", "100.64.1.1"),
        on("100.64.1.1", "ssh_key", key.format("a")[8:]),
        on("100.64.1.1", "hassh", "ec7378c1a92f5a8dde7e8b7a1ddf33d1"),
        seen("a.example", "address", "100.64.1.2"),
        on("100.64.1.2", "ssh_key", key.format("b")[8:]),
        on("100.64.1.2", "site_count", "21"),
        seen("a.example", "address", "104.16.3.4"),
        on("104.16.3.4", "ssh_key", key.format("c")[8:]),
        *(seen(f"s{each}.example", "address", "100.64.1.3") for each in range(21)),
        on("100.64.1.3", "ssh_key", key.format("d")[8:]),
        on("100.64.1.9", "ssh_key", key.format("e")[8:]),  # of no site that is known
    ]
    assert [each.value for each in agenda.worth_searching(observations)] == [key.format("a")]


def test_a_site_that_bears_many_ids_is_searched_by_its_most_telling() -> None:
    many = [seen("a.example", "google_analytics", f"UA-{7345812 + n}") for n in range(agenda.MOST_SEARCHES)]
    payee = seen("a.example", "paypal_button", "QO2GVJO2BJI39")
    other = seen("b.example", "histats", "4400001")
    names = [subject.value for subject in agenda.worth_searching([*many, payee, other])]
    assert len(names) == agenda.MOST_SEARCHES + 1
    assert names[0] == "paypal_button:QO2GVJO2BJI39"
    assert "histats:4400001" in names


def test_sites_are_taken_in_most_telling_first_and_by_no_hub() -> None:
    observations = [
        seen("weak.example", "favicon", "12345"),
        seen("strong.example", "paypal_button", "QO2GVJO2BJI39"),
        seen("known.example", "paypal_button", "QO2GVJO2BJI39"),
        seen("platform.example", "paypal_button", "QO2GVJO2BJI39", platform=True),
    ]
    known = frozenset({"known.example"})
    assert list(agenda.to_take_in(observations, known)) == ["strong.example", "weak.example"]
    hubs = frozenset({"paypal_button:QO2GVJO2BJI39"})
    assert list(agenda.to_take_in(observations, known, hubs)) == ["weak.example"]


def test_a_site_that_a_value_names_is_taken_in_with_that_value() -> None:
    found = agenda.to_take_in([seen("old.example", "redirect_site", "new.example")], frozenset())
    assert found["new.example"].find.kind == "redirect_site"
    assert found["old.example"].find.kind == "redirect_site"


def test_of_the_addresses_that_a_site_ever_had_the_latest_are_followed() -> None:
    ever = [
        replace(seen("a.example", "address", f"100.64.9.{number}"), last_seen=AT - timedelta(days=number))
        for number in reversed(range(50))
    ]
    followed = [each.value for each in agenda.followed(ever)]
    assert followed == [f"100.64.9.{number}" for number in range(agenda.MOST_FOLLOWED)]


def test_a_collector_on_call_is_asked_only_where_it_is_named() -> None:
    assert "rendered" not in {task.collector.name for task in agenda.tasks([site("a.example")])}
    named = agenda.tasks([site("a.example")], only=frozenset({"rendered", "page"}))
    assert {task.collector.name for task in named} == {"rendered", "page"}
