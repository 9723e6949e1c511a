"""DNS: what the answer says of the name that was asked, and nothing of other names."""

import base64
import hashlib

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from answering import AT, SITE, asked, read, values

from osint.collectors import mail_policy
from osint.collectors.dns import COLLECTOR, MOST, wildcard_of
from osint.outcomes import judge_dns
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

WWW = Subject(SubjectKind.SITE, "moonscans.com", "www.moonscans.com")


SOA = "ns1.moonscans.com. kim.moonscans.com. 1 2 3 4 5"


def reply(name: str, sort: str, *records: str, rcode: int = 0, flags: int = 0) -> bytes:
    """A resolver's answer: each record as ``type data``; the zone's start where there is none."""
    message = dns.message.make_response(dns.message.make_query(name, sort))
    message.set_rcode(dns.rcode.Rcode(rcode))
    message.flags |= flags
    for record in records:
        kept, _, text = record.partition(" ")
        message.answer.append(dns.rrset.from_text(f"{name}.", 300, "IN", kept, text))
    if not records:
        message.authority.append(dns.rrset.from_text("moonscans.com.", 300, "IN", "SOA", SOA))
    return message.to_wire()


def conversation(subject: Subject, zone: dict[str, bytes]) -> list[str]:
    """What is asked, without its scheme, where the resolver answers so; all else has no record."""
    asking, said = COLLECTOR.ask(subject), []
    try:
        ask = next(asking)
        while True:
            question = ask.uri.removeprefix("dns:")
            name, _, sort = question.partition("?type=")
            said.append(question)
            wire = zone.get(question, reply(name, sort.partition(";")[0]))
            outcome, why = judge_dns(wire)
            ask = asking.send(Exchange(ask, AT, AT, outcome, why, body=wire))
    except StopIteration:
        return said


def zone(**answers: str) -> dict[str, bytes]:
    """Answers of the site's own name, by type."""
    return {
        f"moonscans.com?type={sort}": reply("moonscans.com", sort, f"{sort} {text}")
        for sort, text in answers.items()
    }


def policy(name: str, text: str) -> dict[str, bytes]:
    return {f"{name}?type=TXT": reply(name, "TXT", f'TXT "{text}"')}


class TestAsk:
    def test_addresses_are_asked_of_host_site_and_www_and_the_rest_of_the_zone(self) -> None:
        asked = conversation(Subject(SubjectKind.SITE, "moonscans.com", "read.moonscans.com"), {})
        for host in ("read.moonscans.com", "moonscans.com", "www.moonscans.com"):
            assert {f"{host}?type={sort}" for sort in ("A", "AAAA", "HTTPS")} <= set(asked)
        for sort in ("NS", "MX", "TXT", "SOA", "CAA", "DS", "DNSKEY"):
            assert f"moonscans.com?type={sort}" in asked
            assert f"www.moonscans.com?type={sort}" not in asked
        for below in ("_dmarc", "_validation-persist", "_mta-sts", "_smtp._tls"):
            assert f"{below}.moonscans.com?type=TXT" in asked

    def test_nothing_is_asked_twice(self) -> None:
        for subject in (SITE, WWW):
            asked = conversation(subject, zone(MX="0 mail.moonscans.com."))
            assert len(asked) == len(set(asked))

    def test_below_a_name_that_does_not_exist_nothing_is_asked(self) -> None:
        gone = {"moonscans.com?type=A": reply("moonscans.com", "A", rcode=dns.rcode.NXDOMAIN)}
        assert conversation(SITE, gone) == ["moonscans.com?type=A"]

    def test_an_alias_that_leads_nowhere_is_no_sign_that_the_zone_is_gone(self) -> None:
        dangling = reply("moonscans.com", "A", "CNAME gone.example.", rcode=dns.rcode.NXDOMAIN)
        assert "moonscans.com?type=NS" in conversation(SITE, {"moonscans.com?type=A": dangling})

    def test_a_resolver_that_does_not_answer_is_asked_on(self) -> None:
        assert len(asked(COLLECTOR.ask(SITE), {})) > 15

    def test_hosts_beside_are_not_asked_under_a_wildcard(self) -> None:
        anything = wildcard_of("moonscans.com")
        wild = {f"{anything}?type=A": reply(anything, "A", "A 100.64.7.9")}
        assert "direct.moonscans.com?type=A" in conversation(SITE, {})
        assert "direct.moonscans.com?type=A" not in conversation(SITE, wild)

    def test_a_zone_that_fails_is_asked_once_more_with_its_signatures_unchecked(self) -> None:
        again = "moonscans.com?type=SOA;checking=disabled"
        failed = {"moonscans.com?type=SOA": reply("moonscans.com", "SOA", rcode=dns.rcode.SERVFAIL)}
        assert again in conversation(SITE, failed)
        assert again not in conversation(SITE, zone(SOA=SOA))

    def test_the_sites_own_mail_hosts_are_looked_up_and_a_providers_are_not(self) -> None:
        asked = conversation(SITE, zone(MX="10 mx7.moonscans.com."))
        assert "mx7.moonscans.com?type=A" in asked
        assert "mx.other.example?type=A" not in conversation(SITE, zone(MX="10 mx.other.example."))


