"""The world starts quickly, tells where it is, and answers on every protocol."""

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import dns.flags
import dns.rcode
import pytest
from practice_wire import Wire, everything

from osint.errors import SettingError
from osint.practice import World
from osint.practice.content import load

pytestmark = pytest.mark.loopback
ROOT = Path(__file__).parents[2]


def test_it_starts_in_under_two_seconds_and_leaves_nothing_listening(tmp_path: Path) -> None:
    begin = time.perf_counter()
    with World(tmp_path) as world:
        taken = time.perf_counter() - begin
        told = json.loads(world.descriptor.read_text("utf-8"))
        port = told["port_routes"]["443"][1]
        socket.create_connection(("127.0.0.1", port), 1).close()
    assert taken < 2
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 1)


def test_its_descriptor_tells_all_that_a_practice_profile_needs(tmp_path: Path) -> None:
    with World(tmp_path) as world:
        told = json.loads(world.descriptor.read_text("utf-8"))
    assert told.keys() >= {"resolver", "routes", "port_routes", "ca", "time_stamp_authorities", "keys", "pid"}
    places = [told["resolver"], *told["routes"].values(), *told["port_routes"].values()]
    assert {host for host, _ in places} == {"127.0.0.1"}
    assert min(port for _, port in places) >= 1024
    assert told["pid"] == os.getpid()


def test_two_worlds_stand_side_by_side(tmp_path: Path) -> None:
    with World(tmp_path / "a") as one, World(tmp_path / "b") as other:
        assert Wire(one.descriptor).get("https://toonmoa31.test/").status == 200
        assert Wire(other.descriptor).get("https://toonmoa31.test/").status == 200


def test_content_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"languages|services"):
        load(tmp_path)


def test_the_program_serves_until_it_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "world.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    program = [sys.executable, "-m", "osint.practice", "--descriptor", str(path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == str(path)
        assert Wire(path).get("https://toonmoa31.test/").status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert not path.exists()


class TestNames:
    def test_a_site_has_an_address_in_the_shared_range(self, wire: Wire) -> None:
        assert wire.records("toonmoa31.test", "A")[0].startswith("100.70.50.")
        assert wire.records("www.toonmoa31.test", "A") == wire.records("toonmoa31.test", "A")

    def test_every_type_of_record_is_there(self, wire: Wire) -> None:
        assert sorted(wire.records("gureumtoon.example", "NS")) == [
            "ns1.gureumtoon.example.",
            "ns2.gureumtoon.example.",
        ]
        assert min(wire.records("gureumtoon.example", "MX")) == "10 mx1.gureumtoon.example."
        assert "spf1" in wire.records("gureumtoon.example", "TXT")[0]
        assert wire.records("gureumtoon.example", "CAA") == ['0 issue "practice-encrypt.example"']
        assert wire.records("gureumtoon.example", "SOA")[0].startswith("ns1.gureumtoon.example. hostmaster.")
        assert wire.records("_dmarc.gureumtoon.example", "TXT")[0].startswith('"v=DMARC1')
        assert wire.records("twofamilies.test", "AAAA") == ["3fff:64::7"]

    def test_no_record_and_no_name_are_told_apart(self, wire: Wire) -> None:
        none = wire.message("toonmoa32.test", "MX")
        assert (none.rcode(), none.answer, len(none.authority)) == (dns.rcode.NOERROR, [], 1)
        assert wire.message("gonehost.test", "A").rcode() == dns.rcode.NXDOMAIN
        assert wire.message("never-was.test", "A").rcode() == dns.rcode.NXDOMAIN

    def test_failing_servers_are_said_to_fail(self, wire: Wire) -> None:
        assert wire.message("servfail.test", "A").rcode() == dns.rcode.SERVFAIL

    def test_a_long_answer_is_cut_over_udp_and_whole_over_tcp(self, wire: Wire) -> None:
        assert wire.message("manytxt.test", "TXT").flags & dns.flags.TC
        whole = wire.message("manytxt.test", "TXT", tcp=True)
        assert not whole.flags & dns.flags.TC
        assert len(whole.answer[0]) == 40

    def test_cymru_tells_the_network_of_an_address(self, wire: Wire) -> None:
        assert wire.records("9.10.66.100.origin.asn.cymru.com", "TXT")[0].startswith(
            '"64497 | 100.66.10.0/24 | NL'
        )
        assert "TIDEHOST-NET" in wire.records("AS64497.asn.cymru.com", "TXT")[0]

    def test_what_is_no_question_is_not_answered_and_harms_nothing(self, wire: Wire) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            for junk in (b"", b"\x00" * 11, b"\xff" * 600):
                sender.sendto(junk, wire.resolver)
        assert wire.records("toonmoa31.test", "A")


class TestSites:
    def test_one_port_serves_each_site_by_its_name_with_its_certificate(self, wire: Wire) -> None:
        for host in ("toonmoa31.test", "mangayoru.test", "api.shodan.io", "img.moastore.test"):
            with wire.connect(host, 443) as connection:
                assert isinstance(connection, ssl.SSLSocket)
                told = connection.getpeercert() or {}
                assert ("DNS", host) in told["subjectAltName"]

    def test_certificates_look_like_those_of_a_free_authority(self, wire: Wire) -> None:
        with wire.connect("mangayoru.test", 443) as connection:
            assert isinstance(connection, ssl.SSLSocket)
            told = connection.getpeercert() or {}
        begin = ssl.cert_time_to_seconds(str(told["notBefore"]))
        assert ssl.cert_time_to_seconds(str(told["notAfter"])) - begin == 90 * 86400
        assert "Practice Encrypt" in str(told["issuer"])

    def test_plain_http_answers_too(self, wire: Wire) -> None:
        assert wire.get("http://tsukiraw.test/").status == 200

    def test_a_connection_may_be_used_again(self, wire: Wire) -> None:
        with wire.connect("toonmoa31.test", 443) as connection:
            for _ in range(2):
                connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: toonmoa31.test\r\n\r\n")
                assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK")

    def test_a_page_has_its_icon_script_and_reader(self, wire: Wire) -> None:
        assert wire.get("https://toonmoa31.test/favicon.ico").body.startswith(b"\x89PNG")
        assert b"UA-99" in wire.get("https://webtoonpick.example/assets/app.js").body
        assert b"ch-4/001.webp" in wire.get("https://toonmoa31.test/ep/3").body
        assert wire.get("https://toonmoa31.test/no/such/file").status == 404

    def test_ads_txt_and_sellers_json_are_there(self, wire: Wire) -> None:
        assert "RESELLER" in wire.get("https://dailyharbor.example/ads.txt").text
        sellers = wire.get("https://adreef.example/sellers.json").json["sellers"]
        assert {"INTERMEDIARY", "PUBLISHER", "BOTH"} == {seller["seller_type"] for seller in sellers}

    def test_nonsense_harms_nothing(self, wire: Wire) -> None:
        for junk in (
            b"\x00\xff\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
            b"x" * 80000,
        ):
            with wire.connect("toonmoa31.test", 80) as connection:
                connection.sendall(junk)
                connection.shutdown(socket.SHUT_WR)
                try:
                    everything(connection, 100_000)
                except ConnectionResetError:
                    continue
        assert wire.get("https://toonmoa31.test/").status == 200

    def test_hundreds_of_requests_are_served(self, wire: Wire) -> None:
        for _ in range(300):
            assert wire.get("http://toonmoa31.test/robots.txt").status == 200
