"""How a DNS question ended: the response code and the answer section decide.

dnspython is read when the first reply is judged: nearly every command imports this room, few judge DNS.
"""

from typing import TYPE_CHECKING

from osint.records import Outcome

if TYPE_CHECKING:
    import dns.message


def judge_dns(wire: bytes) -> tuple[Outcome, str]:
    """The outcome of a DNS reply, with the reason in words when it is not answered."""
    import dns.exception
    import dns.message
    import dns.rcode

    try:
        message = dns.message.from_wire(wire, ignore_trailing=True)
    except (dns.exception.DNSException, ValueError) as why:
        return Outcome.FAILED, f"the reply is no DNS message that can be read ({type(why).__name__})"
    code = message.rcode()
    if code == dns.rcode.NXDOMAIN:
        return Outcome.ABSENT, "no such name (NXDOMAIN)"
    if code == dns.rcode.REFUSED:
        return Outcome.REFUSED, "the server refused (REFUSED)"
    if code != dns.rcode.NOERROR:
        return Outcome.FAILED, f"the server could not answer ({dns.rcode.to_text(code)})"
    return _answered(message)


def _answered(message: "dns.message.Message") -> tuple[Outcome, str]:
    import dns.flags

    if message.flags & dns.flags.TC:
        return Outcome.FAILED, "the answer was cut to fit a datagram"
    if message.answer:
        return Outcome.ANSWERED, ""
    if _is_referral(message):
        return Outcome.FAILED, "the server only says whom else to ask: it does not resolve names for us"
    return Outcome.ABSENT, "the name has no record of this type"


def _is_referral(message: "dns.message.Message") -> bool:
    """Whether the authority section names servers and no zone's start (RFC 2308, 2.2)."""
    import dns.rdatatype

    sorts = {each.rdtype for each in message.authority}
    return dns.rdatatype.NS in sorts and dns.rdatatype.SOA not in sorts
