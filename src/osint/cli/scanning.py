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
from osint.cli.cores import cores
from osint.cli.printing import Format, Row, put_rows, say
from osint.errors import UsageError
from osint.inert import line

if TYPE_CHECKING:
    from osint.formats.reading import Unreadable

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
    jobs: Annotated[
        int, typer.Option(min=0, help="Processes that scan a large archive; 0 is one for each core.")
    ] = 0,
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
    put_rows(_scanned(file, jobs, failed), form, columns, fields=FIELDS)
    for each in failed:
        say(line(": ".join(part for part in (each.source, each.where, each.why) if part)))
    if failed:
        raise SystemExit(status.PARTLY)


def _scanned(files: list[Path], jobs: int, failed: "list[Unreadable]") -> Iterator[Row]:
    from osint import formats
    from osint.cli import scan_workers

    for named in files:
        with _on_disk(named) as path:
            if formats.is_archive(path):
                yield from scan_workers.scanned(path, str(named), jobs or cores(), failed)
            else:
                yield from _of_file(path, str(named), failed)


def _of_file(path: Path, source: str, failed: "list[Unreadable]") -> Iterator[Row]:
    """A file that is no WARC: saved pages and texts, pictures, packages, captures of other programs."""
    from osint import formats
    from osint.cli import scan_answers
    from osint.formats.reading import Unreadable
    from osint.rows import find_row

    if scan_answers.is_package(path):
        for find in scan_answers.finds("", b"", path.read_bytes()):
            yield find_row(find, source=source, site="", url="")
        return
    for reading in formats.read_file(path):
        if not isinstance(reading, Unreadable):
            site = reading.ask.subject.value if reading.ask.subject.kind == "site" else ""
            url = reading.ask.uri
            known = url if url.startswith("http") else ""
            for find in scan_answers.finds(known, reading.head, reading.body):
                yield find_row(find, source=source, site=site, url=url)
        elif reading.is_plain:  # a page or text that says not where it stood: its identifiers count
            for find in scan_answers.finds("", b"", path.read_bytes()):
                yield find_row(find, source=source, site="", url="")
        else:
            failed.append(reading)


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
