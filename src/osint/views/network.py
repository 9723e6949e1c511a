"""The graph of sites and identifiers: as networkx, and drawn by pyvis without a request outside."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
from pyvis.network import Network

from osint import names
from osint.inert import line
from osint.records import Link, Operator

# Okabe and Ito's palette, which colour-blind readers can tell apart (jfly.uni-koeln.de/color, 2008).
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
ALONE = "#DDDDDD"

# pyvis refers to Bootstrap on a CDN even when its own scripts are in the page (WestHealth/pyvis#229).
OUTSIDE = re.compile(
    r"<(?:link|script)\b[^>]*\b(?:href|src)\s*=\s*[\"']https?:[^>]*>(?:\s*</script>)?", re.IGNORECASE
)
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:\">"
)


def graph(sites: Iterable[str], links: Iterable[Link], operators: Iterable[Operator]) -> "nx.Graph[str]":
    """The sites as nodes and the links as edges.

    Node attributes: ``operator`` (its id or empty), ``probability`` (of belonging to it).
    Edge attributes: ``bits`` (thousandths), ``probability``, ``shared`` (texts ``kind:value`` that count).
    """
    drawn: nx.Graph[str] = nx.Graph()
    for site in sites:
        drawn.add_node(site, operator="", probability=0.0)
    for operator in operators:
        for member in operator.sites:
            drawn.add_node(member.site, operator=operator.id, probability=member.probability)
    for link in links:
        shared = [f"{row.kind}:{row.value}" for row in link.evidence if row.bits > 0]
        drawn.add_edge(link.a, link.b, bits=link.bits, probability=link.probability, shared=shared)
    return drawn


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a graph that opens offline: shown by a notebook, or written as a page."""

    page: str
    height: int

    def _repr_html_(self) -> str:
        """The page in a frame that may run its own scripts and reach nothing."""
        return (
            f'<iframe sandbox="allow-scripts" style="width:100%;height:{self.height + 20}px;border:0" '
            f'srcdoc="{html.escape(self.page)}"></iframe>'
        )


def draw(drawn: "nx.Graph[str]", *, threshold: float = 0.5, height: int = 640, banner: str = "") -> Drawing:
    """Draw a graph with pyvis: sites coloured by operator, edges by weight, the doubtful ones dashed.

    Links below ``threshold`` are left out. Meant for up to about 1,000 nodes.
    """
    picture = Network(height=f"{height}px", width="100%", cdn_resources="in_line", notebook=True)
    colours = _colours(drawn)
    for site in sorted(drawn):
        told = drawn.nodes[site]
        title = f"{names.unicode_form(site)}\n{told['operator'] or 'no operator'} {told['probability']:.3f}"
        picture.add_node(
            site, label=_plain(names.unicode_form(site)), title=_plain(title), color=colours[site]
        )
    for a, b in sorted(drawn.edges()):
        tie = drawn.edges[a, b]
        if tie["probability"] >= threshold:
            title = f"{tie['bits'] / 1000:+.1f} bits, p = {tie['probability']:.4f}\n" + "\n".join(
                tie["shared"]
            )
            width = 1 + max(0.0, min(6.0, tie["bits"] / 4000))
            picture.add_edge(a, b, title=_plain(title), width=width, dashes=tie["probability"] < 0.95)
    return Drawing(_closed(picture.generate_html(notebook=True), banner), height)


def _colours(drawn: "nx.Graph[str]") -> dict[str, str]:
    operator = {site: str(drawn.nodes[site]["operator"]) for site in drawn}
    named = sorted({name for name in operator.values() if name})
    colour = {name: PALETTE[number % len(PALETTE)] for number, name in enumerate(named)}
    return {site: colour.get(name, ALONE) for site, name in operator.items()}


def _plain(text: str) -> str:
    """Text that pyvis shows as text: the letters ``href`` would make it read every title as markup."""
    shown = "\n".join(line(each, longest=120) for each in text.split("\n")[:20])
    return re.sub("href", "h\u200bref", shown, flags=re.IGNORECASE)


def _closed(page: str, banner: str) -> str:
    """A page without outside references, under a policy that refuses any, with its banner."""
    inside = OUTSIDE.sub("", page)
    head, found, rest = inside.partition("<head>")
    mark = f'<p style="font:bold 16px sans-serif;color:#b00020">{html.escape(banner)}</p>' if banner else ""
    body = rest.replace("<body>", "<body>" + mark, 1)
    return head + found + POLICY + body
