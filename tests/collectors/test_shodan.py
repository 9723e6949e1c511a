"""What the Shodan collector asks and reads, with the shodan client over kept answers."""

from datetime import UTC, datetime
from urllib.parse import quote_plus

import pytest
from answering import ADDRESS, AT, SITE, answer, asked, drive, read, stands, unanswered, values

from osint.collectors.shodan import COLLECTOR, KEY, account, ask, balance, cost, count, price, query_of
from osint.errors import SourceUnusable
from osint.records import Outcome, Subject, SubjectKind

BASE = "https://api.shodan.io/shodan/host"
HOST = f"{BASE}/100.64.7.9?history=True&key=__{KEY}__"
HOST_NOW = f"{BASE}/100.64.7.9?key=__{KEY}__"
JARM_QUERY = "ssl.jarm:07d14d16d21d21d07c42d41d00041d24a458a375eef0c576d23a7bab9a9fb1"
WANTED = Subject(SubjectKind.IDENTIFIER, "google_analytics:UA-48105563")
QUERY = quote_plus('http.html:"UA-48105563"')
COUNT = f"{BASE}/count?query={QUERY}&facets=domain%3A1000%2Casn%3A20%2Ccountry%3A20&key=__{KEY}__"
INFO = f"https://api.shodan.io/api-info?key=__{KEY}__"
SEARCH = f"{BASE}/search?query={QUERY}&minify=False&page=1&key=__{KEY}__"


def about(identifier: str) -> Subject:
    return Subject(SubjectKind.IDENTIFIER, identifier)


class TestAsk:
    def test_asks_what_stands_on_an_address(self) -> None:
        (exchange,) = drive(ask(ADDRESS), {HOST: "shodan/host_with_reverse_name.http"})
        assert exchange.ask.uri == HOST
        assert exchange.ask.keys == (KEY,)
        assert ("Accept-Encoding", "identity") in exchange.ask.headers
        assert not exchange.ask.follow

    def test_what_is_too_long_or_not_in_the_plan_is_asked_without_its_history(self) -> None:
        assert asked(ask(ADDRESS), {}) == [HOST, HOST_NOW]
        assert asked(ask(ADDRESS), {HOST: "shodan/no_information.http"}) == [HOST]

    def test_counts_before_it_searches(self) -> None:
        answers = {COUNT: "shodan/count_of_two.http"}
        assert asked(ask(WANTED), answers) == [COUNT, SEARCH]
        assert [price(each.ask) for each in drive(ask(WANTED), answers)] == [0, 1]

    def test_searches_page_by_page(self) -> None:
        pages = [SEARCH.replace("page=1", f"page={number}") for number in (1, 2)]
        answers = {
            COUNT: "shodan/count_with_facets.http",
            **dict.fromkeys(pages, "shodan/search_of_two_hosts.http"),
        }
        assert asked(ask(WANTED), answers) == [COUNT, *pages]

    def test_tells_how_many_sites_bear_a_value(self) -> None:
        made = drive(ask(WANTED), {COUNT: "shodan/count_with_facets.http"})
        assert [count(each) for each in made] == [2, None]
        (hub, *_) = drive(ask(WANTED), {COUNT: "shodan/count_of_a_hub.http"})
        assert (count(hub) or 0) > 100

    def test_its_account_tells_what_credits_are_left(self) -> None:
        question = account(WANTED)
        assert (question.uri, question.keys) == (INFO, (KEY,))
        assert balance(answer(question, "shodan/info.http")) == 37
        assert balance(answer(question, "shodan/invalid_key.http")) is None

    @pytest.mark.parametrize("name", ["none", "prose"])
    def test_spends_nothing_on_nothing(self, name: str) -> None:
        assert asked(ask(WANTED), {COUNT: f"shodan/count_of_{name}.http"}) == [COUNT]

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("invalid_key", "set SHODAN_API_KEY"),
            ("invalid_key_as_a_page", "set SHODAN_API_KEY"),
            ("too_many_requests", "asked too much"),
            ("no_credit_in_a_good_answer", "no credit is left"),
        ],
    )
    def test_a_key_or_an_account_that_gives_no_more_makes_the_source_unusable(
        self, name: str, why: str
    ) -> None:
        with pytest.raises(SourceUnusable, match=why):
            drive(ask(WANTED), {COUNT: f"shodan/{name}.http"})

    @pytest.mark.parametrize(
        "name",
        [
            "no_information",
            "filters_not_in_the_plan",
            "challenged",
            "search_cut_in_half",
            "search_nested_too_deep",
        ],
    )
    def test_another_refusal_ends_this_question_alone(self, name: str) -> None:
        assert asked(ask(WANTED), {COUNT: f"shodan/{name}.http"}) == [COUNT]

    def test_goes_no_further_without_a_key(self) -> None:
        asking = ask(WANTED)
        question = next(asking)
        with pytest.raises(StopIteration):
            asking.send(unanswered(question, Outcome.NOT_ASKED))

    def test_the_environment_turns_no_question_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SHODAN_API_URL", "http://elsewhere.test")
        monkeypatch.setenv("HTTPS_PROXY", "http://elsewhere.test:3128")
        assert next(ask(ADDRESS)).uri == HOST


