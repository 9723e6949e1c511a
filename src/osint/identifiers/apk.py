"""Who signed an Android package: the certificates of its signing block and of its JAR signature, and its name.

The signing block (schemes 2, 3 and 3.1) is checked as a telephone checks it: the signature over the signed data,
the key against the certificate, and the digest over the whole file. A block carried over from another package does
not hold. Of a JAR signature (scheme 1) the certificate is read, and nothing is checked.
After source.android.com/docs/security/features/apksigning (v2, v3), PKWARE's APPNOTE and Android's ResourceTypes.h.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.serialization import load_der_public_key

from osint.errors import FormatError

MAGIC = b"APK Sig Block 42"
SCHEMES = {0x7109871A: "v2", 0xF05368C0: "v3", 0x1B93AD61: "v3.1"}
ROTATION = 0x3BA06F8C  # the attribute of scheme 3 that holds earlier certificates
LONG = frozenset(
    {0x0102, 0x0104, 0x0202}
)  # signature algorithms that go with SHA-512; the others with SHA-256
END, ENTRY, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
PIECE = 1 << 20  # bytes of a chunk, as schemes 2 and 3 count them
MOST_FILE = 4 << 20  # bytes of a file within the package that are looked at
MOST_SIGNERS = 16
UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


class BrokenPackage(FormatError):
    """What is said to be an Android package is none, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One certificate with which a package is signed, or was before its key was changed."""

    certificate: str  # sha256 of the DER
    scheme: str  # v1, v2, v3, v3.1; "earlier" for one that the signer says it had
    subject: str  # the name in it, for people
    is_verified: bool  # signature, key and the digest of the whole file hold
    start: int  # where the certificate stands in the file; for v1, where its packed file begins
    end: int

    @property
    def is_development(self) -> bool:
        """Whether the tools of a developer's machine made the key: it names nobody."""
        return "Common Name: Android Debug" in self.subject


@dataclass(frozen=True, slots=True)
class AndroidPackage:
    """A package as it is offered for installation."""

    name: str  # empty where the manifest cannot be read
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the parts of the archive stand."""

    block: int
    directory: int
    end: int


def is_package(data: bytes) -> bool:
    """Whether bytes look like an Android package: an archive that holds its manifest."""
    return data.startswith(LOCAL) and b"AndroidManifest.xml" in data


def read(data: bytes) -> AndroidPackage:
    """The name and signers of a package.

    Raises:
        BrokenPackage: when it is no archive.
    """
    end = data.rfind(END, max(0, len(data) - 65557))
    if end < 0 or end + 22 > len(data):
        raise BrokenPackage("no end of an archive's directory: not an Android package, or cut short")
    directory = int.from_bytes(data[end + 16 : end + 20], "little")
    if directory > end:
        raise BrokenPackage(
            "the archive's directory lies behind its end: not an Android package, or cut short"
        )
    files = dict(_files(data, directory, end))
    signers = [*_block_signers(data, directory, end), *_jar_signers(data, files)]
    return AndroidPackage(_name(data, files), tuple(dict.fromkeys(signers[:MOST_SIGNERS])))


def _files(data: bytes, place: int, end: int) -> Iterator[tuple[str, int]]:
    """The files that are looked at, with the offsets of their entries."""
    while data[place : place + 4] == ENTRY and place + 46 <= end:
        name, extra, comment = struct.unpack_from("<HHH", data, place + 28)
        named = data[place + 46 : place + 46 + name].decode("utf-8", "replace")
        upper = named.upper()
        if upper == "ANDROIDMANIFEST.XML" or (
            upper.startswith("META-INF/") and upper.endswith((".RSA", ".DSA", ".EC")) and len(named) < 100
        ):
            yield named, place
        place += 46 + name + extra + comment


def _content(data: bytes, entry: int) -> tuple[bytes, int, int]:
    """A file's first bytes, unpacked, and where its packed bytes stand; nothing when it is broken."""
    method, packed = (
        struct.unpack_from("<H", data, entry + 10)[0],
        struct.unpack_from("<I", data, entry + 20)[0],
    )
    local = struct.unpack_from("<I", data, entry + 42)[0]
    if data[local : local + 4] != LOCAL or local + 30 > len(data):
        return b"", 0, 0
    name, extra = struct.unpack_from("<HH", data, local + 26)
    start = local + 30 + name + extra
    raw = data[start : start + min(packed, MOST_FILE)]
    if method:
        try:
            return zlib.decompressobj(-15).decompress(raw, MOST_FILE), start, start + len(raw)
        except zlib.error:
            return b"", 0, 0
    return raw, start, start + len(raw)


