"""Why two sites are linked, or are not: the rows of the sum, and the same in sentences."""

import math
from collections import Counter
from collections.abc import Iterable

from osint import names
from osint.identifiers import kind
from osint.links import rivals
from osint.links.basis import LinkBasis
from osint.operators.cluster import BY_JUDGEMENT, joins
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
LARGEST = 40  # bits: a million million; beyond it no table of weights means anything
RESTS_ON = 6  # values that an operator's sentence names


def in_words(thousandths: int) -> str:
    """A likelihood ratio of one or more in words, after ENFSI's scale."""
    ratio = 2.0 ** min(60.0, thousandths / 1000)
    return next(words for least, words in SCALE if ratio >= least)


def rows(link: Link) -> tuple[Evidence, ...]:
    """The rows that add up, the prior first, the total last."""
    total = Evidence("total", "", "", link.bits, 0, (), f"probability {_probability(link.probability)}")
    return (*link.evidence, total)


def sentences(link: Link) -> list[str]:
    """The same in English, for a reader who does not add bits."""
    rest = [row for row in link.evidence if row.kind != "prior"]
    said = [_verdict(link), _posterior(link)]
    said += [
        f"{_borne(link, row)}: {row.bits / 1000:+.1f} bits ({row.note})." for row in rest if row.bits > 0
    ]
    said += [_against(row) for row in rest if row.bits < 0]
    left_out = sum(1 for row in rest if row.bits == 0)
    if left_out:
        values = "value counts" if left_out == 1 else "values count"
        said.append(f"{left_out} further shared {values} nothing; the rows say why.")
    return [*said, NOT_CALIBRATED]


def what_would_change(link: Link, basis: LinkBasis) -> tuple[str, ...]:
    """What the joining of two sites hangs on: each entry, taken away by itself, undoes it.

    An entry holds all counted values of one family (``kind:value``, several joined by "and"): they are one
    account's, and when one of them turns out to be an agency's or a copy's, the others do with it. A move that
    was seen by one of them falls with it.
    """
    if not joins(link, basis):
        return ()
    counted = [row for row in link.evidence if row.bits > 0 and row.kind not in rivals.UNWEIGHED]
    found = []
    for family in dict.fromkeys(row.family for row in counted):
        gone = [row for row in counted if row.family == family]
        if not joins(_without(link, gone, basis), basis):
            found.append(" and ".join(f"{row.kind}:{row.value}" for row in gone))
    return tuple(found)


def of_operator(operator: Operator, links: Iterable[Link]) -> list[str]:
    """An operator in sentences: its sites, what holds them, its weakest place."""
    sites = {member.site for member in operator.sites}
    shown = ", ".join(
        f"{names.unicode_form(each.site)} ({_member(each.probability)})" for each in operator.sites
    )
    said = [f"{operator.id} is a group of {len(sites)} sites held to be run by one hand: {shown}."]
    said += _nested(operator)
    inner = (link for link in links if {link.a, link.b} <= sites and link.bits > 0)
    shared = Counter(_name(row) for link in inner for row in link.evidence if row.bits > 0)
    strongest = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:RESTS_ON]
    if strongest:
        listed = "; ".join(f"{name} (in {_links(count)})" for name, count in strongest)
        said.append(f"It rests on {listed}.")
    if operator.weakest_cut is not None:
        said.append(_weakest(operator))
    return [*said, NOT_CALIBRATED]


def _verdict(link: Link) -> str:
    """What the evidence supports, and how much: one hand, two hands, or neither."""
    a, b = _shown(link.a), _shown(link.b)
    ratio, low, high = (_ratio(bits) for bits in (link.ratio.mid, link.ratio.low, link.ratio.high))
    numbers = f"likelihood ratio {ratio}" + (f"; from {low} to {high}" if low != high else "")
    one, two = f"that {a} and {b} are run by one hand", "that they are run by two"
    if not any(row.bits for row in link.evidence if row.kind != "prior"):
        return f"Nothing that {a} and {b} share says whether one hand runs them."
    if link.ratio.mid < 0:
        words = in_words(-link.ratio.mid)
        return f"The evidence gives {words} to the proposition {two} rather than {one} ({numbers})."
    words = in_words(link.ratio.mid)
    return f"The evidence gives {words} to the proposition {one} rather than {two} ({numbers})."


