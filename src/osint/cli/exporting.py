"""Commands about evidence packages: write one, check one."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from osint.cli import status
from osint.cli.opening import Folder, opened
from osint.cli.practising import world_of
from osint.cli.printing import Prose, as_json, put, put_text, say
from osint.cli.progress import counting
from osint.cli.scan_workers import cores
from osint.errors import UsageError

COURTS = "kr, kr-criminal, jp, jp-disclosure, cn, th, us, eu, es, br, mx, vn, ae or sa"


class Share(StrEnum):
    """For whom a package is made."""

    COURT = "court"
    LAWFIRM = "lawfirm"
    POLICE = "police"
    PARTNER = "partner"
    PUBLIC = "public"


def export(
    folder: Folder,
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="A folder that is not there yet.", show_default=False)
    ],
    court: Annotated[str, typer.Option(metavar="COURT", help=COURTS, show_default=False)],
    operator: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only these operators.")] = None,
    share: Annotated[Share, typer.Option(help="For whom.")] = Share.COURT,
) -> None:
    """Write the evidence package, which a stranger can verify offline.

    osint export mangaclones mangaclones/exports/first --court kr --share lawfirm
    """
    with opened(folder) as case, world_of(case), counting("setting exhibits") as progress:
        written = case.export(
            package, court=court, operators=operator or [], share=share.value, jobs=cores(), progress=progress
        )
    say(f"{written}: written; check it with: osint verify {package}")
    if share in {Share.PARTNER, Share.PUBLIC}:
        say(
            "it holds all the evidence, names and addresses too: no share is redacted yet; look before you hand it on"
        )
    put(str(written))


def verify(
    package: Annotated[Path, typer.Argument(metavar="PACKAGE|DIR", show_default=False)],
    rederive: Annotated[
        bool, typer.Option("--rederive", help="Derive the result again from the kept bytes, and compare.")
    ] = False,
    form: Annotated[Prose, typer.Option("--format", help="A text, or every check.")] = Prose.TEXT,
) -> None:
    """Check a package or a case offline: passed, failed (naming the file), or not checkable here.

    osint verify mangaclones/exports/first --rederive
    """
    from osint.bundle import verify as verifier

    if not package.is_dir():
        raise UsageError(f"{package}: no such folder: give a package that `osint export` wrote, or a case")
    result = verifier.verify(package)
    if rederive:
        from osint.rederive import with_rederivation  # heavy: reads all the evidence again

        result = with_rederivation(package, result)
    if form is Prose.JSON:
        put(as_json(result, indent=1))
    else:
        put_text(verifier.as_text(result))
    if result["result"] != "passed":
        raise SystemExit(status.NO)
