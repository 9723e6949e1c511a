"""The practice world's time-stamp authorities (RFC 3161): a query in, a signed reply out."""

import hashlib
import itertools
import secrets
from datetime import UTC, datetime

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from osint.practice.authority import Authority, Leaf

POLICY = "1.3.6.1.4.1.99999.1"  # of an arc that nobody holds
MEDIA = "application/timestamp-reply"
SIZES = {"sha256": 32, "sha384": 48, "sha512": 64}


class Stamping:
    """One time-stamp authority."""

    def __init__(self, name: str, authority: Authority) -> None:
        """Sign with a certificate of this name."""
        self._leaf = authority.stamping(name)
        self._root = authority.root.public_bytes(Encoding.DER)
        self._serials = itertools.count(secrets.randbits(48))

    def reply(self, query: bytes) -> bytes:
        """The DER of the reply to a query; a rejection where it cannot be granted."""
        try:
            asked = tsp.TimeStampReq.load(query, strict=True)
            imprint = asked["message_imprint"]
            algorithm = imprint["hash_algorithm"]["algorithm"].native
            digest = imprint["hashed_message"].native
            asked["nonce"].native  # noqa: B018  reads all of it: what cannot be read is rejected
        except (ValueError, TypeError, KeyError):
            return _rejection("bad_data_format")
        if SIZES.get(algorithm) != len(digest):
            return _rejection("bad_alg")
        token = self._token(asked, self._info(asked))
        reply = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
        return self._unsorted(bytes(reply.dump()))

    def _unsorted(self, reply: bytes) -> bytes:
        """The reply with its certificates as real authorities send them: not in the order that DER asks of a set."""
        first, second = sorted((self._root, self._leaf.der))
        return reply.replace(first + second, second + first)

    def _info(self, asked: tsp.TimeStampReq) -> bytes:
        told = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": asked["message_imprint"],
            "serial_number": next(self._serials),
            "gen_time": datetime.now(UTC).replace(microsecond=0),
            "accuracy": {"seconds": 1},
            "ordering": False,
            "tsa": x509.GeneralName("directory_name", _certificate(self._leaf).subject),
        }
        if asked["nonce"].native is not None:
            told["nonce"] = asked["nonce"].native
        return bytes(tsp.TSTInfo(told).dump())

    def _token(self, asked: tsp.TimeStampReq, info: bytes) -> cms.ContentInfo:
        certificate = _certificate(self._leaf)
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": ["tst_info"]},
                {"type": "message_digest", "values": [hashlib.sha256(info).digest()]},
                {"type": "signing_certificate_v2", "values": [_signer(self._leaf)]},
            ]
        )
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
                ),
                "digest_algorithm": {"algorithm": "sha256"},
                "signed_attrs": attributes,
                "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                "signature": self._leaf.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
            }
        )
        signed = {
            "version": "v3",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(info)},
            "signer_infos": [signer],
        }
        if asked["cert_req"].native:
            signed["certificates"] = [x509.Certificate.load(self._root), certificate]
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})


def _certificate(leaf: Leaf) -> x509.Certificate:
    return x509.Certificate.load(leaf.der)


def _signer(leaf: Leaf) -> tsp.SigningCertificateV2:
    """Names the certificate that signs, by its digest (RFC 5816)."""
    return tsp.SigningCertificateV2(
        {
            "certs": [
                {
                    "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                    "cert_hash": hashlib.sha256(leaf.der).digest(),
                }
            ]
        }
    )


def _rejection(why: str) -> bytes:
    """A reply without a token, which asn1crypto does not write: the status in its sequence (RFC 3161, 2.4.2)."""
    words = ["the practice authority rejects this query"]
    told = {"status": "rejection", "status_string": words, "fail_info": {why}}
    status = bytes(tsp.PKIStatusInfo(told).dump())
    return b"\x30" + bytes([len(status)]) + status
