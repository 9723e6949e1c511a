"""DNSDB (DomainTools, formerly Farsight), its standard lookups: a site's records, an address's names, a value's bearers."""

from collections.abc import Generator, Iterator
from urllib.parse import quote, urlsplit

from osint.collectors.answers import json_of
from osint.collectors.collector import Asking, Collector, Search, Touch
from osint.collectors.passive_bearers import count, crowd, read, zones
from osint.collectors.searching import telling
from osint.errors import SourceUnusable
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

NAME = "dnsdb"
KEY = "DNSDB_API_KEY"
BASE = "https://api.dnsdb.info/dnsdb/v2"
LIMIT = 1000  # records of one answer; the service's own default is 10,000
ACCEPTED = frozenset({SubjectKind.SITE, SubjectKind.ADDRESS, SubjectKind.IDENTIFIER})
# By kind: the type of the records that hold such hosts.
SORTS = {"nameserver_set": "NS", "mail_host": "MX", "alias_host": "CNAME"}


def ask(subject: Subject) -> Asking:
    """A site: every record of its name, and the addresses of the hosts below it. An address: the names that led there.

    An identifier: how many records hold it, then which; of a set of name servers the zones of each, and then of every
    zone that all of them serve its own set, for only that tells whether it is the same.

    Raises:
        SourceUnusable: when the service does not take the key, or its quota is used up.
    """
    if subject.kind is SubjectKind.IDENTIFIER:
        yield from _search(subject)
        return
    for place in places(subject):
        if (yield from _put(subject, f"lookup/{place}")).outcome is Outcome.NOT_ASKED:
            return  # no key, most of all: to say so once is enough


def places(subject: Subject) -> Iterator[str]:
    """What is looked up of a subject: one lookup each."""
    if subject.kind is SubjectKind.SITE:
        yield f"rrset/name/{subject.value}"
        yield f"rrset/name/*.{subject.value}/A"
    elif subject.kind is SubjectKind.ADDRESS:
        yield f"rdata/ip/{subject.value}"
    elif subject.kind is SubjectKind.IDENTIFIER:
        found = telling(subject)
        if found is not None and found[0].name == "address":
            yield f"rdata/ip/{found[1]}"
        elif found is not None and found[0].name in SORTS:
            yield from (f"rdata/name/{quote(host)}/{SORTS[found[0].name]}" for host in found[1].split())


def _search(subject: Subject) -> Asking:
    wanted = list(places(subject))
    if not wanted:
        return
    summed = yield from _put(subject, f"summarize/{wanted[0]}")
    if not count(summed):
        return
    served: list[frozenset[str]] = []
    for place in wanted:
        told = yield from _put(subject, f"lookup/{place}")
        if told.outcome is not Outcome.ANSWERED:
            return
        served.append(zones(told))
    if subject.value.startswith("nameserver_set:"):
        for zone in sorted(frozenset.intersection(*served)):
            told = yield from _put(subject, f"lookup/rrset/name/{zone}/NS")
            if told.outcome is Outcome.NOT_ASKED:
                return


def _put(subject: Subject, place: str) -> Generator[Ask, Exchange, Exchange]:
    """One question.

    Raises:
        SourceUnusable: when the service does not take the key, or its quota is used up.
    """
    headers = (("X-API-Key", f"__{KEY}__"), ("Accept", "application/x-ndjson"))
    uri = f"{BASE}/{place}?limit={LIMIT}&swclient=osint"
    told = yield Ask(uri, NAME, subject, headers=headers, keys=(KEY,), follow=False)
    if told.outcome is Outcome.REFUSED:
        match status_of(told.head):
            case 401 | 403:
                raise SourceUnusable(f"DNSDB does not take the key: set {KEY} to one that holds")
            case 429:
                raise SourceUnusable("DNSDB's quota is used up: collect again when it is renewed")
    return told


def query_of(subject: Subject) -> str:
    """What is looked up for an identifier; empty for kinds that no record holds."""
    return " ".join(places(subject)) if subject.kind is SubjectKind.IDENTIFIER else ""


def cost(subject: Subject) -> int:
    """Lookups of the quota: each question takes one, also one that only counts (docs.domaintools.com, rate limits)."""
    asked = len(list(places(subject)))
    return asked + 1 if asked and subject.kind is SubjectKind.IDENTIFIER else asked


def price(ask: Ask) -> int:
    """A lookup of the quota for each question of a search; what sites and addresses take is no search's budget."""
    is_counted = urlsplit(ask.uri).path.startswith(("/dnsdb/v2/lookup/", "/dnsdb/v2/summarize/"))
    return 1 if is_counted and ask.subject.kind is SubjectKind.IDENTIFIER else 0


def account(subject: Subject) -> Ask:
    """The question for what is left of the quota; it takes none (docs.domaintools.com, rate limits)."""
    headers = (("X-API-Key", f"__{KEY}__"), ("Accept", "application/json"))
    return Ask(f"{BASE}/rate_limit", NAME, subject, headers=headers, keys=(KEY,), follow=False)


def balance(exchange: Exchange) -> int | None:
    """The lookups that are left; nothing for a key without limit, and where the answer does not say."""
    told = json_of(exchange) if urlsplit(exchange.ask.uri).path.endswith("/rate_limit") else None
    rate = told.get("rate") if isinstance(told, dict) else None
    left = rate.get("remaining") if isinstance(rate, dict) else None
    return left if isinstance(left, int) and exchange.outcome is Outcome.ANSWERED else None


COLLECTOR = Collector(
    name=NAME,
    about="DNSDB's passive DNS: the records that a site had, the names that led to an address, and who has the same servers",
    ask=ask,
    read=read,
    accepts=ACCEPTED,
    touches=Touch.THIRD_PARTY,
    cost=cost,
    keys=(KEY,),
    search=Search(
        query=query_of,
        counted="a summary: how many records hold it",
        unit="lookup",
        price=price,
        count=count,
        crowd=crowd,
        account=account,
        balance=balance,
    ),
)
