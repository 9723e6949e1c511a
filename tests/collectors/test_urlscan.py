"""What the urlscan.io collector asks and reads."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from answering import ADDRESS, SITE, answer, asked, drive, read, stands

from osint.collectors.urlscan import COLLECTOR, KEY, ask, count, query_of
from osint.errors import SourceUnusable
from osint.records import Ask, Subject, SubjectKind

STORE = Subject(SubjectKind.IDENTIFIER, "content_host:img3.moonstore.example")
VISITS = "urlscan/visits_of_a_site.http"


def search(subject: Subject, after: str = "") -> str:
    uri = f"https://urlscan.io/api/v1/search/?q={quote(query_of(subject), safe='')}&size=100"
    return uri + (f"&search_after={quote(after, safe=',')}" if after else "")


class TestAsk:
    @pytest.mark.parametrize(
        ("subject", "query"),
        [
            (SITE, "page.domain:moonscans.com OR task.domain:moonscans.com"),
            (ADDRESS, "page.ip:100.64.7.9"),
            (STORE, "domain:img3.moonstore.example"),
            (Subject(SubjectKind.ADDRESS, "2001:db8::7"), r"page.ip:2001\:db8\:\:7"),
            (Subject(SubjectKind.IDENTIFIER, f"favicon_sha256:{'9f' * 32}"), f"hash:{'9f' * 32}"),
            (Subject(SubjectKind.IDENTIFIER, "google_analytics:UA-48105563"), ""),
            (Subject(SubjectKind.IDENTIFIER, "prose"), ""),
        ],
    )
    def test_searches_in_its_terms(self, subject: Subject, query: str) -> None:
        assert query_of(subject) == query
        assert asked(ask(subject), {}) == ([search(subject)] if query else [])

    def test_goes_on_behind_the_last_visit(self) -> None:
        first = {search(STORE): "urlscan/first_page_of_two.http"}
        assert asked(ask(STORE), first) == [search(STORE), search(STORE, "1763435049110,id-2")]

    def test_uses_the_key_where_it_answers_nobody_without(self) -> None:
        exchanges = drive(
            ask(STORE),
            {search(STORE): "urlscan/rate_limit.http", f"{search(STORE)}#key": "urlscan/none.http"},
        )
        assert [each.ask.keys for each in exchanges] == [(), (KEY,)]
        assert ("API-Key", f"__{KEY}__") in exchanges[1].ask.headers

    @pytest.mark.parametrize("name", ["rate_limit", "bad_key"])
    def test_is_left_alone_when_the_key_gives_no_more(self, name: str) -> None:
        answers = {search(STORE): "urlscan/rate_limit.http", f"{search(STORE)}#key": f"urlscan/{name}.http"}
        with pytest.raises(SourceUnusable, match=r"urlscan\.io: it .* set URLSCAN_API_KEY"):
            drive(ask(STORE), answers)

    def test_a_torn_answer_ends_this_question_alone(self) -> None:
        assert asked(ask(STORE), {search(STORE): "urlscan/cut_in_half.http"}) == [search(STORE)]


class TestRead:
    def test_a_site_stood_on_an_address_and_led_to_another_site(self) -> None:
        found = read(COLLECTOR, search(SITE), VISITS)
        assert {(each.subject.name, each.find.kind, each.find.value) for each in found} == {
            ("www.moonscans.com", "address", "100.64.7.9"),
            ("moonscans.com", "redirect_site", "toonlight.net"),
        }
        assert {stands(VISITS, each).decode() for each in found} == {"100.64.7.9", "toonlight.net"}
        assert min(each.first_seen for each in found) == datetime(2024, 5, 6, 7, 8, 9, 123000, tzinfo=UTC)

    def test_the_sites_that_asked_a_host_bear_it(self) -> None:
        found = read(COLLECTOR, search(STORE), VISITS, STORE)
        assert {(each.site, each.find.kind, each.find.value) for each in found} == {
            (site, "content_host", "img3.moonstore.example")
            for site in ("moonscans.com", "toonlight.net", "unrelated.org")
        }

    def test_the_sites_on_an_address_bear_it_unless_they_are_a_crowd(self) -> None:
        assert {each.site for each in read(COLLECTOR, search(ADDRESS), VISITS, ADDRESS)} >= {"moonscans.com"}
        assert read(COLLECTOR, search(ADDRESS), "urlscan/crowd.http", ADDRESS) == []

    @pytest.mark.parametrize("name", ["none", "rate_limit", "bad_key", "cut_in_half"])
    def test_reads_nothing_from_what_is_no_answer(self, name: str) -> None:
        assert read(COLLECTOR, search(STORE), f"urlscan/{name}.http", STORE) == []

    def test_the_first_page_tells_how_many_there_are(self) -> None:
        ask_first = Ask(search(STORE), "urlscan", STORE)
        assert count(answer(ask_first, "urlscan/first_page_of_two.http")) == 102, (
            "two sites of two visits, and 100 more"
        )
        assert count(answer(ask_first, "urlscan/visits_of_one_site.http")) == 4, (
            "360 visits, and all of a hundred of one site: no crowd"
        )
        assert count(answer(ask_first, "urlscan/none.http")) == 0
        assert count(answer(ask_first, "urlscan/cut_in_half.http")) is None
