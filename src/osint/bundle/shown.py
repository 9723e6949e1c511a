"""What a share shows of single things: fields of events, values, references to answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from osint.bundle.contents import Event
from osint.bundle.policy import ALL, JUDGEMENTS, Policy, shown_of
from osint.bundle.secrets import WITHHELD, Secrets
from osint.evidence import sealing
from osint.identifiers import kinds
from osint.rows import Row

WORK_PRODUCT, PERSONAL, NOT_FOR_THIS = "work product", "personal data", "not for this share"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a share shows of single things."""

    policy: Policy
    secrets: Secrets
    withheld: Mapping[str, str]  # exchanges whose answers are not handed on, each with the reason
    named: Mapping[str, str]  # the same, each with what is written in place of its id

    def exchange(self, name: str) -> str:
        """An exchange's id, or what is written in its place."""
        return self.named.get(name, name)

    def event(self, event: Event) -> tuple[frozenset[str], str]:
        """The fields of an event that are shown, and why the others are not."""
        kind, reason = event["type"], NOT_FOR_THIS
        if kind == "judgement":
            is_released = JUDGEMENTS in self.policy.released
            return self._safe(event, frozenset({ALL} if is_released else ())), WORK_PRODUCT
        if event.get("id") in self.withheld and kind in {"exchange", "copy"}:
            listed = shown_of(WITHHELD) if kind == "exchange" else frozenset[str]()
            return self._safe(event, listed), self.withheld[event["id"]]
        listed = shown_of("exchange" if kind == "copy" else kind)
        return self._safe(event, listed), reason

    def _safe(self, event: Event, listed: frozenset[str]) -> frozenset[str]:
        names = event.keys() - sealing.OPEN - {sealing.SALT} if ALL in listed else event.keys() & listed
        return frozenset(name for name in names if not self._tells(event[name]))

    def _tells(self, value: Any) -> bool:
        """Whether a value holds what is withheld, or names an answer that is."""
        if isinstance(value, str):
            return value in self.named or self.secrets.fact(value) != value
        if isinstance(value, Mapping):
            return any(map(self._tells, value.values()))
        return isinstance(value, (list, tuple)) and any(map(self._tells, value))

    def named_row(self, row: Row) -> Row:
        """A row with the name of its value, where it is of a kind."""
        is_of_kind = isinstance(row.get("value"), str) and row.get("kind") in kinds()
        return {**row, "value": self.secrets.name(row["kind"], row["value"])} if is_of_kind else row

    def plain(self, value: Any) -> Any:
        """A value of a table, with names in place of what is withheld."""
        if isinstance(value, str):
            return self.named.get(value) or self.secrets.text(value)
        if isinstance(value, Mapping):
            return {key: self.plain(inner) for key, inner in value.items()}
        return [self.plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value
