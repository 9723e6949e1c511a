"""Collecting a thousand sites of the practice world at once beside the same questions one after another; its memory.

``python tests/case/bench_collecting.py [SITES ...]``. The world is a process of its own, and so is each collection: no
clock and no memory is another's. Each connection is ``WIRE_S`` seconds away, so that waiting for others is measured and
not this machine. One after another, that many sites as ``ALONE`` says are asked, and their rate is taken for all.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from crowd import hosts, world_of

from osint.case import asking, settings
from osint.case.case import Case
from osint.case.settings import Network
from osint.names import host_of
from osint.practice.world import World
from osint.records import moment

SIZES = (100, 250, 500, 1000)
ALONE = 25  # sites whose questions are asked one after another
WIRE_S = 0.05
ASKED = ("ads_txt", "certificates", "page", "rdap", "urlscan", "whois")


@dataclass(frozen=True, slots=True)
class Run:
    """What one collection took."""

    questions: int
    unanswered: int
    seconds: float
    cpu_s: float  # of the collecting process
    peak_kb: int  # the most memory that it ever held, with the tables that it reads before the first question
    before_kb: int  # the same before the first question
    host: str  # the host whose questions took longest; it is asked one at a time
    host_s: float


def main() -> int:
    """Print rates and memory."""
    match sys.argv[1:]:
        case ["--world", count]:
            return serve(int(count))
        case ["--run", place, count, *how]:
            say(json.dumps(asdict(collected(place, int(count), is_alone=how == ["alone"]))))
            return 0
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    with world(max(sizes)) as place:
        say(f"{WIRE_S * 1000:.0f} ms of wire for each connection; {', '.join(ASKED)}")
        alone = run(place, ALONE, "alone")
        say(f"one after another, {ALONE} sites: {ALONE / alone.seconds:.2f} sites/s")
        runs = []
        for size in sizes:
            runs.append(run(place, size))
            say(told(size, runs[-1], alone))
    first, last, further = runs[0], runs[-1], sizes[-1] - sizes[0]
    if further:
        grown = (last.peak_kb - first.peak_kb) / further
        say(
            f"memory: {grown:.1f} kB more for each further site ({first.before_kb / 1024:.1f} MB before the first)"
        )
    return 0


def told(size: int, made: Run, alone: Run) -> str:
    """A line on a collection."""
    times = (size / made.seconds) / (ALONE / alone.seconds)
    return (
        f"{size} sites at once: {made.questions} questions, {made.unanswered} unanswered; "
        f"{size / made.seconds:.2f} sites/s, {times:.1f} to 1; {made.cpu_s:.0f} s of CPU in {made.seconds:.0f} s; "
        f"{made.host}, asked one at a time, takes {made.host_s:.0f} s; at most {made.peak_kb / 1024:.1f} MB"
    )


def say(text: str) -> None:
    """A line of what was measured."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def world(count: int) -> Iterator[str]:
    """A world of so many sites in a process of its own, as long as it is asked; its descriptor."""
    words = [sys.executable, __file__, "--world", str(count)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        yield served.stdout.readline().strip()
        served.communicate("")


def serve(count: int) -> int:
    """Serve until standard input ends."""
    with World(content=world_of(dict.fromkeys(hosts(count), "page")), wire_s=WIRE_S) as served:
        say(str(served.descriptor))
        sys.stdin.read()
    return 0


def run(place: str, size: int, *how: str) -> Run:
    """A collection in a process of its own."""
    words = [sys.executable, __file__, "--run", place, str(size), *how]
    return Run(**json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout))


def collected(place: str, count: int, *, is_alone: bool) -> Run:
    """Collect in this process: all sources side by side, or one question after another."""
    network = Network(profile="practice", world=place)
    profile = asking.profile_of(network, jobs=1 if is_alone else 0)
    with tempfile.TemporaryDirectory() as folder:
        case = Case.new(
            Path(folder) / "case", settings.make("a benchmark", sites=hosts(count), network=network)
        )
        before, begun, used = peak_kb(), time.perf_counter(), time.process_time()
        for names in [(each,) for each in ASKED] if is_alone else [ASKED]:
            case.collect(collectors=names, network=profile)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - used
        peak = peak_kb()
        case.close()
        asked = list(case.store.events())
    taken: Counter[str] = Counter()
    for event in asked:
        spent = (moment(event["ended"]) - moment(event["at"])).total_seconds()
        taken[host_of(event["uri"])] += spent  # type: ignore[assignment]
    (host, host_s), *_ = taken.most_common(1)
    unanswered = sum(event["outcome"] != "answered" for event in asked)
    return Run(len(asked), unanswered, seconds, cpu, peak, before, host, host_s)


def peak_kb() -> int:
    """The most memory that this process has held; what ``getrusage`` says may be its parent's."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


if __name__ == "__main__":
    sys.exit(main())