class TestKeysOfMail:
    def keys(self, answers: dict[str, bytes]) -> list[str]:
        return [
            each.partition("._domainkey")[0] for each in conversation(SITE, answers) if "_domainkey" in each
        ]

    def test_are_asked_for_where_there_is_mail_or_a_policy(self) -> None:
        assert self.keys({}) == []
        assert "default" in self.keys(zone(MX="0 mx.moonscans.com."))
        assert "default" in self.keys(zone(TXT='"v=spf1 a -all"'))

    def test_of_a_service_are_asked_for_where_the_zone_names_it(self) -> None:
        assert "selector1" in self.keys(zone(MX="0 moonscans-com.mail.protection.outlook.com."))
        assert "selector1" not in self.keys(zone(MX="0 mx.moonscans.com."))

    def test_are_never_more_than_stated(self) -> None:
        every = " ".join(f"include:{each}.x.example" for each in ("google.com", "outlook.com", "zoho.com"))
        told = "google.com outlook.com zoho.com protonmail.ch messagingengine.com mail.ru mandrillapp.com mailgun.org"
        assert len(mail_policy.selectors(told)) == mail_policy.MOST_SELECTORS
        assert len(self.keys(zone(TXT=f'"v=spf1 {every} -all"'))) <= mail_policy.MOST_SELECTORS


class TestPolicies:
    def taken(self, answers: dict[str, bytes]) -> list[str]:
        asked = conversation(SITE, answers)
        return [each.partition("?")[0] for each in asked if each.startswith("p") and each.endswith("TXT")]

    def test_what_a_policy_takes_in_is_asked_and_what_that_takes_in(self) -> None:
        answers = zone(TXT='"v=spf1 include:p1.example ~include:p2.example redirect=p3.example"')
        answers |= policy("p1.example", "v=spf1 include:p4.example ip4:100.64.8.1 -all")
        assert self.taken(answers) == ["p1.example", "p2.example", "p3.example", "p4.example"]

    def test_a_circle_is_gone_round_once(self) -> None:
        answers = zone(TXT='"v=spf1 include:p1.example include:moonscans.com -all"')
        answers |= policy("p1.example", "v=spf1 include:p2.example include:p1.example -all")
        answers |= policy("p2.example", "v=spf1 include:p1.example -all")
        assert self.taken(answers) == ["p1.example", "p2.example"]

    def test_no_more_is_asked_than_a_receiver_would(self) -> None:
        answers = zone(TXT='"v=spf1 include:p0.example -all"')
        for number in range(40):
            answers |= policy(
                f"p{number}.example", f"v=spf1 include:p{number + 1}.example include:p{number + 50}.example"
            )
        assert len(self.taken(answers)) == mail_policy.LOOKUPS

    def test_macros_and_nonsense_name_no_domain(self) -> None:
        said = "v=spf1 include:%{ir}.p.example include: exists:%{i}.p.example include:p..example a/24 -all"
        assert mail_policy.included(said) == []
        assert mail_policy.lookups(said) == 5

    def test_a_site_is_never_asked_more_than_is_stated(self) -> None:
        host = Subject(SubjectKind.SITE, "moonscans.com", "read.moonscans.com")
        answers = zone(
            MX="0 a.moonscans.com.",
            TXT='"v=spf1 include:p0.google.com include:p.outlook.com include:p.zoho.com include:p.mail.ru -all"',
        )
        answers["moonscans.com?type=SOA"] = reply("moonscans.com", "SOA", rcode=dns.rcode.SERVFAIL)
        for number in range(40):
            answers |= policy(f"p{number}.google.com", f"v=spf1 include:p{number + 1}.google.com")
        assert 40 < len(conversation(host, answers)) <= MOST


