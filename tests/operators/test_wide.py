"""A large case weighed part by part: the same operators, links and numbers as weighing it whole."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from osint.derive import Derivation, Inputs, derive
from osint.links.bearing import gather
from osint.links.bearings_file import write
from osint.links.candidates import Candidates
from osint.links.case_view import Circumstances
from osint.operators.judgement import effective
from osint.operators.wide import Part, Under, Wide
from osint.records import Judgement, Observation, Verdict
from weighing import BASIS, CHANNEL, COPIED, COPIED_ELSEWHERE, ZONE, borne, seen, some
from worlds.other_world import make_other
from worlds.searched import search
from worlds.seated import make_seated
from worlds.world import make

SEATS = [f"ads_txt_direct:exchange{number}.example pub-{number}" for number in range(6)]


def wide(
    observations: Iterable[Observation],
    inputs: Inputs,
    folder: Path,
    known: dict[str, Any] | None = None,
    *,
    jobs: int = 1,
) -> tuple[list[Part], int]:
    """The parts, and how many were weighed."""
    folder.mkdir()
    write(gather(observations), folder / "bearings.parquet")
    constraints = effective(inputs.judgements)
    told = Circumstances(inputs.rights_holders, constraints.ignored, inputs.found_by)
    candidates = Candidates(folder / "bearings.parquet", BASIS, told, workspace=folder)
    weighing = Wide(candidates, Under(BASIS, told, constraints), known, jobs=jobs)
    return list(weighing.parts()), weighing.weighed


def assert_same(parts: list[Part], whole: Derivation) -> None:
    """Every operator is there and alike, and every link of a part is the whole case's."""
    found = {each.sites: each for part in parts for each in part.operators}
    assert {each.sites for each in whole.operators} == found.keys()
    for each in whole.operators:
        other = found[each.sites]
        told = each.weakest_cut, each.contacts, each.accounts, each.parties
        assert told == (other.weakest_cut, other.contacts, other.accounts, other.parties)
    links = {(each.a, each.b): each for each in whole.links}
    for part in parts:
        for link in part.links:
            assert links[link.a, link.b] == link


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_world_is_weighed_alike(seed: int, tmp_path: Path) -> None:
    observations = make(seed, scale=0.15).observations
    whole = derive(observations, Inputs(), BASIS)
    parts, _ = wide(observations, Inputs(), tmp_path / "wide")
    assert whole.operators
    assert_same(parts, whole)
    assert sum(len(part.links) for part in parts) < len(whole.links)


def test_what_binds_and_what_is_put_aside_is_the_whole_case_s(tmp_path: Path) -> None:
    one, two, three = some("moon", 4), some("sun", 3), some("star", 3)
    observations = [
        *borne(one, ZONE, CHANNEL, COPIED),
        *borne(two, "adsterra:ffff0123456789abcdef0123456789ab", "telegram:sunscans_px", COPIED),
        *borne(three, "telegram:starscans_px", "adsterra:eeee0123456789abcdef0123456789ab", *SEATS),
        *borne(["publisher.example", one[0]], COPIED_ELSEWHERE),
        *borne(some("seat", 5), *SEATS),
        seen("reseller.example", SEATS[0].replace("direct", "reseller")),
        seen(two[0], f"redirect_site:{three[0]}"),
        seen("old.example", f"redirect_site:{one[0]}"),
        seen("alone.example", "adsense:pub-9900000000000001"),
    ]
    judgements = [
        Judgement("j1", Verdict.SAME, (one[0], "alone.example"), "a", "b", observations[0].first_seen),
        Judgement("j2", Verdict.DIFFERENT, (one[0], one[1]), "a", "b", observations[0].first_seen),
        Judgement("j3", Verdict.UNSURE, (two[0], two[1]), "a", "b", observations[0].first_seen),
        Judgement("j4", Verdict.IGNORE, ("telegram:starscans_px",), "a", "b", observations[0].first_seen),
    ]
    found_by = {one[2]: frozenset({ZONE})}
    for inputs in (
        Inputs(),
        Inputs(tuple(judgements), frozenset({"publisher.example"}), found_by),
        Inputs(rights_holders=frozenset({two[0]})),
    ):
        whole = derive(observations, inputs, BASIS)
        parts, _ = wide(observations, inputs, tmp_path / f"wide{id(inputs)}")
        assert whole.operators
        assert_same(parts, whole)


def test_files_that_share_nothing_but_seats_are_weighed_alike(tmp_path: Path) -> None:
    observations = make_seated(3, "one_house").observations
    whole = derive(observations, Inputs(), BASIS)
    parts, _ = wide(observations, Inputs(), tmp_path / "seats")
    assert whole.operators
    assert_same(parts, whole)


@pytest.mark.parametrize("make_one", [make, make_other])
def test_a_case_that_grew_by_searching_is_weighed_alike(make_one: Any, tmp_path: Path) -> None:
    case = search(make_one(6, scale=0.15))
    inputs = Inputs(found_by=case.found_by)
    whole = derive(case.observations, inputs, BASIS)
    parts, _ = wide(case.observations, inputs, tmp_path / "searched")
    assert whole.operators
    assert_same(parts, whole)


def test_a_new_site_weighs_only_the_parts_that_it_changes(tmp_path: Path) -> None:
    observations = make(4, scale=0.15).observations
    known: dict[str, Any] = {}
    _, all_of_them = wide(observations, Inputs(), tmp_path / "first", known)
    again, none = wide(observations, Inputs(), tmp_path / "again", known)
    operator = next(part.operators[0] for part in again if part.operators)
    more = [*observations, *(seen("late.example", name) for name in operator.accounts + operator.contacts)]
    parts, few = wide(more, Inputs(), tmp_path / "more", known)
    assert none == 0
    assert 0 < few < all_of_them / 3
    assert_same(parts, derive(more, Inputs(), BASIS))


def test_a_case_in_which_nothing_can_join_has_no_parts(tmp_path: Path) -> None:
    for number, observations in enumerate(([], borne(some("a", 2), COPIED), [seen("a.example", ZONE)])):
        parts, _ = wide(observations, Inputs(), tmp_path / str(number))
        assert parts == []


def test_two_processes_weigh_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("osint.operators.wide.AT_ONCE", 50)
    observations = make(5, scale=0.1).observations
    parts, count = wide(observations, Inputs(), tmp_path / "two", jobs=2)
    assert (parts, count) == wide(observations, Inputs(), tmp_path / "one")
    assert_same(parts, derive(observations, Inputs(), BASIS))
