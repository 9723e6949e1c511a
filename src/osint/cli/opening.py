"""A case opened for the length of a command, and what must be said of it first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint.cli.printing import say
from osint.errors import EvidenceBroken

if TYPE_CHECKING:
    from osint.desk import Case

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The case's folder.", show_default=False)]


@contextmanager
def opened(folder: Path) -> Iterator["Case"]:
    """The case in a folder; what a crash had left behind and was mended is said, and that practice is practice.

    Raises:
        CaseError: when there is none, or it does not open.
        EvidenceBroken: at the end, when evidence that the ledger names is gone.
    """
    from osint.desk import Case

    case = Case.open(folder)
    try:
        if case.banner:
            from osint.practice.serving import use_practice_key

            use_practice_key()
            say(f"*** {case.banner} ***")
        lost = case.store.missing()
        for mended in case.mended:
            if mended not in lost:
                say(f"mended: {mended}")
        yield case
        if lost:  # what is there was shown; that it is not all is no success
            raise EvidenceBroken("; ".join(lost))
    finally:
        case.close()
