"""What two sites share, row by row: what counts, how much, and why something counts nothing."""

import itertools
import math

import pytest

from osint.links.case_view import Circumstances
from osint.operators.cluster import joins
from weighing import (
    BASIS,
    CHANNEL,
    COPIED,
    COPIED_ELSEWHERE,
    PRIOR,
    ZONE,
    borne,
    link,
    links_of,
    row,
    rows_of_kind,
    seen,
    some,
)

A, B = PAIR = ("a.example", "b.example")


class TestASharedValue:
    def test_is_worth_what_its_kind_is_when_nobody_else_bears_it(self) -> None:
        found = row(links_of(borne(PAIR, CHANNEL))[PAIR], CHANNEL)
        assert (found.bits, found.owners) == (BASIS.worth("telegram").mid, 1)
        assert "no other group" in found.note

    def test_names_the_exchanges_of_both_sites(self) -> None:
        observations = borne(PAIR, CHANNEL)
        found = row(links_of(observations)[PAIR], CHANNEL)
        assert found.exchanges == tuple(sorted(each.exchange for each in observations))

    @pytest.mark.parametrize("strangers", [1, 2, 3])
    def test_loses_bits_with_the_strangers_that_bear_it_by_the_stated_law(self, strangers: int) -> None:
        case = borne([*PAIR, *some("stranger", strangers)], CHANNEL)
        found = row(links_of(case)[PAIR], CHANNEL)
        alpha = BASIS.number("rarity", "alpha") / 1000
        assert found.owners == 1 + strangers
        assert found.bits == BASIS.worth("telegram").mid - round(
            1000 * math.log2((alpha + strangers) / alpha)
        )

    def test_loses_most_by_the_first_stranger(self) -> None:
        bits = [
            row(links_of(borne([*PAIR, *some("stranger", count)], CHANNEL))[PAIR], CHANNEL).bits
            for count in range(4)
        ]
        lost = [before - after for before, after in itertools.pairwise(bits)]
        assert lost == sorted(lost, reverse=True)
        assert lost[0] > 1_500

    def test_of_many_groups_is_a_hub_shown_and_worth_nothing(self) -> None:
        strangers = some("stranger", BASIS.number("hub", "owners") - 1)
        found = row(links_of(borne([*PAIR, *strangers], CHANNEL))[PAIR], CHANNEL)
        assert found.bits == 0
        assert "left out: a hub" in found.note

    def test_that_is_known_from_elsewhere_as_a_hub_s_counts_nothing_between_two_sites_alone(self) -> None:
        known = next(
            name for name, owners in BASIS.background.items() if owners >= BASIS.number("hub", "owners")
        )
        assert row(links_of(borne(PAIR, known))[PAIR], known).bits == 0

    def test_known_from_elsewhere_with_some_owners_is_as_rare_as_there(self) -> None:
        name, owners = next(
            each for each in BASIS.background.items() if 1 < each[1] < BASIS.number("hub", "owners")
        )
        assert row(links_of(borne(PAIR, name))[PAIR], name).owners == owners

    def test_counts_nothing_where_one_side_only_mentions_it(self) -> None:
        found = row(links_of([seen(A, CHANNEL), seen(B, CHANNEL, own=False)])[PAIR], CHANNEL)
        assert found.bits == 0
        assert "only mentioned" in found.note

    def test_is_not_made_commoner_by_those_who_quote_it(self) -> None:
        quoting = [seen(site, CHANNEL, own=False) for site in some("paper", 20)]
        assert row(links_of([*borne(PAIR, CHANNEL), *quoting])[PAIR], CHANNEL).owners == 1

    def test_of_a_platform_is_shown_and_worth_nothing(self) -> None:
        found = row(links_of([seen(A, COPIED, platform=True), seen(B, COPIED)])[PAIR], COPIED)
        assert found.bits == 0
        assert found.note.startswith("left out: a platform's")

    def test_of_a_rights_holder_counts_nothing_between_his_clones_either(self) -> None:
        told = Circumstances(rights_holders=frozenset({"victim.example"}))
        links = links_of(borne([*PAIR, "victim.example"], COPIED), told)
        assert {row(each, COPIED).bits for each in links.values()} == {0}

    def test_that_an_analyst_put_aside_counts_nothing(self) -> None:
        found = row(links_of(borne(PAIR, COPIED), Circumstances(ignored=frozenset({COPIED})))[PAIR], COPIED)
        assert found.bits == 0


