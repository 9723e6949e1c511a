"""The report's sheet: one page for a judge, then each operator, the exhibits, what was asked in vain, methods and limits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from osint import names
from osint.bundle.exhibit_sheet import Desk
from osint.bundle.exhibits import Exhibit
from osint.bundle.operator_sheet import (
    against,
    inner,
    is_answered,
    outcome,
    probability,
    section,
    weakest_support,
)
from osint.bundle.typeset.press import Sheet, layout
from osint.bundle.typeset.words import ENGLISH
from osint.records import Operator
from osint.rows import Row

FILE = "report.pdf"
MOST_SUMMED = 5  # operators on the first page
MOST_NAMED = 3  # sites, exhibits of one operator there
LONGEST_TITLE, LONGEST_SITE = 100, 22  # characters there
MOST_TOLD = 60  # operators with a section of their own; the tables hold all
MOST_UNANSWERED = 300
MOST_LOOSE = 200
SURE = 0.9999  # above it a probability is given as a bound
SECOND = 19  # characters of a time without its fractions

Value = dict[str, Any]


def report_sheet(at: Desk, exhibits: Sequence[Exhibit], *, fingerprint: str) -> Sheet:
    """The report; ``fingerprint`` is that of the key that signs the package."""
    contents = at.contents
    operators = contents.operators
    unanswered = [row for row in contents.tables["exchanges"] if not is_answered(row)]
    values = {
        **layout(at.words, contents.court.page, at.fonts, contents.at),
        "words": at.words.report,
        "title": at.printed(f"{at.words.report['title']}: {contents.title}"),
        "banner": contents.banner,
        "label": at.words.report["title"],
        "foot": contents.case,
        "name": at.fonts.legible(contents.title, longest=LONGEST_TITLE),
        "rows": list(_facts(at, fingerprint)),
        "translated": at.said("translated", language=at.words.name) if at.words.lang != ENGLISH else "",
        "looked": _looked(at, len(unanswered)),
        "groups": _groups(at),
        "summary": [_summed(at, each, exhibits) for each in operators[:MOST_SUMMED]],
        "more": _more(at, len(operators) - MOST_SUMMED),
        "operators": [section(at, each, exhibits) for each in operators[:MOST_TOLD]],
        "untold": _more(at, len(operators) - MOST_TOLD),
        "contradictions": [at.printed(str(each)) for each in contents.statement["contradictions"]],
        "loose": _loose(at),
        "list": [_listed(at, each) for each in exhibits],
        "unanswered": _unanswered(at, unanswered),
        "methods": _methods(at),
        "code_points": at.words.exhibit["code_points"],
    }
    return Sheet(FILE, "report", values)


def _facts(at: Desk, fingerprint: str) -> Iterator[Value]:
    contents, own = at.contents, at.words.report
    not_stated = at.words.exhibit["not_stated"]
    told = {
        "court": f"{contents.court.title} (share: {contents.share})",
        "case": contents.case,
        "made": contents.at,
        "investigators": contents.facts.get("investigators") or not_stated,
        "legal_basis": contents.facts.get("legal_basis") or not_stated,
        "key": fingerprint,
    }
    for name, value in told.items():
        yield {"label": own[name], "english": "", "value": at.printed(value), "fixed": name == "key"}


def _looked(at: Desk, unanswered: int) -> str:
    tables = at.contents.tables
    return at.words.report["looked"].format(
        sites=len(tables["sites"]),
        exchanges=len(tables["exchanges"]),
        unanswered=unanswered,
        links=len(at.contents.links),
    )


def _groups(at: Desk) -> str:
    count = len(at.contents.operators)
    return at.words.report["groups"].format(count=count) if count else at.words.report["group_none"]


def _more(at: Desk, count: int) -> str:
    return at.words.report["more"].format(count=count) if count > 0 else ""


def _summed(at: Desk, operator: Operator, exhibits: Sequence[Exhibit]) -> Value:
    """An operator's line on the first page: the least probable of its sites speaks for all."""
    sites = [names.unicode_form(each.site) for each in operator.sites]
    own = [each.label for each in exhibits if each.operator == operator.id]
    least = min((each.probability for each in operator.sites), default=0.0)
    shown = probability(at, least)
    links = inner(at, operator)
    return {
        "id": operator.id,
        "sites": [at.fonts.legible(each, longest=LONGEST_SITE) for each in sites[:MOST_NAMED]],
        "more": _more(at, len(sites) - MOST_NAMED),
        "probability": at.words.figures["least"].format(value=shown) if least <= SURE else shown,
        "support": weakest_support(at, operator, links),
        "against": str(sum(1 for _ in against(at, links))),
        "exhibits": own[:MOST_NAMED],
        "more_exhibits": _more(at, len(own) - MOST_NAMED),
    }


def _loose(at: Desk) -> Value:
    grouped = {member.site for operator in at.contents.operators for member in operator.sites}
    loose = [row["site"] for row in at.contents.tables["sites"] if row["site"] not in grouped]
    shown = " · ".join(names.unicode_form(site) for site in loose[:MOST_LOOSE])
    said = at.words.report["loose_is"].format(count=len(loose)) if loose else ""
    return {
        "said": said,
        "sites": at.fonts.legible(shown, longest=100_000),
        "more": _more(at, len(loose) - MOST_LOOSE),
    }


def _listed(at: Desk, exhibit: Exhibit) -> Value:
    seen = exhibit.shown
    return {
        "number": exhibit.label,
        "fact": at.printed(exhibit.fact),
        "seen": [at.fonts.legible(str(each.event["uri"]), longest=300) for each in seen],
        "more": _more(at, len(exhibit.showings) - len(seen)),
        "when": [each.event["at"][:SECOND] for each in seen],
    }


def _unanswered(at: Desk, rows: Sequence[Row]) -> Value:
    """The questions that brought no answer, counted by outcome, and one by one."""
    said = at.words.report
    counted = Counter(outcome(row) for row in rows)
    counts = " · ".join(f"{at.words.outcome.get(each, each)}: {counted[each]}" for each in sorted(counted))
    if not rows:
        return {"said": said["all_answered" if at.contents.tables["exchanges"] else "none_asked"], "rows": []}
    cut = said["unanswered_cut"].format(shown=MOST_UNANSWERED) if len(rows) > MOST_UNANSWERED else ""
    return {
        "said": " ".join(filter(None, (said["unanswered_is"], f"{counts}.", cut))),
        "rows": [
            {
                "outcome": at.words.outcome.get(outcome(row), outcome(row)),
                "question": at.fonts.legible(str(row["uri"]), longest=500),
                "why": at.fonts.legible(str(row.get("withdrawn") or row["why"]), longest=500),
                "when": str(row["at"])[:SECOND],
            }
            for row in rows[:MOST_UNANSWERED]
        ],
    }


def _methods(at: Desk) -> list[str]:
    said, court = at.words.report, at.contents.court
    signed = said["signed"].format(lawyer=court.lawyer) if court.lawyer else said["unsigned"]
    read_on = said["read_on"].format(date=court.checked)
    return [
        *(said[name] for name in ("derived", "weights", "groups_how", "weakest_note")),
        at.printed(f"{said['asks']}: {'; '.join(court.asks)}."),
        at.printed(f"{said['lifts']}: {court.third_party}."),
        at.printed(f"{said['rules']}: {'; '.join(court.rules)} ({read_on}; {signed})."),
        said["check"],
        *map(at.printed, at.contents.withheld),
    ]
