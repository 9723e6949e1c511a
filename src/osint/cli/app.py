"""The program itself: its commands by name, and what it does when something goes wrong."""

import os
import sys

import typer

from osint.cli import cases, collecting, decisions, practising, tools
from osint.cli.printing import say
from osint.errors import EvidenceBroken, OsintError, UsageError

DONE, NO, WRONG, PARTLY = 0, 1, 2, 3

app = typer.Typer(
    name="osint",
    help="Who runs a site, which other sites the same hand runs, and the evidence for it.",
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
app.command("export")(cases.export)
app.command("verify")(tools.verify)
app.command("scan")(tools.scan)
app.command("parse-whois")(tools.parse_whois)
app.command("kinds")(tools.kinds)
app.command("key")(tools.key)
app.command("demo")(practising.demo)
app.command("lab")(practising.lab)


def main() -> None:
    """Run the command that was typed, and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except UsageError as why:
        say(f"osint: {why}")
        sys.exit(WRONG)
    except EvidenceBroken as why:
        say(f"osint: evidence: {why}")
        sys.exit(NO)
    except OsintError as why:
        say(f"osint: {why}")
        sys.exit(PARTLY)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except KeyboardInterrupt:
        say("osint: stopped; what was answered is kept, the same command goes on from here")
        sys.exit(130)
    except OSError as why:
        say(f"osint: {why}: nothing that was kept is lost; mend this and run the same command again")
        sys.exit(WRONG)
