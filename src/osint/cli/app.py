"""The program itself: its commands by name, and what it does when something goes wrong."""

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from osint.cli import (
    cases,
    collecting,
    decisions,
    exporting,
    keeping,
    practising,
    registrations,
    scanning,
    status,
)
from osint.cli.printing import say
from osint.errors import OsintError


class Program(TyperGroup):
    """The commands, with an end for every way in which one of them can go wrong."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error becomes a line of words and an exit status.

        Here and not round the whole program, since typer turns a broken pipe and Ctrl-C into ends of its own.
        """
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except (BrokenPipeError, KeyboardInterrupt) as why:
            sys.exit(_ended(why))
        except (OsintError, OSError) as why:
            say(status.words(why))
            sys.exit(status.of(why))
        except EOFError as why:  # typer takes it for a user who ends a dialogue; we have none
            raise RuntimeError(
                "a fault of this program: something ended early and was not expected to"
            ) from why


app = typer.Typer(
    name="osint",
    cls=Program,
    help="Who runs a site, which other sites the same hand runs, and the evidence for it.",
    epilog="Data goes to standard output, words to standard error. Exit status: 0 done, 1 the answer is no, "
    "2 wrong usage or input, 3 done but some sources or records failed (they are named).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("new")(cases.new)
app.command("collect")(collecting.collect)
app.command("expand")(collecting.expand)
app.command("import")(collecting.import_)
app.command("show")(cases.show)
app.command("explain")(cases.explain)
app.command("pivot")(collecting.pivot)
app.command("judge")(decisions.judge)
app.command("withdraw")(decisions.withdraw)
app.command("export")(exporting.export)
app.command("verify")(exporting.verify)
app.command("scan")(scanning.scan)
app.command("parse-whois")(registrations.parse_whois)
app.command("kinds")(scanning.kinds)
app.command("key")(keeping.key)
app.command("demo")(practising.demo)
app.command("lab")(practising.lab)


def main() -> None:
    """Run the command that was typed, and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except (BrokenPipeError, KeyboardInterrupt) as why:  # before a command began, or after it ended
        sys.exit(_ended(why))


def _ended(why: BrokenPipeError | KeyboardInterrupt) -> int:
    """The exit status when whoever ran the program has seen enough of it."""
    if isinstance(why, KeyboardInterrupt):
        say("osint: stopped; what was answered is kept, the same command goes on from here")
        return status.STOPPED
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be flushed
    return status.DONE
