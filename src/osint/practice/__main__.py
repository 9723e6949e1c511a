"""Serves the practice world until it is stopped: ``python -m osint.practice [--descriptor FILE]``."""

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

from osint.errors import SettingError
from osint.practice.world import World


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve; say on standard output where the descriptor is."""
    parser = argparse.ArgumentParser(prog="python -m osint.practice", description=__doc__)
    parser.add_argument("--descriptor", type=Path, help="write the descriptor to this file")
    given = parser.parse_args(arguments)
    over = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, stop)
    try:
        with World() as world, _described(world, given.descriptor) as path:
            sys.stdout.write(f"{path}\n")
            sys.stdout.flush()
            with contextlib.suppress(KeyboardInterrupt):
                over.wait()
    except SettingError as why:
        sys.stderr.write(f"{why}\n")
        return 2
    return 0


@contextlib.contextmanager
def _described(world: World, wanted: Path | None) -> Iterator[Path]:
    """The descriptor where it is wanted, as long as the world serves."""
    if wanted is None:
        yield world.descriptor
        return
    wanted.write_bytes(world.descriptor.read_bytes())
    try:
        yield wanted
    finally:
        wanted.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