class TestQuery:
    @pytest.mark.parametrize(
        ("identifier", "query"),
        [
            ("google_analytics:UA-48105563", 'http.html:"UA-48105563"'),
            ("favicon:-1840324437", "http.favicon.hash:-1840324437"),
            (f"certificate:{'ab' * 32}", f"ssl.cert.fingerprint:{'ab' * 32}"),
            ("telegram:moonscans_notice", 'http.html:"moonscans_notice"'),
            ("certificate_serial:a1b2c r11", f"ssl.cert.serial:{0xA1B2C}"),
            ("certificate_name:toonlight.net", 'ssl.cert.subject.cn:"toonlight.net"'),
            ("ssh_key:0a1b2c3d4e5f60718293a4b5c6d7e8f9", '"0a:1b:2c:3d:4e:5f:60:71:82:93:a4:b5:c6:d7:e8:f9"'),
            ("hassh:ec7378c1a92f5a8dde7e8b7a1ddf33d1", "ssh.hassh:ec7378c1a92f5a8dde7e8b7a1ddf33d1"),
            ("page_hash:-1957161625", "http.html_hash:-1957161625"),
            (f"jarm:{'07d14d16d21d21d07c42d41d00041d' + '24a458a375eef0c576d23a7bab9a9fb1'}", JARM_QUERY),
        ],
    )
    def test_searches_in_shodans_terms(self, identifier: str, query: str) -> None:
        assert query_of(about(identifier)) == query
        assert cost(about(identifier)) == 1

    @pytest.mark.parametrize(
        "identifier",
        [
            "affiliate_code:bet.example moon7788",  # put together: it stands in no page
            "ads_txt_direct:google.com pub-4810293847561023",
            "nameserver_set:ns1.moon.example ns2.moon.example",  # not in a page
            "asn:AS64500",  # names nobody
            "favicon:0",  # Shodan's hash of nothing
            "page_hash:0",
            "adsense:host-pub-1556223355139109",  # a platform's
            'telegram:x" port:22 y"',
            "telegram:",
            "no_such_kind:x",
            "prose",
        ],
    )
    def test_asks_nothing_that_shodan_cannot_answer(self, identifier: str) -> None:
        assert query_of(about(identifier)) == ""
        assert asked(ask(about(identifier)), {}) == []
        assert cost(about(identifier)) == 0

    def test_a_host_costs_nothing(self) -> None:
        assert cost(ADDRESS) == 0


