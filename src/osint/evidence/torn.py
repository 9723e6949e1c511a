"""What a crash tore: moved to the folder ``torn`` beside it, never deleted."""

import os
import secrets
from pathlib import Path

FOLDER = "torn"
STEP = 1024 * 1024


def move_aside(path: Path, whole_to: int) -> str:
    """Move what lies behind an offset of a file to a file of its own; that file's name.

    Raises:
        OSError: when it cannot be copied or cut; then nothing was cut.
    """
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    aside = folder / f"{path.name}-{whole_to}-{secrets.token_hex(4)}.bin"
    try:
        with path.open("rb") as source, aside.open("xb") as copy:
            source.seek(whole_to)
            while piece := source.read(STEP):
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    os.truncate(path, whole_to)
    return f"{FOLDER}/{aside.name}"
