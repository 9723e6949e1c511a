"""DNS: a zone's records, its policies and keys, and the hosts beside it, asked of a recursive resolver."""

import hashlib
from collections.abc import Generator, Iterable, Iterator

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype

from osint.collectors import dns_records, mail_policy
from osint.collectors.collector import Asking, Collector, Touch
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind

NAME = "dns"
OF_HOST = ("A", "AAAA", "HTTPS")
OF_ZONE = ("NS", "MX", "TXT", "SOA", "CAA", "DS", "DNSKEY")
POLICIES = ("_dmarc", "_validation-persist", "_mta-sts", "_smtp._tls")
# Hosts that often stand beside a CDN and not behind it: mail, files, the host's panel, the machine itself.
BESIDE = ("mail", "ftp", "cpanel", "direct", "origin")
MOST_MAIL_HOSTS = 3  # of the site's own, whose addresses are asked for
# Questions of one subject at the most: 9 of hosts, 7 of the zone, the wildcard, a second look at a failed zone, the
# policies, 10 of SPF, the keys' names, mail hosts and those beside.
MOST = (
    9 + len(OF_ZONE) + 2 + len(POLICIES) + mail_policy.LOOKUPS + mail_policy.MOST_SELECTORS + 3 + len(BESIDE)
)

Telling = Generator[Ask, Exchange, "list[Exchange]"]


def ask(subject: Subject) -> Asking:
    """The host's, the site's and ``www``'s addresses; the zone; policies and keys; the hosts beside. At most ``MOST``.

    A site that does not exist is asked nothing below its name (RFC 8020).
    """
    if subject.kind is not SubjectKind.SITE:
        return
    site = subject.value
    first = yield _ask(subject, site, "A")
    if _is_nothing(first):
        return
    wildcard = yield _ask(subject, wildcard_of(site), "A")
    hosts = dict.fromkeys((subject.name, site, f"www.{site}"))
    asked = [(host, sort) for host in hosts for sort in OF_HOST if (host, sort) != (site, "A")]
    yield from _each(subject, asked)
    zone = yield from _each(subject, [(site, sort) for sort in OF_ZONE])
    if _could_not_answer(zone[OF_ZONE.index("SOA")]):
        yield _ask(subject, site, "SOA;checking=disabled")
    yield from _each(subject, [(f"{policy}.{site}", "TXT") for policy in POLICIES])
    yield from _mail(subject, zone[OF_ZONE.index("MX")], zone[OF_ZONE.index("TXT")])
    if wildcard.outcome is not Outcome.ANSWERED:  # under a wildcard every name answers, and says nothing
        yield from _each(subject, [(f"{name}.{site}", "A") for name in BESIDE])


def wildcard_of(site: str) -> str:
    """A name below a site that nobody has made: the same each time, so that its answer is found again."""
    return f"{hashlib.sha256(f'no host of {site}'.encode()).hexdigest()[:16]}.{site}"


def read(exchange: Exchange) -> Iterator[Observation]:
    """What the answer says of the name that was asked (``dns_records.py``)."""
    return dns_records.read(exchange, is_wildcard=_asked(exchange) == wildcard_of(exchange.ask.subject.value))


def _mail(subject: Subject, hosts: Exchange, texts: Exchange) -> Asking:
    """Whom the policy takes in, at most as many as a receiver would ask; the keys; the site's own mail hosts."""
    mail = dns_records.values(hosts, "MX")
    policy = next(
        (text for text in dns_records.values(texts, "TXT") if text.lower().startswith("v=spf1")), ""
    )
    policies = yield from _policies(subject, policy)
    if mail or policy:
        names = mail_policy.selectors(" ".join([*mail, policy, *policies]).lower())
        yield from _each(subject, [(f"{name}._domainkey.{subject.value}", "TXT") for name in names])
    own = [host for host in dict.fromkeys(mail) if host.endswith(f".{subject.value}")]
    beside = {f"{name}.{subject.value}" for name in BESIDE}
    yield from _each(subject, [(host, "A") for host in own[:MOST_MAIL_HOSTS] if host not in beside])


def _policies(subject: Subject, policy: str) -> Generator[Ask, Exchange, list[str]]:
    """The policies that one takes in, and those that these take in, each once (RFC 7208, 4.6.4)."""
    waiting, asked, told = mail_policy.included(policy), {subject.value}, []
    left = mail_policy.LOOKUPS
    while waiting and left:
        name = waiting.pop(0)
        if name in asked:
            continue
        asked.add(name)
        left -= 1
        answer = yield _ask(subject, name, "TXT")
        for text in dns_records.values(answer, "TXT"):
            if text.lower().startswith("v=spf1"):
                told.append(text)
                waiting += mail_policy.included(text)
    return told


def _each(subject: Subject, questions: Iterable[tuple[str, str]]) -> Telling:
    answers = []
    for name, sort in questions:
        answers.append((yield _ask(subject, name, sort)))
    return answers


def _ask(subject: Subject, name: str, sort: str) -> Ask:
    return Ask(f"dns:{name}?type={sort}", NAME, subject)


def _asked(exchange: Exchange) -> str:
    return exchange.ask.uri.removeprefix("dns:").partition("?")[0]


def _is_nothing(answer: Exchange) -> bool:
    """Whether there is no such name at all, and no alias that leads astray."""
    code = _code(answer)
    return answer.outcome is Outcome.ABSENT and code == dns.rcode.NXDOMAIN and "alias" not in answer.why


def _could_not_answer(answer: Exchange) -> bool:
    """Whether the resolver failed, as it does where the zone's signatures do not hold (RFC 4035, 5.5)."""
    return answer.outcome is Outcome.FAILED and _code(answer) == dns.rcode.SERVFAIL


def _code(answer: Exchange) -> int:
    try:
        return int(dns.message.from_wire(answer.body, ignore_trailing=True).rcode())
    except (dns.exception.DNSException, ValueError):
        return -1


COLLECTOR = Collector(
    name=NAME,
    about="the zone's records, policies and keys, of a recursive resolver, which asks the site's own name servers",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.SITE}),
    touches=Touch.THIRD_PARTY,
)
