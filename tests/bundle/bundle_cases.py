"""A small invented case and its package: two reader sites of one hand, a stranger, and what may go wrong."""

import base64
import gzip
import hashlib
import json
import re
import shutil
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dns.message
import dns.rrset

from osint.bundle import verify as verifier
from osint.desk import Case
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TITLE = "Who runs the readers?"
SHARED = (
    "<script>ga('create', 'UA-47110815-3', 'auto');</script>"
    '<ins class="adsbygoogle" data-ad-client="ca-pub-4711081547110815"></ins>'
    '<a href="https://t.me/moonscans_px">달빛 만화</a>'
    '<a href="https://discord.gg/QxT7nMz2">discord</a>'
    '<script>var _Hasync = [];_Hasync.push(["Histats.start", "1,4711081,4,0,0,0,00010000"]);</script>'
)
HOSTILE = (
    "<title>\u202e</title><script>alert(document.domain)</script>⟦fake⟧"
    '<a href="https://t.me/hostile_px">"><img src=x onerror=alert(1)></a>'
)
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def page(host: str, text: str, *, packed: bool = False, minute: int = 0) -> Exchange:
    """A page that a site answered with, in its own packing."""
    body = text.encode()
    head = HTML + (b"Content-Encoding: gzip\r\n\r\n" if packed else b"\r\n")
    at = AT + timedelta(minutes=minute)
    return Exchange(
        Ask(f"https://{host}/", "page", Subject(SubjectKind.SITE, host)),
        at,
        at,
        Outcome.ANSWERED,
        said=f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode(),
        head=head,
        body=gzip.compress(body, mtime=0) if packed else body,
        address="100.64.0.43",
    )


def name_servers(host: str) -> Exchange:
    """A DNS answer: two name servers."""
    message = dns.message.make_query(host, "NS")
    answer = dns.message.make_response(message)
    answer.answer.append(
        dns.rrset.from_text(f"{host}.", 60, "IN", "NS", "ns1.hush.example.", "ns2.hush.example.")
    )
    subject = Subject(SubjectKind.SITE, host)
    return Exchange(
        Ask(f"dns:{host}?type=NS", "dns", subject),
        AT,
        AT,
        Outcome.ANSWERED,
        said=message.to_wire(),
        body=answer.to_wire(),
        address="100.64.0.53",
    )


def failed(host: str) -> Exchange:
    """A question that nothing came back to, for a hostile reason."""
    ask = Ask(f"https://{host}/<b>x</b>", "page", Subject(SubjectKind.SITE, host))
    return Exchange(ask, AT, AT, Outcome.FAILED, "closed by <i>peer</i>")


def exchanges() -> list[Exchange]:
    """The evidence of the small case."""
    filler = "<p>회차 목록</p>" * 60
    return [
        page("moonscans.example", f"<html><body>{filler}{SHARED}{filler}</body></html>", packed=True),
        page("starscans.example", f"<html><body>{filler}{SHARED}{filler}</body></html>", minute=1),
        page("harbor.example", f"<html><body>{HOSTILE}</body></html>", minute=2),
        name_servers("moonscans.example"),
        failed("harbor.example"),
    ]


def start(folder: Path, kept: Sequence[Exchange], *, title: str = TITLE, **told: Any) -> Case:
    """A case with its evidence."""
    sites = ["moonscans.example", "starscans.example", "harbor.example"] if kept else []
    case = Case.start(folder, title, sites=sites, investigators=["한 조사관"], **told)
    for each in kept:
        case.store.keep(each)
    case.store.sync()
    return case


def forged(group: bytes, old: bytes, new: bytes) -> bytes:
    """An exchange's compressed records, as long as before, with other words in them and block digests that fit."""
    made = b""
    while group:
        unzip = zlib.decompressobj(31)
        plain = unzip.decompress(group)
        length = len(group) - len(unzip.unused_data)
        top, _, rest = plain.replace(old, new).partition(b"\r\n\r\n")
        mark = base64.b32encode(hashlib.sha256(rest[:-4]).digest())
        top = re.sub(rb"\r\nWARC-Record-ID: [^\r]*", b"", top)  # makes room
        top = re.sub(rb"(?m)(Block-Digest: sha256:)[A-Z2-7=]+", rb"\g<1>" + mark, top)
        member = _padded(top + b"\r\n\r\n" + rest, length) if old in plain else group[:length]
        made, group = made + member, unzip.unused_data
    return made


