"""Who keeps a registration, as the lines of a WHOIS answer state it: name, number, page, the registry's handle of him."""

import re
from dataclasses import replace

from osint.records import Disclosure
from osint.registration import picking
from osint.registration.privacy import disclosure_of
from osint.registration.record import Registrar
from osint.registration.sections import Findings

# What stands behind a registrar's name: his handle, his tag, his page, his number.
HANDLE = re.compile(r"\s*\((R\d{1,6}-[A-Z]{2,12})\)$|\s(R\d{1,6}-[A-Z]{2,12})$")
TAG = re.compile(r"\[\s*[Tt]ag\s*=\s*([A-Z0-9-]{2,30})\s*\]$")
PAGE = re.compile(r"\s*\(?\s*\[?(https?://[^\s)\]]{3,200})\]?\s*\)?$")
APART = re.compile(
    r"\s+\(\s*https?://[^\s)]{3,200}\s*\)$"
)  # a page that a blank parts from the name is none of it
# Labels below a registrar's own whose value is a person or a telephone of his, and not his name.
PERSONAL = frozenset(
    {"contact", "contact name", "contact person", "person", "representative", "name of contact"}
)


def read(found: Findings, top: str) -> Registrar:
    """The registrar; without a name where none is stated or a placeholder stands there."""
    own = found.contacts.get("registrar", {})
    inline = picking.first(picking.latin(found.domain.get("registrar", ()), top))
    loose = picking.first(found.loose.get("registrar", ()))
    inline = None if inline and picking.LINK.match(inline.value) else inline
    called = [line for line in own.get("name", ()) if not (inline and line.label in PERSONAL)]
    named = picking.first(own.get("org", ())) or picking.first(called) or inline or loose
    number = picking.text(found.domain.get("registrar_iana", ()))
    url = picking.text(found.domain.get("registrar_url", ())) or picking.text(own.get("uri", ()))
    handle = picking.text(own.get("handle", ())) or ("" if number.isdigit() else number)
    name, behind = _bare(named.value) if named else ("", {})
    return Registrar(
        name=replace(picking.value(named), text=name, raw=named.value if named.value != name else "")
        if named and name and disclosure_of(name) is not Disclosure.PLACEHOLDER
        else None,
        iana_id=number if number.isdigit() else "",
        url=url or behind.get("url", ""),
        whois_server=picking.text(found.domain.get("registrar_whois", ())),
        handle=handle or behind.get("handle", ""),
    )


def _bare(name: str) -> tuple[str, dict[str, str]]:
    """A registrar's name without the registry's handle of him or his page, which may stand behind it; those two."""
    behind: dict[str, str] = {}
    if page := PAGE.search(name):
        behind["url"] = page[1]
    if tag := TAG.search(name):
        behind["handle"] = tag[1]
    if (cut := HANDLE.search(name)) and cut.start() > 0:
        behind["handle"] = cut[1] or cut[2]
        name = name[: cut.start()]
    if (cut := APART.search(name)) and cut.start() > 0:
        name = name[: cut.start()]
    return name.strip(" ,;"), behind