def test_an_alias_is_followed_and_a_stranger_in_the_answer_is_not() -> None:
    seen = read(COLLECTOR, "dns:www.moonscans.com?type=A", "dns/address_behind_alias.dns", WWW)
    assert values(seen) == {("address", "100.64.7.9"), ("alias_host", "edge.example.net")}
    assert seen[0].subject == WWW
    assert seen[0].find.where is Where.DNS


def test_name_servers_are_one_value_in_a_fixed_order() -> None:
    seen = read(COLLECTOR, "dns:moonscans.com?type=NS", "dns/name_servers.dns")
    assert values(seen) == {("nameserver_set", "ns1.example.net ns2.example.net")}


def test_an_answer_to_another_question_says_nothing() -> None:
    assert read(COLLECTOR, "dns:other-example.com?type=NS", "dns/name_servers.dns") == []


def test_the_mail_host_is_read() -> None:
    assert values(read(COLLECTOR, "dns:moonscans.com?type=MX", "dns/mail.dns")) == {
        ("mail_host", "mx.example.net")
    }


def test_a_verification_token_is_read_and_the_mail_policy_is_none() -> None:
    seen = read(COLLECTOR, "dns:moonscans.com?type=TXT", "dns/tokens.dns")
    assert seen
    assert all("abcDEF" in each.find.value for each in seen)


def test_an_alias_to_itself_and_a_cut_message_give_nothing() -> None:
    assert read(COLLECTOR, "dns:moonscans.com?type=A", "dns/alias_to_itself.dns") == []
    assert read(COLLECTOR, "dns:moonscans.com?type=NS", "dns/cut_in_half.dns") == []


def contacts(found: list[Observation]) -> list[Observation]:
    return [each for each in found if each.find.kind == "soa_rname"]


def test_a_zone_contact_at_the_provider_of_the_name_servers_ties_nobody() -> None:
    asked = "dns:moonscans.com?type=SOA"
    [provider] = contacts(read(COLLECTOR, asked, "dns/zone_contact_of_the_provider.dns"))
    [own] = contacts(read(COLLECTOR, asked, "dns/zone_contact_of_its_own.dns"))
    assert (provider.find.value, provider.find.platform) == ("hostmaster.ns.veil-hosting.example", True)
    assert (own.find.value, own.find.platform) == ("root.moonscans.com", False)


KEY = base64.b64encode(bytes(range(160))).decode()
DIGEST = hashlib.sha256(bytes(range(160))).hexdigest()


