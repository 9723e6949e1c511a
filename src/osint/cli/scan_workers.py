"""A compressed archive scanned in parts by several processes: rows in the archive's order, few parts at a time.

A part begins where a member begins with a record. Whether it ended where the next begins is checked: a record
may hold what looks like a member, and then the next part is scanned again from the right place.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from osint.cli import scan_answers
from osint.cli.printing import Row
from osint.formats.reading import Unreadable
from osint.formats.warc_answers import Answer, answers
from osint.formats.warc_cuts import cut
from osint.formats.warc_read import GZIP, Stretch
from osint.rows import find_row

STEP = 2 * 1024 * 1024  # bytes of a part, compressed
WORTH = 3  # parts from which on several processes are worth their start


class Part(NamedTuple):
    """What a part gave: rows, what could not be read, and where it ended."""

    rows: list[Row]
    failed: list[Unreadable]
    end: int


def scanned(path: Path, source: str, jobs: int, failed: list[Unreadable]) -> Iterator[Row]:
    """The rows of an archive, in its order; what could not be read is added to ``failed``."""
    starts = _cuts(path)
    if jobs < 2 or len(starts) < WORTH:
        with path.open("rb") as stream:
            for each in answers(Stretch(stream, source), source):
                yield from _rows(each, source, failed)
        return
    bounds = [*starts[1:], path.stat().st_size]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_quiet) as pool:
        try:
            yield from _in_order(pool, path, source, list(zip(starts, bounds, strict=True)), jobs, failed)
        except BrokenProcessPool:
            why = "a process that scanned it was killed: what is missing is not known; scan it with --jobs 1"
            failed.append(Unreadable(source, "", why))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _in_order(
    pool: ProcessPoolExecutor,
    path: Path,
    source: str,
    spans: list[tuple[int, int]],
    jobs: int,
    failed: list[Unreadable],
) -> Iterator[Row]:
    """The rows of parts, each given out when those before it were."""
    waiting: deque[tuple[int, int, Future[Part]]] = deque()
    left = deque(spans)
    place = spans[0][0]
    while left or waiting:
        while left and len(waiting) < jobs + 2:
            start, stop = left.popleft()
            waiting.append((start, stop, pool.submit(part, path, source, start, stop)))
        start, stop, future = waiting.popleft()
        if place >= stop:  # a record of the part before reached over all of it
            future.cancel()
            continue
        result = future.result() if start == place else part(path, source, place, stop)
        place = result.end
        failed.extend(result.failed)
        yield from result.rows


def part(path: Path, source: str, start: int, stop: int) -> Part:
    """What begins in an archive from one offset on and before another."""
    rows: list[Row] = []
    failed: list[Unreadable] = []
    with path.open("rb") as stream:
        stretch = Stretch(stream, source, start, stop)
        for each in answers(stretch, source):
            rows.extend(_rows(each, source, failed))
    return Part(rows, failed, stretch.end)


def _rows(each: object, source: str, failed: list[Unreadable]) -> Iterator[Row]:
    if isinstance(each, Unreadable):
        failed.append(each)
        return
    if isinstance(each, Answer):
        uri, head, body = each.uri, each.head, each.body
    else:
        uri, head, body = each.ask.uri, each.head, each.body  # type: ignore[attr-defined]  # else it is an exchange
    site = scan_answers.site_of(uri)
    for find in scan_answers.finds(uri if uri.startswith("http") else "", head, body):
        yield find_row(find, source=source, site=site, url=uri)


def _cuts(path: Path) -> list[int]:
    """Where an archive can be cut, its beginning first."""
    with path.open("rb") as stream:
        if stream.read(3) != GZIP:
            return [0]
        found = [0]
        for bound in range(STEP, path.stat().st_size, STEP):
            place = cut(stream, bound)
            if place > found[-1]:
                found.append(place)
    return found


def _quiet() -> None:
    """In a worker: an interruption is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
