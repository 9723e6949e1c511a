"""What the Common Crawl collector asks and reads."""

from datetime import UTC, datetime

import pytest
from answering import SITE, asked, drive, read, values

from osint.collectors.common_crawl import COLLECTOR, CRAWLS, QUERY, ask
from osint.errors import SourceUnusable

INDEX = "https://index.commoncrawl.org/CC-MAIN-{}-10-index" + QUERY.format("moonscans.com/")
FILE = "crawl-data/CC-MAIN-2019-09/segments/1550247481992.39/warc/CC-MAIN-20190217111746-00381.warc.gz"
WHOLE = "common_crawl/range_of_a_capture.http"
HAS = {CRAWLS: "common_crawl/crawls.http"}


def capture() -> str:
    found = asked(ask(SITE), {**HAS, INDEX.format(2019): "common_crawl/index_of_one.http"})
    return found[-1]


class TestAsk:
    def test_asks_the_oldest_and_the_newest_crawl_and_some_between_them(self) -> None:
        assert asked(ask(SITE), HAS) == [
            CRAWLS,
            *(INDEX.format(year) for year in range(2015, 2026)),
            INDEX.format(2026).replace("-10-", "-45-"),
        ]

    def test_asks_for_the_very_bytes_of_a_capture(self) -> None:
        answers = {**HAS, INDEX.format(2019): "common_crawl/index_of_one.http", capture(): WHOLE}
        exchange = drive(ask(SITE), answers)[-1]
        start = exchange.ask.uri.partition("#bytes=1000-")
        assert start[0] == f"https://data.commoncrawl.org/{FILE}"
        assert dict(exchange.ask.headers)["Range"] == f"bytes=1000-{start[2]}"
        assert int(start[2]) - 1000 + 1 == len(exchange.body)

    def test_a_row_that_names_no_bearable_range_of_the_site_is_passed_over(self) -> None:
        found = asked(ask(SITE), {**HAS, INDEX.format(2019): "common_crawl/index_of_one.http"})
        assert len([each for each in found if "data.commoncrawl.org" in each]) == 1

    @pytest.mark.parametrize("name", ["index_of_none", "refused", "range_of_a_capture"])
    def test_ends_where_no_capture_is_listed(self, name: str) -> None:
        answers = {INDEX.format(year): f"common_crawl/{name}.http" for year in range(2015, 2027)}
        assert len(asked(ask(SITE), {**HAS, **answers})) == 13

    def test_ends_without_the_list_of_crawls(self) -> None:
        assert asked(ask(SITE), {CRAWLS: "common_crawl/too_many.http"}) == [CRAWLS]

    def test_is_left_alone_when_it_has_had_enough(self) -> None:
        with pytest.raises(SourceUnusable, match="Common Crawl: it was asked too much"):
            asked(ask(SITE), {CRAWLS: "archive/index_refused.http"})


class TestRead:
    def test_reads_the_record_in_a_range_when_and_where_the_crawl_made_it(self) -> None:
        found = read(COLLECTOR, capture(), WHOLE)
        assert values(found) == {("google_analytics", "UA-48105563")}
        (seen,) = found
        assert seen.subject == SITE
        assert seen.first_seen == seen.last_seen == datetime(2019, 2, 17, 12, 51, 41, tzinfo=UTC)
        assert seen.find.path[:3] == ("body", "gzip", "warc")

    @pytest.mark.parametrize("name", ["range_cut_in_half", "range_of_a_request", "index_of_one", "refused"])
    def test_reads_nothing_from_what_is_no_whole_answer_of_a_site(self, name: str) -> None:
        assert read(COLLECTOR, capture(), f"common_crawl/{name}.http") == []
