"""What the ads.txt collector asks and reads."""

import pytest
from answering import SITE, asked, read, stands, values

from osint.collectors import ads_txt
from osint.collectors.ads_txt import COLLECTOR, ask
from osint.identifiers.layers import Layer
from osint.records import Where

URI = "https://moonscans.com/ads.txt"
FULL = "ads_txt/mark_comments_case_and_repeats.http"
VARIABLES = "ads_txt/variables_semicolons_and_countries.http"
SEAT = b"google.com, pub-4810293847561023, DIRECT\n"


def found_in(data: bytes) -> list[tuple[str, str]]:
    return [(find.kind, find.value) for find in ads_txt.finds(Layer(("body",), data))]


def test_asks_for_both_files() -> None:
    assert asked(ask(SITE), {}) == [URI, "https://moonscans.com/app-ads.txt"]


def test_reads_seats_owner_manager_hosts_and_contact_each_once() -> None:
    found = read(COLLECTOR, URI, FULL)
    assert [(each.find.kind, each.find.value) for each in found] == [
        ("ads_txt_direct", "google.com pub-4810293847561023"),
        ("ads_txt_reseller", "exchange.example 778812"),
        ("ads_txt_owner_domain", "lunar-media.com"),
        ("ads_txt_manager_domain", "saleshouse.net"),
        ("ads_txt_contact", "ads@lunar-media.com"),
        ("email", "ads@lunar-media.com"),
        ("ads_txt_subdomain", "m.moonscans.com"),
    ]
    assert {each.find.where for each in found} == {Where.FILE}


def test_reads_every_variable_whatever_its_case_and_a_manager_for_a_country() -> None:
    found = [each for each in values(read(COLLECTOR, URI, VARIABLES)) if each[0].startswith("ads_txt_")]
    assert set(found) == {
        ("ads_txt_owner_domain", "lunar-media.com"),
        ("ads_txt_manager_domain", "saleshouse.net"),
        ("ads_txt_manager_for_country", "saleshouse.net KR"),
        ("ads_txt_manager_for_country", "saleshouse.net JP"),
        ("ads_txt_subdomain", "m.moonscans.com"),
        ("ads_txt_inventory_partner", "partner.example.org"),
        ("ads_txt_contact", "ads@lunar-media.com"),
        ("ads_txt_contact", "https://lunar-media.com/Ads"),
        ("ads_txt_direct", "google.com pub-4810293847561023"),
        ("ads_txt_direct", "exchange.example.org 778815"),
        ("ads_txt_reseller", "exchange.example.org 778812"),
    }


@pytest.mark.parametrize("name", [FULL, VARIABLES])
def test_gives_the_very_bytes_of_each_value(name: str) -> None:
    found = read(COLLECTOR, URI, name)
    for each in found:
        assert stands(name, each).decode() == each.find.raw
    if name == FULL:
        by_kind = {each.find.kind: each for each in found}
        assert stands(FULL, by_kind["ads_txt_direct"]) == b"Google.com, pub-4810293847561023"
        assert stands(FULL, by_kind["ads_txt_reseller"]) == b"EXCHANGE.example , 778812"
        assert stands(FULL, by_kind["ads_txt_owner_domain"]) == b"Lunar-Media.com"
        assert stands(FULL, by_kind["email"]) == b"ads@lunar-media.com"


def test_reads_a_file_in_another_charset_and_says_so() -> None:
    found = read(COLLECTOR, URI, "ads_txt/utf_16.http")
    assert values(found) == {
        ("ads_txt_direct", "google.com pub-4810293847561023"),
        ("ads_txt_owner_domain", "lunar-media.com"),
    }
    assert {each.find.path for each in found} == {("body", "charset utf-16-le")}


def test_does_not_read_a_comment() -> None:
    assert not [each for each in values(read(COLLECTOR, URI, FULL)) if "9999999999999999" in each[1]]


@pytest.mark.parametrize(
    "name",
    [
        "page_in_place_of_the_file",
        "page_behind_blanks_and_mark",
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


@pytest.mark.parametrize(
    "line",
    [
        b"google.com, pub-4810293847561023",
        b"google.com, pub-4810293847561023, DIRECTLY",
        b"google.com, , DIRECT",
        b"google, pub-4810293847561023, DIRECT",
        b"google.com pub-4810293847561023 DIRECT",
        b"OWNERDOMAIN=",
        b"OWNERDOMAIN=none",
        b"OWNERDOMAINS=lunar-media.com",
        b"#OWNERDOMAIN=lunar-media.com",
        b"CONTACT=call us",
        b"MANAGERDOMAIN=-",
    ],
)
def test_refuses_lines_that_are_no_facts(line: bytes) -> None:
    assert found_in(line) == []


def test_a_manager_is_for_a_country_of_two_letters_only() -> None:
    assert found_in(b"MANAGERDOMAIN=saleshouse.net,KOR") == [("ads_txt_manager_domain", "saleshouse.net")]


def test_knows_a_saved_file_by_its_seats_or_its_owner() -> None:
    assert ads_txt.looks_like_one(b"\xef\xbb\xbf# ours\r\n" + SEAT)
    assert ads_txt.looks_like_one(b"ownerdomain=lunar-media.com")
    assert not ads_txt.looks_like_one(b"<html>\n" + SEAT)
    assert not ads_txt.looks_like_one(b"Contact: mailto:security@lunar-media.com\n")
    assert not ads_txt.looks_like_one(b"one, two, three\n")


def test_reads_no_more_facts_than_it_should() -> None:
    many = b"".join(b"exchange.example, %d, DIRECT\n" % each for each in range(ads_txt.MOST + 10))
    assert len(found_in(many)) == ads_txt.MOST
