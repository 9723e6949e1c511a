"""Reverse WHOIS: which other domains are registered with the same name, organisation, mailbox or telephone.

Two vendors, each with the customer's own account: WhoisXML (preview, then purchase) and DomainTools (quote, then
purchase). Every purchase is charged, the same one twice too: what the case has is not bought again. What a purchase
costs stands behind its address, where no server sees it: a ledger alone tells what was spent.
"""

import json
import math
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from osint.collectors.answers import apart, body_mark, insist, json_of, moment_of, objects, text
from osint.collectors.collector import Asking, Collector, Search, Touch
from osint.collectors.searching import borne_by, identifier, telling
from osint.collectors.seen import at_time, site_of_host
from osint.identifiers.layers import uncoded
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind

# By kind: WhoisXML's field for such values; empty: in any field.
FIELDS = {
    "registrant_email": "RegistrantContact.Email",
    "registrant_name": "RegistrantContact.Name",
    "registrant_org": "RegistrantContact.Organization",
    "registrant_phone": "RegistrantContact.Telephone",
    "admin_email": "AdministrativeContact.Email",
    "admin_name": "AdministrativeContact.Name",
    "admin_org": "AdministrativeContact.Organization",
    "tech_email": "TechnicalContact.Email",
    "billing_email": "BillingContact.Email",
    "certificate_org": "",
    "email": "",
}
WHOISXML = "https://reverse-whois.whoisxmlapi.com/api/v2"
WHOISXML_KEY = "WHOISXML_API_KEY"
DOMAINTOOLS = "https://api.domaintools.com/v1/reverse-whois/"
USER, KEY = "DOMAINTOOLS_API_USERNAME", "DOMAINTOOLS_API_KEY"
PAGES = 3  # of WhoisXML's, of 10,000 domains each
# Credits of the Domain Research Suite for a purchase: WhoisXML's words on `mode` ("the actual list of domains, limited to
# 10,000; 1 request costs 50 DRS credits"), as its listing of the history API repeats them; seen 2026-11-28, not live.
REQUEST = 50
BALANCE = "https://user.whoisxmlapi.com/user-service/account-balance"
SUITE = "Domain Research Suite"  # the product whose credits reverse WHOIS takes
PLAIN = ("Accept-Encoding", "identity")  # so that a value's place is its place in the kept bytes


def term_of(subject: Subject) -> str:
    """What is searched for, of the kinds that registration records hold; empty for others."""
    found = telling(subject)
    return found[1] if found and found[0].name in FIELDS and "|" not in found[1] else ""


def ask_whoisxml(subject: Subject) -> Asking:
    """How many domains there are, then which.

    Raises:
        SourceUnusable: for a key that does not hold, or without credits.
    """
    if not term_of(subject):
        return
    preview = yield _whoisxml(subject, "preview", None)
    _insist_whoisxml(preview)
    after: str | None = None
    for _ in range(PAGES if count(preview) else 0):
        page = yield _whoisxml(subject, "purchase", after)
        _insist_whoisxml(page)
        told = json_of(page)
        after = text(told.get("nextPageSearchAfter")) if isinstance(told, dict) else ""
        if page.outcome is not Outcome.ANSWERED or not after:
            return


def _whoisxml(subject: Subject, mode: str, after: str | None) -> Ask:
    name, _, _ = subject.value.partition(":")
    term, field = term_of(subject), FIELDS[name]
    # Of today's records: only there does the record's day say when the value stood in it.
    told: dict[str, Any] = {"searchType": "current", "mode": mode, "punycode": True}
    if field:
        told["advancedSearchTerms"] = [{"field": field, "term": term, "exactMatch": True}]
    else:
        told["basicSearchTerms"] = {"include": [term]}
    told |= {"includeAuditDates": True} if mode == "purchase" else {}
    told |= {"searchAfter": after} if after else {}
    body = json.dumps(told, ensure_ascii=False).encode()
    key = ("X-Authentication-Token", f"__{WHOISXML_KEY}__")
    headers = (("Content-Type", "application/json"), PLAIN, key)
    uri = apart(WHOISXML, f"{mode}-{body_mark(body)}")
    return Ask(uri, "whoisxml", subject, "POST", headers, body, (WHOISXML_KEY,), follow=False)


def account(subject: Subject) -> Ask:
    """The question for the credits that the account has left (WhoisXML's documentation, account balance)."""
    uri = f"{BALANCE}?outputFormat=JSON&apiKey=__{WHOISXML_KEY}__"
    return Ask(uri, "whoisxml", subject, headers=(PLAIN,), keys=(WHOISXML_KEY,), follow=False)


def balance(exchange: Exchange) -> int | None:
    """The credits of the suite that are left; nothing where the answer does not say."""
    told = json_of(exchange) if exchange.ask.uri.startswith(BALANCE) else None
    if exchange.outcome is not Outcome.ANSWERED or not isinstance(told, dict):
        return None
    for each in objects(told.get("data")):
        product, left = each.get("product"), each.get("credits")
        if isinstance(product, dict) and product.get("name") == SUITE and isinstance(left, int):
            return left
    return None


