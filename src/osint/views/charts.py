"""Charts of a case, with plotly: what was seen when, how questions ended, what a link is made of."""

from collections import Counter

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

from osint import identifiers, names
from osint.errors import BadName
from osint.inert import line
from osint.records import Evidence, Link
from osint.views.network import PALETTE

# Outcome colours: green answered, blue said to be absent, the rest from grey to red.
OUTCOMES = {
    "answered": "#009E73",
    "absent": "#56B4E9",
    "not asked": "#999999",
    "refused": "#E69F00",
    "challenged": "#CC79A7",
    "replaced": "#D55E00",
    "failed": "#B00020",
}
# What every site has is drawn first and pale; what tells sites apart stands over it.
GROUPS = {
    "technical": "#CCCCCC",
    "registration": "#8C8C8C",
    "other": "#F0E442",
    "analytics": "#0072B2",
    "advertising": "#E69F00",
    "payment": "#009E73",
    "verification": "#CC79A7",
    "widgets": "#56B4E9",
    "contacts": "#D55E00",
}
ROW, FRAME = 22, 170  # pixels of a row, and of what stands round the rows
TALLEST = 2400
MOST = 40  # identifiers in the chart of rarity
NARROWEST = 200  # a bar is never thinner than this part of the time that is shown


def timeline(observations: pd.DataFrame, *, title: str) -> go.Figure:
    """Each site's own identifiers from first to last seen; one row a site, one bar a value.

    Sites stand in the order in which they were first seen, so that a move reads as a staircase.
    """
    seen = _own(observations)
    spans = seen.groupby(["site", "kind", "value"], as_index=False).agg(
        first_seen=("first_seen", "min"), last_seen=("last_seen", "max")
    )
    spans["until"] = _wide_enough(spans)
    spans = spans.sort_values(["first_seen", "site", "kind", "value"], ignore_index=True)
    spans["group"] = [_group(kind) for kind in spans["kind"]]
    spans["site"] = [_inert(names.unicode_form(site), 60) for site in spans["site"]]
    spans["value"] = [_inert(value, 60) for value in spans["value"]]
    drawn = px.timeline(
        spans,
        x_start="first_seen",
        x_end="until",
        y="site",
        color="group",
        hover_data={"kind": True, "value": True, "first_seen": True, "last_seen": True, "until": False},
        title=_inert(title, 200),
        category_orders={"site": list(dict.fromkeys(spans["site"])), "group": list(GROUPS)},
        color_discrete_map=GROUPS,
        opacity=0.8,
        height=_height(spans["site"].nunique()),
    )
    drawn.update_xaxes(title_text="UTC")
    return _rows(drawn)


def coverage(exchanges: pd.DataFrame, *, title: str) -> go.Figure:
    """How the questions to each source ended, so that gaps are seen."""
    counts = exchanges.groupby(["collector", "outcome"], as_index=False).size()
    counts["collector"] = [_inert(name, 60) for name in counts["collector"]]
    drawn = px.bar(
        counts,
        x="size",
        y="collector",
        color="outcome",
        orientation="h",
        title=_inert(title, 200),
        labels={"size": "questions"},
        category_orders={"collector": sorted(set(counts["collector"])), "outcome": list(OUTCOMES)},
        color_discrete_map=OUTCOMES,
        height=_height(counts["collector"].nunique()),
    )
    return _rows(drawn)


def waterfall(link: Link, *, banner: str = "") -> go.Figure:
    """A link's sum, row by row from the top: prior first, total last, in bits."""
    rows = [row for row in link.evidence if row.bits]
    bars = go.Waterfall(
        orientation="h",
        y=[f"{number}. {_label(row)}" for number, row in enumerate(rows, 1)] + ["total"],
        x=[row.bits / 1000 for row in rows] + [0],
        measure=["relative"] * len(rows) + ["total"],
        text=[f"{row.bits / 1000:+.1f}" for row in rows] + [f"{link.bits / 1000:+.1f}"],
        hovertext=[_inert(row.note, 200) for row in rows] + [f"probability {link.probability:.4f}"],
        increasing={"marker": {"color": PALETTE[2]}},
        decreasing={"marker": {"color": PALETTE[5]}},
        totals={"marker": {"color": PALETTE[0]}},
    )
    pair = f"{names.unicode_form(link.a)} and {names.unicode_form(link.b)}"
    heading = f"{pair}: {link.bits / 1000:+.1f} bits, probability {link.probability:.4f}"
    drawn = go.Figure(bars, layout={"height": _height(len(rows) + 1), "xaxis": {"title": {"text": "bits"}}})
    drawn.update_layout(title={"text": _inert(f"{heading} ({banner})" if banner else heading, 200)})
    drawn.update_yaxes(autorange="reversed")
    return _rows(drawn)


def rarity(observations: pd.DataFrame, *, title: str) -> go.Figure:
    """How many sites bear each identifier that more than one bears: the rarest first, at most forty."""
    own = _own(observations).drop_duplicates(["site", "kind", "value"])
    bearers = Counter(f"{kind}:{value}" for kind, value in zip(own["kind"], own["value"], strict=True))
    shared = sorted((count, name) for name, count in bearers.items() if count > 1)
    shown = pd.DataFrame(
        {
            "identifier": [_inert(name, 60) for _, name in shared[:MOST]],
            "sites": [count for count, _ in shared[:MOST]],
        }
    )
    heading = f"{title} ({MOST} of {len(shared)})" if len(shared) > MOST else title
    drawn = px.bar(
        shown,
        x="sites",
        y="identifier",
        orientation="h",
        title=_inert(heading, 200),
        category_orders={"identifier": list(shown["identifier"])},
        height=_height(len(shown)),
    )
    return _rows(drawn)


def _own(observations: pd.DataFrame) -> pd.DataFrame:
    """What sites bear themselves: no mention, nothing of a platform's."""
    is_own = observations["own"].astype(bool) & ~observations["platform"].astype(bool)
    return observations[(observations["site"] != "") & is_own]


def _wide_enough(spans: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """Where each bar ends: what was seen once is drawn as wide as can still be seen."""
    whole = spans["last_seen"].max() - spans["first_seen"].min() if len(spans) else pd.Timedelta(0)
    least = spans["first_seen"] + max(whole / NARROWEST, pd.Timedelta(days=1))
    return spans["last_seen"].where(spans["last_seen"] > least, least)


def _group(kind: str) -> str:
    try:
        return identifiers.kind(kind).group.value
    except BadName:  # a table of another version's kinds is shown all the same
        return "other"


def _label(row: Evidence) -> str:
    return _inert(f"{row.kind} {row.value}".strip(), 48)


def _height(rows: int) -> int:
    return min(TALLEST, FRAME + ROW * max(rows, 4))


def _rows(drawn: go.Figure) -> go.Figure:
    """Every row with its name, taken as a name even where it looks like a number."""
    drawn.update_yaxes(type="category", dtick=1, title_text="", automargin=True)
    return drawn


def _inert(text: str, longest: int) -> str:
    """Text for a chart: plotly reads some tags and, between dollar signs, TeX; none may come from a page."""
    shown = line(text, longest=longest)
    return shown.replace("<", "‹").replace(">", "›").replace("$", "＄").replace("&", "＆")
