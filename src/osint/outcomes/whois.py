"""How a WHOIS question ended: a quota, a block and "not found" are each said by a phrase, never by silence.

The phrases stand in ``whois.toml``. Some words of a refusal also stand in the terms of use at an answer's end
("access is rate limited, … permanently blacklisted"): those are only read before the terms, and no refusal in a
long answer. A refusal goes before "not found": there are servers that say both when they mean the first.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from osint.outcomes.phrases import Phrases, phrases
from osint.records import Outcome

SHORT = 4000  # characters: a refusal is a short answer, a record is longer
MOST = 12288  # characters in which a record's line is looked for
FIRST = 6144  # characters in which "not found" is looked for

# Registries' charsets that a phrase may stand in; UTF-8 is tried first, and the first that reads is taken.
CHARSETS = ("utf-8", "cp949", "gb18030", "shift_jis")
# What each table of phrases says, in the order in which they are read.
PAGE = re.compile(r"(?im)^[ \t]{0,40}(?:<!doctype html|<html|HTTP/\d)")
CONDITIONAL = re.compile(r"(?i)\b(?:may|might|if|could|shall|will|can|reserves?)\b")
SAID = {
    "refused": (Outcome.REFUSED, "the server refuses"),
    "refused_plainly": (Outcome.REFUSED, "the server refuses"),
    "unavailable": (Outcome.FAILED, "the server cannot answer"),
    "later": (Outcome.REFUSED, "the server refuses"),
    "absent": (Outcome.ABSENT, "the server says that there is none"),
}


def judge_whois(body: bytes) -> tuple[Outcome, str]:
    """The outcome of a WHOIS reply, with the reason in words when it is not answered."""
    body = body if b"\n" in body else body.replace(b"\r", b"\n")
    texts = [text[:MOST] for text in _texts(body[: 4 * MOST])]
    if not texts[0].strip():
        return Outcome.FAILED, "the server sent nothing"
    if any(_phrases()["record"].search(text) for text in texts):
        return Outcome.ANSWERED, ""
    own = [_plain(text) for text in texts]
    before = [_before_absence(text) for text in own]
    until = [_before_absence(text, is_line_kept=True) for text in own]
    steps = (
        ("refused", texts, SHORT), ("refused_plainly", until, SHORT), ("unavailable", before, SHORT),
        ("later", before, SHORT), ("absent", [text[:FIRST] for text in texts], FIRST),
    )  # fmt: skip
    for name, read, most in steps:
        if name == "absent" and PAGE.search(texts[0]):
            return Outcome.FAILED, "the server cannot answer: it sent a page for people, and no record"
        line = _said(name, read, most=most)
        if line and not (name == "refused" and _is_condition(line, texts[0])):
            return SAID[name][0], f"{SAID[name][1]}: {line}"
    return Outcome.ANSWERED, ""


def _is_condition(line: str, text: str) -> bool:
    """Whether a refusal is only what may come to those who ask too often: told behind the words that there is none."""
    absence = _phrases()["absent"].search(text)
    is_behind = absence is not None and absence.end() <= text.find(line)
    return is_behind and CONDITIONAL.search(line) is not None


def _texts(body: bytes) -> list[str]:
    """The text as the first charset reads that can, and as Latin-1, which an Asian charset may eat into."""
    found = [] if body.isascii() else [body.decode("latin-1")]
    for charset in CHARSETS:
        try:
            return [body.decode(charset), *found]
        except UnicodeDecodeError:
            continue
    return found


def _plain(text: str) -> str:
    """What the server says of this question: without comments, and without the terms of use that follow."""
    if "\n" not in text.strip():
        return text  # a single line is no terms of use, though it may begin as they do
    terms = _phrases()["terms"].search(text)
    lines = text[: terms.start() if terms else len(text)].splitlines()
    return "\n".join(line for line in lines if not line.startswith(("%", "#")))


def _before_absence(text: str, *, is_line_kept: bool = False) -> str:
    """What stands before the words that there is none; a server that is out of order may say both, in this order.

    ``is_line_kept``: with the line in which those words stand.
    """
    found = _phrases()["absent"].search(text) if len(text) <= SHORT else None
    if found is None:
        return text
    end = text.find("\n", found.start()) if is_line_kept else found.start()
    return text[:end] if end >= 0 else text


def _said(name: str, texts: Iterable[str], *, most: int) -> str:
    """The line in which one of the phrases stands, or empty text."""
    for text in texts:
        if len(text) <= most and (found := _phrases()[name].search(text)):
            start = text.rfind("\n", 0, found.end()) + 1
            end = text.find("\n", found.end())
            return text[start : end if end >= 0 else len(text)].strip()[:160]
    return ""


@cache
def _phrases() -> dict[str, Phrases]:
    table = tomllib.loads(files("osint.outcomes").joinpath("whois.toml").read_text("utf-8"))
    return {name: phrases(listed) for name, listed in table.items()}
