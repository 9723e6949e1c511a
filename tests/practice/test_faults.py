"""Each wire fault happens on the wire, as it would outside."""

import gzip
import io
import socket
import ssl
import time

import pytest
from practice_wire import Wire, everything

pytestmark = pytest.mark.loopback


def test_a_bot_check_has_cloudflares_shape(wire: Wire) -> None:
    for host in ("guardgate.test", "onulmanhwa.test"):
        reply = wire.get(f"https://{host}/")
        assert (reply.status, reply.header("cf-mitigated")) == (403, "challenge")
        assert "<title>Just a moment...</title>" in reply.text


def test_a_slow_host_sends_one_byte_a_second(wire: Wire) -> None:
    with wire.connect("slowdrip.test", 443) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: slowdrip.test\r\n\r\n")
        begin = time.perf_counter()
        got = [connection.recv(1000) for _ in range(3)]
        assert [len(each) for each in got] == [1, 1, 1]
        assert time.perf_counter() - begin > 1.5


def test_redirects_go_in_a_circle(wire: Wire) -> None:
    for host in ("loopyard.test", "tumangasol.test"):
        assert wire.get(f"https://{host}/").header("Location") == f"https://{host}/home"
        assert wire.get(f"https://{host}/home").header("Location") == f"https://{host}/"


def test_a_page_of_200_mb_is_sent_as_it_is_made(wire: Wire) -> None:
    for host in ("bigbook.test", "kagemanga.test"):
        reply = wire.get(f"https://{host}/", most=9_000_000)
        assert reply.header("Content-Length") == str(200 * 1024 * 1024)
        assert len(reply.body) > 8_000_000


def test_an_answer_ends_before_its_stated_length(wire: Wire) -> None:
    for host in ("halfpage.test", "truyentrang.test"):
        reply = wire.get(f"https://{host}/")
        assert 0 < len(reply.body) < int(reply.header("Content-Length"))


def test_a_malformed_answer_has_no_status_that_is_a_number(wire: Wire) -> None:
    for host in ("brokenheads.test", "heimanhua.test"):
        assert wire.raw(f"https://{host}/").startswith(b"HTTP/1.1 2OO ")


def test_a_gzip_bomb_is_small_on_the_wire_and_huge_unpacked(wire: Wire) -> None:
    for host in ("pufferzip.test", "kindlingscans.test"):
        reply = wire.get(f"https://{host}/")
        assert reply.header("Content-Encoding") == "gzip"
        assert len(reply.body) < 1_000_000
        with gzip.GzipFile(fileobj=io.BytesIO(reply.body)) as packed:
            assert packed.read(6_000_000).startswith((b"<!DOCTYPE html>", b"<!doctype html>"))
            assert len(packed.read(60_000_000)) == 60_000_000


def test_a_dead_host_refuses_and_another_never_answers(wire: Wire) -> None:
    for host in ("closedhost.test", "badatoon32.test"):
        with pytest.raises(ConnectionRefusedError):
            wire.connect(host, 80)
    with wire.connect("silenthost.test", 80, 0.4) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: silenthost.test\r\n\r\n")
        with pytest.raises(socket.timeout):
            connection.recv(10)


def test_a_name_may_lead_to_a_private_address(wire: Wire) -> None:
    assert wire.records("privatehost.test", "A") == ["10.11.12.13"]


def test_one_site_speaks_http_only(wire: Wire) -> None:
    with pytest.raises(ConnectionRefusedError):
        wire.connect("tsukiraw.test", 443)
    assert wire.get("http://tsukiraw.test/").status == 200


def test_one_site_shows_the_certificate_of_another_name(wire: Wire) -> None:
    wire.trust.check_hostname = False
    try:
        with wire.connect("strangecert.test", 443) as connection:
            assert isinstance(connection, ssl.SSLSocket)
            told = connection.getpeercert() or {}
            assert told["subjectAltName"] == (("DNS", "default.invalid"),)
    finally:
        wire.trust.check_hostname = True


@pytest.mark.parametrize(
    ("host", "status"), [("forbidden.example", 403), ("badgateway.test", 502), ("toomany.example", 429)]
)
def test_refusals_are_statuses(wire: Wire, host: str, status: int) -> None:
    assert wire.get(f"https://{host}/").status == status


def test_old_encodings_are_bytes_of_their_own(wire: Wire) -> None:
    korean = wire.get("https://toonmoa33.test/")
    assert "툰모아 예비주소" in korean.body.decode("euc-kr")
    assert korean.header("Content-Type") == "text/html"  # only the page itself says which encoding
    japanese = wire.get("https://komaraw.test/")
    assert "コマRAW" in japanese.body.decode("shift_jis")
    assert "shift_jis" in japanese.header("Content-Type")
    for reply in (korean, japanese):
        with pytest.raises(UnicodeDecodeError):
            reply.body.decode("utf-8")


def test_a_hostile_page_stays_hostile_up_to_the_wire(wire: Wire) -> None:
    text = wire.get("https://dramamoa.test/").text
    for each in ("<script>alert(1)</script>", "=HYPERLINK(", "\u202e", "onerror=alert(1)"):
        assert each in text
    registrant = wire.whois("whois.gatepost.example", "dramamoa.test").decode()
    assert "Registrant Name: <script>alert(1)</script>" in registrant


def test_who_hangs_up_early_harms_nothing(wire: Wire) -> None:
    for host in ("bigbook.test", "slowdrip.test", "toonmoa31.test"):
        with wire.connect(host, 443) as connection:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            connection.recv(1)
    with wire.connect("toonmoa31.test", 80) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: toonmoa31.test\r\nConnection: close\r\n\r\n")
        assert everything(connection, 10_000_000).startswith(b"HTTP/1.1 200 OK")
