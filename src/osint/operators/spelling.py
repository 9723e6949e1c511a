"""Names of parties compared: what is one name spelled in two ways.

One name: the same after NFKC, in one case, without marks that only show how to speak (Arabic vowels), without
punctuation, and with each legal form written in one way. Nothing else makes two names one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from osint.operators import legal_forms

ARABIC_SIGNS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")  # vowels and the stretching line
WITHIN_A_WORD = re.compile(r"(?<=\w)['\u2019`](?=\w)|\.")  # O'Neil, S.A.
KEPT = "LNM"  # Unicode's letters, numbers, marks
KEPT_FOR_FORMS = "(),"
# Scripts that set no blanks between words: a form stands anywhere in a name.
UNSPACED = re.compile("[\uac00-\ud7a3\u4e00-\u9fff\u0e00-\u0e7f]")


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """What the spellings of one name have in common; two names with one key are one name spelled in two ways."""
    bare = _one_case(name)
    for round_it, form in legal_forms.ROUND:
        if found := re.fullmatch(round_it, bare):
            bare = f"{_one_case(form)} {found['name']}"
            break
    pattern, canonical = _forms()
    told = pattern.sub(lambda found: f" {_one_case(canonical[_plain(found[0])])} ", f" {bare} ")
    return _words(_plain(told)) or _words(bare)


def legal_form(name: str) -> str:
    """The form in a name that only organisations have, as it is told; empty where there is none."""
    pattern, canonical = _forms()
    found = [each[0] for each in pattern.finditer(f" {key(name)} ")]
    if not found or not core(name):
        return ""
    form = canonical[_plain(max(found, key=len))]
    return "" if form in legal_forms.A_PERSON_S else form


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """A name's key without its legal form."""
    return _words(_forms()[0].sub(" ", f" {key(name)} "))


def is_a_function(name: str) -> bool:
    """Whether a name says what somebody does (Domain Administrator), and not who he is."""
    words = key(name).split()
    return bool(words) and all(word in legal_forms.FUNCTIONS for word in words)


def unmarked(text: str) -> str:
    """Latin letters without accents; đ, ø and ł have no parts in Unicode, and are named."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(each for each in apart if not "\u0300" <= each <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(str.maketrans("đøł", "dol"))


def _one_case(text: str) -> str:
    bare = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(each for each in bare if unicodedata.category(each) != "Cf")  # what only steers
    bare = WITHIN_A_WORD.sub("", ARABIC_SIGNS.sub("", bare))
    return _words("".join(each if _is_kept(each) or each in KEPT_FOR_FORMS else " " for each in bare))


def _is_kept(letter: str) -> bool:
    return unicodedata.category(letter)[0] in KEPT


def _plain(text: str) -> str:
    """Letters and numbers alone: what a form is looked up by."""
    return _words("".join(each if _is_kept(each) else " " for each in text))


def _words(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for every spelling, the longest first; and by a spelling's letters the form that it is."""
    spelled = {
        _one_case(each): form for form, others in legal_forms.SPELLINGS.items() for each in (form, *others)
    }
    told = {_plain(each): form for each, form in spelled.items()}
    return re.compile("|".join(_patterns(spelled))), told


def _patterns(spellings: Iterable[str]) -> Iterator[str]:
    for each in sorted(spellings, key=lambda text: (-len(text), text)):
        escaped = re.escape(each).replace(r"\ ", r"[\s,]+")
        is_unspaced = UNSPACED.search(each) and len(each) > 2
        behind = r"\s*$" if each in legal_forms.AT_THE_END else r"[\s,)]"
        yield escaped if is_unspaced else rf"(?<=[\s,(]){escaped}(?={behind})"
