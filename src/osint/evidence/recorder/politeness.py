"""Politeness: one question at a time to a host, and a pause before the next."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

SLOW = 8  # times as many may hang as may be under way at once: each is a connection


@dataclass(slots=True)
class Host:
    """One host's turn, who waits for it, and when it may be asked again (the loop's time)."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    not_before: float = 0.0


class Politeness:
    """Holds questions back so that no host is pressed and no more than so many are open at once.

    A question that hangs for longer than ``slow_s`` seconds does not count among them: it only waits.
    """

    def __init__(self, pause_s: float, at_once: int, *, slow_s: float) -> None:
        """Wait ``pause_s`` seconds between two questions to one host."""
        self._pause = pause_s
        self._room = asyncio.Semaphore(at_once)
        self._slow_s = slow_s
        self._most_slow = SLOW * at_once
        self._slow = 0
        self._hosts: dict[str, Host] = {}
        self._idle: deque[tuple[float, str]] = (
            deque()
        )  # hosts that nobody waits for, and until when they rest

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn; a slow host holds up nobody else."""
        self._forget()
        mine = self._hosts.setdefault(host, Host())
        mine.users += 1
        try:
            async with mine.lock:
                await _until(mine.not_before)
                async with self._place():
                    try:
                        yield
                    finally:
                        self.rest(host, self._pause)
        finally:
            mine.users -= 1
            self._idle.append((mine.not_before, host))

    def rest(self, host: str, seconds: float) -> None:
        """Put no question to a host for so long, counted from now: it asked for that, or manners do."""
        mine = self._hosts.setdefault(host, Host())
        mine.not_before = max(_now() + seconds, mine.not_before)
        self._idle.append((mine.not_before, host))

    def _forget(self) -> None:
        """Let go of hosts that nobody asks any more: a run may ask a hundred thousand."""
        while self._idle and self._idle[0][0] <= _now():
            _, host = self._idle.popleft()
            known = self._hosts.get(host)
            if known is not None and not known.users and known.not_before <= _now():
                del self._hosts[host]

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """One of the places for open questions; given to another while this one hangs."""
        await self._room.acquire()
        timer = asyncio.get_running_loop().call_later(self._slow_s, self._give_away, given := [False])
        try:
            yield
        finally:
            timer.cancel()
            if given[0]:
                self._slow -= 1
            else:
                self._room.release()

    def _give_away(self, given: list[bool]) -> None:
        if self._slow < self._most_slow:
            given[0] = True
            self._slow += 1
            self._room.release()


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _until(moment: float) -> None:
    rest = moment - _now()
    if rest > 0:
        await asyncio.sleep(rest)
