"""Politeness: one question at a time to a host, and a pause before the next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Politeness:
    """Holds questions back so that no host is pressed and no more than so many are open at once."""

    def __init__(self, pause_s: float, at_once: int) -> None:
        """Wait ``pause_s`` seconds between two questions to one host."""
        self._pause = pause_s
        self._room = asyncio.Semaphore(at_once)
        self._turns: dict[str, asyncio.Lock] = {}
        self._not_before: dict[str, float] = {}  # the loop's time

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn; a slow host holds up nobody else."""
        async with self._turns.setdefault(host, asyncio.Lock()):
            await self._wait(host)
            async with self._room:
                try:
                    yield
                finally:
                    self.rest(host, self._pause)

    def rest(self, host: str, seconds: float) -> None:
        """Put no question to a host for so long, counted from now: it asked for that, or manners do."""
        until = asyncio.get_running_loop().time() + seconds
        self._not_before[host] = max(until, self._not_before.get(host, until))

    async def _wait(self, host: str) -> None:
        rest = self._not_before.get(host, 0.0) - asyncio.get_running_loop().time()
        if rest > 0:
            await asyncio.sleep(rest)
