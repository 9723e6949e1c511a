"""What the sellers.json collector asks and reads."""

import pytest
from answering import SITE, asked, read, stands, values

from osint.collectors import sellers_json
from osint.collectors.sellers_json import COLLECTOR, ask, sellers
from osint.identifiers.layers import Layer
from osint.records import Subject, SubjectKind, Where

URI = "https://exchange.example.org/sellers.json"
FULL = "sellers_json/publisher_intermediary_both_and_confidential.http"
IMPORTED = Subject(SubjectKind.SITE, "example.org", "exchange.example.org")


def seat(account: str, kind: str = "ads_txt_direct") -> Subject:
    return Subject(SubjectKind.IDENTIFIER, f"{kind}:exchange.example.org {account}")


def test_asks_the_system_of_a_seat_and_nobody_about_anything_else() -> None:
    assert asked(ask(seat("778812")), {}) == [URI]
    assert asked(ask(seat("778812", "sellers_json_publisher")), {}) == [URI]
    for other in ("adsense:pub-4810293847561023", "telegram:moonscans", "no_such_kind:x", "ads_txt_direct:x"):
        assert asked(ask(Subject(SubjectKind.IDENTIFIER, other)), {}) == []
    assert asked(ask(SITE), {}) == []


def test_does_not_ask_for_a_file_that_is_larger_than_an_answer_may_be() -> None:
    google = Subject(SubjectKind.IDENTIFIER, "ads_txt_direct:google.com pub-4810293847561023")
    assert asked(ask(google), {}) == []


def test_reads_of_a_seat_who_is_paid_and_nothing_of_the_others() -> None:
    found = read(COLLECTOR, URI, FULL, seat("778812"))
    told = [(each.subject.value, each.find.kind, each.find.value) for each in found]
    about, site = "ads_txt_direct:exchange.example.org 778812", "lunar-media.com"
    assert told == [
        (about, "sellers_json_name", "lunar media co., ltd."),
        (site, "sellers_json_name", "lunar media co., ltd."),
        (about, "sellers_json_domain", "lunar-media.com"),
        (about, "sellers_json_publisher", "exchange.example.org 778812"),
        (site, "sellers_json_publisher", "exchange.example.org 778812"),
    ]
    assert {each.find.where for each in found} == {Where.FILE}


def test_gives_the_very_bytes_of_each_value() -> None:
    found = read(COLLECTOR, URI, FULL, IMPORTED)
    for each in found:
        assert stands(FULL, each).decode() == each.find.raw
    raws = {(each.find.kind, each.find.raw) for each in found}
    assert ("sellers_json_publisher", "778812") in raws
    assert ("sellers_json_confidential", "778813") in raws
    assert ("sellers_json_name", "\\ub2ec \\ubbf8\\ub514\\uc5b4") in raws


def test_reads_a_confidential_seller_as_one_whom_the_system_knows_and_does_not_name() -> None:
    found = read(COLLECTOR, URI, FULL, seat("778813"))
    assert values(found) == {
        ("sellers_json_publisher", "exchange.example.org 778813"),
        ("sellers_json_confidential", "exchange.example.org 778813"),
    }


def test_tells_publishers_intermediaries_and_both_apart() -> None:
    kinds = {
        account: {each.find.kind for each in read(COLLECTOR, URI, FULL, seat(account))}
        for account in ("778811", "778814", "778815")
    }
    assert "sellers_json_intermediary" in kinds["778811"]
    assert "sellers_json_both" in kinds["778814"]
    assert kinds["778815"] == set()


def test_reads_of_an_imported_file_every_seller_that_has_an_account() -> None:
    found = read(COLLECTOR, "https://www.example.org/sellers.json", FULL, IMPORTED)
    seats = {each[1] for each in values(found) if each[0] != "sellers_json_name" and " " in each[1]}
    assert seats == {f"example.org 77881{each}" for each in (1, 2, 3, 4)}
    assert {each.site for each in found} == {"", "example.net", "lunar-media.com", "dal-media.co.kr"}


def test_reads_a_torn_file_to_its_end() -> None:
    found = read(COLLECTOR, URI, "sellers_json/cut_in_half.http", IMPORTED)
    assert {each.find.raw for each in found if each.find.kind != "sellers_json_name"} == {
        *("778811", "778812", "778813", "other.example.net", "Lunar-Media.com"),
    }


@pytest.mark.parametrize("name", ["page_in_place_of_the_file", "no_sellers", "not_found"])
def test_reads_nothing_where_nobody_is_named(name: str) -> None:
    assert read(COLLECTOR, URI, f"sellers_json/{name}.http", seat("778812")) == []


def test_reads_a_saved_file_whose_system_the_user_names() -> None:
    data = b'{"sellers":[{"seller_id":"7","domain":"lunar-media.com","seller_type":"PUBLISHER"}]}'
    found = {
        (find.kind, find.value) for find in sellers_json.finds(Layer(("body",), data), "exchange.example")
    }
    assert found == {
        ("sellers_json_domain", "lunar-media.com"),
        ("sellers_json_publisher", "exchange.example 7"),
    }


def test_knows_a_saved_file_by_its_beginning() -> None:
    assert sellers_json.looks_like_one(b'\xef\xbb\xbf \n{ "version": "1.0", "sellers": []}')
    assert not sellers_json.looks_like_one(b'{"sale": []}')
    assert not sellers_json.looks_like_one(b'<script>{"sellers": []}</script>')


def test_reads_no_more_sellers_than_it_should_unless_one_is_asked_about() -> None:
    entries = b",".join(b'{"seller_id":"%d"}' % each for each in range(sellers_json.MOST + 10))
    data = b'{"sellers":[' + entries + b"]}"
    assert len(list(sellers(data))) == sellers_json.MOST
    assert len(list(sellers(data, str(sellers_json.MOST + 9)))) == 1


@pytest.mark.parametrize("hostile", [b'{"', b'\\"', b"{", b'"\\', b'{"a":', b"}"])
def test_ends_on_what_would_take_for_ever_if_it_were_read_from_every_place_anew(hostile: bytes) -> None:
    assert list(sellers(b'{"sellers":[' + hostile * 1_000_000, "7")) == []
