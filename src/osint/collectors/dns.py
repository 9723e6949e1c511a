"""DNS: addresses, name servers, mail, zone contact, keys and tokens, asked of a recursive resolver."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

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
from osint.records import Ask, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where, sha256

NAME = "dns"
TYPES = ("A", "AAAA", "NS", "MX", "TXT", "SOA", "CAA", "DS", "DNSKEY")
OF_SITE = frozenset(TYPES) - {"A", "AAAA"}  # these belong to the zone, not to a host in it
# Where mail programs and services usually put their keys: a zone does not list its selectors (RFC 6376, 3.1).
SELECTORS = ("default", "google", "selector1", "s1", "k1", "mail", "dkim", "zoho")
BELOW = re.compile(r"(?:[^.]+\._domainkey|_dmarc|_validation-persist)\.")
FIRST_STRING = 255  # bytes: so far, text and message have the same order


@dataclass(frozen=True, slots=True)
class Told:
    """One answer, and of whom it tells."""

    exchange: Exchange
    subject: Subject
    asked: str  # the name in the question
    aliases: tuple[str, ...]  # the names that the answer led to


def ask(subject: Subject) -> Asking:
    """Addresses of the host; the zone's own records; policies; where there is mail, the keys that sign it."""
    if subject.kind is not SubjectKind.SITE:
        return
    has_mail = False
    for sort in TYPES:
        name = subject.value if sort in OF_SITE else subject.name
        told = yield Ask(f"dns:{name}?type={sort}", NAME, subject)
        has_mail |= sort == "MX" and told.outcome is Outcome.ANSWERED
    for below in ("_dmarc", "_validation-persist"):
        yield Ask(f"dns:{below}.{subject.value}?type=TXT", NAME, subject)
    for selector in SELECTORS if has_mail else ():
        yield Ask(f"dns:{selector}._domainkey.{subject.value}?type=TXT", NAME, subject)


def read(exchange: Exchange) -> Iterator[Observation]:
    """What the answer section says of the name that was asked, its aliases followed; nothing of other names."""
    if exchange.outcome is not Outcome.ANSWERED:
        return
    asked = exchange.ask.uri.removeprefix("dns:").partition("?")[0]
    try:
        message = dns.message.from_wire(exchange.body, ignore_trailing=True)
        host = BELOW.sub("", asked, count=1)
        subject = Subject(SubjectKind.SITE, names.site(host), "" if names.site(host) == host else host)
        known = _aliases(message, dns.name.from_text(asked))
    except (dns.exception.DNSException, ValueError, BadName):
        return
    told = Told(exchange, subject, asked, tuple(each.to_text() for each in known[1:]))
    yield from _led_to(told)
    nameservers: list[str] = []
    for answer in message.answer:
        if answer.name not in known:
            continue
        for record in answer:
            if answer.rdtype == dns.rdatatype.NS:
                nameservers.append(record.target.to_text())
            else:
                yield from _facts(told, dns.rdatatype.to_text(answer.rdtype), record)
    if nameservers:
        for name in ("nameserver_set", "cloudflare_nameservers"):
            yield from _seen(told, name, " ".join(nameservers))


def _aliases(message: dns.message.Message, name: dns.name.Name) -> list[dns.name.Name]:
    """The name and those that it is an alias of, in the order in which they lead on."""
    known = [name]
    for answer in message.answer:
        if answer.rdtype == dns.rdatatype.CNAME and answer.name in known:
            known += [record.target for record in answer if record.target not in known]
    return known


def _led_to(told: Told) -> Iterator[Observation]:
    """Aliases at other sites: hosts of providers, some of which name an account."""
    for target in told.aliases:
        yield from _scanned(told, target.encode("ascii", "replace"))
        if told.asked == told.subject.name and _site_of(target) not in {"", told.subject.value}:
            yield from _seen(told, "alias_host", target)


