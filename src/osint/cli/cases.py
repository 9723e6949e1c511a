"""Commands about one case: make it, show what it knows, explain it."""

from enum import StrEnum
from typing import Annotated

import typer

from osint.cli.opening import Folder, opened
from osint.cli.printing import Format, Prose, Row, as_json, put, put_rows, put_text, say


class What(StrEnum):
    """What can be shown of a case."""

    SITES = "sites"
    EXCHANGES = "exchanges"
    OBSERVATIONS = "observations"
    LINKS = "links"
    OPERATORS = "operators"
    PARTIES = "parties"
    ACCOUNTS = "accounts"
    JUDGEMENTS = "judgements"
    REGISTRATIONS = "registrations"
    HOSTING = "hosting"
    ABUSE = "abuse"
    ORIGINS = "origins"


class Language(StrEnum):
    """The languages in which reasons are told."""

    EN = "en"
    KO = "ko"
    JA = "ja"


COLUMNS = {
    What.SITES: ("site", "unicode", "seed", "operator", "probability", "answered", "failed"),
    What.EXCHANGES: ("exchange", "at", "collector", "uri", "outcome", "why", "bytes"),
    What.OBSERVATIONS: ("site", "kind", "value", "where", "own", "platform", "last_seen"),
    What.LINKS: ("a", "b", "bits", "probability", "shared"),
    What.OPERATORS: ("operator", "sites", "contacts", "parties"),
    What.PARTIES: ("operator", "name", "nature", "standing", "roles", "sites", "disclosure", "may be"),
    What.ACCOUNTS: ("operators", "account", "sort", "own", "pointing", "first_seen", "last_seen"),
    What.JUDGEMENTS: ("id", "verdict", "about", "because", "author", "at"),
    What.REGISTRATIONS: ("site", "field", "standing", "stated", "note"),
    What.HOSTING: ("site", "subject", "label", "answer", "list", "date", "why"),
    What.ABUSE: ("site", "rank", "role", "name", "email", "form", "answer", "why"),
    What.ORIGINS: ("site", "standing", "address", "bits", "words", "networks", "signs"),
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
    investigator: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Who investigates.")] = None,
    is_practice: Annotated[
        bool,
        typer.Option("--practice", help="On the practice world, to learn with. PRACTICE, NOT EVIDENCE."),
    ] = False,
) -> None:
    """Make a case.

    osint new mangaclones --title "Who runs …" --site one.example --site two.example
    """
    from osint.desk import Case
    from osint.practice.lab import ground

    case = Case.start(
        folder,
        title,
        sites=site or [],
        originals=original or [],
        legal_basis=legal_basis,
        retention_until=retention_until,
        investigators=investigator or [],
        **(ground() if is_practice else {}),
    )
    say(f"{case.folder}: a case with {len(case.settings.sites)} sites; next: osint collect {folder}")
    case.close()


def show(
    folder: Folder,
    what: Annotated[What, typer.Argument(show_default=False)],
    form: Annotated[
        Format, typer.Option("--format", help="A table for reading; the others hold every field.")
    ] = Format.TABLE,
) -> None:
    """Show what the case knows: sites, exchanges, observations, links, operators, judgements, registrations, hosting …

    Of who it may be: candidates that sources name (parties), and the accounts that sites point to (accounts).
    Of who carries them: what lists say (hosting), whom to write to (abuse), what may stand behind a CDN (origins).

    osint show mangaclones links --format csv > links.csv
    """
    with opened(folder) as case:
        from osint.desk import hosting, overview, who

        rows = case.rows(what.value)
        if what is What.LINKS and form is Format.TABLE:
            rows = ({**row, "shared": _shared(row)} for row in rows)
        if what is What.PARTIES and form is Format.TABLE:
            rows = ({**row, "may be": _may_be(row)} for row in rows)
        if what is What.ACCOUNTS and form is Format.TABLE:
            rows = ({**row, "pointing": [each["site"] for each in row["sites"]]} for row in rows)
        if what is What.REGISTRATIONS and form is Format.TABLE:
            rows = ({**row, "stated": _stated(row)} for row in rows)
        if what is What.ORIGINS and form is Format.TABLE:
            rows = ({**row, "signs": [each["sign"] for each in row["evidence"][1:]]} for row in rows)
        fields = {**overview.COLUMNS, **hosting.COLUMNS, **who.COLUMNS}
        put_rows(rows, form, COLUMNS[what], fields=fields[what.value])


def _shared(link: Row) -> list[str]:
    """What speaks for a link, as ``kind:value``."""
    counted = (each for each in link["evidence"] if each["bits"] > 0 and each["kind"] != "prior")
    return [f"{each['kind']}:{each['value']}" for each in counted]


def _may_be(row: Row) -> list[str]:
    """Other names of which a party may be the bearer, with the reason."""
    return [f"{each['name']} ({each['why']})" for each in row["may_be"]]


def _stated(row: Row) -> str:
    """What each source states of a field; what it withholds by the word for how."""
    return " | ".join(f"{each['value'] or each['disclosure']} ({each['source']})" for each in row["said"])


def explain(
    folder: Folder,
    subject: Annotated[list[str], typer.Argument(metavar="SITE SITE | OPERATOR", show_default=False)],
    form: Annotated[Prose, typer.Option("--format", help="Sentences, or the rows behind them.")] = Prose.TEXT,
    language: Annotated[Language, typer.Option(help="The language of the sentences.")] = Language.EN,
) -> None:
    """Say why two sites are linked or not, or why a group is held to be one operator.

    osint explain mangaclones one.example two.example --language ko
    """
    with opened(folder) as case:
        explained = case.explain(*subject, language=language.value)
        if form is Prose.JSON:
            put(as_json(explained.row, indent=1))
        else:
            put_text(str(explained))
