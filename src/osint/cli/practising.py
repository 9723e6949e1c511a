"""Commands for the practice world and the notebook: demo and lab."""

from collections.abc import Iterator
from contextlib import contextmanager

from osint.desk import Case


@contextmanager
def world_of(case: Case) -> Iterator[None]:
    """Nothing for a real case."""
    yield


def demo() -> None:
    """x"""


def lab() -> None:
    """x"""
