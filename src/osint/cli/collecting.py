"""Commands that bring evidence in: collect, expand, pivot, import."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from osint.case.limits import CREDITS, HUB, Limits
from osint.cli import status
from osint.cli.opening import Folder, opened
from osint.cli.practising import world_of
from osint.cli.printing import Format, put_rows, say
from osint.cli.progress import progress
from osint.errors import EvidenceBroken, UsageError
from osint.formats.reading import Capture
from osint.inert import line

if TYPE_CHECKING:
    from osint.case.summary import Failure, Left, Summary
    from osint.desk import Case
    from osint.evidence.recorder.profile import Profile

MOST_SHOWN = 12
MANY = 6  # failures for the very same reason: one line tells them
STOPPED = " is asked no more in this run: "  # as a collection says it
Credits = Annotated[
    int,
    typer.Option("--credits", metavar="N", min=0, help="The most to spend of each source's credits."),
]
Hub = Annotated[
    int, typer.Option("--hub", metavar="N", min=1, help="A value that more bear is a hub and not followed.")
]
Proxy = Annotated[
    str, typer.Option(metavar="URL", help="socks5://host:port or http://host:port; names resolve there.")
]
Passive = Annotated[bool, typer.Option("--passive", help="Never contact the sites themselves.")]


def collect(
    folder: Folder,
    site: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="Only these sites; a new one joins the case.")
    ] = None,
    collector: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only these collectors.")
    ] = None,
    passive: Passive = False,
    proxy: Proxy = "",
    jobs: Annotated[
        int, typer.Option(metavar="N", min=0, help="Questions at once; 0: as the profile says.")
    ] = 0,
) -> None:
    """Ask every source about every site of the case, and keep every answer.

    What the case has already is not asked again; what failed is.

    osint collect mangaclones --passive --collector whois --collector rdap
    """
    with opened(folder) as case, _network(case, proxy, jobs) as network, progress() as report:
        _tell_prices(case, site or case.sites(), frozenset(collector or ()), network)
        summary = case.collect(
            sites=site or [],
            collectors=collector or [],
            passive=passive,
            network=network,
            progress=report,
        )
    tell(summary)


def expand(  # noqa: PLR0913, PLR0917 -- the command's options
    folder: Folder,
    depth: Annotated[int, typer.Option(metavar="N", min=1, help="How often to collect and pivot again.")] = 1,
    budget: Annotated[int, typer.Option(metavar="N", min=0, help="The most sites to take in.")] = 50,
    most: Credits = CREDITS,
    hub: Hub = HUB,
    passive: Passive = False,
    proxy: Proxy = "",
) -> None:
    """Follow the telling identifiers to other sites and collect those, most telling first.

    What each round's searches will cost is said before. Stopped with Ctrl-C or otherwise, the same command goes on
    where it stood: nothing is asked twice, and the credits that it spent are spent.

    osint expand mangaclones --depth 2 --budget 100 --credits 40
    """
    limits = Limits(hub=hub, credits=most)
    with opened(folder) as case, _network(case, proxy, 0) as network, progress() as report:
        summary = case.expand(
            depth=depth,
            budget=budget,
            passive=passive,
            limits=limits,
            network=network,
            progress=report,
            say=lambda told: say(line(told)),
        )
    tell(summary)


def pivot(  # noqa: PLR0913, PLR0917 -- the command's options
    folder: Folder,
    identifier: Annotated[str, typer.Argument(metavar="KIND:VALUE", show_default=False)],
    cases: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Look in one's other cases below it too.")
    ] = None,
    plan: Annotated[
        bool,
        typer.Option("--plan", "--dry-run", help="Say what would be asked and what it costs; ask nothing."),
    ] = False,
    most: Annotated[
        int,
        typer.Option(
            "--budget", "--credits", metavar="N", min=0, help="The most to spend of a source's credits."
        ),
    ] = CREDITS,
    hub: Hub = HUB,
    form: Annotated[
        Format, typer.Option("--format", help="A table for reading; the others hold every field.")
    ] = Format.TABLE,
) -> None:
    """Who else bears an identifier: in one's own other cases, and in the sources.

    What it may cost is said first; how many bear it is asked before they are fetched, and a value of too many
    is a hub and not followed.

    osint pivot mangaclones telegram:moonscans --cases ~/cases
    osint pivot mangaclones registrant_email:owner@moon.example --plan
    """
    if cases is not None and not cases.is_dir():
        raise UsageError(f"{cases}: no such folder: --cases takes the folder in which one's cases lie")
    with opened(folder) as case, _network(case, "", 0) as network:
        from osint.desk.overview import BEARERS, WAYS

        ways = case.pivot_plan(identifier, network=network)
        if plan:
            for why in case.pivot_left_out(identifier):
                say(line(f"not asked: {why}"))
            put_rows(ways, form, WAYS, fields=WAYS)
            return
        for way in ways:
            say(line(_price(way, most)))
        limits = Limits(hub=hub, credits=most)
        rows, summary = case.pivot_rows(identifier, cases=cases, limits=limits, network=network)
        put_rows(rows, form, ("site", "address", *BEARERS[1:5]), fields=BEARERS)
    tell(summary)


def _tell_prices(case: "Case", hosts: "Iterable[str]", only: frozenset[str], network: "Profile") -> None:
    """Say what sources that charge will cost, before any is asked."""
    from osint.case import asking, pivoting, spending

    key = asking.keys_of(network)
    for each in spending.estimates(
        case.subjects(hosts),
        case.store.events(),
        lambda one: (one.name in only if only else not one.is_on_call) and not pivoting.missing(one, key),
    ):
        say(line(str(each)))


def _price(way: dict[str, Any], most: int) -> str:
    """What a source may cost, before it is asked."""
    from osint.case import spending

    name = f"{way['source']}: {way['query']}"
    if way["missing_keys"]:
        return f"{name}: not asked, no key: set {' and '.join(way['missing_keys'])}"
    if not way["unit"]:
        return f"{name}: free; {way['counted']}"
    price = f"{name}: from {spending.amount(way['cost'], way['unit'])}"
    if way["cost"] > most:
        return f"{price}, more than the budget of {most}: they are counted and not fetched; {way['counted']}"
    return f"{price}, at the most {most}; {way['counted']}"


def import_(
    folder: Folder,
    file: Annotated[list[Path], typer.Argument(metavar="FILE ...", readable=False, show_default=False)],
    url: Annotated[str, typer.Option(help="The address of a saved page that does not state it.")] = "",
    captured_by: Annotated[
        str, typer.Option("--captured-by", metavar="NAME", help="Who saved it, in which browser or program.")
    ] = "",
    captured_at: Annotated[
        str,
        typer.Option(
            "--captured-at",
            metavar="TIME",
            help="When, with its zone: 2026-11-28T10:30+09:00. A time that the file states stands before it.",
        ),
    ] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="How it was captured.")] = "",
) -> None:
    """Take in WARC, WACZ, HAR, MHTML, saved HTML, ads.txt, WHOIS text or a partner's package.

    What cannot be read is reported, record by record, and the rest is kept.

    osint import mangaclones crawl.warc.gz saved.html partner/package-1
    osint import mangaclones page.mhtml --captured-by "A. Kim" --note "Chrome, saved from the menu"
    """
    if url and len(file) > 1:
        raise UsageError("--url states the address of one page: import that page by itself")
    capture = _capture(captured_by, captured_at, note)
    if capture.notes and any((path / "bagit.txt").is_file() for path in file):
        raise UsageError(
            "--captured-by, --captured-at, --note: a package says itself who captured what is in it"
        )
    with opened(folder) as case:
        for path in file:
            _check_package(path)
        imported = case.import_files(file, url=url, capture=capture)
    for unreadable in imported.unreadable:
        say(line(": ".join(part for part in (unreadable.source, unreadable.where, unreadable.why) if part)))
    for each in imported.no_content[:MOST_SHOWN]:
        say(line(f"{each.source}: {each.where}: {each.why}"))
    if len(imported.no_content) > MOST_SHOWN:
        say(f"and {len(imported.no_content) - MOST_SHOWN} more: osint show {folder} exchanges")
    counts = f"{imported.kept} exchanges imported, {imported.known} were known"
    say(f"{counts}, {len(imported.unreadable)} unreadable")
    if imported.unreadable:
        raise SystemExit(status.PARTLY)


def _capture(by: str, at: str, how: str) -> Capture:
    """Who captured what is imported, when and how.

    Raises:
        UsageError: for a time that is none, has no zone, or is still to come.
    """
    try:
        when = datetime.fromisoformat(at.replace("Z", "+00:00")) if at else None
    except ValueError as why:
        raise UsageError(f"--captured-at {at!r}: give a time such as 2026-11-28T10:30+09:00") from why
    if when is not None and (when.tzinfo is None or when > datetime.now(UTC)):
        raise UsageError(
            f"--captured-at {at!r}: give a past time with its zone, such as 2026-11-28T10:30+09:00"
        )
    return Capture(by.strip(), when.astimezone(UTC) if when is not None else None, how.strip())


def _check_package(path: Path) -> None:
    """Whether a partner's package is what it was when it was made.

    Raises:
        EvidenceBroken: when it is not; nothing of it is taken in.
    """
    from osint.bundle import verify as verifier

    if not (path / "bagit.txt").is_file():
        return
    result = verifier.verify(path)
    failed = [each for each in result["checks"] if each["result"] == "failed"]
    for each in failed[:MOST_SHOWN]:
        say(line(f"  {each['check']}: {each['file']}: {each['why']}"))
    if failed:
        raise EvidenceBroken(
            f"{path} fails {len(failed)} checks, and nothing was imported: look at `osint verify {path}`, "
            "and ask whoever sent it for the package again"
        )
    say(f"{path}: verified, {len(result['checks'])} checks")


def left_out(left: "Iterable[Left]") -> "Iterator[str]":
    """What was not followed, a line each; what one source left out for one reason many times over, once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in left:
        alike.setdefault((each.source, each.why), []).append(each.what)
    for (source, why), what in alike.items():
        if len(what) > MANY:
            yield f"{source}: {what[0]} and {len(what) - 1} more: {why}"
        else:
            yield from (f"{source}: {one}: {why}" for one in what)


