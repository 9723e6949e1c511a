"""Dates as registries write them, to ISO 8601: a day where a day is stated, a second in UTC where a time is.

The order of day and month comes from the form, a number above twelve, or the registry; where nothing tells, the
date stays unread, since a swapped day is worse than none.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from osint.registration.record import Date, Zone
from osint.registration.servers import rule, top_of

MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "jän feb mär apr mai jun jul aug sep okt nov dez",
        "jan fév mar avr mai jui jul aoû sep oct nov déc",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "jan feb maa apr mei jun jul aug sep okt nov dec",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "oca şub mar nis may haz tem ağu eyl eki kas ara",
        "янв фев мар апр май июн июл авг сен окт ноя дек",
    )
    for number, name in enumerate(names.split(), 1)
}
MOST = 120  # characters of a date with its time and zone
NAME = r"([^\W\d_]{3})[^\W\d_]{0,9}"
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
COMPACT = re.compile(
    r"^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?:[T ]?([0-2]\d)([0-5]\d)([0-5]\d)(?!\d)|(?!\d))"
)
DAY_NAME_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|º)?[-\s./]{{0,3}}(?:de |of )?{NAME}[-\s.,/]{{0,3}}(?:de )?(\d{{4}}|\d{{2}}(?![\d:]))"
)
YEAR_NAME_DAY = re.compile(rf"(?<!\d)(\d{{4}})[-\s./]{{1,2}}{NAME}[-\s./]{{1,2}}(\d{{1,2}})(?!\d)")
NAME_DAY_YEAR = re.compile(
    rf"{NAME}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s+(?:[A-Z]{{3,4}}\s+)?)?(\d{{4}})"
)
NUMBERS = re.compile(r"^\D{0,6}(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s?(?:([AaPp])\.?[Mm]\b)?")
OFFSET = re.compile(r"^\W{0,3}(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)")
CENTRAL = re.compile(r"(?<![A-Z])CET/CEST(?![A-Z])")
ZONED = re.compile(r"(?<![A-Za-z])([A-Z]{3,4})(?![A-Za-z])")
HOURS = {
    "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "MSD": 4, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "ICT": 7, "WIB": 7, "EST": -5,
    "EDT": -4, "CDT": -5, "MDT": -6, "MST": -7, "PST": -8, "PDT": -7, "BRT": -3, "BRST": -2, "ART": -3, "SAST": 2,
    "NZST": 12, "NZDT": 13, "AEST": 10, "AEDT": 11, "AWST": 8, "IRST": 3.5, "PKT": 5, "CAT": 2, "EAT": 3,
}  # fmt: skip
OLDEST, YOUNGEST = 1980, 2200  # no registry is older: an earlier year is a filler such as 0001-01-01

Day = tuple[int, int, int]


def iso(text: str, server: str = "") -> str:
    """A date or time in ISO 8601, or empty text when it is none."""
    found = read(text, server)
    return found.iso if found else ""


def read(text: str, server: str = "", *, order: str = "") -> Date | None:
    """A date with its precision and the source of its zone; nothing where it is none, or could be two.

    ``server`` is the registry's server or a domain of its, for its order and zone; ``order`` is what the label says.
    """
    bare = text.strip()[:MOST]
    top = top_of(server)
    found = _day(bare, order or rule("order", top) or ("dmy-" if len(top) == 2 else ""))
    if found is None or not OLDEST <= found[0][0] <= YOUNGEST:
        return None
    day, rest = found
    try:
        time = TIME.search(rest)
        if time is None:
            return Date(datetime(*day, tzinfo=UTC).strftime("%Y-%m-%d"), raw=text)
        hour = int(time[1]) % 12 + (12 if time[4] in "Pp" else 0) if time[4] else int(time[1])
        zone, source = _zone(rest[time.end() :], top)
        at = datetime(*day, hour, int(time[2]), int(time[3] or 0), tzinfo=zone)
    except (ValueError, OverflowError):
        return None
    return Date(at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), source, raw=text)


def _day(text: str, order: str) -> tuple[Day, str] | None:
    """Year, month and day, and what stands behind them."""
    if found := YEAR_FIRST.search(text):
        if found[2][0] == "0" and len(found[3]) == 1 and found.end() == len(text):
            return None  # "2027-01-0": what follows was cut off
        return (int(found[1]), int(found[2]), int(found[3])), text[found.end() :]
    if found := NUMBERS.match(text):
        return _numbers(found, order, text)
    return _compact(text) or _named(text)


def _compact(text: str) -> tuple[Day, str] | None:
    if found := COMPACT.match(text):
        rest = f" {found[4]}:{found[5]}:{found[6]}" if found[4] else ""
        return (int(found[1]), int(found[2]), int(found[3])), rest + text[found.end() :]
    return None


def _named(text: str) -> tuple[Day, str] | None:
    """A day whose month is a word."""
    if (found := YEAR_NAME_DAY.search(text)) and (month := MONTHS.get(found[2].lower())):
        return (int(found[1]), month, int(found[3])), text[found.end() :]
    if (found := NAME_DAY_YEAR.search(text)) and (month := MONTHS.get(found[1].lower())):
        # the year stands behind the time, and nothing of the zone behind the year is lost
        inside = text[found.end(2) : found.start(3)] + " "
        return (int(found[3]), month, int(found[2])), inside + text[found.end() :]
    if (found := DAY_NAME_YEAR.search(text)) and (month := MONTHS.get(found[2].lower())):
        return (_year(found[3]), month, int(found[1])), text[found.end() :]
    return None


def _numbers(found: re.Match[str], order: str, text: str) -> tuple[Day, str] | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or (found[2] == "-" and order == "dmy-"):
        order = (
            order.rstrip("-") or "dmy"
        )  # nobody writes the month first with dots, no registry with hyphens
    if first > 12 or first == second:
        order = "dmy"
    elif second > 12:
        order = "mdy"
    if order not in {"dmy", "mdy"}:
        return None
    month, day = (second, first) if order == "dmy" else (first, second)
    return (year, month, day), text[found.end() :]


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else year + (1900 if year >= OLDEST % 100 else 2000)


def _zone(rest: str, top: str) -> tuple[tzinfo, Zone]:
    """The zone of a time, by what stands behind it or by what the registry is known to write."""
    if CENTRAL.search(rest):
        return ZoneInfo("Europe/Brussels"), Zone.STATED  # either, as the day falls
    if (hours := _stated(rest)) is not None:
        return timezone(timedelta(hours=hours)), Zone.STATED
    local = rule("zone", top)
    if not local:
        return UTC, Zone.ASSUMED
    is_named = "/" in local
    return ZoneInfo(local) if is_named else timezone(timedelta(hours=float(local))), Zone.REGISTRY_RULE


def _stated(rest: str) -> float | None:
    """Hours ahead of UTC, as they stand behind a time."""
    if found := OFFSET.search(rest):
        hours = int(found[2]) + int(found[3] or 0) / 60
        return hours if found[1] == "+" else -hours
    if rest[:1] in {"Z", "z"}:
        return 0
    if (word := ZONED.search(rest)) and word[1] in HOURS:
        later = OFFSET.search(rest[word.end() :])
        return float(f"{later[1]}{later[2]}") if later else HOURS[word[1]]
    return None
