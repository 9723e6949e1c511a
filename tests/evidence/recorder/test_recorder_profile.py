"""The network as a profile: what its texts may say."""

import json
from pathlib import Path

import pytest

from osint.errors import SettingError
from osint.evidence.recorder.profile import Profile, endpoint, internet, practice, proxy_url


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("9.9.9.9:53", ("9.9.9.9", 53)),
        ("[2620:fe::fe]:53", ("2620:fe::fe", 53)),
        ("dns.example:5353", ("dns.example", 5353)),
    ],
)
def test_a_resolver_is_a_host_and_a_port(text: str, place: tuple[str, int]) -> None:
    assert endpoint(text) == place
    assert internet(resolver=text).resolver == place


@pytest.mark.parametrize(
    "text", ["9.9.9.9", ":53", "9.9.9.9:", "9.9.9.9:0", "9.9.9.9:65536", "9.9.9.9:5x", "9.9.9.9:²"]
)
def test_any_other_form_of_a_resolver_is_refused(text: str) -> None:
    with pytest.raises(SettingError):
        endpoint(text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("SOCKS5://user:pa%20ss@proxy.example:1080", "socks5://user:pa%20ss@proxy.example:1080"),
        ("socks5h://[::1]:9050", "socks5://[::1]:9050"),
    ],
)
def test_a_proxy_is_http_or_socks5_and_resolves_names_itself(text: str, url: str) -> None:
    assert proxy_url(text) == url
    assert internet(proxy=text).proxy == url


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1:8080", "http://u:Pa55word@127.0.0.1", "socks4://u:Pa55word@h:1", "https://h:1", "http://:8080",
     "http://u:Pa55word@h:99999", "http://[::1:80", "ftp://h:21", "://h:1"],
)  # fmt: skip
def test_any_other_proxy_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(SettingError) as caught:
        internet(proxy=text)
    assert "Pa55word" not in str(caught.value)


def test_the_practice_world_is_never_reached_through_a_proxy() -> None:
    assert Profile(proxy="http://h:1").is_proxied
    assert not Profile(name="practice", proxy="http://h:1").is_proxied


def test_the_practice_profile_leads_only_to_places_that_its_descriptor_names(tmp_path: Path) -> None:
    told = {
        "resolver": ["127.0.0.1", 5300],
        "routes": {"100.64.0.9:43": ["127.0.0.1", 4300]},
        "port_routes": {"80": ["127.0.0.1", 8000]},
        "ca": "ca.pem",
        "time_stamp_authorities": [],
        "keys": {"A": "b"},
    }
    place = tmp_path / "world.json"
    place.write_text(json.dumps(told))
    used = practice(place)
    assert used.route("100.64.0.9", 43) == ("127.0.0.1", 4300)
    assert used.route("100.64.0.1", 80) == ("127.0.0.1", 8000)
    assert used.route("100.64.0.1", 443) is None
    assert Profile().route("8.8.8.8", 443) == ("8.8.8.8", 443)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resolver": 5}', '{"resolver": ["h"]}'])
def test_a_descriptor_that_is_none_says_how_to_get_one(text: str, tmp_path: Path) -> None:
    place = tmp_path / "world.json"
    place.write_text(text)
    for each in (place, tmp_path / "none.json"):
        with pytest.raises(SettingError, match="osint demo --serve"):
            practice(each)