def _facts(told: Told, sort: str, record: object) -> Iterator[Observation]:
    match sort:
        case "A" | "AAAA":
            yield from _seen(told, "address", str(getattr(record, "address", "")))
        case "MX":
            host = str(getattr(record, "exchange", ""))
            yield from _seen(told, "mail_host", host)
            yield from _scanned(told, host.encode("ascii", "replace"))
        case "SOA":
            yield from _zone_contact(told, record)
        case "TXT":
            yield from _text(told, b"".join(getattr(record, "strings", ())))
        case "CAA":
            yield from _scanned(told, bytes(getattr(record, "value", b"")), is_report=True)
        case "DS":
            tag = f"{getattr(record, 'key_tag', '')} {int(getattr(record, 'algorithm', 0))}"
            yield from _seen(told, "dnssec_key_tag", tag)
        case "DNSKEY":
            yield from _seen(told, "dnssec_key", sha256(bytes(getattr(record, "key", b""))))


def _zone_contact(told: Told, record: object) -> Iterator[Observation]:
    """The zone's mailbox; one at the provider that serves the zone is the provider's, and ties nobody."""
    mailbox, server = (str(getattr(record, name, "")) for name in ("rname", "mname"))
    provider = _site_of(server)
    for seen in _seen(told, "soa_rname", mailbox):
        is_providers = provider not in {"", told.subject.value} and _site_of(mailbox) == provider
        yield replace(seen, find=replace(seen.find, platform=seen.find.platform or is_providers))


def _text(told: Told, text: bytes) -> Iterator[Observation]:
    """Every kind that may stand in DNS; who may send the site's mail; the key that signs it."""
    begin = text[:12].lower()
    yield from _scanned(told, text, is_report=begin.startswith(b"v=dmarc1"))
    if begin.startswith(b"v=spf1"):
        yield from _senders(told, text.decode("ascii", "replace").lower().split())
    if "._domainkey." in told.asked:
        yield from _mail_key(told, text)


def _senders(told: Told, words: list[str]) -> Iterator[Observation]:
    """An SPF policy as two sets: services, and addresses (RFC 7208)."""
    bare = [word.lstrip("+?~-") for word in words]
    services = [
        word.partition(mark)[2] for word in bare for mark in ("include:", "redirect=") if mark in word
    ]
    addresses = [word[4:] for word in bare if word.startswith(("ip4:", "ip6:"))]
    yield from _seen(told, "spf_include_set", " ".join(services))
    yield from _seen(told, "spf_address_set", " ".join(addresses))


def _mail_key(told: Told, text: bytes) -> Iterator[Observation]:
    """The digest of a public key; one that stands at another site, behind an alias, is a service's."""
    found = re.search(rb"(?:^|;)\s*p\s*=\s*([A-Za-z0-9+/=\s]{40,2000})", text)
    if found is None:
        return
    try:
        key = base64.b64decode(b"".join(found[1].split()), validate=True)
    except (binascii.Error, ValueError):
        return
    is_services = any(_site_of(target) != told.subject.value for target in told.aliases)
    for seen in _seen(told, "dkim_key", sha256(key)):
        yield replace(seen, find=replace(seen.find, platform=is_services))


def _scanned(told: Told, text: bytes, *, is_report: bool = False) -> Iterator[Observation]:
    """What all kinds find in a text; in a policy on reports a mailbox is read as such, and not as a contact."""
    place = told.exchange.body.find(text[:FIRST_STRING]) if text else -1
    for find in scan(text, path=("body", "txt"), where=Where.DNS):
        if is_report and find.kind == "email":
            continue
        yield at_time(told.exchange, told.subject, _in_message(find, place, len(told.exchange.body)))


def _in_message(find: Find, place: int, size: int) -> Find:
    """A find where its text stands in the message; over the whole message, where it is put together there."""
    if place >= 0 and find.path == ("body", "txt") and find.end <= FIRST_STRING:
        return replace(find, path=("body",), start=place + find.start, end=place + find.end)
    return replace(find, path=("body", "dns"), start=0, end=size)


def _site_of(name: str) -> str:
    try:
        return names.site(name)
    except BadName:
        return ""


def _seen(told: Told, name: str, raw: str) -> Iterator[Observation]:
    """A value of the message; names are compressed on the wire, so that the span is the whole message."""
    find = kind(name).find(raw, path=("body", "dns"), span=(0, len(told.exchange.body)), where=Where.DNS)
    if find is not None:
        yield at_time(told.exchange, told.subject, find)


COLLECTOR = Collector(
    name=NAME,
    about="the zone's records, of a recursive resolver, which asks the site's own name servers",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.THIRD_PARTY,
)
