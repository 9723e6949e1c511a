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
        self._last: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn; a slow host holds up nobody else."""
        async with self._turns.setdefault(host, asyncio.Lock()):
            await self._wait(host)
            async with self._room:
                try:
                    yield
                finally:
                    self._last[host] = asyncio.get_running_loop().time()

    async def _wait(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None and self._pause > 0:
            rest = last + self._pause - asyncio.get_running_loop().time()
            if rest > 0:
                await asyncio.sleep(rest)
