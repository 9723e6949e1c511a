"""Exchanges as WARC 1.1 records with sha256 digests, one gzip member a record.

Layout (iipc.github.io/warc-specifications, WARC 1.1, seen 2026-11-22; for WHOIS and DNS the standard
only says ``resource``, TLS chains are not in its scope):

- HTTP: ``request``, ``response``
- WHOIS: ``metadata`` with the query, ``resource`` with the reply's bytes
- DNS: ``metadata`` with the query message, ``resource`` in presentation form (text/dns), ``resource``
  with the wire form (application/dns-message)
- TLS: ``resource`` with the chain as PEM
- a visit in a browser: ``resource`` with the DOM, the picture, the MHTML or the list of requests, under the URNs
  that other archives' tools know (``urn:fullPage``, ``urn:pageinfo``: Browsertrix Crawler's documentation, seen
  2026-11-28) or in their manner

and, last in each group, a ``metadata`` record from which the exchange comes back exactly.
"""

import base64
import gzip
import hashlib
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from osint import canonical
from osint.records import Exchange, stamp

EXCHANGE_TYPE = "application/vnd.osint.exchange+json"
WITHDRAWAL_TYPE = "application/vnd.osint.withdrawal+json"
PART = "WARC-X-Part"  # tells which part of an exchange a record holds
PARTS = ("said", "shown", "reply", "exchange")
VISIT_NAMES = {"": "dom", "screenshot": "fullPage", "requests": "pageinfo", "mhtml": "mhtml"}
# A head that every reader ends at the same place, so that the payload's digest means the same to all.
_CLEAN_HEAD = re.compile(rb"HTTP/\d\.\d \d{3}[^\r\n]*\r\n(?:[!-9;-~]+:[^\r\n]*\r\n)*\r\n")


@dataclass(frozen=True, slots=True)
class Part:
    """One record of an exchange's group."""

    name: str  # one of PARTS
    kind: str  # WARC-Type
    uri: str
    content: str  # Content-Type
    block: bytes
    payload: bytes | None = None  # where it differs from the block


def members(exchange: Exchange) -> bytes:
    """The group of an exchange: gzip members, one a record, the metadata record last."""
    return b"".join(packed for _, packed in records(exchange))


def records(exchange: Exchange) -> Iterator[tuple["Part", bytes]]:
    """The records of an exchange, each with its gzip member."""
    name = exchange.id  # worked out once: it takes a digest of all the bytes
    for part in parts(exchange, name):
        yield part, member(_record_of(exchange, name, part))


def member(data: bytes) -> bytes:
    """A record as a gzip member; the same bytes give the same member."""
    return gzip.compress(data, compresslevel=6, mtime=0)


def parts(exchange: Exchange, name: str) -> Iterator[Part]:
    """The records of an exchange with that id, in order."""
    scheme = exchange.ask.uri.partition(":")[0]
    if scheme == "dns":
        yield from _dns(exchange)
    elif scheme == "whois":
        yield from _whois(exchange)
    elif scheme == "tls":
        yield from _tls(exchange)
    elif scheme == "browser":
        yield from _visit(exchange)
    else:
        yield from _http(exchange)
    yield Part("exchange", "metadata", exchange.ask.uri, EXCHANGE_TYPE, statement(exchange, name))


def statement(exchange: Exchange, name: str) -> bytes:
    """What the metadata record says: everything of the exchange that is not in the other records."""
    ask = exchange.ask
    return canonical.encode(
        {
            "id": name,
            "core": exchange.core(),
            "head_length": len(exchange.head),
            "ask": {
                "headers": [list(header) for header in ask.headers],
                "body": base64.b64encode(ask.body).decode("ascii"),
                "keys": list(ask.keys),
                "follow": ask.follow,
            },
        }
    )


def warcinfo(fields: Mapping[str, str], *, at: datetime | None = None) -> bytes:
    """The first member of a segment: which program, on whose behalf, under which profile."""
    at = at or datetime.now(UTC)
    block = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in fields.items()).encode()
    headers = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": record_id(hashlib.sha256(block).hexdigest(), stamp(at)),
        "WARC-Date": stamp(at),
    }
    return member(_record(headers, "application/warc-fields", block))


def record_id(exchange: str, part: str) -> str:
    """A record's id, derived from the exchange's, so that the same exchange gives the same bytes."""
    made = bytearray(hashlib.sha256(f"{exchange} {part}".encode()).digest()[:16])
    made[6] = (made[6] & 0x0F) | 0x80  # RFC 9562, version 8: the form is ours
    made[8] = (made[8] & 0x3F) | 0x80
    return f"<urn:uuid:{uuid.UUID(bytes=bytes(made))}>"


