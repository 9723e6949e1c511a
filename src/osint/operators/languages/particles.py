"""Korean particles: which form fits the word before it, by how that word is read aloud.

A particle has one form after a closed syllable and one after an open one (은 and 는). What is read aloud decides: a number by
its digits, an abbreviation by its letters, a word in Latin letters by the spellings whose reading is sure. Where the
reading is not sure both forms stand, as Korean forms print them: 은(는). What stands in brackets is not read.
"""

import re
from enum import Enum


class Ending(Enum):
    """How a word that is read aloud ends."""

    OPEN = "open"  # on a vowel
    RIEUL = "rieul"  # on ㄹ: closed, but 로 and not 으로 follows
    CLOSED = "closed"  # on another consonant
    UNSURE = "unsure"


# The pair as templates name it: after a closed syllable, after an open one, where it is not sure.
PARTICLES = {
    "은/는": ("은", "는", "은(는)"),
    "이/가": ("이", "가", "이(가)"),
    "을/를": ("을", "를", "을(를)"),
    "과/와": ("과", "와", "와(과)"),
    "으로/로": ("으로", "로", "(으)로"),
    "이라/라": ("이라", "라", "(이)라"),
}
OPEN, RIEUL, CLOSED, UNSURE = Ending.OPEN, Ending.RIEUL, Ending.CLOSED, Ending.UNSURE
DIGITS = dict(
    zip("0123456789", (CLOSED, RIEUL, OPEN, CLOSED, OPEN, OPEN, CLOSED, RIEUL, RIEUL, OPEN), strict=True)
)
OPEN_POWERS = {12, 13, 14, 15, 20, 21, 22, 23}  # noughts at a number's end that are read 조 or 해
LETTERS = {**dict.fromkeys("abcdefghijkopqstuvwxyz", OPEN), "l": RIEUL, "m": CLOSED, "n": CLOSED, "r": RIEUL}
# Words that often stand last in a name, by their usual reading: 닷컴, 넷, 숍, 톱, 클럽, 앱, 웹, 블로그, 온라인, 사이트 ...
READINGS = {
    **dict.fromkeys(("com", "net", "shop", "top", "club", "app", "web", "online", "fun", "bot"), CLOSED),
    **dict.fromkeys(("blog", "site", "store", "cloud", "art", "link"), OPEN),
    **dict.fromkeys(("mail", "email", "mobile", "style"), RIEUL),
}
# Endings of a word in Latin letters whose reading is sure, the longest first; nothing else is.
SPELLINGS: tuple[tuple[str, Ending], ...] = (
    (r"[bcdfgkpstz]le", RIEUL),  # table, example
    (r"[aeiou]c", CLOSED),  # comic
    (r"ng", CLOSED),
    (r"[mn]", CLOSED),
    (r"l", RIEUL),
    (r"[bcdfghjkrstuvwyz]e", OPEN),  # site, page, store
    (r"[lnr]d|[cflnprsx]t|[lnrs]k|[lmrs]p", OPEN),  # world, account, link
    (r"[aiouyrwfsvxzh]", OPEN),  # manga, reader, plus, search
)
SKIPPED = " \t'\"’”」』》〉.,:;!?-_/…*"
BRACKETS = {")": "(", "]": "[", "）": "（", "〕": "〔", "】": "【"}
LONGEST = 80  # characters that are looked at: a word that is longer is read by its end
HANGUL, HANGUL_LAST, FINALS, FINAL_RIEUL = 0xAC00, 0xD7A3, 28, 8


def fitting(pair: str, text: str) -> str:
    """The form of a particle that fits after a text.

    Raises:
        KeyError: for a pair that is no particle.
    """
    closed, is_open, unsure = PARTICLES[pair]
    ending = ending_of(text)
    if ending is UNSURE:
        return unsure
    return is_open if ending is OPEN or (ending is RIEUL and pair == "으로/로") else closed


def ending_of(text: str) -> Ending:
    """How the last word of a text ends when it is read aloud."""
    read = _read(text)
    if not read:
        return UNSURE
    last = read[-1]
    if HANGUL <= ord(last) <= HANGUL_LAST:
        final = (ord(last) - HANGUL) % FINALS
        return OPEN if not final else RIEUL if final == FINAL_RIEUL else CLOSED
    if re.fullmatch("[ぁ-ゖァ-ヺー]", last):
        return CLOSED if last in "んン" else OPEN
    if last in "%+":  # 퍼센트, 플러스
        return OPEN
    read = read[-LONGEST:]
    found = re.search(r"[A-Za-z0-9]+\Z|[0-9][0-9,.]*\Z", read)
    return _of_token(found.group(), read) if found else UNSURE


def _read(text: str) -> str:
    """The text up to its last character that is read: without closing marks, and without what stands in brackets."""
    read = text.rstrip(SKIPPED)
    while read and read[-1] in BRACKETS:
        before = _before_bracket(read)
        if not before:
            return read[:-1].rstrip(SKIPPED)
        read = before
    return read


def _before_bracket(text: str) -> str:
    """What stands before the bracket that closes at the end; empty where nothing does."""
    shut = text[-1]
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == shut) - (text[place] == BRACKETS[shut])
        if not depth:
            return text[:place].rstrip(SKIPPED)
    return ""


def _of_token(token: str, read: str) -> Ending:
    if token[-1].isdigit():
        return _of_number(read)
    word = token.lower()
    is_label = read.endswith("." + token)
    is_spelt = (
        any(letter.isdigit() for letter in token)
        or not re.search("[aeiouy]", word)
        or (token.isupper() and len(token) <= 3)
        or (is_label and len(token) == 2)
        or len(token) == 1
    )
    if word in READINGS:
        return READINGS[word]
    if is_spelt:
        return LETTERS[word[-1]]
    return next((ending for pattern, ending in SPELLINGS if re.search(rf"{pattern}\Z", word)), UNSURE)


def _of_number(read: str) -> Ending:
    """A number by its last digit that is not nought, or by the power of ten that the noughts make."""
    found = re.search(r"(?<![A-Za-z0-9_.\-])[0-9][0-9,]*\Z", read)
    noughts = (
        len(found.group().replace(",", "")) - len(found.group().replace(",", "").rstrip("0")) if found else 0
    )
    if noughts in OPEN_POWERS:
        return OPEN
    return DIGITS[read[-1]]
