"""How an HTTP question ended: status, headers and the page itself say so.

A bot check is not the page, and somebody else's notice is not the site: both carry identifiers of their own,
which must never be read as the site's. The rules stand in ``pages.toml``, each with its source and date. A page
that tells about a notice is none: notices are short, their titles say nothing else, and they are no articles.
"""

import codecs
import html
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from osint.outcomes.unpacking import BrokenCoding, codings, undone
from osint.records import Outcome

SHORT = 40_000  # bytes: a notice is a short page
MOST = SHORT + 1  # bytes of a decoded body that are looked at
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,400})</title", re.IGNORECASE)
ARTICLE = re.compile(
    rb"""<article\b|["']og:type["'][^>]{0,60}["']article["']|"@type"\s{0,4}:\s{0,4}"\w{0,20}(?:Article|Posting)\"""",
    re.IGNORECASE,
)
CHARSET = re.compile(rb"""charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# Pages' names for charsets that Python knows under another, wider name.
WIDER = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One sort of page that is not the site. All of the fields that are given must hold."""

    name: str
    outcome: Outcome
    why: str
    source: str
    statuses: frozenset[int]
    header: re.Pattern[bytes] | None  # searched in the head
    location: re.Pattern[bytes] | None  # searched in a redirect's target
    title: re.Pattern[str] | None  # the whole title
    body: tuple[re.Pattern[bytes], ...]  # every one must be found
    most: int  # bytes: of no longer page


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as the rules look at it."""

    status: int
    head: bytes
    text: bytes  # UTF-8, the beginning
    title: str
    is_article: bool


def judge_http(head: bytes, body: bytes) -> tuple[Outcome, str]:
    """The outcome of an HTTP answer, with the reason in words when it is not answered."""
    status = status_of(head)
    if status is None:
        return Outcome.FAILED, "the answer has no HTTP status line"
    page = _page(status, head, decoded(head, body))
    for rule in _rules():
        if _holds(rule, page):
            return rule.outcome, rule.why
    return _by_status(status, head)


def status_of(head: bytes) -> int | None:
    """The status code of an answer's head, or nothing when it has none."""
    found = re.match(rb"HTTP/\d(?:\.\d)? (\d{3})(?!\d)", head)
    return int(found[1]) if found else None


def header(head: bytes, name: bytes) -> bytes:
    """The first value of a header field, without its surrounding blanks."""
    found = re.search(rb"(?im)^" + re.escape(name) + rb"[ \t]*:[ \t]*([^\r\n]*)", head)
    return found[1].strip() if found else b""


def decoded(head: bytes, body: bytes) -> bytes:
    """The beginning of a body with its content codings undone, never more than ``MOST`` bytes."""
    named = codings(header(head, b"content-encoding"))
    if not named and body[:3] == b"\x1f\x8b\x08":
        named = ["gzip"]
    text = body
    for coding in named:
        try:
            text = undone(coding, text, MOST)
        except BrokenCoding:
            return body[:MOST]
    return text[:MOST]


def _page(status: int, head: bytes, text: bytes) -> Page:
    if len(text) > SHORT:
        return Page(status, head, text, "", is_article=True)
    text = _as_utf8(head, text)
    found = TITLE.search(text)
    title = " ".join(html.unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
    return Page(status, head, text, title, ARTICLE.search(text) is not None)


def _as_utf8(head: bytes, text: bytes) -> bytes:
    found = CHARSET.search(header(head, b"content-type")) or CHARSET.search(text[:2048])
    named = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        charset = codecs.lookup(WIDER.get(named, named)).name
        return text if charset == "utf-8" else text.decode(charset, "replace").encode("utf-8", "replace")
    except (LookupError, UnicodeError):  # the name is the page's word: it may be of no charset for text
        return text


def _holds(rule: Rule, page: Page) -> bool:
    if rule.statuses and page.status not in rule.statuses:
        return False
    if rule.header is not None and not rule.header.search(page.head):
        return False
    if rule.location is not None:
        target = header(page.head, b"location")
        return page.status in REDIRECTS and rule.location.search(target) is not None
    return (rule.title is None and not rule.body) or _reads_as(rule, page)


def _reads_as(rule: Rule, page: Page) -> bool:
    """Whether the page itself is what the rule describes."""
    if len(page.text) > rule.most or (rule.outcome is Outcome.REPLACED and page.is_article):
        return False
    if rule.title is not None and not rule.title.fullmatch(page.title):
        return False
    return all(pattern.search(page.text) for pattern in rule.body)


def _by_status(status: int, head: bytes) -> tuple[Outcome, str]:
    wait = header(head, b"retry-after").decode("ascii", "replace")[:80]
    if status in {404, 410}:
        return Outcome.ABSENT, f"the server says that there is none (HTTP {status})"
    if status in {401, 403, 407, 429, 451}:
        asks = f", asks to wait {wait}" if wait else ""
        return Outcome.REFUSED, f"the server refuses (HTTP {status}{asks})"
    if status == 503 and wait:
        return Outcome.REFUSED, f"the server asks to wait {wait} (HTTP 503)"
    if 200 <= status < 400:
        return Outcome.ANSWERED, ""
    return Outcome.FAILED, f"the server answers HTTP {status}"


@cache
def _rules() -> tuple[Rule, ...]:
    table = tomllib.loads(files("osint.outcomes").joinpath("pages.toml").read_text("utf-8"))
    return tuple(
        Rule(
            name=each["name"],
            outcome=Outcome(each["outcome"]),
            why=each["why"],
            source=each["source"],
            statuses=frozenset(each.get("statuses", ())),
            header=_pattern(each.get("header")),
            location=_pattern(each.get("location")),
            title=re.compile("|".join(each["title"]), re.IGNORECASE) if "title" in each else None,
            body=tuple(re.compile(text.encode(), re.IGNORECASE) for text in each.get("body", ())),
            most=each.get("most", SHORT),
        )
        for each in table["rule"]
    )


def _pattern(text: str | None) -> re.Pattern[bytes] | None:
    return re.compile(text.encode(), re.IGNORECASE | re.MULTILINE) if text else None
