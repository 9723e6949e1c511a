"""The graph, and its page."""

import json
import re
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from view_cases import HOSTILE, Elements, evidence, link, operator

from osint.records import Link
from osint.views import network
from osint.views.network import Drawing, draw, graph


def nodes_of(page: str) -> list[dict[str, Any]]:
    return _set(page, "nodes")


def edges_of(page: str) -> list[dict[str, Any]]:
    return _set(page, "edges")


def _set(page: str, name: str) -> list[dict[str, Any]]:
    found = re.search(rf"{name} = new vis\.DataSet\((\[.*\])\);", page)
    assert found, f"the page holds no {name}"
    return list(json.loads(found[1]))


def pair(*values: str, bits: int = 30_000) -> "nx.Graph[str]":
    """Two sites of one operator, tied by these values."""
    tie = link("a.test", "b.test", *(evidence(value, bits) for value in values))
    return graph(["a.test", "b.test"], [tie], [operator("op-1", "a.test", "b.test")])


class TestGraph:
    def test_sites_bear_their_operator_and_links_what_is_shared(self) -> None:
        tie = link("a.test", "b.test", evidence("UA-990001-1", 20_000), evidence("UA-990002-1", 0))
        made = graph(["a.test", "b.test", "c.test"], [tie], [operator("op-1", "a.test", "b.test")])
        assert made.nodes["a.test"] == {"operator": "op-1", "probability": 0.99}
        assert made.nodes["c.test"] == {"operator": "", "probability": 0.0}
        assert made.edges["a.test", "b.test"]["shared"] == ["google_analytics:UA-990001-1"]
        assert made.edges["a.test", "b.test"]["bits"] == 7_000

    def test_a_link_to_a_site_that_was_never_taken_in_is_drawn_too(self) -> None:
        made = graph(["a.test"], [link("a.test", "named-only.test", evidence("x", 30_000))], [])
        assert made.nodes["named-only.test"]["operator"] == ""
        assert "named-only.test" in {node["label"] for node in nodes_of(draw(made).page)}

    def test_a_site_of_an_operator_keeps_it_when_a_link_names_the_site_again(self) -> None:
        made = graph([], [link("a.test", "b.test")], [operator("op-1", "a.test")])
        assert made.nodes["a.test"]["operator"] == "op-1"


class TestThePageReachesNothing:
    def test_no_element_refers_to_anything_outside(self) -> None:
        page = Elements(draw(pair("UA-990001-1"), banner="PRACTICE").page)
        refers = {"src", "href", "srcset", "data", "action", "poster", "background", "xlink:href"}
        assert not [(tag, name) for tag, told in page.elements for name in told if name in refers]
        assert not {"link", "base", "object", "embed", "iframe", "img"} & page.tags

    def test_no_style_loads_anything(self) -> None:
        page = draw(pair("UA-990001-1")).page
        styles = re.findall(r"<style.*?</style>", page, re.DOTALL)
        assert styles
        assert not [each for each in styles if re.search(r"@import|url\((?!['\"]?data:)", each)]

    def test_its_policy_comes_before_every_script_and_lets_nothing_be_fetched(self) -> None:
        page = draw(pair("UA-990001-1")).page
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        assert policy
        assert policy.start() < page.index("<script")
        rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["base-uri"] == rules["form-action"] == "'none'"
        assert not re.search(r"https?:|\*", policy[1])
        assert "connect-src" not in rules, "it would widen what default-src forbids"


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_never_becomes_an_element(self, text: str) -> None:
        drawn = pair(text)
        drawn.add_node(f"x{text}", operator=text, probability=0.5)
        usual = Elements(draw(pair("UA-990001-1"), banner="b").page)
        page = Elements(draw(drawn, banner=f"b{text}").page)
        assert [tag for tag, _ in page.elements] == [tag for tag, _ in usual.elements]

    def test_a_title_with_href_does_not_turn_titles_into_markup(self) -> None:
        drawn = pair("href=HREF=hReF")
        drawn.add_node("href.test", operator="href", probability=0.5)
        page = draw(drawn).page
        assert "popup.innerHTML" not in page
        assert not [each for each in nodes_of(page) + edges_of(page) if "href" in each.get("title", "")]

    def test_direction_and_control_marks_are_shown_and_do_not_act(self) -> None:
        (edge,) = edges_of(draw(pair("\u202etxt.exe\x1b")).page)
        assert "⟨U+202E⟩txt.exe⟨U+001B⟩" in edge["title"]

    def test_a_text_of_a_hundred_kilobytes_is_cut(self) -> None:
        drawn = pair("x" * 100_000)
        drawn.add_node("y" * 100_000, operator="z" * 100_000, probability=0.5)
        page = draw(drawn).page
        words = [each.get(key, "") for each in nodes_of(page) + edges_of(page) for key in ("label", "title")]
        assert max(map(len, words)) < 1_000