def told(name: str, sort: str, *records: tuple[str, str, str]) -> list[Observation]:
    """What is read from an answer made here: name, type and text of each record."""
    message = dns.message.make_response(dns.message.make_query(name, sort))
    for owner, kept, text in records:
        message.answer.append(dns.rrset.from_text(owner + ".", 300, "IN", kept, text))
    ask = Ask(f"dns:{name}?type={sort}", "dns", SITE)
    return list(COLLECTOR.read(Exchange(ask, AT, AT, Outcome.ANSWERED, body=message.to_wire())))


def text(name: str, *strings: str) -> list[Observation]:
    return told(name, "TXT", (name, "TXT", " ".join(f'"{each}"' for each in strings)))


class TestMail:
    def test_the_key_that_signs_is_known_by_its_digest(self) -> None:
        halves = f"v=DKIM1; k=rsa; p={KEY[:120]}", KEY[120:]
        (found,) = text("s1._domainkey.moonscans.com", *halves)
        assert (found.find.kind, found.find.value) == ("dkim_key", DIGEST)
        assert found.subject == SITE
        assert not found.find.platform

    def test_a_key_behind_an_alias_is_the_services_and_the_alias_names_its_account(self) -> None:
        name, there = "s1._domainkey.moonscans.com", "s1.domainkey.u4810293.wl114.sendgrid.net"
        found = told(name, "TXT", (name, "CNAME", there + "."), (there, "TXT", f'"k=rsa; p={KEY}"'))
        assert {(each.find.kind, each.find.value, each.find.platform) for each in found} == {
            ("sendgrid_account", "4810293", False),
            ("dkim_key", DIGEST, True),
        }

    @pytest.mark.parametrize("said", ["v=DKIM1; p=", "v=DKIM1; p=%%%", "v=DKIM1; p=AAAA", "p"])
    def test_a_key_that_was_taken_back_or_is_none_says_nothing(self, said: str) -> None:
        assert text("s1._domainkey.moonscans.com", said) == []

    def test_senders_are_two_sets(self) -> None:
        said = "v=spf1 ip4:100.64.9.0/24 +ip4:100.64.7.9 include:_spf.moonmail.example include:_spf.google.com ?all"
        assert {
            ("spf_include_set", "_spf.google.com _spf.moonmail.example"),
            ("spf_address_set", "100.64.7.9 100.64.9.0/24"),
        } <= values(text("moonscans.com", said))

    def test_a_policy_with_macros_and_nonsense_is_read_as_far_as_it_goes(self) -> None:
        assert values(text("moonscans.com", "v=spf1 include:%{i}._x.example ip4:300.1.1.1 a -all")) == set()

    def test_the_mailbox_for_reports_is_one_value_and_no_contact(self) -> None:
        found = text(
            "_dmarc.moonscans.com",
            "v=DMARC1; p=none; rua=mailto:Reports@moonmedia.example,mailto:x@y.example",
        )
        assert values(found) == {
            ("dmarc_mailbox", "reports@moonmedia.example"),
            ("dmarc_mailbox", "x@y.example"),
        }

    def test_the_tenant_of_a_mail_service_is_read_from_its_host(self) -> None:
        found = told(
            "moonscans.com", "MX", ("moonscans.com", "MX", "0 moonscans-com.mail.protection.outlook.com.")
        )
        assert ("microsoft_mail_host", "moonscans-com") in values(found)


