"""A run of the recorder: whole-exchange limits, retries that the source asked for, and every end an outcome."""

import asyncio
import gzip
from dataclasses import replace

import pytest
from recorder_cases import (
    BRIEF,
    HOME,
    OK,
    PLACE,
    Visit,
    answer,
    answers,
    ask,
    asked,
    in_turn,
    listening,
    profile,
    says,
)

from osint.evidence.recorder.recorder import PATIENCE, Recorder
from osint.records import Exchange, Outcome

pytestmark = pytest.mark.loopback
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
SHORT = replace(BRIEF, deadline_s=0.4)


def too_many(wait: str) -> bytes:
    told = f"Retry-After: {wait}\r\n" if wait else ""
    return f"HTTP/1.1 429 Too Many Requests\r\n{told}Content-Length: 0\r\n\r\n".encode()


async def drip(visit: Visit) -> None:
    """One byte, and one byte, and one byte."""
    await visit.say(HEAD)
    while True:
        await visit.say(b"x")
        await asyncio.sleep(0.02)


class TestDeadline:
    def test_is_for_the_whole_exchange_and_what_came_is_kept(self) -> None:
        (kept,) = answers(drip, limits=SHORT)
        assert (kept.outcome, kept.why) == (Outcome.FAILED, "no whole answer within 0.4 seconds")
        assert kept.head == HEAD
        assert kept.body
        assert set(kept.body) == set(b"x")

    def test_is_for_a_head_that_never_ends_too(self) -> None:
        kept = answer(b"HTTP/1.1 200 OK\r\nX-A: ", stays=True, limits=SHORT)
        assert (kept.outcome, kept.head, kept.body) == (Outcome.FAILED, b"", b"HTTP/1.1 200 OK\r\nX-A: ")

    def test_leaves_a_host_alone_that_lets_questions_run_out_of_time(self) -> None:
        async def work() -> tuple[list[Exchange], int]:
            async with listening(says(stays=True)) as silent, listening(says(OK)) as other:
                used = profile((80, silent.place), (8080, other.place), limits=replace(SHORT, deadline_s=0.1))
                asks = [ask(f"{HOME}{at}") for at in range(PATIENCE + 2)]
                return await asked(used, *asks), silent.visits

        kept, visits = asyncio.run(work())
        assert [each.outcome for each in kept] == [Outcome.FAILED] * PATIENCE + [Outcome.NOT_ASKED] * 2
        assert visits == PATIENCE
        assert "left alone in this run" in kept[-1].why


class TestInterruption:
    def test_keeps_what_had_come(self) -> None:
        async def work() -> list[Exchange]:
            kept: list[Exchange] = []

            def keep(exchange: Exchange) -> Exchange:
                kept.append(exchange)
                return exchange

            begun = asyncio.Event()

            async def half(visit: Visit) -> None:
                await visit.say(HEAD + b"half a page")
                begun.set()
                await visit.reader.read()

            async with listening(half) as site:
                recorder = Recorder(profile((80, site.place)), keep, key=lambda _: None)
                asking = asyncio.create_task(recorder.ask(ask()))
                await begun.wait()
                await asyncio.sleep(0.1)
                asking.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await asking
            return kept

        (kept,) = asyncio.run(work())
        assert (kept.outcome, kept.why) == (Outcome.FAILED, "interrupted")
        assert (kept.head, kept.body) == (HEAD, b"half a page")

    def test_before_a_question_was_put_keeps_nothing(self) -> None:
        async def work() -> list[str]:
            outcomes: list[str] = []
            async with listening(says(OK)) as site:
                recorder = Recorder(
                    replace(profile((80, site.place)), politeness_s=30.0),
                    lambda each: outcomes.append(each.outcome) or each,  # type: ignore[func-returns-value]
                    key=lambda _: None,
                )
                await recorder.ask(ask())
                waiting = asyncio.create_task(recorder.ask(ask(f"{HOME}2")))
                await asyncio.sleep(0.05)
                waiting.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await waiting
            return outcomes

        assert asyncio.run(work()) == [Outcome.ANSWERED]


class TestRetry:
    def test_comes_when_the_source_says_so_and_every_attempt_is_kept(self) -> None:
        first, second = answers(in_turn(too_many("0"), OK))
        assert (first.outcome, second.outcome) == (Outcome.REFUSED, Outcome.ANSWERED)
        assert (first.fact("attempt"), second.fact("attempt")) == ("", "2")
        assert first.ended <= second.at

    def test_does_not_come_sooner_than_asked_for(self) -> None:
        first, second = answers(in_turn(too_many("1"), OK))
        assert (second.at - first.ended).total_seconds() >= 0.99

    @pytest.mark.parametrize("wait", ["", "soon", "-1"])
    def test_does_not_come_when_the_source_says_nothing_of_it(self, wait: str) -> None:
        (kept,) = answers(in_turn(too_many(wait), OK))
        assert kept.outcome is Outcome.REFUSED

    def test_ends_after_a_few(self) -> None:
        kept = answers(in_turn(too_many("0")))
        assert len(kept) == BRIEF.retries + 1
        assert {each.outcome for each in kept} == {Outcome.REFUSED}

    def test_of_a_host_that_is_busy_comes_as_well(self) -> None:
        busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
        assert [each.outcome for each in answers(in_turn(busy, OK))] == [Outcome.REFUSED, Outcome.ANSWERED]

    @pytest.mark.parametrize("wait", ["3600", "99999999999999", "Fri, 01 Jan 2100 00:00:00 GMT"])
    def test_never_comes_to_a_host_that_asks_for_too_long_a_pause(self, wait: str) -> None:
        refused, left = answers(in_turn(too_many(wait), OK), ask(), ask(f"{HOME}ads.txt"))
        assert (refused.outcome, left.outcome) == (Outcome.REFUSED, Outcome.NOT_ASKED)
        assert f"{PLACE} asked to wait" in left.why


