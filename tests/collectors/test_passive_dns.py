"""Passive DNS of two sources: true first and last times, crowds counted, and every way in which an answer can end."""

from datetime import UTC, datetime

import pytest
from answering import ADDRESS, AT, RECORDED, SITE, answer, asked, read, stands, unanswered, values

from osint.collectors import circl, dnsdb
from osint.collectors.collector import Collector
from osint.collectors.passive_records import answer as parsed
from osint.errors import SourceUnusable
from osint.records import Ask, Observation, Outcome, Subject, SubjectKind

HOST = Subject(SubjectKind.SITE, "moonscans.com", "www.moonscans.com")
CIRCL = "https://www.circl.lu/pdns/query/moonscans.com"
DNSDB = "https://api.dnsdb.info/dnsdb/v2/lookup/rrset/name/moonscans.com?limit=1000&swclient=osint"
BELOW = "https://api.dnsdb.info/dnsdb/v2/lookup/rrset/name/*.moonscans.com/A?limit=1000&swclient=osint"
ON = "https://api.dnsdb.info/dnsdb/v2/lookup/rdata/ip/100.64.7.9?limit=1000&swclient=osint"
MARCH, NOVEMBER = datetime(2022, 3, 1, tzinfo=UTC), datetime(2022, 11, 30, tzinfo=UTC)
BOTH = pytest.mark.parametrize("each", [circl.COLLECTOR, dnsdb.COLLECTOR], ids=lambda each: each.name)


def outcome(name: str) -> Outcome:
    return answer(Ask(CIRCL, "circl", SITE), name).outcome


def times(found: list[Observation], value: str) -> tuple[datetime, datetime]:
    (one,) = (each for each in found if each.find.value == value)
    return one.first_seen, one.last_seen


class TestAsk:
    def test_a_site_is_one_question_to_circl_and_two_to_dnsdb(self) -> None:
        assert asked(circl.COLLECTOR.ask(SITE), {}) == [CIRCL]
        assert asked(dnsdb.COLLECTOR.ask(SITE), {}) == [DNSDB, BELOW]

    def test_an_address_is_one_question_to_each(self) -> None:
        assert asked(circl.COLLECTOR.ask(ADDRESS), {}) == [CIRCL.replace("moonscans.com", "100.64.7.9")]
        assert asked(dnsdb.COLLECTOR.ask(ADDRESS), {}) == [ON]

    def test_the_host_that_is_named_is_asked_of_the_source_that_knows_no_wildcard(self) -> None:
        assert asked(circl.COLLECTOR.ask(HOST), {}) == [CIRCL.replace("moonscans", "www.moonscans")]

    def test_keys_stand_as_placeholders(self) -> None:
        assert next(circl.COLLECTOR.ask(SITE)).headers[0] == ("Authorization", "Basic __CIRCL_PASSIVE_DNS__")
        assert next(dnsdb.COLLECTOR.ask(SITE)).headers[0] == ("X-API-Key", "__DNSDB_API_KEY__")

    def test_what_it_costs_is_what_it_asks(self) -> None:
        for subject in (SITE, ADDRESS):
            assert dnsdb.cost(subject) == len(asked(dnsdb.COLLECTOR.ask(subject), {}))

    @pytest.mark.parametrize(
        ("each", "uri", "name", "words"),
        [
            (circl.COLLECTOR, CIRCL, "circl/unauthorised.http", "user:password"),
            (circl.COLLECTOR, CIRCL, "circl/quota.http", "quota"),
            (dnsdb.COLLECTOR, DNSDB, "dnsdb/bad_key.http", "DNSDB_API_KEY"),
            (dnsdb.COLLECTOR, DNSDB, "dnsdb/quota_expired.http", "DNSDB_API_KEY"),
            (dnsdb.COLLECTOR, DNSDB, "dnsdb/quota.http", "quota"),
        ],
    )
    def test_a_bad_key_and_an_empty_quota_end_the_asking(
        self, each: Collector, uri: str, name: str, words: str
    ) -> None:
        assert outcome(name) is Outcome.REFUSED
        with pytest.raises(SourceUnusable, match=words):
            asked(each.ask(SITE), {uri: name})

    def test_without_a_key_one_question_says_so(self) -> None:
        asking = dnsdb.COLLECTOR.ask(SITE)
        first = next(asking)
        with pytest.raises(StopIteration):
            asking.send(unanswered(first, Outcome.NOT_ASKED))

    def test_a_challenge_or_a_busy_server_ends_this_question_alone(self) -> None:
        assert outcome("circl/challenged.http") is Outcome.CHALLENGED
        assert asked(circl.COLLECTOR.ask(SITE), {CIRCL: "circl/challenged.http"}) == [CIRCL]
        assert outcome("dnsdb/too_many_at_once.http") is Outcome.FAILED
        assert asked(dnsdb.COLLECTOR.ask(SITE), {DNSDB: "dnsdb/too_many_at_once.http"}) == [DNSDB, BELOW]


