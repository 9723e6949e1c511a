"""Whether a party is a person or an organisation: by its legal form, by the field that names it, by its number's form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from osint import identifiers
from osint.operators.parties import COMPANY
from osint.operators.spelling import key, legal_form
from osint.records import Party

Place = tuple[str, str, str]  # a contact: role, site, exchange


class Nature(StrEnum):
    """What a party is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


FOR_ORGANISATIONS = frozenset({"registrant_org", "admin_org", "certificate_org"})
FOR_NAMES = frozenset({"registrant_name", "admin_name", "tech_name", "billing_name"})
OF_A_CONTACT = FOR_NAMES | FOR_ORGANISATIONS - {"certificate_org"}
# Registers that number organisations alone (Britain: Companies Act 2006, s. 1066; Japan: Act 27 of 2013, art. 39; Spain:
# Orden EHA/451/2008; Korea's and Thailand's numbers of juristic persons; Mexico's RFC in the form of a persona moral).
OF_ORGANISATIONS = frozenset(
    {
        *("kr_corporate_number", "jp_corporate_number", "th_juristic_number", "uk_company_number"),
        *("es_company_number", "mx_company_number"),
    }
)
TRADER = "its number is of the form that a person who trades by himself has"
FIRM = "its number is of the form that an organisation has"
# The form of a number that tells which (Korea: National Tax Service's rule for the middle two digits; China: GB 32100-2015,
# second character; Russia: 10 digits and 12 of an INN, 13 and 15 of an OGRN).
BY_FORM: dict[str, tuple[tuple[str, Nature, str], ...]] = {
    "kr_business_number": (
        (r"\d{3}-?(?:0[1-9]|[1-7]\d|9\d)-?\d{5}", Nature.PERSON, TRADER),
        (r"\d{3}-?8[1-8]-?\d{5}", Nature.ORGANISATION, FIRM),
    ),
    "cn_credit_code": (
        (r"92.{16}", Nature.PERSON, TRADER),
        (r"(?:91|93|1[129]|5[1239]).{16}", Nature.ORGANISATION, FIRM),
    ),
    "ru_tax_number": ((r"\d{10}", Nature.ORGANISATION, FIRM), (r"\d{12}", Nature.PERSON, TRADER)),
    "ru_company_number": ((r"\d{13}", Nature.ORGANISATION, FIRM), (r"\d{15}", Nature.PERSON, TRADER)),
}


def is_number(field: str) -> bool:
    """Whether a kind is a number of a register of companies."""
    entry = identifiers.kinds().get(field)
    return entry is not None and entry.family == COMPANY


def organisations_beside(parties: Iterable[Party]) -> dict[Place, set[str]]:
    """By contact, the organisations that it names in the field for them (as keys)."""
    found: dict[Place, set[str]] = {}
    for each in parties:
        if each.field in FOR_ORGANISATIONS:
            found.setdefault(_place(each), set()).add(key(each.name))
    return found


def of(mentions: Sequence[Party], beside: Mapping[Place, set[str]]) -> tuple[Nature, str]:
    """What the party is that these mentions name, and why."""
    first = mentions[0]
    if is_number(first.field):
        return _of_number(first)
    for each in mentions:
        if form := legal_form(each.name):
            return Nature.ORGANISATION, f"its name bears a legal form ({form})"
    fields = {each.field for each in mentions}
    if fields & FOR_ORGANISATIONS and fields & FOR_NAMES:
        return Nature.UNKNOWN, "it stands in the field for a name and in that for an organisation alike"
    if found := sorted(fields & FOR_ORGANISATIONS):
        return Nature.ORGANISATION, f"it stands in the field for an organisation ({found[0]})"
    if any(each.field in FOR_NAMES and beside.get(_place(each)) for each in mentions):
        return (
            Nature.PERSON,
            "it stands in the field for a name, beside another name in that for an organisation",
        )
    return Nature.UNKNOWN, "the field holds names of persons and of organisations alike"


def _of_number(party: Party) -> tuple[Nature, str]:
    if party.field in OF_ORGANISATIONS:
        return Nature.ORGANISATION, "its register numbers organisations alone"
    for form, nature, why in BY_FORM.get(party.field, ()):
        if re.fullmatch(form, party.name):
            return nature, why
    return Nature.UNKNOWN, "its register numbers persons who trade and organisations alike"


def _place(party: Party) -> Place:
    return party.role, party.site, party.source
