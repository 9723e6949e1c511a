"""The certificate that an address shows, of a banner of Shodan's: its number, its key, and the sites that it names."""

from collections.abc import Iterator
from typing import Any

from cryptography import x509

from osint.collectors.answers import text, texts
from osint.collectors.leaf import UNREADABLE, hosts, key_digest
from osint.collectors.seen import MOST_NAMES, sites_named

LONGEST = 16_384  # characters of a certificate in PEM; those with a hundred names have some five thousand


def shown(ssl: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """By kind: the number with its issuer, the key's digest, and each site named, unless they are a CDN's crowd.

    Shodan gives the number in its own words and the chain as PEM, the leaf first (book.shodan.io, SSL data).
    """
    told = ssl.get("cert")
    certificate: dict[str, Any] = told if isinstance(told, dict) else {}
    number, issuer = certificate.get("serial"), certificate.get("issuer")
    common = text(issuer.get("CN")) or text(issuer.get("O")) if isinstance(issuer, dict) else ""
    if isinstance(number, int) and number > 0 and common:
        yield "certificate_serial", f"{number:x} {common}"
    subject = certificate.get("subject")
    names = [text(subject.get("CN"))] if isinstance(subject, dict) else []
    key, more = _leaf(next(iter(texts(ssl.get("chain"))), ""))
    if key:
        yield "tls_key", key
    sites = sites_named([*names, *more])
    if len(sites) <= MOST_NAMES:
        for site in sorted(sites):
            yield "certificate_name", site


def _leaf(pem: str) -> tuple[str, list[str]]:
    """The digest of a certificate's key and the hosts that it names; nothing where it cannot be read."""
    if not pem or len(pem) > LONGEST:
        return "", []
    try:
        leaf = x509.load_pem_x509_certificate(pem.encode("ascii", "replace"))
        return key_digest(leaf), hosts(leaf)
    except UNREADABLE:
        return "", []
