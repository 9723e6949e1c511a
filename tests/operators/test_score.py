"""What an operator is: its members, what it bears, and a name that lasts."""

import pytest

from osint.operators.score import CERTAIN, named
from osint.records import Member, Operator
from weighing import (
    BASIS,
    CHANNEL,
    COPIED,
    ZONE,
    borne,
    derived,
    grouped,
    judged,
    seen,
    some,
)

MAIL = "email:owner@mailnest.example"


def operator(name: str, *sites: str) -> Operator:
    return Operator(name, tuple(Member(site, 0.99) for site in sites), None, (), (), ())


def names_of(before: list[Operator], now: list[Operator]) -> list[str]:
    return [each.id for each in named(before, now)[0]]


class TestMembers:
    def test_a_site_belongs_as_surely_as_its_best_link_into_the_group(self) -> None:
        case = [
            *borne(["a.example", "b.example"], ZONE, CHANNEL),
            *borne(["b.example", "c.example"], MAIL, "popads:123456"),
        ]
        made = derived(case)
        (found,) = made.operators
        by_site = {member.site: member.probability for member in found.sites}
        best = max(link.probability for link in made.links if link.b == "c.example")
        assert by_site["c.example"] == pytest.approx(best, abs=1e-6)

    def test_no_evidence_makes_a_place_certain(self) -> None:
        case = borne(["a.example", "b.example"], ZONE, CHANNEL, MAIL, "popads:123456", "tls_key:" + "a" * 64)
        (found,) = derived(case).operators
        assert {member.probability for member in found.sites} == {CERTAIN}

    def test_only_a_judgement_does(self) -> None:
        (found,) = derived([], [judged("1", "same", "a.example", "b.example")]).operators
        assert {member.probability for member in found.sites} == {1.0}

    def test_a_link_that_does_not_join_says_nothing_of_a_place(self) -> None:
        case = [*borne(["a.example", "b.example"], ZONE), *borne(["b.example", "c.example"], ZONE)]
        unsure = [judged("1", "unsure", "a.example", "b.example")]
        (found,) = derived([*case, *borne(["a.example", "b.example"], CHANNEL, MAIL)], unsure).operators
        assert max(member.probability for member in found.sites) < CERTAIN


class TestCertainAndProbable:
    def certain(self, *case: object, **told: object) -> list[str]:
        (found,) = derived(*case, **told).operators  # type: ignore[arg-type]
        return [member.site for member in found.sites if member.certain]

    def test_a_site_that_one_payee_ties_belongs_probably(self) -> None:
        core = borne(["a.example", "b.example"], ZONE, CHANNEL)
        case = [*core, *borne(["b.example", "c.example"], "tron:TLPpXqSYwxwxZ3ZkrCFpV4rB7wQBnyvYQk")]
        assert self.certain(case) == ["a.example", "b.example"]

    def test_where_the_lower_end_joins_no_two_sites_none_is_certain(self) -> None:
        assert self.certain(borne(["a.example", "b.example"], ZONE)) == []

    def test_what_an_analyst_holds_the_same_is_of_the_core(self) -> None:
        core = borne(["a.example", "b.example"], ZONE, CHANNEL)
        held = [judged("1", "same", "b.example", "c.example")]
        assert self.certain(core, held) == ["a.example", "b.example", "c.example"]


