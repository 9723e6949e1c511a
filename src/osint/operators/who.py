"""Everybody whom sources name for a group of sites: candidates for who runs it, and those who only stand between.

A registrar, a reseller, a manager of advertising, a privacy service and whoever is named on many strangers' sites are
shown as what they are: whom to ask, never candidates. Values that are redacted or hold a place name nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from osint.links.bearing import Bearing
from osint.links.case_view import CaseView
from osint.operators.candidates import Candidate, candidates
from osint.operators.natures import is_number
from osint.operators.parties import NAMED, not_its_own, party
from osint.operators.spelling import is_a_function
from osint.records import Disclosure, Party
from osint.registration.privacy import disclosure_of

A_PRIVACY_SERVICE = "a privacy service stands before the one who is meant"
# Kinds that name somebody who serves many: in which role, and why he is no candidate.
BETWEEN = {
    "privacy_service": ("privacy service in the registrant's place", A_PRIVACY_SERVICE),
    "registrar": ("registrar", "a registrar serves many registrants"),
    "reseller": ("reseller of the registrar", "a reseller serves many registrants"),
    "ads_txt_manager_domain": ("manager of the advertising", "a declared manager serves many publishers"),
    "ads_txt_manager_for_country": (
        "manager of the advertising",
        "a declared manager serves many publishers",
    ),
}
A_FUNCTION = "it says what somebody does, and not who he is"


@dataclass(frozen=True, slots=True)
class Named:
    """A party as one site's sources name it."""

    party: Party
    exchanges: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    no_candidate: str  # why it is no candidate; empty for one


@dataclass(frozen=True, slots=True)
class Shown:
    """A party under all its spellings, with each place where it is named."""

    candidate: Candidate
    named: tuple[Named, ...]
    no_candidate: str


def is_naming(kind: str) -> bool:
    """Whether values of a kind name somebody here: all that ``shown`` has to be told."""
    return kind in NAMED or kind in BETWEEN or is_number(kind)


def shown(sites: Sequence[str], view: CaseView) -> Iterator[Shown]:
    """The parties of a group of sites: the candidates first, then who only stands between, by reason."""
    told = list(_named(sites, view))
    for reason in sorted({each.no_candidate for each in told}):
        group = [each for each in told if each.no_candidate == reason]
        by_party: dict[Party, Named] = {each.party: each for each in group}
        for made in candidates(by_party, {each.party: each.exchanges for each in group}):
            yield Shown(made, tuple(by_party[each] for each in made.mentions), reason)


def _named(sites: Sequence[str], view: CaseView) -> Iterator[Named]:
    known = frozenset(sites)
    found = (
        each
        for site in sites
        for values in view.by_site.get(site, {}).values()
        for each in values.values()
        if is_naming(each.kind)
    )
    for each in sorted(found, key=lambda one: (one.name, one.site)):
        made = _party(each)
        if made is None or not each.own:
            continue
        reason = _no_candidate(each, made, known, view)
        if reason is not None:
            yield Named(made, each.exchanges, each.first_seen, each.last_seen, reason)


def _party(bearing: Bearing) -> Party | None:
    if bearing.kind not in BETWEEN:
        return party(bearing)
    if not bearing.exchanges:
        return None
    value, role = bearing.value, BETWEEN[bearing.kind][0]
    return Party(value, role, bearing.site, bearing.exchanges[0], disclosure_of(value), bearing.kind)


def _no_candidate(bearing: Bearing, made: Party, sites: frozenset[str], view: CaseView) -> str | None:
    """Why somebody is no candidate, empty where he is one; nothing where a value names nobody at all."""
    if made.disclosure is Disclosure.PROXY:
        return A_PRIVACY_SERVICE
    if made.disclosure is not Disclosure.DISCLOSED:
        return None
    if bearing.kind in BETWEEN:
        return BETWEEN[bearing.kind][1]
    if is_a_function(made.name):
        return A_FUNCTION
    return not_its_own(bearing, sites, view)
