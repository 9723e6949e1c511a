"""DNS: what the answer says of the name that was asked, and nothing of other names."""

from answering import asked, read, values

from osint.collectors.dns import COLLECTOR
from osint.records import Subject, SubjectKind, Where

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
        "dns:_dmarc.moonscans.com?type=TXT",
    ]


def test_an_alias_is_followed_and_a_stranger_in_the_answer_is_not() -> None:
    seen = read(COLLECTOR, "dns:www.moonscans.com?type=A", "dns/address_behind_alias.dns", WWW)
    assert values(seen) == {("address", "100.64.7.9")}
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
