"""Large parts are not joined by what only one site of them bears."""

import itertools
from collections.abc import Iterable

import pytest

from osint.operators.cluster import groups
from osint.operators.judgement import Constraints, effective
from osint.records import Link
from weighing import BASIS, CHANNEL, PRIOR, ZONE, judged, link

SURE, STRONG = 13_000 - PRIOR, 6_000 - PRIOR
CHANCE = "popads:1234567"


def part(names: str) -> list[Link]:
    """A group that many values hold."""
    return [link(a, b, (ZONE + names, SURE)) for a, b in itertools.pairwise(names)]


def sites(links: Iterable[Link], constraints: Constraints | None = None) -> list[str]:
    return ["".join(each.sites) for each in groups(links, constraints or Constraints(), BASIS)]


def test_one_value_of_one_site_each_joins_no_two_large_parts() -> None:
    assert sites([*part("abc"), *part("xyz"), link("a", "x", (CHANCE, STRONG))]) == ["abc", "xyz"]


def test_nor_a_large_part_and_a_single_site() -> None:
    assert sites([*part("abc"), link("a", "z", (CHANCE, STRONG))]) == ["abc"]


def test_it_joins_small_ones() -> None:
    assert sites([*part("ab"), link("b", "z", (CHANCE, STRONG))]) == ["abz"]


def test_a_value_that_several_sites_of_both_bear_joins_them() -> None:
    across = [link(a, x, (CHANCE, STRONG)) for a in "ab" for x in "xy"]
    assert sites([*part("abc"), *part("xyz"), *across]) == ["abcxyz"]


def test_several_of_one_part_only_are_not_enough() -> None:
    across = [link(a, "x", (CHANCE, STRONG)) for a in "ab"]
    assert sites([*part("abc"), *part("xyz"), *across]) == ["abc", "xyz"]


@pytest.mark.parametrize("bits", [2_000, 9_000])
def test_a_second_family_anywhere_across_bears_it_out(bits: int) -> None:
    across = [link("a", "x", (CHANCE, STRONG)), link("c", "z", (CHANNEL, bits))]
    assert sites([*part("abc"), *part("xyz"), *across]) == ["abcxyz"]


def test_a_trifle_does_not() -> None:
    trifle = BASIS.number("holding", "bits") - 1
    across = [link("a", "x", (CHANCE, STRONG)), link("c", "z", (CHANNEL, trifle))]
    assert sites([*part("abc"), *part("xyz"), *across]) == ["abc", "xyz"]


def test_a_judgement_joins_large_parts_by_itself_and_bears_out_no_chance() -> None:
    held = effective([judged("1", "same", "a", "x")])
    assert sites([*part("abc"), *part("xyz")], held) == ["abcxyz"]
    assert sites([*part("abc"), *part("xyz"), link("x", "q", (CHANCE, STRONG))], held) == ["abcxyz"]


def test_the_order_of_the_links_is_no_matter() -> None:
    links = [*part("abc"), *part("xyz"), link("a", "x", (CHANCE, STRONG)), link("c", "q", (CHANNEL, STRONG))]
    assert sites(links) == sites(reversed(links))
