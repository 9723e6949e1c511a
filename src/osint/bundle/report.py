"""The report: one page of HTML that opens offline, asks nothing of the network, and runs nothing."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from osint import names
from osint.bundle.contents import Contents
from osint.bundle.exhibits import Exhibit
from osint.bundle.picture import svg
from osint.inert import line
from osint.operators import explain
from osint.records import Link, Operator
from osint.rows import Row

FINE = frozenset({"answered", "absent"})
MOST_LINKS = 30  # of one operator in the page; the tables hold all
MOST_UNANSWERED = 300
MOST_FACTS = 4  # in a row of a table
MOST_NAMED = 60  # parties, and accounts, of one operator in the page; the tables hold all
LOOSE = 200  # sites of no group that are named


def html(contents: Contents, exhibits: Sequence[Exhibit], *, fingerprint: str) -> str:
    """The report's page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # here: the command line starts without it

    environment = Environment(
        loader=PackageLoader("osint.bundle", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inert"] = lambda text: line(str(text), longest=1000)
    environment.filters["probability"] = _probability
    unanswered = [_unanswered(row) for row in contents.tables["exchanges"] if not _is_answered(row)]
    grouped = {member.site for operator in contents.operators for member in operator.sites}
    loose = [row["site"] for row in contents.tables["sites"] if row["site"] not in grouped]
    return environment.get_template(
        "report.html"
    ).render(
        contents=contents,
        fingerprint=fingerprint,
        sites=len(contents.tables["sites"]),
        exchanges=len(contents.tables["exchanges"]),
        operators=[_operator(contents, each, exhibits) for each in contents.operators],
        loose=[names.unicode_form(site) for site in loose[:LOOSE]],
        loose_count=len(loose),
        contradictions=contents.statement["contradictions"],
        picture=Markup(svg(contents)),  # made here, every label escaped  # noqa: S704
        exhibits=exhibits,
        unanswered=unanswered[:MOST_UNANSWERED],
        outcomes=sorted(Counter(row["outcome"] for row in unanswered).items()),
        unanswered_count=len(unanswered),
        not_calibrated=explain.NOT_CALIBRATED,
    )


def _is_answered(row: Row) -> bool:
    return row["outcome"] in FINE and not row.get("withdrawn")


def _unanswered(row: Row) -> dict[str, str]:
    """A question without an answer in the package; a withdrawn one with its reason."""
    withdrawn = row.get("withdrawn", "")
    return {
        "outcome": "withdrawn" if withdrawn else row["outcome"],
        "uri": row["uri"],
        "why": withdrawn or row["why"],
        "at": row["at"],
    }


def _probability(value: float) -> str:
    """Four places; never a certainty."""
    if value > 0.9999:
        return "> 0.9999"
    return f"{value:.4f}" if value >= 0.0001 else "< 0.0001"


def _operator(contents: Contents, operator: Operator, exhibits: Sequence[Exhibit]) -> dict[str, Any]:
    sites = {member.site for member in operator.sites}
    inner = sorted(
        (link for link in contents.links if link.a in sites and link.b in sites),
        key=lambda link: (-link.bits, link.a, link.b),
    )
    own = [each for each in exhibits if each.operator == operator.id]
    parties = (f"{each.role} {each.name}" for each in operator.parties)
    cut = operator.weakest_cut
    return {
        "id": operator.id,
        "sentences": _without_caution(explain.of_operator(operator, contents.links)),
        "members": [
            {"site": names.unicode_form(each.site), "ascii": each.site, "probability": each.probability}
            for each in operator.sites
        ],
        "contacts": list(dict.fromkeys([*operator.contacts, *operator.accounts, *parties])),
        "borne": list(dict.fromkeys([*operator.contacts, *operator.accounts])),
        **_who(contents, operator.id),
        "facts": [each.fact for each in own[:MOST_FACTS]],
        "exhibits": own,
        "weakest": None if cut is None else cut.bits,
        "support": "" if cut is None else explain.in_words(cut.bits),
        "links": [_link(link) for link in inner[:MOST_LINKS]],
        "links_count": len(inner),
    }


def _who(contents: Contents, operator: str) -> dict[str, Any]:
    """The parties of an operator, candidates and others, and the accounts that its sites present as their own."""
    parties = [row for row in contents.tables["parties"] if row["operator"] == operator]
    accounts = [row for row in contents.tables["accounts"] if operator in row["operators"]]
    candidates = [row for row in parties if not row["standing_why"]]
    return {
        "candidates": [{**row, "exchanges": _sources(row)} for row in candidates[:MOST_NAMED]],
        "candidates_count": len(candidates),
        "between": [row for row in parties if row["standing_why"]][:MOST_NAMED],
        "between_count": len(parties) - len(candidates),
        "own_accounts": accounts[:MOST_NAMED],
        "own_accounts_count": len(accounts),
    }


def _sources(row: Row) -> list[str]:
    """The exchanges in which a party is named, by their beginnings."""
    return list(dict.fromkeys(each[:12] for one in row["named"] for each in one["exchanges"]))[:MOST_FACTS]


def _link(link: Link) -> dict[str, Any]:
    return {
        "a": names.unicode_form(link.a),
        "b": names.unicode_form(link.b),
        "bits": link.bits,
        "support": explain.in_words(link.ratio.mid),
        "probability": link.probability,
        "sentences": _without_caution(explain.sentences(link)),
        "rows": explain.rows(link),
    }


def _without_caution(sentences: Sequence[str]) -> list[str]:
    """The page says once, at its top, what is not calibrated."""
    return [each for each in sentences if each != explain.NOT_CALIBRATED]
