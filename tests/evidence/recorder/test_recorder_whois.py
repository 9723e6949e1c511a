"""WHOIS: one line asked, at WHOIS's own port, and all that comes kept."""

import asyncio
from dataclasses import replace
from urllib.parse import quote

import pytest
from dns_cases import resolving, zone
from hypothesis import given
from hypothesis import strategies as st
from recorder_cases import BRIEF, PLACE, Server, Speak, ask, asked, listening, profile, says

from osint.errors import BadName
from osint.evidence.recorder import whois
from osint.evidence.recorder.profile import Limits
from osint.records import Exchange, Outcome


class TestQuestion:
    @pytest.mark.parametrize(
        ("uri", "said"),
        [
            ("whois://whois.x.example/site.example", b"site.example\r\n"),
            ("whois://whois.x.example/-T%20dn,ace%20site.example", b"-T dn,ace site.example\r\n"),
            ("whois://whois.x.example/domain%20site.example%2Fe", b"domain site.example/e\r\n"),
            ("whois://whois.x.example/%EB%A7%8C.kr", "만.kr\r\n".encode()),
            ("whois://whois.x.example/what?#is", b"what?#is\r\n"),
            ("whois://whois.x.example/%C8%AD", b"\xc8\xad\r\n"),
        ],
    )
    def test_is_one_line_byte_for_byte(self, uri: str, said: bytes) -> None:
        assert whois.question(uri) == ("whois.x.example", 43, said)

    @pytest.mark.parametrize(
        "uri",
        ["whois://whois.x.example/a%0d%0aEHLO", "whois://whois.x.example/a%0aX", "whois://whois.x.example/a%00",
         "whois://whois.x.example/", "whois://whois.x.example/%20", "whois://whois.x.example/" + "a" * 600,
         "whois:///a", "whois://127.0.0.1/a", "whois://[::1]/a", "whois://localhost/a", "whois://x.example:port/a",
         "whois://x.example:70000/a", "whois://x y.example/a"],
    )  # fmt: skip
    def test_of_another_form_is_refused(self, uri: str) -> None:
        with pytest.raises(BadName):
            whois.question(uri)

    @given(st.text(min_size=1, max_size=80))
    def test_is_never_more_than_one_line(self, query: str) -> None:
        uri = f"whois://whois.x.example/{quote(query)}"
        if not query.encode().strip() or set(query) & set("\r\n\0") or len(query.encode()) > whois.MOST_QUERY:
            with pytest.raises(BadName):
                whois.question(uri)
        else:
            assert whois.question(uri)[2] == query.encode() + b"\r\n"


def run(
    speak: Speak, uri: str = "whois://whois.x.example/a.example", limits: Limits = BRIEF
) -> tuple[Exchange, Server]:
    async def work() -> tuple[Exchange, Server]:
        async with listening(speak, until=b"\r\n") as server, resolving(zone(PLACE)) as names:
            places = [(port, server.place) for port in (43, 22, 25, 80)]
            (kept,) = await asked(profile(*places, resolver=names.place, limits=limits), ask(uri))
            return kept, server

    return asyncio.run(work())


@pytest.mark.loopback
class TestAnswer:
    def test_is_kept_byte_for_byte_in_any_charset(self) -> None:
        said = "도메인이름 : a.example\r\n등록인 : 홍길동\r\n".encode("cp949") + b"\xff\x00\r\n"
        kept, server = run(says(said[:7], said[7:]))
        assert (kept.outcome, kept.body, kept.head) == (Outcome.ANSWERED, said, b"")
        assert (kept.said, kept.address) == (b"a.example\r\n", PLACE)
        assert server.heard == [kept.said]

    def test_that_is_nothing_is_never_absent(self) -> None:
        for said in (b"", b"\r\n", b"   \r\n\r\n"):
            kept, _ = run(says(said))
            assert kept.outcome is Outcome.FAILED

    def test_that_stalls_is_kept_as_far_as_it_came(self) -> None:
        kept, _ = run(says(b"Domain: a.example\r\n", stays=True), limits=replace(BRIEF, deadline_s=0.4))
        assert (kept.outcome, kept.body) == (Outcome.FAILED, b"Domain: a.example\r\n")

    def test_over_the_limit_is_cut_there(self) -> None:
        kept, _ = run(says(b"x" * 5000), limits=replace(BRIEF, body_bytes=1000))
        assert (kept.outcome, kept.body) == (Outcome.FAILED, b"x" * 1000)
        assert kept.fact("truncated") == "at 1000 bytes"

    @pytest.mark.parametrize("port", [22, 25, 80])
    def test_is_not_asked_for_at_another_services_port(self, port: int) -> None:
        kept, server = run(says(b"220 smtp"), f"whois://whois.x.example:{port}/a.example")
        assert (kept.outcome, server.visits) == (Outcome.NOT_ASKED, 0)
