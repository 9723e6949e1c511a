"""A case as one share shows it: what its policy does not list is taken out, and noted.

Nothing is covered up: tables, links and operators are made without what is withheld, and the report and the exhibits
are made anew from them. In the ledger's lines a withheld field is there as the salted digest that was sealed when
it was written, so that the share stands under the same signed heads and time stamps (``evidence/sealing.py``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from osint import canonical
from osint.bundle.contents import Contents, Event
from osint.bundle.policy import JUDGEMENTS, Policy, shown_of
from osint.bundle.remade import made_anew
from osint.bundle.secrets import Secrets
from osint.bundle.shown import NOT_FOR_THIS, PERSONAL, WORK_PRODUCT, Shown
from osint.evidence import sealing
from osint.rows import Row

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
    shown = Shown(policy, secrets, withheld, named)
    lines, entries = _lines(contents, shown)
    made = made_anew(contents, shown)
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


def _lines(contents: Contents, shown: Shown) -> tuple[tuple[bytes, ...], tuple[Entry, ...]]:
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
