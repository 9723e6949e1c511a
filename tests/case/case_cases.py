"""Small cases on invented pages, and a wire that answers from a list."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from osint.case import settings
from osint.case.case import Case
from osint.case.settings import Network
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind, facts

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def new_case(folder: Path, *sites: str, **network: str) -> Case:
    """An empty case with these seeds."""
    return Case.new(folder, settings.make("an invented case", sites=sites, network=Network(**network)))


def saved(folder: Path, name: str, body: str) -> Path:
    """A saved page on disk."""
    path = folder / name
    path.write_text(body, "utf-8")
    return path


def page(*ids: str) -> str:
    """A page that bears these analytics ids."""
    calls = "".join(f"ga('create', '{each}', 'auto');" for each in ids)
    return f"<html><head><script>{calls}</script></head><body>read here</body></html>"


def answered(
    ask: Ask, body: bytes = b"", *, outcome: Outcome = Outcome.ANSWERED, came_from: str = ""
) -> Exchange:
    """An exchange that ends so."""
    told = facts({"redirected-from": came_from})
    return Exchange(ask, AT, AT, outcome, "", head=HEAD, body=body, facts=told)


def site(name: str) -> Subject:
    """A site as subject."""
    return Subject(SubjectKind.SITE, name)


class Wire:
    """In the recorder's place: answers from a list, keeps what it answers, remembers what was asked."""

    def __init__(self, answers: Mapping[str, bytes], keep) -> None:  # type: ignore[no-untyped-def]
        self.asked: list[str] = []
        self._answers = answers
        self._keep = keep

    async def ask(self, ask: Ask) -> Exchange:
        self.asked.append(ask.uri)
        body = self._answers.get(ask.uri)
        return self._keep(
            answered(ask, body or b"", outcome=Outcome.FAILED if body is None else Outcome.ANSWERED)
        )
