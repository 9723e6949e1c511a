"""What the printed report says of one operator: its sites, its weakest place, what speaks against it, what is not known."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from osint import names
from osint.bundle.exhibit_sheet import Desk
from osint.bundle.exhibits import Exhibit
from osint.bundle.picture import drawing
from osint.bundle.timeline import bars, spans
from osint.operators import explain
from osint.operators.cluster import BY_JUDGEMENT
from osint.operators.languages import figures
from osint.operators.languages.language import LANGUAGES, WRITTEN_IN
from osint.records import Evidence, Link, Member, Operator, SubjectKind
from osint.rows import Row

FINE = frozenset({"answered", "absent"})
MOST_LINKS = 5  # of one operator; the tables hold all
MOST_AGAINST = 20
MOST_PARTIES = 40
MOST_SITES = 40  # in the timeline, and of those with questions that brought no answer
DAY = 10  # characters of a time that are its day
# IPCC, Guidance Note on Consistent Treatment of Uncertainties (2010), table 1; the words are those of its likelihood
# scale, without its overlaps: above this probability.
LIKELY = (
    (0.99, "virtually_certain"),
    (0.9, "very_likely"),
    (0.66, "likely"),
    (0.33, "even"),
    (0.0, "unlikely"),
)

Value = dict[str, Any]


def tongue(at: Desk) -> str:
    """The language in which reasons are told: the court's where they can be, else English."""
    return at.words.lang if at.words.lang in LANGUAGES else WRITTEN_IN


def probability(at: Desk, value: float) -> str:
    """A probability as a number and in words; one that an analyst's judgement made is none."""
    if value >= 1:
        return at.words.report["judged"]
    word = next(name for least, name in LIKELY if value > least or not least)
    return f"{figures.probability(value, at.words.figures)} – {at.words.likely[word]}"


def ratio(at: Desk, thousandths: int) -> str:
    """A likelihood ratio as a number."""
    return figures.ratio(thousandths, {**at.words.figures, "myriads": ()})


def support(at: Desk, thousandths: int) -> str:
    """A likelihood ratio of one or more in words, after ENFSI's scale."""
    return at.words.support[explain.in_words(max(0, thousandths))]


def inner(at: Desk, operator: Operator) -> list[Link]:
    """The links within a group, the strongest first."""
    sites = {member.site for member in operator.sites}
    own = (link for link in at.contents.links if link.a in sites and link.b in sites)
    return sorted(own, key=lambda link: (-link.bits, link.a, link.b))


def weakest_support(at: Desk, operator: Operator, links: Sequence[Link]) -> str:
    """The likelihood ratio, with its words, of the link at which the group would come apart."""
    cut = operator.weakest_cut
    if cut is None or cut.evidence == (BY_JUDGEMENT,):
        return at.words.report["judged"] if cut is not None else ""
    side = set(cut.side)
    across = [link for link in links if (link.a in side) != (link.b in side) and link.bits == cut.bits]
    if not across:
        return at.words.report["judged"]
    mid = across[0].ratio.mid
    return f"{ratio(at, mid)} – {support(at, mid)}"


def section(at: Desk, operator: Operator, exhibits: Sequence[Exhibit]) -> Value:
    """The values of an operator's section."""
    links = inner(at, operator)
    contents = at.contents
    drawn = drawing(operator, contents.links)
    told = tongue(at)
    borne = dict.fromkeys([*operator.contacts, *operator.accounts, *_parties(at, operator)])
    return {
        "id": operator.id,
        "sentences": [
            at.printed(each)
            for each in explain.of_operator(operator, contents.links, told)
            if told == at.words.lang and each != explain.caution(told)
        ],
        "members": [_member(at, each) for each in operator.sites],
        "contacts": [at.printed(each) for each in borne],
        "weakest": _weakest(at, operator),
        "exhibits": ", ".join(each.label for each in exhibits if each.operator == operator.id),
        "graph": {**drawn, "dots": [{**dot, "label": at.printed(dot["label"])} for dot in _dots(drawn)]},
        "graph_part": _part(at, operator, len(_dots(drawn))),
        "timeline": _timeline(at, operator),
        "moves": list(_moves(at, links)),
        "reasons": at.words.report["reasons_note"].format(count=len(links)),
        "links": [_link(at, each) for each in links[:MOST_LINKS]],
        "against": list(against(at, links)) or [at.words.report["against_none"]],
        "unknown": list(_unknown(at, operator)),
    }


def _parties(at: Desk, operator: Operator) -> Iterator[str]:
    """Whom sources name: candidates first, then who stands between, with why it is no candidate."""
    rows = sorted(_named_parties(at, operator), key=lambda row: bool(row["standing_why"]))
    for row in rows[:MOST_PARTIES]:
        why = row["standing_why"] or row["disclosure"]
        yield f"{', '.join(row['roles'])}: {row['name']} ({why})"


def _named_parties(at: Desk, operator: Operator) -> list[Row]:
    return [row for row in at.contents.tables["parties"] if row["operator"] == operator.id]


def _dots(drawn: Mapping[str, Any]) -> list[Value]:
    return list(drawn["dots"])


def _part(at: Desk, operator: Operator, shown: int) -> str:
    if shown == len(operator.sites):
        return ""
    return at.words.report["graph_part"].format(shown=shown, count=len(operator.sites))


