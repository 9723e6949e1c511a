"""What a step will cost is said on standard error before anything is asked."""

from pathlib import Path
from typing import Any

import pytest
from cli_cases import run

from osint.case.summary import Summary


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("osint.case.asking._from_keyring", lambda _: None)
    monkeypatch.setenv("DNSDB_API_KEY", "x" * 32)
    folder = tmp_path / "case"
    run("new", folder, "--title", "prices", "--site", "moonscans.com", "--site", "sunscans.example")
    return folder


def test_a_collection_says_what_sources_that_charge_will_take(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("osint.desk.Case.collect", lambda *_, **__: Summary())
    told = run("collect", case).stderr
    assert "dnsdb: from 4 lookups for 2 subjects that were not asked about before" in told
    assert "shodan" not in told
    assert "dnsdb" not in run("collect", case, "--collector", "page").stderr, "it would not be asked"
    monkeypatch.delenv("DNSDB_API_KEY")
    assert "dnsdb" not in run("collect", case).stderr, "nor without its key"


def test_an_expansion_passes_on_what_each_round_will_cost(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def expand(*_: object, say: Any, **__: object) -> Summary:
        say("shodan: from 7 query credit")
        return Summary()

    monkeypatch.setattr("osint.desk.Case.expand", expand)
    assert "shodan: from 7 query credit" in run("expand", case).stderr


@pytest.mark.parametrize(
    ("credits_", "words"),
    [("10", "more than the budget of 10: they are counted and not fetched"), ("60", "at the most 60")],
)
def test_a_price_beyond_the_budget_is_said_to_be_none_that_is_paid(
    case: Path, monkeypatch: pytest.MonkeyPatch, credits_: str, words: str
) -> None:
    monkeypatch.setenv("WHOISXML_API_KEY", "x" * 32)
    monkeypatch.setattr("osint.desk.Case.pivot_rows", lambda *_, **__: ([], Summary()))
    told = run("pivot", case, "registrant_email:owner@moon.example", "--credits", credits_).stderr
    assert f"from 50 credits of the Domain Research Suite, {words}" in told
