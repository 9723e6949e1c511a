"""The unmodified collectors against real servers on real ports, in a network namespace with no way out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from osint.desk import Case

HERE = Path(__file__).parent
SEEDS = ("toonmoa31.test", "manhwabox.test", "manytxt.test", "closedhost.test")
AS_ROOT, AS_ANYBODY = ("unshare", "-nm"), ("unshare", "-Urnm")


def namespace() -> tuple[str, ...]:
    """How a namespace is made here; empty where it cannot be."""
    for words in (AS_ROOT, AS_ANYBODY):
        try:
            done = subprocess.run([*words, "ip", "link", "set", "lo", "up"], check=False, capture_output=True)
        except OSError:
            return ()
        if done.returncode == 0:
            return words
    return ()


pytestmark = [
    pytest.mark.linux,
    pytest.mark.slow,
    pytest.mark.skipif(not namespace(), reason="no network namespace can be made here (unshare, iproute2)"),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which cases were run inside the namespace."""
    folder = tmp_path_factory.mktemp("net")
    words = [*namespace(), sys.executable, str(HERE / "inside.py"), str(folder), *SEEDS]
    done = subprocess.run(words, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder


@pytest.fixture(scope="module")
def report(world: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((world / "report.json").read_text("utf-8"))
    return told


def rows(report: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in report[name][-1]["printed"].splitlines()]


def outcomes(report: dict[str, Any], name: str) -> set[tuple[str, str]]:
    return {(each["collector"], each["outcome"]) for each in rows(report, name)}


ASKED = ["page", "ads_txt", "whois", "rdap", "dns", "certificates", "tls", "network", "shodan", "archive"]


@pytest.mark.parametrize("collector", ASKED)
def test_each_collector_is_answered_by_a_real_server(report: dict[str, Any], collector: str) -> None:
    assert (collector, "answered") in outcomes(report, "direct")


def test_a_closed_port_is_a_failure_and_holds_up_nothing(report: dict[str, Any]) -> None:
    closed = [each for each in rows(report, "direct") if each["uri"] == "https://closedhost.test/"]
    assert [each["outcome"] for each in closed] == ["failed"]
    assert "refused" in closed[0]["why"]


def test_an_answer_too_long_for_a_datagram_is_fetched_over_tcp(world: Path) -> None:
    texts = [each for each in exchanges(world / "direct") if each.ask.uri == "dns:manytxt.test?type=TXT"]
    assert len(texts[0].body) > 1232
    assert "manytxt.test IN TXT +E(0)T" in (world / "asked.log").read_text("utf-8")  # BIND marks TCP with a T


def test_every_address_that_was_contacted_is_of_the_world(world: Path, report: dict[str, Any]) -> None:
    contacted = {each.address for each in exchanges(world / "direct") if each.address}
    assert len(contacted) > 8
    assert contacted <= {*report["world"]}


def test_nothing_left_for_anywhere_else_and_the_counter_would_have_told(report: dict[str, Any]) -> None:
    assert report["left"] == 0
    assert report["left_astray"] > 0
    assert {each["outcome"] for each in rows(report, "astray")} == {"failed"}


def test_behind_a_proxy_names_resolve_there_and_no_address_is_claimed(
    world: Path, report: dict[str, Any]
) -> None:
    assert ("page", "answered") in outcomes(report, "proxied")
    assert ("whois", "answered") in outcomes(report, "proxied")
    asked = [each for each in exchanges(world / "proxied") if each.ask.uri == f"https://{SEEDS[0]}/"]
    assert [each.address for each in asked] == [""]
    assert f"connected to {SEEDS[0]}:443" in (world / "microsocks.log").read_text("utf-8")


def exchanges(folder: Path) -> list[Any]:
    case = Case.open(folder)
    return [case.exchange(row["exchange"]) for row in case.rows("exchanges")]
