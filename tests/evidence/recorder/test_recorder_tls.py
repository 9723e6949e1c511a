"""TLS: the chain as it was served, whether it holds, and connections that end when the answer is here."""

import asyncio
from dataclasses import replace

import pytest
from dns_cases import resolving, zone
from recorder_cases import BRIEF, OK, PLACE, Visit, ask, asked, listening, profile, says
from tls_cases import Authority, authority

from osint.records import Exchange, Outcome

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A certificate authority."""
    return authority(tmp_path_factory.mktemp("trust"))


class TestTls:
    @staticmethod
    def run(trust: Authority, named: str, *uris: str, **more: object) -> list[Exchange]:
        async def work() -> list[Exchange]:
            server = listening(says(OK), tls=trust.server(named))
            async with server as site, resolving(zone(PLACE)) as names:
                used = profile((443, site.place), resolver=names.place, ca_file=trust.file)
                return await asked(used, *(ask(uri, **more) for uri in uris), keys={"API": "k3y-of-ours"})

        return asyncio.run(work())

    def test_the_chain_is_kept_as_it_was_served(self, trust: Authority) -> None:
        page, chain = self.run(trust, "site.example", "https://site.example/", "tls://site.example:443")
        assert (page.outcome, page.fact("tls-verified")) == (Outcome.ANSWERED, "yes")
        assert page.fact("tls").startswith("TLSv1.")
        served = (trust.folder / "site.example.pem").read_text().partition("-----BEGIN PRIVATE")[0]
        assert chain.body.decode().split() == served.split()
        assert len(page.fact("tls-chain")) == 64

    def test_a_certificate_of_another_name_is_evidence_and_is_said_not_to_hold(
        self, trust: Authority
    ) -> None:
        page, chain = self.run(trust, "other.example", "https://site.example/", "tls://site.example:443")
        for kept in (page, chain):
            assert kept.outcome is Outcome.ANSWERED
            assert kept.fact("tls-verified").startswith("no: ")
        assert page.body == b"hello"

    def test_no_key_is_sent_to_a_certificate_that_does_not_hold(self, trust: Authority) -> None:
        (kept,) = self.run(trust, "other.example", "https://site.example/?key=__API__", keys=("API",))
        assert kept.outcome is Outcome.FAILED
        assert "no key is sent" in kept.why
        assert kept.body == b""

    def test_a_port_that_is_none_is_not_asked(self, trust: Authority) -> None:
        (kept,) = self.run(trust, "site.example", "tls://site.example:99999")
        assert kept.outcome is Outcome.NOT_ASKED


@pytest.mark.parametrize("port", [80, 443])
def test_the_connection_is_ended_when_enough_has_come(trust: Authority, port: int) -> None:
    """Also towards a server that would send for ever, over TLS or not."""

    async def endless(visit: Visit) -> None:
        await visit.say(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                await visit.say(b"x" * 65536)
        finally:
            ended.append(visit.heard)

    ended: list[bytes] = []

    async def work() -> Exchange:
        tls = trust.server("x.example") if port == 443 else None
        async with listening(endless, tls=tls) as site:
            used = profile((port, site.place), limits=replace(BRIEF, body_bytes=100_000))
            (kept,) = await asked(used, ask(f"{'https' if tls else 'http'}://{PLACE}/"))
            for _ in range(200):
                if ended:
                    break
                await asyncio.sleep(0.01)
            assert ended, "the server still sends"
            return kept

    assert asyncio.run(work()).fact("truncated") == "at 100000 bytes"


def test_a_server_without_tls_fails_with_what_was_wrong() -> None:
    async def work() -> list[Exchange]:
        async with (
            listening(says(b"HTTP/1.1 400 Bad\r\n\r\n"), until=b"\x16") as site,
            resolving(zone(PLACE)) as names,
        ):
            return await asked(profile((443, site.place), resolver=names.place), ask("https://site.example/"))

    (kept,) = asyncio.run(work())
    assert kept.outcome is Outcome.FAILED
    assert kept.why
