"""The measures, against figures worked out by hand; and worlds that come back the same."""

import math
from itertools import combinations

import pytest

from osint.derive import Inputs, derive
from osint.identifiers import kind
from weighing import BASIS
from worlds import baselines, causes, measures, searched
from worlds.world import make

# Two owners: A runs 1, 2, 3 and B runs 4, 5. Found: {1, 2} and {3, 4}.
OWNER = {"1": "A", "2": "A", "3": "A", "4": "B", "5": "B"}
FOUND = [["1", "2"], ["3", "4"]]


def test_pairs_are_counted_over_all_owners() -> None:
    score = measures.pairwise(FOUND, OWNER)
    assert (score.precision, score.recall) == (1 / 2, 1 / 4)
    assert score.f1 == pytest.approx(1 / 3)


def test_pairs_counted_owner_by_owner_add_up_to_the_pairs_of_all() -> None:
    tallies = measures.by_owner(FOUND, OWNER)
    assert tallies["A"] == measures.Tally(right=1, wanted=3, wrong=0.5)
    assert tallies["B"] == measures.Tally(right=0, wanted=1, wrong=0.5)
    score = measures.pairwise(FOUND, OWNER)
    assert measures.precision_of(tallies.values()) == score.precision
    assert measures.recall_of(tallies.values()) == score.recall


def test_b_cubed_counts_a_site_in_no_group_as_one_of_its_own() -> None:
    score = measures.b_cubed(FOUND, OWNER)
    assert score.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2 + 1) / 5)
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)


def test_a_group_of_two_owners_is_a_false_merge() -> None:
    assert measures.false_merges(FOUND, OWNER) == [["3", "4"]]


def test_calibration_is_the_distance_of_what_was_said_from_what_came() -> None:
    told = [(0.9, True), (0.9, False), (0.1, False), (0.1, False)]
    assert measures.reliability(told) == [(2, 0.1, 0.0), (2, 0.9, 0.5)]
    assert measures.calibration_error(told) == pytest.approx((2 * 0.1 + 2 * 0.4) / 4)
    assert measures.brier(told) == pytest.approx((0.01 + 0.81 + 0.01 + 0.01) / 4)


def test_the_cost_of_ratios_that_say_nothing_is_one_and_of_good_ones_near_nought() -> None:
    assert measures.cllr([(0, True), (0, False)]) == pytest.approx(1)
    assert measures.cllr([(20, True), (-20, False)]) < 0.001
    assert measures.cllr([(-3, True), (3, False)]) == pytest.approx(math.log2(9))
    with pytest.raises(ValueError, match="both wanted"):
        measures.cllr([(1, True)])


def test_recall_at_a_precision_takes_the_longest_list_that_holds_it() -> None:
    told = [(0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.5, True)]
    assert measures.recall_at(told, 1.0, 8) == 2 / 8
    assert measures.recall_at(told, 0.8, 8) == 4 / 8


def test_a_bootstrap_spans_what_its_draws_give() -> None:
    low, high = measures.bootstrap(
        ["a", "b", "c", "d"], lambda drawn: drawn.count("a") / 4, turns=400, seed=1
    )
    assert low == 0
    assert 0.5 <= high <= 1


def test_nought_of_many_leaves_three_of_as_many_possible() -> None:
    assert measures.upper_bound(300) == 0.01
    assert measures.upper_bound(0) == 1


def test_a_world_comes_back_the_same_and_another_does_not() -> None:
    one, again, other = make(1, scale=0.1), make(1, scale=0.1), make(2, scale=0.1)
    assert one == again
    assert one.owner != other.owner


def test_every_value_of_a_world_passes_its_kind_s_own_check() -> None:
    seen = {(each.find.kind, each.find.value) for each in make(3, scale=0.2).observations}
    for name, value in sorted(seen):
        assert kind(name).read(value) == value, f"{name}:{value}"


def test_what_can_be_seen_beside_copies_is_a_part_of_what_can_be_seen_and_that_of_what_is_true() -> None:
    world = make(5, scale=0.3)
    true = measures.true_pairs(world.owner)
    every = causes.observable(world, beside_copies=False)
    beside = causes.observable(world, beside_copies=True)
    assert set() < beside < every < true


def test_every_missed_pair_has_one_cause() -> None:
    world = make(5, scale=0.3)
    made = derive(world.observations, Inputs(), BASIS)
    groups = [[member.site for member in each.sites] for each in made.operators]
    found = {pair for group in groups for pair in combinations(sorted(group), 2)}
    missed = causes.missed(world, made.links, groups)
    assert sum(missed.values()) == len(measures.true_pairs(world.owner) - found)


def test_a_case_that_grew_by_searching_knows_for_each_site_that_came_what_found_it() -> None:
    world = make(5, scale=0.3)
    case = searched.search(world)
    borne = {(each.site, f"{each.find.kind}:{each.find.value}") for each in case.observations}
    assert case.found_by
    assert all((site, name) in borne for site, names in case.found_by.items() for name in names)
    assert {each.site for each in case.observations} < {each.site for each in world.observations}


def test_a_world_has_what_misleads() -> None:
    world = make(4)
    assert world.clones
    assert world.rights_holders
    assert len(measures.true_pairs(world.owner)) > 100
    assert measures.pairwise(baselines.any_shared(world.observations), world.owner).precision < 0.2
