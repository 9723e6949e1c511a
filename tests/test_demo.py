"""The main job as a user runs it: the demonstration, its result beside the truth, run again, verified by strangers.

The truth (``data/practice/truth.json``) is read here and by nothing under ``src``.
"""

import gzip
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from osint.practice.content import folder as content
from osint.practice.shodan_replica import KEY
from osint.records import Outcome

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
BANNER = "PRACTICE, NOT EVIDENCE"
TRUTH = json.loads((content() / "truth.json").read_text("utf-8"))
RUNS = {site: each["id"] for each in TRUTH["operators"] for site in each["sites"]}


@dataclass(frozen=True)
class Demo:
    """A demonstration that has run."""

    said: subprocess.CompletedProcess[str]
    folder: Path
    environment: dict[str, str]

    def osint(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return osint(self.environment, *words)

    def rows(self, what: str) -> list[dict[str, Any]]:
        """A table as it was when it was first shown."""
        return _first_shown(self.folder, what)

    def rows_now(self, what: str) -> list[dict[str, Any]]:
        told = self.osint("show", self.folder, what, "--format", "jsonl")
        assert told.returncode == 0, told.stderr[-2000:]
        return [json.loads(line) for line in told.stdout.splitlines()]

    @property
    def package(self) -> Path:
        return self.folder / "exports" / "package-1"


@cache
def _first_shown(folder: Path, what: str) -> list[dict[str, Any]]:
    said = subprocess.run(
        [sys.executable, "-m", "osint", "show", str(folder), what, "--format", "jsonl"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [json.loads(line) for line in said.stdout.splitlines()]


def osint(environment: dict[str, str], *words: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "osint", *map(str, words)]
    return subprocess.run(
        line, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=400
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    place = tmp_path_factory.mktemp("demo")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OSINT_")}
    environment = {**kept, "OSINT_KEY_FILE": str(place / "key.pem"), "PYTHONUTF8": "1"}
    said = osint(environment, "demo", "--folder", place / "case")
    assert said.returncode == 0, said.stderr[-3000:]
    return Demo(said, place / "case", environment)


@pytest.fixture(scope="module")
def groups(demo: Demo) -> list[set[str]]:
    return [{each["site"] for each in one["sites"]} for one in demo.rows("operators")]


def test_no_group_holds_two_operators_or_a_stranger(groups: list[set[str]]) -> None:
    for group in groups:
        assert {RUNS.get(site, f"stranger {site}") for site in group} in [
            {each["id"]} for each in TRUTH["operators"]
        ]


def test_every_operator_is_found_once_and_nearly_whole(groups: list[set[str]]) -> None:
    owners = sorted(RUNS[next(iter(group))] for group in groups)
    assert owners == sorted(each["id"] for each in TRUTH["operators"])
    assert sum(map(len, groups)) >= 0.85 * len(RUNS)


@pytest.mark.parametrize(
    ("site", "other"),
    [
        ("badatoon31.test", "badatoon35.test"),  # moved through five domains
        ("badatoon32.test", "badatoon35.test"),  # dead: known by captures alone
        ("oldhearth.test", "emberscans.test"),  # today's page dropped the id that old captures carry
        ("gureumtoon-free.test", "toonmoa31.test"),  # a clone, by the one zone of its own
        ("kagemanga.test", "mangayoru.test"),  # a page of 200 MB
        ("heimanhua.test", "manhuaxia.test"),  # answers with broken HTTP
        ("flintmanga.example", "emberscans.test"),  # a bot check in place of the page
        ("toonmoa30.test", "toonmoa31.test"),  # the block notice stands in its place
        ("riwayaqamar.test", "mangaqamar.test"),  # sends one byte a second
    ],
)
def test_a_hard_site_is_in_its_group(groups: list[set[str]], site: str, other: str) -> None:
    assert any({site, other} <= group for group in groups)


def test_a_clone_is_not_in_its_victims_group(groups: list[set[str]]) -> None:
    assert not any("gureumtoon.example" in group for group in groups)


@pytest.mark.parametrize("trap", TRUTH["traps"], ids=lambda trap: f"{trap['name']} {trap['kind']}")
def test_a_trap_joins_nobody(demo: Demo, trap: dict[str, Any]) -> None:
    """Among the sites of different owners that bear it, no link that rests on the value reaches even odds."""
    sites = set(trap["sites"])
    for link in demo.rows("links"):
        pair = {link["a"], link["b"]}
        if not pair <= sites or len({RUNS.get(site, site) for site in pair}) == 1:
            continue
        counted = [row for row in link["evidence"] if row["bits"] > 0 and row["kind"] == trap["kind"]]
        assert not counted or link["probability"] < 0.5, (link["a"], link["b"], counted)


def test_every_outcome_is_met_and_kept(demo: Demo) -> None:
    assert {row["outcome"] for row in demo.rows("exchanges")} == {each.value for each in Outcome}


@pytest.mark.parametrize(
    ("uri", "outcome"),
    [
        ("https://flintmanga.example/", "challenged"),
        ("https://toonmoa30.test/", "replaced"),
        ("https://badatoon32.test/", "failed"),
        ("https://kagemanga.test/", "failed"),
        ("https://riwayaqamar.test/", "failed"),
        ("https://truyentrang.test/", "failed"),
        ("https://heimanhua.test/", "failed"),
        ("https://kindlingscans.test/", "failed"),
    ],
)
def test_a_staged_fault_ends_as_it_is(demo: Demo, uri: str, outcome: str) -> None:
    ended = {row["outcome"] for row in demo.rows("exchanges") if row["uri"] == uri}
    assert ended == {outcome}


def test_a_quota_is_refused_and_a_source_that_asks_to_come_back_is_asked_again(demo: Demo) -> None:
    rows = demo.rows("exchanges")
    assert any(row["uri"].startswith("whois:") and row["outcome"] == "refused" for row in rows)
    again = [row["uri"] for row in rows if row["facts"].get("attempt")]
    assert any(row["uri"] in again and row["outcome"] == "answered" for row in rows)


def test_no_key_of_ours_is_kept_anywhere(demo: Demo) -> None:
    uses = [row for row in demo.rows("exchanges") if "__SHODAN_API_KEY__" in row["uri"]]
    assert uses
    secret = KEY.encode()
    for path in demo.folder.rglob("*"):
        if path.is_file():
            with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as file:
                assert secret not in file.read(), path


def test_everything_made_says_that_it_is_practice(demo: Demo) -> None:
    assert demo.said.stdout.strip().endswith(BANNER)
    shown = [
        demo.package / "HOWTO.txt",
        demo.package / "bag-info.txt",
        demo.package / "data" / "report" / "index.html",
    ]
    for path in shown:
        assert BANNER in path.read_text("utf-8"), path
    exhibits = sorted((demo.package / "data" / "exhibits").iterdir())
    assert len(exhibits) > 10
    for path in exhibits:
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
        assert all(BANNER in page for page in pages), path
    for path in (demo.folder / "evidence").glob("*.warc.gz"):
        with gzip.open(path) as file:
            assert BANNER.encode() in file.read(4000), path


def test_the_package_verifies_by_the_file_that_it_carries(demo: Demo) -> None:
    alone = subprocess.run(
        [sys.executable, "-I", str(demo.package / "verify.py"), str(demo.package)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=demo.package.parent,
    )
    assert alone.returncode == 0, alone.stdout[-2000:]


def test_the_result_derives_again_from_the_packages_bytes(demo: Demo) -> None:
    told = demo.osint("verify", demo.package, "--rederive", "--format", "json")
    result = json.loads(told.stdout)
    again = [row["result"] for row in result["checks"] if row["check"] == "rederive"]
    assert (told.returncode, result["result"], set(again)) == (0, "passed", {"passed"})
    assert len(again) >= 3


def test_run_again_it_asks_nothing_that_it_has(demo: Demo) -> None:
    before = demo.rows("exchanges")
    said = demo.osint("demo", "--folder", demo.folder)
    assert said.returncode == 0, said.stderr[-3000:]
    known = _settled(before)
    fresh = [row for row in demo.rows_now("exchanges")[len(before) :] if row["collector"] != "stamp"]
    first = [
        row["uri"] for row in fresh if "redirected-from" not in row["facts"] and "attempt" not in row["facts"]
    ]
    assert fresh
    assert not known & set(first)
    assert len(fresh) < 0.1 * len(before)


def _settled(rows: list[dict[str, Any]]) -> set[str]:
    """The questions that need not be asked again: those whose redirects led to a settled answer."""
    settled = {"answered", "absent", "challenged", "replaced"}
    following = {row["facts"]["redirected-from"]: row for row in rows if "redirected-from" in row["facts"]}
    known = set()
    for first in rows:
        last = first
        while last["exchange"] in following:
            last = following[last["exchange"]]
        if "redirected-from" not in first["facts"] and last["outcome"] in settled:
            known.add(first["uri"])
    return known