class TestRedirects:
    def test_are_kept_each_with_the_one_that_led_there(self) -> None:
        async def speak(visit: Visit) -> None:
            at = int(visit.heard.split(b" ")[1].strip(b"/") or b"0")
            to = b"HTTP/1.1 302 F\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % (at + 1)
            await visit.say(to if at < 3 else OK)

        kept = answers(speak)
        assert [each.ask.uri for each in kept] == [HOME, f"{HOME}1", f"{HOME}2", f"{HOME}3"]
        assert [each.fact("redirected-from") for each in kept] == ["", *(each.id for each in kept[:-1])]
        assert kept[-1].body == b"hello"

    def test_in_a_circle_end_at_the_limit_as_not_asked(self) -> None:
        kept = answers(says(b"HTTP/1.1 302 F\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"))
        assert len(kept) == BRIEF.redirects + 2
        assert {each.outcome for each in kept[:-1]} == {Outcome.ANSWERED}
        assert kept[-1].outcome is Outcome.NOT_ASKED
        assert kept[-1].why == f"more than {BRIEF.redirects} redirects: followed no further"
        assert kept[-1].fact("redirected-from") == kept[-2].id

    def test_without_a_place_lead_nowhere(self) -> None:
        (kept,) = answers(says(b"HTTP/1.1 302 F\r\nContent-Length: 0\r\n\r\n"))
        assert kept.outcome is Outcome.ANSWERED

    def test_are_not_followed_when_that_is_not_wanted(self) -> None:
        assert len(answers(says(b"HTTP/1.1 302 F\r\nLocation: /1\r\n\r\n"), ask(follow=False))) == 1


class TestBomb:
    ZEROS = gzip.compress(b"\0" * 3_000_000, mtime=0)

    @staticmethod
    def said(packed: bytes, coding: str = "gzip") -> bytes:
        return f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode() + packed

    def test_is_too_large_an_answer_and_is_kept_packed_as_it_came(self) -> None:
        kept = answer(self.said(self.ZEROS))
        assert (kept.outcome, kept.body) == (Outcome.FAILED, self.ZEROS)
        assert kept.why.startswith("unpacks to more than ")
        assert kept.fact("unpacked")

    def test_hides_neither_in_a_second_member_nor_in_a_second_coding(self) -> None:
        page = gzip.compress(b"<title>harmless</title>")
        for said in (
            self.said(page + self.ZEROS * 40, "gzip"),
            self.said(gzip.compress(self.ZEROS), "gzip, gzip"),
        ):
            assert answer(said).outcome is Outcome.FAILED

    def test_is_not_what_unpacks_to_an_ordinary_size(self) -> None:
        page = gzip.compress(b"<p>" + b"\0" * 900_000)
        kept = answer(self.said(page))
        assert (kept.outcome, kept.body) == (Outcome.ANSWERED, page)


class TestEveryEnd:
    @pytest.mark.parametrize(
        "uri",
        ["gopher://site.example/", "ftp://site.example/", "site.example", "", "http://", "https://a b/", "whois://x/",
         "whois://whois.x.example/", "whois://8.8.8.8/a", "tls://", "dns:", "file:///etc/passwd", "http://\udc80/",
         "http://site.example/\ud800", "http://[::1", "tls://[x:443", "whois://[::1/x", "http://site.example:0x50/"],
    )  # fmt: skip
    def test_of_what_is_no_question_is_not_asked(self, uri: str) -> None:
        (kept,) = asyncio.run(asked(profile(), ask(uri)))
        assert kept.outcome in {Outcome.NOT_ASKED, Outcome.FAILED}
        assert kept.why
        assert kept.core()["uri"] == kept.ask.uri.encode().decode()

    def test_of_a_dead_host_is_failed_and_says_where(self) -> None:
        async def work() -> list[Exchange]:
            async with listening(says(b"")) as gone:
                place = gone.place
            return await asked(profile((80, place)), ask())

        (kept,) = asyncio.run(work())
        assert kept.outcome is Outcome.FAILED
        assert kept.why.startswith(f"{PLACE} port 80: ")

    def test_of_a_reset_in_the_middle_keeps_what_had_come(self) -> None:
        async def reset(visit: Visit) -> None:
            await visit.say(HEAD + b"some")
            await asyncio.sleep(0.1)
            visit.writer.get_extra_info("socket").setsockopt(
                1, 13, b"\x01\x00\x00\x00\x00\x00\x00\x00"
            )  # SO_LINGER
            visit.writer.transport.abort()

        (kept,) = answers(reset)
        assert (kept.outcome, kept.head, kept.body) == (Outcome.FAILED, HEAD, b"some")
        assert kept.why

    def test_is_timed_in_utc(self) -> None:
        kept = answer(OK)
        assert str(kept.at.tzinfo) == "UTC"
        assert kept.at <= kept.ended
