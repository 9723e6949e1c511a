"""CIRCL's passive DNS: what resolvers of its partners were told about a name or an address, and when."""

from urllib.parse import quote

from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.passive_records import read
from osint.errors import SourceUnusable
from osint.outcomes.http import status_of
from osint.records import Ask, Outcome, Subject, SubjectKind

NAME = "circl"
KEY = "CIRCL_PASSIVE_DNS"  # user:password, as the service gives them
QUERY = "https://www.circl.lu/pdns/query/{}"
ACCEPTED = frozenset({SubjectKind.SITE, SubjectKind.ADDRESS})


def ask(subject: Subject) -> Asking:
    """One question: a site's records, the host's where one is named; or the records that lead to an address.

    Raises:
        SourceUnusable: when the service takes neither name nor password, or the day's quota is used up.
    """
    if subject.kind not in ACCEPTED:
        return
    headers = (("Authorization", f"Basic __{KEY}__"), ("Accept", "application/json"))
    place = QUERY.format(quote(subject.name, safe=""))
    told = yield Ask(place, NAME, subject, headers=headers, keys=(KEY,), follow=False)
    if told.outcome is Outcome.REFUSED:
        match status_of(told.head):
            case 401 | 403:
                raise SourceUnusable(f"CIRCL does not take the key: set {KEY} to user:password")
            case 429:
                raise SourceUnusable("CIRCL's quota is used up: collect again when it is renewed")


COLLECTOR = Collector(
    name=NAME,
    about="CIRCL's passive DNS: the records that a name had, and the names that led to an address, with their times",
    ask=ask,
    read=read,
    accepts=ACCEPTED,
    touches=Touch.THIRD_PARTY,
    keys=(KEY,),
)