def _member(at: Desk, member: Member) -> Value:
    shown = names.unicode_form(member.site)
    return {
        "site": at.printed(shown if shown == member.site else f"{shown} ({member.site})"),
        "probability": probability(at, member.probability),
        "sort": at.words.report["certain" if member.certain else "probable"],
    }


def _weakest(at: Desk, operator: Operator) -> str:
    cut = operator.weakest_cut
    if cut is None:
        return ""
    smaller = cut.side if len(cut.side) <= len(cut.other) else cut.other
    side = ", ".join(map(names.unicode_form, smaller))
    judged = at.words.report["judged"]
    listed = ", ".join(judged if each == BY_JUDGEMENT else each for each in cut.evidence)
    bits = figures.bits(cut.bits, plain=True)
    return at.printed(at.words.report["weakest_is"].format(side=side, bits=bits, evidence=listed))


def _timeline(at: Desk, operator: Operator) -> list[Value]:
    found = spans(at.contents.tables["observations"], [each.site for each in operator.sites])[:MOST_SITES]
    drawn = bars(found)
    return [
        {
            "site": at.printed(names.unicode_form(each.site)),
            "first": each.first[:DAY],
            "last": each.last[:DAY],
            "bar": drawn[each.site],
        }
        for each in found
    ]


def _moves(at: Desk, links: Sequence[Link]) -> Iterator[str]:
    """The moves from one site to another that the links count."""
    for link in links[:MOST_SITES]:
        for row, plain in zip(explain.rows(link, tongue(at)), (*link.evidence, None), strict=True):
            if plain is not None and plain.kind == "succession":
                yield at.printed(f"{_pair(link)}: {row.note}")


def _pair(link: Link) -> str:
    return f"{names.unicode_form(link.a)} – {names.unicode_form(link.b)}"


def _link(at: Desk, link: Link) -> Value:
    ratios = {name: ratio(at, getattr(link.ratio, name)) for name in ("mid", "low", "high")}
    title = at.words.report["link"].format(
        a=names.unicode_form(link.a),
        b=names.unicode_form(link.b),
        ratio=ratios["mid"],
        low=ratios["low"],
        high=ratios["high"],
        support=support(at, link.ratio.mid),
        bits=figures.bits(link.bits),
        probability=figures.probability(link.probability, at.words.figures),
    )
    counted = [each for each in _named(link, explain.rows(link, tongue(at))) if each[1].bits]
    return {"title": at.printed(title), "rows": [_row(at, sort, row) for sort, row in counted]}


def _named(link: Link, rows: Sequence[Evidence]) -> Iterator[tuple[str, Evidence]]:
    """Each row with the sort that it was before it was put into a language; the total last."""
    yield from zip((*(each.kind for each in link.evidence), "total"), rows, strict=True)


def _row(at: Desk, sort: str, row: Evidence) -> Value:
    words = at.words.report
    name = {"prior": words["prior"], "total": words["total"]}.get(sort, f"{row.kind} {row.value}")
    return {
        "evidence": at.printed(name),
        "bits": f"{row.bits / 1000:+.2f}",
        "owners": str(row.owners or ""),
        "why": at.printed("" if sort == "total" else row.note),
        "is_total": sort == "total",
    }


def against(at: Desk, links: Sequence[Link]) -> Iterator[str]:
    """The reasons that count against links of the group, each once: in how many links, and what it takes away."""
    found: dict[str, list[int]] = {}
    for link in links:
        for sort, row in _named(link, explain.rows(link, tongue(at))):
            if row.bits < 0 and sort not in {"prior", "total"}:
                found.setdefault(f"{row.kind} {row.value}: {row.note}", []).append(row.bits)
    for reason, bits in list(found.items())[:MOST_AGAINST]:
        ends = dict.fromkeys(figures.bits(each) for each in (min(bits), max(bits)))
        yield at.printed(f"{reason} ({' … '.join(ends)}; × {len(bits)})")


def _unknown(at: Desk, operator: Operator) -> Iterator[str]:
    """What the case does not know of the group."""
    words = at.words.report
    is_named = any(not row["standing_why"] for row in _named_parties(at, operator))
    yield words["unknown_party_named" if is_named else "unknown_party"]
    probable = [names.unicode_form(each.site) for each in operator.sites if not each.certain]
    if probable:
        yield at.printed(words["unknown_probable"].format(sites=", ".join(probable)))
    failed: dict[str, Counter[str]] = {}
    for row in at.contents.tables["exchanges"]:
        if row["subject"]["kind"] == SubjectKind.SITE and not is_answered(row):
            failed.setdefault(row["subject"]["value"], Counter())[outcome(row)] += 1
    for each in operator.sites[:MOST_SITES]:
        if counted := failed.get(each.site):
            listed = "; ".join(
                f"{at.words.outcome.get(name, name)}: {counted[name]}" for name in sorted(counted)
            )
            site = names.unicode_form(each.site)
            count = sum(counted.values())
            yield at.printed(words["unknown_site"].format(site=site, count=count, outcomes=listed))
    yield words["unknown_more"]


def is_answered(row: Row) -> bool:
    """Whether a question brought an answer that the package holds."""
    return row["outcome"] in FINE and not row.get("withdrawn")


def outcome(row: Row) -> str:
    """How a question ended; a withdrawn answer is none."""
    return "withdrawn" if row.get("withdrawn") else str(row["outcome"])
