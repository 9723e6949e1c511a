"""What is read from the certificates as a site serves them."""

import hashlib

import pytest
from answering import RECORDED, SITE, asked, read, values
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from osint.collectors.tls import COLLECTOR, ask

URI = "tls://www.moonscans.com:443"
TWO = "tls/leaf_of_two_sites_and_issuer.pem"


def test_asks_for_the_chain() -> None:
    assert asked(ask(SITE), {}) == ["tls://moonscans.com:443"]


def test_reads_the_leafs_key_and_digest_and_the_other_site() -> None:
    found = dict(values(read(COLLECTOR, URI, TWO)))
    leaf = x509.load_pem_x509_certificates((RECORDED / TWO).read_bytes())[0]
    key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert found == {
        "tls_key": hashlib.sha256(key).hexdigest(),
        "certificate": hashlib.sha256(leaf.public_bytes(Encoding.DER)).hexdigest(),
        "certificate_name": "toonlight.net",
    }


def test_the_span_is_the_leaf() -> None:
    data = (RECORDED / TWO).read_bytes()
    for each in read(COLLECTOR, URI, TWO):
        assert data[each.find.start : each.find.end].count(b"BEGIN CERTIFICATE") == 1
        assert each.find.own
        assert not each.find.platform


def test_a_bundle_of_very_many_sites_is_a_platforms() -> None:
    found = read(COLLECTOR, URI, "tls/bundle_of_21_sites.pem")
    assert {each.find.kind for each in found} == {"tls_key", "certificate"}
    assert all(each.find.platform for each in found)


@pytest.mark.parametrize("name", ["names_another_host", "no_names"])
def test_a_default_certificate_of_the_machine_is_not_the_sites_own(name: str) -> None:
    found = read(COLLECTOR, URI, f"tls/{name}.pem")
    assert {each.find.kind for each in found} == {"tls_key", "certificate"}
    assert not any(each.find.own for each in found)


def test_a_torn_chain_says_nothing() -> None:
    assert read(COLLECTOR, URI, "tls/torn.pem") == []
