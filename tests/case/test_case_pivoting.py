"""Who else bears it: what is left out since it is a provider's, which sources can be asked, and what limits them."""

import asyncio
from pathlib import Path

import pytest
from case_cases import Wire, new_case

from osint.case import pivoting
from osint.case.collecting import Collection, Kept
from osint.case.limits import Limits
from osint.collectors import collector
from osint.hosting.lists import shipped
from osint.records import Subject, SubjectKind

OWN = ("address:100.64.7.9", "nameserver_set:ns1.moon.example ns2.moon.example", "telegram:moonscans")
PROVIDERS = {
    "address:104.16.3.4": "104.16.0.0/13",
    "nameserver_set:ada.ns.cloudflare.com bob.ns.cloudflare.com": "ns.cloudflare.com",
    "alias_host:x.cdn.cloudflare.net": "cdn.cloudflare.net",
}
CIRCL = "https://www.circl.lu/pdns/query/100.64.7.9"


def about(identifier: str) -> Subject:
    return Subject(SubjectKind.IDENTIFIER, identifier)


def test_an_address_of_a_cdn_and_a_providers_hosts_are_left_out_with_the_list_and_its_day() -> None:
    own, shared = pivoting.apart(map(about, (*OWN, *PROVIDERS)), shipped())
    assert [each.value for each in own] == list(OWN)
    assert [value for _, value, _ in shared] == list(PROVIDERS)
    for name, value, why in shared:
        assert name == "Cloudflare's addresses"
        assert why.startswith("a hub: Cloudflare's addresses of 2026-")
        assert PROVIDERS[value] in why


def test_a_search_says_what_it_left_out_and_asks_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = new_case(tmp_path / "case")
    asked: list[Subject] = []
    monkeypatch.setattr(case, "ask", lambda subjects, *_, **__: asked.extend(subjects) or pivoting_summary())
    summary = case.search([about("address:104.16.3.4"), about("address:100.64.7.9")])
    assert asked == [about("address:100.64.7.9")]
    assert [left.what for left in summary.left if left.why.startswith("a hub: ")] == ["address:104.16.3.4"]


def pivoting_summary():  # type: ignore[no-untyped-def]
    from osint.case.summary import Summary

    return Summary()


@pytest.mark.parametrize(
    ("identifier", "sources"),
    [
        ("hassh:ec7378c1a92f5a8dde7e8b7a1ddf33d1", {"shodan"}),
        ("page_hash:-1957161625", {"shodan"}),
        ("ssh_key:0a1b2c3d4e5f60718293a4b5c6d7e8f9", {"shodan"}),
        ("address:100.64.7.9", {"circl", "dnsdb"}),
        ("nameserver_set:ns1.moon.example ns2.moon.example", {"dnsdb"}),
        ("mail_host:mx.moon.example", {"dnsdb"}),
        ("favicon_sha256:" + "ab" * 32, {"urlscan"}),
        ("registrant_email:owner@moon.example", {"whoisxml", "domaintools"}),
        ("certificate_name:moonscans.com", {"shodan", "certificates"}),
    ],
)
def test_each_sort_of_value_goes_to_the_sources_that_can_answer(identifier: str, sources: set[str]) -> None:
    ways = pivoting.ways(about(identifier), lambda _: "a key")
    assert {each.source for each in ways} == sources
    for each in ways:
        assert each.is_open
        assert each.query
        assert each.counted
        assert bool(each.unit) == bool(each.cost), "what is charged says in what"


def test_a_source_without_its_key_is_a_way_that_is_closed() -> None:
    (way,) = pivoting.ways(about("mail_host:mx.moon.example"), lambda _: None)
    assert (way.source, way.missing, way.is_open) == ("dnsdb", ("DNSDB_API_KEY",), False)


def test_more_sites_on_an_address_than_shared_hosting_begins_with_are_a_hub_whatever_the_limit(
    tmp_path: Path,
) -> None:
    case = new_case(tmp_path / "case")
    rows = [
        f'{{"rrname": "s{each}.example", "rrtype": "A", "rdata": "100.64.7.9", "time_first": 1646092800,'
        ' "time_last": 1763856000}'
        for each in range(21)
    ]
    wire = Wire({CIRCL: "\n".join(rows).encode()}, case.store.keep)
    collection = Collection(
        wire,  # type: ignore[arg-type]
        Kept([], case.store.read),
        case.store.keep,
        only=frozenset({"circl"}),
        limits=Limits(hub=500),
    )
    asyncio.run(collection.run([about("address:100.64.7.9")], workers=1))
    (hub,) = collection.hubs.values()
    assert (hub.count, hub.limit, hub.source) == (21, 20, collector("circl").name)
    assert collection.found == {}
