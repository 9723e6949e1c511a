"""What lists say of an address or a host: listed and by which list, not listed, or not known; never what it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from osint.hosting.lists import FRONTS, Hit, Listing, Lists, Sort
from osint.hosting.seen import Seen, Trace

CROWD = 20  # sites seen on an address within a year: more are strangers of one host, or a CDN's
SHARED = "shared hosting"


class Answer(StrEnum):
    """What can be said: of lists the first three; of a zone and of an address's names the others, and not known."""

    LISTED = "listed"
    NOT_LISTED = "not listed"
    NOT_KNOWN = "not known"
    YES = "yes"
    SIGNED = "signed"
    UNSIGNED = "unsigned"
    BOGUS = "bogus"
    CONFIRMED = "confirmed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Label:
    """One answer about one subject: by which list, of which day, under which licence, and why."""

    subject: str  # an address or a host
    label: str  # a sort of list, or shared hosting
    answer: Answer
    list: str  # the list's name; for what is in none, the names of those that were looked into
    vendor: str
    date: str  # the list's day, ISO 8601; the earliest of several
    licence: str
    why: str
    exchanges: tuple[str, ...]


def of_address(address: str, seen: Seen, lists: Lists) -> tuple[Label, ...]:
    """Every label of an address: one row a list that holds it, and one for each sort of which none does."""
    numbers = seen.of_address(address, "asn")
    hits: list[tuple[Hit, tuple[str, ...]]] = [(hit, ()) for hit in lists.of_address(address)]
    hits += [(hit, trace.exchanges) for asn, trace in numbers.items() for hit in lists.of_asn(asn)]
    rows = list(_listed(address, hits))
    known = {row.label for row in rows}
    rows += [_unlisted(address, sort, lists, numbers.values()) for sort in Sort if sort.value not in known]
    return (*sorted(rows, key=_order), _shared(address, seen))


def of_hosts(site: str, seen: Seen, lists: Lists) -> tuple[Label, ...]:
    """The lists that hold a host of which the site is an alias, or a name server of its zone."""
    rows: list[Label] = []
    for alias, trace in seen.of_site(site, "alias_host").items():
        rows += _listed(alias, [(hit, trace.exchanges) for hit in lists.of_host(alias)])
    for servers, trace in seen.of_site(site, "nameserver_set").items():
        for server in servers.split():
            hits = [(hit, trace.exchanges) for hit in lists.of_nameserver(server)]
            rows += _listed(server, hits, note=": a zone that is served there need not be proxied")
    return tuple(sorted(dict.fromkeys(rows), key=_order))


def fronts(address: str, seen: Seen, lists: Lists) -> list[Hit]:
    """The lists that hold an address as what stands before a site's own machine."""
    hits = [*lists.of_address(address)]
    hits += [hit for asn in seen.of_address(address, "asn") for hit in lists.of_asn(asn)]
    return [hit for hit in hits if hit.listing.sort in FRONTS]


def count_on(address: str, seen: Seen) -> tuple[int, Trace] | None:
    """How many sites passive DNS saw on an address within a year: the most that one source told."""
    told = seen.of_address(address, "site_count")
    return max(
        ((int(value), trace) for value, trace in told.items() if value.isdecimal()),
        key=lambda each: each[0],
        default=None,
    )


def _listed(subject: str, hits: Iterable[tuple[Hit, tuple[str, ...]]], note: str = "") -> Iterator[Label]:
    """A row for each list: a list that holds a subject by block and by AS number says so once."""
    known: set[str] = set()
    for hit, exchanges in hits:
        one = hit.listing
        if one.name not in known:
            known.add(one.name)
            why = f"{hit.value} is in {hit.entry}{note}" if hit.value != hit.entry else f"lists it{note}"
            told = (one.name, one.vendor, one.date, one.licence, f"{why} ({one.source})", exchanges)
            yield Label(subject, one.sort.value, Answer.LISTED, *told)


def _unlisted(address: str, sort: Sort, lists: Lists, numbers: Iterable[Trace]) -> Label:
    """That no list of a sort holds an address; or that it cannot be said."""
    asked = [each for each in lists.every if each.sort is sort]
    told, exchanges = list(numbers), tuple(sorted({name for each in numbers for name in each.exchanges}))
    if not asked:
        return _row(address, sort, Answer.NOT_KNOWN, asked, "no list of this sort is loaded", ())
    if any(each.asns for each in asked) and not told:
        why = "no block holds it, but these lists hold AS numbers too, and the address's is not known"
        return _row(address, sort, Answer.NOT_KNOWN, asked, why, ())
    why = "neither the address nor its AS number is in these lists: others may list it"
    return _row(address, sort, Answer.NOT_LISTED, asked, why, exchanges)


def _row(
    address: str, sort: Sort, answer: Answer, asked: list[Listing], why: str, exchanges: tuple[str, ...]
) -> Label:
    named = "; ".join(each.name for each in asked)
    day = min((each.date for each in asked), default="")
    licence = "; ".join(dict.fromkeys(each.licence for each in asked))
    return Label(address, sort.value, answer, named, "", day, licence, why, exchanges)


def _shared(address: str, seen: Seen) -> Label:
    """Whether passive DNS saw a crowd of sites on an address."""
    counted = count_on(address, seen)
    if counted is None:
        why = "no passive DNS was asked about the address, or none answered"
        return Label(address, SHARED, Answer.NOT_KNOWN, "", "", "", "", why, ())
    count, trace = counted
    day = f"{trace.last_seen:%Y-%m-%d}"
    answer = Answer.LISTED if count > CROWD else Answer.NOT_LISTED
    why = f"{count} sites were seen on it within a year; more than {CROWD} are held for shared"
    return Label(address, SHARED, answer, "passive DNS", "", day, "the source's terms", why, trace.exchanges)


def _order(row: Label) -> tuple[int, str, str, str]:
    return list(Answer).index(row.answer), row.label, row.list, row.subject
