"""A case's parties and accounts as tables: candidates, who stands between, and what an analyst puts aside."""

from pathlib import Path

import pytest
from desk_cases import three_sites

from osint.desk import Case, who
from osint.errors import UsageError
from osint.operators.who_rows import COLUMNS

WHOIS = """Domain Name: {host}
Registrar: Invented Names Ltd.
Creation Date: 2024-02-03
Registrant Name: {name}
Registrant Organization: {organisation}
Admin Name: REDACTED FOR PRIVACY
"""
STATED = {
    "one.example": ("홍가명", "㈜예시달빛"),
    "two.example": ("Hong Gamyeong", "(주) 예시달빛"),
    "three.example": ("Ken Invented", "Domains By Proxy, LLC"),
}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """One and two are held to be one operator's; three is nobody's."""
    made = three_sites(tmp_path)
    for host, (name, organisation) in STATED.items():
        path = tmp_path / f"{host}.whois.txt"
        path.write_text(WHOIS.format(host=host.upper(), name=name, organisation=organisation), "utf-8")
        made.import_files([path])
    page = tmp_path / "channel.html"
    page.write_text('<a href="https://t.me/invented_px">notices</a>', "utf-8")
    made.import_files([page], url="https://one.example/channel")
    made.judge("same", "one.example", "two.example", because="the same account")
    return made


def test_one_name_in_two_spellings_is_one_candidate_of_the_operator(case: Case) -> None:
    (operator,) = case.operators["operator"]
    table = case.parties
    (row,) = table[table["name"].str.contains("예시달빛")].to_dict("records")
    assert len(row["spellings"]) == 2
    assert (row["operator"], row["nature"], row["standing"]) == (operator, "organisation", "candidate")
    assert row["sites"] == ["one.example", "two.example"]
    assert [len(each["exchanges"]) for each in row["named"]] == [1, 1]
    assert str(table["first_seen"].dtype).startswith("datetime64")


def test_names_that_may_be_one_party_s_name_each_other_with_the_rule(case: Case) -> None:
    told = {row["name"]: row["may_be"] for row in case.rows("parties")}
    (alike,) = told["홍가명"]
    assert alike["name"] == "hong gamyeong"
    assert "revised romanisation" in alike["why"]


def test_registrars_and_privacy_services_stand_between_and_the_redacted_are_nobody(case: Case) -> None:
    standing = {row["name"]: row["standing"] for row in case.rows("parties")}
    assert {name for name, told in standing.items() if told == "stands between"} == {
        "Invented Names Ltd.",
        "Domains By Proxy, LLC",
    }
    assert "ken invented" not in standing  # who is named beside a privacy service is its own
    assert not any("redacted" in name.lower() for name in standing)


def test_what_an_analyst_puts_aside_is_no_candidate_until_he_takes_it_back(case: Case) -> None:
    (name,) = {row["name"] for row in case.rows("parties") if row["name"] == "홍가명"}
    put = case.judge("ignore", f"registrant_name:{name}", because="the law firm's clerk")
    (row,) = [row for row in case.rows("parties") if row["name"] == name]
    assert (row["standing"], row["standing_why"]) == ("stands between", "an analyst has put it aside")
    case.judge("retract", put.id, because="he is none")
    (row,) = [row for row in case.rows("parties") if row["name"] == name]
    assert row["standing"] == "candidate"


def test_an_account_says_which_sites_point_to_it_and_whose_they_are(case: Case) -> None:
    (operator,) = case.operators["operator"]
    (row,) = case.accounts.to_dict("records")
    assert (row["account"], row["operators"]) == ("telegram:invented_px", [operator])
    assert [each["site"] for each in row["sites"]] == ["one.example"]


def test_an_empty_case_has_empty_tables_and_another_word_is_refused(tmp_path: Path) -> None:
    case = Case.start(tmp_path / "empty", "empty")
    for name, columns in COLUMNS.items():
        table = getattr(case, name)
        assert (len(table), tuple(table.columns)) == (0, columns)
    with pytest.raises(UsageError, match="one of parties, accounts"):
        who.rows_of(case, "suspects")
