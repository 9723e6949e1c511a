"""Time stamps after RFC 3161: the query, and what a reply says. The verifier checks trust, with openssl.

A reply is kept as it came. It is read leniently: authorities send certificates in an order that strict
readers refuse, and the reply is still good (openssl reads it). A reply that was changed on its way is refused
(``token.py``).
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from asn1crypto import algos, cms, core, tsp

from osint import inert, names
from osint.errors import LookupFailed
from osint.evidence import token
from osint.records import Ask, Subject, SubjectKind

COLLECTOR = "stamp"  # no reader has this name: a reply is kept, and no identifier is read in it
QUERY_TYPE = "application/timestamp-query"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authority says: this digest existed at that time."""

    at: datetime  # UTC
    serial: int
    policy: str  # OID
    authority: str  # as the token names it; empty when it does not
    signer: str  # whose certificate, sent with it, signed it


class _Response(core.Sequence):  # type: ignore[misc]
    """A reply; a refusal has no token, which asn1crypto's own form does not know."""

    _fields: ClassVar = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def query(digest: bytes) -> bytes:
    """The DER of a request to stamp a sha256 digest, with a nonce, certificates wanted."""
    return bytes(
        tsp.TimeStampReq(
            {
                "version": "v1",
                "message_imprint": {
                    "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                    "hashed_message": digest,
                },
                "nonce": secrets.randbits(63),
                "cert_req": True,
            }
        ).dump()
    )


def ask(authority: str, request: bytes) -> Ask:
    """The question that carries a query to an authority's URL."""
    host = names.host_of(authority)
    headers = (("Content-Type", QUERY_TYPE), ("Accept", "application/timestamp-reply"))
    subject = Subject(SubjectKind.SITE, names.site(host), host)
    return Ask(authority, COLLECTOR, subject, method="POST", headers=headers, body=request, follow=False)


def read(reply: bytes, digest: bytes, *, request: bytes = b"") -> Stamp:
    """What a reply says of a digest, and that it answers this request, where one is given.

    Raises:
        LookupFailed: when it is no reply, was refused, or stamps something else; the message says which.
    """
    try:
        signed = _granted(reply)
        info = _info(signed)
        _check_imprint(info, digest)
        if request and info["nonce"].native != tsp.TimeStampReq.load(request)["nonce"].native:
            raise LookupFailed("the reply answers another request: its nonce is not ours")
        name = info["tsa"].chosen.human_friendly if info["tsa"].native is not None else ""
        at = info["gen_time"].native.astimezone(UTC)
        serial, policy = int(info["serial_number"].native), info["policy"].native
        return Stamp(at, serial, policy, str(name), token.signer(signed, at))
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        OverflowError,
        RecursionError,
    ) as why:
        raise LookupFailed(f"the reply is no time stamp that can be read ({why})") from why


def _granted(reply: bytes) -> cms.SignedData:
    response = _Response.load(reply, strict=True)
    status = response["status"]
    if status["status"].native not in {"granted", "granted_with_mods"}:
        words = inert.line(" ".join(status["status_string"].native or ()))
        raise LookupFailed(f"the authority refused: {status['status'].native} {words}".rstrip())
    if response["time_stamp_token"]["content_type"].native != "signed_data":
        raise LookupFailed("the reply holds no signed token")
    return response["time_stamp_token"]["content"]


def _check_imprint(info: tsp.TSTInfo, digest: bytes) -> None:
    imprint = info["message_imprint"]
    is_sha256 = imprint["hash_algorithm"]["algorithm"].native == "sha256"
    if not is_sha256 or imprint["hashed_message"].native != digest:
        raise LookupFailed("the reply stamps another digest than the one that was asked for")


def _info(signed: cms.SignedData) -> tsp.TSTInfo:
    inner = signed["encap_content_info"]["content"]
    parsed = inner.parsed if isinstance(inner, core.ParsableOctetString) else inner
    if not isinstance(parsed, tsp.TSTInfo):
        raise LookupFailed("the token holds no time-stamp information")
    return parsed