class TestFoundBySearching:
    def test_a_value_that_was_searched_for_is_worth_less(self) -> None:
        told = Circumstances(found_by={B: frozenset({CHANNEL})})
        found = row(links_of(borne(PAIR, CHANNEL), told)[PAIR], CHANNEL)
        assert found.bits == BASIS.worth("telegram").mid - BASIS.number("found_by", "bits")
        assert "searching" in found.note

    def test_what_else_the_site_bears_is_worth_as_much_as_ever(self) -> None:
        told = Circumstances(found_by={B: frozenset({CHANNEL})})
        assert row(links_of(borne(PAIR, CHANNEL, ZONE), told)[PAIR], ZONE).bits == BASIS.worth("adsterra").mid

    @pytest.mark.parametrize("name", [CHANNEL, "content_host:img.moon.example"])
    def test_a_pair_that_shares_only_what_was_searched_for_is_a_little_less_probable(self, name: str) -> None:
        told = Circumstances(found_by={B: frozenset({name})})
        case = borne(PAIR, name)
        less = BASIS.number("found_by", "bits") - BASIS.number("prior", "searched")
        assert links_of(case, told)[PAIR].bits == links_of(case)[PAIR].bits - less < links_of(case)[PAIR].bits

    @pytest.mark.parametrize("name", [ZONE, "email:someone@moon.example", "tron:T" + "x" * 33])
    def test_nothing_that_was_searched_for_joins_alone(self, name: str) -> None:
        case, told = borne(PAIR, name), Circumstances(found_by={B: frozenset({name})})
        assert joins(links_of(case)[PAIR], BASIS)
        assert not joins(links_of(case, told)[PAIR], BASIS)

    def test_two_sites_of_a_searched_case_are_likelier_of_one_hand_before_anything_is_known(self) -> None:
        told = Circumstances(found_by={B: frozenset({ZONE})})
        first = links_of(borne(PAIR, CHANNEL), told)[PAIR].evidence[0]
        assert first.bits == PRIOR + BASIS.number("prior", "searched")
        assert "search" in first.note

    def test_to_follow_a_name_that_a_site_gives_is_no_search(self) -> None:
        named = f"redirect_site:{B}"
        case = [seen(A, named), seen(B, "histats:4400002")]
        told = Circumstances(found_by={B: frozenset({named})})
        found = links_of(case, told)[PAIR]
        assert row(found, named).bits == BASIS.worth("redirect_site").mid
        assert found.evidence[0].bits == PRIOR


