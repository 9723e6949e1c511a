"""Collecting a thousand sites of the practice world at once beside the same questions one after another; its memory.

``python tests/case/bench_collecting.py [SITES]``. Each question waits ``WIRE_S`` longer than loopback would let it,
so that waiting for others is what is measured and not this machine. The memory is that of a process of its own for
each number of sites, whose answers come from no wire: what the case and the run keep of them.
"""

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from osint.case import asking, settings
from osint.case.case import Case
from osint.case.collecting import Collection, Kept
from osint.case.settings import Network
from osint.evidence.recorder.recorder import Recorder
from osint.practice.content import Content, load
from osint.practice.world import World
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

SITES = 1000
ALONE = 25  # sites whose questions are asked one after another
WIRE_S = 0.05
ASKED = frozenset({"page", "ads_txt", "whois", "rdap", "certificates", "urlscan"})
SIZES = (250, 500, 1000)
BODY = b"<html><head><script>ga('create', 'UA-7345812-%d', 'auto');</script></head><body>%s</body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


class Slow(Recorder):
    """A recorder whose wire is longer."""

    async def ask(self, ask: Ask) -> Exchange:
        await asyncio.sleep(WIRE_S)
        return await super().ask(ask)


class Made:
    """In the recorder's place: answers every question with a page of its own; no wire."""

    def __init__(self, case: Case, kept: Kept) -> None:
        self._case, self._kept, self._count = case, kept, 0

    async def ask(self, ask: Ask) -> Exchange:
        await asyncio.sleep(0)
        self._count += 1
        body = BODY % (self._count % 50, b"word " * 400)
        now = datetime.now(UTC)
        made = Exchange(ask, now, now, Outcome.ANSWERED, head=HEAD, body=body)
        self._case.store.keep(made)
        self._kept.add(made)
        return made


def main() -> int:
    """Print rates and memory."""
    if len(sys.argv) == 3 and sys.argv[1] == "--memory":
        say(str(memory(int(sys.argv[2]))))
        return 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SITES
    with tempfile.TemporaryDirectory() as folder, World(content=content(count)) as world:
        profile = asking.profile_of(Network(profile="practice", world=str(world.descriptor)))
        alone, _ = collect(Path(folder) / "alone", ALONE, replace(profile, concurrency=1), workers=1)
        together, asked = collect(Path(folder) / "together", count, profile, workers=profile.concurrency)
    say(f"{count} sites, {asked} questions, {WIRE_S * 1000:.0f} ms of wire for each")
    say(f"at once {together:.2f} sites/s, one after another {alone:.2f}: {together / alone:.1f} to 1")
    peaks = [(size, measured(size)) for size in SIZES]
    for size, peak in peaks:
        say(f"{size} sites: at most {peak / 1024:.1f} MB of memory")
    grown = (peaks[-1][1] - peaks[0][1]) / (SIZES[-1] - SIZES[0])
    say(f"{grown:.1f} kB for each further site")
    return 0


def say(text: str) -> None:
    """A line of what was measured."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def content(count: int) -> Content:
    """The practice world with so many sites of one sort."""
    world = load()
    first = next(
        each
        for each in world.sites.values()
        if each.behaviour == "page" and each.registration and each.top == "test" and each.ads_txt
    )
    made = {
        name: replace(first, host=name, canonical=name, certificate=f"bench {number // 50}", key="bench")
        for number, name in enumerate(hosts(count))
    }
    return replace(world, sites=made)


def hosts(count: int) -> list[str]:
    """Invented hosts."""
    return [f"bench{number}.test" for number in range(count)]


def collect(folder: Path, count: int, profile: object, *, workers: int) -> tuple[float, int]:
    """Sites a second of one collection, and how many questions it put; one worker asks one source after another."""
    case = Case.new(folder, settings.make("a benchmark", sites=tuple(hosts(count)), network=Network()))
    kept = Kept([], case.store.read)

    def keep(exchange: Exchange) -> Exchange:
        case.store.keep(exchange)
        kept.add(exchange)
        return exchange

    begun = time.perf_counter()
    for names in [ASKED] if workers > 1 else [frozenset({each}) for each in sorted(ASKED)]:
        recorder = Slow(profile, keep, key=asking.keys_of(profile))  # type: ignore[arg-type]
        collection = Collection(recorder, kept, keep, only=names)
        asyncio.run(collection.run(subjects(count), workers=workers))
    spent = time.perf_counter() - begun
    case.close()
    return count / spent, len(case.ledger) - 1


def subjects(count: int) -> list[Subject]:
    """The sites as subjects."""
    return [Subject(SubjectKind.SITE, name) for name in hosts(count)]


def measured(size: int) -> int:
    """The peak of a process that collects so many sites, in kB."""
    words = [sys.executable, __file__, "--memory", str(size)]
    return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def memory(size: int) -> int:
    """The peak of this process when it has collected so many sites, in kB."""
    with tempfile.TemporaryDirectory() as folder:
        told = settings.make("a benchmark", sites=tuple(hosts(size)), network=Network())
        case = Case.new(Path(folder) / "case", told)
        kept = Kept([], case.store.read)
        wire = Made(case, kept)
        collection = Collection(wire, kept, case.store.keep, only=ASKED)  # type: ignore[arg-type]
        asyncio.run(collection.run(subjects(size), workers=32))
        case.close()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