def failed(failures: "Iterable[Failure]") -> "Iterator[str]":
    """What was not answered, a line each; what failed for one reason many times over, as a missing browser, once."""
    alike: dict[tuple[str, str], list[Failure]] = {}
    for each in failures:
        alike.setdefault((each.outcome, each.why.partition(STOPPED)[2] or each.why), []).append(each)
    for (outcome, why), several in alike.items():
        if len(several) > MANY or (len(several) > 1 and any(STOPPED in each.why for each in several)):
            yield f"{outcome}: {several[0].uri} and {len(several) - 1} more: {why}"
        else:
            yield from (f"{each.outcome}: {each.uri}: {each.why}" for each in several)


def tell(summary: "Summary") -> None:
    """Say what a run brought, what failed and why; exit status 3 when something failed."""
    say(f"{summary.asked} questions put, {summary.kept} answers were kept already, {summary.sites} sites")
    for outcome, count in sorted(summary.outcomes.items()):
        say(f"  {outcome}: {count}")
    for name, spent in sorted(summary.spent.items()):
        if spent:
            say(line(f"  {spent} credits of {name} spent"))
    if summary.followed:
        say(line(f"  followed: {', '.join(summary.followed)}"))
    if summary.bare:
        say(line(f"  borne by machines on which no site is known: {', '.join(summary.bare)}"))
    if summary.passive:
        say(f"  passive: {summary.passive} questions to the sites themselves were not put")
    for words in left_out(summary.left):
        say(line(f"  not followed: {words}"))
    for words in failed(summary.failures):
        say(line(f"  {words}"))
    if summary.failures and not summary.is_expected:
        raise SystemExit(status.PARTLY)


@contextmanager
def _network(case: "Case", proxy: str, jobs: int) -> "Iterator[Profile]":
    """How this run's questions travel; for a practice case, with its world behind it.

    Raises:
        SettingError: when a setting is wrong or the practice world is not there.
    """
    if proxy and case.settings.is_practice:
        raise UsageError("--proxy: the practice world is on this machine and takes none: leave it out")
    with world_of(case):
        from osint.case import asking

        yield asking.profile_of(case.settings.network, proxy=proxy, jobs=jobs)