def _insist_whoisxml(answer: Exchange) -> None:
    insist(answer, "WhoisXML", f"set {WHOISXML_KEY} to a key that holds and has credits", 403)


def ask_domaintools(subject: Subject) -> Asking:
    """What the list would hold and cost, then the list.

    Raises:
        SourceUnusable: for a key that does not hold, or an account without that product.
    """
    if not term_of(subject):
        return
    quoted = yield _domaintools(subject, "quote")
    _insist_domaintools(quoted)
    if count(quoted):
        _insist_domaintools((yield _domaintools(subject, "purchase", f"price-{quoted_price(quoted)}")))


def _domaintools(subject: Subject, mode: str, mark: str = "") -> Ask:
    account = f"api_username=__{USER}__&api_key=__{KEY}__"
    terms = quote(term_of(subject), safe="")
    uri = f"{DOMAINTOOLS}?terms={terms}&scope=current&mode={mode}&{account}"
    uri = apart(uri, mark) if mark else uri
    return Ask(uri, "domaintools", subject, headers=(PLAIN,), keys=(USER, KEY), follow=False)


def quoted_price(exchange: Exchange) -> int:
    """What a list costs by its quote; one, for the request, where the account pays no price by the list."""
    told = json_of(exchange)
    inner = told.get("response") if isinstance(told, dict) else None
    stated = inner.get("report_price") if isinstance(inner, dict) else None
    price = stated.get("current") if isinstance(stated, dict) else None
    return max(1, math.ceil(price)) if isinstance(price, int | float) and 0 <= price < 10**9 else 1


def _insist_domaintools(answer: Exchange) -> None:
    hint = f"set {USER} and {KEY} to an account with Reverse Whois and requests left"
    insist(answer, "DomainTools", hint, 403, 503)


def count(exchange: Exchange) -> int | None:
    """How many domains there are, by a preview, a quote or a list of either vendor."""
    told = json_of(exchange)
    inner = told.get("response", told) if isinstance(told, dict) else None
    if exchange.outcome is not Outcome.ANSWERED or not isinstance(inner, dict):
        return None
    counted = inner.get("domain_count")
    total = inner.get("domainsCount", counted.get("current") if isinstance(counted, dict) else None)
    return int(total) if isinstance(total, int | str) and str(total).isdecimal() else None


def price(ask: Ask) -> int:
    """A purchase has its price, by its address alone; a preview and a quote cost nothing."""
    mark = urlsplit(ask.uri).fragment
    if ask.uri.startswith(WHOISXML):
        return REQUEST if mark.startswith("purchase-") else 0
    return int(mark.removeprefix("price-")) if re.fullmatch(r"price-[0-9]{1,9}", mark) else 0


def cost_whoisxml(subject: Subject) -> int:
    """A purchase for a value that registration records hold."""
    return REQUEST if term_of(subject) else 0


def cost_domaintools(subject: Subject) -> int:
    """At the least one; the quote tells the price of the list."""
    return 1 if term_of(subject) else 0


def read(exchange: Exchange) -> Iterator[Observation]:
    """The domains of a list bear what was searched: on the day of the record, or when they were asked for."""
    found, told = identifier(exchange.ask.subject), json_of(exchange)
    inner = told.get("response", told) if isinstance(told, dict) else None
    if found is None or exchange.outcome is not Outcome.ANSWERED or not isinstance(inner, dict):
        return
    listed = inner.get("domainsList", inner.get("domains"))
    layer = uncoded(exchange.head, exchange.body)
    for each in listed if isinstance(listed, list) else []:
        domain, at = _entry(each)
        site = site_of_host(domain)
        if site is not None:
            yield at_time(exchange, site, borne_by(layer, *found, domain), at)


def _entry(entry: Any) -> tuple[str, datetime | None]:
    """A domain of a list, and the day on which the vendor last saw its record, where it says so."""
    if not isinstance(entry, dict):
        return text(entry), None
    audit = entry.get("audit")
    at = moment_of(audit.get("updatedDate")) if isinstance(audit, dict) else None
    return text(entry.get("domainName")), at


WHOISXML_COLLECTOR = Collector(
    name="whoisxml",
    about="WhoisXML's reverse WHOIS: which domains are registered with a name, organisation, mailbox or telephone",
    ask=ask_whoisxml,
    read=read,
    accepts=frozenset({SubjectKind.IDENTIFIER}),
    touches=Touch.THIRD_PARTY,
    cost=cost_whoisxml,
    keys=(WHOISXML_KEY,),
    search=Search(
        query=term_of,
        counted="preview: how many domains",
        unit="credits of the Domain Research Suite",
        price=price,
        count=count,
        account=account,
        balance=balance,
    ),
)
DOMAINTOOLS_COLLECTOR = Collector(
    name="domaintools",
    about="DomainTools' reverse WHOIS: which domains are registered with a name, organisation, mailbox or telephone",
    ask=ask_domaintools,
    read=read,
    accepts=frozenset({SubjectKind.IDENTIFIER}),
    touches=Touch.THIRD_PARTY,
    cost=cost_domaintools,
    keys=(USER, KEY),
    search=Search(
        query=term_of,
        counted="quote: how many domains, and the price of their list",
        unit="of the quoted price",
        price=price,
        count=count,
    ),
)
