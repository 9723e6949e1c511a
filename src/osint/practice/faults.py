"""What the wire does to collectors: slow, huge, cut, malformed and deceiving answers, on purpose."""

import asyncio
import gzip
import io
from collections.abc import Callable

from osint.practice.web import Request, Response, redirect

HUGE = 200 * 1024 * 1024
BOMB = 512 * 1024 * 1024  # bytes that the bomb unpacks to
PIECE = 64 * 1024
CHALLENGE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta http-equiv="refresh" content="390"><meta name="robots" content="noindex,nofollow"></head>
<body class="no-js"><div class="main-wrapper" role="main"><h1 class="zone-name-title h1">{host}</h1>
<h2 id="challenge-running">Checking if the site connection is secure</h2>
<noscript>Enable JavaScript and cookies to continue</noscript></div>
<script>(function(){{window._cf_chl_opt={{cvId:'3',cZone:"{host}",cType:'managed',cRay:'8c1f0a2b3d4e5f60'}};
var cpo=document.createElement('script');cpo.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';
document.getElementsByTagName('head')[0].appendChild(cpo);}}());</script></body></html>"""


def challenge(request: Request, _page: bytes) -> Response:
    """A bot check in place of the page, in Cloudflare's shape."""
    headers = (("cf-mitigated", "challenge"), ("Server", "cloudflare"), ("CF-RAY", "8c1f0a2b3d4e5f60-ICN"))
    return Response(403, CHALLENGE.format(host=request.host).encode(), headers=headers)


def trickle(_request: Request, page: bytes) -> Response:
    """One byte a second."""

    async def wire(writer: asyncio.StreamWriter) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        for byte in head + page:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(1)

    return Response(wire=wire)


def loop(request: Request, _page: bytes) -> Response:
    """Two addresses that redirect to each other, for ever."""
    scheme = "https" if request.is_tls else "http"
    other = "/home" if request.path == "/" else "/"
    return redirect(f"{scheme}://{request.host}{other}", 302)


def huge(_request: Request, page: bytes) -> Response:
    """A page of 200 MB."""

    async def wire(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {HUGE}\r\n\r\n"
        writer.write(head.encode() + page)
        line = b'<li class="item"><a href="/ep/1">kage</a></li>\n'
        piece = line * (PIECE // len(line))
        left = HUGE - len(page)
        while left > 0:
            writer.write(piece[:left])
            left -= len(piece)
            await asyncio.sleep(0)  # lets the loop notice that the other side has gone
            await writer.drain()

    return Response(wire=wire)


def truncated(_request: Request, page: bytes) -> Response:
    """A page that ends long before the length that its head states."""

    async def wire(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n\r\n"
        writer.write(head.encode() + page[: len(page) // 3])
        await writer.drain()

    return Response(wire=wire)


def malformed(_request: Request, page: bytes) -> Response:
    """What is no HTTP: a broken status line, a broken chunk."""

    async def wire(writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 2OO OK\r\nContent-Type text/html\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n"
            + page[:90]
        )
        await writer.drain()

    return Response(wire=wire)


def bomb(_request: Request, page: bytes) -> Response:
    """A small gzip that unpacks to half a gigabyte."""
    return Response(200, _bomb(page), headers=(("Content-Encoding", "gzip"),))


def refuse(_request: Request, _page: bytes) -> Response:
    """Not authorised."""
    return Response(403, b"<html><head><title>403 Forbidden</title></head><body>Forbidden</body></html>")


def missing(_request: Request, _page: bytes) -> Response:
    """No such page."""
    return Response(404, b"<html><head><title>404 Not Found</title></head><body>Not Found</body></html>")


def broken(_request: Request, _page: bytes) -> Response:
    """The server's own fault."""
    return Response(502, b"<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>")


def later(_request: Request, _page: bytes) -> Response:
    """Too many questions: come back in an hour."""
    return Response(429, b"<html><title>429</title></html>", headers=(("Retry-After", "3600"),))


def _bomb(page: bytes) -> bytes:
    """The page and then blanks: members of one gzip, the second of them said again and again."""
    blanks = io.BytesIO()
    with gzip.GzipFile(fileobj=blanks, mode="wb", mtime=0) as packed:
        for _ in range(64):
            packed.write(b" " * PIECE)
    return gzip.compress(page, mtime=0) + blanks.getvalue() * (BOMB // (64 * PIECE))


FAULTS: dict[str, Callable[[Request, bytes], Response]] = {
    "challenge": challenge,
    "trickle": trickle,
    "loop": loop,
    "huge": huge,
    "truncated": truncated,
    "malformed": malformed,
    "bomb": bomb,
    "refused": refuse,
    "missing": missing,
    "broken": broken,
    "too many": later,
}
