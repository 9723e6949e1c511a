"""The public Case: tables with their columns, explanations, pivots over one's own cases, packages."""

import json
from pathlib import Path

import pytest
from desk_cases import ID, site_page, three_sites

from osint import canonical
from osint.case.settings import Network
from osint.case.summary import Summary
from osint.desk import Case, packing
from osint.desk.overview import COLUMNS
from osint.errors import UsageError
from osint.records import PRACTICE
from osint.views import display


def test_an_empty_case_has_empty_tables_with_their_columns(tmp_path: Path) -> None:
    case = Case.start(tmp_path / "case", "empty")
    for name in ("observations", "exchanges", "links", "operators", "judgements"):
        table = getattr(case, name)
        assert (len(table), tuple(table.columns)) == (0, COLUMNS[name])
    assert tuple(case.site_table.columns) == COLUMNS["sites"]
    assert case.graph().number_of_nodes() == 0


def test_every_row_has_the_columns_that_are_promised(tmp_path: Path) -> None:
    case = three_sites(tmp_path)
    case.judge("same", "one.example", "two.example", because="the same account")
    registered = tmp_path / "one.example.whois.txt"
    registered.write_text(
        "Domain Name: ONE.EXAMPLE\nRegistrar: Invented Names Ltd.\nCreation Date: 2024-02-03\n", "utf-8"
    )
    case.import_files([registered])
    for name, columns in COLUMNS.items():
        rows = list(case.rows(name))
        assert rows, name
        assert all(tuple(row) == columns for row in rows), name
        json.dumps(rows)


def test_an_unknown_table_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="sites, exchanges"):
        Case.start(tmp_path / "case", "empty").rows("everything")


def test_a_pair_is_explained_by_rows_that_add_up(tmp_path: Path) -> None:
    case = three_sites(tmp_path)
    told = case.explain("www.two.example", "one.example")
    assert told.row["bits"] == sum(row["bits"] for row in told.row["evidence"])
    assert told.row["evidence"][0]["kind"] == "prior"
    assert "google_analytics" in {row["kind"] for row in told.row["evidence"]}
    assert "prior" in str(told)


def test_a_pair_that_shares_nothing_says_nothing_else(tmp_path: Path) -> None:
    told = three_sites(tmp_path).explain("one.example", "three.example")
    assert told.row["bits"] is None
    assert "that says nothing else" in str(told)


def test_an_explanation_is_told_in_the_language_that_is_asked_for_and_shown_so_in_a_notebook(
    tmp_path: Path,
) -> None:
    case = three_sites(tmp_path)
    told = case.explain("one.example", "two.example", language="ko")
    assert told.sentences == tuple(told.row["sentences"])
    for shown in (str(told), display.of_explanation(told)):
        assert "두 사이트(one.example, two.example)에 관한 증거는" in shown
        assert "사전값" in shown
        assert "Both bear" not in shown
        assert "no other group" not in shown
    with pytest.raises(UsageError, match="en, ko, ja"):
        case.explain("one.example", "two.example", language="fr")


