"""A case as one share shows it: what its policy does not list is taken out, and noted.

Nothing is covered up: tables, links and operators are made without what is withheld, and the report and the exhibits
are made anew from them. In the ledger's lines a withheld field is there as the salted digest that was sealed when
it was written, so that the share stands under the same signed heads and time stamps (``evidence/sealing.py``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from osint import canonical, rows
from osint.bundle.contents import Contents, Event
from osint.bundle.policy import ALL, JUDGEMENTS, Policy, shown_of
from osint.bundle.secrets import WITHHELD, Secrets, without_persons
from osint.evidence import sealing
from osint.identifiers import kinds
from osint.records import Cut, Evidence, Link, Operator
from osint.rows import Row

WORK_PRODUCT, PERSONAL, NOT_FOR_THIS = "work product", "personal data", "not for this share"
ALONE = "Judgements are withheld as work product: what stands here rests on the evidence alone."
WHY = {
    WORK_PRODUCT: "an investigator's judgement, its reason or what was made of it",
    PERSONAL: "it is, or holds, a person's data or what leads to a person",
    NOT_FOR_THIS: "the policy of this share does not list it",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is withheld of one event, and why."""

    event: Event
    fields: tuple[str, ...]
    is_answer: bool  # the bytes of an answer are withheld too
    reason: str

    def row(self) -> Row:
        """The same for the redaction log."""
        return {
            "n": self.event["n"],
            "type": self.event["type"],
            "written": self.event["written"],
            "fields": list(self.fields),
            "answer": self.is_answer,
            "reason": self.reason,
            "why": WHY[self.reason],
        }


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a share holds, and what it does not."""

    contents: Contents  # for everything that is made anew: the answers that are handed on, and the tables without the rest
    lines: tuple[bytes, ...]  # of the ledger
    entries: tuple[Entry, ...]
    secrets: Secrets | None  # what must be found nowhere

    @property
    def is_cut(self) -> bool:
        """Whether the bytes of an answer are withheld."""
        return any(each.is_answer for each in self.entries)


def redacted(contents: Contents, policy: Policy) -> Redacted:
    """The contents as a share may show them."""
    if policy.is_whole:
        return _without_work_product(contents, policy)
    secrets = Secrets(contents, policy)
    withheld = _withheld_answers(contents, policy, secrets)
    named = {event["id"]: f"event {event['n']}" for event in contents.events if event.get("id") in withheld}
    shown = _Shown(policy, secrets, withheld, named)
    lines, entries = _lines(contents, shown)
    made = _made_anew(contents, shown)
    return Redacted(replace(made, withheld=tuple(_told(policy, entries))), lines, entries, secrets)


def _without_work_product(contents: Contents, policy: Policy) -> Redacted:
    """A share of everything but judgements, where nobody released them, and of how derivations followed them."""
    lines, entries, is_judged = list[bytes](), list[Entry](), False
    for line, event in zip(contents.lines, contents.events, strict=True):
        is_judgement = event["type"] == "judgement"
        is_judged |= is_judgement and JUDGEMENTS not in policy.released
        is_made_of_it = event["type"] == "derivation" and event["results"] != contents.statement["results"]
        if is_judged and (is_judgement or is_made_of_it):
            told = sealing.redacted(event, shown_of(event["type"]))
            lines.append(canonical.encode(told))
            entries.append(_entry(event, told, WORK_PRODUCT))
        else:
            lines.append(line)
    said = (ALONE,) if entries else ()
    return Redacted(replace(contents, withheld=said), tuple(lines), tuple(entries), None)


def _told(policy: Policy, entries: Iterable[Entry]) -> Iterator[str]:
    """In sentences, what a share does not hold."""
    answers = sum(each.is_answer for each in entries)
    yield f"This is the share for: {policy.name}. It holds what its policy lists, and nothing else."
    if answers:
        yield f"{answers} answers are withheld; of each stand its number, its time, who was asked and how it ended."
    yield "Where a value is withheld, a name such as withheld-3 stands for it, the same wherever it stands."
    if any(each.reason == WORK_PRODUCT for each in entries):
        yield ALONE


def _entry(event: Event, told: Mapping[str, Any], reason: str, *, is_answer: bool = False) -> Entry:
    return Entry(event, tuple(sorted(told["sealed"].keys() - told["shown"].keys())), is_answer, reason)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a share shows of single things."""

    policy: Policy
    secrets: Secrets
    withheld: Mapping[str, str]  # exchanges whose answers are not handed on, each with the reason
    named: Mapping[str, str]  # the same, each with what is written in place of its id

    def exchange(self, name: str) -> str:
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


def _withheld_answers(contents: Contents, policy: Policy, secrets: Secrets) -> dict[str, str]:
    """The exchanges whose answers are not handed on, each with the reason."""
    bearing = {
        row["exchange"]
        for row in contents.tables["observations"]
        if not secrets.shows(row["kind"], row["value"])
    }
    gone = {event["exchange"] for event in contents.events if event["type"] == "withdrawal"}
    found, visits = dict[str, str](), set[str]()
    asked = [event for event in contents.events if event["type"] == "exchange"]
    for event in asked:
        name = event["id"]
        if not policy.shows_answers_of(event["collector"]):
            found[name] = NOT_FOR_THIS
        elif (
            name in bearing
            or _names_withheld(event, secrets)
            or (name not in gone and secrets.stands_in_answer(contents.read(name)))
        ):
            found[name] = PERSONAL
            visits |= _visit(event)
    # What a page shows in text it shows in the picture of the same visit, and in its other forms.
    return {**{event["id"]: PERSONAL for event in asked if visits & _visit(event)}, **found}