class TestReadSearch:
    NAME = "shodan/search_of_two_hosts.http"

    def test_the_sites_and_addresses_found_bear_what_was_searched(self) -> None:
        found = read(COLLECTOR, SEARCH, self.NAME, WANTED)
        assert values(found) == {("google_analytics", "UA-48105563")}
        assert {each.subject for each in found} == {
            Subject(SubjectKind.SITE, "moonscans.com", "www.moonscans.com"),
            Subject(SubjectKind.SITE, "toonlight.net"),
            ADDRESS,
            Subject(SubjectKind.ADDRESS, "100.64.9.1"),
        }

    def test_points_at_the_host_in_the_answer(self) -> None:
        found = {each.subject.name: each for each in read(COLLECTOR, SEARCH, self.NAME, WANTED)}
        assert stands(self.NAME, found["www.moonscans.com"]) == b"www.moonscans.com"
        assert stands(self.NAME, found["100.64.9.1"]) == b"100.64.9.1"
        assert found["toonlight.net"].find.path == ("body", "json")

    def test_is_seen_when_shodan_saw_it_and_never_in_the_future(self) -> None:
        found = {each.subject.name: each for each in read(COLLECTOR, SEARCH, self.NAME, WANTED)}
        assert found["www.moonscans.com"].last_seen == datetime(2026, 11, 20, 4, 11, 7, tzinfo=UTC)
        assert found["toonlight.net"].last_seen == AT

    def test_a_value_that_was_put_together_keeps_its_form(self) -> None:
        subject = about("matomo:stats.moon.example 1")
        found = read(COLLECTOR, SEARCH, self.NAME, subject)
        assert values(found) == {("matomo", "stats.moon.example 1")}

    def test_the_page_in_the_answer_tells_use_from_mention_and_from_chance(self) -> None:
        found = read(COLLECTOR, SEARCH, "shodan/search_with_pages.http", WANTED)
        assert {each.site: each.find.own for each in found if each.site} == {
            "moonscans.com": True,
            "toonlight.net": False,
        }

    def test_an_icon_needs_no_page_that_names_it(self) -> None:
        found = read(COLLECTOR, SEARCH, "shodan/search_with_pages.http", about("favicon:-1840324437"))
        assert {each.site for each in found if each.find.own and each.site} == {
            "moonscans.com",
            "toonlight.net",
            "unrelated.org",
        }

    def test_digits_without_their_page_are_no_hosts_own(self) -> None:
        found = read(COLLECTOR, SEARCH, self.NAME, about("histats:7667638"))
        assert not any(each.find.own for each in found)

    def test_a_count_says_nothing_of_any_site(self) -> None:
        assert read(COLLECTOR, COUNT, "shodan/count_of_two.http", WANTED) == []


class TestReadHost:
    NAME = "shodan/host_with_reverse_name.http"

    def test_sites_bear_the_address_and_the_providers_name_for_it_is_none(self) -> None:
        found = [each for each in read(COLLECTOR, HOST, self.NAME, ADDRESS) if each.site]
        assert {(each.site, each.find.kind, each.find.value) for each in found} == {
            ("moonscans.com", "address", "100.64.7.9"),
            ("toonlight.net", "address", "100.64.7.9"),
        }
        assert {stands(self.NAME, each) for each in found} == {b"100.64.7.9"}

    def test_the_address_bears_its_as_certificate_and_icon(self) -> None:
        found = [each for each in read(COLLECTOR, HOST, self.NAME, ADDRESS) if not each.site]
        assert sorted(each.find.kind for each in found) == ["asn", "certificate", "favicon"]
        for each in found:
            assert stands(self.NAME, each).decode() == each.find.value

    def test_what_stood_there_before_is_seen_from_its_first_banner_to_its_last(self) -> None:
        found = read(COLLECTOR, HOST, "shodan/host_with_history.http", ADDRESS)
        seen = {(each.site, each.find.kind): (each.first_seen.year, each.last_seen.year) for each in found}
        assert seen == {
            ("moonscans.com", "address"): (2026, 2026),
            ("oldmoon.net", "address"): (2023, 2023),
            ("", "asn"): (2026, 2026),
            ("", "certificate"): (2023, 2026),
            ("", "certificate_name"): (2026, 2026),
            ("", "certificate_org"): (2026, 2026),
            ("", "favicon"): (2026, 2026),
            ("", "jarm"): (2026, 2026),
            ("", "hassh"): (2024, 2024),
            ("", "ssh_key"): (2024, 2024),
        }

    def test_a_crowd_on_one_address_ties_nobody(self) -> None:
        found = read(COLLECTOR, HOST, "shodan/host_of_a_crowd.http", ADDRESS)
        assert values(found) == {("asn", "AS64500")}


@pytest.mark.parametrize(
    "name",
    [
        "no_information",
        "too_many_requests",
        "no_credit_in_a_good_answer",
        "invalid_key",
        "challenged",
        "search_cut_in_half",
        "search_nested_too_deep",
    ],
)
def test_reads_nothing_from_what_is_no_answer(name: str) -> None:
    assert read(COLLECTOR, SEARCH, f"shodan/{name}.http", WANTED) == []
    assert read(COLLECTOR, HOST, f"shodan/{name}.http", ADDRESS) == []


def test_reads_nothing_about_a_site() -> None:
    assert list(COLLECTOR.read(answer(next(ask(ADDRESS)), "shodan/count_of_two.http"))) == []
    assert read(COLLECTOR, SEARCH, "shodan/search_of_two_hosts.http", SITE) == []
