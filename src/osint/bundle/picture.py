"""The graph as GraphML and as a small SVG, without a request and without a script."""

import html
from pathlib import Path

import networkx as nx

from osint import names
from osint.bundle.contents import Contents
from osint.inert import line

SIZE = 720
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8A7A00", "#666666")


def graph(contents: Contents) -> "nx.Graph[str]":
    """Sites as nodes with their operator, links of even odds and more as edges with their bits."""
    made: nx.Graph[str] = nx.Graph()
    for row in contents.tables["sites"]:
        made.add_node(row["site"], operator="", label=line(names.unicode_form(row["site"])))
    for operator in contents.operators:
        for member in operator.sites:
            made.add_node(member.site, operator=operator.id, label=line(names.unicode_form(member.site)))
    for link in contents.links:
        if link.bits > 0 and link.a in made and link.b in made:
            made.add_edge(link.a, link.b, bits=link.bits)
    return made


def write_graphml(contents: Contents, path: Path) -> None:
    """The graph for other programs."""
    path.write_bytes(b"\n".join(each.encode() for each in nx.generate_graphml(graph(contents))) + b"\n")


def svg(contents: Contents) -> str:
    """The sites that are linked, laid out the same way every time."""
    drawn = graph(contents)
    drawn.remove_nodes_from([site for site in drawn if drawn.degree(site) == 0])
    if not drawn:
        return ""
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(drawn.nodes(data=True)))
    ordered.add_edges_from(sorted(drawn.edges(data=True), key=lambda edge: edge[:2]))
    place = nx.circular_layout(ordered, scale=SIZE / 2 - 90)
    at = {site: (SIZE / 2 + float(x), SIZE / 2 + float(y)) for site, (x, y) in place.items()}
    operators = sorted({told["operator"] for _, told in ordered.nodes(data=True)})
    parts = [f'<svg viewBox="0 0 {SIZE} {SIZE}" role="img" xmlns="http://www.w3.org/2000/svg">']
    for a, b, told in ordered.edges(data=True):
        (x1, y1), (x2, y2) = at[a], at[b]
        width = min(5.0, 0.6 + told["bits"] / 8000)
        parts.append(
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="#bbb" stroke-width="{width:.1f}"/>'
        )
    for site, told in ordered.nodes(data=True):
        x, y = at[site]
        colour = COLOURS[operators.index(told["operator"]) % len(COLOURS)]
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="7" fill="{colour}"/>')
        parts.append(
            f'<text x="{x:.0f}" y="{y - 11:.0f}" text-anchor="middle" font-size="11">{html.escape(told["label"])}</text>'
        )
    return "".join([*parts, "</svg>"])
