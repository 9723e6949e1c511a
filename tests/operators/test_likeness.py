"""Names that may be one party's, each with its reason; and names that nothing brings together."""

import pytest

from osint.operators.candidates import candidates
from osint.records import Disclosure, Party

LATIN = "one can be the other in Latin letters"
MAY_BE = [
    ("홍가명", "Hong Gamyeong", f"{LATIN} (revised romanisation)"),
    ("홍가명", "Ga-Myeong HONG", f"{LATIN} (revised romanisation)"),
    ("김철수지", "Kim Cheolsuji", f"{LATIN} (revised romanisation)"),
    ("강천", "Kang Ch'ŏn", f"{LATIN} (McCune-Reischauer)"),
    ("박문수가", "Park Moon Sooga", f"{LATIN} (spellings that are usual in Korean names)"),
    ("주식회사 가나", "Gana Inc.", f"{LATIN} (revised romanisation)"),
    ("しょうたろ", "Shotaro", f"{LATIN} (Hepburn)"),
    ("おおのだ", "Ohnoda", f"{LATIN} (Hepburn)"),
    ("ティファマンガ", "Tifa Manga", f"{LATIN} (Hepburn)"),
    ("まっちゃ", "Matcha", f"{LATIN} (Hepburn)"),
    ("しんじゅ", "Sinzyu", f"{LATIN} (Kunrei)"),
    ("王虚构", "Wang Xugou", f"{LATIN} (pinyin)"),
    ("王虚构", "XUGOU WANG", f"{LATIN} (pinyin)"),
    ("吕布假", "Lyu Bujia", f"{LATIN} (pinyin)"),
    ("Đạt Văn Bịa", "Dat Van Bia", "the same letters without their accents"),
    ("さくら", "サクラ", "the same name in the other kana"),
    ("張虚構", "张虚構", "the same name in old, new or simplified characters"),
    ("أحمد مكتبة", "احمد مكتبه", "the same name with Arabic letters that are written for one another"),
    ("Ken Invented", "INVENTED, Ken", "the same words in another order"),
    ("Moon Comics", "MoonComics", "the same name but for blanks"),
    (
        "Moon Comics LLC",
        "Moon Comics GmbH",
        "the same name with another legal form, without one, or with it in another place",
    ),
]


def why(*names: str) -> str:
    """Why the parties of two sites may be one; empty where nothing says so, or where they are one."""
    parties = [Party(name, "r", f"{at}.example", name, Disclosure.DISCLOSED) for at, name in enumerate(names)]
    return "; ".join(other.why for other in candidates(parties)[0].may_be)


@pytest.mark.parametrize(("one", "other", "reason"), MAY_BE)
def test_it_is_said_by_which_rule_two_names_may_be_one_party_s(one: str, other: str, reason: str) -> None:
    assert why(one, other) == reason
    assert why(other, one) == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("홍가명", "Kim Younghee"),
        ("홍가명", "홍가면"),
        ("王虚构", "Wang Daming"),
        ("コミック", "Comic"),
        ("이", "Lee"),  # one sound fits too much
        ("Moon Comics", "Sun Comics"),
        ("Moon Comics LLC", "MOON COMICS, L.L.C."),  # one name
        ("", "Moon"),
        ("株式会社", "LLC"),
        ("山田さくら", "Yamada Sakura"),  # two scripts: kanji have no certain reading in Japanese
    ],
)
def test_nothing_is_said_of_others(one: str, other: str) -> None:
    assert why(one, other) == ""
