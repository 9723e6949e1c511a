"""Chromium as a recorder: each visit in a browser of its own, with a profile that nobody used before or will after.

The driver (playwright) and the browser are looked for when the first visit is asked for.
"""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from osint.errors import LookupFailed
from osint.evidence.recorder import browser_program
from osint.evidence.recorder.browser_gate import USER, Carry, Gate
from osint.evidence.recorder.browser_visit import Taken, Visit
from osint.evidence.recorder.profile import Visits

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import Playwright

CLOSING_S = 5.0
LAUNCH_S = 30.0
# Nothing but the gate is reachable, and the browser's own errands (updates, lists, reports) are not run.
QUIET = (
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-gpu",
    "--dns-prefetch-disable",
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
    "--safebrowsing-disable-auto-update",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


class NoBrowser(LookupFailed):
    """There is no browser, or none that starts; the text says what to install."""


class Browser:
    """Makes visits, a few at a time."""

    def __init__(self, limits: Visits) -> None:
        """Within these bounds."""
        self._limits = limits
        self._turns = asyncio.Semaphore(limits.at_once)
        self._starting = asyncio.Lock()
        self._driver: Playwright | None = None
        self._missing = ""

    async def visit(self, url: str, carry: Carry, taken: Taken) -> None:
        """Visit a page, each of its requests put through ``carry``; what is taken of it is put into ``taken``.

        Raises:
            NoBrowser: when there is none, or it does not start.
        """
        async with self._turns:
            driver = await self._ready()
            with tempfile.TemporaryDirectory(prefix="visit-", ignore_cleanup_errors=True) as folder:
                gate = Gate(carry, self._limits, Path(folder))
                taken.gate = gate
                async with gate.opened():
                    await self._within_time(driver, gate, url, taken)

    async def close(self) -> None:
        """Let the driver go; a visit after that starts it again."""
        driver, self._driver = self._driver, None
        if driver is not None:
            await _leave(driver.stop)

    async def _within_time(self, driver: "Playwright", gate: Gate, url: str, taken: Taken) -> None:
        try:
            async with asyncio.timeout(self._limits.whole_s):
                async with self._launched(driver, gate, taken) as chromium:
                    await Visit(chromium, gate, self._limits, taken).make(url)
        except TimeoutError:
            taken.end(f"the visit did not end within {self._limits.whole_s:g} seconds")

    async def _ready(self) -> "Playwright":
        async with self._starting:
            if self._missing:
                raise NoBrowser(self._missing)
            if self._driver is None:
                self._driver = await self._start()
            return self._driver

    async def _start(self) -> "Playwright":
        try:
            from playwright.async_api import async_playwright  # an extra: heavy, and not everybody visits
        except ImportError as why:
            self._missing = browser_program.NO_DRIVER
            raise NoBrowser(self._missing) from why
        driver = await async_playwright().start()
        if browser_program.find(driver.chromium.executable_path) is None:
            await _leave(driver.stop)
            self._missing = browser_program.NO_BROWSER
            raise NoBrowser(self._missing)
        return driver

    @asynccontextmanager
    async def _launched(self, driver: "Playwright", gate: Gate, taken: Taken) -> "AsyncIterator[Chromium]":
        from playwright.async_api import Error

        is_safe = not _is_root()
        taken.facts["sandbox"] = "on" if is_safe else "off: run as root"
        program = browser_program.find(driver.chromium.executable_path)
        try:
            chromium = await driver.chromium.launch(
                executable_path=program,
                args=[*QUIET, f"--ignore-certificate-errors-spki-list={gate.fingerprint}"],
                proxy={
                    "server": f"http://127.0.0.1:{gate.port}",
                    "bypass": "<-loopback>",  # loopback too goes to the gate, which refuses it
                    "username": USER,
                    "password": gate.password,
                },
                chromium_sandbox=is_safe,
                timeout=LAUNCH_S * 1000,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except Error as why:
            raise NoBrowser(_words(why, program)) from why
        try:
            yield chromium
        finally:
            await _leave(chromium.close)


def _words(why: Exception, program: Path | None) -> str:
    first = next((line for line in str(why).splitlines() if line.strip()), "it gives no reason")
    hint = (
        "; its sandbox may not start on this machine: install Chrome from its own package, which may"
        if "sandbox" in str(why).lower()
        else ""
    )
    return f"the browser {program} does not start ({first.strip()[:200]}){hint}"


def _is_root() -> bool:
    """Whether this is root, for whom Chromium's sandbox does not start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


async def _leave(close: "Callable[[], object]") -> None:
    """Close something that may have gone already, or may not answer."""
    from playwright.async_api import Error

    with contextlib.suppress(Error, TimeoutError, OSError):
        async with asyncio.timeout(CLOSING_S):
            await close()  # type: ignore[misc]
