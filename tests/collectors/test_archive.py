"""What the archive collector asks and reads."""

from datetime import UTC, datetime

import pytest
from answering import AT, SITE, asked, read, values

from osint.collectors.archive import COLLECTOR, ask, spread
from osint.records import Subject, SubjectKind

INDEX = (
    "https://web.archive.org/cdx/search/cdx?url=moonscans.com/&output=json"
    "&fl=timestamp,original,statuscode,digest,mimetype&filter=statuscode:200&collapse=digest&limit=500"
)
CAPTURE = "https://web.archive.org/web/20180301120000id_/http://www.moonscans.com:80/"
OLD = "archive/capture_with_an_id_dropped_since.http"


class TestAsk:
    def test_asks_for_four_captures_spread_over_the_years(self) -> None:
        index, *captures = asked(ask(SITE), {INDEX: "archive/index_of_eight_years.http"})
        assert index == INDEX
        assert captures == [
            f"https://web.archive.org/web/{year}0301120000id_/http://www.moonscans.com:80/"
            for year in (2018, 2020, 2022, 2025)
        ]

    @pytest.mark.parametrize("name", ["of_nothing", "cut_in_half", "refused", "not_found", "challenged"])
    def test_asks_for_no_capture_where_none_is_listed(self, name: str) -> None:
        assert asked(ask(SITE), {INDEX: f"archive/index_{name}.http"}) == [INDEX]

    def test_takes_all_where_there_are_few(self) -> None:
        assert spread([("1", "a"), ("2", "b")], 4) == [("1", "a"), ("2", "b")]


class TestRead:
    def test_reads_what_a_capture_carried_when_it_was_made(self) -> None:
        found = read(COLLECTOR, CAPTURE, OLD)
        assert values(found) == {
            ("google_analytics", "UA-48105563"),
            ("canonical_site", "eviltoonmoonscans.com"),
        }
        made = datetime(2018, 3, 1, 12, tzinfo=UTC)
        assert {(each.first_seen, each.last_seen) for each in found} == {(made, made)}

    def test_the_site_is_the_captured_one(self) -> None:
        (found, *_) = read(COLLECTOR, CAPTURE.replace("www.moonscans", "m.toonlight"), OLD)
        assert found.subject == Subject(SubjectKind.SITE, "toonlight.com", "m.toonlight.com")

    def test_a_capture_from_the_future_is_of_today(self) -> None:
        (found, *_) = read(COLLECTOR, CAPTURE.replace("2018", "2030"), OLD)
        assert found.last_seen == AT

    @pytest.mark.parametrize(
        "uri",
        [
            INDEX,
            "https://web.archive.org/web/20181301120000id_/http://www.moonscans.com/",
            "https://web.archive.org/web/20180301120000id_/nonsense",
            "https://web.archive.org/web/20180301120000id_/http://100.64.7.9/",
            "https://elsewhere.net/web/20180301120000id_/http://www.moonscans.com/",
        ],
    )
    def test_reads_nothing_from_what_is_no_capture_of_a_site(self, uri: str) -> None:
        assert read(COLLECTOR, uri, OLD) == []

    @pytest.mark.parametrize("name", ["refused", "not_found", "challenged"])
    def test_reads_nothing_where_the_archive_did_not_answer(self, name: str) -> None:
        assert read(COLLECTOR, CAPTURE, f"archive/index_{name}.http") == []
