"""Text from outside as the fonts can show it: what has no glyph stands as its code point, ``⟨U+1F9FF⟩``.

The exporter refuses a page with a missing glyph, and that for the whole page. So everything is looked at first: controls,
direction marks, private use and unpaired surrogates by ``inert``, what is in no font here. A mark is kept only where one
face has it together with the letter that it stands on: a letter of one script under marks of another is no word.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from osint.inert import NEEDED, block

JOINER = "\u200d"
SELECTORS = range(
    0xFE00, 0xFE10
)  # they choose a form of the letter before them, and have no glyph of their own
PLAIN = frozenset(map(chr, [9, 10, *range(32, 127)]))
OURS = frozenset("⟨⟩")  # the brackets of a code point; the typesetter's own fonts have them

Faces = Sequence[frozenset[int]]


def legible(text: str, faces: Faces, *, longest: int = 4000) -> str:
    """The text, cut to so many characters (and said so), as these faces can show it; line ends and tabs stay."""
    shown = block(text[:longest])
    if not PLAIN.issuperset(shown):
        shown = "".join(_shown(each, faces) for each in _clusters(shown))
    return f"{shown}…" if len(text) > longest else shown


def _clusters(text: str) -> Iterator[str]:
    """A letter with the marks on it, and with what a joiner joins to it."""
    made = ""
    for each in text:
        if made and (_extends(each) or made[-1] == JOINER):
            made += each
        else:
            if made:
                yield made
            made = each
    if made:
        yield made


def _extends(each: str) -> bool:
    return each not in PLAIN and (each in NEEDED or unicodedata.category(each)[0] == "M")


def _shown(cluster: str, faces: Faces) -> str:
    if cluster in PLAIN or cluster in OURS:
        return cluster
    first = cluster[0]
    codes = [ord(each) for each in cluster if each not in NEEDED and ord(each) not in SELECTORS]
    if not _extends(first) and any(face.issuperset(codes) for face in faces):
        return cluster
    # a mark that stands on nothing, a letter without a glyph, or the two of different faces
    is_lost = _extends(first) or len(cluster) == 1
    begun = _point(first) if is_lost else _shown(first, faces)
    return begun + "".join(_point(each) if _extends(each) else _shown(each, faces) for each in cluster[1:])


def _point(each: str) -> str:
    return f"⟨U+{ord(each):04X}⟩"
