"""What a site's zone says of itself: whether it is signed, whether any name below it answers, and its addresses' names."""

from collections.abc import Iterator

from osint.hosting.classify import Answer, Label
from osint.hosting.seen import Seen, Trace

# The last look that says something counts: a zone that failed is asked once more, signatures unchecked (RFC 4035, 5.5).
BOGUS = "answered only unchecked"


def dnssec(site: str, seen: Seen) -> Label:
    """Signed, unsigned, bogus or not known: a recursive resolver's word, which reaches as far as it is trusted.

    That a zone is signed needs a resolver that checks; one that does not leaves even a signed delegation not known.
    """
    told = seen.of_site(site, "dnssec")
    signed = "delegation signed" in told
    if "validated" in told:
        return _state(site, "signed", "the resolver says that it checked the signatures", told["validated"])
    if BOGUS in told:
        why = "the resolver fails, and answers when asked not to check"
        if signed:
            return _state(site, "bogus", f"{why}: the signatures do not hold", told[BOGUS])
        return _state(site, "not known", f"{why}, but no signed delegation was seen", told[BOGUS])
    if "delegation unsigned" in told:
        keys = ", though it publishes keys" if "keys published" in told else ""
        return _state(site, "unsigned", f"the parent has no key of it{keys}", told["delegation unsigned"])
    if signed:
        why = "the parent has a key of it; this resolver does not say whether the signatures hold"
        return _state(site, "not known", why, told["delegation signed"])
    return _state(site, "not known", "the parent was not asked, or did not answer", None)


def wildcard(site: str, seen: Seen) -> Iterator[Label]:
    """Where every name below a site leads; nothing where it is not known that one does."""
    for address, trace in seen.of_site(site, "dns_wildcard").items():
        why = f"a name that nobody made leads to {address}: so may any other below the site"
        yield Label(
            site, "wildcard", Answer.YES, "", "", f"{trace.last_seen:%Y-%m-%d}", "", why, trace.exchanges
        )


def reverse_names(address: str, seen: Seen) -> Iterator[Label]:
    """The names of an address, and whether they lead back to it."""
    checks = seen.of_address(address, "reverse_check")
    for name, trace in seen.of_address(address, "reverse_host").items():
        denied = checks.get(f"denied {name}")
        # A host of a site in the case is looked up for the site, and not again for the address.
        confirmed = checks.get(f"confirmed {name}") or seen.leads(name, address)
        if confirmed is not None:
            answer, why, by = Answer.CONFIRMED, f"{name} leads back to it", confirmed
        elif denied is not None:
            answer, why, by = (
                Answer.DENIED,
                f"{name} does not lead back to it: anybody may write that",
                denied,
            )
        else:
            answer, why, by = Answer.NOT_KNOWN, f"whether {name} leads back was not learnt", trace
        exchanges = tuple(sorted({*trace.exchanges, *by.exchanges}))
        day = f"{by.last_seen:%Y-%m-%d}"
        yield Label(address, "reverse name", answer, "", "", day, "", why, exchanges)


def _state(site: str, answer: str, why: str, trace: Trace | None) -> Label:
    day = f"{trace.last_seen:%Y-%m-%d}" if trace else ""
    exchanges = trace.exchanges if trace else ()
    return Label(site, "dnssec", Answer(answer), "", "", day, "", why, exchanges)
