"""Carries the collectors' questions to the recorder, many at once, and their answers back.

What the case already has an answer to is not asked again: the kept answer is given to the collector, so
that a run that was interrupted goes on where it stopped.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from osint import outcomes
from osint.case.agenda import Task, followed, is_allowed, tasks
from osint.case.kept import SETTLED, Kept
from osint.case.lanes import Lanes
from osint.case.limits import Limits
from osint.case.spending import Purse
from osint.case.summary import FINE, PASSIVE
from osint.collectors.collector import Search
from osint.collectors.sources import pause_s
from osint.errors import SourceUnusable
from osint.evidence.recorder.recorder import Recorder
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Step:
    """Where a collection stands, for whoever shows progress."""

    done: int
    known: int  # tasks so far; grows while answers lead to further subjects
    task: Task
    failed: int  # questions of this run that were refused, challenged, replaced or failed


Progress = Callable[[Step], None]
SLOW_S = 5.0  # a page takes one, its host's manners another
Question = tuple[str, str, bool]  # method, uri, whether redirects are followed


@dataclass(frozen=True, slots=True)
class Hub:
    """A value that so many bear that it was not followed."""

    source: str
    identifier: str
    count: int
    exchange: str  # where the source says so
    limit: int  # more are not followed


@dataclass(slots=True)
class Collection:
    """One run: the tasks that are left, and what came of those that are done."""

    recorder: Recorder
    kept: Kept
    keep: Callable[[Exchange], Exchange]
    passive: bool = False
    only: frozenset[str] = frozenset()
    progress: Progress | None = None
    limits: Limits = field(default_factory=Limits)
    stopped: dict[str, str] = field(default_factory=dict)  # collector → why it is asked no more
    reused: int = 0  # questions whose answers were kept already
    hubs: dict[tuple[str, Subject], Hub] = field(default_factory=dict)  # by collector and subject
    # By site: the value by whose search it was found, and the exchange.
    found: dict[str, tuple[str, str]] = field(default_factory=dict)
    purse: Purse = field(init=False)
    _known: set[tuple[str, Subject]] = field(default_factory=set)
    _done: int = 0
    _failed: int = 0
    _lanes: Lanes = field(init=False)  # of the run that is under way
    _began: datetime = field(init=False)
    _under_way: dict[Question, asyncio.Future[str]] = field(default_factory=dict)
    _ended: dict[Question, str] = field(default_factory=dict)  # put in this run, not settled
    _tills: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _told: set[str] = field(default_factory=set)  # sources whose account was looked into

    def __post_init__(self) -> None:
        """Begin with nothing spent."""
        self._began = datetime.now(UTC)
        self.purse = Purse(self.limits)

    async def run_to_the_end(self, subjects: Iterable[Subject], *, workers: int, slow_s: float) -> None:
        """Run, and let the recorder's browser go at the end."""
        async with self.recorder:
            await self.run(subjects, workers=workers, slow_s=slow_s)

    async def run(self, subjects: Iterable[Subject], *, workers: int, slow_s: float = SLOW_S) -> None:
        """Ask every collector about every subject, and about the addresses and certificates they lead to.

        ``workers`` are the most that work for one source at once; few sources allow so many. A site that takes
        longer than ``slow_s`` seconds holds up no other.
        """
        async with asyncio.TaskGroup() as group:
            self._lanes = Lanes(group, self._work, most=workers, slow_s=slow_s)
            self._add(subjects)

    def _add(self, subjects: Iterable[Subject]) -> None:
        for task in tasks(subjects, only=self.only):
            key = (task.collector.name, task.subject)
            if key not in self._known:
                self._known.add(key)
                self._lanes.add(task)

    async def _work(self, task: Task) -> None:
        try:
            self._add(followed(await self._carry(task)))
        finally:
            self._done += 1
            if self.progress is not None:
                self.progress(Step(self._done, len(self._known), task, self._failed))

    async def _carry(self, task: Task) -> list[Observation]:
        """Put a collector's questions one after another; what it observed in the answers."""
        asking = task.collector.ask(task.subject)
        seen: list[Observation] = []
        try:
            ask = next(asking)
            while True:
                answer = await self._answer(task, ask)
                self._note(task, answer)
                seen.extend(self._observed(task, answer))
                if answer.outcome is Outcome.NOT_ASKED and not is_allowed(task, passive=self.passive):
                    asking.close()
                    return seen
                ask = asking.send(answer)
        except StopIteration:
            return self._searched(task, seen)
        except SourceUnusable as why:
            self.stopped[task.collector.name] = str(why)
            return self._searched(task, seen)

    def _observed(self, task: Task, answer: Exchange) -> Iterable[Observation]:
        """What a collector reads out of an answer, as today's rules judge its outcome: those of this run did already."""
        outcome = answer.outcome if answer.at >= self._began else outcomes.reread(answer)[0]
        return task.collector.read(answer) if outcome in FINE else ()

    def _note(self, task: Task, answer: Exchange) -> None:
        """Note how many bear what was searched for, and whether those are too many to follow."""
        search = task.collector.search
        if search is None or task.subject.kind is not SubjectKind.IDENTIFIER:
            return
        count, crowd = search.count(answer), search.crowd(answer)
        limit = self.limits.hub if crowd is None else min(self.limits.hub, crowd)
        if count is not None and count > limit:
            key = (task.collector.name, task.subject)
            self.hubs.setdefault(key, Hub(key[0], task.subject.value, count, answer.id, limit))

    def _searched(self, task: Task, seen: list[Observation]) -> list[Observation]:
        """Note the sites that a search found; to what it observed nothing is added."""
        is_hub = (task.collector.name, task.subject) in self.hubs
        if task.collector.search is not None and task.subject.kind is SubjectKind.IDENTIFIER and not is_hub:
            for each in seen:
                if each.site and f"{each.find.kind}:{each.find.value}" == task.subject.value:
                    self.found.setdefault(each.site, (task.subject.value, each.exchange))
        return seen

    async def _answer(self, task: Task, ask: Ask) -> Exchange:
        if self.kept.is_withdrawn(ask):
            return self._leave(ask, "its answer was withdrawn from this case: it is not asked again")
        if (kept := self.kept.answer(ask)) is not None:
            self.reused += 1
            return kept
        if (why := self._reason_to_leave(task)) is not None:
            return self._leave(ask, why)
        return await self._put(task, ask)

    def _reason_to_leave(self, task: Task) -> str | None:
        """Why a question is not put, whatever it costs."""
        if not is_allowed(task, passive=self.passive):
            return PASSIVE
        if (hub := self.hubs.get((task.collector.name, task.subject))) is not None:
            return f"a hub: {hub.count} bear it, and more than {hub.limit} are not followed"
        if (stopped := self.stopped.get(task.collector.name)) is not None:
            return f"{task.collector.name} is asked no more in this run: {stopped}"
        return None

    async def _put(self, task: Task, ask: Ask) -> Exchange:
        """Put a question; one that is being put, or was put in this run and is not settled, is not put twice."""
        question = (ask.method, ask.uri, ask.follow)
        while (waiting := self._under_way.get(question)) is not None:
            try:
                return self.kept.read(await asyncio.shield(waiting))
            except asyncio.CancelledError:
                if not waiting.cancelled():
                    raise  # this task is stopped, not the one that was putting the question
        if (name := self._ended.get(question)) is not None:
            return self.kept.read(name)
        search, source = task.collector.search, task.collector.name
        if search is not None and search.price(ask):
            await self._look_into_account(task, search)
        if search is not None and (why := self.purse.refuses(source, search, ask)):
            return self._leave(ask, why)
        mark = self._under_way[question] = asyncio.get_running_loop().create_future()
        try:
            answer = await self.recorder.ask(ask)
            mark.set_result(answer.id)
        finally:
            del self._under_way[question]
            mark.cancel()
        if search is not None:
            self.purse.settle(source, search, answer)
        await self._pause(source)
        if answer.outcome not in SETTLED:
            self._ended[question] = answer.id
        self._failed += answer.outcome not in FINE
        return answer

    async def _pause(self, source: str) -> None:
        """Wait as long as a source would like beyond the recorder's own manners; nobody else waits with it."""
        manners = getattr(getattr(self.recorder, "profile", None), "politeness_s", 0.0)
        if manners:
            await asyncio.sleep(max(0.0, pause_s(source) - manners))

    async def _look_into_account(self, task: Task, search: Search) -> None:
        """Ask a source once in a run, before anything is spent, what credits are left; the answer is kept."""
        name = task.collector.name
        async with self._tills[name]:
            if search.account is not None and name not in self._told:
                self._told.add(name)
                self.purse.look(name, search.balance(await self.recorder.ask(search.account(task.subject))))

    def _leave(self, ask: Ask, why: str) -> Exchange:
        """Record that a question was not put, and why."""
        now = datetime.now(UTC)
        return self.keep(Exchange(ask, now, now, Outcome.NOT_ASKED, why))
