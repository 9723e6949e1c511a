"""Normal forms of analytics ids and pixels."""

import re
from collections.abc import Callable


def analytics_account(text: str) -> str:
    """The account of a Universal Analytics property: what the property number follows is one owner's."""
    return "-".join(text.strip().upper().split("-")[:2])


def matomo(text: str) -> str:
    """``host number`` of a Matomo tracker, from its script or from that form."""
    if re.fullmatch(r"[a-z0-9.-]{4,80} \d{1,6}", text):
        return text
    host = re.search(r"//([a-z0-9.-]+)", text, re.IGNORECASE)
    number = re.search(r"(\d+)$", text)
    return f"{host[1].lower()} {int(number[1])}" if host and number else ""


NORMAL: dict[str, Callable[[str], str]] = {
    "analytics account": analytics_account,
    "matomo": matomo,
}
VALID: dict[str, Callable[[str], bool]] = {}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
