"""The graph as GraphML and as a small SVG, without a request and without a script."""

import html
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from osint import names
from osint.bundle.contents import Contents
from osint.inert import line
from osint.records import Link, Operator

if TYPE_CHECKING:  # read when a package is made: the command line starts without it
    import networkx as nx

COLUMNS = 2
WIDTH = 480  # of one group's panel
LABEL = 150  # kept free on either side for names
LINE = 23  # between two names
TOP = 46
MOST_DRAWN = 36  # sites of a group on a printed page: as many as it holds
MOST_LINES = 3  # links drawn for each site, the strongest: more is a blot, and the tables hold all
COLOURS = ("#0072B2", "#B35900", "#007A5A", "#A6477F", "#3A7CA5", "#B03A00", "#6B5F00", "#555555")


def graph(contents: Contents) -> "nx.Graph[str]":
    """Sites as nodes with their operator, links of even odds and more as edges with their bits."""
    import networkx as nx

    made: nx.Graph[str] = nx.Graph()
    if contents.banner:
        made.graph["notice"] = contents.banner
    for row in contents.tables["sites"]:
        made.add_node(row["site"], operator="", label=_label(row["site"]))
    for operator in contents.operators:
        for member in operator.sites:
            made.add_node(member.site, operator=operator.id, label=_label(member.site))
    for link in contents.links:
        if link.bits > 0 and link.a in made and link.b in made:
            made.add_edge(link.a, link.b, bits=link.bits)
    return made


def write_graphml(contents: Contents, path: Path) -> None:
    """The graph for other programs."""
    import networkx as nx

    path.write_bytes(b"\n".join(each.encode() for each in nx.generate_graphml(graph(contents))) + b"\n")


@dataclass(frozen=True, slots=True)
class Panel:
    """Where one group is drawn."""

    left: float
    top: float
    height: float
    colour: str


def svg(contents: Contents) -> str:
    """Each operator's sites in a panel of its own, with their strongest links; empty without operators."""
    panels, total = _panels(contents.operators)
    if not panels:
        return ""
    width = WIDTH * min(COLUMNS, len(panels))
    parts = [
        f'<svg viewBox="0 0 {width} {total:.0f}" role="img" aria-label="The groups and their links">',
    ]
    for operator, panel in zip(contents.operators, panels, strict=True):
        parts.extend(_group(operator, contents.links, panel))
    return "".join([*parts, "</svg>"])


def drawing(operator: Operator, links: tuple[Link, ...]) -> dict[str, object]:
    """One group for the printed report: its first sites and their strongest links as points, dots and lines."""
    sites = [member.site for member in operator.sites[:MOST_DRAWN]]
    height = LINE * (math.ceil(len(sites) / 2) + 1) + 24
    at = _places(sites, Panel(0, LINE - TOP, height, ""))
    return {
        "width": WIDTH,
        "height": height,
        "lines": [
            {
                "from": _rounded(at[link.a]),
                "to": _rounded(at[link.b]),
                "width": round(min(3.0, 0.5 + link.bits / 20000), 2),
            }
            for link in _strongest(links, set(sites))
        ],
        "dots": [
            {"at": _rounded(at[site]), "label": _label(site), "is_left": at[site][0] < WIDTH / 2}
            for site in sites
        ],
    }


def _rounded(point: tuple[float, float]) -> list[float]:
    return [round(each, 2) for each in point]


def _panels(operators: tuple[Operator, ...]) -> tuple[list[Panel], float]:
    """The panels row by row, and the height of all."""
    made: list[Panel] = []
    top = 0.0
    for first in range(0, len(operators), COLUMNS):
        row = operators[first : first + COLUMNS]
        height = max(TOP + LINE * (math.ceil(len(each.sites) / 2) + 1) + 24 for each in row)
        made += [
            Panel(WIDTH * place, top, height, COLOURS[(first + place) % len(COLOURS)])
            for place in range(len(row))
        ]
        top += height
    return made, top


def _group(operator: Operator, links: tuple[Link, ...], panel: Panel) -> Iterator[str]:
    sites = [member.site for member in operator.sites]
    at = _places(sites, panel)
    x, y = panel.left + 12, panel.top + 24
    title = f"{operator.id}: {len(sites)} sites"
    yield f'<text x="{x:.0f}" y="{y:.0f}" font-size="15" font-weight="bold" fill="{panel.colour}">{html.escape(title)}</text>'
    for link in _strongest(links, set(sites)):
        (x1, y1), (x2, y2) = at[link.a], at[link.b]
        width = min(3.0, 0.5 + link.bits / 20000)
        yield f'<path d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}" stroke="#b0b0b0" stroke-width="{width:.1f}"/>'
    for site in sites:
        x, y = at[site]
        is_left = x < panel.left + WIDTH / 2
        anchor, beside = ("end", x - 10) if is_left else ("start", x + 10)
        yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="{panel.colour}"/>'
        yield (
            f'<text x="{beside:.0f}" y="{y + 4:.0f}" text-anchor="{anchor}" font-size="12" fill="#1b1b1b">'
            f"{html.escape(_label(site))}</text>"
        )


def _places(sites: list[str], panel: Panel) -> dict[str, tuple[float, float]]:
    """Places on an oval, the names beside them on two sides, a line apart."""
    half = math.ceil(len(sites) / 2)
    middle_x = panel.left + WIDTH / 2
    reach = LINE * max(half - 1, 1) / 2
    middle_y = panel.top + TOP + LINE + reach
    places: dict[str, tuple[float, float]] = {}
    for number, site in enumerate(sites):
        side, place = (-1, number) if number < half else (1, number - half)
        y = middle_y - reach + LINE * place
        bend = math.sqrt(max(0.0, 1 - ((y - middle_y) / (reach + LINE)) ** 2))
        places[site] = (middle_x + side * (WIDTH / 2 - LABEL) * (0.35 + 0.65 * bend), y)
    return places


def _strongest(links: tuple[Link, ...], sites: set[str]) -> list[Link]:
    inner = sorted(
        (link for link in links if link.bits > 0 and link.a in sites and link.b in sites),
        key=lambda link: (-link.bits, link.a, link.b),
    )
    return inner[: MOST_LINES * len(sites)]


def _label(site: str) -> str:
    return line(names.unicode_form(site), longest=30)
