"""A site's certificate, as collectors read it: the digest of its key, the hosts that it names."""

import hashlib

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# What reading a hostile certificate raises.
UNREADABLE = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


def key_digest(leaf: x509.Certificate) -> str:
    """The sha256 of the public key with its algorithm (SPKI), as 64 hex digits; one of ``UNREADABLE`` is raised."""
    key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(key).hexdigest()


def hosts(leaf: x509.Certificate) -> list[str]:
    """The DNS names among its alternative names; one of ``UNREADABLE`` is raised."""
    try:
        extension = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return [str(each) for each in extension.value.get_values_for_type(x509.DNSName)]
