"""What a label of a WHOIS answer means (``labels.toml``): a field of the domain, a role's section, a contact's field."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from osint.registration.record import DATES, ROLES
from osint.registration.servers import tables

LONGEST = 80  # characters of a label
ORDERED = re.compile(r" (?:on|at|in (?:the )?listed order|listed in order|in order)$")
TOLD = re.compile(r" (?:info|information|details|data|detail)$")
_MARKS = str.maketrans({"-": " ", "_": " ", "/": " ", "'": " ", "’": " ", "\t": " ", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field of the domain (no role), a role's field, a field of whoever the section is of, or a bare heading."""

    role: str = ""
    field: str = ""
    is_plain: bool = False  # a contact's field without the words of a role
    is_heading: bool = False  # the words of a role alone


NOTHING = Meaning()


def bare(label: str) -> str:
    """A label in one case, without marks, numbers and a remark in brackets at its end."""
    label = label.rpartition(" / ")[2] or label  # the same in two languages, English last
    text = label[: 4 * LONGEST].casefold().strip(" \t\xa0.*:#=>")
    if text.endswith((")", "]")) and (start := max(text.rfind("("), text.rfind("["))) > 0:
        text = text[:start]
    text = text if text.isascii() else _unmarked(text)
    text = " ".join(text.translate(_MARKS).split()).strip(" .*:#")
    return text.rstrip("0123456789 .") or text


def _unmarked(text: str) -> str:
    """Letters without their accents, which servers leave out or lose on the way."""
    parted = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(each for each in parted if not "\u0300" <= each <= "\u036f"))


@lru_cache(maxsize=4096)
def meaning(label: str, top: str = "") -> Meaning:
    """What a bare label means at a top-level domain's registry; ``NOTHING`` where it is not known."""
    if own := tables()["labels"].get(top, {}).get(label):
        return _own(own)
    known = _known()
    if label in known["domain"]:
        return Meaning("", known["domain"][label])
    if label in known["roles"]:
        return Meaning(known["roles"][label], "name", is_heading=True)
    if label in known["fields"]:
        return Meaning("", known["fields"][label], is_plain=True)
    return _longer(label, known) or _of_two(label, top)


def _longer(label: str, known: dict[str, Any]) -> Meaning | None:
    """What a label means without the words at its end that add nothing."""
    if (role := known["roles"].get(TOLD.sub("", label))) is not None:
        return Meaning(role, "name", is_heading=True)
    shorter = ORDERED.sub("", label)  # "record updated on", "domain name servers in listed order"
    is_one = shorter != label and known["domain"].get(shorter) in {*DATES, "nameserver"}
    return Meaning("", known["domain"][shorter]) if is_one else None


def _own(text: str) -> Meaning:
    """A registry's own meaning: ``role``, ``role.field`` or ``field``."""
    role, _, name = text.rpartition(".")
    return Meaning(name, "name", is_heading=True) if not role and name in ROLES else Meaning(role, name)


def _of_two(label: str, top: str) -> Meaning:
    """What the words of a role before those of a field mean."""
    known, words = _known(), label.split(" ")
    for count in range(min(len(words) - 1, 5), 0, -1):
        before = " ".join(words[:count])
        role = known["roles"].get(before) or known["prefixes"].get(before)
        field = known["fields"].get(" ".join(words[count:]))
        if role and field:
            return Meaning(role, field)
    plain = " ".join(word.rstrip("0123456789") or word for word in words)  # "ns1 hostname"
    return meaning(plain, top) if plain != label else NOTHING


def role_of(label: str) -> str:
    """The role that a bare label names by itself, or empty text."""
    return str(_known()["roles"].get(label, ""))


def refers_to(label: str) -> str:
    """The role of the person whose handle may stand behind a bare label, or empty text."""
    return str(_known()["references"].get(label, ""))


def begins_object(label: str) -> bool:
    """Whether the object of a person or organisation may begin with this bare label."""
    return label in _known()["first"]


def names_object(label: str) -> bool:
    """Whether behind this bare label stands the handle of the object that it is in."""
    return label in _known()["handle"]


@cache
def _known() -> dict[str, Any]:
    table = tomllib.loads(files("osint.registration").joinpath("labels.toml").read_text("utf-8"))
    objects = table.pop("objects")
    made: dict[str, Any] = {
        part: {bare(label): name for name, listed in named.items() for label in listed}
        for part, named in table.items()
    }
    return made | {part: frozenset(map(bare, listed)) for part, listed in objects.items()}


def says_again(role: str, value: str) -> bool:
    """Whether what stands behind a heading is the heading in another language.

    JPRS: ``Contact Information: [公開連絡窓口]``.
    """
    inside = value[1:-1] if value[:1] == "[" and value[-1:] == "]" else ""
    return bool(inside) and meaning(bare(inside)).role == role
