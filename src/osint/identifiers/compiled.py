"""Compiled automata, kept in the user's cache folder: compiling a thousand kinds takes longer than a page's scan.

What is kept is named by a digest of all that it was compiled from, so that nothing stale is ever used. A cache
that cannot be read or written is none.
"""

import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import hyperscan
import platformdirs


def database(name: str, expressions: Sequence[bytes], flags: Sequence[int]) -> Any:
    """A database of these expressions, each under its own number; one of each name is kept."""
    kept = Path(platformdirs.user_cache_path("osint")) / f"{name}-{_digest(expressions, flags)}.hs"
    with suppress(OSError, hyperscan.error):
        return hyperscan.loadb(kept.read_bytes(), mode=hyperscan.HS_MODE_BLOCK)
    made = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    count = len(expressions)
    made.compile(expressions=list(expressions), ids=list(range(count)), elements=count, flags=list(flags))
    with suppress(OSError):
        _keep(kept, name, hyperscan.dumpb(made))
    return made


def _digest(expressions: Sequence[bytes], flags: Sequence[int]) -> str:
    basis = [
        version("hyperscan"),
        platform.machine(),
        platform.system(),
        [each.decode() for each in expressions],
        list(flags),
    ]
    return hashlib.sha256(json.dumps(basis).encode()).hexdigest()[:32]


def _keep(path: Path, name: str, data: bytes) -> None:
    """Write it whole or not at all; what was kept for other expressions goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for other in path.parent.glob(f"{name}-*.hs"):
        other.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
