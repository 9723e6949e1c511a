"""Expanding: round by round to a depth and a budget; stopped and gone on with, it asks nothing twice."""

from pathlib import Path

import pytest
from case_cases import new_case, page, saved

from osint.case import expanding
from osint.case.case import Case
from osint.case.expanding import Standing, Wanted, standing
from osint.case.limits import Limits
from osint.case.summary import Summary
from osint.records import Subject, SubjectKind

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
    assert ("1 identifiers of the sites taken in last", "depth: 1 rounds") in told, (
        "nothing was searched here"
    )


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


def test_done_it_may_be_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case, wanted = case_of_a_chain(tmp_path), Wanted(1, 1, Limits())
    Asked(case, monkeypatch)
    expanding.expand(case, wanted)
    expanding.expand(case, wanted)
    assert len(leads(case)) == 2
