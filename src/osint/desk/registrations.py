"""How each site is registered: what WHOIS and RDAP state of it, source beside source, and where they differ."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from osint import outcomes, registration
from osint.case.case import Case
from osint.collectors import rdap, whois
from osint.records import Exchange, Outcome, SubjectKind
from osint.registration import Record
from osint.registration.comparison import Stated, compare
from osint.rows import Row

COLUMNS = ("site", "field", "standing", "said", "note")


def rows(case: Case) -> Iterator[Row]:
    """A row for each field of each site's registration, with what every source states of it."""
    for site, names in _answers(case).items():
        stated = [each for name in names if (each := _stated(case.store.read(name))) is not None]
        for row in compare(stated):
            said = [
                {
                    "source": each.source,
                    "value": each.value,
                    "disclosure": each.disclosure.value,
                    "exchange": each.exchange,
                }
                for each in row.said
            ]
            yield dict(zip(COLUMNS, (site, row.field, row.standing.value, said, row.note), strict=True))


def _answers(case: Case) -> dict[str, list[str]]:
    """The last exchange of each question about a site's registration; what was withdrawn is none."""
    gone = case.store.withdrawn()
    found: dict[str, dict[str, str]] = {}
    for event in case.store.events():
        kind, site, _ = event["subject"]
        is_asked = kind == SubjectKind.SITE and event["collector"] in {whois.NAME, rdap.NAME}
        if is_asked and event["id"] not in gone and event["outcome"] != Outcome.NOT_ASKED:
            found.setdefault(site, {})[event["uri"]] = event["id"]
    return {site: list(found[site].values()) for site in sorted(found)}


def _stated(exchange: Exchange) -> Stated | None:
    """The record that an exchange holds; nothing where it is about no registration, such as a referral."""
    server = urlsplit(exchange.ask.uri).hostname or ""
    record = rdap.record(exchange) if exchange.ask.collector == rdap.NAME else _whois(exchange, server)
    source = f"{exchange.ask.collector} {server}"
    return None if record is None else Stated(source, exchange.id, exchange.at, record)


def _whois(exchange: Exchange, server: str) -> Record | None:
    domain = exchange.ask.subject.value
    if server == whois.ROOT or (not exchange.body and exchange.outcome is not Outcome.FAILED):
        return None
    if outcomes.reread(exchange)[0] is Outcome.FAILED:
        return Record(domain, registration.State.UNAVAILABLE)
    return registration.parse(exchange.body, domain=domain, server=server)
