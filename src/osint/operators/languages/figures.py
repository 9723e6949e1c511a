"""Figures as a language writes them: ratios, probabilities, bits, large numbers and days."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

LARGEST = 40  # bits: a million million; beyond it no table of weights means anything
MYRIAD = 10_000


def bits(thousandths: int, *, plain: bool = False) -> str:
    """Bits to one place, with their sign unless ``plain``."""
    return f"{thousandths / 1000:.1f}" if plain else f"{thousandths / 1000:+.1f}"


def ratio(thousandths: int, form: Mapping[str, Any]) -> str:
    """A likelihood ratio as a reader takes it in: two digits, and a bound where numbers mean nothing."""
    told = thousandths / 1000
    if abs(told) > LARGEST:
        return str(form["beyond"] if told > 0 else form["below"])
    times = math.pow(2.0, abs(told))
    digits = max(0, 1 - math.floor(math.log10(times)))
    shown = f"{times:.{digits}f}" if times < 10 else number(int(float(f"{times:.2g}")), form["myriads"])
    return str(form["about"] if told >= 0 else form["one_to"]).format(number=shown)


def probability(value: float, form: Mapping[str, Any]) -> str:
    """A probability to four places, never as certain."""
    if value > 0.9999:
        return str(form["sure"])
    return str(form["never"]) if value < 0.0001 else f"{value:.4f}"


def number(value: int, myriads: Sequence[str]) -> str:
    """A whole number: by thousands, or in groups of ten thousand where the language has words for these.

    ``myriads`` are the words for the powers of ten thousand, beginning with none for the first; empty where
    there are none.
    """
    if value < MYRIAD or not myriads:
        return f"{value:,}"
    groups = []
    for place, word in enumerate(myriads):
        is_last = place == len(myriads) - 1
        part = value if is_last else value % MYRIAD
        if part:
            groups.append(f"{part:,}{word}")
        value //= MYRIAD
    return "".join(reversed(groups)).strip()


def day(text: str, form: str) -> str:
    """A day (``2026-11-29``) in the form of a language, which names ``year``, ``month`` and ``day``."""
    told = date.fromisoformat(text)
    return form.format(year=told.year, month=told.month, day=told.day)
