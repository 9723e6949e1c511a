"""Commands that put down what the analyst decides: judgements and withdrawals."""

from typing import Annotated

import typer

from osint.cli.cases import Folder
from osint.cli.printing import put, say
from osint.desk import Case

Reason = Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason.", show_default=False)]


def judge(
    folder: Folder,
    verdict: Annotated[str, typer.Argument(help="same, different, unsure, ignore or retract")],
    about: Annotated[list[str], typer.Argument(metavar="SITE SITE | KIND:VALUE | ID", show_default=False)],
    because: Reason,
) -> None:
    """Put down a judgement: it binds the grouping, and can be taken back but never deleted.

    osint judge DIR same a.example b.example --because "the same bank account on both"
    """
    judgement = Case.open(folder).judge(verdict, *about, because=because)
    say(f"judgement {judgement.id}: {judgement.verdict} {' '.join(judgement.about)}")
    put(judgement.id)


def withdraw(
    folder: Folder,
    exchange: Annotated[str, typer.Argument(metavar="EXCHANGE", show_default=False)],
    because: Reason,
) -> None:
    """Destroy the bytes of an exchange; its hash, the reason and the time stay."""
    name = Case.open(folder).withdraw(exchange, because=because)
    say(f"exchange {name}: withdrawn")
