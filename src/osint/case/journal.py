"""What a case's ledger says besides exchanges: judgements, leads, imports; read back as records.

A judgement's reason and author are work product. They stand in ``evidence/notes.jsonl``; the ledger holds
their salted digest, so that a package without them verifies and a released note can be checked.
"""

import getpass
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from osint import canonical, collectors
from osint.errors import EvidenceBroken, UsageError
from osint.evidence.ledger import Ledger
from osint.records import Judgement, Verdict, moment, stamp

NOTES = "notes.jsonl"
MATTERS = frozenset({"judgement", "lead", "found", "withdrawal"})


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an analyst wants to put down."""

    verdict: Verdict
    about: tuple[str, ...]
    because: str
    author: str = ""


def put(ledger: Ledger, folder: Path, opinion: Opinion) -> Judgement:
    """Write a judgement: the note first, then the event that seals it.

    Raises:
        UsageError: without a reason.
    """
    if not opinion.because.strip():
        raise UsageError("a judgement needs its reason: --because 'the two sites …'")
    author = opinion.author or whoever_asks()
    note = {"because": opinion.because.strip(), "author": author, "salt": secrets.token_hex(16)}
    at = datetime.now(UTC)
    subject = {"verdict": opinion.verdict.value, "about": list(opinion.about), "at": stamp(at)}
    name = canonical.digest({**subject, "note": canonical.digest(note)})[:16]
    with ledger.alone():
        _append(folder / NOTES, {"id": name, **note})
        ledger.append("judgement", {**subject, "id": name, "note": canonical.digest(note)})
    return Judgement(name, opinion.verdict, opinion.about, at, author, note["because"])


def judgements(events: Iterable[Mapping[str, Any]], notes: Path | None) -> Iterator[Judgement]:
    """The judgements that a ledger holds, in order, with their notes where there are any.

    Raises:
        EvidenceBroken: when a note is not the one that was sealed.
    """
    known = dict(_notes(notes)) if notes is not None else {}
    for event in events:
        if event["type"] != "judgement":
            continue
        note = known.get(event["id"])
        if note is not None and canonical.digest(note) != event["note"]:
            raise EvidenceBroken(f"the note of judgement {event['id']} was changed after it was sealed")
        yield Judgement(
            id=event["id"],
            verdict=Verdict(event["verdict"]),
            about=tuple(event["about"]),
            at=moment(event["at"]),
            author=note["author"] if note else "",
            because=note["because"] if note else "",
        )


def searched(events: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """The same with the sites that a search found and that nobody has taken in: their links are discounted too."""
    named = ({**event, "type": "lead"} for event in events if event["type"] in {"lead", "found"})
    return leads(named)


def hubs(events: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The values that, by a source's count, so many bear that they were not followed."""
    return frozenset(event["identifier"] for event in events if event["type"] == "hub")


def leads(events: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """Each site that was found by searching, with the ``kind:value`` by which it was found."""
    found: dict[str, frozenset[str]] = {}
    for event in events:
        if event["type"] == "lead":
            found[event["site"]] = found.get(event["site"], frozenset()) | {event["because"]}
    return found


def imported_sites(events: Iterable[Mapping[str, Any]]) -> set[str]:
    """The sites whose exchanges were imported from files."""
    return {site for event in events if event["type"] == "import" for site in event["sites"]}


def size_that_matters(others: Iterable[Mapping[str, Any]], asked: Mapping[str, int]) -> int:
    """The number of events up to the last one that bears on the derived tables.

    ``others`` are those that are of no exchange; ``asked`` tells of each collector the last that is of one.
    """
    last = [number for name, number in asked.items() if collectors.find(name) is not None]
    return 1 + max([*last, *(event["n"] for event in others if bears_on_derived(event))], default=-1)


def bears_on_derived(event: Mapping[str, Any]) -> bool:
    """Whether the derived tables are stale after an event; an exchange that nobody reads (a time stamp) is none."""
    if event["type"] == "exchange":
        return collectors.find(event["collector"]) is not None
    return event["type"] in MATTERS


def whoever_asks() -> str:
    """The name under which a judgement is put down: OSINT_AUTHOR, else the account's name."""
    try:
        return os.environ.get("OSINT_AUTHOR") or getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return "unknown"


def _append(path: Path, note: Mapping[str, Any]) -> None:
    """Write a note on a line of its own, also behind one that a crash tore."""
    with path.open("a+b") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            torn = file.read(1) != b"\n"
        else:
            torn = False
        file.write(b"\n" * torn + canonical.encode(note) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _notes(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    if not path.is_file():
        return
    for text in path.read_bytes().splitlines():
        try:
            note = json.loads(text)
            name = note.pop("id")
        except (ValueError, KeyError, AttributeError, TypeError):
            continue  # a line torn by a crash: its judgement was never sealed
        yield name, note
