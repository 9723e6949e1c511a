"""Observations made from what a collector reads: the subject of an exchange, and a value within its bytes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from osint import identifiers, names
from osint.errors import BadName
from osint.identifiers.layers import Layer, uncoded
from osint.records import Exchange, Find, Observation, Subject, SubjectKind, Where

MOST_NAMES = 20  # sites: a certificate for more is a CDN's bundle of customers
NAMES_OTHERS = frozenset({"named site", "content host"})  # families of hosts: of oneself they say nothing

Place = tuple[tuple[str, ...], tuple[int, int]]  # the path of layers, and the span within the last


def site_of_host(host: str) -> Subject | None:
    """The site that a host belongs to, with the host; nothing for an address, a mailbox or a bare suffix."""
    try:
        name = names.host(host)
        site = names.site(name)
    except BadName:
        return None
    return Subject(SubjectKind.SITE, site, "" if site == name else name)


def site_of(exchange: Exchange) -> Subject | None:
    """The site that an HTTP or TLS exchange speaks for: that of its own address, not of the question's subject."""
    try:
        return site_of_host(names.host_of(exchange.ask.uri))
    except BadName:
        return None


def at_time(exchange: Exchange, subject: Subject, find: Find, at: datetime | None = None) -> Observation:
    """A find of a subject, seen when the exchange was made or at an earlier time that its source states."""
    when = min(at or exchange.at, exchange.at)
    return Observation(subject, find, exchange.id, when, when)


def placed(layer: Layer, text: str) -> Place:
    """Where a text stands in a layer: as a JSON string, else as it is; the whole layer where it was put together."""
    for form, edge in ((json.dumps(text, ensure_ascii=False), 1), (text, 0)):
        data = form.encode("utf-8", "replace")
        start = layer.data.find(data) if text else -1
        if start >= 0:
            return layer.path, (start + edge, start + len(data) - edge)
    return (*layer.path, "decoded"), (0, len(layer.data))


def within(
    exchange: Exchange, subject: Subject, name: str, raw: str, where: Where = Where.FILE
) -> Iterator[Observation]:
    """An observation of a value that stands as text in the body; its span is the first place where it does."""
    path, span = placed(uncoded(exchange.head, exchange.body), raw)
    find = identifiers.kind(name).find(raw, path=path, span=span, where=where)
    if find is not None:
        yield at_time(exchange, subject, find)


def as_it_stood(find: Find, layer: Layer) -> Find:
    """A find whose raw form is what stands at its span; as it is, where its span is the whole layer."""
    if "decoded" in find.path:
        return find
    return replace(find, raw=layer.data[find.start : find.end].decode("utf-8", "replace"))


def is_of_itself(find: Find, site: str) -> bool:
    """Whether a find that should name another names the very site that bears it, or no site at all.

    In the same families are numbers of accounts; these name no site, and stay.
    """
    entry = identifiers.kind(find.kind)
    if entry.family not in NAMES_OTHERS:
        return False
    named = site_of_host(find.value)
    if named is None:
        return entry.embeds is not None or find.kind.endswith("_host")
    return named.value == site


def sites_named(hosts: Iterable[str]) -> set[str]:
    """The sites among a certificate's names; addresses, mailboxes and bare suffixes are none."""
    found = (site_of_host(host.strip().removeprefix("*.")) for host in hosts)
    return {subject.value for subject in found if subject is not None}


def others_named(hosts: Iterable[str], own: str) -> list[str]:
    """The other sites among a certificate's names; none when there are so many that it is a CDN's bundle."""
    sites = sites_named(hosts)
    return sorted(sites - {own}) if own in sites and len(sites) <= MOST_NAMES else []
