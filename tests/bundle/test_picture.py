"""The graph for other programs and the picture: labels inert, groups apart."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from bundle_cases import exchanges, start

from osint.bundle import picture
from osint.bundle.picture import _places, _strongest
from osint.records import Link, Member, Operator, Ratio


def operator(name: str, count: int) -> Operator:
    """A group of so many sites."""
    sites = tuple(Member(f"site{number:03d}.example", 0.99) for number in range(count))
    return Operator(name, sites, None, (), (), ())


def test_the_graph_reads_back_with_operators_and_bits(made: Path) -> None:
    read = nx.read_graphml(made / "package/data/graph/graph.graphml")
    assert set(read) == {"moonscans.example", "starscans.example", "harbor.example"}
    assert read.nodes["moonscans.example"]["operator"] == read.nodes["starscans.example"]["operator"] != ""
    assert read.nodes["harbor.example"]["operator"] == ""
    assert read.edges["moonscans.example", "starscans.example"]["bits"] > 0


def test_the_picture_is_well_formed_and_names_each_site_of_a_group_once(made: Path) -> None:
    page = (made / "package/data/report/index.html").read_text("utf-8")
    found = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert found
    drawn = ElementTree.fromstring(found[0])
    labels = [each.text for each in drawn.iter("text")]
    assert labels.count("moonscans.example") == 1
    assert "harbor.example" not in labels
    assert {each.tag for each in drawn.iter()} == {"svg", "text", "path", "circle"}


@pytest.mark.parametrize("count", [2, 3, 8, 81, 300])
def test_no_two_sites_lie_on_one_another_and_all_lie_in_their_panel(count: int) -> None:
    panels, height = picture._panels((operator("op-1", count), operator("op-2", 2)))
    places = _places([each.site for each in operator("op-1", count).sites], panels[0])
    assert len(set(places.values())) == count
    for x, y in places.values():
        assert picture.LABEL / 2 < x < picture.WIDTH - picture.LABEL / 2
        assert panels[0].top < y < height
    by_side: dict[bool, list[float]] = {}
    for x, y in places.values():
        by_side.setdefault(x < picture.WIDTH / 2, []).append(y)
    for side in by_side.values():
        ordered = sorted(side)
        assert all(b - a >= picture.LINE - 0.01 for a, b in pairwise(ordered))


def test_panels_do_not_overlap() -> None:
    panels, height = picture._panels(tuple(operator(f"op-{n}", 2 + 7 * n) for n in range(5)))
    rows = sorted({(panel.top, panel.height) for panel in panels})
    assert all(top + tall <= after for (top, tall), (after, _) in pairwise(rows))
    assert rows[-1][0] + rows[-1][1] == height


def test_a_large_group_shows_its_strongest_links_only() -> None:
    sites = [f"site{number:03d}.example" for number in range(40)]
    links = tuple(
        Link(a, b, 1000 + 10 * place, Ratio(0, 0, 0), ())
        for place, (a, b) in enumerate((a, b) for a in sites for b in sites if a < b)
    )
    drawn = _strongest(links, set(sites))
    assert len(drawn) == picture.MOST_LINES * len(sites)
    assert min(link.bits for link in drawn) > max(link.bits for link in links if link not in drawn)


def test_the_same_case_gives_the_same_picture(tmp_path: Path) -> None:
    case = start(tmp_path / "case", exchanges())
    pages = []
    for name in ("one", "two"):
        case.export(tmp_path / name, court="kr")
        pages.append((tmp_path / name / "data/graph/graph.graphml").read_bytes())
    case.close()
    assert pages[0] == pages[1]


def test_a_group_on_a_printed_page_is_the_same_each_time_and_not_higher_than_the_page() -> None:
    group = operator("op-1", 200)
    sites = [each.site for each in group.sites]
    links = tuple(Link(a, b, 9000, Ratio(0, 0, 0), ()) for a, b in pairwise(sites))
    drawn = picture.drawing(group, links)
    assert drawn == picture.drawing(group, links)
    dots, lines = drawn["dots"], drawn["lines"]
    assert isinstance(dots, list)
    assert isinstance(lines, list)
    assert len(dots) == picture.MOST_DRAWN
    assert len(lines) == picture.MOST_DRAWN - 1
    height = drawn["height"]
    assert isinstance(height, int)
    assert height < 792 - 45 * 3 - 30 * 3
    assert all(0 < each["at"][1] < height for each in dots)
