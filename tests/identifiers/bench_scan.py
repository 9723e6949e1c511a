"""How fast pages are scanned, and that no hostile text takes more than its length: ratios measured in one run.

``python tests/identifiers/bench_scan.py [--size MB] [FILE ...]``: with files (WARC, HAR, saved pages) also the
pages and megabytes a second on them. A line that begins with SLOW is a fault: a text that takes ``MOST`` times
as long as plain prose of its size, or more than twice as long a byte when it is four times as long.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from osint import formats
from osint.identifiers import kinds
from osint.identifiers.scan import scan_reply
from osint.records import Exchange

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
PROSE = b'<p class="text">Chapter 12 of the story: <a href="/ch/13">next</a> &amp; <b>more</b>.</p>\n'
MARKUP = (
    b"<", b"&#", b"&#64;", b"%41", b"\\u0041", b"\\/", b"<!--", b"<!-->", b"<a ", b"<a b='", b'<a b="x">', b"<script>",
    b"</script", b"<script></script>", b"<title>", b"<meta charset=", b"'", b'"', b"=", b"<?", b"<![CDATA[",
    b"data-cfemail='2a4b2a4b' ", b"a@", b"a.", b"@a.b", b"A", b"1", b"aA1-", b"0x", b"\xec\xa3\xbc", b"\x00", b" ", b"\n",
)  # fmt: skip
MOST = 1000


def main() -> int:
    """Print the lines; 1 when one is slow."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--size", type=float, default=1.0, help="megabytes of a hostile text")
    parser.add_argument("--every", type=int, default=1, help="of so many kinds one is tried")
    given = parser.parse_args()
    for file in given.files:
        say(of_file(file))
    size = int(given.size * 1e6)
    seconds(PROSE, size)  # reads the tables
    plain = seconds(PROSE, size) / size
    say(f"prose: {1 / plain / 1e6:.1f} MB/s")
    slow = 0
    for name, part in hostile(given.every):
        short, long = seconds(part, size // 4) / (size // 4), seconds(part, size) / size
        is_slow = long > MOST * plain or (long > 2 * short and long > 4 * plain)
        slow += is_slow
        if is_slow or long > 10 * plain:
            say(
                f"{'SLOW ' if is_slow else ''}{name}: {long / plain:.1f} x prose, {long / short:.1f} x a quarter of it"
            )
    return int(slow > 0)


def hostile(every: int) -> Iterator[tuple[str, bytes]]:
    """Texts that are one part over and over: marks, gates, examples, and the beginnings of examples."""
    for mark in MARKUP:
        yield repr(mark), mark
    for kind in list(kinds().values())[::every]:
        for gate in kind.gates:
            yield f"{kind.name}, gate {gate.decode()!r}", gate
            yield f"{kind.name}, gate {gate.decode()!r} and blank", gate + b" "
        if kind.expression:
            text = kind.examples[0].text.encode()
            for share in (1, 2, 3, 4):
                yield f"{kind.name}, {share}/4 of its example", text[: max(1, len(text) * share // 4)]


def seconds(part: bytes, size: int) -> float:
    """The processor's time for a page of so many bytes."""
    page = b"<p>" + (part * (size // len(part) + 1))[:size]
    begun = time.process_time()
    scan_reply(HEAD, page)
    return time.process_time() - begun


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def of_file(file: Path) -> str:
    """Pages, megabytes and finds a second."""
    pages = [each for each in formats.read_file(file) if isinstance(each, Exchange)]
    begun = time.process_time()
    finds = sum(len(scan_reply(page.head, page.body)) for page in pages)
    took = time.process_time() - begun
    size = sum(len(page.body) for page in pages) / 1e6
    return f"{file.name}: {len(pages)} pages, {len(pages) / took:.1f} a second, {size / took:.1f} MB/s, {finds} finds"


if __name__ == "__main__":
    sys.exit(main())
