"""CIRCL's passive DNS: what resolvers of its partners were told about a name or an address, and when."""

from urllib.parse import quote

from osint.collectors.collector import Asking, Collector, Search, Touch
from osint.collectors.passive_bearers import count, crowd, read
from osint.collectors.searching import telling
from osint.errors import SourceUnusable
from osint.outcomes.http import status_of
from osint.records import Ask, Outcome, Subject, SubjectKind

NAME = "circl"
KEY = "CIRCL_PASSIVE_DNS"  # user:password, as the service gives them
QUERY = "https://www.circl.lu/pdns/query/{}"
ACCEPTED = frozenset({SubjectKind.SITE, SubjectKind.ADDRESS, SubjectKind.IDENTIFIER})


def ask(subject: Subject) -> Asking:
    """One question: a site's records, the host's where one is named; or the records that lead to an address.

    A host cannot be asked for by what leads to it, so that of all identifiers an address alone is searched.

    Raises:
        SourceUnusable: when the service takes neither name nor password, or the day's quota is used up.
    """
    wanted = query_of(subject)
    if not wanted:
        return
    headers = (("Authorization", f"Basic __{KEY}__"), ("Accept", "application/json"))
    place = QUERY.format(quote(wanted, safe=""))
    told = yield Ask(place, NAME, subject, headers=headers, keys=(KEY,), follow=False)
    if told.outcome is Outcome.REFUSED:
        match status_of(told.head):
            case 401 | 403:
                raise SourceUnusable(f"CIRCL does not take the key: set {KEY} to user:password")
            case 429:
                raise SourceUnusable("CIRCL's quota is used up: collect again when it is renewed")


def query_of(subject: Subject) -> str:
    """The name or address that is asked about; empty where there is none."""
    if subject.kind is SubjectKind.IDENTIFIER:
        found = telling(subject)
        return found[1] if found is not None and found[0].name == "address" else ""
    return subject.name if subject.kind in ACCEPTED else ""


COLLECTOR = Collector(
    name=NAME,
    about="CIRCL's passive DNS: the records that a name had, and the names that led to an address, with their times",
    ask=ask,
    read=read,
    accepts=ACCEPTED,
    touches=Touch.THIRD_PARTY,
    keys=(KEY,),
    search=Search(query=query_of, counted="the one answer holds them all", count=count, crowd=crowd),
)
