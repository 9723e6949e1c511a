"""Small Android packages, made and signed here as the platform's documents describe it."""

import hashlib
import io
import struct
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs7
from cryptography.x509.oid import NameOID

RSA, EC = 0x0103, 0x0201


@dataclass(frozen=True)
class Keeper:
    """Who signs: a key and a certificate over it."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.der).hexdigest()

    def signature(self, data: bytes) -> tuple[int, bytes]:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return RSA, self.key.sign(data, padding.PKCS1v15(), SHA256())
        return EC, self.key.sign(data, ec.ECDSA(SHA256()))


def keeper(name: str = "Moon Reader", *, is_rsa: bool = False) -> Keeper:
    key = rsa.generate_private_key(65537, 2048) if is_rsa else ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(named, named, key.public_key(), 77, day, day + timedelta(days=9000))
    return Keeper(key, made.sign(key, SHA256()))


def manifest(package: str = "example.moon.reader", *, is_utf8: bool = True) -> bytes:
    """A manifest in Android's binary XML with one element and one attribute."""
    words = ["package", "manifest", package]
    if is_utf8:
        stored = [bytes((len(word), len(word))) + word.encode() + b"\0" for word in words]
    else:
        stored = [struct.pack("<H", len(word)) + word.encode("utf-16-le") + b"\0\0" for word in words]
    offsets, body = [], b""
    for each in stored:
        offsets.append(len(body))
        body += each
    body += b"\0" * (-len(body) % 4)
    begin = 28 + 4 * len(words)
    pool = struct.pack("<HHI", 1, 28, begin + len(body))
    pool += struct.pack("<IIIII", len(words), 0, 0x100 if is_utf8 else 0, begin, 0)
    pool += struct.pack(f"<{len(words)}I", *offsets) + body
    none = 0xFFFFFFFF
    attribute = struct.pack("<IIIHBBI", none, 0, 2, 8, 0, 3, 2)
    element = struct.pack("<HHIII", 0x0102, 16, 36 + len(attribute), 1, none)
    element += struct.pack("<IIHHHHHH", none, 1, 20, 20, 1, 0, 0, 0) + attribute
    return struct.pack("<HHI", 3, 8, 8 + len(pool) + len(element)) + pool + element


def unsigned(extra: dict[str, bytes] | None = None, *, main: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("AndroidManifest.xml", manifest() if main is None else main)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def jar_signed(who: Keeper) -> bytes:
    """A package with a JAR signature: the certificate in PKCS 7."""
    made = pkcs7.PKCS7SignatureBuilder().set_data(b"Signature-Version: 1.0\r\n")
    made = made.add_signer(who.certificate, who.key, SHA256())
    return unsigned({"META-INF/MOON.RSA": made.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])})


def block_signed(
    whole: bytes, who: Keeper, *, scheme: int = 0x7109871A, earlier: tuple[Keeper, ...] = ()
) -> bytes:
    """A package with a signing block of scheme 2 or 3 before its directory."""
    end = whole.rfind(b"PK\x05\x06")
    start = int.from_bytes(whole[end + 16 : end + 20], "little")
    algorithm = RSA if isinstance(who.key, rsa.RSAPrivateKey) else EC
    is_later = scheme != 0x7109871A
    digest = content_digest(whole[:start], whole[start:end], whole[end:])
    signed = lp(lp(struct.pack("<I", algorithm) + lp(digest))) + lp(lp(who.der))
    if is_later:
        signed += struct.pack("<II", 28, 0x7FFFFFFF)
    signed += lp(lineage((*earlier, who)) if earlier else b"")
    _, signature = who.signature(signed)
    spki = who.certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    signer = lp(signed) + (struct.pack("<II", 28, 0x7FFFFFFF) if is_later else b"")
    signer += lp(lp(struct.pack("<I", algorithm) + lp(signature))) + lp(spki)
    value = struct.pack("<I", scheme) + lp(lp(signer))
    other = struct.pack("<I", 0x42726577) + b"\0" * 8  # padding, as the tools write it
    pairs = b"".join(struct.pack("<Q", len(pair)) + pair for pair in (other, value))
    size = struct.pack("<Q", len(pairs) + 24)
    block = size + pairs + size + b"APK Sig Block 42"
    tail = bytearray(whole[end:])
    tail[16:20] = (start + len(block)).to_bytes(4, "little")
    return whole[:start] + block + whole[start:end] + bytes(tail)


def lineage(keepers: tuple[Keeper, ...]) -> bytes:
    nodes = b"".join(
        lp(lp(lp(each.der) + struct.pack("<I", EC)) + struct.pack("<II", 0, EC) + lp(b"")) for each in keepers
    )
    return lp(struct.pack("<II", 0x3BA06F8C, 1) + nodes)


def content_digest(*parts: bytes) -> bytes:
    """As the platform counts it; the parts here are shorter than one piece each."""
    pieces = [hashlib.sha256(b"\xa5" + len(part).to_bytes(4, "little") + part).digest() for part in parts]
    return hashlib.sha256(b"\x5a" + len(pieces).to_bytes(4, "little") + b"".join(pieces)).digest()


def lp(data: bytes) -> bytes:
    return len(data).to_bytes(4, "little") + data
