"""HTTP as it comes: heads byte for byte, bodies without their transfer coding, and every way to end early."""

import gzip
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorder_cases import BRIEF, HOME, OK, answer, answers, ask, says

from osint.errors import BadName
from osint.evidence.recorder import http
from osint.evidence.recorder.answer import Answer
from osint.evidence.recorder.profile import Limits
from osint.records import Outcome

AGENT = "test"


def request(uri: str, **headers: str) -> http.Request:
    return http.request(uri, "GET", tuple(headers.items()), b"", AGENT)


class TestRequest:
    def test_names_the_host_and_asks_to_end_the_connection(self) -> None:
        lines = request("https://Site.Example:8443/a?b=c").wire().split(b"\r\n")
        assert lines[0] == b"GET /a?b=c HTTP/1.1"
        assert b"Host: site.example:8443" in lines
        assert b"Connection: close" in lines
        assert lines[-2:] == [b"", b""]

    def test_escapes_what_may_not_stand_in_a_path_and_leaves_escapes(self) -> None:
        assert request("http://site.example/만화 1%20").target == "/%EB%A7%8C%ED%99%94%201%20"

    @pytest.mark.parametrize("text", ["a\r\nX-Evil: 1", "a\nb", "a\rb"])
    def test_lets_no_value_begin_a_second_header(self, text: str) -> None:
        wire = http.request("http://site.example/", "GET", (("X-Own", text),), b"", AGENT).wire()
        assert wire.count(b"\n") == wire.count(b"\r\n") == wire.count(b"\r")
        assert not [line for line in wire.split(b"\r\n") if line.startswith(b"X-Evil")]

    def test_cannot_be_split_by_its_url(self) -> None:
        wire = request("http://site.example/a%0d%0aX:1\r\nX-Evil: 1").wire()
        assert not [line for line in wire.split(b"\r\n") if line.startswith(b"X-Evil")]

    @pytest.mark.parametrize(
        "uri",
        ["ftp://site.example/", "http:///", "http://a b/", "http://site.example:99999/", "http://[::1", "x",
         "http://site.example/\ud800"],
    )  # fmt: skip
    def test_of_what_is_no_url_is_refused(self, uri: str) -> None:
        with pytest.raises(BadName):
            request(uri)

    def test_with_a_header_that_nobody_may_send_is_refused_without_its_value(self) -> None:
        for value in ("secret\x00value", "비밀"):
            with pytest.raises(BadName) as caught:
                http.reader_of(request("http://site.example/", **{"X-Own": value}), Limits())
            assert value not in str(caught.value)
            assert caught.value.__suppress_context__


@pytest.mark.loopback
class TestHead:
    @pytest.mark.parametrize(
        "head",
        [
            b"HTTP/1.1 200 OK\r\ncontent-LENGTH:   2\r\nX-a: 1\r\nx-A:2 \r\n\r\n",
            b"HTTP/1.1 200 OK\nContent-Length: 2\nServer: bare\n\n",
            b"HTTP/1.1 200 OK\r\nX-Folded: one\r\n  two\r\n\tthree\r\nContent-Length: 2\r\n\r\n",
            b"HTTP/1.0 200\r\nContent-Length: 2\r\n\n",
            b"HTTP/1.1 200 \xb3\xaf\r\nContent-Length: 2\r\nX-Odd: \xff\xfe\r\n\r\n",
        ],
    )
    def test_is_kept_byte_for_byte(self, head: bytes) -> None:
        kept = answer(head + b"hi")
        assert (kept.outcome, kept.head, kept.body) == (Outcome.ANSWERED, head, b"hi")

    def test_is_kept_whole_when_it_comes_byte_by_byte(self) -> None:
        kept = answer(*(OK[at : at + 1] for at in range(len(OK))))
        assert (kept.outcome, kept.head + kept.body) == (Outcome.ANSWERED, OK)

    def test_beyond_the_limit_ends_the_exchange_and_what_came_is_kept(self) -> None:
        bomb = b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 400_000
        kept = answer(bomb, stays=True)
        assert kept.outcome is Outcome.FAILED
        assert kept.head == b""
        assert bomb.startswith(kept.body)
        assert len(kept.body) >= BRIEF.head_bytes

    def test_of_the_answer_is_kept_and_not_those_of_interim_answers(self) -> None:
        early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
        for said in ((early + early + OK,), (early, early, OK), (early[:20], early[20:] + OK[:9], OK[9:])):
            kept = answer(*said)
            assert (kept.head + kept.body, kept.fact("interim")) == (OK, "103")

    def test_never_comes_after_endless_interim_answers(self) -> None:
        kept = answer(b"HTTP/1.1 100 Continue\r\n\r\n" * 5000, stays=True)
        assert kept.outcome is Outcome.FAILED
        assert "interim" in kept.why

    @pytest.mark.parametrize(
        "said", [b"HTTP/1.1 2OO OK\r\n\r\nhi", b"SSH-2.0-x\r\n", b"<html>hi</html>\r\n\r\n"]
    )
    def test_that_is_none_fails_and_the_bytes_are_kept(self, said: bytes) -> None:
        kept = answer(said)
        assert (kept.outcome, kept.head, kept.body) == (Outcome.FAILED, b"", said)

    def test_that_switches_protocols_unasked_is_no_answer(self) -> None:
        kept = answer(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + b"y" * 100_000, stays=True)
        assert kept.outcome is Outcome.FAILED
        assert "within" not in kept.why  # at once, not by the deadline


