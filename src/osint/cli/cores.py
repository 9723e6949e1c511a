"""How many processes this machine runs at once."""

import os
from collections.abc import Callable


def cores() -> int:
    """How many processes can run at once."""
    count: Callable[[], int | None] | None = getattr(os, "process_cpu_count", None)
    if count is not None:
        return count() or 1
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1
