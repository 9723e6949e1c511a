"""The practice world while somebody needs it: for the length of a block, or for the life of the program."""

import atexit
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import platformdirs

from osint.practice.world import World

KEY_FILE = "OSINT_KEY_FILE"  # read by evidence/key.py
WORLD = "OSINT_PRACTICE_WORLD"  # the descriptor of a world that is served


@contextmanager
def serving() -> Iterator[Path]:
    """The world for the length of a block, named to whoever asks for it; one that is served already is used."""
    if served := os.environ.get(WORLD):
        yield Path(served)
        return
    with World() as world:
        os.environ[WORLD] = str(world.descriptor)
        try:
            yield world.descriptor
        finally:
            del os.environ[WORLD]


def serve() -> None:
    """The world until the program ends."""
    stack = ExitStack()
    stack.enter_context(serving())
    atexit.register(stack.close)


def use_practice_key() -> None:
    """Sign with a key of practice's own: the user's is never touched."""
    os.environ.setdefault(KEY_FILE, str(platformdirs.user_data_path("osint") / "practice-key.pem"))
