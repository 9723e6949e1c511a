"""How a DNS question ended: the response code, the answer section and what the resolver adds decide.

dnspython is read when the first reply is judged: nearly every command imports this room, few judge DNS.
"""

from typing import TYPE_CHECKING

from osint.inert import line
from osint.records import Outcome

if TYPE_CHECKING:
    import dns.message

# Codes by which a resolver says that it will not tell what it knows, whatever its response code (RFC 8914, 4).
WITHHELD = {15: "Blocked", 16: "Censored", 17: "Filtered", 18: "Prohibited"}
LONGEST = 120  # characters of a resolver's own words


def judge_dns(wire: bytes) -> tuple[Outcome, str]:
    """The outcome of a DNS reply, with the reason in words when it is not answered."""
    import dns.exception
    import dns.message
    import dns.rcode

    try:
        message = dns.message.from_wire(wire, ignore_trailing=True)
    except (dns.exception.DNSException, ValueError) as why:
        return Outcome.FAILED, f"the reply is no DNS message that can be read ({type(why).__name__})"
    code, told = message.rcode(), list(_told(message))
    withheld = [f"{WITHHELD[number]}{words}" for number, words in told if number in WITHHELD]
    if withheld and not message.answer:
        return Outcome.REFUSED, f"the resolver withholds the answer ({'; '.join(withheld)})"
    added = "".join(f"; extended error {number}{words}" for number, words in told)
    if code == dns.rcode.NXDOMAIN:
        return Outcome.ABSENT, f"{_no_such(message)} (NXDOMAIN{added})"
    if code == dns.rcode.REFUSED:
        return Outcome.REFUSED, f"the server refused (REFUSED{added})"
    if code != dns.rcode.NOERROR:
        return Outcome.FAILED, f"the server could not answer ({dns.rcode.to_text(code)}{added})"
    return _answered(message)


def _answered(message: "dns.message.Message") -> tuple[Outcome, str]:
    import dns.flags

    if message.flags & dns.flags.TC:
        return Outcome.FAILED, "the answer was cut to fit a datagram"
    if message.answer:
        if (last := _alias_of_nothing(message)) is not None:
            return Outcome.ABSENT, f"the name is an alias of {last}, which has no record of this type"
        return Outcome.ANSWERED, ""
    if _is_referral(message):
        return Outcome.FAILED, "the server only says whom else to ask: it does not resolve names for us"
    return Outcome.ABSENT, "the name has no record of this type"


def _told(message: "dns.message.Message") -> list[tuple[int, str]]:
    """The extended errors of a reply (RFC 8914): number, and the resolver's words if it has any."""
    import dns.edns

    found = [each for each in message.options if isinstance(each, dns.edns.EDEOption)]
    return [(int(each.code), f" {line(each.text)[:LONGEST]!r}" if each.text else "") for each in found]


def _no_such(message: "dns.message.Message") -> str:
    last = _last_alias(message)
    return "no such name" if last is None else f"the name is an alias of {last}, and there is no such name"


def _alias_of_nothing(message: "dns.message.Message") -> str | None:
    """The end of a chain of aliases of which the server says, with the zone's start, that it has no such record."""
    import dns.rdatatype

    asked = {each.rdtype for each in message.question}
    sorts = {each.rdtype for each in message.answer}
    said_so = dns.rdatatype.SOA in {each.rdtype for each in message.authority}
    is_wanted = bool(asked & {dns.rdatatype.CNAME, dns.rdatatype.ANY})
    return _last_alias(message) if sorts == {dns.rdatatype.CNAME} and said_so and not is_wanted else None


def _last_alias(message: "dns.message.Message") -> str | None:
    import dns.rdatatype

    aliases = [each for each in message.answer if each.rdtype == dns.rdatatype.CNAME]
    return line(aliases[-1][0].target.to_text(omit_final_dot=True)) if aliases else None


def _is_referral(message: "dns.message.Message") -> bool:
    """Whether the authority section names servers and no zone's start (RFC 2308, 2.2)."""
    import dns.rdatatype

    sorts = {each.rdtype for each in message.authority}
    return dns.rdatatype.NS in sorts and dns.rdatatype.SOA not in sorts
