"""The report: one page of HTML that opens offline, asks nothing of the network, and runs nothing."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from osint import names
from osint.bundle.contents import Contents
from osint.bundle.exhibits import Exhibit
from osint.bundle.picture import svg
from osint.inert import line
from osint.operators import explain
from osint.records import Operator

FINE = frozenset({"answered", "absent"})
MOST_LINKS = 30  # of one operator in the page; the tables hold all


def html(contents: Contents, exhibits: tuple[Exhibit, ...]) -> str:
    """The report's page."""
    environment = Environment(
        loader=PackageLoader("osint.bundle", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["inert"] = lambda text: line(str(text), longest=1000)
    return environment.get_template("report.html").render(
        title=line(contents.title),
        banner=contents.banner,
        court=contents.court,
        case=contents.case,
        at=contents.at,
        share=contents.share,
        sites=len(contents.tables["sites"]),
        exchanges=len(contents.tables["exchanges"]),
        links=len(contents.links),
        operators=[_operator(contents, each) for each in contents.operators],
        contradictions=contents.statement["contradictions"],
        picture=Markup(svg(contents)),  # made here, every label escaped  # noqa: S704
        exhibits=exhibits,
        unanswered=[row for row in contents.tables["exchanges"] if row["outcome"] not in FINE],
        not_calibrated=explain.NOT_CALIBRATED,
    )


def _operator(contents: Contents, operator: Operator) -> dict[str, Any]:
    sites = {member.site for member in operator.sites}
    inner = sorted(
        (link for link in contents.links if {link.a, link.b} <= sites),
        key=lambda link: (-link.bits, link.a, link.b),
    )
    return {
        "id": operator.id,
        "sentences": explain.of_operator(operator, contents.links),
        "members": [
            {"site": names.unicode_form(each.site), "probability": each.probability}
            for each in operator.sites
        ],
        "contacts": [
            *operator.contacts,
            *operator.accounts,
            *(f"{each.role} {each.name}" for each in operator.parties),
        ],
        "links": [
            {
                "a": link.a,
                "b": link.b,
                "bits": link.bits,
                "sentences": explain.sentences(link),
                "rows": explain.rows(link),
            }
            for link in inner[:MOST_LINKS]
        ],
    }
