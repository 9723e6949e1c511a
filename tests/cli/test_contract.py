"""The contract: every JSON output of the command line is what its schema in docs/contract says."""

import copy
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_cases import DAY, REGISTRATION, archive, case, rows, run

CONTRACT = Path(__file__).parents[2] / "docs" / "contract"
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in CONTRACT.glob("*.json")
}
SHOWN = (
    *("sites", "exchanges", "observations", "links", "operators", "judgements", "registrations"),
    *("hosting", "abuse", "origins", "parties", "accounts"),
)
# The core that the design promises to scripts.
CORE = {
    "scan": "source site url kind value raw path start end where own check platform",
    "show-links": "a b bits likelihood_ratio probability evidence",
    "show-operators": "operator sites weakest_cut contacts parties",
    "parse-whois": "domain state registrar dates nameservers statuses contacts disclosure",
    "verify": "result checks",
}


OPTIONAL = {"second_opinion"}  # only where an option asks for it


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(SCHEMAS[name])


def refused(name: str, row: dict[str, Any]) -> bool:
    return not validator(name).is_valid(row)


@pytest.fixture(scope="session")
def judged(known: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of its own with judgements of every sort."""
    place = tmp_path_factory.mktemp("judged")
    folder = case(place / "case")
    run("import", folder, archive(place / "crawl.warc"))
    because = ("--because", "the same bank account")
    first = run("judge", folder, "same", "moontoon.example", "blog.example", *because).stdout.strip()
    run("judge", folder, "different", "moontoon.example", "alone.example", *because)
    run("judge", folder, "unsure", "blog.example", "alone.example", *because)
    run("judge", folder, "ignore", "google_analytics:UA-55512399", *because)
    run("judge", folder, "retract", first, *because)
    return folder


@pytest.fixture(scope="session")
def package(known: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exported package."""
    place = tmp_path_factory.mktemp("packed")
    folder = case(place / "case")
    run("import", folder, archive(place / "crawl.warc"))
    assert run("export", folder, place / "package", "--court", "kr").exit_code == 0
    return place / "package"


@pytest.mark.parametrize("name", SCHEMAS)
class TestEverySchema:
    def test_is_itself_valid_and_closed_about_what_must_be_there(self, name: str) -> None:
        schema = SCHEMAS[name]
        jsonschema.Draft202012Validator.check_schema(schema)
        parts = schema.get("anyOf", [schema])
        assert all(set(part["properties"]) - OPTIONAL == set(part["required"]) for part in parts)

    def test_is_named_in_the_readme(self, name: str) -> None:
        assert f"`{name}.schema.json`" in (CONTRACT / "README.md").read_text("utf-8")

    def test_requires_the_core_that_the_design_promises(self, name: str) -> None:
        schema = SCHEMAS[name]
        required = schema.get("required") or schema["anyOf"][0]["required"]
        assert set(CORE.get(name, "").split()) <= set(required)


class TestShow:
    @pytest.mark.parametrize("what", SHOWN)
    def test_every_row_is_what_the_schema_says(self, judged: Path, what: str) -> None:
        found = rows("show", judged, what)
        assert found
        for row in found:
            validator(f"show-{what}").validate(row)

    @pytest.mark.parametrize("what", SHOWN)
    def test_json_and_json_lines_hold_the_same_rows(self, judged: Path, what: str) -> None:
        whole = json.loads(run("show", judged, what, "--format", "json").stdout)
        assert whole == rows("show", judged, what)

    @pytest.mark.parametrize("what", SHOWN)
    def test_csv_is_headed_by_the_fields_of_the_schema_with_and_without_rows(
        self, judged: Path, tmp_path: Path, what: str
    ) -> None:
        fields = list(SCHEMAS[f"show-{what}"]["properties"])
        empty = run("show", case(tmp_path / "empty"), what, "--format", "csv").stdout
        filled = list(csv.reader(io.StringIO(run("show", judged, what, "--format", "csv").stdout)))
        assert sorted(filled[0]) == sorted(fields)
        assert empty == ",".join(filled[0]) + "\n"
        assert {len(row) for row in filled} == {len(fields)}

    @pytest.mark.parametrize("what", SHOWN)
    def test_the_table_says_how_many_rows_there_are(self, judged: Path, what: str) -> None:
        shown = run("show", judged, what)
        count = len(rows("show", judged, what))
        assert f"{count} row" in shown.stderr
        assert len(shown.stdout.splitlines()) == count + 1

    def test_a_link_gives_the_prior_first_and_rows_that_add_up(self, known: Path) -> None:
        (link,) = [row for row in rows("show", known, "links") if row["bits"] > 0]
        assert {link["a"], link["b"]} == {"moontoon.example", "suntoon.example"}
        assert link["evidence"][0]["kind"] == "prior"
        assert sum(row["bits"] for row in link["evidence"]) == link["bits"]

    def test_an_operator_bears_its_contact_and_the_party_that_a_source_names(self, known: Path) -> None:
        (operator,) = rows("show", known, "operators")
        assert "telegram:moontoon_notice" in operator["contacts"]
        assert [party["role"] for party in operator["parties"]] == ["registrant"]


class TestExplain:
    def test_a_pair_that_is_linked(self, known: Path) -> None:
        told = json.loads(
            run("explain", known, "moontoon.example", "suntoon.example", "--format", "json").stdout
        )
        validator("explain-pair").validate(told)
        assert told["would_change"] is not None
        assert told["evidence"][0]["kind"] == "prior"

    def test_a_pair_that_shares_nothing(self, known: Path) -> None:
        told = json.loads(run("explain", known, "blog.example", "alone.example", "--format", "json").stdout)
        validator("explain-pair").validate(told)
        assert told["bits"] is None

    def test_an_operator(self, known: Path) -> None:
        (operator,) = rows("show", known, "operators")
        told = json.loads(run("explain", known, operator["operator"], "--format", "json").stdout)
        validator("explain-operator").validate(told)
        assert told["operator"] == operator["operator"]

    @pytest.mark.parametrize(
        ("language", "word"), [("en", "The evidence"), ("ko", "증거는"), ("ja", "証拠は")]
    )
    def test_says_its_sentences_in_the_language_that_is_asked_for(
        self, known: Path, language: str, word: str
    ) -> None:
        (operator,) = rows("show", known, "operators")
        pair = ("moontoon.example", "suntoon.example")
        for about in (pair, ("blog.example", "alone.example"), (operator["operator"],)):
            asked = ("explain", known, *about, "--language", language)
            told = json.loads(run(*asked, "--format", "json").stdout)
            validator("explain-operator" if len(about) == 1 else "explain-pair").validate(told)
            assert told["language"] == language
            assert run(*asked).stdout.startswith("\n".join(told["sentences"]))
        assert word in run("explain", known, *pair, "--language", language).stdout

    def test_words_name_what_both_bear(self, known: Path) -> None:
        said = run("explain", known, "moontoon.example", "suntoon.example").stdout
        assert "Both bear" in said
        assert "UA-77341285" in said


class TestVerify:
    def test_a_package_that_holds(self, package: Path) -> None:
        ended = run("verify", package, "--format", "json")
        told = json.loads(ended.stdout)
        validator("verify").validate(told)
        assert (told["result"], ended.exit_code) == ("passed", 0)

    def test_a_package_with_one_byte_changed_fails_and_names_the_file(
        self, package: Path, tmp_path: Path
    ) -> None:
        changed = copy_of(package, tmp_path / "changed")
        table = changed / "data" / "tables" / "sites.jsonl"
        table.write_bytes(table.read_bytes().replace(b"suntoon", b"suntoom", 1))
        ended = run("verify", changed, "--format", "json")
        told = json.loads(ended.stdout)
        validator("verify").validate(told)
        assert (told["result"], ended.exit_code) == ("failed", 1)
        assert "data/tables/sites.jsonl" in {
            row["file"] for row in told["checks"] if row["result"] == "failed"
        }

    def test_rederiving_adds_checks_of_the_same_form(self, package: Path) -> None:
        told = json.loads(run("verify", package, "--rederive", "--format", "json").stdout)
        validator("verify").validate(told)
        assert [row["result"] for row in told["checks"] if row["check"] == "rederive"] == ["passed"] * 5

    def test_a_case_folder(self, known: Path) -> None:
        ended = run("verify", known, "--format", "json")
        validator("verify").validate(json.loads(ended.stdout))
        assert ended.exit_code == 0


class TestWithoutACase:
    def test_scan_of_an_archive(self, tmp_path: Path) -> None:
        found = rows("scan", archive(tmp_path / "crawl.warc"))
        for row in found:
            validator("scan").validate(row)
        telling = {(row["site"], row["kind"], row["value"]) for row in found}
        assert ("moontoon.example", "telegram", "moontoon_notice") in telling
        assert ("suntoon.example", "ads_txt_direct", "google.com pub-4830152649870316") in telling

    def test_kinds(self) -> None:
        found = rows("kinds")
        assert len(found) >= 40
        for row in found:
            validator("kinds").validate(row)

    def test_the_key(self) -> None:
        run("key", "--create")
        told = json.loads(run("key").stdout)
        validator("key").validate(told)

    def test_parse_whois_of_a_record_an_absence_and_a_broken_line(self) -> None:
        asked = [
            {"domain": "moontoon.example", "whois_server": "whois.invented.example", "raw": REGISTRATION},
            {"domain": "free.example", "whois_server": "", "raw": "No match for domain FREE.EXAMPLE\r\n"},
        ]
        lines = "".join(json.dumps(each) + "\n" for each in asked) + "{broken\n"
        ended = run("parse-whois", stdin=lines)
        found = [json.loads(line) for line in ended.stdout.splitlines()]
        for row in found:
            validator("parse-whois").validate(row)
        assert [row["state"] for row in found] == ["registered", "not_registered", "malformed"]
        assert found[0]["dates"] == {
            "created": "2024-02-03T04:05:06Z",
            "updated": None,
            "expires": "2027-02-03T04:05:06Z",
        }

    def test_parse_whois_with_a_second_opinion(self) -> None:
        asked = [
            {"domain": "moontoon.example", "raw": REGISTRATION},
            {"domain": "free.example", "raw": "No match for domain FREE.EXAMPLE\r\n"},
        ]
        lines = "".join(json.dumps(each) + "\n" for each in asked)
        found = [
            json.loads(line)
            for line in run("parse-whois", "--second-opinion", stdin=lines).stdout.splitlines()
        ]
        for row in found:
            validator("parse-whois").validate(row)
        assert found[0]["second_opinion"]["verdict"] in {"agrees", "differs"}
        assert found[1]["second_opinion"] is None


class TestPivot:
    def test_this_case_and_others_below_a_folder(
        self, known: Path, judged: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("osint.desk.Case.ask", nothing_asked)
        found = rows("pivot", known, "telegram:moontoon_notice", "--cases", judged.parent)
        for row in found:
            validator("pivot").validate(row)
        assert [(row["site"], row["source"]) for row in found] == [
            ("moontoon.example", "this case"),
            ("suntoon.example", "this case"),
            ("moontoon.example", "case"),
            ("suntoon.example", "case"),
        ]

    def test_a_plan_tells_what_each_source_would_be_asked_and_asks_nothing(
        self, known: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("osint.desk.Case.ask", lambda *_, **__: pytest.fail("a plan asks nothing"))
        monkeypatch.setattr("osint.case.asking._from_keyring", lambda _: None)
        monkeypatch.setenv("SHODAN_API_KEY", "x" * 32)
        found = rows("pivot", known, "email:moon@postbin.example", "--plan")
        for row in found:
            validator("pivot-plan").validate(row)
        told = {row["source"]: (row["cost"], row["unit"], row["missing_keys"]) for row in found}
        assert told["shodan"] == (1, "query credit", [])
        assert told["whoisxml"] == (50, "credits of the Domain Research Suite", ["WHOISXML_API_KEY"])
        assert told["domaintools"][2] == ["DOMAINTOOLS_API_USERNAME", "DOMAINTOOLS_API_KEY"]

    def test_a_plan_says_why_nobody_is_asked_about_a_cdns_address(self, known: Path) -> None:
        told = run("pivot", known, "address:104.16.3.4", "--plan", "--format", "jsonl")
        assert told.stdout == ""
        assert "not asked: a hub: Cloudflare's addresses of " in told.stderr
        assert rows("pivot", known, "address:100.64.7.9", "--plan")


def nothing_asked(*_: object, **__: object) -> Any:
    from osint.case.summary import Summary

    return Summary()


def copy_of(package: Path, target: Path) -> Path:
    import shutil

    return Path(shutil.copytree(package, target))


def without(field: str) -> Callable[[dict[str, Any]], None]:
    return lambda row: row.pop(field)


def put(value: object, *path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(row: Any) -> None:
        for step in path[:-1]:
            row = row[step]
        row[path[-1]] = value

    return change


# Rows as they are, each broken in one way that its schema must refuse.
BROKEN = [
    ("scan", put("true", "own")),
    ("scan", put("maybe", "check")),
    ("scan", put("body", "path")),
    ("scan", put("body/dom", "where")),
    ("show-sites", put("yes", "seed")),
    ("show-sites", put({"lost": 1}, "outcomes")),
    ("show-exchanges", put("timeout", "outcome")),
    ("show-exchanges", put(DAY, "at")),
    ("show-exchanges", put("page", "subject", "kind")),
    ("show-observations", put(-1, "start")),
    ("show-observations", put("UA 1", "kind")),
    ("show-links", put(0.5, "bits")),
    ("show-links", put(1.5, "probability")),
    ("show-links", put("telegram", "evidence", 0, "kind")),
    ("show-links", put(None, "likelihood_ratio", "mid")),
    ("show-links", put("yes", "evidence", 1, "exchanges")),
    ("show-operators", put([], "sites")),
    ("show-operators", put("op-1", "operator")),
    ("show-operators", put("secret", "parties", 0, "disclosure")),
    ("show-operators", without("weakest_cut")),
    ("show-parties", put("guilty", "standing")),
    ("show-parties", put("redacted", "disclosure")),
    ("show-parties", put([], "named")),
    ("show-accounts", put([], "sites")),
    ("show-accounts", put("yes", "own")),
]


@pytest.mark.parametrize(("name", "change"), BROKEN)
def test_a_schema_refuses_what_is_not_of_its_form(
    known: Path, tmp_path: Path, name: str, change: Callable[[dict[str, Any]], None]
) -> None:
    if name == "scan":
        row = rows("scan", archive(tmp_path / "crawl.warc"))[0]
    else:
        found = rows("show", known, name.removeprefix("show-"))
        row = max(found, key=lambda each: each.get("bits") or 0 if name == "show-links" else 0)
    assert not refused(name, row)
    broken = copy.deepcopy(row)
    change(broken)
    assert refused(name, broken)


def test_schemas_of_findings_refuse_a_pass_with_a_failed_check_and_a_failure_without_a_reason() -> None:
    check = {"check": "digest", "file": "a", "result": "failed", "why": "it was changed"}
    assert not refused("verify", {"result": "failed", "checks": [check]})
    assert refused("verify", {"result": "passed", "checks": [check]})
    assert refused("verify", {"result": "failed", "checks": [{**check, "why": ""}]})
    assert refused("verify", {"result": "failed", "checks": [{**check, "result": "passed"}]})
