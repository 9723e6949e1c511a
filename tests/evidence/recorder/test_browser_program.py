"""Where a browser is looked for on each system, and what its gate does with strangers."""

import asyncio
from pathlib import Path

import pytest

from osint.evidence.recorder import browser_program
from osint.evidence.recorder.browser_gate import Gate, Wanted, relayed
from osint.evidence.recorder.profile import Visits
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind, moment


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return path


def look(told: dict[str, str], platform: str = "linux", own: str = "/none") -> Path | None:
    return browser_program.find(own, environment={"PATH": "", **told}, platform=platform)


def test_the_one_that_is_named_is_taken_and_no_other_in_its_place(tmp_path: Path) -> None:
    named, own = program(tmp_path / "mine"), program(tmp_path / "own")
    assert look({"OSINT_BROWSER": str(named)}, own=str(own)) == named
    assert look({"OSINT_BROWSER": str(tmp_path / "gone")}, own=str(own)) is None


def test_playwrights_own_comes_before_an_installed_one(tmp_path: Path) -> None:
    own, installed = program(tmp_path / "own"), program(tmp_path / "bin" / "chromium")
    assert look({"PATH": str(installed.parent)}, own=str(own)) == own
    assert look({"PATH": str(installed.parent)}) == installed


def test_chrome_comes_before_chromium_on_the_path(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    assert look({"PATH": str(tmp_path)}) == tmp_path / "chromium"
    chrome = program(tmp_path / "google-chrome")
    assert look({"PATH": str(tmp_path)}) == chrome


def test_on_a_mac_and_on_windows_the_installers_places_are_looked_at(tmp_path: Path) -> None:
    mac = program(tmp_path / "Applications" / "Google Chrome.app" / "Contents" / "MacOS" / "Google Chrome")
    assert look({"HOME": str(tmp_path)}, "darwin") == mac
    windows = program(tmp_path / "Local" / "Google" / "Chrome" / "Application" / "chrome.exe")
    assert look({"LOCALAPPDATA": str(tmp_path / "Local")}, "win32") == windows
    assert look({"HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path / "Local")}, "linux") is None


@pytest.mark.loopback
def test_a_stranger_at_the_gate_gets_nothing_carried(tmp_path: Path) -> None:
    carried: list[Wanted] = []

    async def carry(wanted: Wanted) -> Exchange:
        carried.append(wanted)
        raise AssertionError(wanted)

    async def run() -> list[bytes]:
        gate, said = Gate(carry, Visits(), tmp_path), []
        async with gate.opened():
            for line in ("GET http://a.example/ HTTP/1.1", "CONNECT a.example:443 HTTP/1.1"):
                for word in ("", "Proxy-Authorization: Basic dmlzaXQ6eA==\r\n"):
                    reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
                    writer.write(f"{line}\r\nHost: a.example\r\n{word}\r\n".encode())
                    said.append(await reader.readline())
                    writer.close()
        assert gate.errands() == ["a.example"]
        return said

    assert {each[:12] for each in asyncio.run(run())} == {b"HTTP/1.1 407"}
    assert carried == []


@pytest.mark.parametrize(
    ("outcome", "why", "facts", "is_whole"),
    [
        (Outcome.ANSWERED, "", (), True),
        (Outcome.ABSENT, "none", (), True),
        (Outcome.FAILED, "the server answers HTTP 500", (), True),
        (Outcome.FAILED, "larger than 9 bytes: the beginning is kept", (("truncated", "at 9 bytes"),), False),
        (Outcome.FAILED, "no whole answer within 30 seconds", (), False),
    ],
)
def test_an_answer_is_handed_on_as_it_came_and_breaks_off_where_it_broke_off(
    outcome: Outcome, why: str, facts: tuple[tuple[str, str], ...], is_whole: bool
) -> None:
    at = moment("2026-11-28T09:00:00.000000Z")
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nTransfer-Encoding: chunked\r\nAlt-Svc: h3\r\nX: y\r\n\r\n"
    asked = Ask("https://a.example/", "rendered", Subject(SubjectKind.SITE, "a.example"))
    said, whole = relayed(Exchange(asked, at, at, outcome, why, head=head, body=b"body", facts=facts))
    assert whole is is_whole
    assert said.endswith(b"\r\n\r\nbody")
    assert said.count(b"Set-Cookie") == 2
    assert b"Transfer-Encoding" not in said
    assert b"Alt-Svc" not in said
    assert (b"Content-Length: 4\r\n" in said) is is_whole
