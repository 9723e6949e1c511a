"""What the archive collector asks and reads."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from answering import AT, SITE, asked, read, values

from osint.collectors.archive import CAPTURES, COLLECTOR, ask
from osint.collectors.archive import CHANGES as CHANGES_FORM
from osint.collectors.archive import INDEX as FORM
from osint.collectors.captures import Capture, Looking, changes, spread
from osint.errors import SourceUnusable
from osint.records import Subject, SubjectKind

INDEX, CHANGES = FORM.format("moonscans.com/"), CHANGES_FORM.format("moonscans.com/")
SECOND = f"{INDEX}&resumeKey={quote('com,moonscans)/ 20190301120001', safe='')}"
REPLAY = "https://web.archive.org/web/{}id_/http://{}/"
CAPTURE = "https://web.archive.org/web/20180301120000id_/http://www.moonscans.com:80/"
OLD = "archive/capture_with_an_id_dropped_since.http"


def replay(year: int) -> str:
    return f"https://web.archive.org/web/{year}0301120000id_/http://www.moonscans.com:80/"


class TestAsk:
    def test_looks_first_at_captures_spread_over_the_years_then_at_every_other_change(self) -> None:
        index, changes, *found = asked(ask(SITE), {INDEX: "archive/index_of_eight_years.http"})
        assert (index, changes) == (INDEX, CHANGES)
        assert found[:4] == [replay(year) for year in (2018, 2020, 2022, 2025)]
        assert sorted(found) == [replay(year) for year in range(2018, 2026)]

    def test_what_changed_within_a_day_is_listed_by_change(self) -> None:
        answers = {
            INDEX: "archive/index_of_eight_years.http",
            CHANGES: "archive/index_of_two_pages_on_one_day.http",
        }
        found = asked(ask(SITE), answers)
        assert replay(2022).replace("120000", "183000") in found

    def test_an_index_by_change_that_does_not_answer_leaves_those_by_day(self) -> None:
        answers = {INDEX: "archive/index_of_eight_years.http", CHANGES: "archive/index_cut_in_half.http"}
        assert len(asked(ask(SITE), answers)) == 2 + 8

    def test_narrows_down_when_an_id_was_dropped(self) -> None:
        index = {INDEX: "archive/index_of_eight_years.http"}
        before = {replay(year): OLD for year in (2018, 2019, 2020, 2021)}
        after = {replay(year): "archive/index_of_nothing.http" for year in (2022, 2023, 2024, 2025)}
        found = asked(ask(SITE), {**index, **before, **after})
        assert found[6] == replay(2021), "the day lies between 2020 and 2022: there it is looked first"

    def test_goes_on_through_the_pages_of_the_index_and_looks_at_redirects_without_following(self) -> None:
        pages = {
            INDEX: "archive/index_first_page.http",
            SECOND: "archive/index_second_page_with_redirects.http",
        }
        found = asked(ask(SITE), pages)
        assert found[:3] == [INDEX, SECOND, CHANGES]
        assert found[3:] == [
            *(REPLAY.format(f"{year}0301120000", "moonscans.com") for year in (2018, 2019, 2024)),
            REPLAY.format("20250301120000", "moonscans.com"),
            REPLAY.format("20250601120000", "moonscans.com"),
        ]

    @pytest.mark.parametrize("name", ["of_nothing", "cut_in_half", "not_found", "challenged"])
    def test_asks_for_no_capture_where_none_is_listed(self, name: str) -> None:
        assert asked(ask(SITE), {INDEX: f"archive/index_{name}.http"}) == [INDEX]

    def test_an_archive_that_has_had_enough_is_left_alone(self) -> None:
        with pytest.raises(SourceUnusable, match="asked too much"):
            asked(ask(SITE), {INDEX: "archive/index_refused.http"})


LISTED = [Capture(f"20{year:02}0101000000", "http://a/", digest=f"D{year}") for year in range(10, 26)]


class TestLooking:
    def looked(self, borne_from: int, most: int = 9) -> list[int]:
        """The years that are looked at, of a page that bears something from a year on."""
        looking, found = Looking(LISTED, most), []
        while (capture := looking.next()) is not None:
            year = int(capture.timestamp[2:4])
            found.append(year)
            looking.take(capture, frozenset({("kind", "x")} if year >= borne_from else set()))
        return found

    def test_halves_the_gap_until_the_neighbours_differ(self) -> None:
        assert {16, 17} <= set(self.looked(17))

    def test_goes_on_within_the_widest_gaps_where_what_is_borne_did_not_change(self) -> None:
        found = self.looked(99)
        assert found[:4] == [10, 15, 20, 25]
        assert found[4] == 22, "from 2020 to 2025 are more days than between the others; its middle"
        assert set(found[5:7]) == {12, 17}
        assert len(found) == len(set(found)) == 9

    def test_looks_at_every_change_where_there_are_no_more_than_it_may(self) -> None:
        assert sorted(self.looked(99, most=CAPTURES)) == list(range(10, 26))

    def test_an_id_that_came_and_went_between_two_looks_is_found(self) -> None:
        looking, found = Looking(LISTED, CAPTURES), []
        while (capture := looking.next()) is not None:
            bears = int(capture.timestamp[2:4]) in {12, 13}
            found += [capture.timestamp[2:4]] if bears else []
            looking.take(capture, frozenset({("kind", "x")} if bears else set()))
        assert sorted(found) == ["12", "13"]

    def test_keeps_to_its_most(self) -> None:
        assert len(self.looked(17, most=5)) == 5

    def test_what_could_not_be_had_is_looked_at_once(self) -> None:
        looking, found = Looking(LISTED, 9), []
        while (capture := looking.next()) is not None:
            found.append(capture)
        assert len(found) == len(set(found)) == 9

    def test_of_equal_pages_the_first_and_the_last_are_enough(self) -> None:
        same = [Capture(f"2018010{day}000000", "http://a/", digest="A") for day in range(1, 8)]
        assert changes(same) == [same[0], same[-1]]

    def test_takes_all_where_there_are_few(self) -> None:
        assert spread(LISTED[:2], 4) == LISTED[:2]


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

    def test_a_captured_redirect_names_the_site_to_which_it_led(self) -> None:
        (found,) = read(COLLECTOR, CAPTURE, "archive/capture_of_a_redirect.http")
        assert (found.find.kind, found.find.value) == ("redirect_site", "toonlight.net")
        assert found.last_seen == datetime(2018, 3, 1, 12, tzinfo=UTC)

    def test_the_archives_own_redirect_to_a_near_capture_names_nobody(self) -> None:
        assert read(COLLECTOR, CAPTURE, "archive/capture_redirected_to_a_near_one.http") == []

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