class TestSite:
    def test_an_address_of_2022_was_the_sites_then_and_not_now(self) -> None:
        found = read(circl.COLLECTOR, CIRCL, "circl/address_of_2022_and_todays.http")
        assert times(found, "100.68.30.7") == (MARCH, NOVEMBER)
        assert times(found, "100.72.0.10")[1] > datetime(2025, 1, 1, tzinfo=UTC)

    def test_servers_mail_hosts_and_texts_of_the_past_are_read_and_strangers_records_are_not(self) -> None:
        found = read(circl.COLLECTOR, CIRCL, "circl/address_of_2022_and_todays.http")
        assert {each.subject.value for each in found} == {"moonscans.com"}
        assert ("mail_host", "mx.moon.example") in values(found)
        assert "google_verification" in {each.find.kind for each in found}
        assert {each.subject.host for each in found if each.find.value == "100.68.30.8"} == {
            "mail.moonscans.com"
        }
        assert "nameserver_set" not in {each.find.kind for each in found}

    def test_a_record_of_several_values_is_read_whole(self) -> None:
        found = read(dnsdb.COLLECTOR, DNSDB, "dnsdb/records_of_a_site.http")
        assert values(found) == {
            ("address", "100.68.30.7"),
            ("address", "100.68.30.8"),
            ("address", "3fff:64::7"),
            ("nameserver_set", "ns1.moon.example ns2.moon.example"),
            ("soa_rname", "kim.moon.example"),
            ("mail_host", "mx.moon.example"),
            ("alias_host", "moon.b-cdn.net"),
        }

    def test_a_value_stands_at_its_own_bytes(self) -> None:
        name = "dnsdb/records_of_a_site.http"
        found = [each for each in read(dnsdb.COLLECTOR, DNSDB, name) if each.find.kind == "address"]
        assert [stands(name, each).decode() for each in found] == [each.find.value for each in found]

    def test_times_are_read_in_every_form_of_the_format_and_never_lie_ahead(self) -> None:
        found = read(circl.COLLECTOR, CIRCL, "circl/other_forms_of_time.http")
        for last in "7", "8", "9", "10":
            assert times(found, f"100.68.30.{last}") == (MARCH, NOVEMBER)
        assert times(found, "100.68.30.11") == (MARCH, AT)

    def test_broken_lines_are_left_out_and_counted(self) -> None:
        name = "circl/broken_lines.http"
        assert values(read(circl.COLLECTOR, CIRCL, name)) == {("address", "100.68.30.7")}
        assert parsed(answer(Ask(CIRCL, "circl", SITE), name)).unread == 6

    @pytest.mark.parametrize("name", ["circl/none.http", "dnsdb/none.http"])
    def test_none_is_an_answer(self, name: str) -> None:
        assert outcome(name) is Outcome.ANSWERED
        assert read(circl.COLLECTOR, CIRCL, name) == []
        assert parsed(answer(Ask(CIRCL, "circl", SITE), name)).is_whole


class TestAddress:
    def test_the_sites_on_an_address_bear_it_as_long_as_they_did(self) -> None:
        found = read(dnsdb.COLLECTOR, ON, "dnsdb/sites_on_an_address.http", ADDRESS)
        borne = {
            (each.subject.value, each.subject.host): (each.first_seen, each.last_seen)
            for each in found
            if each.find.kind == "address"
        }
        assert borne[("sunscans.example", "")] == (MARCH, NOVEMBER)
        assert set(borne) == {
            ("moonscans.com", ""),
            ("moonscans.com", "www.moonscans.com"),
            ("sunscans.example", ""),
        }

    def test_sites_are_counted_that_were_there_within_a_year(self) -> None:
        found = read(dnsdb.COLLECTOR, ON, "dnsdb/sites_on_an_address.http", ADDRESS)
        assert [(each.subject, each.find.value) for each in found if each.find.kind == "site_count"] == [
            (ADDRESS, "0")
        ]
        two = read(circl.COLLECTOR, CIRCL, "circl/two_sites_on_an_address.http", ADDRESS)
        assert {each.subject.value for each in two if each.find.kind == "address"} == {
            "moonscans.com",
            "sunscans.example",
        }

    def test_a_crowd_is_counted_and_not_named(self) -> None:
        found = read(dnsdb.COLLECTOR, ON, "dnsdb/crowd_on_an_address.http", ADDRESS)
        assert {each.find.kind for each in found} == {"site_count"}
        assert parsed(answer(Ask(ON, "dnsdb", ADDRESS), "dnsdb/crowd_on_an_address.http")).is_whole

    @pytest.mark.parametrize("name", ["cut_before_its_end", "failed_on_the_way"])
    def test_an_answer_that_is_not_whole_counts_nothing_and_says_what_it_says(self, name: str) -> None:
        found = read(dnsdb.COLLECTOR, ON, f"dnsdb/{name}.http", ADDRESS)
        assert {each.find.kind for each in found} == {"address"}

    def test_one_that_reached_its_limit_counts_what_it_holds(self) -> None:
        found = read(dnsdb.COLLECTOR, ON, "dnsdb/limited.http", ADDRESS)
        assert {each.find.kind for each in found} == {"address", "site_count"}


@BOTH
@pytest.mark.parametrize(
    "path",
    sorted((*(RECORDED / "circl").iterdir(), *(RECORDED / "dnsdb").iterdir())),
    ids=lambda path: path.stem,
)
def test_no_observation_lies_before_its_first_time_or_after_the_exchange(each: Collector, path) -> None:  # type: ignore[no-untyped-def]
    for subject in (SITE, ADDRESS):
        for found in read(each, CIRCL, f"{path.parent.name}/{path.name}", subject):
            assert found.first_seen <= found.last_seen <= AT
