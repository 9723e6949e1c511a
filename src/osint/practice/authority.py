"""The practice world's certificate authority: a root, leaf certificates, and how they are named and dated."""

import hashlib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (FIPS 186-4)
VALID = timedelta(days=90)
ISSUER = "Practice Encrypt"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        """The certificate's bytes."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def sha1(self) -> str:
        """Its older fingerprint, which Shodan still gives beside the newer."""
        return self.certificate.fingerprint(hashes.SHA1()).hex()  # noqa: S303  Shodan's own field

    @property
    def sha256(self) -> str:
        """Its fingerprint."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()


class Authority:
    """Issues certificates. The root is new in each world; a leaf's key follows from its group's name.

    A leaf's key is therefore no secret: nothing but the practice profile trusts this root, and the root's
    own key never leaves this process.
    """

    def __init__(self, folder: Path) -> None:
        """Make the root, and write it to ``ca.pem`` in a folder."""
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._leaves: dict[str, Leaf] = {}
        self._contexts: dict[str, ssl.SSLContext] = {}
        now = datetime.now(UTC).replace(microsecond=0)
        self.start = now
        self.root = self._make_root(now)
        self.path = folder / "ca.pem"
        self.path.write_bytes(self.root.public_bytes(Encoding.PEM))

    def leaf(self, group: str, names: Sequence[str], key: str = "") -> Leaf:
        """The certificate of a group of names: always the same within a world."""
        found = self._leaves.get(group)
        if found is None:
            found = self._leaves[group] = self._issue(group, names, _derive(key or group))
        return found

    def context(self, group: str, leaf: Leaf) -> ssl.SSLContext:
        """A server's TLS settings with a group's certificate and the root in its chain."""
        context = self._contexts.get(group)
        if context is None:
            path = self._folder / f"{hashlib.sha256(group.encode()).hexdigest()[:24]}.pem"
            path.write_bytes(self._chain(leaf))
            path.chmod(0o600)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(path)
            path.unlink()
            self._contexts[group] = context
        return context

    def stamping(self, name: str) -> Leaf:
        """The certificate of a time-stamp authority (RFC 3161, 2.3: its one critical purpose)."""
        found = self._leaves.get(name)
        if found is None:
            key = ec.generate_private_key(ec.SECP256R1())
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = self._begin(_name(name), key, self.start - timedelta(days=30), timedelta(days=3650))
            found = self._leaves[name] = Leaf(self._sign(builder.add_extension(purpose, critical=True)), key)
        return found

    def _issue(self, group: str, names: Sequence[str], key: Key) -> Leaf:
        age = timedelta(days=1 + int(hashlib.sha256(group.encode()).hexdigest()[:4], 16) % 60)
        builder = self._begin(_name(names[0]), key, self.start - age, VALID)
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
        )
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        return Leaf(self._sign(builder.add_extension(purpose, critical=False)), key)

    def _begin(
        self, subject: x509.Name, key: Key, begin: datetime, valid: timedelta
    ) -> x509.CertificateBuilder:
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.root.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(begin + valid)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(ours, critical=False)
        )

    def _sign(self, builder: x509.CertificateBuilder) -> x509.Certificate:
        return builder.sign(self._key, hashes.SHA256())

    def _chain(self, leaf: Leaf) -> bytes:
        secret = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        parts = (leaf.certificate.public_bytes(Encoding.PEM), self.root.public_bytes(Encoding.PEM))
        return secret + b"".join(parts)

    def _make_root(self, now: datetime) -> x509.Certificate:
        subject = _name("Practice Encrypt Root X1")
        public = self._key.public_key()
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=365))
            .not_valid_after(now + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(signs=False), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .sign(self._key, hashes.SHA256())
        )


def _derive(name: str) -> Key:
    """A key that follows from a name."""
    digest = hashlib.sha512(f"practice key {name}".encode()).digest()
    return ec.derive_private_key(int.from_bytes(digest, "big") % (ORDER - 1) + 1, ec.SECP256R1())


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "US"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ISSUER),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
        if " " in common
        else [x509.NameAttribute(NameOID.COMMON_NAME, common[:64])]
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    """What a key is for: an end's signs, the root's certifies."""
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )
