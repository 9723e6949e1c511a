"""What was derived, made anew for a share: tables, links and operators without what it withholds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from osint import rows
from osint.bundle.contents import Contents, Event
from osint.bundle.secrets import WITHHELD, without_persons
from osint.bundle.shown import Shown
from osint.identifiers import kinds
from osint.records import Cut, Evidence, Link, Operator
from osint.rows import Row


def made_anew(contents: Contents, shown: Shown) -> Contents:
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


def _all(listed: Mapping[str, Operator], shown: Shown) -> Callable[[Operator], Operator]:
    return lambda each: listed.get(each.id) or _operator(each, shown)


def _handed_on(events: Iterable[Event], shown: Shown) -> Iterator[Event]:
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


def _observation(row: Row, shown: Shown) -> Row:
    name = shown.secrets.name(row["kind"], row["value"])
    if name != row["value"]:
        row = {**row, "value": name, "raw": WITHHELD, "start": -1, "end": -1}
    return {**row, "exchange": shown.exchange(row["exchange"])}


def _exchange(row: Row, shown: Shown) -> Row:
    """A question; of one whose answer is withheld, when and by what it was asked, and how it ended."""
    if row["exchange"] not in shown.withheld:
        return row
    kept = {"at", "ended", "collector", "outcome", "bytes"}
    nothing: dict[type, Any] = {str: "", dict: {"kind": "", "value": "", "host": ""}}
    told = {name: value if name in kept else nothing.get(type(value)) for name, value in row.items()}
    return {**told, "exchange": shown.exchange(row["exchange"]), "why": WITHHELD, "facts": {}}


def _link(link: Link, shown: Shown) -> Link:
    return replace(link, evidence=tuple(_evidence(each, shown) for each in link.evidence))


def _evidence(row: Evidence, shown: Shown) -> Evidence:
    fact = shown.secrets.name(row.kind, row.value) if row.kind in kinds() else shown.secrets.text(row.value)
    named = tuple(shown.exchange(each) for each in row.exchanges)
    note = shown.secrets.text(row.note)
    return replace(row, value=fact, exchanges=named, note=note)


def _operator(operator: Operator, shown: Shown) -> Operator:
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
