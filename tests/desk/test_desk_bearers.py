"""Who bears an identifier, as rows: sites, and the sites on the machines that bear it."""

from datetime import UTC, datetime

from osint.desk import overview
from osint.records import Check, Find, Observation, Subject, SubjectKind, Where

AT = datetime(2026, 3, 1, tzinfo=UTC)
KEY = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


def seen(subject: Subject, kind: str, value: str) -> Observation:
    find = Find(kind, value, value, ("body",), 0, len(value), Where.FILE, True, Check.NONE, False)
    return Observation(subject, find, "0" * 64, AT, AT)


def site(name: str) -> Subject:
    return Subject(SubjectKind.SITE, name)


def machine(address: str) -> Subject:
    return Subject(SubjectKind.ADDRESS, address)


OBSERVED = (
    seen(site("moonscans.com"), "address", "100.64.7.9"),
    seen(site("sunscans.example"), "address", "100.64.7.9"),
    seen(site("other.example"), "address", "100.64.7.1"),
    seen(machine("100.64.7.9"), "ssh_key", KEY),
    seen(machine("100.64.9.9"), "ssh_key", KEY),
    seen(machine("100.64.7.1"), "ssh_key", KEY.replace("0a", "1b")),
)


def test_the_sites_on_a_machine_bear_what_it_bears_and_the_row_names_the_machine() -> None:
    found = overview.bearers(OBSERVED, f"ssh_key:{KEY}", "this case")
    assert [(row["site"], row["address"]) for row in found] == [
        ("moonscans.com", "100.64.7.9"),
        ("sunscans.example", "100.64.7.9"),
    ]
    assert all(set(row) == set(overview.BEARERS) for row in found)


def test_what_a_site_bears_itself_names_no_machine() -> None:
    found = overview.bearers(OBSERVED, "address:100.64.7.9", "this case")
    assert {row["address"] for row in found} == {""}


def test_machines_without_a_known_site_are_told_apart() -> None:
    name = f"ssh_key:{KEY}"
    found = overview.bearers(OBSERVED, name, "this case")
    assert overview.bare_machines(OBSERVED, name, found) == ["100.64.9.9"]
