"""Commands that need no case: verify, scan, parse-whois, kinds, key."""

import base64
import binascii
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from osint import formats, identifiers, names, registration
from osint.bundle import verify as verifier
from osint.cli.cases import Prose
from osint.cli.printing import Format, put, put_rows, say
from osint.errors import BadName, FormatError, UsageError
from osint.formats.reading import Unreadable
from osint.identifiers.scan import scan_reply
from osint.inert import line
from osint.records import Exchange
from osint.rows import Row, find_row

NO, PARTLY = 1, 3


def verify(
    package: Annotated[Path, typer.Argument(metavar="PACKAGE|DIR", show_default=False)],
    rederive: Annotated[
        bool, typer.Option("--rederive", help="Derive the result again and compare.")
    ] = False,
    form: Annotated[Prose, typer.Option("--format")] = Prose.TEXT,
) -> None:
    """Check a package or a case offline: passed, failed (naming the file), or not checkable here."""
    result = verifier.verify(package)
    if rederive:
        from osint.rederive import with_rederivation  # heavy: reads all the evidence again

        result = with_rederivation(package, result)
    put(json.dumps(result, ensure_ascii=False, indent=1) if form is Prose.JSON else verifier.as_text(result))
    if result["result"] != "passed":
        sys.exit(NO)


def scan(
    file: Annotated[list[Path], typer.Argument(metavar="FILE ...", show_default=False)],
    form: Annotated[Format, typer.Option("--format")] = Format.JSONL,
) -> None:
    """Print the identifiers in pages, archives or text, without a case."""
    failed: list[Unreadable] = []
    put_rows(_scanned(file, failed), form, ("site", "kind", "value", "where", "own", "platform"))
    for each in failed:
        say(line(f"{each.source}: {each.where}: {each.why}"))
    if failed:
        sys.exit(PARTLY)


def _scanned(files: list[Path], failed: list[Unreadable]) -> Iterator[Row]:
    for path in files:
        if not path.is_file():
            raise UsageError(f"{path}: no such file")
        for reading in formats.read_file(path, url=""):
            if isinstance(reading, Unreadable):
                yield from _scanned_as_text(path, reading, failed)
            else:
                yield from _finds(path, reading)


def _scanned_as_text(path: Path, reading: Unreadable, failed: list[Unreadable]) -> Iterator[Row]:
    """A page without an address, or plain text: its identifiers count all the same."""
    if not reading.is_whole_file:
        failed.append(reading)
        return
    for find in scan_reply(b"", path.read_bytes()):
        yield find_row(find, source=str(path), site="", url="")


def _finds(path: Path, exchange: Exchange) -> Iterator[Row]:
    url = exchange.ask.uri
    for find in scan_reply(exchange.head, exchange.body):
        yield find_row(find, source=str(path), site=exchange.ask.subject.value, url=url)


def parse_whois(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", show_default=False)] = None,
) -> None:
    """Read WHOIS answers as JSON lines {domain, whois_server, raw | raw_base64}; a record a line, in order."""
    if file is None:
        failed = _parse(sys.stdin.buffer)
    else:
        with file.open("rb") as stream:
            failed = _parse(stream)
    if failed:
        say(f"{failed} lines could not be read")
        sys.exit(PARTLY)


def _parse(stream: BinaryIO) -> int:
    failed = 0
    for number, text in enumerate(stream, 1):
        if not text.strip():
            continue
        try:
            domain, server, raw = _question(text)
        except FormatError as why:
            failed += 1
            say(line(f"line {number}: {why}"))
            domain, server, raw = "", "", b""
        record = registration.parse(raw, domain=domain, server=server).to_json()
        put(json.dumps(record, ensure_ascii=False))
    return failed


def _question(text: bytes) -> tuple[str, str, bytes]:
    """The domain, the server and the answer's bytes of one line of input."""
    try:
        given: Any = json.loads(text)
        raw = given.get("raw_base64")
        answer = (
            base64.b64decode(raw, validate=True)
            if raw is not None
            else given["raw"].encode("utf-8", "surrogatepass")
        )
        return _domain(given["domain"]), str(given.get("whois_server") or ""), answer
    except (ValueError, KeyError, AttributeError, TypeError, binascii.Error) as why:
        raise FormatError(
            f"{type(why).__name__} {why}: each line is a JSON object with domain, whois_server, and raw or raw_base64"
        ) from why


def _domain(text: str) -> str:
    try:
        return names.host(text)
    except BadName:
        return str(text)  # a name that is none still gets its record


def kinds(form: Annotated[Format, typer.Option("--format")] = Format.TABLE) -> None:
    """List the kinds of identifier that are recognised, with normal forms and examples."""
    put_rows(identifiers.catalogue(), form, ("name", "group", "vendor", "strength", "family", "example"))


def key(
    name: Annotated[str, typer.Argument(help="The key's name.")] = "default",
    create: Annotated[bool, typer.Option("--create", help="Make it, if there is none.")] = False,
) -> None:
    """Show the key that signs checkpoints, or make it; it is kept outside every case."""
    from osint.evidence import key as keys

    signing = keys.create(name) if create else keys.load(name)
    say(f"kept in {signing.kept_in}")
    put(
        json.dumps(
            {"name": signing.name, "fingerprint": signing.fingerprint, "public_key": signing.public_pem}
        )
    )
