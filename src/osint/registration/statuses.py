"""Statuses as registries write them, and the codes of EPP (RFC 5731, RFC 3915) that they are."""

import re
from collections.abc import Iterable

from osint.registration.record import Status

EPP = {
    code.casefold(): code
    for code in (
        "ok", "inactive", "pendingCreate", "pendingDelete", "pendingRenew", "pendingTransfer", "pendingUpdate",
        "pendingRestore", "redemptionPeriod", "addPeriod", "autoRenewPeriod", "renewPeriod", "transferPeriod",
        "serverDeleteProhibited", "serverHold", "serverRenewProhibited", "serverTransferProhibited",
        "serverUpdateProhibited", "clientDeleteProhibited", "clientHold", "clientRenewProhibited",
        "clientTransferProhibited", "clientUpdateProhibited",
    )
}  # fmt: skip
MOST = 32
BEHIND = re.compile(r"\s*(?:--|\(?https?://).*$")


def read_statuses(texts: Iterable[str]) -> tuple[Status, ...]:
    """Each status once, in order; one line may hold several, parted by commas."""
    found: dict[str, Status] = {}
    for text in texts:
        for part in BEHIND.sub("", text[:400]).split(","):
            status = _status(part.strip())
            if status.raw and len(found) < MOST:
                found.setdefault((status.epp or status.raw).casefold(), status)
    return tuple(found.values())


def _status(text: str) -> Status:
    whole = "".join(each for each in text.casefold() if each.isalpha())
    first = text.split(" ", maxsplit=1)[0].strip("()")
    return Status(text, EPP.get(whole) or EPP.get(first.replace("_", "").casefold(), ""))
