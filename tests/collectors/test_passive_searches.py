"""Who else bears a value of the DNS: what passive DNS is asked, what that costs, and what its records show."""

from datetime import UTC, datetime

import pytest
from answering import ADDRESS, SITE, answer, asked, drive, read, stands, unanswered, values

from osint.collectors import circl, dnsdb
from osint.collectors.passive_bearers import count, crowd
from osint.errors import SourceUnusable
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

BASE = "https://api.dnsdb.info/dnsdb/v2"
END = "?limit=1000&swclient=osint"
SET = "nameserver_set:ns1.moon.example ns2.moon.example"
SUM = f"{BASE}/summarize/rdata/name/ns1.moon.example/NS{END}"
ONE, TWO = (f"{BASE}/lookup/rdata/name/ns{number}.moon.example/NS{END}" for number in (1, 2))
MARCH, NOVEMBER = datetime(2022, 3, 1, tzinfo=UTC), datetime(2022, 11, 30, tzinfo=UTC)
ON = f"{BASE}/lookup/rdata/ip/100.64.7.9{END}"
SUM_ON = f"{BASE}/summarize/rdata/ip/100.64.7.9{END}"
SERVED = {
    SUM: "dnsdb/summary_of_three.http",
    ONE: "dnsdb/zones_of_a_server.http",
    TWO: "dnsdb/zones_of_another_server.http",
}


def about(identifier: str) -> Subject:
    return Subject(SubjectKind.IDENTIFIER, identifier)


def own_set(zone: str) -> str:
    return f"{BASE}/lookup/rrset/name/{zone}/NS{END}"


class TestAsk:
    def test_a_set_of_servers_is_counted_then_its_zones_then_what_set_each_zone_has(self) -> None:
        assert asked(dnsdb.ask(about(SET)), SERVED) == [
            *(SUM, ONE, TWO),
            *(own_set(zone) for zone in ("moonscans.com", "sunscans.example")),
        ]

    @pytest.mark.parametrize(
        ("identifier", "place"),
        [
            ("address:100.64.7.9", "rdata/ip/100.64.7.9"),
            ("mail_host:mx.moon.example", "rdata/name/mx.moon.example/MX"),
            ("alias_host:edge7.moonstore.example", "rdata/name/edge7.moonstore.example/CNAME"),
        ],
    )
    def test_another_value_is_counted_and_looked_up(self, identifier: str, place: str) -> None:
        summary = f"{BASE}/summarize/{place}{END}"
        found = asked(dnsdb.ask(about(identifier)), {summary: "dnsdb/summary_of_three.http"})
        assert found == [summary, f"{BASE}/lookup/{place}{END}"]
        assert dnsdb.cost(about(identifier)) == len(found)

    @pytest.mark.parametrize("name", ["none", "too_many_at_once", "cut_before_its_end"])
    def test_nothing_is_looked_up_where_nothing_was_counted(self, name: str) -> None:
        assert asked(dnsdb.ask(about(SET)), {SUM: f"dnsdb/{name}.http"}) == [SUM]

    @pytest.mark.parametrize(
        "identifier",
        [
            "nameserver_set:ada.ns.cloudflare.com bob.ns.cloudflare.com",  # a provider's
            "mail_host:aspmx.l.google.com",
            "alias_host:x.cloudfront.net",
            "telegram:moonscans",
            "soa_rname:kim.moon.example",
        ],
    )
    def test_what_is_a_providers_or_in_no_record_is_not_asked_about(self, identifier: str) -> None:
        for each in (circl.COLLECTOR, dnsdb.COLLECTOR):
            assert asked(each.ask(about(identifier)), {}) == []
            assert each.search is not None
            assert each.search.query(about(identifier)) == ""
        assert dnsdb.cost(about(identifier)) == 0

    def test_circl_is_asked_about_an_address_and_about_no_host(self) -> None:
        question = "https://www.circl.lu/pdns/query/100.64.7.9"
        assert asked(circl.COLLECTOR.ask(about("address:100.64.7.9")), {}) == [question]
        assert asked(circl.COLLECTOR.ask(about(SET)), {}) == []

    def test_a_step_that_was_not_paid_ends_the_search(self) -> None:
        asking = dnsdb.ask(about(SET))
        ask = next(asking)
        for uri in (SUM, ONE, TWO):
            ask = asking.send(answer(ask, SERVED[uri]))
        with pytest.raises(StopIteration):
            asking.send(unanswered(ask, Outcome.NOT_ASKED))

    @pytest.mark.parametrize("name", ["bad_key", "quota", "quota_expired"])
    def test_a_bad_key_and_an_empty_quota_end_the_asking(self, name: str) -> None:
        with pytest.raises(SourceUnusable, match="DNSDB"):
            asked(dnsdb.ask(about(SET)), {SUM: f"dnsdb/{name}.http"})


