"""Text from outside made harmless before a person or a program sees it.

What a page contained must never act: not as a control sequence in a terminal, not as a direction trick
in a report, not as a formula in a spreadsheet. What cannot be shown is written as its code point.
"""

import re
import unicodedata

# Starts that spreadsheets read as a formula (OWASP, "CSV Injection", seen 2026-11-24).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

# Controls, direction marks, lone surrogates, private use, unassigned: Unicode general categories.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

# Letters and marks that show as nothing: Hangul fillers, the grapheme joiner, Khmer and Mongolian inherents.
INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800")

# Joiners that Arabic, Indic and emoji text needs to be read aright.
NEEDED = frozenset("\u200c\u200d")

# What some spreadsheets drop before they look for a formula.
_PASSED_OVER = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060\x00\"'"
_LATER_CELL = re.compile(rf"([;\t\r\n][{_PASSED_OVER}]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def line(text: str, *, longest: int = 400) -> str:
    """A text as one line without anything hidden: ``⟨U+202E⟩`` stands for what cannot be shown."""
    shown = "".join(_shown(each) for each in text[:longest])
    return shown + "…" if len(text) > longest else shown


def block(text: str) -> str:
    """The same for text of several lines: line ends and tabs stay."""
    return "".join(each if each in "\n\t" else _shown(each) for each in text)


def cell(text: str) -> str:
    """A spreadsheet's cell: text that would be a formula begins with an apostrophe.

    So does what stands behind a semicolon, a tab or a line end: where the decimal point is a comma,
    spreadsheets part cells there, quoted or not. The exact value is in the JSON lines beside each table.
    """
    return _LATER_CELL.sub(r"\1'", _defused(text))


def _defused(text: str) -> str:
    seen = text.lstrip(_PASSED_OVER)
    return "'" + text if text.startswith(FORMULA) or seen.startswith(FORMULA) else text


def _shown(each: str) -> str:
    if each in NEEDED or (unicodedata.category(each) not in HIDDEN and each not in INVISIBLE):
        return each
    return f"⟨U+{ord(each):04X}⟩"
