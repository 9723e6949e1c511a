"""Commands about evidence packages: write one, check one."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from osint.cli import status
from osint.cli.cores import cores
from osint.cli.opening import Folder, opened
from osint.cli.practising import world_of
from osint.cli.printing import Prose, as_json, put, put_text, say
from osint.cli.progress import counting
from osint.errors import UsageError

COURTS = "kr, kr-criminal, jp, jp-disclosure, cn, th, us, eu, es, br, mx, vn, ae or sa"


class Share(StrEnum):
    """For whom a package is made."""

    COURT = "court"
    LAWFIRM = "lawfirm"
    POLICE = "police"
    PARTNER = "partner"
    PUBLIC = "public"


class Release(StrEnum):
    """Work product that a person may release."""

    JUDGEMENTS = "judgements"
    REASONS = "reasons"


def export(  # noqa: PLR0913, PLR0917 -- each option is a parameter of the contract
    folder: Folder,
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="A folder that is not there yet.", show_default=False)
    ],
    court: Annotated[str, typer.Option(metavar="COURT", help=COURTS, show_default=False)],
    operator: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only these operators.")] = None,
    share: Annotated[Share, typer.Option(help="For whom.")] = Share.COURT,
    release: Annotated[
        list[Release] | None,
        typer.Option(help="Work product to hand on: what was judged, or why and by whom too."),
    ] = None,
    encrypt_to: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY", help="Also write PACKAGE.tar.age for this public key (age1…, or of SSH)."
        ),
    ] = None,
) -> None:
    """Write the evidence package, which a stranger can verify offline.

    Judgements are work product: unless you release them, the package rests on the evidence alone.

    osint export mangaclones mangaclones/exports/first --court kr --share lawfirm
    """
    from osint.bundle import encrypted

    released = [each.value for each in release or []]
    readers = encrypted.recipients(encrypt_to or [])  # before the work is done
    with opened(folder) as case, world_of(case), counting("setting exhibits") as progress:
        written = case.export(
            package,
            court=court,
            operators=operator or [],
            share=share.value,
            release=released,
            jobs=cores(),
            progress=progress,
        )
        judged = 0 if released else len(case.all_judgements())
    say(f"{written}: written; check it with: osint verify {package}")
    if judged:
        say(
            f"{judged} {'judgement is' if judged == 1 else 'judgements are'} withheld as work product, and the package rests "
            "on the evidence alone; to let it rest on them: --release judgements"
        )
    if (written / "data" / "redaction").is_dir():
        say(
            f"what is withheld from this share, and why: {written / 'data' / 'redaction' / 'redaction-log.csv'}"
        )
    if readers:
        file = encrypted.encrypt(written, readers)
        say(f"{file}: for {len(readers)} recipients; opened with: age -d -i KEY {file.name} | tar x")
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
