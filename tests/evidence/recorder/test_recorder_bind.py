"""The recorder against a real name server: BIND on loopback, authoritative for one invented zone."""

import asyncio
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import dns.message
import pytest
from recorder_cases import ask, asked, profile

from osint.records import Exchange, Outcome

NAMED = shutil.which("named", path="/usr/sbin:/usr/local/sbin:/usr/bin")
pytestmark = [
    pytest.mark.loopback,
    pytest.mark.linux,
]
ZONE = f"""$TTL 300
@   SOA ns.reader.example. admin.reader.example. 1 3600 600 86400 300
@   NS ns.reader.example.
@   A 100.64.7.7
@   AAAA 2001:db8::7
@   CAA 0 issue "authority.example"
@   TXT "verification=abcDEF"
ns  A 100.64.7.8
www CNAME reader.example.
big TXT {" ".join(f'"{number} {"x" * 200}"' for number in range(20))}
"""
SETTINGS = """
options {{ directory "{place}"; pid-file none; session-keyfile "{place}/session.key"; listen-on-v6 {{ none; }};
  listen-on port {port} {{ 127.0.0.1; }}; recursion no; dnssec-validation no; allow-transfer {{ none; }};
  querylog no; }};
controls {{ }};
zone "reader.example" {{ type primary; file "{place}/zone"; }};
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    if NAMED is None:
        if os.environ.get("CI"):
            pytest.fail("a real DNS server is missing: apt-get install bind9")
        pytest.skip("a real DNS server is missing: apt-get install bind9")
    place = tmp_path_factory.mktemp("bind")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "zone").write_text(ZONE, "ascii")
    (place / "named.conf").write_text(SETTINGS.format(place=place, port=port), "ascii")
    with (place / "log").open("wb") as log:
        running = subprocess.Popen([NAMED, "-g", "-n", "1", "-c", str(place / "named.conf")], stderr=log)
        try:
            _wait(port, running, place / "log")
            yield "127.0.0.1", port
        finally:
            running.terminate()
            running.wait(10)


def _wait(port: int, running: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), 0.2):
                return
        except OSError:
            assert running.poll() is None, log.read_text("utf-8")[-2000:]
            time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8")[-2000:])


def lookup(server: tuple[str, int], uri: str) -> Exchange:
    (kept,) = asyncio.run(asked(profile(resolver=server), ask(uri)))
    return kept


@pytest.mark.parametrize(
    ("sort", "said"),
    [
        ("A", "100.64.7.7"),
        ("AAAA", "2001:db8::7"),
        ("NS", "ns.reader.example."),
        ("CAA", '0 issue "authority.example"'),
        ("TXT", '"verification=abcDEF"'),
    ],
)
def test_a_record_is_answered_and_kept_as_the_message(server: tuple[str, int], sort: str, said: str) -> None:
    kept = lookup(server, f"dns:reader.example?type={sort}")
    assert kept.outcome is Outcome.ANSWERED
    answer = dns.message.from_wire(kept.body).answer
    assert [record.to_text() for records in answer for record in records] == [said]


def test_an_alias_comes_with_its_target(server: tuple[str, int]) -> None:
    kept = lookup(server, "dns:www.reader.example?type=A")
    names = [str(records.name) for records in dns.message.from_wire(kept.body).answer]
    assert names == ["www.reader.example.", "reader.example."]


def test_what_is_too_long_for_a_datagram_is_asked_again_over_tcp(server: tuple[str, int]) -> None:
    kept = lookup(server, "dns:big.reader.example?type=TXT")
    assert kept.outcome is Outcome.ANSWERED
    assert kept.fact("protocol") == "dns over tcp"
    assert len(kept.body) > 4000


@pytest.mark.parametrize(
    ("uri", "outcome"),
    [
        ("dns:none.reader.example?type=A", Outcome.ABSENT),  # NXDOMAIN
        ("dns:ns.reader.example?type=TXT", Outcome.ABSENT),  # the name is there, the record is not
        ("dns:elsewhere.example?type=A", Outcome.REFUSED),  # a server that does not answer for strangers
    ],
)
def test_what_is_not_answered_ends_as_the_server_said(
    server: tuple[str, int], uri: str, outcome: Outcome
) -> None:
    assert lookup(server, uri).outcome is outcome
