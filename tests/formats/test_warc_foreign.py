"""Other programs' records: their bytes as stored, their outcome judged, and where they come from said."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warc_cases import ANSWER, TEXT, theirs, zipped

from osint.formats import warc, warc_foreign
from osint.formats.reading import Reading, Unreadable
from osint.records import Exchange, Outcome, SubjectKind

REQUEST = b"POST /page HTTP/1.1\r\nHost: theirs.example\r\n\r\n"
REQUEST_ID = "<urn:uuid:00000000-0000-4000-8000-000000000002>"


def read(data: bytes) -> list[Reading]:
    return list(warc.readings(io.BytesIO(data), source="theirs.warc.gz"))


def one(block: bytes = ANSWER, **headers: str) -> Exchange:
    [found] = read(theirs(block, **headers))
    assert isinstance(found, Exchange), found
    return found


def why(data: bytes) -> str:
    [found] = read(data)
    assert isinstance(found, Unreadable), found
    return found.why


def request(**headers: str) -> bytes:
    told = {"WARC-Type": "request", "WARC-Record-ID": REQUEST_ID, **headers}
    return theirs(REQUEST, **{key.replace("-", "_"): value for key, value in told.items()})


def test_a_response_is_an_exchange_with_its_bytes_and_its_origin() -> None:
    found = one(WARC_IP_Address="192.0.2.7")
    assert found.ask.uri == "http://theirs.example/page"
    assert found.ask.collector == "page"
    assert found.at == datetime(2025, 5, 5, 5, 5, 5, tzinfo=UTC)
    assert found.head + found.body == ANSWER
    assert found.body == b"<p>their page</p>"
    assert found.outcome is Outcome.ANSWERED
    assert found.address == "192.0.2.7"
    assert found.fact("imported-sha256")
    assert found.fact("imported-record") == "<urn:uuid:00000000-0000-4000-8000-000000000001>"
    assert found.fact("imported-sha256") == hashlib.sha256(ANSWER).hexdigest()


@pytest.mark.parametrize("is_first", [True, False])
def test_the_request_is_joined_where_one_names_the_other(*, is_first: bool) -> None:
    asked = request(WARC_Concurrent_To="<urn:uuid:00000000-0000-4000-8000-000000000001>")
    [found] = read(zipped(asked, theirs()) if is_first else zipped(theirs(), asked))
    assert isinstance(found, Exchange)
    assert found.said == REQUEST
    assert found.ask.method == "POST"


def test_a_request_without_names_is_joined_by_its_address_only() -> None:
    [joined] = read(request() + theirs())
    [apart] = read(request(WARC_Target_URI="http://other.example/") + theirs())
    assert isinstance(joined, Exchange)
    assert isinstance(apart, Exchange)
    assert joined.said == REQUEST
    assert apart.said == b""


def test_a_request_is_joined_to_one_answer_only() -> None:
    found = read(request() + theirs() + theirs())
    assert [each.said for each in found if isinstance(each, Exchange)] == [REQUEST, b""]


def test_a_head_may_end_in_line_feeds_only_or_not_at_all() -> None:
    assert one(b"HTTP/1.0 200 OK\nA: b\n\nbody").body == b"body"
    cut = one(b"HTTP/1.0 301 Moved\r\nLocation: /a\r\n")
    assert (cut.head, cut.body) == (b"HTTP/1.0 301 Moved\r\nLocation: /a\r\n", b"")


@pytest.mark.parametrize(
    "block", [b"", b"<p>no head\n\nat all</p>", b"Server: no status\r\n\r\n<p>", b"HTTP/1.1 2\r\n\r\n"]
)
def test_an_answer_without_a_status_is_kept_as_failed(block: bytes) -> None:
    found = one(block)
    assert found.outcome is Outcome.FAILED
    assert found.head + found.body == block


def test_a_page_without_a_head_is_not_cut_at_its_first_empty_line() -> None:
    assert one(b"<p>one\n\ntwo</p>").head == b""


def test_a_chunked_body_is_kept_as_stored_and_said_so() -> None:
    block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    assert one(block).body == b"5\r\nhello\r\n0\r\n\r\n"
    assert one(block).fact("transfer-coding") == "as stored in the import"
    assert not one().fact("transfer-coding")


def test_a_truncated_record_says_so() -> None:
    assert one(WARC_Truncated="length").fact("truncated") == "length"


@pytest.mark.parametrize("stated", ["sha1:{}", "sha256:{}", "md5:{}"])
def test_it_is_said_whether_the_digest_that_a_record_states_is_its_own(stated: str) -> None:
    name = stated.partition(":")[0]
    right = hashlib.new(name, ANSWER, usedforsecurity=False).hexdigest()
    assert one(WARC_Block_Digest=stated.format(right)).fact("block-digest") == "holds"
    assert one(WARC_Block_Digest=stated.format(right[::-1])).fact("block-digest") == "does not hold"
    assert not one(WARC_Block_Digest="crc32:00").fact("block-digest")


def test_a_page_on_a_bare_address_is_about_that_address() -> None:
    found = one(WARC_Target_URI="http://[2001:DB8::1]:8080/page")
    assert found.ask.subject.kind is SubjectKind.ADDRESS
    assert found.ask.subject.value == "2001:db8::1"


def test_an_address_that_is_none_is_left_out() -> None:
    assert one(WARC_IP_Address="<script>").address == ""


@pytest.mark.parametrize("uri", ["http://theirs.example/ads.txt", "https://theirs.example/app-ads.txt"])
def test_an_ads_txt_goes_to_its_collector(uri: str) -> None:
    assert one(WARC_Target_URI=uri).ask.collector == "ads_txt"


def test_an_archived_body_without_head_gets_one_that_says_so() -> None:
    found = one(b"<p>page</p>", WARC_Type="resource", Content_Type="text/html")
    assert found.body == b"<p>page</p>"
    assert b"no head was kept" in found.head
    assert found.fact("head") == "made at import"
    assert found.fact("imported-sha256") == hashlib.sha256(b"<p>page</p>").hexdigest()


def test_a_whois_reply_is_read_as_one() -> None:
    found = one(
        b"No match for domain",
        WARC_Type="resource",
        WARC_Target_URI="whois://whois.example/theirs.example",
        Content_Type="text/plain",
    )
    assert (found.ask.collector, found.ask.subject.value) == ("whois", "theirs.example")
    assert found.body == b"No match for domain"


def test_a_dns_message_is_read_as_one() -> None:
    found = one(
        b"\0" * 12,
        WARC_Type="resource",
        WARC_Target_URI="dns://192.0.2.53/www.theirs.example?type=A",
        Content_Type="application/dns-message",
    )
    assert (found.ask.collector, found.ask.uri) == ("dns", "dns:www.theirs.example?type=A")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"WARC_Type": "revisit"}, "revisit"),
        ({"WARC_Type": "continuation"}, "continuation"),
        ({"WARC_Type": ""}, "nameless"),
        ({"WARC_Date": ""}, "no time"),
        ({"WARC_Date": "yesterday"}, "no time"),
        ({"WARC_Date": "0001-01-01T00:00:00+14:00"}, "no time"),
        ({"WARC_Date": "0203-01-01T00:00:00Z"}, "no time"),
        ({"WARC_Date": "9999-12-31T23:59:59-14:00"}, "no time"),
        ({"WARC_Target_URI": "http://co.kr/"}, "public suffix"),
        ({"WARC_Target_URI": "http://[::"}, "no URL"),
        ({"WARC_Target_URI": "http:///path"}, "no host"),
        ({"WARC_Target_URI": ""}, "not read"),
        ({"WARC_Target_URI": "urn:pageinfo:x", "WARC_Type": "resource"}, "not read"),
        ({"WARC_Target_URI": "dns:theirs.example", "Content_Type": "text/dns"}, "not read"),
    ],
)
def test_what_is_no_exchange_is_named_with_its_reason(headers: dict[str, str], expected: str) -> None:
    assert expected in why(theirs(**headers))


@pytest.mark.parametrize("kind", ["warcinfo", "metadata", "conversion"])
def test_what_belongs_to_the_archive_is_no_exchange_and_no_fault(kind: str) -> None:
    assert read(theirs(WARC_Type=kind)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-05-05T05:05:05Z", "2025-05-05T05:05:05"),
        ("2025-05-05T05:05:05.123456789Z", "2025-05-05T05:05:05.123456"),
        ("2025-05-05T05:05:05+09:00", "2025-05-04T20:05:05"),
        ("20250505050505", "2025-05-05T05:05:05"),
        ("2025-05", "2025-05-01T00:00:00"),
        ("2025", "2025-01-01T00:00:00"),
    ],
)
def test_every_form_of_date_that_archives_write_is_read(text: str, expected: str) -> None:
    assert one(WARC_Date=text).at == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@given(
    st.binary(max_size=200), TEXT, TEXT, st.sampled_from(["response", "resource", "request", "revisit", "x"])
)
def test_no_record_of_anybody_raises(block: bytes, uri: str, date: str, kind: str) -> None:
    inert = [text.replace("\r", "").replace("\n", "") for text in (uri, date)]
    for target in (inert[0], f"http://{inert[0]}", f"whois://{inert[0]}", f"dns:{inert[0]}"):
        for each in read(theirs(block, WARC_Type=kind, WARC_Target_URI=target, WARC_Date=inert[1])):
            if isinstance(each, Exchange):
                assert each.id
        read(theirs(block, WARC_Type=kind, WARC_Target_URI=target))


@given(st.binary(max_size=300))
def test_a_split_answer_loses_no_byte(block: bytes) -> None:
    assert b"".join(warc_foreign.split(block)) == block