def _block_signers(data: bytes, directory: int, end: int) -> Iterator[Signer]:
    if directory < 32 or data[directory - 16 : directory] != MAGIC:
        return
    size = int.from_bytes(data[directory - 24 : directory - 16], "little")
    start = directory - size - 8
    if start < 0 or data[start : start + 8] != data[directory - 24 : directory - 16]:
        return
    ends = _Ends(start, directory, end)
    place = start + 8
    while place + 12 <= directory - 24:
        length = int.from_bytes(data[place : place + 8], "little")
        scheme = SCHEMES.get(int.from_bytes(data[place + 8 : place + 12], "little"))
        if length < 4 or place + 8 + length > directory - 24:
            return
        if scheme:
            try:
                yield from _scheme_signers(data, (place + 12, place + 8 + length), scheme, ends)
            except UNREADABLE:
                return
        place += 8 + length


def _scheme_signers(data: bytes, span: tuple[int, int], scheme: str, ends: _Ends) -> Iterator[Signer]:
    signers, _ = _first(data, span)
    for signer in _all(data, signers):
        signed, rest = _first(data, signer)
        digests, after = _first(data, signed)
        certificates, after = _first(data, after)
        certificate = next(_all(data, certificates), None)
        if certificate is None:
            continue
        if scheme != "v2":
            rest = (rest[0] + 8, rest[1])  # the versions of Android for which it holds
            after = (after[0] + 8, after[1])
        holds = _is_verified(data, signed, digests, rest, certificate, ends)
        yield _signer(data[slice(*certificate)], scheme, certificate, holds)
        if scheme != "v2":
            yield from _earlier(data, after)


def _is_verified(
    data: bytes,
    signed: tuple[int, int],
    digests: tuple[int, int],
    rest: tuple[int, int],
    certificate: tuple[int, int],
    ends: _Ends,
) -> bool:
    """Whether one signature holds over the signed data, by the certificate's key, over the file as it is."""
    signatures, after = _first(data, rest)
    key, _ = _first(data, after)
    spki = data[slice(*key)]
    if x509.Certificate.load(data[slice(*certificate)]).public_key.dump() != spki:
        return False
    stated = dict(_numbered(data, digests))
    for algorithm, signature in _numbered(data, signatures):
        if _holds(algorithm, spki, signature, data[slice(*signed)]):
            return stated.get(algorithm) == _digest(data, ends, "sha512" if algorithm in LONG else "sha256")
    return False


def _numbered(data: bytes, span: tuple[int, int]) -> Iterator[tuple[int, bytes]]:
    """Pairs of an algorithm and what belongs to it."""
    for each in _all(data, span):
        inner, _ = _first(data, (each[0] + 4, each[1]))
        yield int.from_bytes(data[each[0] : each[0] + 4], "little"), data[slice(*inner)]


def _holds(algorithm: int, spki: bytes, signature: bytes, signed: bytes) -> bool:
    hashed = SHA512() if algorithm in LONG else SHA256()
    try:
        key = load_der_public_key(spki)
        if isinstance(key, rsa.RSAPublicKey) and algorithm in {0x0103, 0x0104}:
            key.verify(signature, signed, padding.PKCS1v15(), hashed)
        elif isinstance(key, rsa.RSAPublicKey) and algorithm in {0x0101, 0x0102}:
            pss = padding.PSS(padding.MGF1(hashed), hashed.digest_size)
            key.verify(signature, signed, pss, hashed)
        elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm in {0x0201, 0x0202}:
            key.verify(signature, signed, ec.ECDSA(hashed))
        elif isinstance(key, dsa.DSAPublicKey) and algorithm == 0x0301:
            key.verify(signature, signed, hashed)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def _digest(data: bytes, ends: _Ends, name: str) -> bytes:
    """The digest over the file without its signing block, in pieces."""
    whole = memoryview(data)
    tail = bytearray(whole[ends.end :])
    tail[16:20] = ends.block.to_bytes(4, "little")
    digests = []
    for part in (whole[: ends.block], whole[ends.directory : ends.end], memoryview(bytes(tail))):
        for start in range(0, len(part), PIECE):
            piece = part[start : start + PIECE]
            made = hashlib.new(name, b"\xa5" + len(piece).to_bytes(4, "little"))
            made.update(piece)
            digests.append(made.digest())
    return hashlib.new(name, b"\x5a" + len(digests).to_bytes(4, "little") + b"".join(digests)).digest()


