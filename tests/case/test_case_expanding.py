"""Expanding: round by round to a depth and a budget; stopped and gone on with, it asks nothing twice."""

from pathlib import Path

import pytest
from case_cases import answered, new_case, page, saved

from osint.case import expanding
from osint.case.case import Case
from osint.case.expanding import Standing, Wanted, standing
from osint.case.limits import Limits
from osint.case.summary import Summary
from osint.records import Ask, Subject, SubjectKind

WANTED = Wanted(2, 5, Limits())
BEGUN = {"type": "expansion", "state": "begun", **WANTED.told()}
ROUND = {"type": "expansion", "state": "round"}
ENDED = {"type": "expansion", "state": "ended"}


def lead(site: str) -> dict[str, str]:
    return {"type": "lead", "site": site}


class TestStanding:
    def test_a_new_one_stands_at_nothing(self) -> None:
        assert standing([lead("old.example")], WANTED) == Standing()

    def test_a_stopped_one_knows_its_rounds_and_what_it_took_in(self) -> None:
        events = [lead("old.example"), BEGUN, lead("a.example"), ROUND, lead("b.example")]
        assert standing(events, WANTED) == Standing(1, 2, ("b.example",), is_new=False)

    def test_one_that_was_ended_or_went_elsewhere_is_not_gone_on_with(self) -> None:
        assert standing([BEGUN, lead("a.example"), ENDED], WANTED).is_new
        assert standing([BEGUN, lead("a.example")], Wanted(3, 5, Limits())).is_new
        assert standing([BEGUN, lead("a.example"), ENDED, BEGUN], WANTED).taken == 0


class Asked:
    """In the place of a case's asking: notes what was asked, and stops where it is told to."""

    def __init__(self, case: Case, monkeypatch: pytest.MonkeyPatch, stops_at: str = "") -> None:
        self.sites: list[str] = []
        self._stops_at = stops_at
        monkeypatch.setattr(case, "ask", self.ask)
        monkeypatch.setattr(case, "search", lambda *_, **__: Summary())

    def ask(self, subjects: list[Subject], *_: object, **__: object) -> Summary:
        found = [each.value for each in subjects if each.kind is SubjectKind.SITE]
        if self._stops_at in found:
            raise KeyboardInterrupt
        self.sites += found
        return Summary()


def case_of_a_chain(folder: Path) -> Case:
    """A case whose site names two further ones."""
    case = new_case(folder / "case", "a.example")
    links = "".join(f'<p>새 주소: <a href="https://{name}.example/">바로가기</a></p>' for name in ("b", "c"))
    path = saved(folder, "a.html", page("UA-7345812-1") + links)
    case.import_files([path], url="https://a.example/")
    return case


def leads(case: Case) -> list[str]:
    return [event["site"] for event in case.ledger.events() if event["type"] == "lead"]


def test_a_budget_bounds_what_is_taken_in_and_the_summary_says_what_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of_a_chain(tmp_path)
    asked = Asked(case, monkeypatch)
    summary = expanding.expand(case, Wanted(1, 1, Limits()))
    assert summary.followed == asked.sites == leads(case)
    assert len(summary.followed) == 1
    told = {(left.what, left.why) for left in summary.left}
    assert ("1 further", "budget: 1 sites") in told
    assert ("1 identifier of the sites taken in last", "depth: 1 rounds") in told, "nothing was searched here"


def test_stopped_while_it_collects_it_collects_the_same_sites_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, wanted = case_of_a_chain(tmp_path), Wanted(1, 1, Limits())
    Asked(case, monkeypatch, stops_at="b.example")
    with pytest.raises(KeyboardInterrupt):
        expanding.expand(case, wanted)
    (taken,) = leads(case)
    case.close()
    again = Case.open(tmp_path / "case")
    asked = Asked(again, monkeypatch)
    expanding.expand(again, wanted)
    assert set(asked.sites) == {taken}
    assert leads(again) == [taken], "the budget was spent before it was stopped"


class Paid:
    """In the place of a case's searches: each pays two credits and may stop it then; notes what was spent before."""

    def __init__(self, case: Case, monkeypatch: pytest.MonkeyPatch, stops: bool) -> None:
        self.before: list[dict[str, int]] = []
        self.told: list[str] = []
        self._case = case
        self._stops = stops
        monkeypatch.setattr(case, "ask", lambda *_, **__: Summary())
        monkeypatch.setattr(case, "search", self.search)

    def search(self, _wanted: object, limits: Limits, *_: object, **__: object) -> Summary:
        self.before.append(dict(limits.spent))
        round_ = f"{len(list(self._case.store.events()))}"
        for number in (1, 2):
            uri = f"https://api.shodan.io/shodan/host/search?query={round_}&page={number}"
            self._case.store.keep(
                answered(Ask(uri, "shodan", Subject(SubjectKind.IDENTIFIER, "email:a@b.c")))
            )
        if self._stops:
            raise KeyboardInterrupt
        return Summary()


def test_what_was_spent_before_it_was_stopped_and_in_earlier_rounds_is_spent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, wanted = case_of_a_chain(tmp_path), Wanted(2, 5, Limits(credits=7))
    first = Paid(case, monkeypatch, stops=True)
    with pytest.raises(KeyboardInterrupt):
        expanding.expand(case, wanted)
    case.close()
    again = Case.open(tmp_path / "case")
    second = Paid(again, monkeypatch, stops=False)
    expanding.expand(again, wanted)
    assert first.before == [{}]
    assert second.before == [{"shodan": 2}, {"shodan": 4}]
    third = Paid(again, monkeypatch, stops=False)
    expanding.expand(again, wanted)
    assert third.before[0] == {}, "another expansion has a budget of its own"


def test_what_a_round_will_cost_is_said_before_its_searches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHODAN_API_KEY", "none")
    case = case_of_a_chain(tmp_path)
    paid = Paid(case, monkeypatch, stops=True)
    told: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        expanding.expand(case, Wanted(1, 5, Limits(credits=7)), say=told.append)
    assert len(paid.before) == 1
    (line,) = (each for each in told if each.startswith("shodan"))
    assert line.startswith("shodan: from 1 query credit for 1 subject")
    assert line.endswith("at the most 7, of which 0 are spent")


def test_done_it_may_be_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case, wanted = case_of_a_chain(tmp_path), Wanted(1, 1, Limits())
    Asked(case, monkeypatch)
    expanding.expand(case, wanted)
    expanding.expand(case, wanted)
    assert len(leads(case)) == 2


def test_a_passive_one_is_passive_in_every_step_and_is_no_other_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of_a_chain(tmp_path)
    told: list[object] = []

    def noted(*_: object, passive: bool = False, **__: object) -> Summary:
        told.append(passive)
        return Summary()

    monkeypatch.setattr(case, "ask", noted)
    monkeypatch.setattr(case, "search", noted)
    expanding.expand(case, Wanted(1, 1, Limits(), passive=True))
    assert told == [True, True]
    assert standing([BEGUN], Wanted(2, 5, Limits(), passive=True)).is_new
    before = {name: value for name, value in BEGUN.items() if name != "passive"}
    assert not standing([before], WANTED).is_new, "a ledger from before there were passive ones"