def _posterior(link: Link) -> str:
    prior = link.evidence[0]
    return (
        f"With the prior of {prior.bits / 1000:+.1f} bits ({prior.note}) the sum is "
        f"{link.bits / 1000:+.1f} bits, a probability of {_probability(link.probability)} for one hand."
    )


def _borne(link: Link, row: Evidence) -> str:
    """What a counted row says of the two sites."""
    if row.kind == "succession":
        return f"{row.value} moved from one to the other"
    entry = kind(row.kind)
    if row.value == "whole set":
        return f"Their lists overlap ({entry.label})"
    other = entry.embeds(row.value) if entry.embeds else None
    if other in {link.a, link.b}:
        namer = link.b if other == link.a else link.a
        return f"{_shown(namer)} names {_shown(str(other))} ({entry.label})"
    return f"Both bear {entry.label} {row.value}"


def _against(row: Evidence) -> str:
    if row.kind == rivals.KIND:
        return f"An innocent explanation takes {-row.bits / 1000:.1f} bits away: {row.note}."
    return f"Against it, {kind(row.kind).label}: {row.note}: {row.bits / 1000:+.1f} bits."


def _nested(operator: Operator) -> list[str]:
    """Which sites belong certainly, where that is not all of them."""
    core = [_shown(each.site) for each in operator.sites if each.certain]
    others = [_shown(each.site) for each in operator.sites if not each.certain]
    if not others:
        return []
    if not core:
        return [
            "Taken at the lower end of its range, the evidence joins no two of them: all belong probably."
        ]
    return [
        f"Certainly these {len(core)}, taken also at the lower end of the range: {', '.join(core)}; "
        f"probably these {len(others)}: {', '.join(others)}."
    ]


def _weakest(operator: Operator) -> str:
    cut = operator.weakest_cut
    if cut is None:
        return ""
    smaller = cut.side if len(cut.side) <= len(cut.other) else cut.other
    side = ", ".join(map(_shown, smaller))
    if cut.evidence == (BY_JUDGEMENT,):
        return f"Between {side} and the rest no evidence counts: an analyst's judgement joins them."
    judged = " and an analyst's judgement" if BY_JUDGEMENT in cut.evidence else ""
    listed = ", ".join(name for name in cut.evidence if name != BY_JUDGEMENT)
    return (
        f"It is weakest between {side} and the rest: the strongest link across comes to "
        f"{cut.bits / 1000:.1f} bits after the prior, on {listed}{judged}."
    )


def _without(link: Link, gone: list[Evidence], basis: LinkBasis) -> Link:
    """The link as it would be if some rows, and the moves seen by their values, were not there.

    What innocent explanations take away is worked out anew for the rows that are left.
    """
    values = {row.value for row in gone}
    rest = tuple(
        row
        for row in link.evidence
        if row not in gone
        and row.kind != rivals.KIND
        and not (row.kind == "succession" and row.value in values)
    )
    bits = sum(row.bits for row in rest) + rivals.taken(rest, basis)
    return Link(link.a, link.b, bits, link.ratio, rest)


def _name(row: Evidence) -> str:
    return f"{row.kind}:{row.value}"


def _shown(site: str) -> str:
    return names.unicode_form(site)


def _links(count: int) -> str:
    return "1 link" if count == 1 else f"{count} links"


def _member(probability: float) -> str:
    """A member's place: judged, or as probable as its best link."""
    return "by an analyst's judgement" if probability >= 1 else _probability(probability)


def _probability(probability: float) -> str:
    """A probability to four places, never as certain."""
    if probability > 0.9999:
        return "more than 0.9999"
    return "less than 0.0001" if probability < 0.0001 else f"{probability:.4f}"


def _ratio(thousandths: int) -> str:
    """A likelihood ratio as a reader takes it in: two digits, and a bound where numbers mean nothing."""
    bits = thousandths / 1000
    if abs(bits) > LARGEST:
        return "more than a million million" if bits > 0 else "less than one to a million million"
    ratio = math.pow(2.0, abs(bits))
    digits = max(0, 1 - math.floor(math.log10(ratio)))
    shown = f"{ratio:.{digits}f}" if ratio < 10 else f"{float(f'{ratio:.2g}'):,.0f}"
    return f"about {shown}" if bits >= 0 else f"about one to {shown}"
