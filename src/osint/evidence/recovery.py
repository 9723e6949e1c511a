"""Opening a case after a crash: what the ledger does not name is entered, what is torn is moved aside."""

from collections.abc import Iterator
from pathlib import Path

from osint.errors import OsintError
from osint.evidence import segment, withdrawal
from osint.evidence.index import Index

PATIENCE_S = 2.0  # a reader does not wait for a program that keeps the ledger: what is torn can wait


def recover(folder: Path, index: Index) -> list[str]:
    """Make good what a crash left behind; what was done, in words. Segments in use are left alone."""
    return [*_segments(folder, index), *_withdrawals(folder, index), *missing(folder, index)]


def _segments(folder: Path, index: Index) -> Iterator[str]:
    spans = index.spans()
    for path in sorted(folder.glob("*.warc.gz")):
        if not segment.is_ours(path):
            yield f"{path.name}: no segment of this case, and left alone: take it in with `osint import`"
            continue
        try:
            if segment.is_written_now(path):
                continue
            known = spans.get(path.name, [])
            if not known and not path.stat().st_size:
                path.unlink()  # begun, and nothing written
            elif _needs_a_look(path, known):
                yield from _segment(path, index)
        except (OSError, OsintError) as why:  # the case opens all the same, to be read
            yield f"{path.name}: what a crash left there cannot be mended yet: {why}"


def _needs_a_look(path: Path, spans: list[tuple[int, int]]) -> bool:
    """Whether anything lies there besides the first record and what the ledger knows."""
    for gap in segment.gaps(spans, path.stat().st_size):
        place = gap[0]
        for found in segment.whole(path, gap):
            if found.exchange is not None:
                return True
            place = found.place.end
        if place < gap[1]:
            return True
    return False


def _segment(path: Path, index: Index) -> Iterator[str]:
    with index.alone(patience_s=PATIENCE_S):
        index.catch_up()
        size = path.stat().st_size
        for gap in list(segment.gaps(index.spans().get(path.name, []), size)):
            whole_to = gap[0]
            for found in segment.whole(path, gap):
                whole_to = found.place.end
                if found.exchange is not None and index.enter(found.exchange, found.place):
                    name = found.exchange.id
                    yield f"exchange {name[:12]} was kept and not yet in the ledger: it is entered now"
            if whole_to < gap[1] == size:
                yield segment.cut_torn_tail(path, whole_to)
            elif whole_to < gap[1]:
                yield f"{path.name}: {gap[1] - whole_to} bytes at offset {whole_to} are of no whole exchange"


def _withdrawals(folder: Path, index: Index) -> Iterator[str]:
    """A withdrawal whose reason stands in the ledger, and whose bytes were not yet destroyed."""
    for name, event in index.withdrawn.items():
        try:
            places = index.places(name)
            if not withdrawal.is_complete(folder, event, places):
                withdrawal.clear_torn(folder, index.uri_of(name))
                withdrawal.complete(folder, event, places)
                yield f"the withdrawal of exchange {name[:12]} was not complete: its bytes are destroyed now"
        except (OSError, OsintError) as why:
            yield f"the withdrawal of exchange {name[:12]} is not complete and cannot be completed: {why}"


def missing(folder: Path, index: Index) -> Iterator[str]:
    """Segments that are shorter than the ledger says: lost by the disk, or taken away."""
    for name, spans in index.spans().items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else 0
        if lost := sum(end > size for _, end in spans):
            yield f"{name}: {lost} exchanges that the ledger names are not there: restore the file from a copy"
