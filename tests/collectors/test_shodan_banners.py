"""What is read from a banner of Shodan's."""

import base64
import hashlib

import pytest
from answering import ADDRESS, read, stands, values

from osint.collectors.shodan import COLLECTOR
from osint.collectors.shodan_banners import shown
from osint.identifiers import kind

HOST = "https://api.shodan.io/shodan/host/100.64.7.9"
KEY = b"\x00\x00\x00\x0bssh-ed25519\x00\x00\x00 " + bytes(range(32))
FINGERPRINT = hashlib.md5(KEY, usedforsecurity=False).hexdigest()


def told(banner: dict[str, object]) -> dict[str, str]:
    return {name: value for name, value in shown(banner) if value}


def test_an_ssh_server_shows_its_key_and_its_software() -> None:
    name = "shodan/host_with_ssh_and_a_page.http"
    found = {each.find.kind: each for each in read(COLLECTOR, HOST, name, ADDRESS) if not each.site}
    assert found["hassh"].find.value == "ec7378c1a92f5a8dde7e8b7a1ddf33d1"
    assert stands(name, found["hassh"]) == b"ec7378c1a92f5a8dde7e8b7a1ddf33d1"
    assert found["ssh_key"].find.value == "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
    assert found["page_hash"].find.value == "-1957161625"
    assert {each.subject for each in found.values()} == {ADDRESS}


def test_the_key_is_strong_and_the_software_ties_nobody_by_itself() -> None:
    assert kind("ssh_key").strength == 4
    assert kind("hassh").strength == kind("jarm").strength == 1


def test_a_key_without_its_fingerprint_is_fingerprinted() -> None:
    assert told({"ssh": {"key": base64.b64encode(KEY).decode()}}) == {"ssh_key": FINGERPRINT}
    both = {"ssh": {"key": base64.b64encode(KEY).decode(), "fingerprint": "aa:bb"}}
    assert told(both) == {"ssh_key": "aa:bb"}, "as it is written, where it is"


@pytest.mark.parametrize("key", ["", "no base64!", "A", "QUJD" * 9000, 7, None, ["x"]])
def test_what_is_no_key_shows_none(key: object) -> None:
    assert told({"ssh": {"key": key}}) == {}


@pytest.mark.parametrize("number", [0, "7", None, 1.5, []])
def test_a_hash_of_nothing_is_none(number: object) -> None:
    assert told({"http": {"html_hash": number, "favicon": {"hash": number}}}) == {}


@pytest.mark.parametrize("banner", [{"ssh": []}, {"ssl": "x", "http": 7}, {"http": {"favicon": []}}, {}])
def test_survives_a_banner_of_another_shape(banner: dict[str, object]) -> None:
    assert told(banner) == {}


def test_a_hosts_search_finds_who_bears_the_page() -> None:
    from osint.records import Subject, SubjectKind

    subject = Subject(SubjectKind.IDENTIFIER, "page_hash:-1957161625")
    uri = "https://api.shodan.io/shodan/host/search?query=x"
    found = read(COLLECTOR, uri, "shodan/search_of_two_hosts.http", subject)
    assert values(found) == {("page_hash", "-1957161625")}
