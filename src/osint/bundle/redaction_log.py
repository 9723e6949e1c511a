"""What a share withholds, and why: the redaction log, and of work product the privilege log."""

from pathlib import Path

from osint.bundle.redact import Redacted
from osint.bundle.sheets import write_table
from osint.bundle.shown import WORK_PRODUCT

LOG, PRIVILEGE = "redaction-log", "privilege-log"


def write(share: Redacted, folder: Path) -> None:
    """Write both logs; nothing where nothing is withheld."""
    if not share.entries:
        return
    folder.mkdir(parents=True)
    write_table(folder / LOG, [each.row() for each in share.entries])
    privileged = [
        {
            "n": each.event["n"],
            "date": each.event["written"],
            "what": each.event["type"],
            "withheld": ", ".join(each.fields),
            "ground": each.reason,
        }
        for each in share.entries
        if each.reason == WORK_PRODUCT
    ]
    write_table(folder / PRIVILEGE, privileged)
