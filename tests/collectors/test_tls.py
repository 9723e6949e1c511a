"""What is read from the certificates as a site serves them."""

import hashlib
from datetime import timedelta

import pytest
from answering import AT, RECORDED, SITE, asked, read, values
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from osint.collectors.tls import COLLECTOR, ask
from osint.records import Ask, Exchange, Outcome

URI = "tls://www.moonscans.com:443"
TWO = "tls/leaf_of_two_sites_and_issuer.pem"


def test_asks_for_the_chain() -> None:
    assert asked(ask(SITE), {}) == ["tls://moonscans.com:443"]


def test_reads_the_leafs_key_and_digest_and_the_other_site() -> None:
    found = dict(values(read(COLLECTOR, URI, TWO)))
    leaf = x509.load_pem_x509_certificates((RECORDED / TWO).read_bytes())[0]
    issuer = leaf.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    number = f"{leaf.serial_number:x} {str(issuer).lower()}"
    key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert found == {
        "tls_key": hashlib.sha256(key).hexdigest(),
        "certificate": hashlib.sha256(leaf.public_bytes(Encoding.DER)).hexdigest(),
        "certificate_name": "toonlight.net",
        "certificate_serial": number,
    }


def test_the_span_is_the_leaf() -> None:
    data = (RECORDED / TWO).read_bytes()
    for each in read(COLLECTOR, URI, TWO):
        assert data[each.find.start : each.find.end].count(b"BEGIN CERTIFICATE") == 1
        assert each.find.own
        assert not each.find.platform


def test_a_bundle_of_very_many_sites_is_a_platforms() -> None:
    found = read(COLLECTOR, URI, "tls/bundle_of_21_sites.pem")
    assert {each.find.kind for each in found} == {"tls_key", "certificate", "certificate_serial"}
    assert all(each.find.platform for each in found)


@pytest.mark.parametrize("name", ["names_another_host", "no_names"])
def test_a_default_certificate_of_the_machine_is_not_the_sites_own(name: str) -> None:
    found = read(COLLECTOR, URI, f"tls/{name}.pem")
    assert {each.find.kind for each in found} == {"tls_key", "certificate", "certificate_serial"}
    assert not any(each.find.own for each in found)


def test_a_torn_chain_says_nothing() -> None:
    assert read(COLLECTOR, URI, "tls/torn.pem") == []


def made_out(organisation: str, issuer: str) -> Exchange:
    """A certificate for moonscans.com, made here."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject, by = (
        x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, name),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            ]
        )
        for name in (organisation, issuer)
    )
    made = x509.CertificateBuilder(by, subject, key.public_key(), 0x48F1A2E, AT, AT + timedelta(days=90))
    names = x509.SubjectAlternativeName([x509.DNSName("moonscans.com")])
    leaf = made.add_extension(names, critical=False).sign(key, SHA256())
    body = leaf.public_bytes(Encoding.PEM)
    return Exchange(Ask("tls://moonscans.com:443", "tls", SITE), AT, AT, Outcome.ANSWERED, body=body)


def test_an_organisation_is_read_when_another_put_its_name_to_it() -> None:
    checked = values(list(COLLECTOR.read(made_out("Moon  Media Co., Ltd.", "Strict CA"))))
    assert {
        ("certificate_org", "moon media co., ltd."),
        ("certificate_serial", "48f1a2e strict ca"),
    } <= checked
    own = values(list(COLLECTOR.read(made_out("Moon Media", "Moon Media"))))
    assert "certificate_org" not in dict(own)


def test_the_organisation_of_a_delivery_network_ties_nobody() -> None:
    found = COLLECTOR.read(made_out("Cloudflare, Inc.", "Strict CA"))
    assert [each.find.platform for each in found if each.find.kind == "certificate_org"] == [True]