@pytest.mark.parametrize(
    "about",
    [(), ("op-none",), ("one.example", "stranger.example"), ("one.example", "two.example", "three.example")],
)
def test_what_is_no_pair_and_no_operator_is_refused(tmp_path: Path, about: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        three_sites(tmp_path).explain(*about)


def test_a_waterfall_needs_a_link(tmp_path: Path) -> None:
    case = three_sites(tmp_path)
    assert case.waterfall("one.example", "two.example").data
    with pytest.raises(UsageError, match="no sum to draw"):
        case.waterfall("one.example", "three.example")


def test_a_pivot_finds_the_bearers_in_ones_other_cases_and_passes_a_broken_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = tmp_path / "cases"
    case = three_sites(cases)
    other = Case.start(cases / "other", "another")
    other.import_files([site_page(tmp_path, "four", ID)], url="https://four.example/")
    (cases / "broken").mkdir()
    (cases / "broken" / "case.toml").write_text("title = ", "utf-8")
    other.close()
    before = {path: path.read_bytes() for path in (cases / "other").rglob("*") if path.is_file()}
    monkeypatch.setattr(case, "ask", lambda *_, **__: Summary())
    rows, summary = case.pivot_rows(f"google_analytics:{ID}", cases=cases)
    assert [(row["site"], row["source"]) for row in rows] == [
        ("one.example", "this case"),
        ("two.example", "this case"),
        ("four.example", "other"),
    ]
    assert [Path(failure.uri).name for failure in summary.failures] == ["broken"]
    assert {path: path.read_bytes() for path in (cases / "other").rglob("*") if path.is_file()} == before


def test_a_package_goes_where_it_is_told_or_to_the_next_free_place(tmp_path: Path) -> None:
    case = three_sites(tmp_path)
    first, second = case.export(court="kr"), case.export(court="us")
    assert [path.name for path in (first, second)] == ["package-1", "package-2"]
    with pytest.raises(UsageError, match="there already"):
        case.export(first, court="kr")
    with pytest.raises(UsageError, match="no court"):
        case.export(tmp_path / "x", court="mars")
    with pytest.raises(UsageError, match="no share"):
        case.export(tmp_path / "x", court="kr", share="everybody")
    with pytest.raises(UsageError, match="no operator"):
        case.export(tmp_path / "x", court="kr", operators=["op-none"])


def test_everything_in_a_package_lies_under_a_signed_head(tmp_path: Path) -> None:
    package = three_sites(tmp_path).export(court="kr")
    lines = (package / "data" / "evidence" / "ledger.jsonl").read_bytes().splitlines()
    heads = [int(path.stem) for path in (package / "data" / "evidence" / "checkpoints").glob("*.note")]
    stated = json.loads((package / "data" / "derived" / "derivation.json").read_bytes())
    assert max(heads) == len(lines)
    assert stated["ledger_size"] <= max(heads)
    basis = json.loads((package / "data" / "basis" / "basis.json").read_bytes())
    assert stated["basis"] == canonical.digest(basis)


def test_work_product_is_in_no_package(tmp_path: Path) -> None:
    case = three_sites(tmp_path)
    case.judge(
        "same", "one.example", "three.example", because="a secret informant", author="Investigator Seven"
    )
    package = case.export(court="kr", share="police")
    everything = b"".join(path.read_bytes() for path in package.rglob("*") if path.is_file())
    assert b"informant" not in everything
    assert b"Seven" not in everything


def test_a_partners_package_can_be_imported_and_its_sites_are_the_cases(tmp_path: Path) -> None:
    package = three_sites(tmp_path).export(court="kr", share="partner")
    ours = Case.start(tmp_path / "ours", "ours")
    brought = ours.import_files([package])
    assert (brought.kept, brought.unreadable) == (3, ())
    assert set(ours.sites()) == {"one.example", "two.example", "three.example"}
    assert {each.value for each in ours.observations.itertuples()} >= {"UA-7345812"}


def test_the_signing_key_is_named_in_the_settings_and_is_not_there(tmp_path: Path) -> None:
    case = three_sites(tmp_path)
    case.export(court="kr")
    told = (case.folder / "case.toml").read_text("utf-8")
    assert case.settings.key_fingerprint in told
    assert len(case.settings.key_fingerprint) == 64
    assert b"PRIVATE KEY" not in b"".join(
        path.read_bytes() for path in case.folder.rglob("*") if path.is_file()
    )


def test_what_a_practice_case_shows_in_a_notebook_says_so_also_in_its_parts(tmp_path: Path) -> None:
    practice = Case.start(tmp_path / "practice", "practice", network=Network(profile="practice"))
    for name in ("one", "two"):
        practice.import_files([site_page(tmp_path, name, ID)], url=f"https://{name}.example/")
    part = practice.observations.query("kind == 'google_analytics'")[["site", "value"]]
    explained = practice.explain("one.example", "two.example")
    for shown in (display.of_frame(part), display.of_explanation(explained)):
        assert PRACTICE in shown
    real = three_sites(tmp_path)
    assert PRACTICE not in display.of_frame(real.observations) + display.of_explanation(
        real.explain("one.example", "two.example")
    )


def test_a_key_that_is_not_where_it_is_said_to_be_is_never_made_by_an_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSINT_KEY_FILE", str(tmp_path / "mistyped.pem"))
    case = three_sites(tmp_path)
    with pytest.raises(UsageError, match="osint key"):
        case.export(court="kr")
    assert not (tmp_path / "mistyped.pem").exists()
    assert "export" not in {event["type"] for event in case.events()}


@pytest.mark.parametrize(
    ("there", "free"),
    [
        ((), 1),
        (("package-1", "package-2"), 3),
        (("package-2",), 3),
        (("package-9", "package-10"), 11),
        (("package-of-mine",), 1),
        (("package-1", ".package-2.4711.draft"), 3),
    ],
    ids=str,
)
def test_no_packages_name_is_given_twice_nor_one_that_is_being_written(
    tmp_path: Path, there: tuple[str, ...], free: int
) -> None:
    case = Case.start(tmp_path / "case", "empty")
    for name in there:
        (case.folder / "exports" / name).mkdir(parents=True)
    assert packing.next_place(case).name == f"package-{free}"
