"""The certificates that a site serves: their key, their digest, and the other sites that they name."""

import hashlib
from collections.abc import Iterator

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from osint import names
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time, site_of
from osint.errors import BadName
from osint.identifiers import kind
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "tls"
MOST_NAMES = 20  # a certificate for more sites is a CDN's bundle of customers


def ask(subject: Subject) -> Asking:
    """The chain as served on port 443."""
    if subject.kind is SubjectKind.SITE:
        yield Ask(f"tls://{subject.name}:443", NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """The leaf's key and digest, and the other sites in it."""
    subject = site_of(exchange)
    if subject is None or exchange.outcome is not Outcome.ANSWERED:
        return
    end = exchange.body.find(b"-----END CERTIFICATE-----")
    try:
        leaf = x509.load_pem_x509_certificate(exchange.body[: end + 26])
        key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except ValueError:
        return
    span = (0, end + 26)
    found = [
        ("tls_key", hashlib.sha256(key).hexdigest()),
        ("certificate", hashlib.sha256(leaf.public_bytes(Encoding.DER)).hexdigest()),
    ]
    found += [("certificate_name", site) for site in others_named(_names(leaf), subject.value)]
    for name, value in found:
        find = kind(name).find(value, path=("body", "der"), span=span, where=Where.FILE)
        if find is not None:
            yield at_time(exchange, subject, find)


def others_named(hosts: list[str], own: str) -> list[str]:
    """The other sites among a certificate's names; none when there are so many that it is a CDN's bundle."""
    sites = set()
    for host in hosts:
        try:
            sites.add(names.site(host.removeprefix("*.")))
        except BadName:
            continue  # an address, a mail name, a public suffix: no site
    return sorted(sites - {own}) if own in sites and len(sites) <= MOST_NAMES else []


def _names(leaf: x509.Certificate) -> list[str]:
    try:
        extension = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        return []
    return [str(each) for each in extension.value.get_values_for_type(x509.DNSName)]


COLLECTOR = Collector(
    name=NAME,
    about="the certificates as the site serves them",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.TARGET,
)
