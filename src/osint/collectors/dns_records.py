"""What a DNS answer says of the name that was asked: addresses, servers, mail, policies, keys and signatures."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rdatatype

from osint import names
from osint.collectors.seen import at_time
from osint.errors import BadName
from osint.identifiers import kind
from osint.identifiers.scan import scan
from osint.records import Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where, sha256

FIRST_STRING = 255  # bytes: so far, text and message have the same order
MOST_ALIASES = 16  # of one chain; resolvers give up earlier
READ = frozenset({Outcome.ANSWERED, Outcome.ABSENT})


@dataclass(frozen=True, slots=True)
class Told:
    """One answer, and of whom it tells."""

    exchange: Exchange
    subject: Subject
    asked: str  # the name in the question
    aliases: tuple[str, ...]  # the names that the answer led to
    is_foreign: bool = False  # a name outside the site: whose policy the site takes in


def read(exchange: Exchange, *, is_wildcard: bool = False) -> Iterator[Observation]:
    """What the answer section says of the name that was asked, its aliases followed; nothing of other names."""
    if exchange.outcome not in READ:
        return
    asked, sort = _question(exchange)
    try:
        message = dns.message.from_wire(exchange.body, ignore_trailing=True)
        host = names.host(_unmarked(asked))
        site = names.site(host)
        known = _aliases(message, dns.name.from_text(asked))
    except (dns.exception.DNSException, ValueError, BadName):
        return
    if dns.name.from_text(asked) not in {each.name for each in message.question}:
        return
    own = exchange.ask.subject
    is_foreign = own.kind is SubjectKind.SITE and site != own.value
    subject = own if is_foreign else Subject(SubjectKind.SITE, site, "" if site == host else host)
    aliases = tuple(each.to_text() for each in known[1:])
    told = Told(exchange, subject, asked, aliases, is_foreign)
    if is_wildcard:
        yield from _wildcard(told, message, known)
    elif is_foreign:
        yield from _taken_in(told, message, known)
    else:
        yield from _signed(told, message, sort)
        yield from _led_to(told)
        yield from _records(told, message, known)


def values(exchange: Exchange, sort: str) -> list[str]:
    """The hosts of a mail answer in order of preference, or the texts of a TXT answer; none where there is none."""
    if exchange.outcome is not Outcome.ANSWERED:
        return []
    try:
        message = dns.message.from_wire(exchange.body, ignore_trailing=True)
        known = _aliases(message, dns.name.from_text(_question(exchange)[0]))
    except (dns.exception.DNSException, ValueError):
        return []
    wanted = dns.rdatatype.from_text(sort)
    records = [each for one in message.answer if one.rdtype == wanted and one.name in known for each in one]
    if sort == "MX":
        ordered = sorted(records, key=lambda each: (each.preference, str(each.exchange)))
        return [str(each.exchange).rstrip(".").lower() for each in ordered]
    return [b"".join(each.strings).decode("utf-8", "replace") for each in records]


def _question(exchange: Exchange) -> tuple[str, str]:
    """The name and what is asked of it."""
    name, _, rest = exchange.ask.uri.removeprefix("dns:").partition("?type=")
    return name, rest


def _unmarked(name: str) -> str:
    """The host that a name with marked labels (``_dmarc``, ``s1._domainkey``) is about."""
    labels = name.split(".")
    marked = max((at for at, label in enumerate(labels) if label.startswith("_")), default=-1)
    return ".".join(labels[marked + 1 :])


def _records(told: Told, message: dns.message.Message, known: list[dns.name.Name]) -> Iterator[Observation]:
    """Every record of the name itself and of those that it is an alias of."""
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
    """The name and those that it is an alias of, in the order in which they lead on, however they are listed."""
    leads = {
        answer.name: answer[0].target for answer in message.answer if answer.rdtype == dns.rdatatype.CNAME
    }
    known = [name]
    while (
        len(known) <= MOST_ALIASES and (further := leads.get(known[-1])) is not None and further not in known
    ):
        known.append(further)
    return known


def _signed(told: Told, message: dns.message.Message, sort: str) -> Iterator[Observation]:
    """What an answer of the site's own zone says of its signatures; the resolver's word for it, and no more."""
    if told.asked != told.subject.value:
        return
    is_there = told.exchange.outcome is Outcome.ANSWERED
    match sort:
        case "SOA" if is_there:
            is_validated = bool(message.flags & dns.flags.AD)
            yield from _seen(told, "dnssec", "validated" if is_validated else "not validated")
        case "SOA;checking=disabled" if is_there:
            yield from _seen(told, "dnssec", "answered only unchecked")
        case "DS":
            yield from _seen(told, "dnssec", "delegation signed" if is_there else "delegation unsigned")
        case "DNSKEY" if is_there:
            yield from _seen(told, "dnssec", "keys published")


def _wildcard(told: Told, message: dns.message.Message, known: list[dns.name.Name]) -> Iterator[Observation]:
    """Where a name leads that nobody made; of the site's own name this says nothing."""
    of_site = replace(told, subject=Subject(SubjectKind.SITE, told.subject.value))
    addresses = [
        str(record.address)
        for answer in message.answer
        if answer.name in known and answer.rdtype in {dns.rdatatype.A, dns.rdatatype.AAAA}
        for record in answer
    ]
    for value in sorted(addresses):
        yield from _seen(of_site, "dns_wildcard", value)


def _taken_in(told: Told, message: dns.message.Message, known: list[dns.name.Name]) -> Iterator[Observation]:
    """The addresses of a service whose policy the site's takes in: a service's, and so nobody's in particular."""
    for answer in message.answer:
        for record in answer if answer.name in known and answer.rdtype == dns.rdatatype.TXT else ():
            text = b"".join(record.strings)
            if text[:12].lower().startswith(b"v=spf1"):
                for seen in _senders(told, text.decode("ascii", "replace").lower().split()):
                    if seen.find.kind == "spf_address_set":
                        yield replace(seen, find=replace(seen.find, own=False, platform=True))


def _led_to(told: Told) -> Iterator[Observation]:
    """Aliases at other sites: hosts of providers, some of which name an account."""
    for target in told.aliases:
        yield from _scanned(told, target.encode("ascii", "replace"))
        if told.asked == told.subject.name and _site_of(target) not in {
            "",
            told.subject.value,
        }:
            yield from _seen(told, "alias_host", target)


def _facts(told: Told, sort: str, record: object) -> Iterator[Observation]:
    match sort:
        case "A" | "AAAA":
            yield from _seen(told, "address", str(getattr(record, "address", "")))
        case "HTTPS" | "SVCB":
            yield from _service(told, record)
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


def _service(told: Told, record: object) -> Iterator[Observation]:
    """Where a service binding leads: another name (RFC 9460, 2.4), and the addresses that it hints at (7.3)."""
    target = getattr(record, "target", dns.name.root)
    host = target.to_text()
    if target != dns.name.root and _site_of(host) not in {"", told.subject.value}:
        yield from _seen(told, "alias_host", host)
        yield from _scanned(told, host.encode("ascii", "replace"))
    for hint in dict(getattr(record, "params", {}) or {}).values():
        for address in getattr(hint, "addresses", ()) or ():
            yield from _seen(told, "address", str(address))


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
