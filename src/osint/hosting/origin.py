"""Where a site behind a front may really stand: candidates from what is known already, each with its sum of reasons.

Pure over observations: no candidate is contacted, by this or by any collector that asks about addresses.
"""

import ipaddress
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from osint import identifiers
from osint.hosting.classify import CROWD, Answer, count_on, fronts
from osint.hosting.lists import Lists
from osint.hosting.seen import Seen, Trace
from osint.records import SubjectKind

NEVER = datetime.min.replace(tzinfo=UTC)  # of a row that no source told
MULTITUDE = 500  # sites on one address
YEAR = timedelta(days=365)
CERTIFICATES = ("certificate", "certificate_serial", "tls_key")
MAIL = ("mail.", "mx", "smtp", "imap", "pop", "webmail.")
MOST = 50  # candidates of one site that are told


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of a candidate's sum: the sign, its thousandths of a bit, and what was seen."""

    sign: str
    bits: int
    note: str
    first_seen: datetime = NEVER
    last_seen: datetime = NEVER
    exchanges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be the machine behind a site's front; the prior is its first reason."""

    site: str
    address: str
    bits: int
    words: str
    left_out: str  # why it is none; empty where it may be
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a site stands behind a front: yes, no or not known, and why."""

    site: str
    answer: Answer
    why: str
    vendors: tuple[str, ...] = ()


def standing(site: str, seen: Seen, lists: Lists) -> Standing:
    """Whether every address of the site's own name is listed as a front's."""
    current = seen.current(site)
    if not current:
        return Standing(site, Answer.NOT_KNOWN, "no address of the site's own name is known")
    listed = {each.value: fronts(each.value, seen, lists) for each in current}
    vendors = tuple(sorted({hit.listing.vendor for hits in listed.values() for hit in hits}))
    bare = [address for address, hits in listed.items() if not hits]
    if not bare:
        return Standing(site, Answer.YES, f"its addresses are listed by: {_named(listed)}", vendors)
    why = f"no list of fronts holds {', '.join(bare)}"
    return Standing(site, Answer.NOT_LISTED, why, vendors)


def candidates(site: str, seen: Seen, lists: Lists) -> tuple[Candidate, ...]:
    """The addresses that anything ties to a site, the best first; those that are fronts' own last, and why.

    Addresses to which the site's own name leads today are no candidates, but what its visitors reach.
    """
    last = max((each.last_seen for each in seen.of_site(site, "address").values()), default=None)
    today = {each.value for each in seen.current(site)}
    found: dict[str, dict[str, Reason]] = {}
    for address, reason in _signs(site, seen):
        rows = found.setdefault(address, {})
        rows[reason.sign] = _later(rows.get(reason.sign), reason)
    made = [
        _candidate(site, address, list(rows.values()), last, seen, lists)
        for address, rows in found.items()
        if address not in today
    ]
    return tuple(sorted(made, key=lambda each: (bool(each.left_out), -each.bits, each.address))[:MOST])


def _signs(site: str, seen: Seen) -> Iterator[tuple[str, Reason]]:
    """Every sign that ties an address to the site, with the address."""
    mail = set(seen.of_site(site, "mail_host"))
    for host, trace in seen.led_to(site):
        is_mail = host in mail or host.startswith(MAIL)
        sign = "past" if not host else "mail" if is_mail else "beside"
        yield trace.value, _reason(sign, f": {host}" if host else "", trace)
    for policy, trace in seen.of_site(site, "spf_address_set").items():
        for word in policy.split() if not trace.platform else ():
            if _is_address(word):
                yield word, _reason("policy", "", trace)
    yield from _shown(site, seen)
    for address, name in seen.named_at(site):
        checked = seen.of_address(address, "reverse_check").get(f"confirmed {name}")
        confirmed = checked or seen.leads(name, address)
        if confirmed is not None:
            yield address, _reason("reverse", f": {name}", confirmed)


def _shown(site: str, seen: Seen) -> Iterator[tuple[str, Reason]]:
    """What an address shows and the site bears: a certificate, a name in one, an identifier of its own."""
    for address in seen.addresses_with("certificate_name", site):
        yield address, _reason("certificate_name", "", seen.of_address(address, "certificate_name")[site])
    for name in seen.kinds(SubjectKind.SITE, site):
        entry = identifiers.kind(name)
        for value, trace in seen.of_site(site, name).items():
            if trace.platform or not trace.own or not entry.strength or name == "address":
                continue
            for address in seen.addresses_with(name, value):
                if _is_anothers(site, address, name, value, seen):
                    continue
                shown = seen.of_address(address, name)[value]
                if name in CERTIFICATES:
                    yield address, _reason("certificate", f": {name} {value}", shown)
                elif (bits := _table()["shared"].get(str(entry.strength))) is not None:
                    note = f"it shows the site's {entry.label}: {value}"
                    times = shown.first_seen, shown.last_seen, shown.exchanges
                    yield address, Reason(f"shared: {entry.family}", round(bits * 1000), note, *times)


def _is_anothers(site: str, address: str, name: str, value: str, seen: Seen) -> bool:
    """Whether another site that stands on the address bears the value: then it is that site's, and tells of no origin.

    Sites of one operator share accounts, and each shows them on its own machine.
    """
    return any(value in seen.of_site(other, name) for other in seen.sites_at(address) - {site})


def _candidate(
    site: str, address: str, rows: list[Reason], last: datetime | None, seen: Seen, lists: Lists
) -> Candidate:
    rows = [*rows, *_against(address, rows, last, seen)]
    rows.sort(key=lambda each: (-each.bits, each.sign))
    prior = _table()["prior"]
    reasons = (Reason("prior", round(prior["bits"] * 1000), prior["reason"]), *rows)
    total = sum(each.bits for each in reasons)
    listed = fronts(address, seen, lists)
    why = f"listed as a front's: {_named({address: listed})}" if listed else ""
    return Candidate(site, address, total, _words(total), why, reasons)


def _against(address: str, rows: list[Reason], last: datetime | None, seen: Seen) -> Iterator[Reason]:
    """What speaks against a candidate: strangers beside it, and that all signs are old."""
    counted = count_on(address, seen)
    if counted is not None and counted[0] > CROWD:
        name = "multitude" if counted[0] > MULTITUDE else "crowd"
        yield _reason(name, f": {counted[0]} sites within a year", counted[1])
    newest = max(each.last_seen for each in rows)
    if last is not None and last - newest > YEAR:
        name = "years" if last - newest > 3 * YEAR else "year"
        told = _table()["sign"][name]
        yield Reason(name, round(told["bits"] * 1000), f"{told['reason']} ({newest:%Y-%m-%d})")


def _reason(sign: str, more: str, trace: Trace) -> Reason:
    told = _table()["sign"][sign]
    bits = round(told["bits"] * 1000)
    return Reason(sign, bits, told["reason"] + more, trace.first_seen, trace.last_seen, trace.exchanges)


def _later(known: Reason | None, fresh: Reason) -> Reason:
    """Of two of one sign the stronger, and of two that are as strong the one seen last."""
    if known is None:
        return fresh
    return max((known, fresh), key=lambda each: (each.bits, each.last_seen, each.note))


def _named(listed: dict[str, Any]) -> str:
    names = {f"{hit.listing.name} of {hit.listing.date}" for hits in listed.values() for hit in hits}
    return "; ".join(sorted(names))


def _words(total: int) -> str:
    scale: dict[str, float] = _table()["words"]
    return next(name for name, least in scale.items() if total >= round(least * 1000))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("osint.hosting").joinpath("origin.toml").read_text("utf-8"))