class TestCost:
    def test_every_question_of_a_search_takes_a_lookup_and_a_sites_own_is_no_searchs(self) -> None:
        made = drive(dnsdb.ask(about(SET)), SERVED)
        assert [dnsdb.price(each.ask) for each in made] == [1] * 5
        assert dnsdb.cost(about(SET)) == 3, "at the least: the zones are not known yet"
        assert [dnsdb.price(each.ask) for each in drive(dnsdb.ask(SITE), {})] == [0, 0]

    def test_the_quota_tells_what_is_left_and_asking_takes_none(self) -> None:
        question = dnsdb.account(about(SET))
        assert question.uri == f"{BASE}/rate_limit"
        assert dnsdb.price(question) == 0
        assert dnsdb.balance(answer(question, "dnsdb/rate_limit.http")) == 998
        for name in ("rate_without_limit", "bad_key", "none"):
            assert dnsdb.balance(answer(question, f"dnsdb/{name}.http")) is None


class TestCount:
    def of(self, uri: str, name: str, identifier: str = SET) -> int | None:
        return count(answer(Ask(uri, "dnsdb", about(identifier)), f"dnsdb/{name}.http"))

    def test_a_summary_tells_its_records_and_an_answer_its_sites(self) -> None:
        assert self.of(SUM, "summary_of_three") == 3
        assert self.of(SUM, "none") == 0
        assert self.of(ONE, "zones_of_a_server") == 3
        assert self.of(ON, "sites_on_an_address", "address:100.64.7.9") == 2

    @pytest.mark.parametrize("name", ["bad_key", "too_many_at_once", "cut_before_its_end"])
    def test_what_is_no_summary_tells_nothing(self, name: str) -> None:
        assert self.of(SUM, name) is None

    def test_more_sites_than_shared_hosting_begins_with_are_a_crowd_on_an_address_alone(self) -> None:
        crowded = answer(Ask(ON, "dnsdb", about("address:100.64.7.9")), "dnsdb/crowd_on_an_address.http")
        assert (count(crowded) or 0) > (crowd(crowded) or 0) == 20
        assert crowd(answer(Ask(SUM_ON, "dnsdb", about("address:100.64.7.9")), "dnsdb/none.http")) is None
        assert crowd(answer(Ask(ONE, "dnsdb", about(SET)), "dnsdb/zones_of_a_server.http")) is None


class TestRead:
    def of(self, name: str, identifier: str, uri: str = ONE) -> list[tuple[str, str, datetime, datetime]]:
        found = read(dnsdb.COLLECTOR, uri, f"dnsdb/{name}.http", about(identifier))
        assert values(found) <= {tuple(identifier.split(":", 1))}
        return [(each.site, each.subject.host, each.first_seen, each.last_seen) for each in found]

    def test_a_zone_with_the_very_set_bears_it_from_its_first_to_its_last_record(self) -> None:
        uri = own_set("sunscans.example")
        assert self.of("set_of_a_zone", SET, uri) == [("sunscans.example", "", MARCH, NOVEMBER)]

    def test_a_zone_with_a_further_server_or_one_of_the_two_does_not(self) -> None:
        assert self.of("larger_set_of_a_zone", SET, own_set("sunscans.example")) == []
        assert self.of("zones_of_a_server", SET) == [], "one server is not the set"

    def test_a_zone_below_the_site_is_not_the_sites(self) -> None:
        assert self.of("set_of_a_zone_below", SET, own_set("sunscans.example")) == []

    def test_sites_with_the_same_mail_host_or_alias_bear_it(self) -> None:
        mail = self.of("names_with_a_mail_host", "mail_host:mx.moon.example")
        assert [(site, host) for site, host, *_ in mail] == [("moonscans.com", ""), ("sunscans.example", "")]
        alias = self.of("names_with_an_alias", "alias_host:edge7.moonstore.example")
        assert [(site, host) for site, host, *_ in alias] == [("toonlight.net", "www.toonlight.net")]

    def test_a_value_stands_at_its_own_bytes(self) -> None:
        name = "dnsdb/names_with_a_mail_host.http"
        found = read(dnsdb.COLLECTOR, ONE, name, about("mail_host:mx.moon.example"))
        assert {stands(name, each) for each in found} == {b"mx.moon.example"}

    def test_the_sites_on_an_address_bear_it_and_of_a_crowd_none(self) -> None:
        wanted = "address:100.64.7.9"
        assert {site for site, *_ in self.of("sites_on_an_address", wanted, ON)} == {
            *("moonscans.com", "sunscans.example")
        }
        assert self.of("crowd_on_an_address", wanted, ON) == []

    def test_both_sources_tell_the_same_of_an_address(self) -> None:
        found = read(circl.COLLECTOR, ON, "circl/two_sites_on_an_address.http", about("address:100.64.7.9"))
        assert {each.site for each in found} == {"moonscans.com", "sunscans.example"}

    @pytest.mark.parametrize("name", ["summary_of_three", "rate_limit", "none", "quota", "bad_key"])
    def test_nothing_is_read_from_a_count_or_a_refusal(self, name: str) -> None:
        assert self.of(name, SET, SUM) == []

    def test_an_address_that_was_followed_answers_for_the_search_too(self) -> None:
        kept: Exchange = answer(Ask(ON, "dnsdb", ADDRESS), "dnsdb/sites_on_an_address.http")
        assert ("address", "100.64.7.9") in values(list(dnsdb.COLLECTOR.read(kept)))
        assert count(kept) == 2
