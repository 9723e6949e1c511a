"""Exchanges of every sort for the WARC tests, and records as other programs write them."""

import gzip
from datetime import UTC, datetime

from hypothesis import strategies as st

from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
PAIRS = st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)
HEADS = st.one_of(
    st.just(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
    st.just(b"HTTP/1.0 404\nServer: x\n\n"),
    st.just(b"HTTP/1.1 200 OK\r\nX: a\r\n\r\nX: b\r\n\r\n"),
    st.binary(max_size=60),
)
URIS = st.builds(
    str.__add__, st.sampled_from(["https://", "http://", "whois://", "dns:", "tls://", "", "urn:"]), TEXT
)

ASKS = st.builds(
    Ask,
    uri=URIS,
    collector=TEXT,
    subject=st.builds(Subject, st.sampled_from(SubjectKind), TEXT, TEXT),
    method=TEXT,
    headers=PAIRS,
    body=st.binary(max_size=40),
    keys=st.lists(TEXT, max_size=2).map(tuple),
    follow=st.booleans(),
)
EXCHANGES = st.builds(
    Exchange,
    ask=ASKS,
    at=TIMES,
    ended=TIMES,
    outcome=st.sampled_from(Outcome),
    why=TEXT,
    said=st.one_of(st.just(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"), st.binary(max_size=60)),
    head=st.one_of(st.just(b""), HEADS),
    body=st.binary(max_size=200),
    address=st.sampled_from(["", "100.64.0.43", "fd00::1"]),
    facts=PAIRS,
)


def page(host: str = "reader.example", body: bytes = b"<p>page</p>", **other: object) -> Exchange:
    """An answered page."""
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    told = {
        "ask": Ask(f"https://{host}/", "page", Subject(SubjectKind.SITE, host)),
        "at": at,
        "ended": at,
        "outcome": Outcome.ANSWERED,
        "said": f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode(),
        "head": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        "body": body,
        "address": "100.64.0.43",
        **other,
    }
    return Exchange(**told)  # type: ignore[arg-type]


ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>their page</p>"


def theirs(block: bytes = ANSWER, *, version: str = "1.0", **headers: str) -> bytes:
    """A record as another program writes it; header names with ``_`` for ``-``, ``None`` values left out."""
    named = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Date": "2025-05-05T05:05:05Z",
        "WARC-Target-URI": "http://theirs.example/page",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    named.update({key.replace("_", "-"): value for key, value in headers.items()})
    lines = "".join(f"{key}: {value}\r\n" for key, value in named.items() if value)
    return f"WARC/{version}\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def zipped(*records: bytes) -> bytes:
    """Records as other programs compress them: one member each."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)