def _earlier(data: bytes, span: tuple[int, int]) -> Iterator[Signer]:
    """The certificates that the signer had before, by its own word: each is signed by the one before it."""
    attributes, _ = _first(data, span)
    for each in _all(data, attributes):
        if int.from_bytes(data[each[0] : each[0] + 4], "little") != ROTATION:
            continue
        for node in list(_all(data, (each[0] + 8, each[1])))[:-1]:
            signed, _ = _first(data, node)
            certificate, _ = _first(data, signed)
            yield _signer(data[slice(*certificate)], "earlier", certificate, is_verified=False)


def _jar_signers(data: bytes, files: dict[str, int]) -> Iterator[Signer]:
    named_so = [entry for name, entry in files.items() if name.upper().startswith("META-INF/")]
    for entry in named_so[:MOST_SIGNERS]:
        content, start, end = _content(data, entry)
        try:
            signed = cms.ContentInfo.load(content)["content"]
            known = [each.chosen for each in signed["certificates"] if each.name == "certificate"]
            wanted = [each["sid"].chosen for each in signed["signer_infos"]]
            named = [(each["issuer"].dump(), each["serial_number"].native) for each in wanted]
            for certificate in known:
                if (certificate.issuer.dump(), certificate.serial_number) in named:
                    yield _signer(certificate.dump(), "v1", (start, end), is_verified=False)
        except UNREADABLE:
            continue


def _signer(certificate: bytes, scheme: str, span: tuple[int, int], is_verified: bool) -> Signer:
    subject = x509.Certificate.load(certificate).subject.human_friendly[:300]
    return Signer(hashlib.sha256(certificate).hexdigest(), scheme, subject, is_verified, *span)


def _first(data: bytes, span: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The span of the first part, whose length stands before it, and of what follows it."""
    start = span[0] + 4
    end = start + int.from_bytes(data[span[0] : start], "little")
    if start > span[1] or end > span[1]:
        raise ValueError("a length points behind its part")
    return (start, end), (end, span[1])


def _all(data: bytes, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The spans of all parts; as many as any signer has."""
    for _ in range(MOST_SIGNERS):
        if span[0] >= span[1]:
            return
        part, span = _first(data, span)
        yield part


def _name(data: bytes, files: dict[str, int]) -> str:
    """The package's name, from its manifest in Android's binary XML."""
    entry = files.get("AndroidManifest.xml")
    if entry is None:
        return ""
    manifest, _, _ = _content(data, entry)
    try:
        return _package_of(manifest)
    except (struct.error, ValueError, IndexError):
        return ""


def _package_of(manifest: bytes) -> str:
    """The attribute ``package`` of the first element."""
    place, strings = 8, b""
    while place + 8 <= len(manifest):
        sort, _, size = struct.unpack_from("<HHI", manifest, place)
        if size < 8:
            break
        if sort == 0x0001:
            strings = manifest[place : place + size]
        elif sort == 0x0102:
            begin, length, count = struct.unpack_from("<HHH", manifest, place + 24)
            for number in range(min(count, 100)):
                attribute = place + 16 + begin + number * length
                name, value = struct.unpack_from("<II", manifest, attribute + 4)
                if _string(strings, name) == "package":
                    return _string(strings, value)
            break
        place += size
    return ""


def _string(pool: bytes, number: int) -> str:
    """A string of the pool, up to 255 letters long; packages have no longer names."""
    count, _, flags, begin = struct.unpack_from("<IIII", pool, 8)
    if number >= min(count, len(pool) // 4):
        return ""
    place = begin + struct.unpack_from("<I", pool, 28 + 4 * number)[0]
    if flags & 0x100:
        place += 1 if pool[place] < 0x80 else 2
        length = pool[place]
        return pool[place + 1 : place + 1 + length].decode("utf-8", "replace") if length < 0x80 else ""
    length = struct.unpack_from("<H", pool, place)[0]
    return pool[place + 2 : place + 2 + 2 * length].decode("utf-16-le", "replace") if length < 256 else ""
