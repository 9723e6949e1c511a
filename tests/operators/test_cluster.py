"""Which sites make a group, where it is weakest, and what analysts' judgements do to it."""

from dataclasses import replace

import pytest

from osint.links.case_view import Circumstances
from osint.operators.cluster import BY_JUDGEMENT, Group, groups, joins
from osint.operators.judgement import Constraints, effective
from osint.records import Link
from weighing import BASIS, CHANNEL, COPIED, COPIED_ELSEWHERE, PRIOR, ZONE, borne, judged, link, links_of

STORE = "content_host:img.moon.example"
STRONG, SURE = 6_000 - PRIOR, 13_000 - PRIOR


def tied(*pairs: str, bits: int = STRONG) -> list[Link]:
    """Links between sites named by single letters."""
    return [link(*sorted(pair), (ZONE, bits)) for pair in pairs]


def held(*said: tuple[str, str, str]) -> Constraints:
    return effective(judged(f"j{number}", verdict, a, b) for number, (verdict, a, b) in enumerate(said))


def sites(found: tuple[Group, ...]) -> list[str]:
    return ["".join(group.sites) for group in found]


def made(links: list[Link], constraints: Constraints | None = None) -> tuple[Group, ...]:
    return groups(links, constraints or Constraints(), BASIS)


class TestJoins:
    def test_a_payee_that_no_copier_carries_along_joins_alone(self) -> None:
        assert joins(link("a", "b", (ZONE, STRONG)), BASIS)

    def test_the_page_s_own_account_alone_does_not_join_however_much_it_weighs(self) -> None:
        assert not joins(link("a", "b", (COPIED, SURE)), BASIS)

    def test_what_stands_in_a_page_joins_nobody_however_many_families_it_is_of(self) -> None:
        page = (COPIED, SURE), (COPIED_ELSEWHERE, SURE), ("disqus:moonscans", SURE)
        assert not joins(link("a", "b", *page), BASIS)

    def test_a_page_and_what_a_copier_cannot_carry_along_join(self) -> None:
        for beside in (CHANNEL, "content_host:img.moon.example", "tls_key:" + "a" * 64):
            assert joins(link("a", "b", (COPIED, 13_000), (COPIED_ELSEWHERE, 13_000), (beside, 6_000)), BASIS)

    def test_what_weighs_too_little_beside_a_page_does_not_tell_a_copy_from_a_sister(self) -> None:
        beside = BASIS.number("copying", "least") - 1
        assert not joins(link("a", "b", (COPIED, SURE), (CHANNEL, beside)), BASIS)

    @pytest.mark.parametrize(("strangers", "is_joined"), [(0, True), (1, True), (2, False)])
    def test_what_many_strangers_bear_does_not_tell_a_copy_from_a_sister(
        self, strangers: int, is_joined: bool
    ) -> None:
        told = link("a", "b", (COPIED, SURE), (CHANNEL, 9_000))
        shared = replace(told.evidence[-1], owners=1 + strangers)
        assert joins(replace(told, evidence=(*told.evidence[:-1], shared)), BASIS) is is_joined

    def test_a_clone_that_names_its_victim_is_joined_by_nothing_that_it_copied(self) -> None:
        copied = (COPIED, 13_000), (COPIED_ELSEWHERE, 13_000), ("google_verification:" + "x" * 43, 19_000)
        assert not joins(link("a", "b", *copied, ("canonical_site:b", 4_000)), BASIS)

    @pytest.mark.parametrize(
        "name", ["alternate_site", "structured_site", "sitemap_site", "app_site", "mirrored_site", "cms_site"]
    )
    def test_whatever_names_the_victim_is_a_sign_of_copying(self, name: str) -> None:
        copied = (COPIED, 13_000), (COPIED_ELSEWHERE, 13_000)
        assert not joins(link("a", "b", *copied, (f"{name}:victim.example", 0)), BASIS)

    @pytest.mark.parametrize(
        "context",
        ["nameserver_set:ns1.cdn.example ns2.cdn.example", "address:100.64.7.9", "mail_host:mx.example"],
    )
    def test_a_clone_behind_its_victim_s_cdn_is_still_a_clone(self, context: str) -> None:
        rows = (COPIED, 13_000), (COPIED_ELSEWHERE, 13_000), ("canonical_site:b", 4_000)
        assert not joins(link("a", "b", *rows, (context, 4_000)), BASIS)

    def test_a_clone_with_an_advertising_zone_of_the_same_payee_is_joined_by_it(self) -> None:
        rows = (COPIED, 13_000), ("canonical_site:b", 4_000), (ZONE, 19_000)
        assert joins(link("a", "b", *rows), BASIS)

    def test_hosting_is_no_second_family(self) -> None:
        rows = (COPIED, 16_000), ("address:100.64.7.9", 4_000), ("favicon:-123456", 3_000)
        assert not joins(link("a", "b", *rows), BASIS)

    def test_a_row_that_counts_nothing_joins_nobody(self) -> None:
        assert not joins(link("a", "b", (COPIED, SURE), (ZONE, 0)), BASIS)

    def test_a_move_is_no_evidence_of_its_own(self) -> None:
        assert not joins(link("a", "b", (COPIED, SURE), ("succession:moonscans_px", 2_000)), BASIS)

    def test_what_a_search_makes_likelier_is_joined_by_no_less_evidence_for_it(self) -> None:
        eased = PRIOR + BASIS.number("prior", "searched")
        assert not joins(link("a", "b", (STORE, 14_000), prior=eased), BASIS)
        assert joins(link("a", "b", (STORE, 15_000), prior=eased), BASIS)

    def test_a_price_that_a_search_eased_keeps_nobody_apart_whom_the_evidence_joins(self) -> None:
        case = borne(["a.example", "b.example"], COPIED, CHANNEL)
        found = links_of(case, Circumstances(found_by={"b.example": frozenset({COPIED})}))[
            "a.example", "b.example"
        ]
        assert found.evidence[0].bits > PRIOR
        assert joins(found, BASIS)

    @pytest.mark.parametrize(("above", "is_joined"), [(4_248, True), (4_247, False)])
    def test_the_threshold_is_a_probability_of_nineteen_in_twenty(self, above: int, is_joined: bool) -> None:
        assert joins(link("a", "b", (ZONE, above - PRIOR)), BASIS) is is_joined


