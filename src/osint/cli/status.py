"""Exit statuses, and which of them an error ends in."""

import errno

from osint.errors import EvidenceBroken, OsintError, UsageError

DONE = 0
NO = 1  # the answer is no: a verification failed, kept evidence is not what it was
WRONG = 2  # wrong usage or input
PARTLY = 3  # done, but some sources or records failed
STOPPED = 130  # by the user, as shells count it: 128 and the number of SIGINT

# Not the user's words but the machine is at fault: what was kept before stays, the rest can be had later.
_OF_THE_DISK = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO") if hasattr(errno, name)
)


def of(why: OsintError | OSError) -> int:
    """The exit status of an error."""
    match why:
        case UsageError():
            return WRONG
        case EvidenceBroken():
            return NO
        case OsintError():
            return PARTLY
        case _:
            return PARTLY if why.errno in _OF_THE_DISK else WRONG


def words(why: OsintError | OSError) -> str:
    """What is wrong and what comes next, as a line for the user."""
    match why:
        case EvidenceBroken():
            return f"osint: evidence: {why}"
        case OsintError():
            return f"osint: {why}"
        case _:
            return f"osint: {why}: nothing that was kept is lost; mend this and run the same command again"
