"""The certificates that a site serves: key, digest, number, organisation, and the other sites that they name."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.leaf import UNREADABLE, hosts, key_digest
from osint.collectors.seen import MOST_NAMES, at_time, others_named, site_of, sites_named
from osint.identifiers import kind
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "tls"
END = b"-----END CERTIFICATE-----"


def ask(subject: Subject) -> Asking:
    """The chain as served on port 443."""
    if subject.kind is SubjectKind.SITE:
        yield Ask(f"tls://{subject.name}:443", NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """The leaf's key, digest and number, whom it was made out to, and the other sites in it.

    The key of a certificate for very many sites is a CDN's. A certificate that does not name the site is a
    default of the machine, which strangers may share: it is not the site's own.
    """
    subject = site_of(exchange)
    if subject is None or exchange.outcome is not Outcome.ANSWERED:
        return
    span = (0, exchange.body.find(END) + len(END))
    try:
        leaf = x509.load_pem_x509_certificate(exchange.body[: span[1]])
        key, named, written = key_digest(leaf), hosts(leaf), list(_written(leaf))
    except UNREADABLE:
        return
    sites = sites_named(named)
    whole = hashlib.sha256(leaf.public_bytes(Encoding.DER)).hexdigest()
    found = [("tls_key", key), ("certificate", whole), *written]
    found += [("certificate_name", site) for site in others_named(named, subject.value)]
    for name, value in found:
        find = kind(name).find(value, path=("body", "der"), span=span, where=Where.FILE)
        if find is not None:
            shared = find.platform or len(sites) > MOST_NAMES
            yield at_time(exchange, subject, replace(find, own=subject.value in sites, platform=shared))


def _written(leaf: x509.Certificate) -> Iterator[tuple[str, str]]:
    """The number that its issuer gave it, and the organisation that it was made out to.

    An organisation that signed for itself was checked by nobody.
    """
    issuer = _first(leaf.issuer, NameOID.COMMON_NAME) or _first(leaf.issuer, NameOID.ORGANIZATION_NAME)
    if issuer:
        yield "certificate_serial", f"{leaf.serial_number:x} {issuer}"
    organisation = _first(leaf.subject, NameOID.ORGANIZATION_NAME)
    if organisation and leaf.issuer != leaf.subject:
        yield "certificate_org", organisation


def _first(name: x509.Name, part: x509.ObjectIdentifier) -> str:
    return next((str(each.value) for each in name.get_attributes_for_oid(part)), "")


COLLECTOR = Collector(
    name=NAME,
    about="the certificates as the site serves them",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.TARGET,
)
