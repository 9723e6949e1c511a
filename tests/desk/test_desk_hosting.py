"""Who carries a practice case's sites: asked over loopback, read from what was kept, and nobody's machine contacted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from osint.desk import Case
from osint.errors import SettingError
from osint.practice.lab import practice_case
from osint.practice.serving import serving

HIDDEN = "manhwabox.test"  # behind the practice world's front, with a past
BARE = "toonmoa31.test"
ORIGIN = "100.70.50.12"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A passive collection about two sites, and the addresses that it led to."""
    made = practice_case(tmp_path_factory.mktemp("hosting") / "case", sites=1)
    collectors = ["dns", "network", "circl", "dnsdb", "shodan", "whois", "rdap"]
    with serving():
        made.collect(sites=[HIDDEN, BARE], collectors=collectors, passive=True)
    yield made
    made.close()


@pytest.mark.loopback
class TestPracticeCase:
    def test_a_site_behind_a_front_has_the_machine_of_its_past_as_first_candidate(self, case: Case) -> None:
        rows = [row for row in case.rows("origins") if row["site"] == HIDDEN]
        assert {row["standing"] for row in rows} == {"behind a front"}
        assert rows[0]["address"] == ORIGIN
        assert {"past", "beside"} <= {each["sign"] for each in rows[0]["evidence"]}
        assert "AS64501" in rows[0]["networks"]
        assert sum(each["bits"] for each in rows[0]["evidence"]) == rows[0]["bits"]

    def test_a_site_that_is_seen_itself_has_a_past_and_no_candidate(self, case: Case) -> None:
        past = [row for row in case.rows("observations") if row["value"] == "100.66.10.90"]
        assert {row["last_seen"][:4] for row in past if row["site"] == BARE} == {"2023"}
        (row,) = (row for row in case.rows("origins") if row["site"] == BARE)
        assert (row["standing"], row["address"], row["evidence"]) == ("not listed", None, [])

    def test_no_candidate_was_contacted(self, case: Case) -> None:
        contacted = {exchange["address"] for exchange in case.rows("exchanges")}
        assert not {row["address"] for row in case.rows("origins") if row["address"]} & contacted

    def test_a_notice_goes_to_the_host_behind_then_the_front_then_the_registrar(self, case: Case) -> None:
        rows = [row for row in case.rows("abuse") if row["site"] == HIDDEN and row["answer"] == "known"]
        roles = [row["role"] for row in rows]
        assert roles == sorted(
            roles, key=["host behind the front", "front", "registrar", "autonomous system"].index
        )
        assert rows[0]["email"] == "abuse@offshell.example"
        assert rows[1]["form"] == "https://veilfront.example/abuse"
        held = {exchange["exchange"] for exchange in case.rows("exchanges")}
        assert all(set(row["exchanges"]) <= held and row["exchanges"] for row in rows)

    def test_lists_say_what_they_say_with_their_day(self, case: Case) -> None:
        rows = [row for row in case.rows("hosting") if row["site"] == BARE and row["answer"] == "listed"]
        assert [(row["label"], row["list"], row["date"]) for row in rows] == [
            ("bulletproof", "Hosts that do not answer", "2026-10-15")
        ]
        (name,) = (
            row for row in case.rows("hosting") if row["site"] == BARE and row["label"] == "reverse name"
        )
        assert name["answer"] == "confirmed"

    def test_tables_hold_the_same_rows(self, case: Case) -> None:
        for made, what in ((case.hosting(), "hosting"), (case.abuse(), "abuse"), (case.origin(), "origins")):
            assert len(made) == len(list(case.rows(what)))
        assert set(case.abuse(f"www.{HIDDEN}")["site"]) == {HIDDEN}


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    case = Case.start(tmp_path / "case", "no list", sites=["one.example"], hosting_lists=["nowhere.toml"])
    with pytest.raises(SettingError, match=r"nowhere\.toml"):
        list(case.rows("hosting"))
    assert list(case.rows("links")) == []
