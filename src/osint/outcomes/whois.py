"""How a WHOIS question ended: a quota, a block and "not found" are each said by a phrase, never by silence.

The phrases stand in ``whois.toml``. A refusal is only read in a short answer without a line of a record, so
that the terms of use at an answer's end ("queries are limited …") are not read as one.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from osint.records import Outcome

SHORT = 2000  # characters: a refusal is a short answer, a record is longer
MOST = 65536  # characters that are looked at

# Registries' charsets that a phrase may stand in; UTF-8 is tried first, and the first that reads is taken.
CHARSETS = ("utf-8", "cp949", "gb18030", "shift_jis")


def judge_whois(body: bytes) -> tuple[Outcome, str]:
    """The outcome of a WHOIS reply, with the reason in words when it is not answered."""
    text = _text(body[: 4 * MOST])[:MOST]
    if not text.strip():
        return Outcome.FAILED, "the server sent nothing"
    if _phrases()["record"].search(text):
        return Outcome.ANSWERED, ""
    if len(text) <= SHORT and (found := _phrases()["refused"].search(text)):
        return Outcome.REFUSED, f"the server refuses: {_line(text, found)}"
    if found := _phrases()["absent"].search(text):
        return Outcome.ABSENT, f"the server says that there is none: {_line(text, found)}"
    if len(text) <= SHORT and (found := _phrases()["unavailable"].search(text)):
        return Outcome.FAILED, f"the server cannot answer: {_line(text, found)}"
    return Outcome.ANSWERED, ""


def _text(body: bytes) -> str:
    for charset in CHARSETS:
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue
    return body.decode("latin-1")


def _line(text: str, found: re.Match[str]) -> str:
    """The line in which a phrase stands."""
    start = text.rfind("\n", 0, found.end()) + 1
    end = text.find("\n", found.end())
    return text[start : end if end >= 0 else len(text)].strip()[:160]


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("osint.outcomes").joinpath("whois.toml").read_text("utf-8"))
    flags = re.IGNORECASE | re.MULTILINE
    return {
        name: re.compile("|".join(f"(?:{each})" for each in listed), flags) for name, listed in table.items()
    }
