"""Whom to write to about a site, in the order in which a notice should go out, each with its source and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from osint.hosting.classify import Answer, fronts
from osint.hosting.lists import Hit, Lists
from osint.hosting.origin import Candidate, Standing, candidates, standing
from osint.hosting.seen import Seen, Trace, Traces

STRONG = 3000  # thousandths of a bit: a candidate of less is not written to as the host
MOST_CANDIDATES = 3


class Role(StrEnum):
    """Who is written to; the first can take the content down, the last only the name or the route."""

    BEHIND = "host behind the front"
    HOST = "host"
    FRONT = "front"
    REGISTRAR = "registrar"
    NETWORK = "autonomous system"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class Contact:
    """One addressee: how he is reached, through what he carries the site, and which exchanges say so."""

    site: str
    rank: int  # from 1: the order in which a notice should go out
    role: Role
    name: str  # as a source names him; empty where none does
    email: str
    form: str
    subject: str  # the address, AS number or name through which he carries the site
    answer: Answer  # known (yes), or not known: then why says what to do
    why: str
    exchanges: tuple[str, ...]


def route(site: str, seen: Seen, lists: Lists, places: Mapping[str, str]) -> tuple[Contact, ...]:
    """The contacts of a site. ``places`` says to which address each exchange was put, the earliest first.

    First whoever can remove the content (the host, behind the front where there is one), then who stands before
    it, who gave the name, who routes the network, and last the registry. A role of which nothing is known has a
    row too: it says what is missing.
    """
    stands = standing(site, seen, lists)
    bare = [each for each in seen.current(site) if not fronts(each.value, seen, lists)]
    likely = _likely(site, seen, lists) if stands.answer is Answer.YES else []
    rows = [
        *_behind(site, stands, likely, seen),
        *_hosts(site, stands, bare, seen),
        *_fronts(site, seen, lists),
        *_registrar(site, seen),
        *_networks(site, [each.value for each in bare], likely, seen),
        *_registry(site, seen, places),
    ]
    return tuple(replace(each, rank=rank) for rank, each in enumerate(_once(rows), 1))


def _behind(site: str, stands: Standing, likely: list[Candidate], seen: Seen) -> Iterator[Contact]:
    """The hosts of the candidates for the machine behind a front."""
    for each in likely:
        told = tuple(sorted({name for reason in each.reasons for name in reason.exchanges}))
        why = (
            f"may be the machine behind the front ({each.words}, {each.bits / 1000:.1f} bits): ask to confirm"
        )
        yield from _network_of(site, Role.BEHIND, each.address, why, told, seen)
    if stands.answer is Answer.YES and not likely:
        why = "no candidate with strong signs: ask the front, which knows the host"
        yield Contact(site, 0, Role.BEHIND, "", "", "", "", Answer.NOT_KNOWN, why, ())


def _hosts(site: str, stands: Standing, bare: list[Trace], seen: Seen) -> Iterator[Contact]:
    """The hosts of the addresses to which the site's own name leads, where no front is listed for them."""
    if stands.answer is Answer.NOT_KNOWN:
        yield Contact(
            site, 0, Role.HOST, "", "", "", "", Answer.NOT_KNOWN, f"{stands.why}: collect first", ()
        )
    for each in bare:
        yield from _network_of(
            site, Role.HOST, each.value, "the site's own name leads here", each.exchanges, seen
        )


def _network_of(
    site: str, role: Role, address: str, why: str, told: tuple[str, ...], seen: Seen
) -> Iterator[Contact]:
    """Who holds the network of an address: his address for abuse, or else how a national registry says to reach him."""
    name = "; ".join(seen.of_address(address, "network_name"))
    for sort, more in (
        ("abuse_email", ""),
        ("network_contact", "; the holder's contact, none for abuse is named"),
    ):
        if mailboxes := seen.of_address(address, sort):
            for email, trace in mailboxes.items():
                exchanges = tuple(sorted({*told, *trace.exchanges}))
                yield Contact(site, 0, role, name, email, "", address, Answer.YES, why + more, exchanges)
            return
    missing = f"{why}; no registry's answer names an address for abuse: collect, or look in the host's terms"
    yield Contact(site, 0, role, name, "", "", address, Answer.NOT_KNOWN, missing, told)


def _fronts(site: str, seen: Seen, lists: Lists) -> Iterator[Contact]:
    """The companies whose lists hold the site's addresses: by their own form or address, else the network's."""
    for each in seen.current(site):
        for hit in _one_a_vendor(fronts(each.value, seen, lists)):
            desk, listing = hit.listing.abuse, hit.listing
            why = f"{each.value} is listed by {listing.name} of {listing.date}, the site's visitors reach it"
            if desk is not None:
                says = f"; {desk.says}" if desk.says else ""
                told = (desk.email, desk.form, each.value, Answer.YES, why + says, each.exchanges)
                yield Contact(site, 0, Role.FRONT, listing.vendor, *told)
            else:
                yield from _network_of(site, Role.FRONT, each.value, why, each.exchanges, seen)


