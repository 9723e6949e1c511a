"""RDAP: the registry's own JSON about a domain, where it offers it (bootstrap after RFC 9224)."""

from collections.abc import Iterator

from osint import names
from osint.collectors.answers import json_of, objects, text
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.registered import facts
from osint.errors import BadName
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind
from osint.registration import Record, State, rdap
from osint.registration.rdap_servers import server_for

NAME = "rdap"
BOOTSTRAP = "https://data.iana.org/rdap/dns.json"
ACCEPT = (("Accept", "application/rdap+json"),)
HOPS = 3  # servers for one domain: the registry, the registrar, and whom he names


def ask(subject: Subject) -> Asking:
    """The bootstrap file, the domain at the registry that it names, and at the registrar that the registry names.

    Registries such as Verisign's know only the registrar; the holder stands in the registrar's answer.
    """
    if subject.kind is not SubjectKind.SITE:
        return
    bootstrap = yield Ask(BOOTSTRAP, NAME, subject)
    base = server_for(subject.value, json_of(bootstrap) if bootstrap.outcome is Outcome.ANSWERED else None)
    uri = f"{base}domain/{subject.value}" if base else ""
    asked: set[str] = set()
    while uri and uri not in asked and len(asked) < HOPS:
        asked.add(uri)
        answer = yield Ask(uri, NAME, subject, headers=ACCEPT)
        uri = related(answer)


def related(answer: Exchange) -> str:
    """The same domain at another server, as an answer links to it (RFC 9083, 4.2); empty where it does not."""
    told = json_of(answer) if answer.outcome is Outcome.ANSWERED else None
    for link in objects(told.get("links")) if isinstance(told, dict) else ():
        href = text(link.get("href")).strip()
        is_of_it = names.path_of(href).lower().endswith(f"/domain/{answer.ask.subject.value}")
        if link.get("rel") == "related" and href.startswith("https://") and is_of_it:
            return href
    return ""


def read(exchange: Exchange) -> Iterator[Observation]:
    """What the domain object states; the bootstrap states nothing of the site."""
    stated = record(exchange)
    if stated is not None and stated.state is State.REGISTERED:
        yield from facts(exchange, exchange.ask.subject, stated)


def record(exchange: Exchange) -> Record | None:
    """The registration as an answer states it, a refusal and an absence too; nothing for what is no such answer."""
    domain = exchange.ask.subject.value
    if exchange.ask.uri == BOOTSTRAP:
        return None
    if exchange.outcome is not Outcome.ANSWERED:
        state = _state_of(exchange)
        return None if state is None else Record(domain, state)
    told = json_of(exchange)
    if not isinstance(told, dict) or told.get("objectClassName") != "domain":
        return None
    return rdap.parse(told, domain) if _is_of(told.get("ldhName"), exchange) else None


def _state_of(exchange: Exchange) -> State | None:
    """What the end of a question says of a registration: an authoritative 404 alone says that there is none."""
    match exchange.outcome:
        case Outcome.ABSENT:
            return State.NOT_REGISTERED
        case Outcome.REFUSED:
            return State.BLOCKED if status_of(exchange.head) in {401, 403, 451} else State.RATE_LIMITED
        case Outcome.FAILED | Outcome.CHALLENGED | Outcome.REPLACED:
            return State.UNAVAILABLE
        case _:
            return None


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
