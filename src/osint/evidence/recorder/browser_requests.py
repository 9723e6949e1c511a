"""Every request that a page made: who began it, in which frame, and what became of it at the gate."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from osint.evidence.recorder.browser_gate import Passage
from osint.records import stamp

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Request

MOST = 2_000
LONGEST = 16_384  # letters of an address
POSTED = 4_096  # letters of what was sent along
OUTSIDE = ("http:", "https:", "ws:", "wss:")


@dataclass(slots=True)
class Seen:
    """A request as the page made it."""

    method: str
    url: str
    sort: str  # document, script, image, fetch, …
    frame: str  # the address of the frame that made it
    is_main: bool
    posted: str
    initiator: str = ""  # the script or page that began it, with the line where it is known
    failed: str = ""


@dataclass  # without slots: the driver writes a mark of its own into whoever listens
class Requests:
    """Gathers them while the page lives."""

    seen: list[Seen] = field(default_factory=list)
    _under_way: set[int] = field(default_factory=set)
    _last: float = 0.0
    _by_request: dict[int, Seen] = field(default_factory=dict)
    _kept: list["Request"] = field(default_factory=list)  # so that no id is given twice
    _initiators: dict[tuple[str, str], deque[str]] = field(default_factory=lambda: defaultdict(deque))

    async def watch(self, context: "BrowserContext", page: "Page") -> None:
        """Take note of every request from now on."""
        session = await context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._begun)
        await session.send("Network.enable")
        context.on("request", self._requested)
        context.on("requestfinished", self._ended)
        context.on("requestfailed", self._failed)
        self._last = asyncio.get_running_loop().time()

    def quiet_for(self, now: float) -> float:
        """For how many seconds no request has been under way."""
        return 0.0 if self._under_way else now - self._last

    def pages(self) -> frozenset[str]:
        """The addresses at which the main frame was."""
        return frozenset(each.url for each in self.seen if each.is_main and each.sort == "document")

    def rows(self, passages: Iterable[Passage]) -> list[dict[str, Any]]:
        """The list: each request with its passage; then those that only the gate saw."""
        waiting: dict[tuple[str, str], deque[Passage]] = defaultdict(deque)
        for each in passages:
            waiting[each.wanted.method, each.wanted.url].append(each)
        rows = []
        for seen in self.seen:
            line = waiting.get((seen.method, seen.url))
            rows.append(_row(seen, line.popleft() if line else None, self._initiator(seen)))
        rows += [_row(_of_gate(each), each, "") for line in waiting.values() for each in line]
        return rows[:MOST]

    def _initiator(self, seen: Seen) -> str:
        line = self._initiators.get((seen.method, seen.url))
        return line.popleft() if line else ""

    def _begun(self, told: dict[str, Any]) -> None:
        request = told.get("request", {})
        key = str(request.get("method", "")), str(request.get("url", ""))
        self._initiators[key].append(_initiator(told.get("initiator", {})))

    def _requested(self, request: "Request") -> None:
        self._last = asyncio.get_running_loop().time()
        if not request.url.startswith(OUTSIDE) or len(self.seen) >= MOST:
            return
        self._kept.append(request)
        self._under_way.add(id(request))
        made = _seen(request)
        self._by_request[id(request)] = made
        self.seen.append(made)

    def _ended(self, request: "Request") -> None:
        self._under_way.discard(id(request))
        self._last = asyncio.get_running_loop().time()

    def _failed(self, request: "Request") -> None:
        self._ended(request)
        if (found := self._by_request.get(id(request))) is not None:
            found.failed = request.failure or ""


def written(told: dict[str, Any], rows: list[dict[str, Any]]) -> bytes:
    """The list as JSON, a request a line."""
    top = json.dumps(told, ensure_ascii=False, sort_keys=True)[:-1]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{top}, "requests": [\n{lines}\n]}}\n'.encode("utf-8", "backslashreplace")


def _seen(request: "Request") -> Seen:
    from playwright.async_api import Error

    try:
        frame = request.frame
        url, is_main = frame.url, frame.parent_frame is None
    except Error:  # a worker's, or of a frame that is not there yet
        url, is_main = "", False
    if request.is_navigation_request() and url in {"", "about:blank"}:
        url = request.url if is_main else ""
    posted = request.post_data_buffer or b""
    return Seen(
        method=request.method,
        url=request.url.partition("#")[0][:LONGEST],
        sort=request.resource_type,
        frame=url[:LONGEST],
        is_main=is_main,
        posted=posted[:POSTED].decode("utf-8", "replace"),
    )


def _of_gate(passage: Passage) -> Seen:
    """A request that no page reported: a preflight, an icon, a worker's."""
    wanted = passage.wanted
    sort = wanted.header("sec-fetch-dest") or ("preflight" if wanted.method == "OPTIONS" else "other")
    return Seen(wanted.method, wanted.url[:LONGEST], sort, wanted.header("referer"), False, "")


def _row(seen: Seen, passage: Passage | None, initiator: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "method": seen.method,
        "url": seen.url,
        "type": seen.sort,
        "frame": seen.frame,
        "is_main_frame": seen.is_main,
        "initiator": initiator,
    }
    if seen.posted:
        told["posted"] = seen.posted
    if passage is None:
        return {**told, "outcome": "not asked", "why": seen.failed or "it did not come to the gate"}
    return {
        **told,
        "at": stamp(passage.at),
        "outcome": passage.outcome or "failed",
        "why": passage.why or ("" if passage.outcome else "the visit ended first"),
        "status": passage.status,
        "bytes": passage.size,
        "exchange": passage.exchange,
    }


def _initiator(told: dict[str, Any]) -> str:
    """What began a request: the innermost script of the stack, or the page with the line."""
    for frame in _frames(told.get("stack")):
        if url := str(frame.get("url", "")):
            return f"{url[:500]}:{int(frame.get('lineNumber', 0)) + 1}"
    if url := str(told.get("url", "")):
        line = told.get("lineNumber")
        return url[:500] if line is None else f"{url[:500]}:{int(line) + 1}"
    return str(told.get("type", ""))


def _frames(stack: Any) -> Iterator[dict[str, Any]]:
    while isinstance(stack, dict):
        yield from stack.get("callFrames", ())
        stack = stack.get("parent")
