"""An RDAP domain object as a record: events, name servers, statuses, and what its entities tell (RFC 9083)."""

from collections.abc import Iterator
from typing import Any

from osint import names
from osint.errors import BadName
from osint.registration import dates
from osint.registration.jcard import as_list
from osint.registration.rdap_entities import abuse_of, by_role, contacts, objects, registrar_of, text_of
from osint.registration.record import Date, Record, State, Status, Zone

EVENTS = {
    "registration": "created",
    "last changed": "updated",
    "expiration": "expires",
    "transfer": "transferred",
    "registrar expiration": "registrar expires",  # as the registrar bills it; stands in where the registry says none
}


def parse(told: dict[str, Any], domain: str) -> Record:
    """The record that an RDAP domain object states; what is missing or of another form is left out."""
    entities = by_role(told)
    held = contacts(told)
    when = dict(_dates(told))
    if late := when.pop("registrar expires", None):
        when.setdefault("expires", late)
    reseller = held.pop("reseller", {})
    servers = _nameservers(told)
    return Record(
        domain=domain,
        state=_state(told),
        domain_id=text_of(told.get("handle")),
        registrar=registrar_of(entities.get("registrar", [])),
        reseller=reseller.get("org") or reseller.get("name"),
        dates=when,
        nameservers=tuple(servers),
        addresses={host: found for host, found in servers.items() if found},
        statuses=tuple(
            Status(each, epp_of(each)) for each in as_list(told.get("status")) if isinstance(each, str)
        ),
        dnssec=_dnssec(told.get("secureDNS")),
        contacts={**held, **({"abuse": abuse} if (abuse := abuse_of(entities)) else {})},
    )


def epp_of(status: str) -> str:
    """The code of EPP that a status of RDAP is (RFC 8056): words become one; ``active`` is ``ok``."""
    words = status.lower().split()
    return "ok" if words == ["active"] else "".join(words[:1] + [word.capitalize() for word in words[1:]])


def _state(told: dict[str, Any]) -> State:
    """Registered, unless the registry itself says that the name is kept back from registration."""
    said = {each.lower() for each in as_list(told.get("status")) if isinstance(each, str)}
    is_kept_back = bool(said & {"reserved", "blocked", "prohibited"}) and not any(
        event.get("eventAction") == "registration" for event in objects(told.get("events"))
    )
    return State.RESERVED if is_kept_back else State.REGISTERED


def _dates(told: dict[str, Any]) -> Iterator[tuple[str, Date]]:
    """The first date of each sort; a later event of the same name is a server's own addition."""
    known: set[str] = set()
    for event in objects(told.get("events")):
        field = EVENTS.get(str(event.get("eventAction", "")).strip().lower())
        text = dates.iso(str(event.get("eventDate", "")))
        if field and text and field not in known:
            known.add(field)
            yield field, Date(text, Zone.STATED, raw=str(event["eventDate"]))


def _nameservers(told: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The name servers in their order, each with the addresses that stand beside it."""
    found: dict[str, tuple[str, ...]] = {}
    for each in objects(told.get("nameservers")):
        listed = each.get("ipAddresses")
        addresses = (
            [text for key in ("v4", "v6") for text in as_list(listed.get(key))]
            if isinstance(listed, dict)
            else []
        )
        try:
            host = names.host(str(each.get("ldhName") or each.get("unicodeName") or ""))
        except BadName:
            continue
        found.setdefault(
            host, tuple(text for text in addresses if isinstance(text, str) and names.is_address(text))
        )
    return found


def _dnssec(told: Any) -> str:
    """Whether the delegation is signed, in the words that WHOIS has for it; empty where that is not told."""
    signed = told.get("delegationSigned") if isinstance(told, dict) else None
    return "" if not isinstance(signed, bool) else "signedDelegation" if signed else "unsigned"
