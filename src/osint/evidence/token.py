"""A time-stamp token's own signature (RFC 5652 section 5.4, RFC 3161 section 2.4.2, RFC 5816).

Only what needs no trust is checked here: that the token is whole, and that the certificate in it, made for
time-stamping, signed it. Whether that certificate is one to trust, the verifier asks openssl.
"""

import hashlib
from datetime import datetime

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa

from osint.errors import LookupFailed

HASHES = {each.name: each for each in (hashes.SHA256(), hashes.SHA384(), hashes.SHA512())}


def signer(signed: cms.SignedData, at: datetime) -> str:
    """The subject of the certificate that signed a token at that time.

    Raises:
        LookupFailed: when the signature does not hold, the certificate is not there or not for this, or
            the signature is of a sort that is not known here.
    """
    infos = list(signed["signer_infos"])
    if len(infos) != 1:
        raise LookupFailed(f"the token has {len(infos)} signatures: one is the authority's")
    info = infos[0]
    as_sent = bytes(info["signed_attrs"].dump())  # before it is read: asn1crypto writes it anew afterwards
    attributes = _attributes(info)
    _check_content(signed, info, attributes)
    certificate = _certificate(signed, attributes)
    _check_purpose(certificate, at)
    _check_signature(certificate, info, as_sent)
    return str(certificate.subject.human_friendly)


def _attributes(info: cms.SignerInfo) -> dict[str, cms.CMSAttribute]:
    found = {each["type"].native: each for each in info["signed_attrs"]}
    for needed in ("content_type", "message_digest"):
        if needed not in found:
            raise LookupFailed(f"the token's signature does not cover its {needed}")
    return found


def _check_content(
    signed: cms.SignedData, info: cms.SignerInfo, attributes: dict[str, cms.CMSAttribute]
) -> None:
    """That the signed attributes are those of this content."""
    algorithm = info["digest_algorithm"]["algorithm"].native
    if algorithm not in HASHES:
        raise LookupFailed(f"the token is signed over its {algorithm}, which is not known here")
    content = bytes(signed["encap_content_info"]["content"])
    if attributes["message_digest"]["values"][0].native != hashlib.new(algorithm, content).digest():
        raise LookupFailed("the token was changed: its digest is not the one that was signed")
    if attributes["content_type"]["values"][0].native != "tst_info":
        raise LookupFailed("the token's signature is over something else than a time stamp")


def _certificate(signed: cms.SignedData, attributes: dict[str, cms.CMSAttribute]) -> x509.Certificate:
    """The signer's certificate: the one that the signed attributes name by its digest (RFC 5816)."""
    if "signing_certificate_v2" in attributes:
        first = attributes["signing_certificate_v2"]["values"][0]["certs"][0]
        algorithm = first["hash_algorithm"]["algorithm"].native
    elif "signing_certificate" in attributes:
        first, algorithm = attributes["signing_certificate"]["values"][0]["certs"][0], "sha1"
    else:
        raise LookupFailed("the token's signature does not name its certificate")
    if algorithm not in {*HASHES, "sha1"}:
        raise LookupFailed(f"the token names its certificate by {algorithm}, which is not known here")
    for each in signed["certificates"]:
        made = hashlib.new(algorithm, each.chosen.dump(), usedforsecurity=False).digest()
        if each.name == "certificate" and made == first["cert_hash"].native:
            return each.chosen
    raise LookupFailed("the certificate that the token's signature names is not in the reply")


def _check_purpose(certificate: x509.Certificate, at: datetime) -> None:
    uses = certificate.extended_key_usage_value
    if uses is None or uses.native != ["time_stamping"]:
        raise LookupFailed("the signer's certificate is not for time-stamping")
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise LookupFailed("the signer's certificate was not valid at the time that it stamps")


def _check_signature(certificate: x509.Certificate, info: cms.SignerInfo, as_sent: bytes) -> None:
    """That the certificate's key signed the attributes: as they were sent, or in the order that DER wants."""
    for attributes in (as_sent, bytes(info["signed_attrs"].dump(force=True))):
        data = b"\x31" + attributes[1:]  # as a SET OF, not as the field (RFC 5652, 5.4)
        try:
            key = serialization.load_der_public_key(certificate.public_key.dump())
            _verify(key, info, info["signature"].native, data)
        except InvalidSignature:
            continue
        except (UnsupportedAlgorithm, ValueError) as why:
            raise LookupFailed(f"the token's signature cannot be checked here ({why})") from why
        return
    raise LookupFailed("the token's signature does not hold: the reply was changed")


def _verify(key: object, info: cms.SignerInfo, signature: bytes, data: bytes) -> None:
    algorithm = info["signature_algorithm"]
    kind = algorithm.signature_algo
    if isinstance(key, (ed25519.Ed25519PublicKey, ed448.Ed448PublicKey)):
        key.verify(signature, data)
        return
    digest = _hash(info, kind)
    if isinstance(key, ec.EllipticCurvePublicKey) and kind == "ecdsa":
        key.verify(signature, data, ec.ECDSA(digest))
    elif isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pkcs1v15":
        key.verify(signature, data, padding.PKCS1v15(), digest)
    elif isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pss":
        salt = algorithm["parameters"]["salt_length"].native
        key.verify(signature, data, padding.PSS(padding.MGF1(digest), salt), digest)
    else:
        raise LookupFailed(f"the token's signature is {kind}, which is not known here")


def _hash(info: cms.SignerInfo, kind: str) -> hashes.HashAlgorithm:
    """The signature's hash; plain ``rsaEncryption`` leaves it to the digest algorithm (RFC 3370, 3.2)."""
    algorithm = info["signature_algorithm"]
    plain = algorithm["algorithm"].native in {"rsassa_pkcs1v15", "rsaes_pkcs1v15", "ecdsa"}
    name = info["digest_algorithm"]["algorithm"].native if plain else algorithm.hash_algo
    if name not in HASHES:
        raise LookupFailed(f"the token's signature is {kind} with {name}, which is not known here")
    return HASHES[name]
