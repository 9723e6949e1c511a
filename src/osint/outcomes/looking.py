"""An HTTP answer as the rules look at it: its title, what a reader sees of it, how many places it leads to."""

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

SHORT = 60_000  # bytes: a notice is a short page
MOST = SHORT + 1  # bytes of a decoded body that are looked at
SEEN = 8_000  # letters that a reader sees of it, and that are read
TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,400})</title", re.IGNORECASE)
ARTICLE = re.compile(
    rb"""<article\b|["']og:type["'][^>]{0,60}["']article["']|"@type"\s{0,4}:\s{0,4}"\w{0,20}(?:Article|Posting)\"""",
    re.IGNORECASE,
)
CHARSET = re.compile(rb"""charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
LINK = re.compile(rb"""<a\s[^>]{0,400}?href\s?=\s?["']?(?!["'#>]|javascript:)""", re.IGNORECASE)
# What nobody sees, by how it begins and how it ends.
UNSEEN = re.compile(r"<(?:!--|(script|style|template|title)\b)", re.IGNORECASE)
CLOSES = {
    name: re.compile(f"</{name}[^<>]{{0,40}}>" if name else "-->", re.IGNORECASE)
    for name in ("", "script", "style", "template", "title")
}
TAG = re.compile(r"<[^<>]{0,4000}>")
# How those write who tell of a notice: reporters, bloggers, readers.
NEWS = re.compile(
    r"\b(?:posted (?:on|by)|published (?:on|by|at)|written by|read more|share this|leave a (?:reply|comment)|\d+ comments?"
    r"|subscribe|newsletter|last (?:week|month|year|night)|(?:police|officials?|prosecutors?|spokes\w+|lawyers?|authorities|he|she"
    r"|they|agency|ministry|company) (?:said|told|announced|confirmed|arrested|say)|according to (?:police|the (?:police|agency|ministry"
    r"|report|company))|tutorial|how to (?:fix|bypass|remove|get)|for example|faq|"
    r"ha (?:detto|dichiarato|annunciato)|dij[oe]|afirm[óo]|anunci[óo]|disse|anunciou|a déclaré|a annoncé|sagte|teilte mit|"
    r"сообщил\w*|заявил\w*|рассказал\w*|по словам|dedi|açıkladı|cho biết|theo báo|mengatakan|menurut)\b"
    r"|기자\b|댓글|밝혔다|전했다|말했다|보도(?:했|에 따르)|지난\s?(?:주|달|해|\d)|記者|コメント|と発表|[がを]発表|と述べ|によると|明らかにした|记者|報導|报道|評論|评论|"
    r"表示[，,：:]|消息称|发布于|นักข่าว|กล่าวว่า|เปิดเผยว่า|رويترز|وقال|قال",
    re.IGNORECASE,
)
# Pages' names for charsets that Python knows under another, wider name.
WIDER = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


@dataclass(frozen=True)  # without slots: what a reader sees is worked out when a rule first asks
class Page:
    """An answer as the rules look at it."""

    status: int
    head: bytes
    text: bytes  # UTF-8, the beginning
    title: str
    is_article: bool

    @cached_property
    def words(self) -> str:
        """What a reader sees, blanks made one; scripts, comments and the title are no part of it."""
        plain = " ".join(_seen(self.text.decode("utf-8", "replace")))
        return " ".join(html.unescape(TAG.sub(" ", plain)).split())[:SEEN]

    @cached_property
    def is_news(self) -> bool:
        """Whether it reads as somebody's words about a notice."""
        return NEWS.search(self.words) is not None

    @cached_property
    def links(self) -> int:
        """How many links lead elsewhere."""
        return sum(1 for _ in LINK.finditer(self.text))


def look(status: int, head: bytes, text: bytes) -> Page:
    """Look at a decoded body; one that is longer than any notice is the site's own."""
    if len(text) > SHORT:
        return Page(status, head, text, "", is_article=True)
    text = _as_utf8(head, text)
    found = TITLE.search(text)
    title = " ".join(html.unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
    return Page(status, head, text, title, ARTICLE.search(text) is not None)


def header(head: bytes, name: bytes) -> bytes:
    """The first value of a header field, without its surrounding blanks."""
    found = re.search(rb"(?im)^" + re.escape(name) + rb"[ \t]*:[ \t]*([^\r\n]*)", head)
    return found[1].strip() if found else b""


def _seen(text: str) -> Iterator[str]:
    """The text between comments, scripts and the like; what is not closed goes on to the end, as in a browser."""
    place = 0
    while found := UNSEEN.search(text, place):
        yield text[place : found.start()]
        end = CLOSES[(found[1] or "").lower()].search(text, found.end())
        if end is None:
            return
        place = end.end()
    yield text[place:]


def _as_utf8(head: bytes, text: bytes) -> bytes:
    found = CHARSET.search(header(head, b"content-type")) or CHARSET.search(text[:2048])
    named = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        charset = codecs.lookup(WIDER.get(named, named)).name
        return text if charset == "utf-8" else text.decode(charset, "replace").encode("utf-8", "replace")
    except (LookupError, UnicodeError):  # the name is the page's word: it may be of no charset for text
        return text
