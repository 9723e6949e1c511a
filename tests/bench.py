"""Benchmarks: each a ratio of two things measured side by side, in turns, in one run.

``OSINT_BENCH_WARC`` may name an archive of real pages; without it the pages are made here, from the catalogue's own
examples in filler text. Times are CPU seconds of this process, the least of several turns.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import warcio
from whois.parser import WhoisEntry

from osint import formats, identifiers, registration
from osint.desk import Case
from osint.formats import warc_write
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

TURNS = 3
PAGES = 60
WHOIS = (
    "Domain Name: TOON-{n}.COM\r\nRegistrar: Example Registrar, Inc.\r\nRegistrar IANA ID: 9999\r\n"
    "Updated Date: 2025-02-03T04:05:06Z\r\nCreation Date: 2024-01-02T03:04:05Z\r\n"
    "Registry Expiry Date: 2027-01-02T03:04:05Z\r\nRegistrant Organization: Example {n}\r\n"
    "Registrant Email: owner{n}@example.net\r\nName Server: NS1.EXAMPLE.NET\r\nName Server: NS2.EXAMPLE.NET\r\n"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ways of doing one thing, and how much of it there is."""

    name: str
    ours: Callable[[], object]
    other: Callable[[], object]
    amount: float
    unit: str

    def line(self) -> str:
        """Measured in turns: both rates, and ours over the other's."""
        ours, other = [], []
        for _ in range(TURNS):
            ours.append(_cpu(self.ours))
            other.append(_cpu(self.other))
        first, second = self.amount / min(ours), self.amount / min(other)
        return f"{self.name:<58}{first:>10.1f}{second:>10.1f} {self.unit:<8}{first / second:>7.2f}"


def main() -> int:
    """Print the table."""
    archive, exchanges = _archive()
    bodies = [each.body for each in exchanges]
    size = sum(map(len, bodies)) / 1e6
    texts = [WHOIS.replace("{n}", str(number)) for number in range(300)]
    pairs = (
        Pair(
            "read a WARC / warcio", lambda: _read(archive), lambda: _warcio(archive), len(bodies), "pages/s"
        ),
        Pair(
            "read a WHOIS answer / python-whois",
            lambda: _ours(texts),
            lambda: _theirs(texts),
            len(texts),
            "texts/s",
        ),
    )
    print(f"{len(bodies)} pages, {size:.1f} MB\n{'':<58}{'ours':>10}{'other':>10} {'':<8}{'ratio':>7}")
    for pair in pairs:
        print(pair.line(), flush=True)
    _steps(archive, len(bodies))
    return 0


def _steps(archive: Path, pages: int) -> None:
    """Importing beside deriving, and the most memory that all of this took."""
    with tempfile.TemporaryDirectory() as folder:
        case = Case.start(Path(folder) / "case", "a benchmark")
        imported = _cpu(lambda: case.import_files([archive]))
        derived = _cpu(case.derive)
    print(
        f"import {pages / imported:.1f} pages/s, derive {pages / derived:.1f} pages/s: {derived / imported:.2f} to 1"
    )
    if sys.platform == "win32":
        return  # no standard way to ask there
    import resource

    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f} MB")


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _archive() -> tuple[Path, list[Exchange]]:
    named = os.environ.get("OSINT_BENCH_WARC")
    path = Path(named) if named else _made()
    return path, [each for each in formats.read_file(path) if isinstance(each, Exchange)]


def _made() -> Path:
    """Pages of the length that real ones have, a few of the catalogue's examples in each; always the same."""
    chance = random.Random(7)
    examples = [each.text for kind in identifiers.kinds().values() for each in kind.examples]
    words = [
        bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))).decode()
        for _ in range(3000)
    ]
    path = Path(tempfile.mkdtemp()) / "pages.warc.gz"
    with path.open("wb") as file:
        for number in range(PAGES):
            parts = [
                f'<p class="{chance.choice(words)}"><a href="/{each}">{each}</a> '
                + " ".join(chance.choices(words, k=40))
                for each in chance.choices(words, k=300)
            ]
            for text in chance.sample(examples, 6):
                parts.insert(chance.randrange(len(parts)), f"<script>{text}</script>")
            body = f"<html><head><title>{number}</title></head><body>{''.join(parts)}</body></html>".encode()
            host = f"page-{number}.example"
            ask = Ask(f"https://{host}/", "page", Subject(SubjectKind.SITE, host))
            at = datetime(2026, 1, 1, tzinfo=UTC)
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            file.write(warc_write.members(Exchange(ask, at, at, Outcome.ANSWERED, head=head, body=body)))
    return path


def _read(path: Path) -> int:
    return sum(1 for _ in formats.read_file(path))


def _warcio(path: Path) -> int:
    with path.open("rb") as file:
        return sum(len(each.content_stream().read()) for each in warcio.ArchiveIterator(file))


def _ours(texts: list[str]) -> int:
    return sum(
        bool(registration.parse(text.encode(), domain="toon-1.com", server="").dates) for text in texts
    )


def _theirs(texts: list[str]) -> int:
    return sum(bool(WhoisEntry.load("toon-1.com", text).get("creation_date")) for text in texts)


if __name__ == "__main__":
    sys.exit(main())
