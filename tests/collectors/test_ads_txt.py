"""What the ads.txt collector asks and reads."""

import pytest
from answering import SITE, asked, read, stands, values

from osint.collectors.ads_txt import COLLECTOR, ask
from osint.records import Where

URI = "https://moonscans.com/ads.txt"
FULL = "ads_txt/mark_comments_case_and_repeats.http"


def test_asks_for_both_files() -> None:
    assert asked(ask(SITE), {}) == [URI, "https://moonscans.com/app-ads.txt"]


def test_reads_seats_owner_manager_and_contact_each_once() -> None:
    found = read(COLLECTOR, URI, FULL)
    assert [(each.find.kind, each.find.value) for each in found] == [
        ("ads_txt_direct", "google.com pub-4810293847561023"),
        ("ads_txt_reseller", "exchange.example 778812"),
        ("ads_txt_owner_domain", "lunar-media.com"),
        ("ads_txt_manager_domain", "saleshouse.net"),
        ("email", "ads@lunar-media.com"),
    ]
    assert {each.find.where for each in found} == {Where.FILE}


def test_gives_the_very_bytes_of_each_value() -> None:
    found = {each.find.kind: each for each in read(COLLECTOR, URI, FULL)}
    assert stands(FULL, found["ads_txt_direct"]) == b"Google.com, pub-4810293847561023"
    assert stands(FULL, found["ads_txt_reseller"]) == b"EXCHANGE.example , 778812"
    assert stands(FULL, found["ads_txt_owner_domain"]) == b"Lunar-Media.com"
    assert stands(FULL, found["email"]) == b"ads@lunar-media.com"
    for each in found.values():
        assert stands(FULL, each).decode() == each.find.raw


def test_does_not_read_a_comment() -> None:
    assert not [each for each in values(read(COLLECTOR, URI, FULL)) if "9999999999999999" in each[1]]


@pytest.mark.parametrize(
    "name",
    [
        "page_in_place_of_the_file",
        "nobody_may_sell",
        "line_without_end",
        "binary",
        "not_found",
        "refused",
        "challenged",
    ],
)
def test_reads_nothing_where_nobody_is_named(name: str) -> None:
    assert read(COLLECTOR, URI, f"ads_txt/{name}.http") == []