class TestKeysAndAccounts:
    def test_the_account_that_may_order_certificates_is_read(self) -> None:
        account = "https://acme-v02.api.letsencrypt.org/acme/acct/481029384"
        caa = told(
            "moonscans.com",
            "CAA",
            ("moonscans.com", "CAA", f'0 issue "letsencrypt.org; accounturi={account}"'),
        )
        assert values(caa) == {("acme_account", account)}
        persist = text(
            "_validation-persist.moonscans.com", f"letsencrypt.org; accounturi={account}; policy=wildcard"
        )
        assert values(persist) == {("acme_account", account)}

    def test_the_mailbox_of_a_certificate_policy_is_read(self) -> None:
        found = told(
            "moonscans.com", "CAA", ("moonscans.com", "CAA", '0 iodef "mailto:caa@moonmedia.example"')
        )
        assert values(found) == {("dmarc_mailbox", "caa@moonmedia.example")}

    def test_the_zones_key_is_read_and_a_providers_for_all_zones_ties_nobody(self) -> None:
        shared = "mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
        for key, platform in ((shared, True), (base64.b64encode(bytes(range(64))).decode(), False)):
            both = told("moonscans.com", "DNSKEY", ("moonscans.com", "DNSKEY", f"257 3 13 {key}"))
            (found,) = (each for each in both if each.find.kind != "dnssec")
            assert (found.find.kind, found.find.platform) == ("dnssec_key", platform)
        both = told("moonscans.com", "DS", ("moonscans.com", "DS", "48102 13 2 " + "ab" * 32))
        (tag,) = (each for each in both if each.find.kind != "dnssec")
        assert (tag.find.kind, tag.find.value) == ("dnssec_key_tag", "48102 13")

    def test_a_pair_of_cloudflares_is_a_kind_of_its_own(self) -> None:
        names = (
            ("moonscans.com", "NS", "luna.ns.cloudflare.com."),
            ("moonscans.com", "NS", "bob.ns.cloudflare.com."),
        )
        found = told("moonscans.com", "NS", *names)
        assert {(each.find.kind, each.find.platform) for each in found} == {
            ("nameserver_set", True),
            ("cloudflare_nameservers", False),
        }


class TestTexts:
    def test_a_token_stands_at_its_bytes_in_the_message(self) -> None:
        token = "google-site-verification=Zw7qK3mT9vX1bN5cR8dL2gZw7qK3mT9vX1bN5cR8dL2"
        message = dns.message.make_response(dns.message.make_query("moonscans.com", "TXT"))
        message.answer.append(dns.rrset.from_text("moonscans.com.", 300, "IN", "TXT", f'"{token}"'))
        exchange = Exchange(
            Ask("dns:moonscans.com?type=TXT", "dns", SITE), AT, AT, Outcome.ANSWERED, body=message.to_wire()
        )
        found = [each.find for each in COLLECTOR.read(exchange) if each.find.kind == "google_verification"]
        assert [exchange.body[each.start : each.end].decode() for each in found] == [
            each.raw for each in found
        ]
        assert found

    def test_what_stands_behind_the_first_string_is_placed_in_the_whole_text(self) -> None:
        found = text("moonscans.com", "x" * 250, "yyyy https://moonstore.b-cdn.net/a")
        assert [(each.find.value, each.find.path) for each in found] == [
            ("moonstore.b-cdn.net", ("body", "dns"))
        ]

    def test_an_alias_at_a_delivery_network_names_the_account(self) -> None:
        name = "moonscans.com"
        found = told(
            name, "A", (name, "CNAME", "moonscans.b-cdn.net."), ("moonscans.b-cdn.net", "A", "100.64.7.9")
        )
        assert {("bunny_zone", "moonscans.b-cdn.net"), ("alias_host", "moonscans.b-cdn.net")} <= values(found)


def signed(sort: str, wire: bytes, outcome: Outcome = Outcome.ANSWERED) -> set[str]:
    """What is said of the zone's signatures."""
    exchange = Exchange(Ask(f"dns:moonscans.com?type={sort}", "dns", SITE), AT, AT, outcome, body=wire)
    return {each.find.value for each in COLLECTOR.read(exchange) if each.find.kind == "dnssec"}


