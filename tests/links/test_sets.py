"""Disjoint sets, held against a plain walk."""

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from osint.links.sets import Sets, components

NAMES = st.sampled_from("abcdefghij")
TIES = st.lists(st.tuples(NAMES, NAMES), max_size=20)


@settings(deadline=None)
@given(TIES)
def test_components_are_those_of_the_graph_in_any_order(ties: list[tuple[str, str]]) -> None:
    graph: nx.Graph[str] = nx.Graph(ties)
    graph.add_nodes_from("abcdefghij")
    wanted = sorted(tuple(sorted(each)) for each in nx.connected_components(graph))
    assert list(components("jihgfedcba", ties)) == wanted
    assert list(components("abcdefghij", reversed(ties))) == wanted


def test_joining_tells_the_two_sides_once() -> None:
    made = Sets(["a", "b", "c"])
    assert sorted(made.join("a", "b") or ()) == [("a",), ("b",)]
    assert sorted(made.join("c", "a") or ()) == [("a", "b"), ("c",)]
    assert made.join("b", "c") is None
    assert made.has_joined("b", "c")
    assert not made.has_joined("a", "d")
