"""Sets sheets in type: values and a template into PDF/A-3b, the same bytes from the same input.

Values reach the typesetter as JSON only: what a page contained is never read as its markup.
"""

import json
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint.bundle.typeset.fonts import FIXED, Fonts, fonts, searched
from osint.bundle.typeset.words import Words
from osint.courts.court import Page
from osint.errors import OsintError

if TYPE_CHECKING:  # 80 MB, read when a page is set
    import typst

STANDARD: Final = "a-3b"
WORTH = 24  # sheets from which on several processes are worth their start
UNREADABLE = "unreadable"

Progress = Callable[[int, int], None]  # how many are set, of how many


@dataclass(frozen=True, slots=True)
class Sheet:
    """What becomes one PDF: a template's name, its values, the pictures that they name, and a file to attach."""

    name: str  # of the file
    template: str
    values: Mapping[str, Any]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    attached: bytes = b""


def layout(words: Words, page: Page, found: Fonts, at: str) -> dict[str, Any]:
    """The values that every template wants: language, fonts, paper, date (of an ISO 8601 time)."""
    ordered = found.ordered(words.font)
    return {
        "lang": words.lang,
        "region": words.region,
        "direction": words.direction,
        "fonts": ordered,
        "fixed": (FIXED, *ordered),
        "paper": page.paper,
        "margin": {"top": page.top, "bottom": page.bottom, "left": page.left, "right": page.right},
        "date": [int(part) for part in at[:10].split("-")],
    }


def set_all(
    sheets: Iterable[Sheet], folder: Path, *, jobs: int = 1, count: int = 0, progress: Progress | None = None
) -> int:
    """Write a PDF for each sheet into a folder; how many. Few sheets are in memory at once.

    ``jobs`` processes share the work when there is enough of it; ``count`` is how many sheets there will be.

    Raises:
        OsintError: when a sheet cannot be set, naming it.
    """
    done = 0
    for name, made in _set(iter(sheets), jobs):
        (folder / name).write_bytes(made)
        done += 1
        if progress is not None:
            progress(done, max(count, done))
    return done


def _set(sheets: Iterator[Sheet], jobs: int) -> Iterator[tuple[str, bytes]]:
    first = list(islice(sheets, WORTH)) if jobs > 1 else []
    if len(first) < WORTH:
        yield from ((each.name, pdf(each)) for each in chain(first, sheets))
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quiet) as pool:
        try:
            yield from _in_turn(pool, chain(first, sheets), jobs + 2)
        except BrokenProcessPool as why:
            raise OsintError(
                "a process that set exhibits in type was killed: free memory and export again"
            ) from why
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _in_turn(pool: ProcessPoolExecutor, sheets: Iterable[Sheet], most: int) -> Iterator[tuple[str, bytes]]:
    """The sheets' PDFs in their order, few of them under way at once."""
    waiting: deque[tuple[str, Future[bytes]]] = deque()
    for each in sheets:
        waiting.append((each.name, pool.submit(pdf, each)))
        if len(waiting) > most:
            name, made = waiting.popleft()
            yield name, made.result()
    for name, made in waiting:
        yield name, made.result()


def _quiet() -> None:
    """In a process of the pool: an interruption is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def pdf(sheet: Sheet) -> bytes:
    """A sheet's PDF.

    A picture that the typesetter cannot read is left out, and the page says so.

    Raises:
        OsintError: when it cannot be set.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="osint-press-") as root:
        for name, data in sheet.pictures.items():
            Path(root, name).write_bytes(data)
        try:
            return _compiled(sheet, root)
        except typst.TypstError as why:
            if sheet.pictures:
                return pdf(replace(sheet, values={**sheet.values, UNREADABLE: True}, pictures={}))
            raise OsintError(f"{sheet.name} cannot be set in type ({why}): report this") from why


def _compiled(sheet: Sheet, root: str) -> bytes:
    import typst

    inputs = {"sheet": json.dumps(sheet.values), "attached": sheet.attached.decode("ascii")}
    compiler = typst.Compiler(_template(sheet.template), root=root, font_paths=_searched(), sys_inputs=inputs)
    made = compiler.compile(format="pdf", pdf_standards=STANDARD)
    if not isinstance(made, bytes):
        raise OsintError(f"{sheet.name}: the typesetter gave no document")
    return made


@cache
def _template(name: str) -> bytes:
    """A template, behind what all of them share."""
    folder = files("osint.bundle.typeset")
    return b"".join(folder.joinpath(f"{each}.typ").read_bytes() for each in ("sheet", name))


@cache
def _searched() -> "typst.Fonts":
    return searched(fonts().folders)
