"""Many sites at once: who hangs holds up nobody, and a run that is stopped stops, and goes on where it stood."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from case_cases import new_case
from crowd import hosts, world_of

from osint.case import asking
from osint.case.case import Case
from osint.case.settings import Network
from osint.evidence.recorder.profile import Profile
from osint.practice import World
from osint.records import moment

pytestmark = pytest.mark.loopback
ROOT = Path(__file__).parents[2]
LONGEST_S = 240  # a loaded machine is slow; this only ends what hangs
SETTLED = {"answered", "absent", "challenged", "replaced"}


def patient(world: World) -> Profile:
    """A profile under which a host that hangs does so for long, and is soon known to."""
    found = asking.profile_of(Network(profile="practice", world=str(world.descriptor)))
    limits = replace(found.limits, deadline_s=9.0, connect_s=9.0, slow_s=0.4)
    return replace(found, limits=limits)


def ended(case: Case, collector: str, sites: tuple[str, ...], *, of: str = "") -> list[datetime]:
    """When each question about these sites had ended; ``of`` stands in its address."""
    return sorted(
        moment(event["ended"])
        for event in case.store.events()
        if event["collector"] == collector and event["subject"][1] in sites and of in event["uri"]
    )


@pytest.mark.slow
def test_hosts_that_hang_or_trickle_hold_up_none_that_answers(tmp_path: Path) -> None:
    """More of them than are asked at once, and before all others."""
    hanging, dripping, quick = hosts(20, "hangs"), hosts(10, "drips"), hosts(30, "quick")
    told = {**dict.fromkeys(hanging, "silent"), **dict.fromkeys(dripping, "trickle")}
    bad, case = (*hanging, *dripping), new_case(tmp_path / "case")
    with World(content=world_of({**told, **dict.fromkeys(quick, "page")}, slow=bad)) as world:
        asked = frozenset({"page", "ads_txt", "whois", "certificates"})
        case.ask(case.subjects([*bad, *quick]), patient(world), only=asked)
    for collector, of in (("page", ""), ("ads_txt", ""), ("whois", "whois.slowstamp.example")):
        answers = ended(case, collector, quick)
        assert len(answers) >= len(quick)
        assert answers[-1] < ended(case, collector, bad, of=of)[0], collector
    assert len(ended(case, "certificates", (*bad, *quick))) == 60


def collecting(folder: Path, world: World) -> "subprocess.Popen[bytes]":
    """``osint collect`` as a program of its own."""
    told = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "OSINT_PRACTICE_WORLD": str(world.descriptor),
    }
    words = [sys.executable, "-m", "osint", "collect", str(folder)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=told)


def lines(folder: Path) -> int:
    """How many events the ledger has, also while somebody writes in it."""
    return (folder / "evidence" / "ledger.jsonl").read_bytes().count(b"\n")


def stopped_after(folder: Path, world: World, count: int) -> tuple[int, int]:
    """Collect until so many more events are there, and press Ctrl-C; the events at that moment, and at the end."""
    wanted, until = lines(folder) + count, time.monotonic() + LONGEST_S
    running = collecting(folder, world)
    while lines(folder) < wanted:
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)
    then = lines(folder)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=LONGEST_S)
    assert running.returncode == 130
    assert b"the same command goes on from here" in said
    assert b"Traceback" not in said
    return then, lines(folder)


def settled(folder: Path) -> Counter[str]:
    """The questions that were answered for good, and how often each was."""
    text = (folder / "evidence" / "ledger.jsonl").read_bytes().splitlines()
    events = [event for event in map(json.loads, text) if event["type"] == "exchange"]
    return Counter(
        f"{event['uri']} {dict(event['facts']).get('redirected-from', '')}"
        for event in events
        if event["outcome"] in SETTLED
    )


@pytest.mark.linux
@pytest.mark.slow
def test_ctrl_c_among_a_thousand_sites_asks_nothing_more_and_the_next_run_only_what_is_left(
    tmp_path: Path,
) -> None:
    names = hosts(1000)
    folder = tmp_path / "case"
    new_case(folder, *names, profile="practice").close()
    with World(content=world_of(dict.fromkeys(names, "page"), of_one_certificate=50)) as world:
        then, after = stopped_after(folder, world, 200)
        assert after - then < 200, "it went on asking"
        before = settled(folder)
        assert len(before) > 100
        stopped_after(folder, world, 200)
    again = settled(folder)
    assert len(again) > len(before) + 100
    assert {question: again[question] for question in before} == before, "what was answered was asked again"
