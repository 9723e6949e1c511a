"""What a transport brings back: the bytes so far, and how it ended."""

from dataclasses import dataclass, field

from osint.records import Outcome


class Unreachable(Exception):
    """No connection came about; the text says why."""


@dataclass(slots=True)
class Answer:
    """An answer while it arrives: a time-out or a reset leaves in it what had come by then.

    ``outcome`` stays empty when the answer came whole: then its bytes decide (``outcomes``).
    """

    said: bytes = b""
    head: bytes = b""
    body: bytes = b""
    address: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    outcome: Outcome | None = None
    why: str = ""

    def end(self, outcome: Outcome, why: str) -> None:
        """Settle the outcome, with the reason."""
        self.outcome = outcome
        self.why = why
