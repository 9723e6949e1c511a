"""ads.txt and app-ads.txt: who may sell a site's advertising space, and who owns it, by its own word."""

import re
from collections.abc import Iterator
from dataclasses import replace

from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import as_it_stood, at_time, site_of
from osint.identifiers import kind
from osint.identifiers.layers import Layer, uncoded
from osint.identifiers.scan import scan
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "ads_txt"
BOM = b"\xef\xbb\xbf"
LINE = re.compile(rb"[^\r\n]+")
LONGEST = 2000  # bytes of a line that are read; a seat stands at its beginning
SEAT = re.compile(
    rb"[ \t]*([A-Za-z0-9.-]{3,80})[ \t]*,[ \t]*([^,\s#]{1,120})[ \t]*,[ \t]*(DIRECT|RESELLER)\b",
    re.IGNORECASE,
)
FACT = re.compile(rb"[ \t]*(OWNERDOMAIN|MANAGERDOMAIN)[ \t]*=[ \t]*([A-Za-z0-9.-]{3,120})", re.IGNORECASE)
CONTACT = re.compile(rb"[ \t]*(CONTACT)[ \t]*=[ \t]*([^\r\n#]{3,300})", re.IGNORECASE)
KINDS = {
    b"DIRECT": "ads_txt_direct",
    b"RESELLER": "ads_txt_reseller",
    b"OWNERDOMAIN": "ads_txt_owner_domain",
    b"MANAGERDOMAIN": "ads_txt_manager_domain",
}
# The line that says "nobody may sell here" (ads.txt 1.1, 3.2.1).
NOBODY = "placeholder.example.com"


def ask(subject: Subject) -> Asking:
    """Both files (IAB Tech Lab, ads.txt 1.1)."""
    if subject.kind is SubjectKind.SITE:
        yield Ask(f"https://{subject.name}/ads.txt", NAME, subject)
        yield Ask(f"https://{subject.name}/app-ads.txt", NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """Seats, owner, manager and contact, each once; a page in place of the file (a soft 404) holds none."""
    subject = site_of(exchange)
    if subject is None or exchange.outcome is not Outcome.ANSWERED or status_of(exchange.head) != 200:
        return
    layer = uncoded(exchange.head, exchange.body)
    if layer.data.lstrip(BOM + b" \t\r\n").startswith(b"<"):
        return
    known: set[tuple[str, str]] = set()
    for line in LINE.finditer(layer.data):
        for find in _finds(layer, line.start(), line[0][:LONGEST]):
            if (find.kind, find.value) not in known:
                known.add((find.kind, find.value))
                yield at_time(exchange, subject, find)


def _finds(layer: Layer, start: int, line: bytes) -> Iterator[Find]:
    """What a line says; ``start`` is its place in the layer."""
    if line.startswith(BOM):
        start, line = start + len(BOM), line[len(BOM) :]
    if seat := SEAT.match(line):
        system = seat[1].decode("ascii").lower()
        if system != NOBODY:
            value = f"{system} {seat[2].decode('utf-8', 'replace')}"
            yield from _find(
                layer, KINDS[seat[3].upper()], value, (start + seat.start(1), start + seat.end(2))
            )
    elif fact := FACT.match(line):
        span = (start + fact.start(2), start + fact.end(2))
        yield from _find(layer, KINDS[fact[1].upper()], fact[2].decode("ascii"), span)
    elif contact := CONTACT.match(line):
        for find in scan(contact[2], path=layer.path, where=Where.FILE):
            shift = start + contact.start(2)
            yield replace(find, start=find.start + shift, end=find.end + shift)


def _find(layer: Layer, name: str, value: str, span: tuple[int, int]) -> Iterator[Find]:
    find = kind(name).find(value, path=layer.path, span=span, where=Where.FILE)
    if find is not None:
        yield as_it_stood(find, layer)


COLLECTOR = Collector(
    name=NAME,
    about="ads.txt and app-ads.txt: sellers' seats, and the owner, manager and contact that the site declares",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.TARGET,
)
