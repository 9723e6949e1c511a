"""The command that reads registration data: WHOIS answers in, a record a line out."""

import base64
import binascii
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from osint.cli import status
from osint.cli.printing import Row, as_json, put, say
from osint.errors import BadName, FormatError, UsageError
from osint.inert import line

if TYPE_CHECKING:
    from osint.registration import Record

FORM = "each line is a JSON object with domain, whois_server, and raw or raw_base64"


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of input: what was asked whom, and the bytes that came."""

    domain: str
    server: str
    raw: bytes


def parse_whois(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Standard input where there is none.", show_default=False),
    ] = None,
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="Say of each record how another reader stands to it.")
    ] = False,
) -> None:
    """Read WHOIS answers as JSON lines {domain, whois_server, raw | raw_base64}; a record a line, in order.

    A line that cannot be read gives a record too, of the state "malformed", so that lines stay in step.

    osint parse-whois answers.jsonl > records.jsonl
    """
    with _stream(file) as stream:
        failed = _put_with_opinions(stream) if second_opinion else _put(stream, as_it_is)
    if failed:
        say(f"{failed} {'line' if failed == 1 else 'lines'} could not be read")
        raise SystemExit(status.PARTLY)


@contextmanager
def _stream(file: Path | None) -> Iterator[BinaryIO]:
    if file is None or str(file) == "-":
        yield sys.stdin.buffer
        return
    if not file.exists() or file.is_dir():
        raise UsageError(f"{file}: no such file: give a file of JSON lines; {FORM}")
    with file.open("rb") as stream:
        yield stream


def as_it_is(record: "Record", _answer: Answer) -> Row:
    """A record as it is printed."""
    return record.to_json()


def _put_with_opinions(stream: BinaryIO) -> int:
    from osint.registration import State
    from osint.registration.opinion import SecondReader
    from osint.registration.reading import decoded

    with SecondReader() as reader:

        def row(record: "Record", answer: Answer) -> Row:
            opinion = None
            if record.state is State.REGISTERED:
                text = decoded(answer.raw, answer.domain, answer.server)
                opinion = reader.opinion(record, text).to_json()
            return {**record.to_json(), "second_opinion": opinion}

        return _put(stream, row)


def _put(stream: BinaryIO, row: "Callable[[Record, Answer], Row]") -> int:
    """A record for each line that is not blank; how many of them could not be read."""
    from osint import registration

    # the tables of labels and of IDNA are read once, before any answer
    registration.parse("Domain: bücher.example\nRegistrar: x".encode(), domain="warm.example")
    failed = 0
    for number, text in enumerate(stream, 1):
        if not text.strip():
            continue
        given = _object(text)
        try:
            answer = _answer(given)
        except FormatError as why:
            failed += 1
            say(line(f"line {number}: {why}"))
            answer = Answer(_stated_domain(given), "", b"")
        record = registration.parse(answer.raw, domain=answer.domain, server=answer.server)
        put(as_json(row(record, answer)))
    return failed


def _object(text: bytes) -> Any:
    """A line's value; nothing where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _answer(given: Any) -> Answer:
    """What one line of input holds.

    Raises:
        FormatError: when it is not what it must be.
    """
    if not isinstance(given, dict):
        raise FormatError(f"it holds no JSON object: {FORM}")
    domain, server = given.get("domain"), given.get("whois_server")
    if not isinstance(domain, str) or not isinstance(server, str | None):
        raise FormatError(f"domain and whois_server are texts: {FORM}")
    return Answer(_host(domain), server or "", _raw(given))


def _raw(given: dict[str, Any]) -> bytes:
    packed, plain = given.get("raw_base64"), given.get("raw")
    if isinstance(packed, str):
        try:
            return base64.b64decode(packed, validate=True)
        except (binascii.Error, ValueError) as why:
            raise FormatError(f"raw_base64 is no base64 ({why}): {FORM}") from why
    if isinstance(plain, str) and packed is None:
        return plain.encode("utf-8", "surrogatepass")
    raise FormatError(f"it has neither raw nor raw_base64 as text: {FORM}")


def _stated_domain(given: Any) -> str:
    stated = given.get("domain") if isinstance(given, dict) else None
    return _host(stated) if isinstance(stated, str) else ""


def _host(text: str) -> str:
    """The domain as A-labels; a name that is none still gets its record, under what was given."""
    from osint import names

    try:
        return names.host(text)
    except BadName:
        return text
