"""Whose turn a task waits for: each source has a lane of its own, so that a slow one holds up its own lane alone."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from osint.case.agenda import Task
from osint.collectors.collector import Touch
from osint.collectors.sources import at_once
from osint.records import SubjectKind

# Lanes of many hosts: the sites themselves; a registry and all its registrars.
OF_MANY_HOSTS = frozenset({Touch.TARGET, Touch.REGISTRY})
MOST_SLOW = 64  # tasks of one lane that hang and hold nobody up: each is a connection, and a system allows some hundreds


@dataclass(slots=True)
class Lane:
    """The tasks of one source that wait, how many are under way, and how many of them hang."""

    waiting: deque[Task] = field(default_factory=deque)
    busy: int = 0
    slow: int = 0


@dataclass(slots=True)
class Turn:
    """A worker's place in its lane; given to another while its task hangs."""

    is_given_away: bool = False


class Lanes:
    """Carries out tasks, those of different sources side by side."""

    def __init__(
        self,
        group: asyncio.TaskGroup,
        carry: Callable[[Task], Coroutine[Any, Any, None]],
        *,
        most: int,
        slow_s: float,
    ) -> None:
        """Carry out each task through ``carry``, at most so many of one source at once.

        Where a lane's questions go to many hosts, a task that takes longer than ``slow_s`` seconds gives its place
        to the next: a host that hangs holds up none that answers. Each is asked one question at a time all the same.
        """
        self._group = group
        self._carry = carry
        self._most = most
        self._slow_s = slow_s
        self._lanes: dict[str, Lane] = defaultdict(Lane)

    def add(self, task: Task) -> None:
        """Have a task carried out when it is its turn."""
        lane = self._lanes[lane_of(task)]
        lane.waiting.append(task)
        self._set_to_work(lane)

    def _set_to_work(self, lane: Lane) -> None:
        if lane.waiting and lane.busy < min(self._most, at_once(lane.waiting[0].collector.name)):
            lane.busy += 1
            self._group.create_task(self._work(lane))

    async def _work(self, lane: Lane) -> None:
        turn = Turn()
        try:
            while lane.waiting and not turn.is_given_away and not _is_cancelled():
                await self._timed(lane, turn, lane.waiting.popleft())
        finally:
            if turn.is_given_away:
                lane.slow -= 1
            else:
                lane.busy -= 1

    async def _timed(self, lane: Lane, turn: Turn, task: Task) -> None:
        if task.collector.touches not in OF_MANY_HOSTS:
            return await self._carry(task)
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._slow_s, self._give_away, lane, turn)
        try:
            return await self._carry(task)
        finally:
            timer.cancel()

    def _give_away(self, lane: Lane, turn: Turn) -> None:
        """Let the next in the lane begin; as long as not too many hang already."""
        if lane.slow < MOST_SLOW:
            turn.is_given_away = True
            lane.slow += 1
            lane.busy -= 1
            self._set_to_work(lane)


def lane_of(task: Task) -> str:
    """Whose turn a task waits for: its source; of registries, each top-level domain's is one of its own."""
    if task.collector.touches is Touch.REGISTRY and task.subject.kind is SubjectKind.SITE:
        return f"{task.collector.name} {task.subject.value.rpartition('.')[2]}"
    return task.collector.name


def _is_cancelled() -> bool:
    """Whether this worker was told to end, also where something that it awaited swallowed the telling."""
    current = asyncio.current_task()
    return current is not None and current.cancelling() > 0
