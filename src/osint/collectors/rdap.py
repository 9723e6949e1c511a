"""RDAP: the registry's own JSON about a domain, where it offers it (bootstrap after RFC 9224)."""

from collections.abc import Iterator

from osint import names
from osint.collectors.answers import json_of, text, texts
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.registered import facts
from osint.errors import BadName
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind
from osint.registration import rdap

NAME = "rdap"
BOOTSTRAP = "https://data.iana.org/rdap/dns.json"
ACCEPT = (("Accept", "application/rdap+json"),)


def ask(subject: Subject) -> Asking:
    """The bootstrap file, then the domain at the registry that it names."""
    if subject.kind is not SubjectKind.SITE:
        return
    bootstrap = yield Ask(BOOTSTRAP, NAME, subject)
    base = registry_of(bootstrap, subject.value)
    if base:
        yield Ask(f"{base.rstrip('/')}/domain/{subject.value}", NAME, subject, headers=ACCEPT)


def registry_of(bootstrap: Exchange, domain: str) -> str:
    """The base address for a domain: the longest suffix that the bootstrap lists; empty where there is none."""
    listed = json_of(bootstrap) if bootstrap.outcome is Outcome.ANSWERED else None
    services = listed.get("services") if isinstance(listed, dict) else None
    best, base = -1, ""
    for service in services if isinstance(services, list) else []:
        if not isinstance(service, list) or len(service) != 2:
            continue
        bases = [each for each in texts(service[1]) if each.startswith("https://")]
        for suffix in texts(service[0]):
            if bases and len(suffix) > best and (domain == suffix or domain.endswith("." + suffix)):
                best, base = len(suffix), bases[0]
    return base


def read(exchange: Exchange) -> Iterator[Observation]:
    """What the domain object states; the bootstrap states nothing of the site."""
    if exchange.outcome is not Outcome.ANSWERED or exchange.ask.uri == BOOTSTRAP:
        return
    told = json_of(exchange)
    if (
        isinstance(told, dict)
        and told.get("objectClassName") == "domain"
        and _is_of(told.get("ldhName"), exchange)
    ):
        yield from facts(exchange, exchange.ask.subject, rdap.parse(told, exchange.ask.subject.value))


def _is_of(name: object, exchange: Exchange) -> bool:
    """Whether an object is of the domain that was asked: one of another name says nothing of it."""
    try:
        return not text(name) or names.host(text(name)) == exchange.ask.subject.value
    except BadName:
        return False


COLLECTOR = Collector(
    name=NAME,
    about="RDAP of the registry (RFC 9083)",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.REGISTRY,
)
