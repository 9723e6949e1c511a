"""How an HTTP question ended: status, headers and the page itself say so.

A bot check is not the page, and somebody else's notice is not the site: both carry identifiers of their own,
which must never be read as the site's. The rules stand in tables beside this file, each with its source and date. A
page that tells about a notice is none: notices are short, their titles say nothing else, they lead to few places, and
they are no articles. A vendor's script on a page is no bot check either: only what stands on the check alone counts.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from osint.outcomes.looking import MOST, SHORT, Page, header, look
from osint.outcomes.unpacking import BrokenCoding, codings, undone
from osint.records import Outcome

TABLES = ("challenges.toml", "challenges_asia.toml", "notices.toml", "pages.toml", "firewalls.toml")
SAVE = "save it in your own browser and import it (`osint import`, docs/case.md)"
WHY = {
    "notice": "an access provider's or authority's block notice stands in place of the site",
    "seizure": "a seizure notice stands in place of the site",
    "parking": "a parking or domain sale page stands in place of the site",
    "suspended": "the host's or registrar's notice of a suspended account or name stands in place of the site",
    "default": "the server's default page stands in place of the site",
    "firewall": "a firewall refuses",
}
BRIEF = 1_600  # letters: a notice says little
LINKS = 12
NEAR = 400  # letters before what a notice has to say: a heading, a name
QUOTES = tuple('"“„«「『《')
REDIRECTS = frozenset({301, 302, 303, 307, 308})


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
    body: tuple[re.Pattern[bytes], ...]  # every one must be found in the page as it is written
    words: tuple[re.Pattern[str], ...]  # every one must be found in what a reader sees
    most: int  # bytes: of no longer page
    brief: int  # letters that a reader sees: no more
    links: int  # that lead elsewhere: no more

    @property
    def tells_like_news(self) -> bool:
        """Whether a report on such a page reads like one; who sells names answers questions on his page, too."""
        is_told = self.title is not None or bool(self.words)
        return is_told and self.outcome is Outcome.REPLACED and self.why != WHY["parking"]


IN_JSON = re.compile(rb"(?im)^content-type[ \t]*:[ \t]*application/(?:[a-z.-]+\+)?json")


def judge_http(head: bytes, body: bytes) -> tuple[Outcome, str]:
    """The outcome of an HTTP answer, with the reason in words when it is not answered."""
    status = status_of(head)
    if status is None:
        return Outcome.FAILED, "the answer has no HTTP status line"
    page = look(status, head, decoded(head, body))
    for rule in _rules():
        if _holds(rule, page):
            return rule.outcome, rule.why
    return _by_status(status, head)


def status_of(head: bytes) -> int | None:
    """The status code of an answer's head, or nothing when it has none."""
    found = re.match(rb"HTTP/\d(?:\.\d)? (\d{3})(?!\d)", head)
    return int(found[1]) if found else None


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


def _holds(rule: Rule, page: Page) -> bool:
    if rule.statuses and page.status not in rule.statuses:
        return False
    if rule.header is not None and not rule.header.search(page.head):
        return False
    if rule.location is not None:
        target = header(page.head, b"location")
        return page.status in REDIRECTS and rule.location.search(target) is not None
    return not (rule.title or rule.body or rule.words) or _reads_as(rule, page)


def _reads_as(rule: Rule, page: Page) -> bool:
    """Whether the page itself is what the rule describes."""
    if len(page.text) > rule.most or page.is_article:
        return False
    if rule.outcome is Outcome.REPLACED and IN_JSON.search(page.head):
        return False  # a search's answer that quotes such a page, not the page
    if rule.title is not None and not rule.title.fullmatch(page.title):
        return False
    if not all(pattern.search(page.text) for pattern in rule.body):
        return False
    if rule.tells_like_news and page.is_news:
        return False
    return page.links <= rule.links and (not rule.words or _says(rule, page))


def _says(rule: Rule, page: Page) -> bool:
    """Whether a reader is told what the rule describes, at the beginning of few words, and not as news or a quotation."""
    if len(page.words) > rule.brief or (rule.outcome is Outcome.CHALLENGED and page.is_news):
        return False
    found = [pattern.search(page.words) for pattern in rule.words]
    first = found[0]
    return all(found) and first is not None and first.start() <= NEAR and not _is_quoted(page.words, first)


def _is_quoted(text: str, found: re.Match[str]) -> bool:
    return text[max(0, found.start() - 1) : found.start()] in QUOTES


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
    told = (tomllib.loads(files("osint.outcomes").joinpath(name).read_text("utf-8")) for name in TABLES)
    return tuple(_rule(each) for table in told for each in table["rule"])


def _rule(each: dict[str, Any]) -> Rule:
    return Rule(
        name=each["name"],
        outcome=Outcome(each["outcome"]),
        why=WHY.get(each["why"], each["why"])
        if each["outcome"] != "challenged"
        else f"{each['why']}: {SAVE}",
        source=each["source"],
        statuses=frozenset(each.get("statuses", ())),
        header=_pattern(each.get("header")),
        location=_pattern(each.get("location")),
        title=re.compile("|".join(each["title"]), re.IGNORECASE) if "title" in each else None,
        body=tuple(re.compile(text.encode(), re.IGNORECASE) for text in each.get("body", ())),
        words=tuple(re.compile(text, re.IGNORECASE) for text in each.get("words", ())),
        most=each.get("most", SHORT),
        brief=each.get("brief", BRIEF),
        links=each.get("links", LINKS),
    )


def _pattern(text: str | None) -> re.Pattern[bytes] | None:
    return re.compile(text.encode(), re.IGNORECASE | re.MULTILINE) if text else None
