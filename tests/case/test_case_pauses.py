"""How long a run waits between two questions to one source, by a clock that only the waiting moves."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from case_cases import Wire, new_case, site

from osint.case.collecting import Collection, Kept
from osint.collectors import COLLECTORS
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.sources import at_once, pause_s
from osint.records import Ask, Exchange, SubjectKind

MANNERS = 1.0  # seconds that the recorder itself leaves between two questions to a host


class Clock(asyncio.SelectorEventLoop):
    """A loop in which nobody waits: whatever it would wait for is over at once, and its clock says so."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        selector: Any = self._selector  # type: ignore[attr-defined]
        looked: Callable[[float], Any] = selector.select

        def select(timeout: float | None = None) -> Any:
            self.now += timeout or 0.0
            return looked(0)

        selector.select = select

    def time(self) -> float:
        return self.now


class Timed(Wire):
    """Notes when each source was asked, and says what manners the recorder has."""

    def __init__(self, keep: Any, manners: float) -> None:
        super().__init__({}, keep)
        self.profile = SimpleNamespace(politeness_s=manners)
        self.times: dict[str, list[float]] = {}

    async def ask(self, ask: Ask) -> Exchange:
        self.times.setdefault(ask.collector, []).append(asyncio.get_running_loop().time())
        return await super().ask(ask)


def stand_in(name: str) -> Collector:
    def question(subject: Any) -> Asking:
        yield Ask(f"https://{name}.example/{subject.value}", name, subject)

    return Collector(name, name, question, lambda _: (), frozenset({SubjectKind.SITE}), Touch.THIRD_PARTY)


def times(folder: Path, monkeypatch: pytest.MonkeyPatch, *, manners: float) -> dict[str, list[float]]:
    """When each of two sources was asked about four sites; the archive would like to wait, the other does not."""
    case = new_case(folder / "case")
    monkeypatch.setattr("osint.case.agenda.COLLECTORS", (stand_in("archive"), stand_in("quick")))
    wire = Timed(case.store.keep, manners)
    collection = Collection(wire, Kept([], case.store.read), case.store.keep)  # type: ignore[arg-type]
    with asyncio.Runner(loop_factory=Clock) as runner:
        runner.run(collection.run([site(f"s{number}.example") for number in range(4)], workers=4))
    return wire.times


def test_a_source_is_asked_again_when_it_would_like_and_no_other_waits_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = times(tmp_path, monkeypatch, manners=MANNERS)
    beyond = pause_s("archive") - MANNERS
    assert beyond > 0, "the archive is the example of a source that would like longer pauses"
    assert found["archive"] == [beyond * number for number in range(4)]
    assert found["quick"] == [0.0] * 4


def test_nobody_waits_where_the_recorder_itself_has_no_manners_as_on_the_practice_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert times(tmp_path, monkeypatch, manners=0.0) == {"archive": [0.0] * 4, "quick": [0.0] * 4}


@pytest.mark.parametrize("each", COLLECTORS, ids=lambda each: each.name)
def test_only_a_source_that_is_asked_one_thing_at_a_time_can_have_a_pause_of_its_own(each: Collector) -> None:
    """Two workers of one lane would each wait, and ask twice as often as the source would like."""
    assert pause_s(each.name) <= MANNERS or at_once(each.name) == 1