def digest(data: bytes) -> str:
    """A WARC digest: ``sha256:`` and base32, as other archives' tools read it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode("ascii")


def target(uri: str) -> bytes:
    """The header line of a record that names what was asked."""
    return f"WARC-Target-URI: {_one_line(uri)}\r\n".encode("utf-8", "backslashreplace")


def tombstone(exchange: str, at: datetime, length: int) -> bytes:
    """A gzip member of exactly ``length`` bytes that says that the exchange here was withdrawn.

    The same call gives the same bytes, so that it can be seen whether it was written whole.

    Raises:
        ValueError: when there is no room for it; no group of ours is that short.
    """
    blocks = max(1, -(-(length - 18) // 65540))
    room = length - 18 - 5 * blocks
    said = canonical.encode({"id": exchange, "withdrawn": stamp(at)})
    headers = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": record_id(exchange, "withdrawal"),
        "WARC-Date": stamp(at),
    }
    bare = len(_record(headers, WITHDRAWAL_TYPE, b"", width=12))
    padding = room - bare - len(said)
    if padding < 0:
        raise ValueError(f"{length} bytes hold no tombstone")
    return _stored(_record(headers, WITHDRAWAL_TYPE, said + b" " * padding, width=12), blocks)


def _record_of(exchange: Exchange, name: str, part: Part) -> bytes:
    """A WARC 1.1 record as bytes, uncompressed; ``name`` is the exchange's id."""
    own, last = record_id(name, part.name), record_id(name, "exchange")
    headers = {
        "WARC-Type": part.kind,
        "WARC-Record-ID": own,
        "WARC-Date": stamp(exchange.at),
        "WARC-Target-URI": part.uri,
        PART: part.name,
    }
    if last != own:
        headers["WARC-Concurrent-To"] = last
    if exchange.address and part.name == "reply":
        headers["WARC-IP-Address"] = exchange.address
    if part.payload is not None:
        headers["WARC-Payload-Digest"] = digest(part.payload)
    return _record(headers, part.content, part.block)


def _http(exchange: Exchange) -> Iterator[Part]:
    uri = exchange.ask.uri
    if exchange.said:
        yield Part("said", "request", uri, "application/http; msgtype=request", exchange.said)
    if exchange.head:
        block = exchange.head + exchange.body
        payload = exchange.body if _CLEAN_HEAD.fullmatch(exchange.head) else None
        yield Part("reply", "response", uri, "application/http; msgtype=response", block, payload)
    elif exchange.body:
        yield Part("reply", "metadata", uri, "application/octet-stream", exchange.body)


def _whois(exchange: Exchange) -> Iterator[Part]:
    uri = exchange.ask.uri
    if exchange.said:
        yield Part("said", "metadata", uri, "text/plain", exchange.said)
    if exchange.body or exchange.head:
        yield Part("reply", "resource", uri, "text/plain", exchange.head + exchange.body)


def _dns(exchange: Exchange) -> Iterator[Part]:
    uri = exchange.ask.uri
    if exchange.said:
        yield Part("said", "metadata", uri, "application/dns-message", exchange.said)
    if exchange.body or exchange.head:
        yield Part("shown", "resource", uri, "text/dns", _presented(exchange.body))
        resolver = f"[{exchange.address}]" if ":" in exchange.address else exchange.address or "resolver"
        place = f"dns://{resolver}/{uri.removeprefix('dns:')}"
        yield Part("reply", "resource", place, "application/dns-message", exchange.head + exchange.body)


def _tls(exchange: Exchange) -> Iterator[Part]:
    if exchange.said:
        yield Part("said", "metadata", exchange.ask.uri, "application/octet-stream", exchange.said)
    if exchange.body or exchange.head:
        block = exchange.head + exchange.body
        uri = f"urn:osint:tls:sha256:{hashlib.sha256(block).hexdigest()}"
        yield Part("reply", "resource", uri, "application/pem-certificate-chain", block)


def _visit(exchange: Exchange) -> Iterator[Part]:
    if exchange.body or exchange.head:
        block = exchange.head + exchange.body
        media = exchange.fact("media") or "application/octet-stream"
        yield Part("reply", "resource", visit_urn(exchange.ask.uri), media, block)


def visit_urn(uri: str) -> str:
    """The name under which a part of a visit stands in an archive."""
    url, _, part = uri.removeprefix("browser:").partition("#")
    return f"urn:{VISIT_NAMES.get(part, 'part')}:{url}"


def _presented(wire: bytes) -> bytes:
    """A DNS message in presentation form, as far as it can be read."""
    import dns.exception  # slow to import, and only DNS answers need it
    import dns.message

    try:
        return dns.message.from_wire(wire, ignore_trailing=True).to_text().encode("utf-8", "backslashreplace")
    except (dns.exception.DNSException, ValueError):
        return b"; this message cannot be read\n"


def _record(headers: Mapping[str, str], content: str, block: bytes, *, width: int = 0) -> bytes:
    named = {
        **headers,
        "WARC-Block-Digest": digest(block),
        "Content-Type": content,
        "Content-Length": f"{len(block):0{width}d}",
    }
    lines = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in named.items())
    return b"WARC/1.1\r\n" + lines.encode("utf-8", "backslashreplace") + b"\r\n" + block + b"\r\n\r\n"


def _one_line(text: str) -> str:
    """A header's value: whatever a hostile URI holds, it stays one line."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else quote(each, errors="replace") for each in text)


def _stored(data: bytes, blocks: int) -> bytes:
    """A gzip member that holds the data as it is, in so many deflate blocks (RFC 1951, 3.2.4)."""
    size = -(-len(data) // blocks)
    cuts = [data[start : start + size] for start in range(0, size * blocks, size)]
    body = b"".join(
        bytes([number == blocks - 1])
        + len(cut).to_bytes(2, "little")
        + (len(cut) ^ 0xFFFF).to_bytes(2, "little")
        + cut
        for number, cut in enumerate(cuts)
    )
    tail = gzip.compress(data, mtime=0)[-8:]  # CRC32 and size, as RFC 1952 wants them
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + body + tail
