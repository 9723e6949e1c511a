"""Everything that the practice world serves, put together: which host answers what, and with which certificate."""

import ssl
from collections import defaultdict
from collections.abc import Callable

from osint.practice.archive import Archive
from osint.practice.authority import Authority, Leaf
from osint.practice.content import Content, Site
from osint.practice.crawl import Crawl
from osint.practice.hosting import Hosting
from osint.practice.messenger import Messenger
from osint.practice.passive_dns import CIRCL, DNSDB, PassiveDns
from osint.practice.rdap import Rdap
from osint.practice.registry import Registry
from osint.practice.scripted import MANAGER, TagManager
from osint.practice.shodan_replica import Shodan
from osint.practice.stamping import MEDIA, Stamping
from osint.practice.transparency import Transparency, names_of
from osint.practice.vendors import Vendors
from osint.practice.web import Answerer, Request, Response
from osint.practice.zone import Zone

STAMPERS = {
    "tsa-one.test": "Practice Time Stamp Authority One",
    "tsa-two.test": "Practice Time Stamp Authority Two",
}
STRANGE = "wrong certificate"  # the behaviour of a site that serves another's certificate


class Services:
    """The world behind the ports."""

    def __init__(self, content: Content, authority: Authority) -> None:
        """Put the services together over one content and one certificate authority."""
        self.content = content
        self.registry = Registry(content)
        self._authority = authority
        self._hosting = Hosting(content)
        self._groups: dict[str, list[Site]] = defaultdict(list)
        for site in content.sites.values():
            self._groups[site.certificate].append(site)
        self.addresses: dict[str, str] = {
            **content.table("services")["web"],
            **content.table("services")["whois"],
        }
        self.zone = Zone(content, self.addresses)
        self._answerers = self._by_host()

    def answer(self, request: Request) -> Response:
        """The answer of whichever host was asked."""
        answerer = self._answerers.get(request.host)
        if answerer is not None:
            return answerer(request)
        if self._hosting.holds(request.host):
            return self._hosting.answer(request)
        return Response(421, b"<html><head><title>421 Misdirected Request</title></head></html>")

    def default_context(self) -> ssl.SSLContext:
        """TLS settings that choose the certificate by the name that is asked for (SNI, RFC 6066)."""
        leaf = self._authority.leaf("default", ["default.invalid"])
        context = self._authority.context("default", leaf)
        context.sni_callback = self._choose
        return context

    def leaf(self, site: Site) -> Leaf:
        """A site's certificate: its group's."""
        names = names_of(self._groups[site.certificate])
        return self._authority.leaf(f"group {site.certificate}", names, key=site.key)

    def _choose(self, asking: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        if name is None:
            return
        site = self.content.site(name.lower())
        if site is None and (name in self._answerers or self._hosting.holds(name)):
            asking.context = self._authority.context(name, self._authority.leaf(name, [name]))
        elif site is not None and site.behaviour != STRANGE:
            asking.context = self._authority.context(f"group {site.certificate}", self.leaf(site))

    def _by_host(self) -> dict[str, Answerer]:
        rdap = Rdap(self.content)
        archive = Archive(self.content)
        search = Transparency(self.content, self._authority, self._groups, self.leaf)
        shodan = Shodan(self.content, self._hosting.front, self.leaf)
        remembered = PassiveDns(self.content)
        messenger, vendors, crawl = Messenger(self.content), Vendors(self.content), Crawl(self.content)
        return {
            **dict.fromkeys(rdap.hosts(), rdap.answer),
            "web.archive.org": archive.answer,
            "crt.sh": search.answer,
            "api.certspotter.com": search.spot,
            "index.commoncrawl.org": crawl.answer,
            "data.commoncrawl.org": crawl.answer,
            "urlscan.io": vendors.urlscan,
            "reverse-whois.whoisxmlapi.com": vendors.whoisxml,
            "user.whoisxmlapi.com": vendors.balance,
            "api.domaintools.com": vendors.domaintools,
            "api.shodan.io": shodan.answer,
            "t.me": messenger.answer,
            MANAGER: TagManager(self.content).answer,
            **dict.fromkeys((CIRCL, DNSDB), remembered.answer),
            **{host: _stamper(Stamping(name, self._authority)) for host, name in STAMPERS.items()},
        }


def _stamper(stamping: Stamping) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        if request.method != "POST":
            return Response(405, b"", headers=(("Allow", "POST"),))
        return Response(200, stamping.reply(request.body), MEDIA)

    return answer
