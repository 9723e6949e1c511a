"""A progress bar for the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from osint.case.collecting import Progress as Report
from osint.case.collecting import Step
from osint.cli.printing import WORDS
from osint.inert import line


@contextmanager
def progress() -> Iterator[Report]:
    """A progress bar on standard error while the block runs; nothing moves where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=WORDS, disable=not WORDS.is_terminal, transient=True) as bar:
        task = bar.add_task("asking", total=None)

        def report(step: Step) -> None:
            text = line(f"{step.task.collector.name} {step.task.subject.name}", longest=48)
            bar.update(task, completed=step.done, total=step.known, description=f"{text:<49}")

        yield report
