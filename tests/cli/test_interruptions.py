"""Programs that are stopped, killed, starved or doubled: what was answered is kept, and the case goes on."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_cases import archive, case, page, rows, run

from osint.case.settings import Network
from osint.desk import Case
from osint.practice import World
from osint.practice.content import hosts

ROOT = Path(__file__).parents[2]
resource = pytest.importorskip("resource", reason="limits as Linux has them")
LONGEST_S = 240  # a loaded machine is slow; this only ends what hangs
SITES = 3
QUICK = [word for name in ("page", "dns", "whois", "tls") for word in ("--collector", name)]
SETTLED = {"answered", "absent", "challenged", "replaced"}

pytestmark = pytest.mark.linux


@pytest.fixture(scope="module")
def world() -> Iterator[Path]:
    """The practice world, served for programs of their own."""
    with World() as served:
        yield served.descriptor


def practice(folder: Path) -> Path:
    """A practice case with a few sites."""
    Case.start(
        folder, "practice", sites=hosts("seeds.txt")[:SITES], network=Network(profile="practice")
    ).close()
    return folder


def program(*words: str | Path, world: Path | None = None, **settings: object) -> "subprocess.Popen[bytes]":
    """``osint`` as a program of its own."""
    told = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    if settings:
        told["PYTHONDONTWRITEBYTECODE"] = "1"  # a starved child would leave torn bytecode for everybody
    if world is not None:
        told["OSINT_PRACTICE_WORLD"] = str(world)
    line = [sys.executable, "-m", "osint", *map(str, words)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=told, **settings)  # type: ignore[call-overload, no-any-return]


def ended(running: "subprocess.Popen[bytes]") -> tuple[int, str]:
    _, said = running.communicate(timeout=LONGEST_S)
    return running.returncode, said.decode("utf-8")


def events(folder: Path) -> list[dict[str, object]]:
    """What the ledger names whole, also while somebody writes in it."""
    text = (folder / "evidence" / "ledger.jsonl").read_bytes()
    return [json.loads(line) for line in text.split(b"\n")[:-1]]


def wait_for_answers(folder: Path, running: "subprocess.Popen[bytes]", count: int) -> None:
    """Until so many answers are kept, and the program still asks."""
    until = time.monotonic() + LONGEST_S
    while len(events(folder)) < count:
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)


def settled(folder: Path) -> Counter[str]:
    """The questions that were answered for good, and how often each was."""
    return Counter(
        f"{row['uri']} {row['facts'].get('redirected-from', '')}"
        for row in rows("show", folder, "exchanges")
        if row["outcome"] in SETTLED
    )


@pytest.mark.loopback
@pytest.mark.slow
@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_collection_that_is_ended_midway_loses_nothing_and_goes_on(
    tmp_path: Path, world: Path, how: signal.Signals, status: int
) -> None:
    folder = practice(tmp_path / "case")
    running = program("collect", folder, *QUICK, "--jobs", "2", world=world)
    wait_for_answers(folder, running, 15)
    running.send_signal(how)
    code, said = ended(running)
    assert code == status
    if how is signal.SIGINT:
        assert "the same command goes on from here" in said
        assert "Traceback" not in said
    before = settled(folder)
    assert sum(before.values()) >= 8
    assert run("verify", folder).exit_code == 0
    code, said = ended(program("collect", folder, *QUICK, world=world))
    assert code == 0, said
    after = settled(folder)
    assert len(after) > len(before)
    assert {question: after[question] for question in before} == before, "what was answered was asked again"
    assert run("verify", folder).exit_code == 0


@pytest.mark.loopback
@pytest.mark.slow
def test_a_world_that_is_served_names_its_descriptor_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    running = program("demo", "--serve")
    assert running.stdout is not None
    descriptor = Path(running.stdout.readline().decode("utf-8").strip())
    assert json.loads(descriptor.read_text("utf-8"))["resolver"]
    running.send_signal(signal.SIGINT)
    code, said = ended(running)
    assert code == 0
    assert f"export OSINT_PRACTICE_WORLD={descriptor}" in said
    assert "Traceback" not in said
    assert not descriptor.exists()


@pytest.mark.loopback
@pytest.mark.slow
def test_two_collections_of_one_case_at_once_both_end_well(tmp_path: Path, world: Path) -> None:
    folder = practice(tmp_path / "case")
    sites = hosts("seeds.txt")[
        :2
    ]  # each its own, so that both have something to keep, however slow one starts
    both = [program("collect", folder, "--site", site, *QUICK, world=world) for site in sites]
    assert [code for code, _ in map(ended, both)] == [0, 0]
    assert run("verify", folder).exit_code == 0
    segments = {name["segment"] for name in events(folder) if name["type"] == "exchange"}
    assert len(segments) == 2, "each program writes a segment of its own"


def test_two_imports_of_one_file_at_once_keep_it_once(tmp_path: Path) -> None:
    folder, crawl = case(tmp_path / "case"), tmp_path / "crawl.warc"
    crawl.write_bytes(b"".join(page(f"site{n}.example", "<p>x</p>") for n in range(150)))
    both = [program("import", folder, crawl) for _ in range(2)]
    assert [code for code, _ in map(ended, both)] == [0, 0]
    shown = [row["exchange"] for row in rows("show", folder, "exchanges")]
    assert (len(shown), len(set(shown))) == (150, 150)
    assert run("verify", folder).exit_code == 0


class TestAFullDisk:
    """A limit on the size of files stands for it: writing fails the same way, with another number."""

    def test_says_so_keeps_what_it_has_and_goes_on_when_there_is_room(self, tmp_path: Path) -> None:
        folder, crawl = case(tmp_path / "case"), tmp_path / "crawl.warc"
        noise = [os.urandom(3000).hex() for _ in range(60)]
        crawl.write_bytes(b"".join(page(f"site{n}.example", f"<p>{text}") for n, text in enumerate(noise)))
        code, said = ended(program("import", folder, crawl, preexec_fn=full(100_000)))
        assert code == 3
        assert "make room on the disk and run the same command again" in " ".join(said.split())
        assert "Traceback" not in said
        had = len(rows("show", folder, "exchanges"))
        assert 10 < had < 60
        assert run("verify", folder).exit_code == 0
        assert run("import", folder, crawl).exit_code == 0
        assert len(rows("show", folder, "exchanges")) == 60
        assert run("verify", folder).exit_code == 0

    def test_leaves_no_half_package(self, known: Path, tmp_path: Path) -> None:
        package = tmp_path / "package"
        code, said = ended(program("export", known, package, "--court", "kr", preexec_fn=full(9_000)))
        assert code == 3, said
        assert "Traceback" not in said
        assert not package.exists()
        assert run("show", known, "sites").exit_code == 0

    def test_makes_no_half_case(self, tmp_path: Path) -> None:
        code, said = ended(program("new", tmp_path / "case", "--title", "x" * 500, preexec_fn=full(50)))
        assert code in {2, 3}
        assert "Traceback" not in said
        assert run("new", tmp_path / "other", "--title", "t").exit_code == 0


def full(size: int):  # type: ignore[no-untyped-def]
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def as_anybody() -> None:
    """Give up root's right to read and write everything: CAP_DAC_OVERRIDE (1) and CAP_DAC_READ_SEARCH (2)."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(
            24, capability, 0, 0, 0
        )  # PR_CAPBSET_DROP, see prctl(2); not root: there is nothing to drop


