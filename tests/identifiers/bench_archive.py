"""The scan of an archive beside what it must not be far from: unpacking it, and each pattern alone. Ratios of one run.

``python tests/identifiers/bench_archive.py [FILE]``: on an archive of varied pages made here, or on a given WARC.
CPU seconds of whole processes and of this one; the least of several turns.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from isal import igzip
from varied import archive, dense

from osint import formats, identifiers
from osint.identifiers.scan import scan_reply
from osint.identifiers.windows import Match, Reader, automaton, matches
from osint.records import Exchange

PAGES = 120
MANY = 900  # pages for the whole command, whose start takes a second
SAMPLE = 500_000  # bytes of pages on which each pattern is run alone
ROUNDS = 12  # times that each example of every kind stands in the pages on which what is found is compared
HUNDREDS = 100  # matches of a kind that are many
TURNS = 3


def main() -> int:
    """Print the lines; 1 when the scan and the patterns alone do not find the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "varied.warc.gz"
        if len(sys.argv) == 1:
            archive(path, PAGES)
        pages = [each for each in formats.read_file(path) if isinstance(each, Exchange)]
        size = sum(len(each.body) for each in pages) / 1e6
        say(f"{len(pages)} pages, {size:.1f} MB, {len(identifiers.kinds())} kinds")
        scan_reply(b"", b"the automaton is compiled")
        unpack = least(lambda: unpacked(path))
        scan = least(lambda: [scan_reply(each.head, each.body) for each in pages])
        say(
            f"gunzip (isal): {size / unpack:.0f} MB/s; scan in memory: {size / scan:.1f} MB/s, {unpack / scan:.3f} of it"
        )
        whole = path
        if len(sys.argv) == 1:
            whole = Path(folder) / "many.warc.gz"
            archive(whole, MANY)
        commands(whole)
        return compare([each.body for each in pages])


def commands(path: Path) -> None:
    """``osint scan`` as a whole process, and two workers beside one: the better of two turns of each."""
    unpack = least(lambda: unpacked(path))
    size = sum(len(each.body) for each in formats.read_file(path) if isinstance(each, Exchange)) / 1e6
    turns = [(*command(path, 1), *command(path, 2)) for _ in range(2)]
    one, cpu, two = (min(turn[place] for turn in turns) for place in (0, 1, 2))
    say(
        f"osint scan --jobs 1 of {size:.0f} MB: {size / cpu:.1f} MB/s of CPU, {unpack / cpu:.3f} of gunzip; two jobs {one / two:.2f} times one"
    )


def command(path: Path, jobs: int) -> tuple[float, float]:
    """Seconds, and CPU seconds, of a scan that throws its rows away."""
    before, begun = os.times(), time.perf_counter()
    line = [sys.executable, "-m", "osint", "scan", "--jobs", str(jobs), str(path)]
    done = subprocess.run(line, stdout=subprocess.DEVNULL, check=False)
    if done.returncode not in {0, 3}:  # done, or done but for records that cannot be read
        raise SystemExit(f"{' '.join(line)} ended with {done.returncode}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begun, spent


def compare(bodies: list[bytes]) -> int:
    """The scan beside each pattern run alone over the same texts: how fast, and whether they find the same."""
    sample, length = [], 0
    for body in bodies[:: max(1, len(bodies) // 8)]:
        sample.append(body[: SAMPLE // 4])
        length += len(sample[-1])
        if length > SAMPLE:
            break
    readers = [Reader(each) for each in identifiers.kinds().values() if each.expression]
    ours = least(lambda: [found(body) for body in sample])
    begun = time.process_time()
    alone = [{named(match) for reader in readers for match in reader.matches(body)} for body in sample]
    theirs = time.process_time() - begun
    say(f"each pattern alone on {length / 1e6:.1f} MB: {theirs / ours:.0f} times as long")
    full = list(dense(ROUNDS))
    alone += [{named(match) for reader in readers for match in reader.matches(body)} for body in full]
    both = list(zip(map(found, [*sample, *full]), alone, strict=True))
    missing = sum(len(theirs - ours) for ours, theirs in both)
    extra = sum(len(ours - theirs) for ours, theirs in both)
    counts = Counter(name for each in alone for name, _, _ in each)
    many = sum(count >= HUNDREDS for count in counts.values())
    say(
        f"there and on {sum(map(len, full)) / 1e6:.1f} MB of examples of every kind: {counts.total()} matches, "
        f"of {len(counts)} kinds of {len(readers)}, {HUNDREDS} or more of {many}; {missing} missing, {extra} extra"
    )
    return int(missing + extra > 0)


def found(body: bytes) -> set[tuple[str, int, int]]:
    """What the scan finds in a text as it stands."""
    return {named(match) for match in matches(body, automaton().sight(body))}


def named(match: Match) -> tuple[str, int, int]:
    """A match by its kind and span."""
    return match.kind.name, match.start, match.end


def unpacked(path: Path) -> int:
    """The bytes of all members."""
    size = 0
    with igzip.open(path) as file:
        while piece := file.read(1 << 20):
            size += len(piece)
    return size


def least(work: Callable[[], object]) -> float:
    """CPU seconds of this process, the least of several turns."""
    times = []
    for _ in range(TURNS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
