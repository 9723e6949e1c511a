"""Commands that put down what the analyst decides: judgements and withdrawals."""

from typing import Annotated

import typer

from osint.cli.opening import Folder, opened
from osint.cli.printing import put, say
from osint.errors import UsageError

SHORTEST = 8  # letters of an id: what is destroyed is named on purpose

Reason = Annotated[str, typer.Option("--because", metavar="TEXT", help="The reason.", show_default=False)]


def judge(
    folder: Folder,
    verdict: Annotated[
        str, typer.Argument(help="same, different, unsure, ignore or retract", show_default=False)
    ],
    about: Annotated[list[str], typer.Argument(metavar="SITE SITE | KIND:VALUE | ID", show_default=False)],
    because: Reason,
) -> None:
    """Put down a judgement: it binds the grouping, and can be taken back but never deleted.

    osint judge DIR same a.example b.example --because "the same bank account on both"

    osint judge DIR ignore gtm:GTM-ABC1234 --because "the web agency's"

    osint judge DIR retract 0123456789abcdef --because "another branch of that bank"
    """
    with opened(folder) as case:
        judgement = case.judge(verdict, *about, because=because)
    say(f"judgement {judgement.id}: {judgement.verdict} {' '.join(judgement.about)}")
    put(judgement.id)


def withdraw(
    folder: Folder,
    exchange: Annotated[
        str,
        typer.Argument(metavar="EXCHANGE", help="Its id, or the beginning of it.", show_default=False),
    ],
    because: Reason,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Also every other exchange that brought the very same bytes.")
    ] = False,
) -> None:
    """Destroy the bytes of an exchange; its hash, the reason and the time stay.

    osint withdraw DIR 0123456789ab --because "order of the court of …"
    """
    if len(exchange) < SHORTEST:
        raise UsageError(
            f"{exchange!r}: give at least {SHORTEST} letters of the exchange's id: `osint show DIR exchanges`"
        )
    with opened(folder) as case:
        gone = case.withdraw(exchange, because=because, everywhere=everywhere)
        left = case.copies(gone[0])
    for name in gone:
        say(f"exchange {name}: withdrawn")
        put(name)
    if left:
        say(
            f"{len(left)} other exchanges hold the same bytes: if they must go too, withdraw with --everywhere"
        )
