"""WHOIS: IANA names the registry, the registry may name the registrar; each answer kept as it came."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from osint import names, registration
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.registered import facts
from osint.errors import BadName
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind
from osint.registration import State

NAME = "whois"
ROOT = "whois.iana.org"
REFERRAL = re.compile(
    rb"(?im)^[ \t]*(?:refer|whois|registrar whois server|whois server)[ \t]*:[ \t]*(?:r?whois://|https?://)?([A-Za-z0-9.-]{4,120})"
)
HOPS = 4


def ask(subject: Subject) -> Asking:
    """From the root down, following referrals, no server twice."""
    if subject.kind is not SubjectKind.SITE:
        return
    asked: set[str] = set()
    server, query = ROOT, subject.value.rpartition(".")[2]
    while server and server not in asked and len(asked) < HOPS:
        asked.add(server)
        answer = yield Ask(f"whois://{server}/{quote(query)}", NAME, subject)
        server, query = referred(answer), subject.value


def referred(answer: Exchange) -> str:
    """The server that an answer refers to, or empty; what a server says is checked to be a host name."""
    found = REFERRAL.search(answer.body) if answer.outcome is Outcome.ANSWERED else None
    try:
        return names.host(found[1].decode("ascii")) if found else ""
    except BadName:
        return ""


def read(exchange: Exchange) -> Iterator[Observation]:
    """The registrar, name servers, day of registration, and what the holder disclosed of himself."""
    subject = exchange.ask.subject
    if exchange.outcome is not Outcome.ANSWERED or exchange.ask.uri.startswith(f"whois://{ROOT}/"):
        return
    server = exchange.ask.uri.removeprefix("whois://").partition("/")[0]
    record = registration.parse(exchange.body, domain=subject.value, server=server)
    if record.state is State.REGISTERED:
        yield from facts(exchange, subject, record)


COLLECTOR = Collector(
    name=NAME,
    about="WHOIS of registry and registrar (RFC 3912)",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.REGISTRY,
)