class TestDraw:
    def test_the_same_graph_is_the_same_page_in_whatever_order_it_came(self) -> None:
        sites = [f"{name}.test" for name in "abcdef"]
        ties = [link(a, b, evidence("v", 30_000)) for a, b in pairwise(sites)]
        owners = [operator("op-1", *sites[:3]), operator("op-2", *sites[3:5])]
        one = draw(graph(sites, ties, owners)).page
        other = draw(
            graph(
                sites[::-1], [Link(t.b, t.a, t.bits, t.ratio, t.evidence) for t in ties[::-1]], owners[::-1]
            )
        )
        assert nodes_of(one) == nodes_of(other.page)
        assert {frozenset((e["from"], e["to"])) for e in edges_of(one)} == {
            frozenset((e["from"], e["to"])) for e in edges_of(other.page)
        }

    def test_links_below_the_threshold_are_left_out_and_doubtful_ones_dashed(self) -> None:
        ties = [
            link("a.test", "b.test", evidence("sure", 30_000)),
            link("b.test", "c.test", evidence("doubtful", 14_000)),
            link("c.test", "d.test", evidence("unlikely", 10_000)),
        ]
        page = draw(graph(["a.test"], ties, [])).page
        dashes = {(edge["from"], edge["to"]): edge["dashes"] for edge in edges_of(page)}
        assert dashes == {("a.test", "b.test"): False, ("b.test", "c.test"): True}
        assert len(edges_of(draw(graph(["a.test"], ties, []), threshold=0.0).page)) == 3

    def test_operators_have_colours_of_their_own_and_their_names_stand_above(self) -> None:
        made = graph(["c.test"], [], [operator("op-1", "a.test"), operator("op-2", "b.test")])
        nodes = {node["label"]: node for node in nodes_of(draw(made).page)}
        borders = {nodes[f"{name}.test"]["color"]["border"] for name in "abc"}
        assert len(borders) == 3
        assert nodes["op-1"]["shape"] == "text"
        assert nodes["op-1"]["y"] < nodes["a.test"]["y"]

    def test_a_site_is_named_in_its_own_script(self) -> None:
        made = graph(["xn--9t4b11yi5a"], [], [])
        assert nodes_of(draw(made).page)[0]["label"] == "테스트"

    def test_too_many_links_are_cut_to_the_strongest_and_the_page_says_so(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(network, "MOST_EDGES", 1)
        ties = [
            link("a.test", "b.test", evidence("v", 20_000)),
            link("b.test", "c.test", evidence("w", 40_000)),
        ]
        page = draw(graph([], ties, [])).page
        assert [(edge["from"], edge["to"]) for edge in edges_of(page)] == [("b.test", "c.test")]
        assert "1 weaker ones are not drawn" in page

    def test_nothing_moves_by_itself(self) -> None:
        assert '"physics": {"enabled": false}' in draw(pair("v")).page

    def test_a_case_without_sites_says_so_and_does_not_fail(self) -> None:
        assert "No sites yet" in Elements(draw(graph([], [], [])).page).words

    def test_the_banner_stands_in_the_page(self) -> None:
        assert (
            "PRACTICE, NOT EVIDENCE" in Elements(draw(pair("v"), banner="PRACTICE, NOT EVIDENCE").page).words
        )

    def test_a_small_picture_takes_little_room_and_a_large_one_no_more_than_a_screen(self) -> None:
        large = graph([f"{number}.test" for number in range(300)], [], [])
        small = draw(pair("v"))
        assert small.height < 350
        assert 700 < draw(large).height < 900
        assert (
            f"height: {draw(pair('v'), height=500).height - network.LINE}px"
            in draw(pair("v"), height=500).page
        )


class TestDrawing:
    def test_a_notebook_shows_it_in_a_frame_that_can_do_nothing_but_draw(self) -> None:
        drawing = Drawing('<p title="a&amp;b">\'</p>', 300)
        shown = Elements(drawing._repr_html_())
        ((tag, told),) = shown.elements
        assert tag == "iframe"
        assert told["sandbox"] == "allow-scripts"
        assert told["srcdoc"] == drawing.page

    def test_it_is_saved_as_it_is(self, tmp_path: Any) -> None:
        drawing = draw(pair("v"))
        assert drawing.save(tmp_path / "graph.html").read_text("utf-8") == drawing.page
