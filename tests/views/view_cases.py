"""Records and tables for the tests of the views: invented, and some of them hostile."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pandas as pd

from osint import tables
from osint.records import (
    Ask,
    Check,
    Cut,
    Disclosure,
    Evidence,
    Exchange,
    Find,
    Link,
    Member,
    Observation,
    Operator,
    Outcome,
    Party,
    Ratio,
    Subject,
    SubjectKind,
    Where,
)
from osint.views.tables import frame

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
FLAG = "window.ran=1"  # what a hostile text does if anything lets it
HOSTILE = (
    f"</script><script>{FLAG}</script>",
    f"<img src=x onerror='{FLAG}'>",
    f"\"'><svg onload={FLAG}>",
    f"<a href='javascript:{FLAG}'>href</a>",
    f"--><h1>heading</h1><style>*{{display:none}}</style><script>{FLAG}</script>",
    f"$\\href{{javascript:{FLAG}}}{{x}}$",
    "{{7*7}}${7*7}%{y}",
    "\u202etxt.exe\u2066",
    "\x1b[2J\x00\u2028",
    "<b>" + "x" * 100_000,
)


def evidence(
    value: str, bits: int = 13_000, *, kind: str = "google_analytics", note: str = "rare"
) -> Evidence:
    return Evidence(kind, value, kind, bits, 1, ("e" * 64,), note)


def link(a: str, b: str, *rows: Evidence) -> Link:
    told = (evidence("", -13_000, kind="prior", note="before any evidence"), *rows)
    bits = sum(row.bits for row in told)
    return Link(a, b, bits, Ratio(bits, bits + 13_000, bits + 20_000), told)


def operator(name: str, *sites: str, **told: Any) -> Operator:
    cut = Cut(9_000, sites[:1], sites[1:], ("google_analytics:UA-990001-1",))
    members = tuple(Member(site, 0.99) for site in sites)
    empty: dict[str, Any] = {"contacts": (), "accounts": (), "parties": ()}
    return Operator(id=name, sites=members, weakest_cut=cut, **{**empty, **told})


def party(name: str) -> Party:
    return Party(name, "registrant", "a.test", "f" * 64, Disclosure.DISCLOSED)


def exchange(body: bytes, *, uri: str = "https://a.test/", why: str = "") -> Exchange:
    subject = Subject(SubjectKind.SITE, "a.test", "a.test")
    return Exchange(
        ask=Ask(uri=uri, subject=subject, collector="page"),
        at=AT,
        ended=AT + timedelta(seconds=1),
        outcome=Outcome.ANSWERED,
        why=why,
        head=b"HTTP/1.1 200 OK\r\n\r\n",
        body=body,
        address="100.64.0.1",
    )


def find(value: str, *, kind: str = "google_analytics") -> Find:
    return Find(kind, value, value, ("body",), 3, 9, Where.SCRIPT, own=True, check=Check.NONE, platform=False)


def observation(value: str, *, site: str = "a.test") -> Observation:
    return Observation(Subject(SubjectKind.SITE, site, site), find(value), "e" * 64, AT, AT)


def observations(*seen: dict[str, Any]) -> pd.DataFrame:
    """A table of observations: what a row does not say is filled in."""
    usual = {
        "subject_kind": "site",
        "subject": "a.test",
        "host": "a.test",
        "site": "a.test",
        "kind": "google_analytics",
        "value": "UA-990001-1",
        "raw": "UA-990001-1",
        "path": ["body"],
        "start": 0,
        "end": 11,
        "where": "script",
        "own": True,
        "check": "none",
        "platform": False,
        "exchange": "e" * 64,
        "first_seen": "2026-11-20T12:00:00.000000Z",
        "last_seen": "2026-11-20T12:00:00.000000Z",
    }
    return frame([{**usual, **each} for each in seen], tables.OBSERVATIONS.names)


class Elements(HTMLParser):
    """What a browser would make of a text: its elements with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.typeset = ""  # the words that Jupyter's MathJax would read
        self._open: list[str] = []  # the classes of the elements that are open
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open.append(dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words += data
        if not any("mathjax_ignore" in each for each in self._open):
            self.typeset += data

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}
