"""A progress bar for the terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from osint.cli.printing import words
from osint.inert import line

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from osint.case.collecting import Progress as Report
    from osint.case.collecting import Step


@contextmanager
def progress() -> Iterator["Report"]:
    """A progress bar on standard error while the block runs; nothing moves where nobody watches."""
    with _bar() as bar:
        task = bar.add_task("asking", total=None)

        def report(step: "Step") -> None:
            text = line(f"{step.task.collector.name} {step.task.subject.name}", longest=48)
            bar.update(task, completed=step.done, total=step.known, description=f"{text:<49}")

        yield report


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """The same for things that are counted: told how many are done, of how many."""
    with _bar() as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _bar() -> "Bar":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=words(), disable=not words().is_terminal, transient=True)
