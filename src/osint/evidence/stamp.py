"""Time stamps after RFC 3161: the query, and what a reply says. The verifier checks trust, with openssl.

A reply is kept as it came. It is read leniently: authorities send certificates in an order that strict
readers refuse, and the reply is still good (openssl reads it).
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import algos, cms, core, tsp

from osint import names
from osint.errors import LookupFailed
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
        response = tsp.TimeStampResp.load(reply, strict=True)
        status = response["status"]["status"].native
        if status not in {"granted", "granted_with_mods"}:
            raise LookupFailed(
                f"the authority refused: {status} {response['status']['status_string'].native or ''}"
            )
        info = _info(response["time_stamp_token"])
        imprint = info["message_imprint"]
        if (
            imprint["hash_algorithm"]["algorithm"].native != "sha256"
            or imprint["hashed_message"].native != digest
        ):
            raise LookupFailed("the reply stamps another digest than the one that was asked for")
        if request and info["nonce"].native != tsp.TimeStampReq.load(request)["nonce"].native:
            raise LookupFailed("the reply answers another request: its nonce is not ours")
        name = info["tsa"].chosen.human_friendly if info["tsa"].native is not None else ""
        at = info["gen_time"].native.astimezone(UTC)
        return Stamp(at, int(info["serial_number"].native), info["policy"].native, str(name))
    except (ValueError, TypeError, KeyError, AttributeError) as why:
        raise LookupFailed(f"the reply is no time stamp that can be read ({why})") from why


def _info(token: cms.ContentInfo) -> tsp.TSTInfo:
    if token["content_type"].native != "signed_data":
        raise LookupFailed("the reply holds no signed token")
    inner = token["content"]["encap_content_info"]["content"]
    parsed = inner.parsed if isinstance(inner, core.ParsableOctetString) else inner
    if not isinstance(parsed, tsp.TSTInfo):
        raise LookupFailed("the token holds no time-stamp information")
    return parsed
