"""What is written so that it lasts: whole files, folders, and the words for when the disk does not take it."""

import errno
import os
import secrets
from pathlib import Path

from osint.errors import OsintError

FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})  # no EDQUOT everywhere
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def unwritable(path: Path, why: OSError, rest: str = "what was kept before is whole") -> OsintError:
    """The error that says that a file cannot be written, with the next step."""
    if why.errno in FULL:
        step = "make room on the disk and run the same command again"
    elif why.errno in FORBIDDEN:
        step = "it can only be read here; copy the case to where you may write, or have the rights mended"
    else:
        step = "see to the disk and run the same command again"
    return OsintError(f"{path} cannot be written ({why}): {step}; {rest}")


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all, on the disk itself.

    Raises:
        OSError: when the disk does not take it; then nothing is left of it.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """See to it that a new file's name is on the disk too: without, a power cut loses the file.

    Raises:
        OSError: when the disk does not take it.
    """
    if os.name == "nt":  # folders cannot be opened there; the file system keeps its own journal
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as why:
        if why.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network file systems have no such thing
            raise
    finally:
        os.close(opened)
