"""Shodan: what stands on an address, and which hosts bear an identifier.

The shodan client speaks to a session that answers from kept exchanges. What it wants and is not there yet
becomes a question; the client runs again when the answer has come. The key is a placeholder throughout.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import requests
import shodan
from requests.adapters import BaseAdapter

from osint import names
from osint.collectors.answers import json_of, objects, text, texts
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time
from osint.errors import BadName, SourceUnusable
from osint.identifiers import kind, split
from osint.identifiers.layers import uncoded
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "shodan"
KEY = "SHODAN_API_KEY"
HUB = 100  # hosts: a value of more is a hub, and is not searched
FILTERS = {
    "favicon": "http.favicon.hash:{}",
    "certificate": "ssl.cert.fingerprint:{}",
}  # else the page's source


class Wanting(BaseAdapter):
    """Answers the client from kept exchanges; remembers the one address that it wants besides."""

    def __init__(self, answers: dict[str, Exchange]) -> None:
        """Answer from these, by address."""
        super().__init__()
        self._answers = answers
        self.wanted = ""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """A kept answer, or a note of what is wanted."""
        url = str(request.url)
        kept = self._answers.get(url)
        if kept is None:
            self.wanted = url
            raise requests.ConnectionError(url)
        response = requests.Response()
        response.status_code = status_of(kept.head) or 0
        response._content = uncoded(kept.head, kept.body).data
        response.url = url
        return response

    def close(self) -> None:
        """Nothing is open."""


def ask(subject: Subject) -> Asking:
    """An address: what stands there. An identifier: how many hosts bear it, and which, unless it is a hub."""
    if subject.kind is SubjectKind.ADDRESS:
        yield from _run(subject, lambda client: client.host(subject.value))
    elif subject.kind is SubjectKind.IDENTIFIER:
        query = query_of(subject.value)
        counted = yield from _run(subject, lambda client: client.count(query))
        total = counted.get("total") if isinstance(counted, dict) else None
        if isinstance(total, int) and 0 < total <= HUB:
            yield from _run(subject, lambda client: client.search(query))


def query_of(identifier: str) -> str:
    """The search for ``kind:value`` in Shodan's terms.

    Raises:
        BadName: when it is no identifier.
    """
    entry, value = split(identifier)
    quoted = value.replace('"', "")
    return FILTERS[entry.name].format(quoted) if entry.name in FILTERS else f'http.html:"{quoted}"'


def cost(subject: Subject) -> int:
    """Query credits: a search costs one, a host and a count none (developer.shodan.io/billing/credits)."""
    return 1 if subject.kind is SubjectKind.IDENTIFIER else 0


def read(exchange: Exchange) -> Iterator[Observation]:
    """The sites of the hosts that a search found, as bearers of the identifier that was searched."""
    subject = exchange.ask.subject
    if exchange.outcome is not Outcome.ANSWERED or subject.kind is not SubjectKind.IDENTIFIER:
        return
    told = json_of(exchange)
    if not isinstance(told, dict) or urlsplit(exchange.ask.uri).path != "/shodan/host/search":
        return
    entry, value = split(subject.value)
    known: set[str] = set()
    for match in objects(told.get("matches")):
        http = match.get("http")
        for host in {
            *texts(match.get("hostnames")),
            text(http.get("host") if isinstance(http, dict) else ""),
        }:
            bearer = _site(host)
            if bearer is not None and bearer.value not in known:
                known.add(bearer.value)
                start = max(0, exchange.body.find(host.encode()))
                span = (start, start + len(host))
                find = kind(entry.name).find(value, path=("body",), span=span, where=Where.FILE)
                if find is not None:
                    yield at_time(exchange, bearer, find)


def _run(subject: Subject, call: Callable[[Any], Any]) -> Any:
    """Let the client make its call; put what it wants as a question, until it has its answer."""
    answers: dict[str, Exchange] = {}
    while True:
        wire = Wanting(answers)
        client = shodan.Shodan(f"__{KEY}__")
        client.api_rate_limit = 0  # the recorder is polite; a client of its own must not sleep
        client._session.mount("https://", wire)
        try:
            return call(client)
        except shodan.APIError as why:
            if not wire.wanted:
                return _refused(str(why))
        answers[wire.wanted] = yield Ask(
            wire.wanted, NAME, subject, headers=(("Accept-Encoding", "identity"),), keys=(KEY,), follow=False
        )
        if answers[wire.wanted].outcome is Outcome.NOT_ASKED:
            return None


def _refused(why: str) -> None:
    """A key that is refused makes the source unusable; anything else concerns this question alone."""
    if "API key" in why or "Access denied" in why:
        raise SourceUnusable(f"{why}: set {KEY} to a key that holds")


def _site(host: str) -> Subject | None:
    try:
        name = names.host(host)
        site = names.site(name)
    except BadName:
        return None
    return Subject(SubjectKind.SITE, site, "" if name == site else name)


COLLECTOR = Collector(
    name=NAME,
    about="Shodan: what stands on an address; which hosts bear an identifier, a favicon or a certificate",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.ADDRESS, SubjectKind.IDENTIFIER}),
    touches=Touch.THIRD_PARTY,
    cost=cost,
    keys=(KEY,),
)
