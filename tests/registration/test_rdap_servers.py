"""Which RDAP server is asked for a domain."""

from typing import Any

import pytest

from osint.registration.rdap_servers import server_for, services

LISTED = {
    "services": [
        [["com", "NET"], ["http://plain.example/", "https://rdap.registry.example/v1"]],
        [["kr.com"], ["https://other.example/"]],
    ]
}


@pytest.mark.parametrize(
    ("domain", "server"),
    [
        ("moonscans.com", "https://rdap.registry.example/v1/"),
        ("moonscans.net", "https://rdap.registry.example/v1/"),
        ("moonscans.kr.com", "https://other.example/"),
        ("notkr.com", "https://rdap.registry.example/v1/"),
        ("moonscans.kr", ""),
    ],
)
def test_the_longest_suffix_decides_and_only_https_is_asked(domain: str, server: str) -> None:
    assert server_for(domain, LISTED) == server


def test_a_server_that_the_bootstrap_leaves_out_is_known_all_the_same() -> None:
    assert server_for("moonscans.io", LISTED).startswith("https://rdap.identitydigital.services/")
    assert (
        server_for("moonscans.io", {"services": [[["io"], ["https://rdap.new.example/"]]]})
        == "https://rdap.new.example/"
    )


@pytest.mark.parametrize(
    "bootstrap",
    [None, [], {}, {"services": 7}, {"services": [["com"], 7, [[], []], [["com"], ["ftp://x/"]]]}],
)
def test_the_saved_list_stands_in_for_a_bootstrap_that_is_none(bootstrap: Any) -> None:
    assert services(bootstrap) == []
    assert server_for("moonscans.com", bootstrap) == "https://rdap.verisign.com/com/v1/"


@pytest.mark.parametrize("top", ["kr", "jp", "cn", "ru", "su", "vn", "mx", "es", "gg", "ws"])
def test_registries_without_rdap_are_asked_nothing(top: str) -> None:
    assert server_for(f"moonscans.{top}", None) == ""
