"""Everything that can go wrong, as a tree.

::

    OsintError
    ├── UsageError            what the user asked for cannot be: exit status 2
    │   ├── CaseError         no case here, or one that does not open
    │   ├── BadName           a host, address, identifier or site that is none
    │   └── SettingError      a setting, key or profile that is missing or wrong
    ├── LookupFailed          this one question failed: note it, go on
    ├── SourceUnusable        this source will not answer (bad key, no credit): stop asking it
    ├── FormatError           this file or record cannot be read: report it, go on
    └── EvidenceBroken        kept evidence is not what it was: stop

A message names what was asked, where, and the next step.
"""


class OsintError(Exception):
    """The root: catch this at the door, never inside."""


class UsageError(OsintError):
    """What the user asked for cannot be done as asked."""


class CaseError(UsageError):
    """There is no case here, or it does not open."""


class BadName(UsageError):
    """A host, address, identifier or site that is none."""


class SettingError(UsageError):
    """A setting, key or profile is missing or wrong."""


class LookupFailed(OsintError):
    """One question failed; others may go on."""


class SourceUnusable(OsintError):
    """A source will not answer any further question in this run."""


class FormatError(OsintError):
    """A file or record cannot be read as what it is said to be."""


class EvidenceBroken(OsintError):
    """Kept evidence is missing or is not what the ledger says it was."""