def _registrar(site: str, seen: Seen) -> Iterator[Contact]:
    """Who registered the name: he can suspend it."""
    name = "; ".join(seen.of_site(site, "registrar"))
    mailboxes = seen.of_site(site, "abuse_email")
    for email, trace in mailboxes.items():
        why = "the name is registered through him, and his record names this address for abuse"
        yield Contact(site, 0, Role.REGISTRAR, name, email, "", site, Answer.YES, why, trace.exchanges)
    if not mailboxes:
        told = _exchanges(seen.of_site(site, "registrar"))
        why = (
            "no answer names his address for abuse: see his own pages"
            if name
            else "no answer names a registrar"
        )
        yield Contact(site, 0, Role.REGISTRAR, name, "", "", site, Answer.NOT_KNOWN, why, told)


def _networks(site: str, bare: list[str], likely: list[Candidate], seen: Seen) -> Iterator[Contact]:
    """Who announces the host's network: for where the host does not act."""
    for address in dict.fromkeys([*(each.address for each in likely), *bare]):
        numbers = seen.of_address(address, "asn")
        mailboxes = _of_system(address, numbers, seen)
        name = ", ".join(numbers)
        for email, trace in mailboxes.items():
            why = f"announces the network of {address}; for where its host does not act"
            exchanges = tuple(sorted({*trace.exchanges, *_exchanges(numbers)}))
            yield Contact(site, 0, Role.NETWORK, name, email, "", address, Answer.YES, why, exchanges)
        if numbers and not mailboxes:
            why = f"announces the network of {address}; its registry names no address for abuse"
            yield Contact(
                site, 0, Role.NETWORK, name, "", "", address, Answer.NOT_KNOWN, why, _exchanges(numbers)
            )


def _of_system(address: str, numbers: Traces, seen: Seen) -> Traces:
    """Where abuse of the address's AS is reported: asked once an AS, so perhaps for another of its addresses."""
    for each in [address, *(other for number in numbers for other in seen.addresses_with("asn", number))]:
        mailboxes = seen.of_address(each, "as_abuse_email")
        if mailboxes and (each == address or set(seen.of_address(each, "asn")) == set(numbers)):
            return mailboxes
    return {}


def _registry(site: str, seen: Seen, places: Mapping[str, str]) -> Iterator[Contact]:
    """The registry of the top-level domain: the last, and by its own rules alone."""
    told = _exchanges(seen.of_site(site, "registrar")) + _exchanges(seen.of_site(site, "registration_date"))
    servers = _first_asked(told, places)
    name = f".{site.rpartition('.')[2]}" + (f", by {', '.join(servers)}" if servers else "")
    why = "its own policy says what it acts on: for names used against the law, where the registrar does not act"
    yield Contact(site, 0, Role.REGISTRY, name, "", "", site, Answer.NOT_KNOWN, why, tuple(sorted({*told})))


def _first_asked(told: Iterable[str], places: Mapping[str, str]) -> list[str]:
    """The registry's servers: of each protocol the one that was asked first, since a registry refers to registrars.

    ``places`` holds the case's exchanges in the order in which they were made.
    """
    wanted, first = frozenset(told), dict[str, str]()
    for uri in (uri for name, uri in places.items() if name in wanted):
        first.setdefault(uri.partition(":")[0], _server(uri))
    return sorted({*first.values()} - {""})


def _likely(site: str, seen: Seen, lists: Lists) -> list[Candidate]:
    found = candidates(site, seen, lists)
    return [each for each in found if not each.left_out and each.bits >= STRONG][:MOST_CANDIDATES]


def _one_a_vendor(hits: Iterable[Hit]) -> list[Hit]:
    return list({hit.listing.vendor: hit for hit in reversed(list(hits))}.values())


def _exchanges(traces: Traces) -> tuple[str, ...]:
    return tuple(sorted({name for each in traces.values() for name in each.exchanges}))


def _server(uri: str) -> str:
    """The server to which a question was put."""
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""


def _once(rows: Iterable[Contact]) -> list[Contact]:
    """Each addressee once in a role, for whichever of the site's addresses came first; what is not known stays."""
    kept: dict[tuple[Role, str, str], Contact] = {}
    for each in rows:
        kept.setdefault((each.role, each.email or each.subject, each.form), each)
    return list(kept.values())
