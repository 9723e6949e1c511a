"""Exhibits: what each page says, and that its commands find the original."""

import hashlib
import json
import re
import subprocess
from datetime import datetime
from pathlib import Path

from bundle_cases import SHARED, exchanges, failures, page, start


def pages(package: Path) -> dict[str, str]:
    """The exhibits' pages by the fact that they show."""
    read = [path.read_text("utf-8") for path in sorted((package / "data" / "exhibits").iterdir())]
    return {fact[1]: text for text in read for fact in [re.search(r"(?m)^Fact: (.*)$", text)] if fact}


def test_each_fact_that_ties_two_sites_is_shown_on_both(made: Path) -> None:
    text = pages(made / "package")["telegram:moonscans_px"]
    assert "Borne by: moonscans.example, starscans.example" in text
    assert text.count("⟦moonscans_px⟧") == 2
    assert "Site: moonscans.example" in text
    assert "Site: starscans.example" in text


def test_two_answers_of_one_site_do_not_push_the_other_site_out(tmp_path: Path) -> None:
    case = start(tmp_path / "case", [page("moonscans.example", SHARED, minute=-5), *exchanges()])
    case.export(tmp_path / "package", court="kr")
    case.close()
    text = pages(tmp_path / "package")["telegram:moonscans_px"]
    assert text.count("Site: moonscans.example") == 1
    assert text.count("Site: starscans.example") == 1


def test_they_are_numbered_as_the_court_numbers_them_the_strongest_first(made: Path) -> None:
    labels = [re.search(r"(?m)^Exhibit: (.*)$", text) for text in pages(made / "package").values()]
    assert [label and label[1] for label in labels] == [f"갑 제{n}호증" for n in range(1, len(labels) + 1)]


def test_a_page_says_who_asked_what_when_and_how(made: Path) -> None:
    text = pages(made / "package")["telegram:moonscans_px"]
    for said in (
        "What that is: Telegram",
        "Asked by: 한 조사관",
        "Address (URL): https://moonscans.example/",
        "Asked (UTC): 2026-03-01T12:00:00",
        "Asked (Asia/Seoul): 2026-03-01T21:00:00+09:00",
        "Address contacted: 100.64.0.43",
        "Language: ko",
    ):
        assert said in text


def test_local_time_is_the_same_moment(made: Path) -> None:
    text = pages(made / "package")["telegram:moonscans_px"]
    times = [re.search(rf"(?m)^Asked \({zone}\): (.*)$", text) for zone in ("UTC", "Asia/Seoul")]
    assert len({datetime.fromisoformat(found[1]) for found in times if found}) == 1


def test_the_command_on_a_page_prints_the_original_whose_digest_it_states(made: Path) -> None:
    text = pages(made / "package")["telegram:moonscans_px"]
    commands = re.findall(r"(?m)^  (tail -c .*)$", text)
    digests = re.findall(r"(?m)^sha256 of the body: (.*)$", text)
    assert len(commands) == len(digests) == 2
    for command, digest in zip(commands, digests, strict=True):
        done = subprocess.run(command, shell=True, cwd=made / "package", capture_output=True, check=True)
        blocks = [part.partition(b"\r\n\r\n")[2] for part in done.stdout.split(b"WARC/1.1\r\n")]
        bodies = [block[:-4].partition(b"\r\n\r\n")[2] for block in blocks]
        assert digest in {hashlib.sha256(body).hexdigest() for body in bodies}


def test_the_line_of_the_ledger_that_a_page_names_is_its_exchanges(made: Path) -> None:
    lines = (made / "package/data/evidence/ledger.jsonl").read_bytes().splitlines()
    text = pages(made / "package")["telegram:moonscans_px"]
    named = re.findall(r"Exchange: (\w+)\nLedger event: \d+ \(line (\d+) of", text)
    assert len(named) == 2
    for name, line in named:
        assert json.loads(lines[int(line) - 1])["id"] == name


def test_only_the_operators_that_were_wanted_have_exhibits(tmp_path: Path) -> None:
    case = start(tmp_path / "case", exchanges())
    operator = case.all_operators()[0].id
    case.export(tmp_path / "package", court="us", operators=[operator])
    case.close()
    assert failures(tmp_path / "package") == []
    assert {f"Operator: {operator}" in text for text in pages(tmp_path / "package").values()} == {True}


def test_a_fact_of_an_answer_that_was_withdrawn_is_not_shown_from_it(tmp_path: Path) -> None:
    case = start(tmp_path / "case", exchanges())
    gone = next(event["id"] for event in case.events() if event.get("uri") == "https://moonscans.example/")
    case.derive()
    case.withdraw(gone, because="order")
    case.export(tmp_path / "package", court="us")
    case.close()
    assert failures(tmp_path / "package") == []
    assert not [text for text in pages(tmp_path / "package").values() if gone in text]
