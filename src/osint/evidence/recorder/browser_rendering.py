"""A visit as exchanges: what its page became, its picture, its MHTML, and the list of what it asked for.

All have the visit's name among their facts. The page comes last: when it is there, the others are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from osint import outcomes
from osint.evidence.recorder.browser_gate import OF_THE_HOP, Wanted
from osint.evidence.recorder.browser_requests import written
from osint.evidence.recorder.browser_visit import Taken
from osint.records import Ask, Exchange, Outcome, facts

SCHEME = "browser:"
PICTURE, MHTML, REQUESTS = "#screenshot", "#mhtml", "#requests"
HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Rendering:
    """One visit: the question, and what comes of it."""

    ask: Ask
    name: str  # tells the visit's exchanges from others'
    taken: Taken = field(default_factory=Taken)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def url(self) -> str:
        """The address that is visited."""
        return self.ask.uri.removeprefix(SCHEME)

    def part(self, wanted: Wanted) -> Ask:
        """A request of the page as a question for the wire; the browser follows redirects itself."""
        headers = tuple(each for each in wanted.headers if each[0].lower() not in OF_THE_HOP)
        return Ask(
            wanted.url,
            self.ask.collector,
            self.ask.subject,
            method=wanted.method,
            headers=headers,
            body=wanted.body,
            follow=False,
        )

    def exchanges(self) -> Iterator[Exchange]:
        """What stays of the visit, the page last."""
        told, outcome = self._told(), self._outcome()
        gate = self.taken.gate
        passages = gate.passages if gate is not None else []
        rows = self.taken.requests.rows(passages)
        listed = written({"visit": self.name, "url": self.url, **told, **self.taken.noted}, rows)
        yield self._artefact(REQUESTS, "application/json", listed, outcome)
        if self.taken.picture:
            yield self._artefact(PICTURE, "image/png", self.taken.picture, outcome)
        if self.taken.mhtml:
            yield self._artefact(MHTML, "multipart/related", self.taken.mhtml, outcome)
        counts = {
            "requests": str(len(rows)),
            "requests-refused": str(sum(row["outcome"] == Outcome.NOT_ASKED.value for row in rows)),
        }
        yield Exchange(
            self.ask,
            self.begun,
            datetime.now(UTC),
            outcome[0],
            outcome[1],
            body=self.taken.dom,
            facts=facts({**told, **counts, "visit": self.name, "media": HTML}),
        )

    def _artefact(self, part: str, media: str, body: bytes, outcome: tuple[Outcome, str]) -> Exchange:
        ask = Ask(self.ask.uri + part, self.ask.collector, self.ask.subject)
        told = facts({"part-of-visit": self.name, "media": media, "shown": self.taken.shown})
        return Exchange(ask, self.begun, datetime.now(UTC), outcome[0], outcome[1], body=body, facts=told)

    def _told(self) -> dict[str, str]:
        document = self.taken.document()
        gate = self.taken.gate
        return {
            **self.taken.facts,
            "protocol": "browser",
            "shown": self.taken.shown,
            "document": document.exchange if document is not None else "",
            "document-status": str(document.status) if document is not None and document.status else "",
            "errands-refused": " ".join(gate.errands())[:500] if gate is not None else "",
            **{f"noted-{sort}": str(len(each)) for sort, each in self.taken.noted.items()},
        }

    def _outcome(self) -> tuple[Outcome, str]:
        """How the visit ended: by its own answer at the gate, then by what the page became."""
        document = self.taken.document()
        gate = self.taken.gate
        exchange = (
            gate.documents.get(document.exchange) if document is not None and gate is not None else None
        )
        if exchange is None:
            if document is not None and document.outcome == Outcome.NOT_ASKED.value:
                return Outcome.NOT_ASKED, document.why
            return Outcome.FAILED, self.taken.failed or "the browser got no page"
        if exchange.outcome is not Outcome.ANSWERED:
            return exchange.outcome, exchange.why
        if not self.taken.dom:
            return Outcome.FAILED, self.taken.failed or "the page could not be taken"
        return outcomes.judge_rendered(self.taken.dom)
