"""Every source in every situation: a recorded answer in the shape of the real one, how it is judged, what is read of it."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from answering import ADDRESS, RECORDED, SITE, answer, unanswered

from osint import outcomes
from osint.collectors import COLLECTORS, collector
from osint.collectors.collector import Collector
from osint.errors import SourceUnusable
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

TOLD = tomllib.loads(Path(__file__).with_name("source_outcomes.toml").read_text("utf-8"))
SITUATIONS = ("answered", "empty", "refused", "quota", "key", "failed", "malformed")
NONE = "none: "
TOOK_IN = frozenset({Outcome.ANSWERED, Outcome.ABSENT})
JUDGED = {
    "answered": frozenset({Outcome.ANSWERED}),
    "empty": TOOK_IN,
    "refused": frozenset({Outcome.REFUSED, Outcome.CHALLENGED}),
    "quota": frozenset({Outcome.REFUSED}),
    "key": frozenset({Outcome.REFUSED}),
    "failed": frozenset({Outcome.FAILED}),
}
# What a source says otherwise than by the usual status: by which it is judged, each for a reason.
OTHERWISE = {
    ("common_crawl", "quota"): Outcome.FAILED,  # "503 Slow Down", which asks for a pause
    ("domaintools", "quota"): Outcome.FAILED,  # 503, with the limit in words
    ("domaintools", "refused"): Outcome.FAILED,  # 400: the question itself is wrong
    ("whoisxml", "refused"): Outcome.FAILED,  # 422
}


def cases(*situations: str) -> Iterator[tuple[Collector, str]]:
    """Every source and situation of which there is a recorded answer."""
    for each in COLLECTORS:
        for situation in situations:
            if not TOLD.get(each.name, {}).get(situation, NONE).startswith(NONE):
                yield each, situation


def about(each: Collector) -> Subject:
    named = TOLD[each.name].get("subject", "")
    if not named:
        return SITE
    return ADDRESS if named == "address" else Subject(SubjectKind.IDENTIFIER, named)


def recorded(each: Collector, situation: str) -> Exchange:
    """The recorded answer, its outcome judged as the recorder would judge it."""
    told = TOLD[each.name]
    first = next(each.ask(about(each)))
    ask = Ask(told["uri"], each.name, about(each)) if told["uri"] else first
    facts = {"media": "text/html; charset=utf-8", "shown": "https://moonscans.com/"}
    name = f"{each.name}/{told[situation]}"
    return answer(ask, name, told=facts if each.name == "rendered" else None)


def named(case: tuple[Collector, str]) -> str:
    return f"{case[0].name}-{case[1]}"


def parametrized(*situations: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", list(cases(*situations)), ids=named)


@pytest.mark.parametrize("each", COLLECTORS, ids=lambda each: each.name)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_has_a_recorded_answer_or_the_reason_why_there_is_none(each: Collector, situation: str) -> None:
    told = TOLD[each.name][situation]
    assert len(told) > len(NONE) + 10 if told.startswith(NONE) else (RECORDED / each.name / told).is_file()


def test_tells_of_no_source_that_nobody_asks() -> None:
    assert set(TOLD) == {each.name for each in COLLECTORS}
    for name, told in TOLD.items():
        assert set(told) - {"uri", "subject"} == set(SITUATIONS), name


@parametrized(*JUDGED)
def test_is_judged_as_what_it_is(case: tuple[Collector, str]) -> None:
    each, situation = case
    found = recorded(each, situation).outcome
    wanted = OTHERWISE.get((each.name, situation))
    assert found is wanted if wanted else found in JUDGED[situation]


@parametrized("answered")
def test_what_was_answered_is_read(case: tuple[Collector, str]) -> None:
    assert list(case[0].read(recorded(*case)))


@parametrized("refused", "quota", "key", "failed")
def test_of_what_was_not_answered_nothing_is_read_whatever_it_is_taken_for(
    case: tuple[Collector, str],
) -> None:
    made = recorded(*case)
    assert made.outcome not in TOOK_IN
    assert list(case[0].read(made)) == []


@parametrized("empty")
def test_that_there_is_none_says_nothing_of_others(case: tuple[Collector, str]) -> None:
    """Of the asked alone something may be told, as the digest of a certificate that names nobody else."""
    for each in case[0].read(recorded(*case)):
        assert each.subject.value == about(case[0]).value
        assert each.find.kind not in {"certificate_name", "registrant_email", "nameserver_set"}


@parametrized("malformed")
def test_what_came_broken_is_no_crash_and_no_more_than_the_whole(case: tuple[Collector, str]) -> None:
    each, _ = case
    for outcome in (recorded(each, "malformed").outcome, Outcome.ANSWERED):
        found = list(each.read(replace(recorded(each, "malformed"), outcome=outcome)))
        assert all(one.subject.kind in SubjectKind for one in found)


@parametrized(*SITUATIONS)
def test_the_conversation_ends_or_the_source_is_left_alone_with_the_next_step(
    case: tuple[Collector, str],
) -> None:
    each, situation = case
    body = recorded(each, situation)
    asking = each.ask(about(each))
    with pytest.raises((StopIteration, SourceUnusable)) as told:  # noqa: PT012  the whole conversation is what must end
        ask = next(asking)
        for _ in range(80):
            made = replace(body, ask=ask, outcome=Outcome.ANSWERED, why="")
            outcome, why = outcomes.reread(made)
            ask = asking.send(replace(made, outcome=outcome, why=why))
    if told.type is SourceUnusable:
        assert situation in {"quota", "key", "refused", "failed"}
        assert len(str(told.value)) > 20


@pytest.mark.parametrize(
    "each", [each for each in COLLECTORS if each.keys and not each.keyless], ids=lambda each: each.name
)
def test_without_its_key_one_question_is_left_out_and_no_other_is_put(each: Collector) -> None:
    asking = each.ask(about(each))
    question = next(asking)
    assert question.keys
    with pytest.raises(StopIteration):
        asking.send(unanswered(question, Outcome.NOT_ASKED))


# A source that needs a key says which one to set, or when to go on; then a run asks it no more.
@pytest.mark.parametrize("name", ["shodan", "urlscan", "circl", "dnsdb", "whoisxml", "domaintools"])
@pytest.mark.parametrize("situation", ["key", "quota"])
def test_a_source_with_a_key_says_what_to_do_about_it(name: str, situation: str) -> None:
    each = collector(name)
    asking = each.ask(about(each))
    ask = next(asking)
    with pytest.raises(SourceUnusable) as told:  # noqa: PT012  urlscan is asked twice, with the key then
        for _ in range(3):
            ask = asking.send(replace(recorded(each, situation), ask=ask))
    steps = (*each.keys, "go on later", "collect again", "wait for")
    assert any(step in str(told.value) for step in steps)
