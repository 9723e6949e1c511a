"""Worlds of other shapes, and files of ads.txt: what they must hold to be worth measuring on."""

from itertools import combinations

import pytest

from osint.derive import Inputs, derive
from osint.identifiers import kind
from weighing import BASIS
from worlds import asked, measures, seat_curves
from worlds.other_world import make_other
from worlds.seated import SEATS, make_seated
from worlds.world import make


def test_another_world_comes_back_the_same_and_has_what_misleads() -> None:
    one = make_other(1, scale=0.3)
    assert one == make_other(1, scale=0.3) != make_other(2, scale=0.3)
    assert one.clones
    assert len(measures.true_pairs(one.owner)) > 100


def test_every_value_of_another_world_passes_its_kind_s_own_check() -> None:
    for name, value in sorted(
        {(each.find.kind, each.find.value) for each in make_other(3, scale=0.2).observations}
    ):
        assert kind(name).read(value) == value, f"{name}:{value}"


@pytest.mark.parametrize("mix", ["one_house", "market"])
def test_files_come_back_the_same_and_hold_no_line_that_names_an_owner(mix: str) -> None:
    world = make_seated(1, mix)
    assert world == make_seated(1, mix)
    assert {each.find.kind for each in world.observations} == {"asn", SEATS, "ads_txt_reseller"}


def test_the_customers_of_one_house_are_as_hard_to_tell_apart_as_real_ones_were() -> None:
    """Any shared seat was right in 0.39 of the real pairs, and an overlap of a fifth in nearly all of a quarter."""
    right = every = found = taken = 0
    for seed in range(100, 104):
        world = make_seated(seed, "one_house")
        for (a, b), share in seat_curves.overlap(world.observations).items():
            is_true = world.owner[a] == world.owner[b]
            right, every = right + is_true, every + 1
            found, taken = found + (is_true and share >= 0.2), taken + (share >= 0.2)
    assert right / every == pytest.approx(0.39, abs=0.02)
    assert found / taken > 0.97
    assert 0.15 < found / right < 0.35


def test_precision_is_told_at_the_first_threshold_that_reaches_a_recall() -> None:
    owner = {"a": "x", "b": "x", "c": "x", "d": "y"}
    scores = {
        ("a", "b"): 3.0,
        ("a", "d"): 2.0,
        ("a", "c"): 2.0,
        ("b", "c"): 1.0,
        ("b", "d"): 0.0,
        ("c", "d"): 0.0,
    }
    assert seat_curves.at_recalls(scores, owner, (0.3, 0.6, 1.0)) == [1.0, 2 / 3, 3 / 4]


def test_what_began_late_is_of_sites_that_nobody_had_seen() -> None:
    world = make(5, scale=0.2)
    late = asked.later(world)
    assert set() < late.owner.keys() < world.owner.keys()
    assert {each.site for each in late.observations} == late.owner.keys()


def test_judgements_on_doubtful_pairs_find_more_and_part_nobody_wrongly() -> None:
    world = make(5, scale=0.3)
    plain = derive(world.observations, Inputs(), BASIS)
    told = asked.judged(world, plain, 20)
    helped = derive(world.observations, Inputs(told), BASIS)
    found = [
        {pair for each in made.operators for pair in combinations(sorted(m.site for m in each.sites), 2)}
        for made in (plain, helped)
    ]
    assert len(told) == 20
    true = measures.true_pairs(world.owner)
    assert len(found[0] & true) < len(found[1] & true)
