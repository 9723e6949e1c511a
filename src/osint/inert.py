"""Text from outside made harmless before a person or a program sees it.

What a page contained must never act: not as a control sequence in a terminal, not as a direction trick
in a report, not as a formula in a spreadsheet. What cannot be shown is written as its code point.
"""

import unicodedata

# Starts that spreadsheets read as a formula (OWASP, "CSV Injection", seen 2026-11-24).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

# Controls, direction marks, lone surrogates, private use, unassigned: Unicode general categories.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

# Joiners that Arabic, Indic and emoji text needs to be read aright.
NEEDED = frozenset("\u200c\u200d")


def line(text: str, *, longest: int = 400) -> str:
    """A text as one line without anything hidden: ``⟨U+202E⟩`` stands for what cannot be shown."""
    shown = "".join(_shown(each) for each in text[:longest])
    return shown + "…" if len(text) > longest else shown


def block(text: str) -> str:
    """The same for text of several lines: line ends and tabs stay."""
    return "".join(each if each in "\n\t" else _shown(each) for each in text)


def cell(text: str) -> str:
    """A spreadsheet's cell: text that would be a formula begins with an apostrophe.

    The exact value is in the JSON lines beside each table.
    """
    return "'" + text if text.startswith(FORMULA) else text


def _shown(each: str) -> str:
    if each in NEEDED or unicodedata.category(each) not in HIDDEN:
        return each
    return f"⟨U+{ord(each):04X}⟩"