class TestGroups:
    def test_sites_that_joining_links_connect_are_a_group(self) -> None:
        assert sites(made(tied("ab", "bc", "xy"))) == ["abc", "xy"]

    def test_weak_links_make_no_group_however_many_there_are(self) -> None:
        chain = tied("ab", "bc", "cd", "ac", "bd", "ad", bits=3_900 - PRIOR)
        assert made(chain) == ()

    def test_a_chain_ends_where_a_link_is_weak(self) -> None:
        assert sites(made([*tied("ab", "cd"), *tied("bc", bits=3_900 - PRIOR)])) == ["ab", "cd"]

    def test_nothing_makes_no_groups(self) -> None:
        assert made([]) == ()


class TestTheWeakestPlace:
    def test_of_two_sites_is_their_link(self) -> None:
        (group,) = made(tied("ab"))
        assert (group.cut.bits, group.cut.side, group.cut.other) == (6_000, ("a",), ("b",))
        assert group.cut.evidence == (ZONE,)

    def test_is_where_the_strongest_link_across_is_weakest(self) -> None:
        (group,) = made([*tied("ab", "cd", bits=SURE), *tied("bc", "ad", bits=5_000 - PRIOR)])
        assert (group.cut.bits, group.cut.side, group.cut.other) == (5_000, ("a", "b"), ("c", "d"))

    def test_is_no_stronger_for_many_links_on_the_same_evidence(self) -> None:
        few = made([*tied("ab", "cd", bits=SURE), *tied("bc")])
        many = made([*tied("ab", "cd", bits=SURE), *tied("bc", "bd", "ac", "ad")])
        assert few[0].cut.bits == many[0].cut.bits == 6_000

    def test_names_what_the_links_across_rest_on_and_nothing_else(self) -> None:
        inner = [link("a", "b", (CHANNEL, SURE)), link("c", "d", (COPIED, SURE), (CHANNEL, 9_000))]
        (group,) = made([*inner, *tied("bc")])
        assert group.cut.evidence == (ZONE,)

    def test_that_only_a_judgement_holds_says_so_and_claims_no_bits(self) -> None:
        (group,) = made(tied("ab", "cd"), held(("same", "b", "c")))
        assert (group.cut.bits, group.cut.evidence) == (6_000, (ZONE,))
        (pair,) = made([], held(("same", "b", "c")))
        assert (pair.cut.bits, pair.cut.evidence) == (0, (BY_JUDGEMENT,))


