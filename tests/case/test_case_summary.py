"""The summary of a run: what stayed unanswered in the end, and what is no failure."""

from dataclasses import replace

from case_cases import answered, site

from osint.case.summary import PASSIVE, Failure, Summary
from osint.records import Ask, Outcome

ASK = Ask("https://reader.example/", "page", site("reader.example"))


def test_a_question_that_was_answered_in_the_end_is_no_failure() -> None:
    summary = Summary()
    summary.take(answered(ASK, outcome=Outcome.REFUSED))
    assert [each.outcome for each in summary.failures] == ["refused"]
    summary.take(answered(ASK, b"page"))
    assert summary.failures == ()
    assert (summary.asked, summary.outcomes) == (2, {"refused": 1, "answered": 1})


def test_the_last_attempt_says_why() -> None:
    summary = Summary()
    summary.take(answered(ASK, outcome=Outcome.REFUSED))
    summary.take(answered(ASK, outcome=Outcome.FAILED))
    assert [each.outcome for each in summary.failures] == ["failed"]


def test_what_a_passive_run_leaves_out_is_no_failure() -> None:
    summary = Summary()
    summary.take(replace(answered(ASK, outcome=Outcome.NOT_ASKED), why=PASSIVE))
    assert summary.failures == ()
    assert summary.outcomes == {"not asked": 1}


def test_an_absence_is_an_answer() -> None:
    summary = Summary()
    summary.take(answered(ASK, outcome=Outcome.ABSENT))
    assert summary.failures == ()


def test_two_runs_add_up_and_the_later_stands() -> None:
    first, second = Summary(sites=3, kept=1), Summary(sites=5, kept=2)
    first.take(answered(ASK, outcome=Outcome.FAILED))
    second.fail("x", Failure("failed", "x", "y"))
    second.take(answered(ASK, b"page"))
    first.add(second)
    assert (first.asked, first.kept, first.sites, len(first.failures)) == (2, 3, 5, 1)


def test_what_a_page_asked_for_in_a_browser_is_counted_and_no_failure_of_ours() -> None:
    summary = Summary()
    part = answered(ASK, outcome=Outcome.FAILED)
    summary.take(replace(part, facts=(("part-of-visit", "00ff"),)))
    assert (summary.asked, summary.failures) == (1, ())
