"""The vendors' replicas: the collectors' own questions are answered in the shapes that the collectors read."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from osint import collectors, names, outcomes
from osint.collectors.collector import Collector
from osint.practice import passive_dns, shodan_replica
from osint.practice.authority import Authority
from osint.practice.content import load
from osint.practice.services import Services
from osint.practice.vendors import KEYS as VENDOR_KEYS
from osint.practice.web import Request, render
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind

KEYS = {
    **VENDOR_KEYS,
    "SHODAN_API_KEY": shodan_replica.KEY,
    "CIRCL_PASSIVE_DNS": base64.b64encode(passive_dns.CIRCL_KEY.encode()).decode(),
    "DNSDB_API_KEY": passive_dns.DNSDB_KEY,
}
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)


class TestVendors:
    """The collectors' own questions, put to the replicas as the practice world serves them."""

    @pytest.fixture
    def services(self, tmp_path: Path) -> Services:
        """The world behind the ports, without any port."""
        return Services(load(), Authority(tmp_path))

    def talk(self, services: Services, collector: Collector, subject: Subject) -> list[Observation]:
        """A whole conversation, with the practice keys in their places; what is observed in it."""
        asking, seen = collector.ask(subject), []
        try:
            ask = next(asking)
            while True:
                exchange = self.answer(services, ask)
                seen += collector.read(exchange)
                ask = asking.send(exchange)
        except StopIteration:
            return seen

    def answer(self, services: Services, ask: Ask) -> Exchange:
        uri, headers = ask.uri.partition("#")[0], dict(ask.headers)
        for name in ask.keys:
            uri = uri.replace(f"__{name}__", KEYS[name])
            headers = {key: text.replace(f"__{name}__", KEYS[name]) for key, text in headers.items()}
        parts = urlsplit(uri)
        target = quote(parts.path) + (f"?{parts.query}" if parts.query else "")
        lower = {key.lower(): text for key, text in headers.items()}
        request = Request(ask.method, parts.hostname or "", target, True, lower, ask.body)
        head, blank, body = render(request, services.answer(request)).partition(b"\r\n\r\n")
        made = Exchange(ask, AT, AT, Outcome.ANSWERED, head=head + blank, body=body)
        outcome, why = outcomes.reread(made)
        return replace(made, outcome=outcome, why=why)

    def test_common_crawl_gives_what_a_site_carried_years_ago(self, services: Services) -> None:
        site = next(each for each in services.content.sites.values() if any(c.ids for c in each.captures))
        subject = Subject(SubjectKind.SITE, names.site(site.host))
        seen = self.talk(services, collectors.collector("common_crawl"), subject)
        years = {each.first_seen.year for each in seen}
        assert years <= {int(each.at[:4]) for each in site.captures}
        assert years

    def test_a_disclosed_registrant_leads_to_his_other_domains(self, services: Services) -> None:
        people = services.content.table("people")
        open_ = [
            each.registration.registrant
            for each in services.content.sites.values()
            if each.registration and each.registration.registrant and not each.registration.privacy
        ]
        owner = max(set(open_), key=open_.count)
        subject = Subject(SubjectKind.IDENTIFIER, f"registrant_email:{people[owner]['email'].lower()}")
        for name in ("whoisxml", "domaintools"):
            seen = self.talk(services, collectors.collector(name), subject)
            assert len({each.site for each in seen}) >= 1, name

    def test_urlscan_tells_where_a_site_stood(self, services: Services) -> None:
        site = next(each for each in services.content.sites.values() if each.is_indexed and each.address)
        seen = self.talk(
            services, collectors.collector("urlscan"), Subject(SubjectKind.SITE, names.site(site.host))
        )
        assert site.address in {each.find.value for each in seen}

    def test_cert_spotter_tells_the_same_names_as_crt_sh(self, services: Services) -> None:
        site = next(each for each in services.content.sites.values() if each.certificate != each.host)
        domain = names.site(site.host)
        found = []
        for uri in (
            f"https://crt.sh/?q={site.host}&output=json",
            f"https://api.certspotter.com/v1/issuances?domain={site.host}&include_subdomains=true",
        ):
            ask = Ask(uri, "certificates", Subject(SubjectKind.SITE, domain))
            exchange = self.answer(services, ask)
            seen = collectors.collector("certificates").read(exchange)
            found.append({each.find.value for each in seen if each.find.kind == "certificate_name"})
        assert found[0] == found[1]

    @pytest.mark.parametrize("name", ["shodan", "whoisxml", "dnsdb"])
    def test_an_account_tells_what_it_has_left(self, services: Services, name: str) -> None:
        search = collectors.collector(name).search
        assert search is not None
        assert search.account is not None
        left = search.balance(self.answer(services, search.account(Subject(SubjectKind.IDENTIFIER, "x:y"))))
        assert left is not None
        assert left > 0

    @pytest.mark.parametrize("name", ["circl", "dnsdb"])
    def test_passive_dns_tells_who_else_stands_on_an_address(self, services: Services, name: str) -> None:
        sites = [each for each in services.content.sites.values() if each.address]
        site = next(each for each in sites if sum(other.address == each.address for other in sites) == 2)
        wanted = {names.site(each.host) for each in sites if each.address == site.address}
        subject = Subject(SubjectKind.IDENTIFIER, f"address:{site.address}")
        seen = self.talk(services, collectors.collector(name), subject)
        assert wanted <= {each.site for each in seen if each.find.kind == "address"}

    def test_passive_dns_tells_who_has_the_same_name_servers(self, services: Services) -> None:
        by_servers: dict[str, set[str]] = {}
        for site in services.content.sites.values():
            if site.nameservers and names.site(site.host) == site.host:
                by_servers.setdefault(" ".join(sorted(site.nameservers)), set()).add(site.host)
        servers, sites = next(each for each in by_servers.items() if 2 <= len(each[1]) <= 20)
        subject = Subject(SubjectKind.IDENTIFIER, f"nameserver_set:{servers}")
        seen = self.talk(services, collectors.collector("dnsdb"), subject)
        assert sites <= {each.site for each in seen}
        assert {(each.find.kind, each.find.value) for each in seen} == {("nameserver_set", servers)}

    def test_shodan_tells_which_machines_run_the_same_ssh_and_show_the_same_page(
        self, services: Services
    ) -> None:
        shodan = collectors.collector("shodan")
        site = next(each for each in services.content.sites.values() if each.is_indexed and each.address)
        shown = self.talk(services, shodan, Subject(SubjectKind.ADDRESS, site.address))
        for kind in ("hassh", "ssh_key", "page_hash"):
            value = next(each.find.value for each in shown if each.find.kind == kind)
            seen = self.talk(services, shodan, Subject(SubjectKind.IDENTIFIER, f"{kind}:{value}"))
            assert site.address in {each.subject.value for each in seen}, kind
