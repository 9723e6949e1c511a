"""One visit of a page: opened, left to come to rest, and taken: its picture, its DOM, its MHTML, its requests."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from osint.evidence.recorder.browser_gate import Gate, Passage
from osint.evidence.recorder.browser_requests import Requests
from osint.evidence.recorder.profile import Visits

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Dialog, Page

TALLEST = 16_000  # CSS pixels of a picture: beyond that Chromium paints nothing, or the same again
WIDEST = 4_000
MOST_DIALOGS = 40
QUIET_S = 0.7  # without a request: at rest
SCREENS = 12  # that are scrolled through, for what loads when it is seen
# One screen further, and whether the end is reached.
FURTHER = "() => { scrollBy(0, innerHeight); return scrollY + innerHeight >= document.documentElement.scrollHeight - 2 }"
SIZE = "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
T = TypeVar("T")


@dataclass(slots=True)
class Taken:
    """What a visit brought, as it comes: what was taken before something ended it is there."""

    dom: bytes = b""
    picture: bytes = b""
    mhtml: bytes = b""
    shown: str = ""  # the address at which the page ended
    failed: str = ""  # why the page could not be taken
    facts: dict[str, str] = field(default_factory=dict)
    noted: dict[str, list[str]] = field(default_factory=dict)  # dialogs, windows, downloads, sockets
    requests: Requests = field(default_factory=Requests)
    gate: Gate | None = None

    def end(self, why: str) -> None:
        """Say why the page could not be taken, unless that is said."""
        self.failed = self.failed or why

    def note(self, sort: str, text: str) -> None:
        """Note something that the page tried."""
        listed = self.noted.setdefault(sort, [])
        if len(listed) < MOST_DIALOGS:
            listed.append(text[:500])

    def document(self) -> Passage | None:
        """The page's own answer, as it passed the gate: the last one for a main frame."""
        if self.gate is None:
            return None
        pages = self.requests.pages()
        asked = [each for each in self.gate.passages if each.wanted.is_page and each.wanted.url in pages]
        wanted = self.shown.partition("#")[0]
        here = [each for each in asked if each.wanted.url == wanted and each.exchange]
        carried = [each for each in asked if each.exchange]
        found = here or carried or asked
        return found[-1] if found else None