class TestFamilies:
    def test_one_account_votes_once_and_its_further_ids_count_little(self) -> None:
        others = "google_tag_manager:GTM-AB12CD3", "ga4:G-ABCDEF1234"
        found = links_of(borne(PAIR, COPIED, *others))[PAIR]
        whole, least = BASIS.worth("google_analytics").mid, BASIS.number("family", "share")
        counted = sorted((each.bits for each in found.evidence[1:] if each.bits > 0), reverse=True)
        assert counted[0] == whole
        assert all(0 < bits <= whole * least // 1000 for bits in counted[1:])

    def test_all_further_ids_together_stay_below_their_limit(self) -> None:
        many = [f"google_tag_manager:GTM-AB12CD{digit}" for digit in range(9)]
        found = links_of(borne(PAIR, COPIED, *many))[PAIR]
        further = (
            sum(each.bits for each in found.evidence[1:] if each.bits > 0)
            - BASIS.worth("google_analytics").mid
        )
        assert further == BASIS.number("family", "most")

    def test_two_families_both_vote_whole(self) -> None:
        found = links_of(borne(PAIR, CHANNEL, "content_host:img.moon.example"))[PAIR]
        assert found.bits == PRIOR + BASIS.worth("telegram").mid + BASIS.worth("content_host").mid

    def test_a_hosting_company_s_address_servers_mail_and_contact_vote_as_one(self) -> None:
        package = (
            "address:100.64.7.9",
            "nameserver_set:ns1.host.example ns2.host.example",
            "mail_host:mx.host.example",
            "soa_rname:hostmaster.host.example",
        )
        found = links_of(borne(PAIR, *package))[PAIR]
        best = max(BASIS.worth(name.partition(":")[0]).mid for name in package)
        assert found.bits - PRIOR <= best + BASIS.number("family", "most")


class TestRollUps:
    SHARED = "google_analytics:UA-990000009"

    def case(self, **circumstances: bool) -> list:  # type: ignore[type-arg]
        own = [seen(A, "google_analytics:UA-990000001", **circumstances)]
        return [*own, seen(B, "google_analytics:UA-990000002"), *borne(PAIR, self.SHARED, "comscore:7000001")]

    def test_a_tracker_beside_which_each_side_has_its_own_counts_nothing(self) -> None:
        found = row(links_of(self.case())[PAIR], self.SHARED)
        assert found.bits == 0
        assert "another account of its own" in found.note

    def test_what_the_same_platform_hands_on_is_doubted_with_it(self) -> None:
        doubted = row(links_of(self.case())[PAIR], "comscore").bits
        share = BASIS.number("transmissible", "roll_up_share")
        assert doubted == BASIS.worth("comscore").mid * share // 1000

    def test_an_account_of_only_one_side_is_no_sign_of_a_platform(self) -> None:
        case = [seen(A, "google_analytics:UA-990000001"), *borne(PAIR, self.SHARED)]
        assert row(links_of(case)[PAIR], self.SHARED).bits > 0

    @pytest.mark.parametrize("circumstance", [{"own": False}, {"platform": True}])
    def test_a_value_that_is_not_the_site_s_own_is_no_second_account(
        self, circumstance: dict[str, bool]
    ) -> None:
        assert row(links_of(self.case(**circumstance))[PAIR], self.SHARED).bits > 0


class TestDifferences:
    ONE, TWO = "google_analytics:UA-990000001", "google_analytics:UA-990000002"

    def test_other_accounts_on_both_sides_count_against(self) -> None:
        found = links_of([seen(A, self.ONE), seen(B, self.TWO), *borne(PAIR, CHANNEL)])[PAIR]
        against = row(found, "google_analytics")
        assert (against.bits, against.value) == (BASIS.number("difference", "bits"), "")

    def test_one_account_in_common_is_no_difference(self) -> None:
        case = [*borne(PAIR, self.ONE, CHANNEL), seen(B, self.TWO)]
        assert row(links_of(case)[PAIR], "google_analytics").bits > 0

    @pytest.mark.parametrize("circumstance", [{"own": False}, {"platform": True}])
    def test_what_is_not_the_site_s_own_is_no_difference(self, circumstance: dict[str, bool]) -> None:
        case = [seen(A, self.ONE), seen(B, self.TWO, **circumstance), *borne(PAIR, CHANNEL)]
        assert not rows_of_kind(links_of(case)[PAIR], "google_analytics")

    def test_a_victim_s_account_on_a_clone_is_no_difference(self) -> None:
        told = Circumstances(rights_holders=frozenset({"victim.example"}))
        case = [seen(A, self.ONE), *borne([B, "victim.example"], self.TWO), *borne(PAIR, ZONE)]
        assert not rows_of_kind(links_of(case, told)[PAIR], "google_analytics")

    def test_a_theme_author_s_account_is_no_difference(self) -> None:
        users = some("blog", BASIS.number("hub", "owners"))
        case = [seen(A, self.ONE), *borne([B, *users], self.TWO), *borne(PAIR, ZONE)]
        assert not rows_of_kind(links_of(case)[PAIR], "google_analytics")

    def test_many_differences_stop_at_their_limit(self) -> None:
        sorts = sorted(BASIS.listed("difference"))
        case = [
            seen(site, f"{sort}:{word}@x.example")
            for sort in sorts
            for site, word in zip(PAIR, "pq", strict=True)
        ]
        against = [
            each.bits for each in links_of([*case, *borne(PAIR, CHANNEL)])[PAIR].evidence if each.bits < 0
        ]
        assert sum(against[1:]) == BASIS.number("difference", "most")  # the first is the prior


class TestAnnouncements:
    def test_a_notice_of_a_new_address_ties_the_two(self) -> None:
        case = [seen(A, f"linked_site:{B}"), seen(B, "histats:4400002")]
        assert row(links_of(case)[PAIR], "linked_site").bits > 0

    def test_a_list_of_links_ties_nobody(self) -> None:
        most = BASIS.number("hub", "announced")
        listed = [seen(A, f"linked_site:{site}") for site in [B, *some("other", most)]]
        found = row(links_of([*listed, seen(B, "histats:4400002")])[PAIR], "linked_site")
        assert found.bits == 0
        assert "a list of links" in found.note

    def test_a_page_that_only_mentions_the_address_announces_nothing(self) -> None:
        case = [seen(A, f"linked_site:{B}", own=False), seen(B, "histats:4400002")]
        assert row(links_of(case)[PAIR], "linked_site").bits == 0


def test_every_range_is_in_order_and_the_rows_add_up() -> None:
    case = [
        *borne([*PAIR, *some("more", 3)], COPIED, COPIED_ELSEWHERE, CHANNEL, "favicon:-123456"),
        *borne(PAIR, "google_tag_manager:GTM-AB12CD3", "address:100.64.7.9"),
        seen(A, "x_account:one"),
        seen(B, "x_account:two"),
    ]
    for each in links_of(case).values():
        assert each.ratio.low <= each.ratio.mid <= each.ratio.high
        assert each.evidence[0].kind == "prior"
        assert each.bits == sum(evidence.bits for evidence in each.evidence)
        assert each.ratio.mid == each.bits - PRIOR


def test_a_probability_follows_from_the_bits() -> None:
    assert link(A, B, (CHANNEL, -PRIOR)).probability == pytest.approx(0.5)
    assert link(A, B, (CHANNEL, 3000 - PRIOR)).probability == pytest.approx(8 / 9)
