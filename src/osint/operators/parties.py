"""Who the sources name: persons and organisations in their roles. Candidates for the operator, never a conclusion."""

from collections.abc import Iterable, Iterator, Set

from osint import identifiers
from osint.links.bearing import Bearing
from osint.links.case_view import CaseView
from osint.operators.spelling import is_a_function
from osint.records import Disclosure, Party
from osint.registration.privacy import disclosure_of

# The kinds that name somebody, and in which role.
NAMED = {
    "registrant_name": "registrant",
    "registrant_org": "registrant",
    "admin_name": "administrative contact",
    "admin_org": "administrative contact",
    "tech_name": "technical contact",
    "billing_name": "billing contact",
    "certificate_org": "organisation in the certificate",
    "sellers_json_name": "seller in a sellers.json",
    "wordpress_author": "author of the site's entries",
    "maker_comment": "maker of the page",
}
COMPANY = "company"  # the family of the numbers under which registers keep who does business


def parties(own: Iterable[Bearing]) -> Iterator[Party]:
    """The parties that a group's own bearings name, a row for each name, role and site, in the order given.

    A number of a company's register stands for whom it names there, with its register as the role. A privacy
    service's name, a redacted one, one that holds a place and one that says a function are no party.
    """
    for each in own:
        made = party(each)
        if made and made.disclosure is Disclosure.DISCLOSED and not is_a_function(made.name):
            yield made


def party(bearing: Bearing) -> Party | None:
    """Whom a bearing names, however disclosed; nothing where it names nobody."""
    role = role_of(bearing.kind)
    if not role or not bearing.exchanges:
        return None
    value, source = bearing.value, bearing.exchanges[0]
    return Party(value, role, bearing.site, source, disclosure_of(value), bearing.kind)


def role_of(kind: str) -> str:
    """In which role a kind of identifier names somebody; empty for one that names nobody."""
    if kind in NAMED:
        return NAMED[kind]
    entry = identifiers.kinds()[kind]
    return f"holder of: {entry.label}" if entry.family == COMPANY else ""


def not_its_own(bearing: Bearing, sites: Set[str], view: CaseView) -> str:
    """Why a value that a group's site bears is somebody else's too; empty where it is the group's."""
    others = len(view.users(bearing.name) - sites) + view.elsewhere.users.get(bearing.name, 0)
    if out := view.out(bearing.name):
        return out
    return f"a hub: {others} other sites bear it" if others >= view.basis.number("hub", "owners") - 1 else ""
