"""The graph of sites and their links: as networkx, and drawn by pyvis without a request outside."""

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from pyvis.network import Network

from osint import names
from osint.inert import line
from osint.records import Link, Operator
from osint.views.layout import Layout, layout

# Okabe and Ito's palette, which colour-blind readers can tell apart (jfly.uni-koeln.de/color, 2008).
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
ALONE = "#BBBBBB"
PAPER, LIT = "#FFFFFF", "#EEEEEE"
HEADING = {"size": 24, "face": "sans-serif", "color": "#444444"}
MOST_EDGES = 4000  # a browser draws so many without stalling; what is left out is said

# pyvis refers to Bootstrap on a CDN even when its own scripts are in the page (WestHealth/pyvis#229).
OUTSIDE = re.compile(
    r"<(?:link|script)\b[^>]*\b(?:href|src)\s*=\s*[\"'][^>]*>(?:\s*</script>)?", re.IGNORECASE
)
POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
)
STYLE = (
    "<style>body{margin:0;font:14px sans-serif}body>center{display:none}.card{border:0}"
    "#mynetwork{float:none!important;box-sizing:border-box}p{margin:4px 8px}"
    ".banner{font-weight:bold;font-size:16px;color:#b00020}</style>"
)
LINE = 32  # pixels that a line of words above the picture takes
SCREEN = 1100  # pixels of width that a notebook is taken to have
LOWEST, TALLEST = 240, 760  # pixels of the picture
OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "tooltipDelay": 100, "keyboard": False},
    "nodes": {
        "shape": "box",
        "borderWidth": 3,
        "margin": 7,
        "font": {"size": 20, "face": "sans-serif", "color": "#111111"},
        "scaling": {"label": {"drawThreshold": 1}},
    },
    "edges": {"smooth": False, "color": {"inherit": "both", "opacity": 0.55}},
}


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
        for site in (link.a, link.b):
            if site not in drawn:  # a link can reach a site that was named and never taken in
                drawn.add_node(site, operator="", probability=0.0)
        shared = [f"{row.kind}:{row.value}" for row in link.evidence if row.bits > 0]
        drawn.add_edge(link.a, link.b, bits=link.bits, probability=link.probability, shared=shared)
    return drawn


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a graph that opens offline: shown by a notebook, or saved as a page."""

    page: str
    height: int  # pixels that the page takes

    def save(self, path: Path | str) -> Path:
        """Write the page to a file, which any browser opens without a connection."""
        Path(path).write_text(self.page, "utf-8")
        return Path(path)

    def _repr_html_(self) -> str:
        """The page in a frame that may run its own scripts and reach nothing."""
        return (
            f'<iframe sandbox="allow-scripts" style="width:100%;height:{self.height}px;border:1px solid #ddd" '
            f'srcdoc="{html.escape(self.page)}"></iframe>'
        )


def draw(drawn: "nx.Graph[str]", *, threshold: float = 0.5, height: int = 0, banner: str = "") -> Drawing:
    """Draw a graph with pyvis: sites grouped and coloured by operator, edges by weight, doubtful ones dashed.

    Links below ``threshold`` are left out, and so are the weakest where there are too many to draw: the
    page says how many. Meant for up to about 1,000 nodes. Without a node, the page says so. ``height`` is in
    pixels; 0 leaves it to what is drawn.
    """
    groups, alone = _groups(drawn)
    placed = layout(groups, alone)
    height = height or _height(placed)
    picture = Network(height=f"{height}px", width="100%", cdn_resources="in_line", notebook=True)
    picture.set_options(json.dumps(OPTIONS))
    _add_nodes(picture, drawn, placed)
    tied = [(a, b) for a, b in sorted(drawn.edges()) if drawn.edges[a, b]["probability"] >= threshold]
    strongest = sorted(tied, key=lambda edge: -drawn.edges[edge]["bits"])[:MOST_EDGES]
    for a, b in sorted(strongest):
        _add_edge(picture, drawn, a, b)
    words = _words(drawn, len(tied), len(strongest), threshold)
    above = [f'<p class="banner">{html.escape(banner)}</p>'] if banner else []
    above.append(f"<p>{html.escape(words)}</p>")
    return Drawing(_closed(picture.generate_html(notebook=True), above), height + LINE * len(above))


def _groups(drawn: "nx.Graph[str]") -> tuple[dict[str, list[str]], list[str]]:
    """The sites of each operator, and those of none, by the name that is shown."""
    groups: dict[str, list[str]] = {}
    for site in sorted(drawn, key=names.unicode_form):
        groups.setdefault(str(drawn.nodes[site]["operator"]), []).append(site)
    alone = groups.pop("", [])
    return groups, alone


def _height(placed: Layout) -> int:
    """As tall as the picture is at a notebook's width; vis leaves a tenth round it."""
    needed = 1.2 * placed.height * min(1.0, SCREEN / (1.1 * placed.width))
    return int(min(TALLEST, max(LOWEST, needed)))


def _add_nodes(picture: Network, drawn: "nx.Graph[str]", placed: Layout) -> None:
    colours = {name: PALETTE[number % len(PALETTE)] for number, name in enumerate(sorted(placed.heads))}
    for name, (x, y) in placed.heads.items():
        # A host holds no colon, so no site can take this place.
        picture.add_node(f"operator:{name}", label=_plain(name), shape="text", x=x, y=y, font=HEADING)
    for site, (x, y) in placed.places.items():
        owner = str(drawn.nodes[site]["operator"])
        border = colours.get(owner, ALONE)
        shown = _plain(names.unicode_form(site), longest=48)
        picture.add_node(
            site,
            label=shown,
            title=f"{shown}\n{_owner(owner, drawn.nodes[site]['probability'])}",
            color={"border": border, "background": PAPER, "highlight": {"border": border, "background": LIT}},
            shape="box",
            x=x,
            y=y,
        )


def _owner(name: str, probability: float) -> str:
    return f"{_plain(name)}, probability {probability:.3f}" if name else "no operator"


def _add_edge(picture: Network, drawn: "nx.Graph[str]", a: str, b: str) -> None:
    tie = drawn.edges[a, b]
    said = f"{tie['bits'] / 1000:+.1f} bits, probability {tie['probability']:.4f}"
    title = "\n".join([said, *(_plain(each) for each in tie["shared"][:20])])
    width = 1 + max(0.0, min(5.0, tie["bits"] / 20_000))
    picture.add_edge(a, b, title=title, width=width, dashes=tie["probability"] < 0.95)


def _words(drawn: "nx.Graph[str]", tied: int, shown: int, threshold: float) -> str:
    """What is to be seen, in a line above the picture."""
    if not drawn:
        return "No sites yet: collect or import first."
    said = f"{len(drawn)} sites, {shown} links of probability {threshold:g} or more"
    if shown < tied:
        said += f" (the strongest; {tied - shown} weaker ones are not drawn)"
    return (
        said
        + ". A frame's colour is the operator; grey: none. Dashed: doubtful. Point at a line for its evidence."
    )


def _plain(text: str, *, longest: int = 120) -> str:
    """Text that pyvis shows as text: the letters ``href`` would make it read every title as markup."""
    return re.sub("href", "h\u200bref", line(text, longest=longest), flags=re.IGNORECASE)


def _closed(page: str, above: Sequence[str]) -> str:
    """A page without outside references, under a policy that refuses any, with words above the picture."""
    inside = OUTSIDE.sub("", page)
    head, found, rest = inside.partition("<head>")
    body = rest.replace("<body>", "<body>" + STYLE + "".join(above), 1)
    return "<!DOCTYPE html>" + head + found + POLICY + body
