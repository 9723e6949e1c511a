"""Whether a name in Latin letters can be a reading of one in Hangul, kana or Han characters: by which rule, and never more.

Names follow no rule strictly, so beside the official romanisations stand the usual spellings of each sound. Han characters
have several readings each; those that dictionaries list count (pypinyin, after Unihan), in Mandarin alone.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

LONGEST = 16  # sounds of a name: a longer text is none
FEWEST = 2  # sounds: one alone fits too much

Sounds = Sequence[tuple[str, ...]]  # of each sound its spellings


def _apart(text: str) -> list[tuple[str, ...]]:
    return [tuple("" if each == "-" else each for each in one.split("/")) for one in text.split()]


# By the number of the part in a Hangul syllable (Unicode, 3.12): first consonant, vowel, last consonant.
# Revised Romanisation: Ministry of Culture and Tourism, notice 2000-8, syllable by syllable as 3.4 has it for names.
REVISED = (
    _apart("g kk n d tt r m b pp s ss - j jj ch k t p h"),
    _apart("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
    _apart("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"),
)
# McCune-Reischauer (1939), without its breves and apostrophes, as people leave them out.
MCCUNE = (
    _apart("k/g kk n t/d tt r/n m p/b pp s/sh ss - ch/j tch ch k t p h"),
    _apart("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"),
    _apart("- k/g k k n n n t l k m l l l p l m p/b p t t ng t t k t p t"),
)
# As persons and firms write themselves (passports, the press).
HABIT = (
    _apart("g/k/c kk/gg n d/t tt/dd r/l/n m b/p pp/bb s/sh ss -/ng j/ch/z jj/tch ch/j k/kh t/th p/ph/f h"),
    _apart(
        "a/ah ae/ai ya/yah yae eo/o/u/eu/ur e yeo/yu/yo/you ye/ae o/oh wa wae oe/oi/we yo u/oo/woo/ou wo/weo/woh we "
        "wi/ui/we yu/yoo/you eu/u ui/eui/ee i/ee/yi/ie"
    ),
    _apart(
        "- k/g/c k/g ks/k n n/nj n/nh t/d l/r k/lk m/lm l/lb l/ls l/lt p/lp l/lh m p/b p/ps t/s t/ss ng t/j t/ch k t p t/h"
    ),
)
# Family names are written by habit whatever the rule (notice 2000-8, 3.4.3 leaves them to their bearers).
FAMILY = {
    each.partition(" ")[0]: tuple(each.split()[1:])
    for each in (
        "김 kim", "이 lee rhee yi li ri", "박 park pak", "최 choi choe", "정 jung chung jeong", "강 kang", "조 cho jo",
        "윤 yoon yun", "장 chang jang", "임 lim rim im", "오 oh", "서 suh seo", "신 shin sin", "권 kwon", "안 ahn an", "류 ryu yoo",
        "유 yoo yu ryu", "전 jun chun jeon", "고 ko koh", "문 moon", "손 sohn son", "백 paik baek", "허 hur huh heo", "심 shim sim",
        "노 noh roh no", "곽 kwak", "주 joo ju", "우 woo", "구 koo ku", "천 chun cheon", "현 hyun", "변 byun", "추 choo", "금 keum",
    )
}  # fmt: skip
# Sounds that Unicode's names write as Kunrei (ISO 3602) does, in Hepburn.
HEPBURN = {
    "si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu", "wo": "o",
    "sya": "sha", "syu": "shu", "syo": "sho", "tya": "cha", "tyu": "chu", "tyo": "cho",
    "zya": "ja", "zyu": "ju", "zyo": "jo", "dya": "ja", "dyu": "ju", "dyo": "jo",
}  # fmt: skip
KUNREI = {"di": "zi", "du": "zu", "wo": "o", "dya": "zya", "dyu": "zyu", "dyo": "zyo"}
LONG = "ー"
VOWELS = "aiueo"


def rule(native: str, latin: str) -> str:
    """The rule by which Latin letters can be a reading of a name, in its order or the family name last; or nothing.

    ``latin`` is in small letters without accents.
    """
    letters = native.replace(" ", "")
    words = latin.replace("-", " ").split()
    if not words or not FEWEST <= len(letters) <= LONGEST or not latin.replace(" ", "").isascii():
        return ""
    orders = {"".join(each) for each in (words, [words[-1], *words[:-1]])}
    for name, sounds in _readings(letters):
        if any(_fits(sounds, each) for each in orders):
            return name
    return ""


def is_read(native: str) -> bool:
    """Whether a name is of one script that has readings here."""
    return any(all(map(is_one, native.replace(" ", ""))) for is_one, _ in SCRIPTS)


def _readings(letters: str) -> Iterator[tuple[str, Sounds]]:
    for is_one, read in SCRIPTS:
        if all(map(is_one, letters)):
            yield from read(letters)


def _fits(sounds: Sounds, latin: str) -> bool:
    """Whether Latin letters can be spelled out of the sounds, each in one of its ways."""
    places = {0}
    for spellings in sounds:
        places = {
            place + len(each) for place in places for each in spellings if latin.startswith(each, place)
        }
    return len(latin) in places


@lru_cache(maxsize=4096)
def _hangul(letters: str) -> tuple[tuple[str, Sounds], ...]:
    return (
        ("revised romanisation", _syllables(letters, REVISED)),
        ("McCune-Reischauer", _syllables(letters, MCCUNE)),
        ("spellings that are usual in Korean names", _syllables(letters, HABIT)),
    )


def _syllables(letters: str, table: Sequence[Sounds]) -> Sounds:
    found: list[tuple[str, ...]] = []
    for number, letter in enumerate(letters):
        code = ord(letter) - 0xAC00
        parts = table[0][code // 588], table[1][code % 588 // 28], table[2][code % 28]
        made = tuple(first + vowel + last for first in parts[0] for vowel in parts[1] for last in parts[2])
        found.append(made if number else (*made, *FAMILY.get(letter, ())))
    return found


@lru_cache(maxsize=4096)
def _kana(letters: str) -> tuple[tuple[str, Sounds], ...]:
    sounds = _moras(letters)
    return (
        ("Hepburn", _written(sounds, HEPBURN)),
        ("Kunrei", _written(sounds, KUNREI)),
    )


def _moras(letters: str) -> list[str]:
    """Sounds by their names in Unicode: small letters join the one before, ``=`` stands before a doubled one."""
    found: list[str] = []
    doubled = ""
    for letter in letters:
        name = unicodedata.name(letter, "").lower().rpartition("letter ")[2]
        sound = "-" if letter == LONG else name.removeprefix("small ")
        is_small = name.startswith("small ")
        if is_small and sound == "tu":
            doubled = "="
        elif is_small and found and sound.startswith("y") and found[-1].endswith("i"):
            found[-1] = found[-1][:-1] + sound
        elif is_small and found and sound in VOWELS:
            found[-1] += f"+{sound}"
        else:
            found.append(doubled + sound)
            doubled = ""
    return found


def _written(sounds: Sequence[str], system: dict[str, str]) -> Sounds:
    """The spellings of each sound; a long vowel is written, marked or left out."""
    found: list[tuple[str, ...]] = []
    for number, sound in enumerate(sounds):
        before = found[-1][0] if found else ""
        found.append(_mora(sound, before, system, is_first=number == 0))
    return found


def _mora(sound: str, before: str, system: dict[str, str], *, is_first: bool) -> tuple[str, ...]:
    bare, _, vowel = sound.removeprefix("=").partition("+")
    spelled = system.get(bare, bare)
    if vowel:  # fa, ti, che: the consonant with another vowel
        spelled = spelled[:-1] + vowel
    if bare == "-":
        return "", "h", before[-1:]
    if sound.startswith("="):
        return (spelled[0] + spelled, *(["t" + spelled] if spelled.startswith("ch") else []))
    if spelled == "n":
        return "n", "m"  # before b, m, p as well as by habit
    if not is_first and spelled in {"o", "u"} and before[-1:] in {"o", "u"}:
        return spelled, "", "h"  # おう, おお, ゆう
    return (spelled,)


@lru_cache(maxsize=4096)
def _han(letters: str) -> tuple[tuple[str, Sounds], ...]:
    from pypinyin import Style, pinyin  # a dictionary: only who meets Han beside Latin letters waits for it

    read = pinyin(letters, style=Style.NORMAL, heteronym=True, errors="ignore")
    if len(read) != len(letters):
        return ()
    sounds = [tuple(dict.fromkeys(way for each in one for way in _u(each))) for one in read]
    return (("pinyin", sounds),)


def _u(sound: str) -> tuple[str, ...]:
    """A sound with ü as it is typed."""
    return tuple(sound.replace("v", each) for each in ("u", "v", "yu")) if "v" in sound else (sound,)


SCRIPTS: tuple[
    tuple[Callable[[str], bool], Callable[[str], tuple[tuple[str, Sounds], ...]]],
    ...,
] = (
    (lambda letter: "가" <= letter <= "힣", _hangul),
    (lambda letter: "ぁ" <= letter <= "ヺ" or letter == LONG, _kana),
    (lambda letter: "\u4e00" <= letter <= "\u9fff", _han),
)
