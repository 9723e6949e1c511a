"""Everybody whom sources name: candidates as the operator bears them, and apart from them who only stands between."""

import pytest

from osint.links.bearing import gather
from osint.links.case_view import CaseView, Circumstances
from osint.operators.who import Shown, is_naming, shown
from osint.records import Disclosure, Observation
from weighing import BASIS, ZONE, borne, day, derived, seen, some

SITES = ["a.example", "b.example"]
PROXY = "registrant_org:Domains By Proxy, LLC"


def parties(*observations: Observation, told: Circumstances | None = None) -> list[Shown]:
    naming = (each for each in observations if is_naming(each.find.kind))
    return list(shown(SITES, CaseView(gather(naming), BASIS, told or Circumstances())))


def test_candidates_are_the_parties_that_the_operator_bears() -> None:
    names = [
        *("registrant_name:홍가명", "admin_org:moon comics", "kr_business_number:123-45-67891", PROXY),
        *("registrar:invented names", "tech_name:n/a", "billing_name:domain admin"),
    ]
    observations = [seen("a.example", name) for name in names]
    (operator,) = derived([*borne(SITES, ZONE), *observations]).operators
    told = [each for each in parties(*observations) if not each.no_candidate]
    assert {named.party for each in told for named in each.named} == set(operator.parties)
    assert len(operator.parties) == 3


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("registrar:invented names", "a registrar serves many registrants"),
        ("reseller:invented hosting", "a reseller serves many registrants"),
        ("ads_txt_manager_domain:sales.example", "a declared manager serves many publishers"),
        (PROXY, "a privacy service stands before the one who is meant"),
        ("privacy_service:Domains By Proxy, LLC", "a privacy service stands before the one who is meant"),
        ("admin_name:domain administrator", "it says what somebody does, and not who he is"),
    ],
)
def test_who_only_stands_between_is_shown_as_that(name: str, why: str) -> None:
    (found,) = parties(seen("a.example", name))
    assert found.no_candidate == why
    assert found.candidate.sites == ("a.example",)
    if PROXY.partition(":")[2] in name:
        assert found.candidate.mentions[0].disclosure is Disclosure.PROXY


@pytest.mark.parametrize("name", ["registrant_name:REDACTED FOR PRIVACY", "admin_org:n/a", "tech_name:none"])
def test_what_is_redacted_or_holds_a_place_is_nobody(name: str) -> None:
    assert parties(seen("a.example", name)) == []


def test_who_is_named_on_many_strangers_sites_is_no_candidate() -> None:
    name = "registrant_org:invented agency"
    strangers = borne(some("stranger", 60), name)
    (found,) = parties(seen("a.example", name), *strangers)
    assert found.no_candidate == "a hub: 60 other sites bear it"
    (again,) = parties(seen("a.example", name), *strangers[:3])
    assert again.no_candidate == ""


def test_the_rights_holder_and_what_an_analyst_put_aside_are_none() -> None:
    name = "registrant_org:invented publisher"
    told = Circumstances(rights_holders=frozenset({"original.example"}))
    (found,) = parties(seen("a.example", name), seen("original.example", name), told=told)
    assert "rights holder" in found.no_candidate
    (found,) = parties(seen("a.example", name), told=Circumstances(ignored=frozenset({name})))
    assert "analyst" in found.no_candidate


def test_a_number_that_is_only_quoted_names_nobody() -> None:
    assert parties(seen("a.example", "kr_business_number:123-45-67891", own=False)) == []


def test_it_is_told_when_and_where_a_party_was_named() -> None:
    (found,) = parties(
        seen("a.example", "registrant_name:ken invented", first=3, last=9),
        seen("b.example", "admin_name:KEN INVENTED", first=5, last=20),
    )
    assert [(each.party.site, each.first_seen, each.last_seen) for each in found.named] == [
        ("b.example", day(5), day(20)),
        ("a.example", day(3), day(9)),
    ]
    assert found.candidate.roles == ("administrative contact", "registrant")
