"""DNSDB (DomainTools, formerly Farsight), its standard lookups: the records that a site had, and an address's names."""

from collections.abc import Iterator

from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.passive_records import read
from osint.errors import SourceUnusable
from osint.outcomes.http import status_of
from osint.records import Ask, Outcome, Subject, SubjectKind

NAME = "dnsdb"
KEY = "DNSDB_API_KEY"
BASE = "https://api.dnsdb.info/dnsdb/v2/lookup"
LIMIT = 1000  # records of one answer; the service's own default is 10,000
ACCEPTED = frozenset({SubjectKind.SITE, SubjectKind.ADDRESS})


def ask(subject: Subject) -> Asking:
    """A site: every record of its name, and the addresses of the hosts below it. An address: the names that led there.

    Raises:
        SourceUnusable: when the service does not take the key, or its quota is used up.
    """
    for place in places(subject):
        headers = (("X-API-Key", f"__{KEY}__"), ("Accept", "application/x-ndjson"))
        uri = f"{BASE}/{place}?limit={LIMIT}&swclient=osint"
        told = yield Ask(uri, NAME, subject, headers=headers, keys=(KEY,), follow=False)
        if told.outcome is Outcome.NOT_ASKED:
            return  # no key, most of all: to say so once is enough
        if told.outcome is Outcome.REFUSED:
            match status_of(told.head):
                case 401 | 403:
                    raise SourceUnusable(f"DNSDB does not take the key: set {KEY} to one that holds")
                case 429:
                    raise SourceUnusable("DNSDB's quota is used up: collect again when it is renewed")


def places(subject: Subject) -> Iterator[str]:
    """What is looked up of a subject: one lookup each."""
    if subject.kind is SubjectKind.SITE:
        yield f"rrset/name/{subject.value}"
        yield f"rrset/name/*.{subject.value}/A"
    elif subject.kind is SubjectKind.ADDRESS:
        yield f"rdata/ip/{subject.value}"


def cost(subject: Subject) -> int:
    """Lookups of the quota: each question takes one (docs.domaintools.com/api/dnsdb, rate limits)."""
    return len(list(places(subject)))


COLLECTOR = Collector(
    name=NAME,
    about="DNSDB's passive DNS: the records that a site had, and the names that led to an address, with their times",
    ask=ask,
    read=read,
    accepts=ACCEPTED,
    touches=Touch.THIRD_PARTY,
    cost=cost,
    keys=(KEY,),
)
