"""Connections: only to addresses that were checked, also behind a proxy and after a redirect, and closed at the end."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from dns_cases import Names, resolving, zone
from recorder_cases import (
    BRIEF,
    OK,
    PLACE,
    Server,
    answer,
    ask,
    asked,
    listening,
    profile,
    proxying,
    says,
)

from osint.evidence.recorder.profile import Endpoint, LeftAlone, Profile
from osint.records import Exchange, Outcome

pytestmark = pytest.mark.loopback


def redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


DISGUISES = (
    "10.0.0.5",
    "127.0.0.1:80",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "127.1",
    "0x7f.1",
    "0177.0.0.1",
    "169.254.169.254",
    "metadata.google.internal",
)


class TestBehindAProxy:
    @staticmethod
    def run(
        sort: str, uris: Sequence[str], speak: bytes = OK, *, until: bytes = b"\r\n\r\n"
    ) -> tuple[list[Exchange], Server, Server]:
        async def work() -> tuple[list[Exchange], Server, Server]:
            async with (
                listening(says(speak), until=until) as site,
                proxying(lambda _host, _port: site.place) as proxy,
            ):
                used = Profile(proxy=f"{sort}://127.0.0.1:{proxy.port}", limits=BRIEF, politeness_s=0)
                return await asked(used, *(ask(uri) for uri in uris)), proxy, site

        return asyncio.run(work())

    @pytest.mark.parametrize("sort", ["http", "socks5"])
    def test_the_name_is_resolved_there_and_the_address_is_not_known(self, sort: str) -> None:
        (kept,), proxy, _ = self.run(sort, ["http://site.example/"])
        assert (kept.outcome, kept.body, kept.address) == (Outcome.ANSWERED, b"hello", "")
        assert kept.fact("via") == f"a proxy ({sort})"
        assert proxy.heard == [b"site.example:80"]

    def test_every_protocol_travels_through_it(self) -> None:
        uri = "whois://whois.registry.example/site.example"
        (kept,), proxy, site = self.run("socks5", [uri], b"No match", until=b"\r\n")
        assert proxy.heard == [b"whois.registry.example:43"]
        assert site.visits == 1
        assert (kept.outcome, kept.fact("via")) == (Outcome.ABSENT, "a proxy (socks5)")

    @pytest.mark.parametrize("sort", ["http", "socks5"])
    @pytest.mark.parametrize("place", DISGUISES)
    def test_no_disguise_leads_to_the_proxys_own_network(self, sort: str, place: str) -> None:
        (kept,), proxy, _ = self.run(sort, [f"http://{place}/"])
        assert kept.outcome is Outcome.NOT_ASKED
        assert proxy.visits == 0

    def test_no_redirect_leads_there_either(self) -> None:
        for place in DISGUISES:
            (first, last), proxy, _ = self.run("http", ["http://site.example/"], redirect(f"http://{place}/"))
            assert (first.outcome, last.outcome) == (Outcome.ANSWERED, Outcome.NOT_ASKED)
            assert last.fact("redirected-from") == first.id
            assert proxy.visits == 1

    @pytest.mark.parametrize("sort", ["http", "socks5"])
    def test_that_refuses_the_failure_says_so_without_its_password(self, sort: str) -> None:
        async def work() -> list[Exchange]:
            async with proxying(lambda _host, _port: None) as proxy:
                used = Profile(proxy=f"{sort}://user:Pa55word@127.0.0.1:{proxy.port}", limits=BRIEF)
                return await asked(used, ask("http://site.example/"))

        (kept,) = asyncio.run(work())
        assert kept.outcome is Outcome.FAILED
        assert kept.why.startswith("through the proxy: ")
        assert "Pa55word" not in repr(kept)

    def test_that_is_not_there_the_failure_names_it(self) -> None:
        async def work() -> list[Exchange]:
            async with listening(says(b"")) as gone:
                port = gone.port
            return await asked(
                Profile(proxy=f"socks5://u:Pa55word@127.0.0.1:{port}"), ask("http://site.example/")
            )

        (kept,) = asyncio.run(work())
        assert kept.outcome is Outcome.FAILED
        assert "proxy 127.0.0.1:" in kept.why
        assert "Pa55word" not in repr(kept)

    def test_a_site_that_never_shakes_hands_is_given_up_and_the_connection_closed(self) -> None:
        async def work() -> tuple[Exchange, Server]:
            async with (
                listening(says(stays=True), until=b"\x16") as site,
                proxying(lambda _host, _port: site.place) as proxy,
            ):
                used = Profile(proxy=f"http://127.0.0.1:{proxy.port}", limits=replace(BRIEF, connect_s=0.3))
                (kept,) = await asked(used, ask("https://site.example/"))
                for _ in range(100):
                    if site.left:
                        break
                    await asyncio.sleep(0.02)
                return kept, site

        kept, site = asyncio.run(work())
        assert (kept.outcome, kept.why) == (Outcome.FAILED, "through the proxy: no connection in time")
        assert site.left == 1

    def test_dns_questions_do_not_go_past_it(self) -> None:
        (kept,), proxy, _ = self.run("socks5", ["dns:site.example?type=A"])
        assert kept.outcome is Outcome.NOT_ASKED
        assert "network.resolver" in kept.why
        assert proxy.visits == 0

    def test_dns_questions_travel_through_it_over_tcp(self) -> None:
        async def work() -> tuple[list[Exchange], Server, Names]:
            async with resolving(zone("8.8.4.4")) as names, proxying(lambda _h, _p: names.place) as proxy:
                way = f"socks5://127.0.0.1:{proxy.port}"
                used = Profile(proxy=way, resolver=("9.9.9.9", 53), limits=BRIEF)
                return await asked(used, ask("dns:site.example?type=A")), proxy, names

        (kept,), proxy, names = asyncio.run(work())
        assert kept.outcome is Outcome.ANSWERED
        assert proxy.heard == [b"09090909:53"]
        assert [each[0] for each in names.asked] == ["tcp"]


class TestChecked:
    @staticmethod
    def run(used: Profile, addresses: Sequence[str], *uris: str) -> tuple[list[Exchange], Names]:
        async def work() -> tuple[list[Exchange], Names]:
            async with resolving(zone(*addresses)) as names:
                kept = await asked(replace(used, resolver=names.place), *(ask(uri) for uri in uris))
                return kept, names

        return asyncio.run(work())

    @pytest.mark.parametrize("other", ["10.0.0.5", "127.0.0.1", "169.254.169.254", "100.100.100.200"])
    def test_a_name_with_a_public_and_a_private_address_is_not_contacted(self, other: str) -> None:
        (kept,), _ = self.run(Profile(limits=BRIEF), ["8.8.8.8", other], "http://site.example/")
        assert kept.outcome is Outcome.NOT_ASKED
        assert f"{other} is not globally routable" in kept.why

    def test_a_name_with_ipv6_addresses_only_is_checked_as_well(self) -> None:
        for inner in ("fd00:ec2::254", "::ffff:127.0.0.1", "64:ff9b::a00:5", "2002:7f00:1::"):
            (kept,), _ = self.run(Profile(limits=BRIEF), [inner], "https://site.example/")
            assert kept.outcome is Outcome.NOT_ASKED

    @pytest.mark.parametrize("uri", ["whois://whois.x.example/a.example", "tls://site.example:443"])
    def test_every_protocol_is_guarded(self, uri: str) -> None:
        (kept,), _ = self.run(Profile(limits=BRIEF), ["192.168.0.1"], uri)
        assert kept.outcome is Outcome.NOT_ASKED

    def test_a_number_is_not_even_looked_up(self) -> None:
        kept, names = self.run(Profile(limits=BRIEF), ["8.8.8.8"], "http://0x7f.1/", "http://127.1/")
        assert {each.outcome for each in kept} == {Outcome.NOT_ASKED}
        assert names.asked == []

    def test_the_connection_goes_to_the_very_address_that_was_checked(self) -> None:
        """A name that answers otherwise the second time (rebinding) is not asked a second time."""
        left = [[PLACE], ["10.0.0.5"]]

        async def work() -> tuple[list[Exchange], int]:
            turns = iter(left)

            def rebinding(query: object) -> list[bytes]:
                return zone(*next(turns))(query)  # type: ignore[arg-type]

            async with listening(says(OK)) as site, resolving(rebinding) as names:
                used = profile((80, site.place), resolver=names.place)
                uri = "http://site.example/"
                return await asked(used, ask(uri), ask(f"{uri}ads.txt")), len(names.asked)

        kept, questions = asyncio.run(work())
        assert [(each.outcome, each.address) for each in kept] == [(Outcome.ANSWERED, PLACE)] * 2
        assert questions == 1

    def test_the_second_address_is_tried_when_the_first_does_not_answer(self) -> None:
        async def work() -> list[Exchange]:
            async with listening(says(OK)) as site, resolving(zone("100.64.0.9", PLACE)) as names:
                routes: dict[str, Endpoint] = {f"{PLACE}:80": site.place}
                used = Profile(name="practice", routes=routes, resolver=names.place, limits=BRIEF)
                return await asked(used, ask("http://site.example/"))

        (kept,) = asyncio.run(work())
        assert (kept.outcome, kept.address) == (Outcome.ANSWERED, PLACE)

    def test_a_redirect_out_of_the_allowed_world_is_not_followed(self) -> None:
        kept = answer(redirect("http://127.1/"), follow=True)
        assert (kept.outcome, kept.why[:18]) == (Outcome.NOT_ASKED, "'127.1' is no host")
        for place in ("10.0.0.5", "[::1]", "8.8.8.8"):
            kept = answer(redirect(f"http://{place}/"), follow=True)
            assert kept.outcome is Outcome.NOT_ASKED
            assert kept.why.startswith("not contacted: ")
            assert kept.fact("redirected-from")

    @pytest.mark.parametrize("place", ["10.0.0.5", "[::1]", "[::ffff:169.254.169.254]", "[64:ff9b::a00:5]"])
    def test_an_address_in_a_url_is_checked_as_well(self, place: str) -> None:
        (kept,), _ = self.run(Profile(limits=BRIEF), [], f"http://{place}/")
        assert kept.outcome is Outcome.NOT_ASKED
        assert "is not globally routable" in kept.why

    def test_a_redirect_to_another_services_port_is_not_followed(self) -> None:
        kept = answer(redirect(f"http://{PLACE}:25/"), follow=True)
        assert (kept.outcome, kept.why) == (
            Outcome.NOT_ASKED,
            "not contacted: port 25 belongs to another service than http",
        )


class TestSitesLeftAlone:
    LEFT = LeftAlone(frozenset({"site.example"}), "passive: left alone")

    @pytest.mark.parametrize("place", ["http://www.site.example/", "http://100.64.0.9/"])
    def test_no_source_leads_there_by_a_redirect(self, place: str) -> None:
        async def work() -> tuple[list[Exchange], int]:
            async with listening(says(redirect(place))) as source, resolving(zone(PLACE)) as names:
                routes: dict[str, Endpoint] = {f"{PLACE}:80": source.place}
                used = Profile(
                    name="practice", routes=routes, resolver=names.place, limits=BRIEF, left_alone=self.LEFT
                )
                return await asked(used, ask("http://source.example/")), source.visits

        (first, last), visits = asyncio.run(work())
        assert (first.outcome, visits) == (Outcome.ANSWERED, 1)
        assert (last.outcome, last.why) == (Outcome.NOT_ASKED, self.LEFT.why)
        assert last.fact("redirected-from") == first.id

    @pytest.mark.parametrize(
        "uri", ["whois://whois.site.example/a", "tls://site.example", "browser:http://site.example/"]
    )
    def test_no_protocol_reaches_them(self, uri: str) -> None:
        (kept,) = asyncio.run(asked(Profile(limits=BRIEF, left_alone=self.LEFT), ask(uri)))
        assert (kept.outcome, kept.why) == (Outcome.NOT_ASKED, self.LEFT.why)
