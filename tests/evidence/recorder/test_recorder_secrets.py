"""Our keys: on the wire where they belong, and nowhere in what is kept, in whatever form they come back."""

import asyncio
import base64
import gzip
import json
import logging
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from dns_cases import resolving, zone
from hypothesis import given
from hypothesis import strategies as st
from recorder_cases import PLACE, Server, Speak, Visit, ask, asked, listening, profile, says
from tls_cases import Authority, authority

from osint.evidence.recorder.answer import Answer
from osint.evidence.recorder.profile import Limits
from osint.evidence.recorder.secrets import Keys, keys_for
from osint.records import Exchange, Outcome

KEY = "aB3/k+Y=z&9 _ours"
NAME = "API_KEY"
URI = f"https://api.example/host?key=__{NAME}__&q=1"
FORMS: dict[str, Callable[[str], bytes]] = {
    "raw": str.encode,
    "percent": lambda key: quote(key, safe="").encode(),
    "percent, small": lambda key: quote(key, safe="").lower().encode(),
    "form": lambda key: quote_plus(key).encode(),
    "path": lambda key: quote(key).encode(),
    "every byte escaped": lambda key: "".join(f"%{each:02X}" for each in key.encode()).encode(),
    "json": lambda key: json.dumps(key).replace("/", "\\/").encode(),
    "html": lambda key: key.replace("&", "&amp;").encode(),
    "base64": lambda key: base64.b64encode(key.encode()),
    "basic authorisation": lambda key: base64.b64encode(f"u:{key}".encode()),
    "base64 of a sentence": lambda key: base64.b64encode(f"the key {key} is wrong".encode()),
    "base64 for urls": lambda key: base64.urlsafe_b64encode(f"?{key}?".encode()),
    "hex": lambda key: key.encode().hex().encode(),
    "upper case": lambda key: key.upper().encode(),
    "utf-16": lambda key: key.encode("utf-16-le"),
}


def struck(head: bytes = b"", body: bytes = b"", why: str = "", *, key: str = KEY) -> Answer:
    made = Answer(head=head, body=body, why=why, facts={"told": why})
    Keys(((NAME, key),)).strike_out(made, Limits())
    return made


def test_a_name_and_password_go_in_base64_behind_basic() -> None:
    keys = Keys(((NAME, "kim:secret"),))
    assert keys.in_text(f"Basic __{NAME}__") == "Basic a2ltOnNlY3JldA=="
    assert keys.in_text(f"Bearer __{NAME}__") == "Bearer kim:secret"


