"""What a page's text becomes before it is set: every string can be printed, and says what cannot be shown."""

import random

import pytest

from osint.bundle.typeset.fonts import fonts
from osint.bundle.typeset.legible import legible
from osint.bundle.typeset.press import Sheet, layout, pdf
from osint.bundle.typeset.words import words
from osint.courts.court import Page

SCRIPTS = "웹툰 漫画 ウェブ 简体 繁體 การ์ตูน น้ำ ที่อยู่ العربية می\u200cخواهم Tiếng Việt Ünïçödé Ελλάδα Русский עברית हिन्दी 👩\u200d👧"


def test_the_scripts_of_the_field_stay_as_they_are() -> None:
    assert fonts().legible(SCRIPTS) == SCRIPTS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\ue000", "⟨U+E000⟩"),
        ("a\ud800b", "a⟨U+D800⟩b"),
        ("x𐀀\U0003fffd", "x⟨U+10000⟩⟨U+3FFFD⟩"),  # a script without a font here, and no character at all
        ("ก\u093eb", "ก⟨U+093E⟩b"),  # a Devanagari vowel on a Thai letter
        ("\u0301x", "⟨U+0301⟩x"),  # an accent on nothing
        ("ก\u200dक", "ก⟨U+200D⟩क"),
        ("\x00\x1b[31m", "⟨U+0000⟩⟨U+001B⟩[31m"),
        ("x\u3164y", "x⟨U+3164⟩y"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_what_cannot_be_shown_stands_as_its_code_point(text: str, shown: str) -> None:
    assert fonts().legible(text) == shown


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    assert legible("x" * 50, (), longest=10) == "x" * 10 + "…"


def test_a_letter_that_no_face_has_is_not_guessed_at() -> None:
    assert legible("aé", (frozenset({ord("a")}),)) == "a⟨U+00E9⟩"
    assert legible("é", (frozenset({ord("é")}),)) == "é"


def hostile() -> list[str]:
    """Strings of every plane, marks piled on anything, joiners, selectors, flags and jamo; the same in every run."""
    draw = random.Random(20261129)
    faces = sorted(set().union(*fonts().faces))
    marks = [0x300, 0x301, 0xE48, 0x93E, 0x94D, 0x64B, 0x5B0, 0x200C, 0x200D, 0xFE0F, 0x3099, 0x1AB0]
    strings = ["".join(chr(draw.randrange(0x20, 0x30000)) for _ in range(60)) for _ in range(30)]
    for _ in range(60):
        codes = (draw.choice(faces if draw.random() < 0.6 else marks) for _ in range(30))
        strings.append("".join(map(chr, codes)))
    strings += ["".join(chr(draw.choice(marks)) for _ in range(30)) for _ in range(20)]
    return [
        *strings,
        "ᄀ" * 9 + "ᅡ" * 5 + "ᆨ" * 5,
        "🇰🇷🇰🇷🇰",
        "👍🏽\u200d",
        "ক্ষ্ম",
        "\ud83d",
        "---''\"...<>#*_`$@\\",
    ]


def test_every_string_can_be_set() -> None:
    strings = [fonts().legible(each) for each in hostile()]
    part = {"label": "x", "english": "", "fixed": False}
    rows = [{**part, "value": each} for each in strings] + [
        {**part, "value": each, "fixed": True} for each in strings
    ]
    values = {
        **layout(words("ar"), Page(), fonts(), "2026-11-29T00:00:00Z"),
        "words": words("ar").exhibit,
        **dict(zip(("title", "banner", "label", "foot", "fact"), strings, strict=False)),
        "rows": rows,
        "translation": True,
        "likewise": strings,
        "parts": [],
    }
    assert pdf(Sheet("x.pdf", "exhibit", values, {}, b"{}")).startswith(b"%PDF")