def _names_withheld(event: Event, secrets: Secrets) -> bool:
    """Whether what was asked, or about what, names a withheld value."""
    return any(secrets.fact(each) != each for each in (event["uri"], event["why"], *event["subject"]))


def _visit(event: Event) -> set[str]:
    """The visit in a browser that an exchange is a part of."""
    return {value for name, value in event["facts"] if name in {"visit", "part-of-visit"}}


def _lines(contents: Contents, shown: _Shown) -> tuple[tuple[bytes, ...], tuple[Entry, ...]]:
    """The ledger's lines, and what is withheld of them."""
    lines, entries = [], []
    for line, event in zip(contents.lines, contents.events, strict=True):
        fields, reason = shown.event(event)
        told = sealing.redacted(event, fields)
        is_answer = event["type"] in {"exchange", "copy"} and event["id"] in shown.withheld
        entry = _entry(event, told, reason, is_answer=is_answer)
        if entry.fields:
            lines.append(canonical.encode(told))
            entries.append(entry)
        else:
            lines.append(line)
    return tuple(lines), tuple(entries)


def _made_anew(contents: Contents, shown: _Shown) -> Contents:
    """Everything that is derived, without what is withheld."""
    policy = shown.policy
    links = tuple(_link(each, shown) for each in contents.links)
    operators = tuple(_operator(each, shown) for each in contents.operators)
    listed = {each.id: each for each in operators}
    changed: dict[str, Callable[[Row], Row]] = {
        "observations": lambda row: _observation(row, shown),
        "exchanges": lambda row: _exchange(row, shown),
        "registrations": without_persons,
        "sites": lambda row: {**row, "found_by": [shown.secrets.fact(each) for each in row["found_by"]]},
    }
    tables = {
        name: tuple(shown.plain(changed.get(name, shown.named_row)(row)) for row in table)
        for name, table in contents.tables.items()
    }
    if not policy.parties:
        tables["parties"] = ()
    tables["links"] = tuple(shown.plain(rows.link_row(each)) for each in links)
    tables["operators"] = tuple(
        shown.plain(rows.operator_row(each)) for each in map(_all(listed, shown), contents.every_operator)
    )
    return replace(
        contents,
        title=shown.secrets.text(contents.title),
        facts={
            name: shown.secrets.text(told) for name, told in contents.facts.items() if name in policy.facts
        },
        events=tuple(_handed_on(contents.events, shown)),
        tables=tables,
        links=links,
        operators=operators,
        statement=_statement(contents.statement),
    )


def _all(listed: Mapping[str, Operator], shown: _Shown) -> Callable[[Operator], Operator]:
    return lambda each: listed.get(each.id) or _operator(each, shown)


def _handed_on(events: Iterable[Event], shown: _Shown) -> Iterator[Event]:
    """The events of the answers that are handed on, and the others as far as they are shown."""
    for event in events:
        if event["type"] in {"exchange", "copy"}:
            if event["id"] not in shown.withheld:
                yield event
        elif event["type"] != "withdrawal" or event["exchange"] not in shown.withheld:
            yield event


def _statement(told: Mapping[str, Any]) -> dict[str, Any]:
    """The derivation's statement without its inputs and digests: from these, single values could be guessed."""
    return {"ledger_size": told["ledger_size"], "basis": told["basis"], "contradictions": []}


def _observation(row: Row, shown: _Shown) -> Row:
    name = shown.secrets.name(row["kind"], row["value"])
    if name != row["value"]:
        row = {**row, "value": name, "raw": WITHHELD, "start": -1, "end": -1}
    return {**row, "exchange": shown.exchange(row["exchange"])}


def _exchange(row: Row, shown: _Shown) -> Row:
    """A question; of one whose answer is withheld, when and by what it was asked, and how it ended."""
    if row["exchange"] not in shown.withheld:
        return row
    kept = {"at", "ended", "collector", "outcome", "bytes"}
    nothing: dict[type, Any] = {str: "", dict: {"kind": "", "value": "", "host": ""}}
    told = {name: value if name in kept else nothing.get(type(value)) for name, value in row.items()}
    return {**told, "exchange": shown.exchange(row["exchange"]), "why": WITHHELD, "facts": {}}


def _link(link: Link, shown: _Shown) -> Link:
    return replace(link, evidence=tuple(_evidence(each, shown) for each in link.evidence))


def _evidence(row: Evidence, shown: _Shown) -> Evidence:
    fact = shown.secrets.name(row.kind, row.value) if row.kind in kinds() else shown.secrets.text(row.value)
    named = tuple(shown.exchange(each) for each in row.exchanges)
    note = shown.secrets.text(row.note)
    return replace(row, value=fact, exchanges=named, note=note)


def _operator(operator: Operator, shown: _Shown) -> Operator:
    fact = shown.secrets.fact
    cut = operator.weakest_cut
    parties = (
        tuple(replace(each, source=shown.exchange(each.source)) for each in operator.parties)
        if shown.policy.parties
        else ()
    )
    return replace(
        operator,
        weakest_cut=cut and Cut(cut.bits, cut.side, cut.other, tuple(map(fact, cut.evidence))),
        contacts=tuple(map(fact, operator.contacts)),
        accounts=tuple(map(fact, operator.accounts)),
        parties=parties,
    )