class TestJudgements:
    def test_same_joins_without_any_evidence(self) -> None:
        assert sites(made(tied("ab"), held(("same", "b", "z")))) == ["abz"]

    def test_different_parts_two_sites_that_a_link_joins(self) -> None:
        assert made(tied("ab"), held(("different", "a", "b"))) == ()

    def test_different_parts_two_sites_that_others_connect(self) -> None:
        found = made(tied("ab", "bc", "cd", "ad", "ac"), held(("different", "a", "c")))
        assert all(not {"a", "c"} <= set(group.sites) for group in found)

    def test_different_cuts_where_the_least_evidence_is_given_up(self) -> None:
        links = [*tied("ab", "de", bits=SURE), *tied("bd", bits=4_500 - PRIOR)]
        assert sites(made(links, held(("different", "a", "e")))) == ["ab", "de"]

    def test_several_links_between_two_sides_hold_more_than_one(self) -> None:
        links = [
            *tied("ab", "ac", bits=SURE),
            *tied("bd", "cd", bits=5_000 - PRIOR),
            *tied("de", bits=8_000 - PRIOR),
        ]
        assert sites(made(links, held(("different", "a", "e")))) == ["abcd"]

    def test_every_pair_that_is_held_different_is_parted(self) -> None:
        ring = tied("ab", "bc", "cd", "de", "ea")
        apart = held(("different", "a", "c"), ("different", "a", "d"), ("different", "c", "e"))
        for group in made(ring, apart):
            assert all(not pair <= set(group.sites) for pair in apart.different)

    def test_different_leaves_other_groups_alone(self) -> None:
        assert sites(made(tied("ab", "xy"), held(("different", "a", "b")))) == ["xy"]

    def test_different_breaks_evidence_before_it_breaks_a_judgement(self) -> None:
        links = tied("bc", bits=SURE)
        found = made(links, held(("same", "a", "b"), ("different", "a", "c")))
        assert sites(found) == ["ab"]

    def test_different_holds_even_against_a_chain_of_same(self) -> None:
        found = made([], held(("same", "a", "b"), ("same", "b", "c"), ("different", "a", "c")))
        assert all(not {"a", "c"} <= set(group.sites) for group in found)

    def test_unsure_keeps_a_pair_s_own_link_from_joining_it(self) -> None:
        assert made(tied("ab"), held(("unsure", "a", "b"))) == ()

    def test_unsure_does_not_part_what_others_connect(self) -> None:
        assert sites(made(tied("ab", "bc", "ac"), held(("unsure", "a", "b")))) == ["abc"]


def test_a_hundred_mirrors_are_one_group() -> None:
    names = [f"m{number:03}" for number in range(100)]
    links = [link(a, b, (ZONE, STRONG)) for place, a in enumerate(names) for b in names[place + 1 :]]
    (group,) = made(links)
    assert len(group.sites) == 100
    assert group.cut.bits == 6_000
