"""Recorded answers for collectors' questions, and a run of a collector over them without any wire."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from osint import outcomes
from osint.collectors.collector import Asking, Collector
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind

RECORDED = Path(__file__).parent / "recorded"
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SITE = Subject(SubjectKind.SITE, "moonscans.com")
ADDRESS = Subject(SubjectKind.ADDRESS, "100.64.7.9")


def answer(ask: Ask, name: str, *, told: Mapping[str, str] | None = None) -> Exchange:
    """A recorded file as the answer to a question, its outcome judged as the recorder would judge it."""
    data = (RECORDED / name).read_bytes()
    head, body = b"", data
    if name.endswith(".http"):
        head, blank, body = data.partition(b"\r\n\r\n")
        head += blank
    made = Exchange(
        ask, AT, AT, Outcome.ANSWERED, head=head, body=body, facts=tuple(sorted((told or {}).items()))
    )
    outcome, why = outcomes.reread(made)
    return replace(made, outcome=outcome, why=why)


def unanswered(ask: Ask, outcome: Outcome = Outcome.FAILED) -> Exchange:
    """A question to which nothing came back."""
    return Exchange(ask, AT, AT, outcome, "no answer")


def drive(asking: Asking, answers: Mapping[str, str]) -> list[Exchange]:
    """Put a collector's questions; each is answered by the recorded file named for its address, or fails."""
    made: list[Exchange] = []
    try:
        ask = next(asking)
        while True:
            name = answers.get(ask.uri)
            made.append(answer(ask, name) if name else unanswered(ask))
            ask = asking.send(made[-1])
    except StopIteration:
        return made


def asked(asking: Asking, answers: Mapping[str, str]) -> list[str]:
    """The addresses that a collector asks for, in order."""
    return [each.ask.uri for each in drive(asking, answers)]


def read(
    collector: Collector,
    uri: str,
    name: str,
    subject: Subject = SITE,
    *,
    told: Mapping[str, str] | None = None,
) -> list[Observation]:
    """What a collector reads from a recorded answer."""
    return list(collector.read(answer(Ask(uri, collector.name, subject), name, told=told)))


def values(observations: list[Observation]) -> set[tuple[str, str]]:
    """Kinds and values."""
    return {(each.find.kind, each.find.value) for each in observations}


def stands(name: str, observation: Observation) -> bytes:
    """The bytes of a recorded body, not coded, to which an observation's span points."""
    data = (RECORDED / name).read_bytes()
    body = data.partition(b"\r\n\r\n")[2] if name.endswith(".http") else data
    return body[observation.find.start : observation.find.end]
