"""What the rendered collector asks, and what it reads of a page as it became and of the calls that it made."""

from dataclasses import replace

import pytest
from answering import AT, RECORDED, SITE, unanswered, values

from osint.collectors.rendered import COLLECTOR, NAME, ask, read
from osint.errors import SourceUnusable
from osint.records import Ask, Exchange, Observation, Outcome, Where

DOM = "rendered/dom_after_a_tag_manager.html"
REQUESTS = "rendered/requests_of_a_page_with_an_advertisement.json"
SHOWN = (("media", "text/html; charset=utf-8"), ("shown", "https://moonscans.com/"))


def exchange(name: str, part: str = "", facts: tuple[tuple[str, str], ...] = SHOWN) -> Exchange:
    body = (RECORDED / name).read_bytes()
    asked = Ask(f"browser:https://moonscans.com/{part}", NAME, SITE)
    return Exchange(asked, AT, AT, Outcome.ANSWERED, body=body, facts=facts)


def requests() -> list[Observation]:
    return list(read(exchange(REQUESTS, "#requests", (("media", "application/json"), SHOWN[1]))))


class TestAsk:
    def test_visits_the_front_page_once_and_plainly_where_tls_fails(self) -> None:
        asking = ask(SITE)
        first = next(asking)
        assert first.uri == "browser:https://moonscans.com/"
        assert asking.send(unanswered(first)).uri == "browser:http://moonscans.com/"
        asking = ask(SITE)
        first = next(asking)
        with pytest.raises(StopIteration):
            asking.send(replace(unanswered(first), facts=(("document-status", "200"),)))

    def test_stops_at_once_where_there_is_no_browser(self) -> None:
        asking = ask(SITE)
        first = next(asking)
        with pytest.raises(SourceUnusable, match="no browser is installed"):
            asking.send(replace(unanswered(first, Outcome.NOT_ASKED), why="no browser is installed: install"))

    def test_is_asked_only_where_it_is_named(self) -> None:
        assert COLLECTOR.is_on_call


class TestRead:
    def test_reads_what_scripts_put_into_the_page_and_says_that_it_stands_in_the_dom(self) -> None:
        found = list(read(exchange(DOM)))
        assert ("ga4", "G-99ABCDEFGH") in values(found)
        assert ("telegram", "moonscans_notice") in values(found)
        body = (RECORDED / DOM).read_bytes()
        for each in found:
            assert each.find.path[0] == "dom"
            assert each.site == "moonscans.com"
            assert body[each.find.start : each.find.end].decode() == each.find.raw

    def test_reads_the_accounts_in_the_calls_that_the_page_made_also_where_nobody_answered(self) -> None:
        found = requests()
        own = {(each.find.kind, each.find.value) for each in found if each.find.own}
        assert own == {
            ("google_tag_manager", "GTM-99ABCDE"),
            ("ga4", "G-99ABCDEFGH"),
            ("yandex_metrica", "99123456"),
        }
        body = (RECORDED / REQUESTS).read_bytes()
        for each in found:
            assert each.find.path == ("request",)
            assert body[each.find.start : each.find.end].decode() == each.find.raw
        assert next(each for each in found if each.find.kind == "ga4").find.where is Where.SCRIPT

    def test_holds_what_an_advertisements_frame_calls_for_a_mention(self) -> None:
        pixel = next(each for each in requests() if each.find.kind == "facebook_pixel")
        assert not pixel.find.own

    def test_reads_no_mailbox_out_of_an_address(self) -> None:
        assert "email" not in {each.find.kind for each in requests()}

    def test_ties_what_it_reads_to_the_site_at_which_the_page_ended(self) -> None:
        moved = (SHOWN[0], ("shown", "https://www.sunscans.example/"))
        assert {each.site for each in read(exchange(DOM, facts=moved))} == {"sunscans.example"}

    def test_reads_nothing_of_a_page_that_is_not_the_sites(self) -> None:
        for outcome in (Outcome.CHALLENGED, Outcome.REPLACED):
            assert list(read(replace(exchange(DOM), outcome=outcome))) == []

    def test_reads_nothing_of_pictures_and_archives(self) -> None:
        for part, media in (("#screenshot", "image/png"), ("#mhtml", "multipart/related")):
            assert list(read(exchange(DOM, part, (("media", media), SHOWN[1])))) == []
