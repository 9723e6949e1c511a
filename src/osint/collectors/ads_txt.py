"""ads.txt and app-ads.txt: who may sell a site's advertising space, and who owns it, by its own word."""

import re
from collections.abc import Iterator

from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time, site_of
from osint.identifiers import kind
from osint.identifiers.layers import uncoded
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "ads_txt"
LINE = re.compile(rb"[^\r\n]{1,2000}")
SEAT = re.compile(
    rb"^[ \t]*([A-Za-z0-9.-]{3,80})[ \t]*,[ \t]*([^,\s#]{1,120})[ \t]*,[ \t]*(DIRECT|RESELLER)\b",
    re.IGNORECASE,
)
FACT = re.compile(rb"^[ \t]*(OWNERDOMAIN|MANAGERDOMAIN)[ \t]*=[ \t]*([A-Za-z0-9.-]{3,120})", re.IGNORECASE)
KINDS = {b"DIRECT": "ads_txt_direct", b"RESELLER": "ads_txt_reseller", b"OWNERDOMAIN": "ads_txt_owner_domain", b"MANAGERDOMAIN": "ads_txt_manager_domain"}  # fmt: skip


def ask(subject: Subject) -> Asking:
    """Both files (IAB Tech Lab, ads.txt 1.1)."""
    if subject.kind is SubjectKind.SITE:
        yield Ask(f"https://{subject.name}/ads.txt", NAME, subject)
        yield Ask(f"https://{subject.name}/app-ads.txt", NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """Seats, owner and manager; a page of HTML in place of the file (a soft 404) holds none."""
    subject = site_of(exchange)
    layer = uncoded(exchange.head, exchange.body)
    if subject is None or exchange.outcome is not Outcome.ANSWERED or status_of(exchange.head) != 200:
        return
    if layer.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return
    known: set[tuple[str, str]] = set()
    for line in LINE.finditer(layer.data.replace(b"\xef\xbb\xbf", b"   ", 1)):
        found = SEAT.match(line[0]) or FACT.match(line[0])
        if found is None:
            continue
        name, raw, group = _value(found)
        span = (line.start() + found.start(group[0]), line.start() + found.end(group[1]))
        find = kind(name).find(raw, path=layer.path, span=span, where=Where.FILE)
        if find is not None and (find.kind, find.value) not in known:
            known.add((find.kind, find.value))
            yield at_time(exchange, subject, find)


def _value(found: re.Match[bytes]) -> tuple[str, str, tuple[int, int]]:
    """The kind, the value as text, and the groups between which it stands."""
    if found.re is SEAT:
        seat = f"{found[1].decode().lower()} {found[2].decode('utf-8', 'replace')}"
        return KINDS[found[3].upper()], seat, (1, 2)
    return KINDS[found[1].upper()], found[2].decode(), (2, 2)


COLLECTOR = Collector(
    name=NAME,
    about="ads.txt and app-ads.txt: sellers' seats, and the owner and manager that the site declares",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.TARGET,
)