class TestWhatItBears:
    def test_contacts_of_its_sites_and_accounts_that_tie_them(self) -> None:
        sites = ["a.example", "b.example"]
        (found,) = derived([*borne(sites, ZONE, COPIED), seen("a.example", MAIL)]).operators
        assert found.contacts == (MAIL,)
        assert set(found.accounts) == {ZONE, COPIED}

    def test_a_victim_s_mailbox_on_a_clone_is_not_the_operator_s(self) -> None:
        sites = ["a.example", "clone.example"]
        case = [*borne(sites, ZONE), *borne(["clone.example", "victim.example"], MAIL)]
        (found,) = derived(case, originals=["victim.example"]).operators
        assert found.contacts == ()

    @pytest.mark.parametrize("circumstance", [{"own": False}, {"platform": True}])
    def test_what_is_only_quoted_or_a_platform_s_is_not_the_operator_s(
        self, circumstance: dict[str, bool]
    ) -> None:
        case = [*borne(["a.example", "b.example"], ZONE), seen("a.example", MAIL, **circumstance)]
        (found,) = derived(case).operators
        assert found.contacts == ()

    def test_a_mailbox_of_many_strangers_is_not_the_operator_s(self) -> None:
        sites, strangers = ["a.example", "b.example"], some("stranger", BASIS.number("hub", "owners"))
        (found,) = derived([*borne(sites, ZONE), *borne([*sites, *strangers], MAIL)]).operators
        assert found.contacts == ()

    def test_what_an_analyst_put_aside_is_not_the_operator_s(self) -> None:
        case = borne(["a.example", "b.example"], ZONE, MAIL)
        (found,) = derived(case, [judged("1", "ignore", MAIL)]).operators
        assert found.contacts == ()

    def test_a_registrant_is_a_party_with_site_and_source(self) -> None:
        bears = seen("a.example", "registrant_name:Kim Invented")
        (found,) = derived([*borne(["a.example", "b.example"], ZONE), bears]).operators
        (party,) = found.parties
        assert (party.name, party.role, party.site) == ("Kim Invented", "registrant", "a.example")
        assert party.source == bears.exchange


class TestNames:
    def test_an_operator_keeps_its_name_while_its_sites_come_and_go(self) -> None:
        before = [operator("op-1", "a", "b", "c")]
        made, changes = named(before, [operator("x", "b", "c", "d")])
        assert [each.id for each in made] == ["op-1"]
        assert changes == {"kept": ["op-1"], "split": [], "merged": {}, "gone": []}

    def test_of_the_parts_of_a_split_group_the_larger_keeps_the_name(self) -> None:
        before = [operator("op-1", "a", "b", "c", "d", "e")]
        made, changes = named(before, [operator("x", "a", "b"), operator("y", "c", "d", "e")])
        assert made[1].id == "op-1" != made[0].id
        assert changes["split"] == ["op-1"]

    def test_a_merged_group_takes_the_name_of_the_larger_and_lists_both(self) -> None:
        before = [operator("op-1", "a", "b"), operator("op-2", "c", "d", "e")]
        made, changes = named(before, [operator("x", "a", "b", "c", "d", "e")])
        assert [each.id for each in made] == ["op-2"]
        assert changes["merged"] == {"op-2": ["op-1", "op-2"]}
        assert changes["gone"] == ["op-1"]

    def test_equal_parts_are_named_alike_in_every_run(self) -> None:
        before = [operator("op-1", "a", "b", "c", "d")]
        now = [operator("x", "a", "b"), operator("y", "c", "d")]
        assert names_of(before, now)[0] == "op-1"

    def test_a_new_group_never_takes_the_name_of_one_that_is_gone(self) -> None:
        fresh = names_of([], [operator("x", "a", "b")])[0]
        again = names_of([operator(fresh, "p", "q")], [operator("x", "a", "b")])[0]
        assert again != fresh

    def test_names_last_through_a_split_and_a_merger_of_whole_derivations(self) -> None:
        one, two = ["a.example", "b.example", "c.example"], ["x.example", "y.example"]
        case = [*borne(one, ZONE), *borne(two, "popads:123456")]
        first = derived(case)
        assert grouped(first) == [one, two]
        joined = derived(case, [judged("1", "same", "a.example", "x.example")], previous=first)
        assert [each.id for each in joined.operators] == [first.operators[0].id]
        assert joined.changes["merged"] == {
            first.operators[0].id: sorted(each.id for each in first.operators)
        }
        parted = derived(case, previous=joined)
        assert parted.operators[0].id == first.operators[0].id
        assert parted.changes["split"] == [first.operators[0].id]
