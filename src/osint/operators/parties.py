"""Who the sources name: persons and organisations in their roles. Candidates for the operator, never a conclusion."""

from collections.abc import Iterable, Iterator

from osint import identifiers
from osint.links.bearing import Bearing
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
}
COMPANY = "company"  # the family of the numbers under which registers keep who does business


def parties(own: Iterable[Bearing]) -> Iterator[Party]:
    """The parties that a group's own bearings name, a row for each name, role and site, in the order given.

    A number of a company's register stands for whom it names there, with its register as the role. A privacy
    service's name, a redacted one and one that holds a place are no party.
    """
    for each in own:
        role = NAMED.get(each.kind) or _register(each.kind)
        disclosure = disclosure_of(each.value)
        if role and disclosure is Disclosure.DISCLOSED and each.exchanges:
            yield Party(each.value, role, each.site, each.exchanges[0], disclosure)


def _register(name: str) -> str:
    """What a company's number is one of; empty for other kinds."""
    entry = identifiers.kinds()[name]
    return f"holder of: {entry.label}" if entry.family == COMPANY else ""
