"""Charts of a case, with plotly: what was seen when, how questions ended, what a link is made of."""

from collections.abc import Iterable

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

from osint import names
from osint.inert import line
from osint.records import Link

# Outcome colours: green answered, blue said to be absent, the rest from yellow to red.
OUTCOMES = {
    "answered": "#009E73",
    "absent": "#56B4E9",
    "not asked": "#999999",
    "refused": "#E69F00",
    "challenged": "#CC79A7",
    "replaced": "#D55E00",
    "failed": "#B00020",
}


def timeline(observations: pd.DataFrame, *, title: str) -> go.Figure:
    """Each site's identifiers from first to last seen; one row a site, one bar a value."""
    seen = observations[observations["site"] != ""]
    spans = seen.groupby(["site", "kind", "value"], as_index=False).agg(
        first_seen=("first_seen", "min"), last_seen=("last_seen", "max")
    )
    # A bar needs width: what was seen once is drawn a day wide.
    spans["until"] = spans["last_seen"].where(
        spans["last_seen"] > spans["first_seen"], spans["first_seen"] + pd.Timedelta(days=1)
    )
    spans["site"] = spans["site"].map(names.unicode_form)
    spans["value"] = spans["value"].map(lambda value: _inert(value, 60))
    hover = {"value": True, "first_seen": True, "last_seen": True, "until": False}
    return px.timeline(
        spans, x_start="first_seen", x_end="until", y="site", color="kind", hover_data=hover, title=title
    )


def coverage(exchanges: pd.DataFrame, *, title: str) -> go.Figure:
    """How the questions to each source ended, so that gaps are seen."""
    counts = exchanges.groupby(["collector", "outcome"], as_index=False).size()
    return px.bar(
        counts,
        x="size",
        y="collector",
        color="outcome",
        orientation="h",
        title=title,
        color_discrete_map=OUTCOMES,
    )


def waterfall(link: Link) -> go.Figure:
    """A link's sum, row by row: prior first, total last, in bits."""
    rows = [row for row in link.evidence if row.bits]
    labels = [_inert(f"{row.kind} {row.value}".strip(), 40) for row in rows]
    bars = go.Waterfall(
        x=[f"{number}. {label}" for number, label in enumerate(labels, 1)] + ["total"],
        y=[row.bits / 1000 for row in rows] + [0],
        measure=["relative"] * len(rows) + ["total"],
        hovertext=[_inert(row.note, 200) for row in rows] + [""],
    )
    heading = f"{names.unicode_form(link.a)} and {names.unicode_form(link.b)}: {link.bits / 1000:+.1f} bits"
    return go.Figure(
        bars, layout={"title": {"text": _inert(heading, 200)}, "yaxis": {"title": {"text": "bits"}}}
    )


def _inert(text: str, longest: int) -> str:
    """Text for a chart: plotly reads some tags in labels, so none may come from a page."""
    return line(text, longest=longest).replace("<", "‹").replace(">", "›")


def rarity(values: Iterable[tuple[str, int]], *, title: str) -> go.Figure:
    """How many sites bear each identifier: ``(kind:value, sites)``, the rarest first."""
    ordered = sorted(values, key=lambda pair: (pair[1], pair[0]))
    table = pd.DataFrame(
        {"identifier": [_inert(name, 60) for name, _ in ordered], "sites": [n for _, n in ordered]}
    )
    return px.bar(table, x="sites", y="identifier", orientation="h", title=title)
