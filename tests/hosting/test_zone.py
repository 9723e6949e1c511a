"""What a zone says of its signatures, of every name below it, and what an address's names are worth."""

import pytest
from hosting_cases import ORIGIN, seen

from osint.hosting.seen import Seen
from osint.hosting.zone import dnssec, reverse_names, wildcard

SITE = "moonscans.com"


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        (["validated", "delegation signed", "keys published"], "signed"),
        (["not validated", "delegation unsigned"], "unsigned"),
        (["not validated", "delegation unsigned", "keys published"], "unsigned"),
        (["not validated", "delegation signed", "keys published"], "not known"),
        (["answered only unchecked", "delegation signed"], "bogus"),
        (["answered only unchecked"], "not known"),
        (["not validated"], "not known"),
        ([], "not known"),
    ],
)
def test_a_zone_is_signed_unsigned_bogus_or_not_known(told: list[str], answer: str) -> None:
    row = dnssec(SITE, Seen([seen(SITE, "dnssec", each) for each in told]))
    assert row.answer == answer
    assert row.why


def test_keys_without_a_delegation_are_told_of() -> None:
    row = dnssec(
        SITE, Seen([seen(SITE, "dnssec", each) for each in ("delegation unsigned", "keys published")])
    )
    assert "publishes keys" in row.why


def test_a_wildcard_names_where_it_leads_and_nothing_is_said_where_there_is_none() -> None:
    (row,) = wildcard(SITE, Seen([seen(SITE, "dns_wildcard", ORIGIN)]))
    assert (row.answer, ORIGIN in row.why) == ("yes", True)
    assert list(wildcard(SITE, Seen([]))) == []


@pytest.mark.parametrize(
    ("state", "answer"), [("confirmed", "confirmed"), ("denied", "denied"), ("", "not known")]
)
def test_a_name_is_confirmed_denied_or_not_known(state: str, answer: str) -> None:
    name = "server7.hanriver.example"
    told = [seen(ORIGIN, "reverse_host", name)]
    told += [seen(ORIGIN, "reverse_check", f"{state} {name}")] if state else []
    (row,) = reverse_names(ORIGIN, Seen(told))
    assert row.answer == answer
    assert len(row.exchanges) == len(told)


def test_a_host_of_a_site_in_the_case_confirms_its_own_address() -> None:
    name = f"mail.{SITE}"
    told = [seen(ORIGIN, "reverse_host", name), seen(SITE, "address", ORIGIN, host=name)]
    (row,) = reverse_names(ORIGIN, Seen(told))
    assert row.answer == "confirmed"
    (row,) = reverse_names(ORIGIN, Seen([told[0], seen(SITE, "address", ORIGIN)]))
    assert row.answer == "not known"
