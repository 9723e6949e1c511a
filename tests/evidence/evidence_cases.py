"""Cases, exchanges and writing programs for the evidence tests."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import osint
from osint.bundle import verify as verifier
from osint.evidence.ledger import Ledger
from osint.evidence.store import Store
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

WRITER = Path(__file__).with_name("evidence_writer.py")
BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def page(number: int, body: bytes = b"", *, host: str = "reader.example") -> Exchange:
    """An answered page; the same number and body give the same exchange."""
    at = BEGIN + timedelta(seconds=number)
    return Exchange(
        ask=Ask(f"https://{host}/chapter/{number}", "page", Subject(SubjectKind.SITE, host)),
        at=at,
        ended=at + timedelta(milliseconds=40),
        outcome=Outcome.ANSWERED,
        said=f"GET /chapter/{number} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode(),
        head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        body=body or f"<p>chapter {number}</p>".encode(),
        address="100.64.0.43",
    )


def opened(folder: Path) -> Store:
    """The store of the case in a folder, which is begun when there is none."""
    begun = (folder / "case.toml").is_file()
    if not begun:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.toml").touch()
    store = Store(folder / "evidence", Ledger(folder / "evidence"), warcinfo={"case": "c0ffee"})
    if not begun:
        store.ledger.append("case", {"id": "c0ffee", "title": "who runs it", "sites": []})
    return store


def filled(folder: Path, count: int) -> list[Exchange]:
    """A case with so many pages, closed again; the pages."""
    with opened(folder) as store:
        return [store.keep(page(number)) for number in range(count)]


def segment_of(folder: Path) -> Path:
    """The one segment of a case."""
    (segment,) = (folder / "evidence").glob("*.warc.gz")
    return segment


def ledger_of(folder: Path) -> Path:
    """The ledger's file."""
    return folder / "evidence" / "ledger.jsonl"


def faults(folder: Path) -> list[dict[str, Any]]:
    """What the verifier finds wrong with a case."""
    return [row for row in verifier.verify(folder)["checks"] if row["result"] == "failed"]


def writer(*words: object) -> subprocess.Popen[str]:
    """A program of its own that works on a case (``evidence_writer.py``)."""
    source = str(Path(osint.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, str(WRITER), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    )


def output(program: subprocess.Popen[str], *, status: int = 0) -> Sequence[str]:
    """The lines that a program printed, once it has ended with that status."""
    out, err = program.communicate(timeout=120)
    assert program.returncode == status, err
    return out.splitlines()
