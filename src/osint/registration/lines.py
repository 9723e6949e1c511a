"""The lines of a WHOIS answer: label and value, however the registry writes them, and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from osint.registration.labels import LONGEST, bare, meaning

MOST = 900  # lines; the longest answer of a single domain that was seen has a fifth of it
WIDEST = 1000  # characters of a line
DATED = frozenset({"created", "updated", "expires", "transferred"})
COMMENTS = ("%", "#", ">>>", ";;", "//")
# "Record created on 2022-01-14", "Domain expires 31-Jul-2021": words, then a date.
SPOKEN = re.compile(r"^([^\W\d]+(?: [^\W\d]+){0,6})[ \t.]{1,60}((?:[A-Z][a-z]{2,8}\W)?[\d].*)$")
NUMBERED = re.compile(r"^\d{1,2}[a-z]?\.\s+(?=[^\W\d])")
LETTERED = re.compile(r"^[a-z0-9]{1,2}\.? (?=\[)")
HOSTLIKE = re.compile(r"[^\W_]\.[^\W\d_]{2}")  # a host stands before an address, and is no label
DOTTED = re.compile(r"^([^\W\d][^.:]{1,50})\.{1,40} (\S.*)$")
BROKEN = re.compile(r"(?i)\s{0,8}<br ?/?>$")  # of an answer that was made for a page
LEADING = re.compile(r"^(?:[ \t:\xa0\u3000]|\.{2,}|\. )+")
COLUMNS = re.compile(r"^(\S+(?: \S+){0,4})(?:\t\s*|\s{2,})(\S.*)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line; ``label`` is bare and empty where there is none, ``value`` is the whole line then."""

    label: str
    value: str
    start: int  # of the value, in bytes of the text in UTF-8
    indent: int
    is_after_blank: bool
    stated: str = ""  # the label as it stood
    is_comment: bool = False
    is_alone: bool = False  # a label without a mark behind it, that stands by itself

    @property
    def end(self) -> int:
        """Where the value ends, in bytes."""
        return self.start + len(self.value.encode("utf-8", "replace"))


def read(text: str) -> Iterator[Line]:
    """The lines that hold something, in order."""
    place, is_after_blank = 0, True
    for number, whole in enumerate(text.split("\n" if "\n" in text else "\r")):
        if number >= MOST:
            return
        line = BROKEN.sub("", whole[:WIDEST].rstrip("\r \t\x00\xa0\u3000"))
        body = line.lstrip(" \t\xa0\u3000\ufeff")
        is_rule = not any(each.isalnum() for each in body)
        if not is_rule:
            yield _line(line, body, place, is_after_blank=is_after_blank)
        # a comment parts blocks as a blank line does; a line drawn below a heading does not
        is_after_blank = not body or body.startswith(COMMENTS) or (is_after_blank and is_rule)
        place += _size(whole) + 1


def nested(line: Line) -> Line:
    """A line whose value is itself labelled ("Registrar Contact Information: Email: x") as that inner line."""
    label, value, stated = _parted(line.value)
    start = line.start + _size(line.value[: line.value.rfind(value)]) if value else line.start
    return Line(label, value, start, line.indent, line.is_after_blank, stated)


def unlabelled(line: Line) -> Line:
    """A line that stands alone as what it says, where it heads nothing."""
    return replace(line, label="", value=line.stated, start=line.start - _size(line.stated), stated="")


def _line(line: str, body: str, place: int, *, is_after_blank: bool) -> Line:
    margin = len(line) - len(body)
    indent = len(line[:margin].expandtabs(8))
    is_comment = body.startswith(COMMENTS)
    if is_comment:
        body = body.lstrip("%#>;/ \t")
    label, value, stated = _parted(body)
    before = line[: len(line) - len(value)] if value else line
    is_alone = bool(label) and not value and body.endswith(stated)
    start = place + _size(before)
    return Line(label, value, start, indent, is_after_blank, stated, is_comment, is_alone)


def _parted(body: str) -> tuple[str, str, str]:
    """Bare label, value, and the label as it stands."""
    body = NUMBERED.sub("", body.lstrip("*•- ") or body)
    if (body.startswith("[") or LETTERED.match(body)) and (parted := _bracketed(body)):
        return parted
    if parted := _spaced(body[:200]):
        return parted
    place = _colon(body)
    if place > 0:
        stated = body[:place]
        return bare(stated), LEADING.sub("", body[place + 1 :]), stated
    alone = bare(body) if len(body) <= LONGEST and body[-1] not in ".,;" else ""
    known = meaning(alone) if alone else None
    if known and (known.is_heading or (known.field in {"nameserver", "registrar"} and not known.is_plain)):
        return alone, "", body
    return "", body, ""


def _bracketed(body: str) -> tuple[str, str, str] | None:
    """``[label] value``, as JPRS and MYNIC write it."""
    start = body.index("[")
    end = body.find("]", start, start + LONGEST)
    stated = body[start + 1 : max(end, 0)]
    return (bare(stated), body[end + 1 :].lstrip(" \t:\u3000"), stated) if end > 0 else None


def _spaced(body: str) -> tuple[str, str, str] | None:
    """A label that no colon parts from its value: words before a date, dots, a gap."""
    if (found := SPOKEN.match(body)) and meaning(bare(found[1])).field in DATED:
        return bare(found[1]), found[2], found[1]
    head = found[1].rpartition(" ")[0] if found else ""  # the month is a word, too
    if head and meaning(bare(head)).field in DATED:
        return bare(head), body[len(head) :].lstrip(" \t."), head
    if (found := DOTTED.match(body)) and meaning(bare(found[1])).field:
        return bare(found[1]), found[2], found[1]
    if (found := COLUMNS.match(body)) is None or ":" in found[1] or found[2].startswith((":", "：")):
        return None
    is_label = found[1][-1] not in ".,;" and _is_known(bare(found[1]))
    return (bare(found[1]), found[2], found[1]) if is_label else None


def _colon(body: str) -> int:
    """Where the colon stands that ends a label; -1 where there is none."""
    most = 4 * LONGEST if 0 < body.find("(", 0, LONGEST) < LONGEST else LONGEST
    place = body.find(":", 0, most)
    wide = body.find("：", 0, most)
    place = wide if place < 0 or 0 <= wide < place else place
    if place <= 0 or body.startswith("//", place + 1):
        return -1
    label = body[:place]
    is_one = any(each.isalpha() for each in label) and "@" not in label and not _is_address(label, body)
    return place if is_one and not HOSTLIKE.search(label) else -1


def _is_address(label: str, body: str) -> bool:
    """Whether this is no label but the beginning of an IPv6 address, or a host before one."""
    return set(label.casefold()) <= set("0123456789abcdef") and body.count(":") > 1


def _is_known(label: str) -> bool:
    known = meaning(label)
    return bool(known.field) and not known.is_plain


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def heads_unknown(line: Line, after: Line | None) -> bool:
    """Whether this is a heading of somebody whose role is not known: what stands below is not the holder's."""
    return bool(
        line.label
        and not line.value
        and line.is_after_blank
        and after is not None
        and not after.is_after_blank
        and after.indent > line.indent
        and meaning(after.label).is_plain
    )
