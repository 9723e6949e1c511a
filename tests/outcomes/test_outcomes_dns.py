"""How a DNS reply ended: absent only where the server says so."""

import dns.edns
import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint.outcomes import judge_dns
from osint.records import Outcome

QUERY = dns.message.make_query("site.example", "A", id=4711)


def reply(
    *records: str,
    authority: tuple[str, ...] = (),
    rcode: int = 0,
    flags: int = 0,
    told: tuple[int, str] | None = None,
) -> bytes:
    options = [dns.edns.EDEOption(told[0], told[1] or None)] if told else []
    made = dns.message.make_response(QUERY)
    made.use_edns(0, options=options)
    made.set_rcode(dns.rcode.Rcode(rcode))
    made.flags |= flags
    for section, lines in ((made.answer, records), (made.authority, authority)):
        for line in lines:
            sort, _, data = line.partition(" ")
            section.append(dns.rrset.from_text("site.example.", 60, "IN", sort, data))
    return made.to_wire()


SOA = "SOA ns.site.example. admin.site.example. 1 2 3 4 5"


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        (reply("A 192.0.2.1"), "answered"),
        (reply("CNAME other.example."), "answered"),
        (reply("CNAME other.example.", authority=(SOA,)), "absent"),
        (reply("CNAME other.example.", "A 192.0.2.1", authority=(SOA,)), "answered"),
        (reply("CNAME other.example.", rcode=dns.rcode.NXDOMAIN), "absent"),
        (reply(told=(3, "")), "absent"),
        (reply("A 192.0.2.1", told=(3, "stale")), "answered"),
        (reply("A 192.0.2.1", told=(16, "block page")), "answered"),
        (reply(told=(16, "by order")), "refused"),
        (reply(rcode=dns.rcode.NXDOMAIN, told=(15, "")), "refused"),
        (reply(rcode=dns.rcode.NXDOMAIN, told=(17, "")), "refused"),
        (reply(rcode=dns.rcode.SERVFAIL, told=(18, "")), "refused"),
        (reply(), "absent"),
        (reply(authority=(SOA,)), "absent"),
        (reply(authority=(SOA, "NS ns.site.example.")), "absent"),
        (reply(authority=("NS ns.site.example.",)), "failed"),
        (reply(rcode=dns.rcode.NXDOMAIN), "absent"),
        (reply(rcode=dns.rcode.SERVFAIL), "failed"),
        (reply(rcode=dns.rcode.FORMERR), "failed"),
        (reply(rcode=dns.rcode.NOTIMP), "failed"),
        (reply(rcode=dns.rcode.REFUSED), "refused"),
        (reply(flags=dns.flags.TC), "failed"),
        (reply("A 192.0.2.1", flags=dns.flags.TC), "failed"),
        (b"", "failed"),
        (b"not dns", "failed"),
        (reply("A 192.0.2.1")[:-3], "failed"),
    ],
)
def test_a_reply_is_judged_by_its_code_and_its_answer(wire: bytes, expected: str) -> None:
    judged, why = judge_dns(wire)
    assert judged is Outcome(expected)
    assert bool(why) == (judged is not Outcome.ANSWERED)


def test_a_name_whose_alias_leads_nowhere_is_told_with_the_alias() -> None:
    assert "an alias of other.example, and" in judge_dns(reply("CNAME other.example.", rcode=3))[1]
    assert "an alias of other.example, which" in judge_dns(reply("CNAME other.example.", authority=(SOA,)))[1]


def test_what_a_resolver_adds_stands_in_the_reason_with_nothing_hidden_in_it() -> None:
    why = judge_dns(reply(rcode=2, told=(6, "signature\x1b[2J\u202eover")))[1]
    assert "SERVFAIL; extended error 6" in why
    assert why.isprintable()
    assert len(judge_dns(reply(rcode=2, told=(6, "x" * 400)))[1]) < 300


@given(st.binary(max_size=200), st.integers(0, 60))
def test_any_bytes_are_judged(noise: bytes, at: int) -> None:
    good = reply("A 192.0.2.1", 'TXT "a b"', authority=(SOA,))
    for wire in (noise, good[:at] + noise + good[at + len(noise) :]):
        assert judge_dns(wire)[0] in Outcome
