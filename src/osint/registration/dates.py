"""Dates as registries write them, to ISO 8601: a day where a day is stated, a second in UTC where a time is."""

import re
from datetime import UTC, datetime, timedelta, timezone

MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "jan fev mar abr mai jun jul ago set out nov dez",
    )
    for number, name in enumerate(names.split(), 1)
}
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
COMPACT = re.compile(r"^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
NAMED_MIDDLE = re.compile(r"^(\d{4})[-\s./]([A-Za-z]{3})[a-z]*[-\s./](\d{1,2})")
NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-\s./]*(?:de\s)?([A-Za-zç]{3})[a-zç]*[-\s.,/]*(?:de\s)?(\d{4})"
)
NAMED_US = re.compile(
    r"([A-Za-z]{3})[a-z]*\s+(\d{1,2}),?\s+(?:\d{2}:\d{2}:\d{2}\s+(?:[A-Z]{3,4}\s+)?)?(\d{4})"
)
DAY_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
KOREAN = re.compile(r"(\d{4})\s?[.년]\s?(\d{1,2})\s?[.월]\s?(\d{1,2})")
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?")
ZONE = re.compile(r"(?:(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?)\)?$")
# Registries that write local time without saying so (their own terms, seen 2026-11-22).
ZONES = {"jp": 9, "kr": 9, "cn": 8, "tw": 8, "(jst)": 9, "(cst)": 8}
OLDEST = 1980  # no registry is older: an earlier year is a filler such as 0001-01-01


def iso(text: str, server: str = "") -> str:
    """A date or time in ISO 8601, or empty text when it is none."""
    day = _day(text)
    if day is None:
        return ""
    rest = text[day[1] :]
    time = TIME.search(rest)
    if day[0][0] < OLDEST:
        return ""
    try:
        if time is None:
            return datetime(*day[0], tzinfo=UTC).strftime("%Y-%m-%d")
        hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
        at = datetime(*day[0], hour, minute, second, tzinfo=_zone(rest[time.end() :], server))
    except ValueError:
        return ""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(text: str) -> tuple[tuple[int, int, int], int] | None:
    if found := ISO.search(text) or COMPACT.match(text) or KOREAN.search(text):
        return (int(found[1]), int(found[2]), int(found[3])), found.end(3)
    if (found := NAMED.search(text)) and found[2].lower() in MONTHS:
        return (int(found[3]), MONTHS[found[2].lower()], int(found[1])), found.end()
    if (found := NAMED_MIDDLE.match(text.strip())) and found[2].lower() in MONTHS:
        return (int(found[1]), MONTHS[found[2].lower()], int(found[3])), found.end()
    if (found := NAMED_US.search(text)) and found[1].lower() in MONTHS:
        return (int(found[3]), MONTHS[found[1].lower()], int(found[2])), found.start(2)
    if found := DAY_FIRST.match(text.strip()):
        return (int(found[3]), int(found[2]), int(found[1])), found.end()
    return None


def _zone(rest: str, server: str) -> timezone:
    if found := ZONE.search(rest.strip()):
        hours, minutes = int(found[2]), int(found[3] or 0)
        return timezone(timedelta(hours=hours, minutes=minutes) * (1 if found[1] == "+" else -1))
    mark = rest.strip().lower()[-5:]
    hours = ZONES.get(mark) or (
        0 if rest.strip().upper().startswith(("Z", "UTC", "GMT")) else ZONES.get(server.rpartition(".")[2], 0)
    )
    return timezone(timedelta(hours=hours))
