"""DNS: what the answer says of the name that was asked, and nothing of other names."""

import base64
import hashlib

import dns.message
import dns.rrset
import pytest
from answering import AT, SITE, asked, read, values

from osint.collectors.dns import COLLECTOR, SELECTORS
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind, Where

WWW = Subject(SubjectKind.SITE, "moonscans.com", "www.moonscans.com")


def test_addresses_are_asked_of_the_host_and_the_rest_of_the_zone() -> None:
    assert asked(COLLECTOR.ask(WWW), {}) == [
        "dns:www.moonscans.com?type=A",
        "dns:www.moonscans.com?type=AAAA",
        "dns:moonscans.com?type=NS",
        "dns:moonscans.com?type=MX",
        "dns:moonscans.com?type=TXT",
        "dns:moonscans.com?type=SOA",
        "dns:moonscans.com?type=CAA",
        "dns:moonscans.com?type=DS",
        "dns:moonscans.com?type=DNSKEY",
        "dns:_dmarc.moonscans.com?type=TXT",
        "dns:_validation-persist.moonscans.com?type=TXT",
    ]


def test_keys_that_sign_mail_are_asked_for_where_there_is_mail() -> None:
    with_mail = asked(COLLECTOR.ask(SITE), {"dns:moonscans.com?type=MX": "dns/mail.dns"})
    assert [each for each in with_mail if "_domainkey" in each] == [
        f"dns:{selector}._domainkey.moonscans.com?type=TXT" for selector in SELECTORS
    ]


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


def test_a_zone_contact_at_the_provider_of_the_name_servers_ties_nobody() -> None:
    [provider] = read(COLLECTOR, "dns:moonscans.com?type=SOA", "dns/zone_contact_of_the_provider.dns")
    [own] = read(COLLECTOR, "dns:moonscans.com?type=SOA", "dns/zone_contact_of_its_own.dns")
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
            (found,) = told("moonscans.com", "DNSKEY", ("moonscans.com", "DNSKEY", f"257 3 13 {key}"))
            assert (found.find.kind, found.find.platform) == ("dnssec_key", platform)
        (tag,) = told("moonscans.com", "DS", ("moonscans.com", "DS", "48102 13 2 " + "ab" * 32))
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
