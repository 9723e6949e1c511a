"""Who bears a value, what is out and why, and which pairs there are to weigh."""

import pytest

from weighing import BASIS, CHANNEL, COPIED, ZONE, borne, seen, some, view_of

PAIR = ("a.example", "b.example")


class TestOut:
    def test_an_ordinary_value_may_tie(self) -> None:
        assert view_of(borne(PAIR, CHANNEL)).out(CHANNEL) == ""

    def test_a_value_is_out_for_everybody_when_one_place_shows_it_to_be_a_platform_s(self) -> None:
        view = view_of([seen("a.example", COPIED, platform=True), seen("b.example", COPIED)])
        assert "platform" in view.out(COPIED)

    def test_a_rights_holder_s_value_is_out_for_everybody(self) -> None:
        view = view_of(borne([*PAIR, "victim.example"], COPIED), rights_holders=frozenset({"victim.example"}))
        assert "rights holder" in view.out(COPIED)

    def test_a_value_that_an_analyst_put_aside_is_out(self) -> None:
        assert "analyst" in view_of(borne(PAIR, COPIED), ignored=frozenset({COPIED})).out(COPIED)

    def test_a_kind_that_names_nobody_is_out(self) -> None:
        assert view_of(borne(PAIR, "registrar:Namebarn Inc.")).out("registrar:Namebarn Inc.")

    def test_a_value_on_more_sites_than_are_ever_paired_is_a_hub(self) -> None:
        many = some("site", BASIS.number("hub", "pair_limit") + 1)
        assert "a hub" in view_of(borne(many, COPIED)).out(COPIED)


class TestPairs:
    def test_a_pair_is_listed_with_all_that_it_shares(self) -> None:
        pairs = view_of([*borne(PAIR, COPIED, CHANNEL), seen("a.example", ZONE)]).pairs()
        assert pairs == {PAIR: sorted([COPIED, CHANNEL])}

    def test_what_names_nobody_makes_no_pair_but_is_listed_with_what_does(self) -> None:
        registrar = "registrar:Namebarn Inc."
        assert view_of(borne(PAIR, registrar)).pairs() == {}
        assert view_of(borne(PAIR, registrar, CHANNEL)).pairs() == {PAIR: sorted([CHANNEL, registrar])}

    def test_a_hub_by_its_size_makes_no_pair_but_is_listed_with_what_does(self) -> None:
        many = some("site", BASIS.number("hub", "pair_limit") + 1)
        pairs = view_of([*borne(many, COPIED), *borne(many[:2], CHANNEL)]).pairs()
        assert pairs == {(many[0], many[1]): sorted([COPIED, CHANNEL])}

    def test_a_platform_s_value_makes_a_pair_so_that_it_is_shown(self) -> None:
        pairs = view_of([seen(site, COPIED, platform=True) for site in PAIR]).pairs()
        assert pairs == {PAIR: [COPIED]}


class TestNamedSites:
    def test_a_value_that_names_another_site_of_the_case_pairs_the_two(self) -> None:
        named = "redirect_site:b.example"
        view = view_of([seen("a.example", named), seen("b.example", CHANNEL)])
        assert view.pairs() == {PAIR: [named]}
        assert view.named == {named: "b.example"}

    def test_a_site_that_is_not_in_the_case_is_not_made_a_bearer(self) -> None:
        assert view_of([seen("a.example", "redirect_site:elsewhere.example")]).pairs() == {}

    def test_the_site_that_is_named_brings_no_exchange_and_is_no_user(self) -> None:
        named = "redirect_site:b.example"
        view = view_of([seen("a.example", named), seen("b.example", CHANNEL)])
        assert view.by_value[named]["b.example"].exchanges == ()
        assert view.users(named) == {"a.example"}


class TestUsersAndAccounts:
    def test_who_only_quotes_a_value_is_no_user_of_it(self) -> None:
        view = view_of([*borne(PAIR, CHANNEL), seen("paper.example", CHANNEL, own=False)])
        assert view.users(CHANNEL) == set(PAIR)

    @pytest.mark.parametrize("own", [True, False])
    def test_a_site_s_accounts_are_what_it_uses_itself(self, own: bool) -> None:
        account = COPIED.partition(":")[2]
        view = view_of([seen("a.example", COPIED, own=own)])
        assert view.accounts("a.example", "google_analytics") == ({account} if own else set())

    def test_a_victim_s_account_is_not_the_clone_s(self) -> None:
        view = view_of(borne([*PAIR], COPIED), rights_holders=frozenset({"b.example"}))
        assert view.accounts("a.example", "google_analytics") == set()