class TestStrikeOut:
    @pytest.mark.parametrize("form", FORMS)
    def test_finds_the_key_in_every_form(self, form: str) -> None:
        told = FORMS[form](KEY)
        page = b"<p>your key " + told + b" is wrong</p>"
        made = struck(b"HTTP/1.1 401 No\r\nX-Echo: " + told + b"\r\n\r\n", page)
        assert told not in made.head + made.body
        assert len(made.body) == len(page)
        assert made.body.startswith(b"<p>your key ")
        assert made.body.endswith(b" is wrong</p>")
        assert made.facts["struck-out"] == NAME

    @given(st.binary(max_size=7), st.text("abcXYZ019-_.", min_size=12, max_size=40), st.binary(max_size=7))
    def test_leaves_nothing_of_a_key_in_base64(self, before: bytes, key: str, after: bytes) -> None:
        body = base64.b64encode(before + key.encode() + after)
        made = struck(body=body, key=key)
        left = made.body.translate(None, b"*=")
        assert len(left) * 6 <= (len(before) + len(after)) * 8 + 6 * 6

    def test_strikes_the_words_about_an_answer_too(self) -> None:
        made = struck(why=f"illegal header line: bytearray(b'X {KEY}')")
        assert KEY not in made.why + made.facts["told"]
        assert made.why.startswith("illegal header line")

    def test_leaves_what_holds_no_key_as_it_was(self) -> None:
        made = struck(b"HTTP/1.1 200 OK\r\n\r\n", b"\x00\xff nothing here")
        assert made.body == b"\x00\xff nothing here"
        assert "struck-out" not in made.facts

    def test_unpacks_a_body_to_find_the_key_and_keeps_it_unpacked(self) -> None:
        packed = gzip.compress(f"<p>{KEY}</p>".encode())
        made = struck(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", packed)
        assert made.body == b"<p>" + b"*" * len(KEY) + b"</p>"
        assert made.facts["content-coding"] == "undone, to strike out a key"

    def test_leaves_a_packed_body_without_the_key_packed(self) -> None:
        packed = gzip.compress(b"<p>fine</p>")
        made = struck(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", packed)
        assert (made.body, made.outcome) == (packed, None)

    @pytest.mark.parametrize("coding", ["unheard-of", "br", "gzip, unheard-of"])
    def test_keeps_no_body_that_cannot_be_looked_into(self, coding: str) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode()
        made = struck(head, gzip.compress(KEY.encode(), mtime=0))
        assert (made.body, made.outcome) == (b"", Outcome.FAILED)
        assert "not kept" in made.facts["truncated"]


class TestKeysFor:
    def test_names_the_first_that_is_missing(self) -> None:
        assert keys_for(ask(keys=("A", "B")), {"A": "1"}.get) == (Keys(), "B")
        assert keys_for(ask(keys=("A",)), {"A": " \n"}.get) == (Keys(), "A")

    def test_leaves_out_the_blanks_of_a_pasted_key(self) -> None:
        found, missing = keys_for(ask(keys=("A",)), {"A": f" {KEY}\n"}.get)
        assert (found.values, missing) == ((("A", KEY),), "")

    def test_a_name_that_is_not_asked_for_is_not_put_in(self) -> None:
        found, _ = keys_for(ask(keys=("A",)), {"A": "1", "B": "2"}.get)
        assert found.in_uri("https://x.example/?a=__A__&b=__B__") == "https://x.example/?a=1&b=__B__"


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A certificate authority."""
    return authority(tmp_path_factory.mktemp("trust"))


@pytest.mark.loopback
class TestOnTheWire:
    @staticmethod
    def run(
        trust: Authority, speak: Speak, *, uri: str = URI, key: str = KEY, **more: object
    ) -> tuple[list[Exchange], Server]:
        async def work() -> tuple[list[Exchange], Server]:
            api = listening(speak, tls=trust.server("api.example"))
            async with api as site, resolving(zone(PLACE)) as names:
                used = profile((443, site.place), (80, site.place), resolver=names.place, ca_file=trust.file)
                return await asked(used, ask(uri, keys=(NAME,), **more), keys={NAME: key}), site

        return asyncio.run(work())

    @staticmethod
    def echo(head: str, *, packed: bool = False) -> Speak:
        """A server that says all it heard."""

        async def speak(visit: Visit) -> None:
            body = gzip.compress(visit.heard) if packed else visit.heard
            await visit.say(head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body)

        return speak

    def test_the_key_is_sent_and_its_name_is_kept(self, trust: Authority) -> None:
        headers = (("Authorization", f"Bearer __{NAME}__"),)
        (kept,), site = self.run(trust, self.echo("HTTP/1.1 200 OK\r\n"), headers=headers)
        assert quote(KEY, safe="").encode() in site.heard[0]
        assert f"Authorization: Bearer {KEY}".encode() in site.heard[0]
        assert f"Authorization: Bearer __{NAME}__".encode() in kept.said
        assert b"Accept-Encoding: identity" in site.heard[0]
        assert (kept.outcome, kept.fact("keys"), kept.fact("struck-out")) == (Outcome.ANSWERED, NAME, NAME)
        self.assert_nowhere(kept)

    def test_a_server_that_packs_all_the_same_gives_nothing_away(self, trust: Authority) -> None:
        (kept,), _ = self.run(trust, self.echo("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", packed=True))
        assert kept.outcome is Outcome.ANSWERED
        assert kept.body.startswith(b"GET /host?key=***")
        self.assert_nowhere(kept)

    def test_a_key_in_a_malformed_answer_does_not_reach_the_reason(self, trust: Authority) -> None:
        for said in (f"HTTP/1.1 2OO {KEY}\r\n\r\n", f"HTTP/1.1 200 OK\r\n{KEY} \x00: 1\r\n\r\n"):
            (kept,), _ = self.run(trust, says(said.encode()))
            assert kept.outcome is Outcome.FAILED
            self.assert_nowhere(kept)

    @pytest.mark.parametrize(
        "location",
        [
            f"http://{PLACE}/?k={{key}}&__{NAME}__",
            "http://{key}.evil.example/",
            "https://other.example/{quoted}?__API_KEY__",
            "/again?k={quoted}",
            "//other.example/__API_KEY__",
            "https://u:{quoted}@other.example/",
        ],
    )
    def test_no_redirect_takes_the_key_along(self, trust: Authority, location: str) -> None:
        to = location.format(key=KEY, quoted=quote(KEY, safe=""))
        kept, site = self.run(
            trust, says(f"HTTP/1.1 302 F\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())
        )
        assert kept[0].outcome is Outcome.ANSWERED
        assert len(kept) > 1
        assert not [
            each for each in site.heard[1:] if KEY.encode() in each or quote(KEY, safe="").encode() in each
        ]
        self.assert_nowhere(*kept)

    def test_a_key_that_the_redirects_target_shows_is_struck_out_too(self, trust: Authority) -> None:
        async def speak(visit: Visit) -> None:
            if b"/welcome" in visit.heard:
                await visit.say(b"HTTP/1.1 200 OK\r\n\r\nyour key is " + KEY.encode())
            else:
                await visit.say(b"HTTP/1.1 302 F\r\nLocation: /welcome\r\nContent-Length: 0\r\n\r\n")

        (first, last), _ = self.run(trust, speak)
        assert last.body == b"your key is " + b"*" * len(KEY)
        self.assert_nowhere(first, last)

    @pytest.mark.parametrize("uri", [f"http://{PLACE}/?key=__{NAME}__", f"whois://api.example/__{NAME}__"])
    def test_no_key_is_sent_without_tls(self, trust: Authority, uri: str) -> None:
        (kept,), site = self.run(trust, says(b""), uri=uri)
        assert (kept.outcome, site.visits) == (Outcome.NOT_ASKED, 0)
        assert kept.why == "a key is sent over https only"

    def test_a_missing_key_is_asked_for_by_name(self, trust: Authority) -> None:
        (kept,), site = self.run(trust, says(b""), key="")
        assert (kept.outcome, site.visits) == (Outcome.NOT_ASKED, 0)
        assert NAME in kept.why

    def test_a_key_that_no_header_can_hold_is_not_told_of(self, trust: Authority) -> None:
        (kept,), site = self.run(trust, says(b""), key="비밀-secret", headers=(("X-Key", f"__{NAME}__"),))
        assert kept.outcome is Outcome.NOT_ASKED
        assert site.heard == []
        assert "secret" not in repr(kept)

    def test_nothing_is_logged(self, trust: Authority, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        logging.getLogger("asyncio").setLevel(logging.DEBUG)
        self.run(trust, self.echo("HTTP/1.1 200 OK\r\n"))
        assert KEY not in caplog.text
        assert quote(KEY, safe="") not in caplog.text

    @staticmethod
    def assert_nowhere(*kept: Exchange) -> None:
        for each in kept:
            everything = repr(each).encode() + each.said + each.head + each.body
            for form in FORMS.values():
                assert form(KEY).lower() not in everything.lower()


def test_the_cases_key_needs_escaping_everywhere() -> None:
    """Else the tests above would find the raw key and say nothing of the forms."""
    assert len({form(KEY) for form in FORMS.values()}) == len(FORMS)
