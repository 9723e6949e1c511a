"""The shelf of collectors: every place where we ask, a line each."""

from osint.collectors import (
    ads_txt,
    archive,
    certificates,
    circl,
    common_crawl,
    dns,
    dnsdb,
    network,
    page,
    rdap,
    rendered,
    reverse_whois,
    sellers_json,
    shodan,
    tls,
    urlscan,
    whois,
)
from osint.collectors.collector import Collector
from osint.errors import BadName

COLLECTORS: tuple[Collector, ...] = (
    page.COLLECTOR,
    ads_txt.COLLECTOR,
    whois.COLLECTOR,
    rdap.COLLECTOR,
    dns.COLLECTOR,
    certificates.COLLECTOR,
    tls.COLLECTOR,
    network.COLLECTOR,
    shodan.COLLECTOR,
    urlscan.COLLECTOR,
    archive.COLLECTOR,
    circl.COLLECTOR,
    dnsdb.COLLECTOR,
    common_crawl.COLLECTOR,
    reverse_whois.WHOISXML_COLLECTOR,
    reverse_whois.DOMAINTOOLS_COLLECTOR,
    sellers_json.COLLECTOR,
    rendered.COLLECTOR,
)


def find(name: str) -> Collector | None:
    """The collector of that name, or nothing: stamps and the like are kept, and read by nobody here."""
    return next((each for each in COLLECTORS if each.name == name), None)


def collector(name: str) -> Collector:
    """The collector of that name.

    Raises:
        BadName: when there is none.
    """
    found = find(name)
    if found is None:
        raise BadName(f"no collector {name!r}: one of {', '.join(each.name for each in COLLECTORS)}")
    return found
