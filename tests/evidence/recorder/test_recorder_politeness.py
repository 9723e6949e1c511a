"""Politeness: one question at a time to a host, a pause between two, and no more at once than allowed."""

import asyncio
import itertools
from collections import Counter

import pytest

from osint.evidence.recorder.politeness import Politeness

pytestmark = pytest.mark.loopback  # an event loop of its own needs a pair of sockets


def most_at_once(polite: Politeness, *hosts: str) -> Counter[str]:
    """How many turns were open at once: of each host, and of all."""
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()

    async def visit(host: str) -> None:
        async with polite.turn(host):
            now.update([host, "all"])
            most.update({key: max(0, now[key] - most[key]) for key in (host, "all")})
            await asyncio.sleep(0.01)
            now.subtract([host, "all"])

    async def work() -> None:
        await asyncio.gather(*(visit(host) for host in hosts))

    asyncio.run(work())
    return most


def test_a_host_is_asked_one_question_at_a_time_and_hosts_side_by_side() -> None:
    assert most_at_once(Politeness(0.0, 24, slow_s=9.0), "a", "a", "a", "b", "b") == {
        "a": 1,
        "b": 1,
        "all": 2,
    }


def test_no_more_are_open_at_once_than_allowed() -> None:
    assert most_at_once(Politeness(0.0, 2, slow_s=9.0), *"abcdefg")["all"] == 2


def test_a_turn_that_fails_makes_room_for_the_next() -> None:
    async def work() -> None:
        polite = Politeness(0.0, 1, slow_s=9.0)
        for _ in range(3):
            with pytest.raises(OSError, match="reset"):
                async with polite.turn("a"):
                    raise OSError("reset")

    asyncio.run(asyncio.wait_for(work(), 5))


def test_the_next_question_waits_for_the_pause_and_for_what_the_host_asked_for() -> None:
    async def work() -> list[float]:
        polite = Politeness(0.05, 24, slow_s=9.0)
        at: list[float] = []
        for rest in (0.0, 0.0, 0.2):
            async with polite.turn("a"):
                at.append(asyncio.get_running_loop().time())
            polite.rest("a", rest)
        async with polite.turn("b"):
            other = asyncio.get_running_loop().time()
        async with polite.turn("a"):
            at.append(asyncio.get_running_loop().time())
        assert other < at[3]
        return [after - before for before, after in itertools.pairwise(at)]

    first, second, third = asyncio.run(work())
    assert min(first, second) >= 0.049
    assert third >= 0.199


def test_a_shorter_rest_does_not_shorten_a_longer_one() -> None:
    async def work() -> float:
        polite = Politeness(0.0, 24, slow_s=9.0)
        begin = asyncio.get_running_loop().time()
        polite.rest("a", 0.2)
        polite.rest("a", 0.0)
        async with polite.turn("a"):
            return asyncio.get_running_loop().time() - begin

    assert asyncio.run(work()) >= 0.199


def test_a_question_that_hangs_gives_its_place_to_another_and_does_not_take_it_twice() -> None:
    async def work() -> list[str]:
        polite = Politeness(0.0, 1, slow_s=0.02)
        ended: list[str] = []

        async def visit(host: str, seconds: float) -> None:
            async with polite.turn(host):
                await asyncio.sleep(seconds)
            ended.append(host)

        async with asyncio.timeout(20):
            await asyncio.gather(visit("hangs", 0.5), visit("a", 0.0), visit("b", 0.0))
            assert polite._room._value == 1
        return ended

    assert asyncio.run(work()) == ["a", "b", "hangs"]


def test_no_host_is_remembered_when_nobody_asks_it_any_more() -> None:
    async def work() -> int:
        polite = Politeness(0.0, 24, slow_s=9.0)
        for number in range(100):
            async with polite.turn(f"h{number}.example"):
                pass
        return len(polite._hosts)

    assert asyncio.run(work()) <= 1


def test_a_host_that_rests_is_remembered() -> None:
    async def work() -> float:
        polite = Politeness(0.1, 24, slow_s=9.0)
        begin = asyncio.get_running_loop().time()
        for host in ("a", "b", "c", "a"):
            async with polite.turn(host):
                pass
        return asyncio.get_running_loop().time() - begin

    assert asyncio.run(work()) >= 0.099
