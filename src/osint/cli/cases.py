"""Commands about one case: make it, show it, explain it, export it."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from osint.cli.printing import Format, put, put_rows, say
from osint.desk import Case

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The case's folder.", show_default=False)]


class What(StrEnum):
    """What can be shown of a case."""

    SITES = "sites"
    EXCHANGES = "exchanges"
    OBSERVATIONS = "observations"
    LINKS = "links"
    OPERATORS = "operators"
    JUDGEMENTS = "judgements"


COLUMNS = {
    What.SITES: ("site", "unicode", "seed", "operator", "probability", "answered", "failed"),
    What.EXCHANGES: ("at", "collector", "uri", "outcome", "why", "bytes"),
    What.OBSERVATIONS: ("site", "kind", "value", "where", "own", "platform", "last_seen"),
    What.LINKS: ("a", "b", "bits", "probability", "shared"),
    What.OPERATORS: ("operator", "sites", "contacts", "parties"),
    What.JUDGEMENTS: ("id", "verdict", "about", "because", "author", "at"),
}


def new(  # noqa: PLR0913, PLR0917 -- each option is a parameter of the contract
    folder: Folder,
    title: Annotated[str, typer.Option(help="What the case is about.", show_default=False)],
    site: Annotated[list[str] | None, typer.Option(metavar="HOST", help="A site to begin with.")] = None,
    original: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A rights holder's own site: what it bears ties nobody."),
    ] = None,
    legal_basis: Annotated[str, typer.Option(metavar="TEXT", help="On what ground data is collected.")] = "",
    retention_until: Annotated[str, typer.Option(metavar="DAY", help="When the case is to be deleted.")] = "",
    investigator: Annotated[list[str] | None, typer.Option(metavar="NAME")] = None,
) -> None:
    """Make a case.

    osint new mangaclones --title "Who runs …" --site one.example --site two.example
    """
    case = Case.start(
        folder,
        title,
        sites=site or [],
        originals=original or [],
        legal_basis=legal_basis,
        retention_until=retention_until,
        investigators=investigator or [],
    )
    say(f"{case.folder}: a case with {len(case.settings.sites)} sites; next: osint collect {folder}")


def show(
    folder: Folder,
    what: Annotated[What, typer.Argument(show_default=False)],
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Show what the case knows: sites, exchanges, observations, links, operators or judgements."""
    case = Case.open(folder)
    put_rows(case.rows(what.value), form, COLUMNS[what])


class Prose(StrEnum):
    """The forms of an explanation."""

    TEXT = "text"
    JSON = "json"


def explain(
    folder: Folder,
    subject: Annotated[list[str], typer.Argument(metavar="SITE SITE | OPERATOR", show_default=False)],
    form: Annotated[Prose, typer.Option("--format")] = Prose.TEXT,
) -> None:
    """Say why two sites are linked or not, or why a group is held to be one operator."""
    explained = Case.open(folder).explain(*subject)
    if form is Prose.JSON:
        put(json.dumps(explained.row, ensure_ascii=False, indent=1))
    else:
        put(str(explained))


class Share(StrEnum):
    """For whom a package is made."""

    COURT = "court"
    LAWFIRM = "lawfirm"
    POLICE = "police"
    PARTNER = "partner"
    PUBLIC = "public"


def export(
    folder: Folder,
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", show_default=False)],
    court: Annotated[str, typer.Option(help="kr, kr-criminal, jp, jp-disclosure, cn, th, us, eu, es, br, …")],
    operator: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only these operators.")] = None,
    share: Annotated[Share, typer.Option(help="For whom.")] = Share.COURT,
) -> None:
    """Write the evidence package, which a stranger can verify offline."""
    written = Case.open(folder).export(package, court=court, operators=operator or [], share=share.value)
    say(f"{written}: written; check it with: osint verify {package}")
    put(str(written))
