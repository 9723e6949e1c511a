"""The program itself: its commands and options, its exit statuses, and what it reads before it starts."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from cli_cases import run

from osint.cli import status
from osint.cli.app import app
from osint.courts import COURTS
from osint.errors import (
    BadName,
    CaseError,
    EvidenceBroken,
    FormatError,
    OsintError,
    SourceUnusable,
    UsageError,
)

# The contract: every command with the options that scripts use.
CONTRACT = {
    "new": "--title --site --legal-basis",
    "collect": "--site --collector --passive --proxy --jobs",
    "expand": "--depth --budget --credits --hub --passive",
    "import": "",
    "show": "--format",
    "explain": "--format --language",
    "pivot": "--cases --format --plan --dry-run --budget --hub",
    "judge": "--because",
    "withdraw": "--because",
    "export": "--court --operator --share",
    "verify": "--rederive --format",
    "scan": "--format",
    "parse-whois": "",
    "kinds": "--format",
    "key": "",
    "demo": "",
    "lab": "",
}
# Rooms of others that take long to read; nothing of them is needed to say how a command is used.
HEAVY = (
    *("networkx", "pandas", "numpy", "pyarrow", "plotly", "pyvis", "cryptography", "phonenumbers", "stdnum"),
    *("dns", "shodan", "ipwhois", "requests", "keyring", "jinja2", "asyncio", "osint.desk", "osint.practice"),
)
FOR_A_CASE = ("networkx", "pandas", "numpy", "pyarrow", "jinja2")


def commands() -> dict[str, object]:
    return dict(typer.main.get_group(app).commands)


@pytest.mark.parametrize(("command", "options"), CONTRACT.items())
class TestEveryCommand:
    def test_takes_the_options_of_the_contract(self, command: str, options: str) -> None:
        known = {option for each in commands()[command].params for option in each.opts}  # type: ignore[attr-defined]
        assert set(options.split()) <= known

    def test_says_what_it_does_with_an_example(self, command: str, options: str) -> None:
        if command in {"new", "show"}:
            assert options
        help_ = run(command, "--help").stdout
        assert f"osint {command}" in help_ or f"| osint {command}" in help_


def test_there_are_no_commands_but_these() -> None:
    assert set(commands()) == set(CONTRACT)


def test_without_a_command_the_program_says_how_it_is_used() -> None:
    ended = run()
    assert ended.exit_code == 2
    assert "Usage" in ended.stdout + ended.stderr


def test_the_help_tells_the_exit_statuses() -> None:
    assert "3 done but some sources or records failed" in " ".join(run("--help").stdout.split())


def test_an_unknown_command_is_wrong_usage() -> None:
    ended = run("colect")
    assert ended.exit_code == 2
    assert "collect" in ended.stderr


def test_the_help_of_export_names_every_court() -> None:
    shown = run("export", "--help").stdout.replace("│", " ")
    assert not [court.name for court in COURTS if court.name not in shown]


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (("--help",), HEAVY),
        (("collect", "--help"), HEAVY),
        (("parse-whois", os.devnull), FOR_A_CASE),
        (("kinds",), (*FOR_A_CASE, "cryptography", "osint.desk")),
    ],
)
def test_nothing_is_read_that_a_command_does_not_need(words: tuple[str, ...], heavy: tuple[str, ...]) -> None:
    """So that it starts at once; how fast that is stands in the benchmarks."""
    watched = (
        "import sys\nfrom osint.cli.app import app\n"
        f"try:\n    app({list(words)!r})\n"
        f"finally:\n    print(sorted({set(heavy)!r} & set(sys.modules)), file=sys.stderr)"
    )
    settings = {"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PATH": ""}
    ended = subprocess.run([sys.executable, "-c", watched], capture_output=True, check=True, env=settings)
    assert ended.stderr.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("why", "wanted"),
    [
        (UsageError("x"), status.WRONG),
        (CaseError("x"), status.WRONG),
        (BadName("x"), status.WRONG),
        (EvidenceBroken("x"), status.NO),
        (SourceUnusable("x"), status.PARTLY),
        (FormatError("x"), status.PARTLY),
        (OsintError("the disk is full"), status.PARTLY),
        (OSError(errno.ENOSPC, "No space left on device"), status.PARTLY),
        (OSError(errno.EFBIG, "File too large"), status.PARTLY),
        (PermissionError(errno.EACCES, "Permission denied"), status.WRONG),
        (FileNotFoundError(errno.ENOENT, "No such file"), status.WRONG),
    ],
)
def test_every_sort_of_error_has_its_status_and_its_words(why: OsintError | OSError, wanted: int) -> None:
    assert status.of(why) == wanted
    assert status.words(why).startswith("osint: ")


@pytest.mark.parametrize("raised", [EOFError("torn"), AssertionError("a fault")])
def test_a_fault_of_the_program_is_not_taken_for_an_answer(
    raised: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("osint.identifiers.catalogue", fail)
    with pytest.raises((RuntimeError, AssertionError)):
        run("kinds")


def test_ctrl_c_in_a_command_ends_in_its_own_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("osint.identifiers.catalogue", stop)
    ended = run("kinds")
    assert ended.exit_code == status.STOPPED
    assert "the same command goes on from here" in ended.stderr
