"""Commands about identifiers that need no case: find them in files, list their kinds."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from osint.cli import status
from osint.cli.printing import Format, Row, put_rows, say
from osint.errors import UsageError
from osint.inert import line

if TYPE_CHECKING:
    from osint.formats.reading import Unreadable
    from osint.records import Exchange, Find

STDIN = Path("-")
FIELDS = (
    *("source", "site", "url", "kind", "value", "raw", "path"),
    *("start", "end", "where", "own", "check", "platform"),
)


def scan(
    file: Annotated[
        list[Path],
        typer.Argument(metavar="FILE ...", help="- is standard input.", readable=False, show_default=False),
    ],
    form: Annotated[Format, typer.Option("--format", help="The form of the rows.")] = Format.JSONL,
) -> None:
    """Print the identifiers in pages, archives or text, without a case.

    osint scan page.html crawl.warc.gz

    curl -s https://one.example/ | osint scan -
    """
    for path in file:
        if path != STDIN and (path.is_dir() or not path.exists()):
            what = "a folder: name the files in it" if path.is_dir() else "no such file"
            raise UsageError(f"{path}: {what}")
    failed: list[Unreadable] = []
    columns = ("site", "kind", "value", "where", "own", "platform")
    put_rows(_scanned(file, failed), form, columns, fields=FIELDS)
    for each in failed:
        say(line(": ".join(part for part in (each.source, each.where, each.why) if part)))
    if failed:
        raise SystemExit(status.PARTLY)


def _scanned(files: list[Path], failed: "list[Unreadable]") -> Iterator[Row]:
    from osint import formats
    from osint.formats.reading import Unreadable
    from osint.identifiers.scan import scan_reply
    from osint.rows import find_row

    for named in files:
        with _on_disk(named) as path:
            for reading in formats.read_file(path):
                if not isinstance(reading, Unreadable):
                    site = reading.ask.subject.value if reading.ask.subject.kind == "site" else ""
                    for find in _finds(reading):
                        yield find_row(find, source=str(named), site=site, url=reading.ask.uri)
                elif reading.is_plain:  # a page or text that says not where it stood: its identifiers count
                    for find in scan_reply(b"", path.read_bytes()):
                        yield find_row(find, source=str(named), site="", url="")
                else:
                    failed.append(reading)


def _finds(exchange: "Exchange") -> "Iterator[Find]":
    """The identifiers in one answer; an ads.txt's as the collector of those reads them."""
    from osint.collectors import ads_txt
    from osint.identifiers.scan import scan_reply

    if exchange.ask.collector == ads_txt.NAME:
        yield from (seen.find for seen in ads_txt.COLLECTOR.read(exchange))
    else:
        yield from scan_reply(exchange.head, exchange.body)


@contextmanager
def _on_disk(named: Path) -> Iterator[Path]:
    """A file in which can be sought, as archives need it: what is piped is put into one for the block."""
    if named.is_file():
        yield named
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "piped"
        with path.open("wb") as out, _pipe(named) as stream:
            shutil.copyfileobj(stream, out)
        yield path


def _pipe(named: Path) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if named == STDIN else named.open("rb")


def kinds(
    form: Annotated[
        Format, typer.Option("--format", help="A table for reading; the others hold every field.")
    ] = Format.TABLE,
) -> None:
    """List the kinds of identifier that are recognised, with normal forms and examples.

    osint kinds --format json
    """
    from osint import identifiers

    put_rows(identifiers.catalogue(), form, ("name", "group", "vendor", "strength", "family", "example"))
