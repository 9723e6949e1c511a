"""WHOIS text as a record: lines, their labels' meaning, sections, then the state and the values; in linear time."""

import re
from dataclasses import replace

from osint import names
from osint.errors import BadName
from osint.outcomes import judge_whois
from osint.records import Outcome
from osint.registration import assembly, lines, sections
from osint.registration.record import Record, State
from osint.registration.servers import decoded

__all__ = ["decoded", "parse"]

MOST = 40 * 1024  # bytes that are read; the longest answer of a single domain that was seen has a fifth of it
IANA = re.compile(r"(?im)^source:[ \t]{1,40}IANA[ \t\r]*$")
RESERVED = re.compile(
    r"(?im)^.{0,60}\b(?:reserved (?:name|domain|by)|(?:is|are|been) reserved|is a premium (?:name|domain)|prohibited (?:string|name)|"
    r"cannot be registered|can not be registered|not available for registration|not allowed to be registered|registration prohibited|reserved from registration|registration of this domain is restricted|on the reserved list|this (?:domain|name) is (?:blocked|restricted|prohibited)|restricted from registration|등록이 (?:제한|금지)|등록하실 수 없|platinum domain|예약)"
    r"|^[ \t]{0,40}(?:(?:domain )?(?:status|state):[ \t]{0,60})?(?:reserved|restricted|prohibited|blocked|restricted domain|domain reserved|domain not available|registry reserved|reserved domain)[ \t.]{0,20}\r?$"
    r"|^(?:reserved|restricted)[ \t]{1,4}-[ \t]"
)
TOLD = re.compile(r"(?m)^[ \t]*[^\s%#>]")  # a line that is no comment
UNNAMABLE = re.compile(
    r"(?i)contravenes .{0,40}\s{0,20}naming rules|contains too few parts|is not a valid domain"
)
BLOCKED = re.compile(
    r"(?i)blocked|banned|blacklist|access (?:denied|restricted)|forbidden|deny ?list|not (?:authori[sz]ed|permitted|allowed)|only be enabled|"
    r"ip addresses that may have failed"
)
# What a status by itself, with nothing else told, makes of a name.
RULED_OUT = re.compile(r"(?i)^(?:unavailable|unassignable|not allowed|prohibited|blocked|reserved)$")
NO_NAME = re.compile(r"(?i)^(?:\d{3} )?invalid\b")
TELLING = frozenset({"registrar", "created", "expires", "updated", "status", "domain_id"})


def parse(raw: bytes, *, domain: str, server: str = "") -> Record:
    """The record that a WHOIS answer states; never raises, and never says "not registered" of silence."""
    asked = _asked(domain)
    raw = raw if len(raw) <= MOST else raw[:MOST].rpartition(b"\n")[0] or raw[:MOST]
    text, before = _after_root(decoded(raw, asked, server))
    whole = text.encode("utf-8", "replace")
    outcome, why = judge_whois(whole if before else raw)
    if outcome is Outcome.ANSWERED and whole != raw:
        outcome, why = judge_whois(whole)  # the words in the registry's own charset
    state = _state(text, outcome, why, server)
    found = sections.find(list(lines.read(text)), asked)
    if state is State.REGISTERED and _is_of_a_top(found, asked):
        return Record(
            domain, State.UNKNOWN
        )  # the root's record of the top-level domain, and nothing of the name
    is_told = bool(found.domain.keys() & TELLING or found.hosts or found.contacts.get("registrant"))
    if state in {State.RATE_LIMITED, State.BLOCKED} and "registrar" in found.domain and found.hosts:
        state = State.REGISTERED  # a whole record: the limits are in its terms of use
    if state in {State.REGISTERED, State.RESERVED} and not found.hosts and UNNAMABLE.search(text[:4000]):
        state = State.UNKNOWN
    if state is not State.REGISTERED:
        return Record(domain, state)
    is_held = "registrar" in found.domain or found.hosts or found.contacts.get("registrant")
    statuses = [line.value.strip(" .") for line in found.domain.get("status", ())]
    if not is_held and (RESERVED.search(text) or any(map(RULED_OUT.match, statuses))):
        return Record(domain, State.RESERVED)
    if not is_told or (not is_held and any(map(NO_NAME.match, statuses))):
        return Record(domain, State.UNKNOWN)
    made = replace(assembly.record(found, domain=asked, server=server, shift=before), domain=domain)
    is_reserved = not found.hosts and [each.casefold() for each in statuses] == ["reserved"]
    return replace(made, state=State.RESERVED) if is_reserved else made


def _asked(domain: str) -> str:
    """The asked name as A-labels in lower case, however it was given; as it is where it is no host name."""
    try:
        return names.host(domain)
    except BadName:
        return domain


def _after_root(text: str) -> tuple[str, int]:
    """What follows the root's own record, where a client has put the answers of a chain into one text.

    With it, how many bytes stand before.
    """
    ends = [found.end() for found in IANA.finditer(text)]
    rest = text[ends[-1] :] if ends else ""
    return (rest, len(text[: ends[-1]].encode("utf-8", "replace"))) if TOLD.search(rest) else (text, 0)


def _is_of_a_top(found: sections.Findings, domain: str) -> bool:
    """Whether the record is of the top-level domain in which the asked name stands."""
    named = [line.value.strip(" .").casefold() for line in found.domain.get("domain", ())[:1]]
    return "." in domain and named == [domain.rpartition(".")[2]]


def _state(text: str, outcome: Outcome, why: str, server: str) -> State:
    match outcome:
        case Outcome.ANSWERED:
            return State.REGISTERED
        case Outcome.ABSENT:
            return State.RESERVED if RESERVED.search(text) else State.NOT_REGISTERED
        case Outcome.REFUSED:
            # DNS Belgium blocks an address for an hour that has asked too often, and has no other word for it
            is_blocked = BLOCKED.search(why) and not server.endswith("dns.be")
            return State.BLOCKED if is_blocked else State.RATE_LIMITED
        case _:
            return State.UNAVAILABLE if text.strip() else State.MALFORMED
