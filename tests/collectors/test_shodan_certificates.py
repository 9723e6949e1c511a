"""The certificate of a banner: read from Shodan's words and from the PEM, and never beyond what can be read."""

from typing import Any

import pytest
from answering import RECORDED

from osint.collectors.shodan_certificates import shown


def pem(name: str) -> str:
    """The first certificate of a recorded chain."""
    text = (RECORDED / "tls" / name).read_text("ascii")
    return text[: text.index("-----END CERTIFICATE-----") + len("-----END CERTIFICATE-----\n")]


def test_the_leaf_of_the_chain_tells_its_key_and_the_sites_in_it() -> None:
    found = list(shown({"chain": [pem("leaf_of_two_sites_and_issuer.pem")]}))
    names = {value for kind, value in found if kind == "certificate_name"}
    assert len(names) == 2
    (key,) = (value for kind, value in found if kind == "tls_key")
    assert len(key) == 64


def test_without_a_chain_the_common_name_and_the_number_tell_what_they_can() -> None:
    told = {"cert": {"serial": 0x48F1A2E, "issuer": {"CN": "R11"}, "subject": {"CN": "*.moonscans.com"}}}
    assert list(shown(told)) == [("certificate_serial", "48f1a2e R11"), ("certificate_name", "moonscans.com")]


def test_of_a_bundle_no_site_is_named() -> None:
    kinds = {kind for kind, _ in shown({"chain": [pem("bundle_of_21_sites.pem")]})}
    assert kinds == {"tls_key"}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"cert": 7, "chain": 7},
        {"cert": {"serial": "x", "issuer": 7, "subject": []}, "chain": ["no certificate"]},
        {"cert": {"serial": -4, "issuer": {"CN": "R11"}}, "chain": ["-----BEGIN CERTIFICATE-----"]},
        {"chain": ["x" * 100_000]},
    ],
)
def test_what_cannot_be_read_shows_nothing(told: dict[str, Any]) -> None:
    assert list(shown(told)) == []
