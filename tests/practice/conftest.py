"""One practice world for each file of tests."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from practice_wire import DATA, Wire

from osint.practice import World
from osint.practice.content import Content, load


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    """Clients of a running world."""
    with World() as world:
        yield Wire(world.descriptor)


@pytest.fixture(scope="session")
def truth() -> Any:
    """Who runs what: for tests only."""
    return json.loads((DATA / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def content() -> Content:
    """The content as the world reads it."""
    return load()