class Visit:
    """A page that is being visited."""

    def __init__(self, chromium: "Chromium", gate: Gate, limits: Visits, taken: Taken) -> None:
        """In this browser, which nobody used before."""
        self._chromium = chromium
        self._gate = gate
        self._limits = limits
        self._taken = taken
        self._crashed = asyncio.Event()
        self._dialogs = 0

    async def make(self, url: str) -> None:
        """Visit, and take what there is; whatever goes wrong is said in what is taken."""
        context = await self._context()
        page = await context.new_page()
        self._watch(context, page)
        await self._taken.requests.watch(context, page)
        making = asyncio.ensure_future(self._open_and_take(page, url))
        crashing = asyncio.ensure_future(self._crashed.wait())
        try:
            await asyncio.wait({making, crashing}, return_when=asyncio.FIRST_COMPLETED)
            if not making.done():
                self._taken.end(self._taken.facts.pop("crash", "the page's process crashed"))
        finally:
            for each in (making, crashing):
                each.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await making
            self._gate.close()

    async def _context(self) -> "BrowserContext":
        width, height = self._limits.viewport
        agent = await self._agent()
        self._taken.facts |= {
            "browser": f"Chromium {self._chromium.version}",
            "user-agent": agent,
            "viewport": f"{width}x{height}",
            "language": self._limits.language,
            "time-zone": self._limits.time_zone,
        }
        return await self._chromium.new_context(
            viewport={"width": width, "height": height},
            locale=self._limits.language,
            timezone_id=self._limits.time_zone,
            user_agent=agent,
            accept_downloads=False,
            service_workers="block",  # a first visit shows the same without
        )

    async def _agent(self) -> str:
        """The browser's own name, as it gives it when it has a window."""
        session = await self._chromium.new_browser_cdp_session()
        told = await session.send("Browser.getVersion")
        await session.detach()
        return str(told["userAgent"]).replace("HeadlessChrome", "Chrome")

    def _watch(self, context: "BrowserContext", page: "Page") -> None:
        page.on("crash", lambda _page: self._crashed.set())
        page.on("dialog", self._dismiss)
        page.on("download", lambda download: self._taken.note("downloads", download.url))
        page.on("websocket", lambda socket: self._taken.note("sockets", socket.url))
        context.on("page", self._close_window)

    async def _dismiss(self, dialog: "Dialog") -> None:
        from playwright.async_api import Error

        self._dialogs += 1
        self._taken.note("dialogs", f"{dialog.type}: {dialog.message}")
        if self._dialogs >= MOST_DIALOGS:
            self._taken.facts["crash"] = f"the page opened {MOST_DIALOGS} dialogs, and would not stop"
            self._crashed.set()
        with contextlib.suppress(Error):
            await dialog.dismiss()

    async def _close_window(self, window: "Page") -> None:
        from playwright.async_api import Error

        self._taken.note("windows", window.url)
        with contextlib.suppress(Error):
            await window.close()

    async def _open_and_take(self, page: "Page", url: str) -> None:
        from playwright.async_api import Error

        try:
            if not await self._open(page, url):
                return
            await self._come_to_rest(self._limits.settle_s)
            await self._scroll(page)
            self._taken.shown = page.url
            self._taken.dom = (await self._dom(page)).encode("utf-8", "replace")
            self._taken.picture = await self._step("picture", lambda: self._picture(page)) or b""
            self._taken.mhtml = (await self._step("mhtml", lambda: _snapshot(page)) or "").encode(
                "utf-8", "replace"
            )
        except (Error, TimeoutError) as why:
            self._taken.end(f"the page could not be taken: {_first_line(why)}")

    async def _open(self, page: "Page", url: str) -> bool:
        """Open the page; whether there is one."""
        from playwright.async_api import Error
        from playwright.async_api import TimeoutError as TooLate

        try:
            await page.goto(url, wait_until="load", timeout=self._limits.load_s * 1000)
        except TooLate:
            self._taken.facts["loaded"] = f"no: not within {self._limits.load_s:g} seconds, taken as it was"
        except Error as why:
            if not page.url.startswith("http"):  # the browser's own page on what went wrong, or none at all
                passage = self._taken.document()
                reason = passage.why if passage is not None else ""
                self._taken.end(reason or f"the browser got no page ({_first_line(why)})")
                return False
            self._taken.facts["loaded"] = f"no: {_first_line(why)}"
        return True

    async def _come_to_rest(self, most_s: float) -> None:
        """Wait until no request was under way for a while, or for so long."""
        loop = asyncio.get_running_loop()
        until = loop.time() + most_s
        while loop.time() < until:
            if self._taken.requests.quiet_for(loop.time()) >= QUIET_S:
                return
            await asyncio.sleep(0.1)
        self._taken.facts["at-rest"] = f"no: requests were under way after {most_s:g} seconds"

    async def _scroll(self, page: "Page") -> None:
        """Look through the page once, as a reader does: pictures often load when they are seen."""
        from playwright.async_api import Error

        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(self._limits.step_s):
                for _ in range(SCREENS):
                    is_end = await page.evaluate(FURTHER)
                    await asyncio.sleep(0.1)
                    if is_end:
                        break
                await page.evaluate("() => scrollTo(0, 0)")
        await self._come_to_rest(self._limits.settle_s / 2)

    async def _dom(self, page: "Page") -> str:
        """The document as it stands now; once more where the page left for another meanwhile.

        Raises:
            playwright's Error: when it does not come.
            TimeoutError: when it does not come in time.
        """
        from playwright.async_api import Error

        for _ in range(3):
            with contextlib.suppress(Error):
                async with asyncio.timeout(self._limits.step_s):
                    return await page.content()
            await asyncio.sleep(0.5)
        async with asyncio.timeout(self._limits.step_s):
            return await page.content()

    async def _picture(self, page: "Page") -> bytes:
        width, height = await page.evaluate(SIZE)
        if height <= TALLEST and width <= WIDEST:
            return await page.screenshot(full_page=True, timeout=self._limits.step_s * 1000)
        self._taken.facts["picture-cut"] = f"the page is {width} x {height} pixels"
        return await page.screenshot(
            full_page=True,
            clip={"x": 0, "y": 0, "width": min(width, WIDEST), "height": min(height, TALLEST)},
            timeout=self._limits.step_s * 1000,
        )

    async def _step(self, name: str, take: Callable[[], Awaitable[T]]) -> T | None:
        """Take one thing more; that it could not be had is a fact, and the rest goes on."""
        from playwright.async_api import Error

        try:
            async with asyncio.timeout(self._limits.step_s):
                return await take()
        except (Error, TimeoutError) as why:
            self._taken.facts[f"no-{name}"] = _first_line(why) or "not in time"
            return None


async def _snapshot(page: "Page") -> str:
    session = await page.context.new_cdp_session(page)
    told = await session.send("Page.captureSnapshot", {"format": "mhtml"})
    await session.detach()
    return str(told["data"])


def _first_line(why: BaseException) -> str:
    """An error of the driver in one line, without its own name of the call."""
    lines = [line for line in str(why).splitlines() if line.strip()]
    return re.sub(r"^\w+\.\w+: ", "", lines[0])[:200] if lines else ""
