"""How a DNS question ended: the response code and the answer section decide."""

import dns.exception
import dns.message
import dns.rcode

from osint.records import Outcome


def judge_dns(wire: bytes) -> tuple[Outcome, str]:
    """The outcome of a DNS reply, with the reason in words when it is not answered."""
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
    if not message.answer:
        return Outcome.ABSENT, "the name has no record of this type"
    return Outcome.ANSWERED, ""