def _padded(plain: bytes, length: int) -> bytes:
    """A gzip member of that length: what is missing stands in its header's extra field (RFC 1952)."""
    zipped = zlib.compressobj(9, zlib.DEFLATED, -15)
    inside = zipped.compress(plain) + zipped.flush()
    extra = length - len(inside) - 20
    assert extra >= 0, "the new words are too long"
    head = b"\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff" + extra.to_bytes(2, "little") + bytes(extra)
    tail = zlib.crc32(plain).to_bytes(4, "little") + len(plain).to_bytes(4, "little")
    return head + inside + tail


def failures(path: Path) -> list[dict[str, str]]:
    """What the verifier finds wrong."""
    result = verifier.verify(path)
    found = [row for row in result["checks"] if row["result"] == "failed"]
    assert (result["result"] == "failed") is bool(found)
    return found


def named(path: Path) -> set[str]:
    """The files that the verifier finds fault with."""
    return {row["file"] for row in failures(path)}


def results(path: Path, check: str) -> list[str]:
    """How the checks of one name ended."""
    return [row["result"] for row in verifier.verify(path)["checks"] if row["check"] == check]


def files_of(package: Path) -> list[str]:
    """Every file of a package, by its name within it."""
    return sorted(path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file())


def remade(package: Path, change: Callable[[Path], object]) -> None:
    """Change a package, then make its manifests anew, as an attacker does who has no key."""
    change(package)
    for algorithm in ("sha256", "sha512"):
        manifest(package, "manifest", algorithm)
    for algorithm in ("sha256", "sha512"):
        manifest(package, "tagmanifest", algorithm)


def manifest(package: Path, name: str, algorithm: str) -> None:
    """One manifest, made anew."""
    listed = [each for each in files_of(package) if each.startswith("data/") == (name == "manifest")]
    lines = [
        f"{hashlib.new(algorithm, (package / each).read_bytes()).hexdigest()}  {each}\n"
        for each in listed
        if not each.startswith("tagmanifest-")
    ]
    if name == "manifest":
        total = sum((package / each).stat().st_size for each in listed)
        info = (package / "bag-info.txt").read_text("utf-8").partition("Payload-Oxum")[0]
        (package / "bag-info.txt").write_text(f"{info}Payload-Oxum: {total}.{len(listed)}\n", "utf-8")
    (package / f"{name}-{algorithm}.txt").write_text("".join(lines), "ascii")


def edited(path: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Rewrite a file of JSON lines, in the ledger's canonical form."""
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(rows)
    path.write_bytes(b"".join(verifier.canonical(row) + b"\n" for row in rows))


def signed_anew(package: Path, private: Any, *, origin: str = "") -> None:
    """Sign a package's newest head and its manifests with another key, as somebody does who has only his own.

    ``origin`` is the head's first line where it is to be another than this case's.
    """
    from cryptography.hazmat.primitives import serialization

    checkpoints = package / "data" / "evidence" / "checkpoints"
    public = private.public_key()
    lines = (package / "data" / "evidence" / "ledger.jsonl").read_bytes().splitlines()
    case = json.loads(lines[0])["id"]
    shutil.rmtree(checkpoints)
    checkpoints.mkdir()
    leaves = [verifier.read_event(line, number)[1] for number, line in enumerate(lines)]
    head = verifier.head_of([hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves])
    text = f"{origin or f'osint/case/{case}'}\n{len(lines)}\n{base64.b64encode(head).decode()}\ntime 2026-03-01T12:00:00Z\n"
    hint = hashlib.sha256(b"osint/other\n\x01" + public.public_bytes_raw()).digest()[:4]
    mark = base64.b64encode(hint + private.sign(text.encode())).decode()
    (checkpoints / f"{len(lines)}.note").write_text(f"{text}\n\u2014 osint/other {mark}\n", "utf-8")
    form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (checkpoints / "key.pem").write_bytes(public.public_bytes(*form))
    remade(package, lambda _: None)
    (package / verifier.SIGNATURE).write_bytes(private.sign((package / verifier.SIGNED).read_bytes()))
