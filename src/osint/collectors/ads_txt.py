"""ads.txt and app-ads.txt: who may sell a site's advertising space, and who owns it, by its own word."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import as_it_stood, at_time, site_of
from osint.identifiers import kind
from osint.identifiers.layers import Layer, recoded, uncoded
from osint.identifiers.scan import scan
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "ads_txt"
BOM = b"\xef\xbb\xbf"
LINE = re.compile(rb"[^\r\n]+")
LONGEST = 2000  # bytes of a line that are read; a seat stands at its beginning
MOST = 50_000  # facts of one file; the longest files of sales houses have some thousand lines
# Fields end with commas; semicolons and tabs in their place are met, and so is a scheme before the system.
SEAT = re.compile(
    rb"[ \t]*(?:https?://)?([A-Za-z0-9.-]{3,80})/?[ \t]*[,;\t][ \t]*([^,;\s#]{1,120})[ \t]*[,;\t][ \t]*(DIRECT|RESELLER)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
FACT = re.compile(
    rb"[ \t]*(OWNERDOMAIN|MANAGERDOMAIN|SUBDOMAIN|INVENTORYPARTNERDOMAIN)[ \t]*[=:][ \t]*(?:https?://)?"
    rb"([A-Za-z0-9.-]{3,120})/?(?:[ \t]*,[ \t]*([A-Za-z]{2})(?![A-Za-z]))?",
    re.IGNORECASE,
)
CONTACT = re.compile(rb"[ \t]*CONTACT[ \t]*[=:][ \t]*([^\r\n#;,]{3,300})", re.IGNORECASE)
KINDS = {
    b"DIRECT": "ads_txt_direct",
    b"RESELLER": "ads_txt_reseller",
    b"OWNERDOMAIN": "ads_txt_owner_domain",
    b"MANAGERDOMAIN": "ads_txt_manager_domain",
    b"SUBDOMAIN": "ads_txt_subdomain",
    b"INVENTORYPARTNERDOMAIN": "ads_txt_inventory_partner",
}
FOR_COUNTRY = "ads_txt_manager_for_country"
# The line that says "nobody may sell here" (ads.txt 1.1, 3.2.1).
NOBODY = b"placeholder.example.com"


def ask(subject: Subject) -> Asking:
    """Both files (IAB Tech Lab, ads.txt 1.1)."""
    if subject.kind is SubjectKind.SITE:
        yield Ask(f"https://{subject.name}/ads.txt", NAME, subject)
        yield Ask(f"https://{subject.name}/app-ads.txt", NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """Seats, owner, manager, hosts, partners and contact, each once; a page in place of the file holds none."""
    subject = site_of(exchange)
    if subject is None or exchange.outcome is not Outcome.ANSWERED or status_of(exchange.head) != 200:
        return
    layer = uncoded(exchange.head, exchange.body)
    for find in finds(recoded(exchange.head, layer) or layer):
        yield at_time(exchange, subject, find)


def finds(layer: Layer) -> Iterator[Find]:
    """What a file declares, each fact once, in its order; nothing from a page (a soft 404).

    For a saved file that says not where it stood: ``finds(uncoded(b"", data))``.
    """
    known: set[tuple[str, str]] = set()
    for find in islice(_all(layer), MOST):
        if (find.kind, find.value) not in known:
            known.add((find.kind, find.value))
            yield find


def looks_like_one(data: bytes) -> bool:
    """Whether a text has a seat or an owner of an ads.txt near its beginning, and is no page."""
    told = {find.kind for find in _all(Layer(("body",), data[:65536]))}
    return not told.isdisjoint(set(KINDS.values()))


def _all(layer: Layer) -> Iterator[Find]:
    if layer.data.lstrip(BOM + b" \t\r\n").startswith(b"<"):
        return
    for line in LINE.finditer(layer.data):
        yield from _line(layer, line.start(), line[0][:LONGEST])


def _line(layer: Layer, start: int, line: bytes) -> Iterator[Find]:
    """What a line says; ``start`` is its place in the layer."""
    if line.startswith(BOM):
        start, line = start + len(BOM), line[len(BOM) :]
    if seat := SEAT.match(line):
        if seat[1].lower() != NOBODY:
            value = f"{seat[1].decode('ascii')} {seat[2].decode('utf-8', 'replace')}"
            yield from _find(layer, KINDS[seat[3].upper()], value, start, (seat.start(1), seat.end(2)))
    elif fact := FACT.match(line):
        name, domain = KINDS[fact[1].upper()], fact[2].decode("ascii")
        yield from _find(layer, name, domain, start, fact.span(2))
        if fact[3] and name == "ads_txt_manager_domain":
            told = f"{domain} {fact[3].decode('ascii')}"
            yield from _find(layer, FOR_COUNTRY, told, start, (fact.start(2), fact.end(3)))
    elif contact := CONTACT.match(line):
        yield from _contact(layer, start + contact.start(1), contact[1])


def _contact(layer: Layer, start: int, said: bytes) -> Iterator[Find]:
    """The contact as the site names it, and the mailbox, telephone or account in it."""
    text = said.rstrip(b" \t").decode("utf-8", "replace")
    yield from _find(layer, "ads_txt_contact", text, start, (0, len(said.rstrip(b" \t"))))
    for find in scan(said, path=layer.path, where=Where.FILE):
        yield replace(find, start=find.start + start, end=find.end + start)


def _find(layer: Layer, name: str, value: str, start: int, span: tuple[int, int]) -> Iterator[Find]:
    """A find at a span of a line that begins at ``start``, unless the value is not of that kind."""
    placed = (start + span[0], start + span[1])
    find = kind(name).find(value, path=layer.path, span=placed, where=Where.FILE)
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