@pytest.mark.loopback
class TestBody:
    def test_in_chunks_is_put_together_and_the_fact_says_so(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        kept = answer(head, b"3;ext=1\r\nabc\r\n", b"A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n")
        assert (kept.outcome, kept.head, kept.body) == (Outcome.ANSWERED, head, b"abc0123456789")
        assert kept.fact("transfer-coding") == "chunked, undone"
        assert kept.fact("trailers").startswith("1 ")

    @pytest.mark.parametrize("rest", [b"zz\r\nmore", b"-1\r\nx", b"3\r\nabcdef\r\n0\r\n\r\n"])
    def test_with_a_chunk_that_is_none_fails_and_what_came_before_is_kept(self, rest: bytes) -> None:
        kept = answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + rest)
        assert kept.outcome is Outcome.FAILED
        assert kept.body.startswith(b"abc")

    @pytest.mark.parametrize(
        "framing", [b"Content-Length: 99", b"Transfer-Encoding: chunked"], ids=["length", "chunked"]
    )
    def test_shorter_than_promised_fails_and_what_came_is_kept(self, framing: bytes) -> None:
        body = b"5\r\nhello\r\n" if b"chunked" in framing else b"hello"
        kept = answer(b"HTTP/1.1 200 OK\r\n" + framing + b"\r\n\r\n" + body)
        assert (kept.outcome, kept.body) == (Outcome.FAILED, b"hello")
        assert "before the answer was whole" in kept.why

    def test_without_a_length_lasts_until_the_connection_ends_and_the_fact_says_so(self) -> None:
        kept = answer(b"HTTP/1.1 200 OK\r\n\r\n", b"one ", b"two")
        assert (kept.outcome, kept.body) == (Outcome.ANSWERED, b"one two")
        assert kept.fact("length").startswith("not stated")
        assert not answer(OK).fact("length")

    def test_over_the_limit_is_cut_there(self) -> None:
        limits = replace(BRIEF, body_bytes=1000)
        kept = answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000, limits=limits)
        assert (kept.outcome, kept.body) == (Outcome.FAILED, b"x" * 1000)
        assert kept.fact("truncated") == "at 1000 bytes"
        whole = answer(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000, limits=limits)
        assert (whole.outcome, len(whole.body)) == (Outcome.ANSWERED, 1000)

    def test_stays_packed_as_it_came(self) -> None:
        packed = gzip.compress(b"<title>t</title>", mtime=0)
        head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
        assert answer(head + packed).body == packed

    @pytest.mark.parametrize("status", [204, 304])
    def test_of_an_answer_that_has_none_ends_with_its_head(self, status: int) -> None:
        kept = answer(b"HTTP/1.1 %d X\r\nContent-Length: 10\r\n\r\n" % status, stays=True)
        assert (kept.outcome, kept.body) == (Outcome.ANSWERED, b"")

    def test_of_a_head_request_is_not_waited_for(self) -> None:
        kept = answer(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", stays=True, method="HEAD")
        assert (kept.outcome, kept.body) == (Outcome.ANSWERED, b"")

    def test_ends_where_it_ends_and_a_second_answer_behind_it_is_only_counted(self) -> None:
        kept = answer(OK + b"HTTP/1.1 200 OK\r\n\r\nevil", stays=True)
        assert (kept.outcome, kept.body) == (Outcome.ANSWERED, b"hello")
        assert kept.fact("left-over").startswith("23 bytes")

    def test_with_two_lengths_is_no_answer(self) -> None:
        kept = answer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nhello")
        assert kept.outcome is Outcome.FAILED

    def test_that_never_came_fails(self) -> None:
        kept = answer(b"")
        assert (kept.outcome, kept.head, kept.body) == (Outcome.FAILED, b"", b"")
        assert "ended the connection" in kept.why


@pytest.mark.loopback
def test_an_answer_that_comes_before_the_question_was_heard_is_kept() -> None:
    body = b"q" * 3_000_000
    (kept,) = answers(
        says(b"HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nno!"), ask(method="POST", body=body)
    )
    assert (kept.outcome, kept.body) == (Outcome.FAILED, b"no!")
    assert "413" in kept.why


@pytest.mark.loopback
def test_the_question_is_kept_as_it_was_sent() -> None:
    kept = answer(OK, uri=f"{HOME}a?b=c", headers=(("Accept", "text/html"),))
    assert kept.said.startswith(b"GET /a?b=c HTTP/1.1\r\nHost: 100.64.0.1\r\n")
    assert b"\r\nAccept: text/html\r\n" in kept.said


@given(st.binary(max_size=400), st.integers(1, 50))
def test_no_bytes_bring_the_reader_down(said: bytes, step: int) -> None:
    taken = Answer()
    taking = http.Taking(http.reader_of(request("http://site.example/"), Limits()), taken, Limits())
    start = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" if step % 2 else b""
    data = start + said
    for at in range(0, len(data), step):
        if not taking.is_done:
            taking.take(data[at : at + step])
    if not taking.is_done:
        taking.take(b"")
    taking.keep_what_came()
    assert taking.is_done
    assert taken.head + taken.body == data or taken.head or taken.outcome is Outcome.FAILED
