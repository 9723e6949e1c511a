"""The particle that fits is the one that a reader says aloud."""

import pytest

from osint.operators.languages.particles import PARTICLES, Ending, ending_of, fitting

OPEN, RIEUL, CLOSED, UNSURE = Ending.OPEN, Ending.RIEUL, Ending.CLOSED, Ending.UNSURE

HARD = [
    ("사이트", OPEN),
    ("집단", CLOSED),
    ("서울", RIEUL),
    # Digits as they are read: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구.
    *zip("0123456789", (CLOSED, RIEUL, OPEN, CLOSED, OPEN, OPEN, CLOSED, RIEUL, RIEUL, OPEN), strict=True),
    ("10", CLOSED),
    ("8,200", CLOSED),
    ("100,000,000", CLOSED),
    ("1,000,000,000,000", OPEN),  # 일조
    ("UA-1000000000000", CLOSED),  # an identifier is read digit by digit
    ("0.9312", OPEN),
    ("8.0", CLOSED),
    ("약 420만", CLOSED),
    ("50%", OPEN),
    # Latin letters: by letter where it is no word, by the usual reading of the word where that is sure.
    ("op-4e3fa571", RIEUL),
    ("op-ce84f8b9", OPEN),
    ("op-9f0b227d", OPEN),
    ("0a1l", RIEUL),
    ("URL", RIEUL),
    ("DNS", OPEN),
    ("badatoon_now_px", OPEN),
    ("reader.kr", RIEUL),
    ("reader.jp", OPEN),
    ("toon.com", CLOSED),
    ("toon.net", CLOSED),
    ("toon.site", OPEN),
    ("toon.top", CLOSED),
    ("toon_bot", CLOSED),
    ("reader.example", RIEUL),
    ("Telegram", CLOSED),
    ("Google Analytics", OPEN),
    ("Discord", OPEN),
    ("Patreon", CLOSED),
    ("bank", OPEN),
    ("comic", CLOSED),
    ("reading", CLOSED),
    ("webtoon", CLOSED),
    ("gmail", RIEUL),
    # Where English spelling does not say how a word is read, nothing is made up.
    ("widget", UNSURE),
    ("black", UNSURE),
    ("anime", UNSURE),
    ("type", UNSURE),
    ("Scott", UNSURE),
    ("夜見", UNSURE),
    ("", UNSURE),
    ("(", UNSURE),
    # Marks and brackets: what closes is not read, nor is what stands in brackets.
    ("‘강한 지지’", OPEN),
    ("“서울”", RIEUL),
    ("두 사이트(a.example, b.com)", OPEN),
    ("집단(웹툰(망가))", CLOSED),
    ("Google Analytics (Universal)", OPEN),
    ("(reader.com)", CLOSED),
    ("사이트 3개.", OPEN),
    ("사이트)", OPEN),
    ("カナ", OPEN),
    ("マン", CLOSED),
]


@pytest.mark.parametrize(("text", "ending"), HARD)
def test_a_word_ends_as_it_is_read(text: str, ending: Ending) -> None:
    assert ending_of(text) is ending


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("사이트", ("는", "가", "를", "와", "로", "라")),
        ("집단", ("은", "이", "을", "과", "으로", "이라")),
        ("서울", ("은", "이", "을", "과", "로", "이라")),
        ("reader.example", ("은", "이", "을", "과", "로", "이라")),
        ("widget", ("은(는)", "이(가)", "을(를)", "와(과)", "(으)로", "(이)라")),
    ],
)
def test_each_particle_takes_the_form_that_fits(text: str, forms: tuple[str, ...]) -> None:
    assert tuple(fitting(pair, text) for pair in PARTICLES) == forms
