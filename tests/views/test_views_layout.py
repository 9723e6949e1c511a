"""Where nodes are drawn."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint.views.layout import RING, STEP_X, STEP_Y, block, layout


def apart(places: dict[str, tuple[float, float]]) -> bool:
    """Whether no name would be written over another."""
    return all(
        abs(ax - bx) >= STEP_X * 0.99 or abs(ay - by) >= STEP_Y * 0.99
        for (ax, ay), (bx, by) in combinations(places.values(), 2)
    )


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9, RING, RING + 1, 60])
def test_no_two_names_of_a_group_touch_and_none_leaves_its_block(count: int) -> None:
    made = block([f"{number}.test" for number in range(count)])
    assert len(made.places) == count
    assert apart(dict(made.places))
    for x, y in made.places.values():
        assert STEP_X / 2 <= x <= made.width - STEP_X / 2
        assert 0 <= y <= made.height


@given(st.lists(st.integers(1, 40), max_size=12), st.integers(0, 60))
def test_no_two_names_of_a_picture_touch_whatever_the_groups(sizes: list[int], alone: int) -> None:
    groups = {f"op-{n}": [f"{n}-{number}" for number in range(size)] for n, size in enumerate(sizes)}
    made = layout(groups, [f"alone-{number}" for number in range(alone)])
    assert len(made.places) == sum(sizes) + alone
    assert set(made.heads) == set(groups)
    assert apart({**made.places, **{f"head of {name}": at for name, at in made.heads.items()}})


def test_the_room_of_a_picture_holds_every_node() -> None:
    made = layout({"op-1": list("abcdefgh")}, ["x", "y"])
    assert all(0 <= x <= made.width and 0 <= y <= made.height for x, y in made.places.values())


def test_many_groups_are_brought_near_to_the_shape_of_a_screen() -> None:
    made = layout({f"op-{n}": [f"{n}-{m}" for m in range(8)] for n in range(12)}, [])
    assert 1.0 < made.width / made.height < 2.6


def test_the_largest_group_stands_first_and_those_without_an_operator_stand_last() -> None:
    made = layout({"op-small": ["a"], "op-large": ["b", "c", "d"]}, ["z"])
    assert made.heads["op-large"] == min(made.heads.values())
    assert made.places["z"][1] > max(made.places[node][1] for node in "abcd")