class TestAFolderThatMayNotBeWritten:
    def test_makes_no_case_and_says_why(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o555)
        code, said = ended(program("new", tmp_path / "case", "--title", "t", preexec_fn=as_anybody))
        tmp_path.chmod(0o755)
        assert code == 2
        assert "Permission denied" in said
        assert "run the same command again" in said

    def test_takes_nothing_in_and_loses_nothing(self, tmp_path: Path) -> None:
        folder = case(tmp_path / "case")
        crawl = archive(tmp_path / "crawl.warc")
        (folder / "evidence").chmod(0o555)
        code, said = ended(program("import", folder, crawl, preexec_fn=as_anybody))
        (folder / "evidence").chmod(0o755)
        assert code in {2, 3}
        assert "Traceback" not in said
        assert "copy the case to where you may write" in said
        assert run("import", folder, crawl).exit_code == 0

    def test_a_file_that_may_not_be_read_is_named_and_the_others_are_taken_in(self, tmp_path: Path) -> None:
        folder = case(tmp_path / "case")
        crawl, locked = archive(tmp_path / "crawl.warc"), tmp_path / "locked.warc"
        locked.write_bytes(b"WARC/1.0\r\n")
        locked.chmod(0)
        code, said = ended(program("import", folder, locked, crawl, preexec_fn=as_anybody))
        assert code == 3, said
        assert "locked.warc: it cannot be read" in said
        assert len(rows("show", folder, "exchanges")) == 7
        code, said = ended(program("scan", locked, crawl, preexec_fn=as_anybody))
        assert code == 3
        assert "locked.warc: it cannot be read" in said


class TestTheNetworkThatIsNotThere:
    @pytest.mark.loopback
    def test_an_unreachable_resolver_is_named_for_each_question_and_nothing_is_lost(
        self, tmp_path: Path
    ) -> None:
        """Nothing leaves this machine: no name resolves, and so there is no address to go to."""
        folder = tmp_path / "case"
        refusing = Network(resolver=f"127.0.0.1:{closed_port()}")
        Case.start(folder, "internet", sites=["moontoon.example"], network=refusing).close()
        ended_ = run("collect", folder, "--collector", "page", "--collector", "whois", "--collector", "dns")
        assert ended_.exit_code == 3
        assert "failed: https://moontoon.example/" in ended_.stderr
        assert "could not be resolved" in ended_.stderr
        assert {row["outcome"] for row in rows("show", folder, "exchanges")} == {"failed"}
        assert run("verify", folder).exit_code == 0

    def test_a_practice_world_that_is_gone_is_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OSINT_PRACTICE_WORLD", str(tmp_path / "gone.json"))
        ended_ = run("collect", practice(tmp_path / "case"))
        assert ended_.exit_code == 2
        assert "osint demo --serve" in ended_.stderr

    def test_a_resolver_that_is_none_is_a_wrong_setting(self, tmp_path: Path) -> None:
        folder = case(tmp_path / "case", "moontoon.example")
        told = (folder / "case.toml").read_text("utf-8")
        (folder / "case.toml").write_text(told.replace('resolver = ""', 'resolver = "nine"'), "utf-8")
        ended_ = run("collect", folder)
        assert ended_.exit_code == 2
        assert "such as 9.9.9.9:53" in ended_.stderr

    def test_a_passive_run_that_leaves_the_site_alone_is_done(self, tmp_path: Path) -> None:
        folder = case(tmp_path / "case", "moontoon.example")
        ended_ = run("collect", folder, "--passive", "--collector", "page")
        assert ended_.exit_code == 0
        assert {row["outcome"] for row in rows("show", folder, "exchanges")} == {"not asked"}

    def test_a_proxy_is_no_word_for_the_practice_world(self, tmp_path: Path) -> None:
        ended_ = run("collect", practice(tmp_path / "case"), "--proxy", "socks5://127.0.0.1:9")
        assert ended_.exit_code == 2
        assert "--proxy" in ended_.stderr


def closed_port() -> int:
    """A port of this machine at which nobody listens."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
