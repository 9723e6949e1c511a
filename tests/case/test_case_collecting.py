"""Collecting: what is asked, what is not asked again, what a run leaves alone."""

import asyncio
import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from case_cases import AT, Wire, answered, new_case, page, site

from osint.case.agenda import Task
from osint.case.case import Case
from osint.case.collecting import Collection, Step
from osint.case.kept import MOST_HOPS, Kept
from osint.collectors.collector import Asking, Collector, Touch
from osint.errors import SourceUnusable
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

PAGE = "https://reader.example/"


def run(case: Case, answers: dict[str, bytes], **how: object) -> tuple[Wire, Collection]:
    wire = Wire(answers, case.store.keep)
    kept = Kept(case.store.events(), case.store.read, case.store.withdrawn())
    collection = Collection(wire, kept, case.store.keep, only=frozenset({"page"}), **how)  # type: ignore[arg-type]
    asyncio.run(collection.run([site("reader.example")], workers=3))
    return wire, collection


def outcomes(case: Case) -> list[tuple[str, str]]:
    return [(event["uri"], event["outcome"]) for event in case.store.events()]


def test_what_was_answered_is_not_asked_again_and_what_failed_is(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    first, _ = run(case, {PAGE: page().encode()})
    assert PAGE in first.asked
    missing = [uri for uri, outcome in outcomes(case) if outcome == "failed"]
    second, collection = run(case, {})
    assert PAGE not in second.asked
    assert collection.reused == 1
    assert second.asked == missing


def test_another_program_sees_what_was_kept(tmp_path: Path) -> None:
    run(new_case(tmp_path / "case"), {PAGE: page().encode()})
    again, _ = run(Case.open(tmp_path / "case"), {})
    assert PAGE not in again.asked


def test_a_passive_run_asks_the_site_nothing_and_says_so(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    wire, _ = run(case, {PAGE: page().encode()}, passive=True)
    assert wire.asked == []
    assert {outcome for _, outcome in outcomes(case)} == {"not asked"}
    assert all(event["why"].startswith("passive") for event in case.store.events())


def test_a_passive_run_still_reads_what_is_kept(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    run(case, {PAGE: page().encode()})
    before = len(outcomes(case))
    _, collection = run(case, {}, passive=True)
    assert collection.reused == 1
    assert {outcome for _, outcome in outcomes(case)[before:]} == {"not asked"}


def test_what_was_withdrawn_is_never_fetched_again(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    run(case, {PAGE: page().encode()})
    case.withdraw(
        next(event["id"] for event in case.store.events() if event["uri"] == PAGE), because="an order"
    )
    wire, _ = run(case, {PAGE: page().encode()})
    assert PAGE not in wire.asked
    assert (PAGE, "not asked") in outcomes(case)


def test_addresses_and_certificates_that_a_site_shows_are_followed(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    asked: list[Subject] = []

    def ask(subject: Subject) -> Asking:
        asked.append(subject)
        yield Ask(f"https://{subject.value}/", "page", subject)

    def read(exchange: Exchange):  # type: ignore[no-untyped-def]
        from osint.collectors.seen import within

        if exchange.ask.subject.kind is SubjectKind.SITE:
            yield from within(exchange, exchange.ask.subject, "address", "100.64.9.9")

    kinds = frozenset({SubjectKind.SITE, SubjectKind.ADDRESS})
    stand_in = Collector("stand-in", "a stand-in", ask, read, kinds, Touch.TARGET)
    wire = Wire({PAGE: b"at 100.64.9.9", "https://100.64.9.9/": b"here"}, case.store.keep)
    collection = Collection(wire, Kept([], case.store.read), case.store.keep)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("osint.case.agenda.COLLECTORS", (stand_in,))
        asyncio.run(collection.run([site("reader.example")], workers=2))
    assert asked == [site("reader.example"), Subject(SubjectKind.ADDRESS, "100.64.9.9")]


def test_a_source_that_will_not_answer_is_asked_no_more_in_the_run(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")

    def ask(subject: Subject) -> Asking:
        answer = yield Ask(f"https://{subject.value}/", "stand-in", subject)
        if answer.outcome is Outcome.FAILED:
            raise SourceUnusable("the key does not hold")

    stand_in = Collector(
        "stand-in", "a stand-in", ask, lambda _: (), frozenset({SubjectKind.SITE}), Touch.THIRD_PARTY
    )
    wire = Wire({}, case.store.keep)
    collection = Collection(wire, Kept([], case.store.read), case.store.keep)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("osint.case.agenda.COLLECTORS", (stand_in,))
        asyncio.run(collection.run([site("a.example"), site("b.example")], workers=1))
    assert wire.asked == ["https://a.example/"]
    assert [event["outcome"] for event in case.store.events()] == ["failed", "not asked"]
    assert "the key does not hold" in list(case.store.events())[1]["why"]


def test_progress_ends_with_everything_done(tmp_path: Path) -> None:
    steps: list[Step] = []
    run(new_case(tmp_path / "case"), {PAGE: page().encode()}, progress=steps.append)
    assert steps[-1].done == steps[-1].known == len(steps)
    assert isinstance(steps[0].task, Task)


class TestKept:
    ASK = Ask(PAGE, "page", site("reader.example"))
    NEXT = Ask("https://reader.example/home", "page", site("reader.example"))

    def of(self, *exchanges: Exchange, now: datetime = AT) -> Kept:
        by_id = {each.id: each for each in exchanges}
        kept = Kept([], by_id.__getitem__, now=now)
        for each in exchanges:
            kept.add(each)
        return kept

    def test_an_answer_behind_a_redirect_answers_the_question(self) -> None:
        first = answered(self.ASK)
        second = answered(self.NEXT, b"home", came_from=first.id)
        assert self.of(first, second).answer(self.ASK) == second

    def test_a_redirect_whose_target_failed_is_asked_again(self) -> None:
        first = answered(self.ASK)
        second = answered(self.NEXT, outcome=Outcome.FAILED, came_from=first.id)
        assert self.of(first, second).answer(self.ASK) is None

    def test_a_question_that_follows_no_redirect_has_its_own_answer(self) -> None:
        first = answered(self.ASK)
        second = answered(self.NEXT, b"home", came_from=first.id)
        stays = Ask(PAGE, "page", site("reader.example"), follow=False)
        assert self.of(first, second).answer(stays) == first

    def test_a_circle_of_redirects_ends(self) -> None:
        first = answered(self.ASK)
        chain = [first]
        for number in range(MOST_HOPS * 2):
            ask = Ask(f"{PAGE}{number}", "page", site("reader.example"))
            chain.append(answered(ask, came_from=chain[-1].id))
        found = self.of(*chain).answer(self.ASK)
        assert found is not None
        assert chain.index(found) <= MOST_HOPS

    def test_a_later_answer_stands_before_an_earlier(self) -> None:
        failed, later = answered(self.ASK, outcome=Outcome.FAILED), answered(self.ASK, b"now")
        assert self.of(failed, later).answer(self.ASK) == later
        assert self.of(later, failed).answer(self.ASK) is None

    def test_that_there_was_none_stands_for_a_day(self) -> None:
        absent = answered(self.ASK, outcome=Outcome.ABSENT)
        assert self.of(absent, now=AT + timedelta(hours=23)).answer(self.ASK) == absent
        assert self.of(absent, now=AT + timedelta(hours=25)).answer(self.ASK) is None
        there = answered(self.ASK)
        assert self.of(there, now=AT + timedelta(days=900)).answer(self.ASK) == there

    @pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.REFUSED, Outcome.NOT_ASKED])
    def test_what_was_not_settled_is_asked_again(self, outcome: Outcome) -> None:
        assert self.of(answered(self.ASK, outcome=outcome)).answer(self.ASK) is None

    @pytest.mark.parametrize(
        "outcome", [Outcome.ANSWERED, Outcome.ABSENT, Outcome.CHALLENGED, Outcome.REPLACED]
    )
    def test_what_was_settled_is_not(self, outcome: Outcome) -> None:
        assert self.of(answered(self.ASK, outcome=outcome)).answer(self.ASK) is not None


def test_one_question_of_two_workers_is_put_once(tmp_path: Path) -> None:
    """Also where it fails: what failed a moment ago is not asked again in the same run."""
    case = new_case(tmp_path / "case")
    shared = "https://registry.example/bootstrap.json"

    def ask(subject: Subject) -> Asking:
        yield Ask(shared, "stand-in", subject)
        yield Ask(f"https://{subject.value}/", "stand-in", subject)

    stand_in = Collector(
        "stand-in", "a stand-in", ask, lambda _: (), frozenset({SubjectKind.SITE}), Touch.THIRD_PARTY
    )
    wire = Wire({}, case.store.keep)
    collection = Collection(wire, Kept([], case.store.read), case.store.keep)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("osint.case.agenda.COLLECTORS", (stand_in,))
        sites = [site(f"{name}.example") for name in "abcd"]
        asyncio.run(collection.run(sites, workers=4))
    assert sorted(wire.asked) == [*(f"https://{name}.example/" for name in "abcd"), shared]


def test_a_worker_that_does_not_hear_the_first_time_ends_all_the_same(tmp_path: Path) -> None:
    """Libraries swallow a cancellation now and then: a run that is stopped must end."""
    case = new_case(tmp_path / "case")

    class Deaf(Wire):
        async def ask(self, ask: Ask) -> Exchange:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(3600)
            return await super().ask(ask)

    async def stopped() -> None:
        collection = Collection(
            Deaf({}, case.store.keep),  # type: ignore[arg-type]
            Kept([], case.store.read),
            case.store.keep,
            only=frozenset({"page"}),
        )
        running = asyncio.create_task(collection.run([site("a.example"), site("b.example")], workers=2))
        await asyncio.sleep(0.05)
        running.cancel()
        async with asyncio.timeout(20):
            await asyncio.wait([running])
        assert running.cancelled()

    asyncio.run(stopped())


def test_a_passive_run_contacts_a_site_not_even_where_a_source_sends_it(tmp_path: Path) -> None:
    from osint.evidence.recorder.profile import Limits, Profile

    case = new_case(tmp_path / "case", "reader.example")
    seat = Subject(SubjectKind.IDENTIFIER, "ads_txt_direct:reader.example 123")
    summary = case.ask([seat], Profile(limits=Limits(deadline_s=2.0)), passive=True)
    assert outcomes(case) == [("https://reader.example/sellers.json", "not asked")]
    assert (summary.passive, summary.failures) == (1, ())
