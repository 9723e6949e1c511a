"""Commands that bring evidence in: collect, expand, pivot, import."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from osint.case import asking
from osint.case.asking import Summary
from osint.cli.cases import Folder
from osint.cli.practising import world_of
from osint.cli.printing import Format, put_rows, say
from osint.cli.progress import progress
from osint.desk import Case
from osint.inert import line

PARTLY = 3
Proxy = Annotated[str, typer.Option(metavar="URL", help="socks5://host:port or http://host:port")]


def collect(
    folder: Folder,
    site: Annotated[list[str] | None, typer.Option(metavar="HOST", help="Only these sites.")] = None,
    collector: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only these collectors.")
    ] = None,
    passive: Annotated[bool, typer.Option("--passive", help="Never contact the sites themselves.")] = False,
    proxy: Proxy = "",
    jobs: Annotated[int, typer.Option(metavar="N", help="Questions at once; 0: as the profile says.")] = 0,
) -> None:
    """Ask every source about every site of the case, and keep every answer.

    What the case has already is not asked again; what failed is.
    """
    case = Case.open(folder)
    with world_of(case), progress() as report:
        summary = case.collect(
            sites=site or [],
            collectors=collector or [],
            passive=passive,
            network=asking.profile_of(case.settings.network, proxy=proxy, jobs=jobs),
            progress=report,
        )
    tell(summary)


def expand(
    folder: Folder,
    depth: Annotated[int, typer.Option(metavar="N", help="How often to collect and pivot again.")] = 1,
    budget: Annotated[int, typer.Option(metavar="N", help="The most sites to take in.")] = 50,
    proxy: Proxy = "",
) -> None:
    """Follow the telling identifiers to other sites and collect those, most telling first."""
    case = Case.open(folder)
    with world_of(case), progress() as report:
        network = asking.profile_of(case.settings.network, proxy=proxy)
        summary = case.expand(depth=depth, budget=budget, network=network, progress=report)
    tell(summary)


def pivot(
    folder: Folder,
    identifier: Annotated[str, typer.Argument(metavar="KIND:VALUE", show_default=False)],
    cases: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Look in one's other cases too.")
    ] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Who else bears an identifier: in the sources, and in one's own other cases."""
    case = Case.open(folder)
    with world_of(case):
        rows, summary = case.pivot_rows(identifier, cases=cases)
    put_rows(rows, form, ("site", "source", "first_seen", "last_seen", "exchange"))
    tell(summary)


def import_(
    folder: Folder,
    file: Annotated[list[Path], typer.Argument(metavar="FILE ...", show_default=False)],
    url: Annotated[str, typer.Option(help="The address of a saved page that does not state it.")] = "",
) -> None:
    """Take in WARC, WACZ, HAR, MHTML, saved HTML, ads.txt or WHOIS text; what cannot be read is reported."""
    imported = Case.open(folder).import_files(file, url=url)
    for unreadable in imported.unreadable:
        say(line(f"{unreadable.source}: {unreadable.where}: {unreadable.why}"))
    say(
        f"{imported.kept} exchanges imported, {imported.known} were known, {len(imported.unreadable)} unreadable"
    )
    if imported.unreadable:
        sys.exit(PARTLY)


def tell(summary: Summary) -> None:
    """Say what a run brought, what failed and why; exit status 3 when something failed."""
    say(f"{summary.asked} questions put, {summary.kept} answers were kept already, {summary.sites} sites")
    for outcome, count in sorted(summary.outcomes.items()):
        say(f"  {outcome}: {count}")
    for failure in summary.failures:
        say(line(f"  {failure.outcome}: {failure.uri}: {failure.why}"))
    if summary.failures and not summary.is_expected:
        sys.exit(PARTLY)
