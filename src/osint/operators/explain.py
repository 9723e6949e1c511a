"""Why two sites are linked, or are not: the rows of the sum, and the same in sentences."""

from collections.abc import Iterable, Sequence

from osint import names
from osint.identifiers import kind
from osint.links.basis import LinkBasis
from osint.operators.cluster import joins
from osint.records import Evidence, Link, Operator

# ENFSI, Guideline for Evaluative Reporting in Forensic Science (2015), verbal equivalents: from a ratio on.
SCALE = (
    (1_000_000, "extremely strong support"),
    (10_000, "very strong support"),
    (1_000, "strong support"),
    (100, "moderately strong support"),
    (10, "moderate support"),
    (2, "weak support"),
    (0, "no support"),
)
NOT_CALIBRATED = (
    "The weights are stated judgements, not calibrated on real operators: read the likelihood ratio, and "
    "take the probability as what follows from it under the stated prior."
)


def in_words(thousandths: int) -> str:
    """A likelihood ratio in words, after ENFSI's scale."""
    ratio = 2.0 ** min(60.0, thousandths / 1000)
    return next(words for least, words in SCALE if ratio >= least)


def rows(link: Link) -> tuple[Evidence, ...]:
    """The rows that add up, the prior first, the total last."""
    total = Evidence("total", "", "", link.bits, 0, (), f"probability {link.probability:.4f}")
    return (*link.evidence, total)


def sentences(link: Link) -> list[str]:
    """The same in English, for a reader who does not add bits."""
    a, b = names.unicode_form(link.a), names.unicode_form(link.b)
    counted = [row for row in link.evidence if row.bits > 0 and row.kind != "prior"]
    said = [
        f"The evidence gives {in_words(link.ratio.mid)} to the proposition that {a} and {b} are run by one "
        f"hand rather than by two (likelihood ratio about {_ratio(link.ratio.mid)}, between "
        f"{_ratio(link.ratio.low)} and {_ratio(link.ratio.high)}); with the prior of "
        f"{link.evidence[0].bits / 1000:+.1f} bits the probability is {link.probability:.4f}."
    ]
    said += [f"Both bear {_named(row)}: {row.bits / 1000:+.1f} bits ({row.note})." for row in counted]
    against = [row for row in link.evidence if row.bits < 0 and row.kind != "prior"]
    said += [f"Against it: {_named(row)}: {row.bits / 1000:+.1f} bits ({row.note})." for row in against]
    left_out = sum(1 for row in link.evidence if row.bits == 0)
    if left_out:
        said.append(f"{left_out} further shared values count nothing; the rows say why.")
    return [*said, NOT_CALIBRATED]


def what_would_change(link: Link, basis: LinkBasis) -> tuple[str, ...]:
    """The rows without which, one at a time, the link would no longer join the two sites."""
    if not joins(link, basis):
        return ()
    found = []
    for row in link.evidence:
        if row.bits <= 0:
            continue
        rest = tuple(each for each in link.evidence if each is not row)
        without = Link(link.a, link.b, link.bits - row.bits, link.ratio, rest)
        if not joins(without, basis):
            found.append(f"{row.kind}:{row.value}")
    return tuple(found)


def of_operator(operator: Operator, links: Iterable[Link]) -> list[str]:
    """An operator in sentences: its sites, what holds them, its weakest place."""
    sites = {member.site for member in operator.sites}
    inner: Sequence[Link] = [link for link in links if {link.a, link.b} <= sites and link.bits > 0]
    shown = ", ".join(f"{names.unicode_form(each.site)} ({each.probability:.3f})" for each in operator.sites)
    said = [f"{operator.id} is a group of {len(sites)} sites held to be run by one hand: {shown}."]
    shared: dict[str, int] = {}
    for link in inner:
        for row in link.evidence:
            if row.bits > 0:
                shared[f"{row.kind}:{row.value}"] = shared.get(f"{row.kind}:{row.value}", 0) + 1
    strongest = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:6]
    if strongest:
        said.append(
            "It rests on " + "; ".join(f"{name} (in {count} links)" for name, count in strongest) + "."
        )
    if operator.weakest_cut is not None:
        cut = operator.weakest_cut
        said.append(
            f"It is weakest between {', '.join(map(names.unicode_form, cut.side))} and the rest: "
            f"{cut.bits / 1000:.1f} bits, on {', '.join(cut.evidence)}."
        )
    return [*said, NOT_CALIBRATED]


def _named(row: Evidence) -> str:
    label = "a move" if row.kind == "succession" else kind(row.kind).label
    return f"{label} {row.value}".strip()


def _ratio(thousandths: int) -> str:
    ratio = 2.0 ** min(60.0, max(-60.0, thousandths / 1000))
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"
