"""DNS: addresses, name servers, mail, zone contact and verification tokens, asked of a recursive resolver."""

from collections.abc import Iterator
from dataclasses import replace

import dns.exception
import dns.message
import dns.name
import dns.rdatatype

from osint import names
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import at_time
from osint.errors import BadName
from osint.identifiers import kind
from osint.identifiers.scan import scan
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

NAME = "dns"
TYPES = ("A", "AAAA", "NS", "MX", "TXT", "SOA", "CAA")
OF_SITE = frozenset({"NS", "MX", "TXT", "SOA", "CAA"})  # these belong to the zone, not to a host in it
SCANNED = frozenset({"domain_verification_txt", "google_verification", "facebook_verification"})


def ask(subject: Subject) -> Asking:
    """Addresses of the host; the zone's own records; the DMARC policy."""
    if subject.kind is not SubjectKind.SITE:
        return
    for sort in TYPES:
        name = subject.value if sort in OF_SITE else subject.name
        yield Ask(f"dns:{name}?type={sort}", NAME, subject)
    yield Ask(f"dns:_dmarc.{subject.value}?type=TXT", NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """What the answer section says of the name that was asked, its aliases followed; nothing of other names."""
    if exchange.outcome is not Outcome.ANSWERED:
        return
    asked = exchange.ask.uri.removeprefix("dns:").partition("?")[0]
    try:
        message = dns.message.from_wire(exchange.body, ignore_trailing=True)
        host = asked.removeprefix("_dmarc.")
        subject = Subject(SubjectKind.SITE, names.site(host), "" if names.site(host) == host else host)
        known = _aliases(message, dns.name.from_text(asked))
    except (dns.exception.DNSException, ValueError, BadName):
        return
    nameservers: list[str] = []
    for answer in message.answer:
        if answer.name not in known:
            continue
        for record in answer:
            if answer.rdtype == dns.rdatatype.NS:
                nameservers.append(record.target.to_text())
            else:
                yield from _facts(exchange, subject, dns.rdatatype.to_text(answer.rdtype), record)
    if nameservers:
        yield from _seen(exchange, subject, "nameserver_set", " ".join(nameservers))


def _aliases(message: dns.message.Message, name: dns.name.Name) -> set[dns.name.Name]:
    known = {name}
    for answer in message.answer:
        if answer.rdtype == dns.rdatatype.CNAME and answer.name in known:
            known |= {record.target for record in answer}
    return known


def _facts(exchange: Exchange, subject: Subject, sort: str, record: object) -> Iterator[Observation]:
    match sort:
        case "A" | "AAAA":
            yield from _seen(exchange, subject, "address", str(getattr(record, "address", "")))
        case "MX":
            yield from _seen(exchange, subject, "mail_host", str(getattr(record, "exchange", "")))
        case "SOA":
            yield from _zone_contact(exchange, subject, record)
        case "TXT":
            text = b"".join(getattr(record, "strings", ()))
            yield from _tokens(exchange, subject, text)


def _zone_contact(exchange: Exchange, subject: Subject, record: object) -> Iterator[Observation]:
    """The zone's mailbox; one at the provider that serves the zone is the provider's, and ties nobody."""
    mailbox, server = (str(getattr(record, name, "")) for name in ("rname", "mname"))
    provider = _site_of(server)
    for seen in _seen(exchange, subject, "soa_rname", mailbox):
        is_providers = provider not in {"", subject.value} and _site_of(mailbox) == provider
        yield replace(seen, find=replace(seen.find, platform=seen.find.platform or is_providers))


def _site_of(name: str) -> str:
    try:
        return names.site(name)
    except BadName:
        return ""


def _tokens(exchange: Exchange, subject: Subject, text: bytes) -> Iterator[Observation]:
    start = max(0, exchange.body.find(text[:255]))
    for find in scan(text, path=("body", "txt"), where=Where.DNS):
        if find.kind in SCANNED:
            entry = kind(find.kind)
            span = (start + find.start, start + find.end)
            made = entry.find(find.raw, path=("body",), span=span, where=Where.DNS)
            if made is not None:
                yield at_time(exchange, subject, made)


def _seen(exchange: Exchange, subject: Subject, name: str, raw: str) -> Iterator[Observation]:
    """A value of the message; names are compressed on the wire, so that the span is the whole message."""
    find = kind(name).find(raw, path=("body", "dns"), span=(0, len(exchange.body)), where=Where.DNS)
    if find is not None:
        yield at_time(exchange, subject, find)


COLLECTOR = Collector(
    name=NAME,
    about="the zone's records, of a recursive resolver, which asks the site's own name servers",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.THIRD_PARTY,
)
