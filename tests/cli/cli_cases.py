"""The command line run inside the test's own process, and a small invented case to run it on."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from osint.cli.app import app

RUNNER = CliRunner()
DAY = "2026-03-01T12:00:00Z"
ANALYTICS = "<script>ga('create', 'UA-77341285-%d', 'auto');</script>"
ADS = '<script src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-4830152649870316"></script>'
CHANNEL = '<a href="https://t.me/moontoon_notice">notices</a>'
PAGES = {
    "moontoon.example": ANALYTICS % 1 + ADS + CHANNEL,
    "suntoon.example": ANALYTICS % 2 + ADS + CHANNEL,
    "blog.example": "<script>ga('create', 'UA-55512399-1', 'auto');</script>",
    "alone.example": "<p>nothing to be seen</p>",
}
SEATS = "google.com, pub-4830152649870316, DIRECT, f08c47fec0942fa0\n"
REGISTRATION = """Domain Name: MOONTOON.EXAMPLE
Registrar: Invented Names Ltd.
Registrar IANA ID: 9999
Creation Date: 2024-02-03T04:05:06Z
Registry Expiry Date: 2027-02-03T04:05:06Z
Registrant Name: Kim Invented
Registrant Email: owner@moontoon.example
Name Server: NS1.INVENTED.EXAMPLE
Domain Status: clientTransferProhibited https://icann.org/epp#clientTransferProhibited
"""
# What wants to act: a formula in a spreadsheet, control sequences and direction marks in a terminal.
ACTING = """Domain Name: ALONE.EXAMPLE
Registrar: =HYPERLINK("http://evil.example/","open")
Registrant Name: +Kim \x1b[2J\u009b31m\u202eevil
Registrant Organization: @SUM(1)
Creation Date: 2024-02-03
"""


def run(*words: str | Path, stdin: bytes | str | None = None) -> Result:
    """A command and how it ended; a fault of the program itself comes out as it is."""
    return RUNNER.invoke(app, [str(word) for word in words], input=stdin, catch_exceptions=False)


def rows(*words: str | Path, stdin: bytes | str | None = None) -> list[dict[str, Any]]:
    """The rows that a command prints as JSON lines."""
    return [
        json.loads(line) for line in run(*words, "--format", "jsonl", stdin=stdin).stdout.split("\n") if line
    ]


def record(
    uri: str, block: bytes, *, kind: str = "response", content: str = "application/http; msgtype=response"
) -> bytes:
    """A WARC record as another program writes it."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:test:{uri}>\r\nWARC-Date: {DAY}\r\n"
    head += f"WARC-Target-URI: {uri}\r\nContent-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def page(host: str, markup: str, *, url: str = "") -> bytes:
    """The record of a site's front page, or of the same page at another address."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return record(url or f"https://{host}/", f"{head}<!doctype html><title>{host}</title>{markup}".encode())


def archive(path: Path) -> Path:
    """A crawl of the invented sites, written to a file."""
    seats = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{SEATS}".encode()
    records = [page(host, markup) for host, markup in PAGES.items()]
    records.append(record("https://suntoon.example/ads.txt", seats))
    for host, text in (("moontoon.example", REGISTRATION), ("alone.example", ACTING)):
        place = f"whois://whois.invented.example/{host}"
        records.append(record(place, text.encode(), kind="resource", content="text/plain"))
    path.write_bytes(b"".join(records))
    return path


def case(folder: Path, *sites: str) -> Path:
    """A case with these sites and no evidence."""
    named = [word for site in sites for word in ("--site", site)]
    assert run("new", folder, "--title", "Who runs the invented sites?", *named).exit_code == 0
    return folder