class TestSignatures:
    def test_the_resolvers_mark_is_read_from_the_zones_start(self) -> None:
        with_mark = reply("moonscans.com", "SOA", f"SOA {SOA}", flags=dns.flags.AD)
        assert signed("SOA", with_mark) == {"validated"}
        assert signed("SOA", reply("moonscans.com", "SOA", f"SOA {SOA}")) == {"not validated"}
        assert signed("SOA;checking=disabled", with_mark) == {"answered only unchecked"}

    def test_the_parents_word_is_signed_or_unsigned(self) -> None:
        assert "delegation signed" in signed("DS", reply("moonscans.com", "DS", "DS 48102 13 2 " + "ab" * 32))
        assert signed("DS", reply("moonscans.com", "DS"), Outcome.ABSENT) == {"delegation unsigned"}

    def test_a_zone_that_could_not_be_asked_says_nothing(self) -> None:
        wire = reply("moonscans.com", "DS", rcode=dns.rcode.SERVFAIL)
        assert signed("DS", wire, Outcome.FAILED) == set()


class TestServices:
    def test_a_binding_leads_to_another_host_and_hints_at_addresses(self) -> None:
        record = (
            "moonscans.com",
            "HTTPS",
            "1 edge.other.example. alpn=h2 ipv4hint=100.64.7.9 ipv6hint=3fff::7",
        )
        assert values(told("moonscans.com", "HTTPS", record)) == {
            ("alias_host", "edge.other.example"),
            ("address", "100.64.7.9"),
            ("address", "3fff::7"),
        }

    def test_one_to_itself_without_hints_says_nothing(self) -> None:
        assert told("moonscans.com", "HTTPS", ("moonscans.com", "HTTPS", "1 . alpn=h2,h3")) == []

    def test_an_alias_mode_names_its_target(self) -> None:
        found = told("moonscans.com", "HTTPS", ("moonscans.com", "HTTPS", "0 shop.other.example."))
        assert values(found) == {("alias_host", "shop.other.example")}


class TestChains:
    def test_a_chain_is_followed_however_its_records_are_ordered(self) -> None:
        name = "moonscans.com"
        found = told(
            name,
            "A",
            ("c.example", "A", "100.64.7.9"),
            ("b.example", "CNAME", "c.example."),
            (name, "CNAME", "b.example."),
            ("stranger.example", "A", "100.64.66.66"),
        )
        assert values(found) == {
            ("alias_host", "b.example"),
            ("alias_host", "c.example"),
            ("address", "100.64.7.9"),
        }

    def test_where_an_alias_leads_is_read_though_there_is_nothing(self) -> None:
        wire = reply("moonscans.com", "A", "CNAME gone.other.example.", rcode=dns.rcode.NXDOMAIN)
        ask = Ask("dns:moonscans.com?type=A", "dns", SITE)
        exchange = Exchange(ask, AT, AT, judge_dns(wire)[0], body=wire)
        assert exchange.outcome is Outcome.ABSENT
        assert values(list(COLLECTOR.read(exchange))) == {("alias_host", "gone.other.example")}


class TestOtherNames:
    def test_a_name_that_nobody_made_is_a_wildcard_of_the_site_and_no_host(self) -> None:
        name = wildcard_of("moonscans.com")
        found = told(name, "A", (name, "A", "100.64.7.9"))
        assert [(each.find.kind, each.find.value, each.subject) for each in found] == [
            ("dns_wildcard", "100.64.7.9", SITE)
        ]

    def test_a_policy_that_is_taken_in_is_a_services_and_ties_nobody(self) -> None:
        found = text(
            "_spf.mailer.example", "v=spf1 ip4:100.64.8.0/24 include:x.example a@mailer.example -all"
        )
        assert [(each.find.kind, each.find.value) for each in found] == [("spf_address_set", "100.64.8.0/24")]
        assert [(each.subject, each.find.platform, each.find.own) for each in found] == [(SITE, True, False)]

    def test_a_policy_of_the_sites_own_below_it_is_its_own(self) -> None:
        found = text("_spf.moonscans.com", "v=spf1 ip4:100.64.7.9 -all")
        assert [(each.find.value, each.find.platform, each.subject) for each in found] == [
            ("100.64.7.9", False, SITE)
        ]
