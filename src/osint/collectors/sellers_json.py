"""sellers.json: whom an advertising system pays for a seat, by the system's own word.

Systems that deal with many sellers publish files of a hundred megabytes: one is read an object at a time, and
the answer to a question about one seat is searched for that seat alone.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from osint import identifiers, names
from osint.collectors.answers import text
from osint.collectors.collector import Asking, Collector, Touch
from osint.collectors.seen import as_it_stood, at_time, site_of, site_of_host
from osint.errors import BadName
from osint.identifiers import kind
from osint.identifiers.layers import Layer, uncoded
from osint.outcomes.http import status_of
from osint.records import Ask, Exchange, Find, Observation, Outcome, Subject, SubjectKind, Where

NAME = "sellers_json"
SEATS = frozenset({"ads_txt_direct", "ads_txt_reseller", "sellers_json_publisher", "sellers_json_both"})
TYPES = {"publisher", "intermediary", "both"}
# Larger than an answer may be (the recorder's limit): over a hundred megabytes in 2026. It is read when imported.
TOO_LARGE = frozenset({"google.com"})
MOST = 20_000  # sellers of a file about whom nothing was asked
LONGEST = 20_000  # bytes of a seller's entry
# Braces outside of strings; a string that is not closed runs to the end, so that the time is linear.
TOKEN = re.compile(rb'[{}]|"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
DEPTH = 2  # of a seller's entry: within the file's object

Seller = tuple[int, int, dict[str, Any]]  # where the entry stands, and what it says


def ask(subject: Subject) -> Asking:
    """The file of the system that a seat belongs to (IAB Tech Lab, sellers.json 1.0)."""
    system, _ = seat_of(subject)
    if system and system not in TOO_LARGE:
        yield Ask(f"https://{system}/sellers.json", NAME, subject)


def seat_of(subject: Subject) -> tuple[str, str]:
    """The system and the account that a subject is about; empty for other subjects."""
    if subject.kind is not SubjectKind.IDENTIFIER:
        return "", ""
    try:
        entry, value = identifiers.split(subject.value)
    except BadName:
        return "", ""
    system, _, account = value.partition(" ")
    return (system, account) if entry.name in SEATS else ("", "")


def read(exchange: Exchange) -> Iterator[Observation]:
    """What the system says of the seat that was asked about; of every seller in a file that was imported.

    The seller's own site bears the seat and the name; the seat bears the seller's name and domain.
    """
    if exchange.outcome is not Outcome.ANSWERED or status_of(exchange.head) != 200:
        return
    system, account = seat_of(exchange.ask.subject)
    holder = site_of(exchange)
    system = system or (holder.value if holder else "")
    layer = uncoded(exchange.head, exchange.body)
    for seller in sellers(layer.data, account):
        found = list(_finds(layer, system, seller))
        about = Subject(SubjectKind.IDENTIFIER, f"ads_txt_direct:{system} {_account(seller[2])}")
        named = site_of_host(_domain(text(seller[2].get("domain"))))
        for find in found:
            yield at_time(exchange, about, find)
            if named is not None and find.kind != "sellers_json_domain":
                yield at_time(exchange, named, find)


def finds(layer: Layer, system: str) -> Iterator[Find]:
    """What a file of a system says of its sellers, for a saved file whose system the user names."""
    for seller in sellers(layer.data):
        yield from _finds(layer, system, seller)


def looks_like_one(data: bytes) -> bool:
    """Whether a text begins as a sellers.json does."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s{0,99}\{", data) is not None and b'"sellers"' in data[:65536]


def sellers(data: bytes, account: str = "") -> Iterator[Seller]:
    """The entries of a file, one at a time, those of an account where one is named; a torn file's to its end."""
    if not looks_like_one(data):
        return
    yield from islice(_entries(data, account), None if account else MOST)


def _entries(data: bytes, account: str) -> Iterator[Seller]:
    wanted = json.dumps(account)[1:-1].encode() if account else b""
    depth = start = 0
    for token in TOKEN.finditer(data):
        if token[0] == b"{":
            depth += 1
            start = token.start() if depth == DEPTH else start
        elif token[0] == b"}":
            if depth == DEPTH and token.end() - start <= LONGEST and wanted in data[start : token.end()]:
                told = _object(data[start : token.end()])
                if _account(told) and (not account or _account(told) == account):
                    yield start, token.end(), told
            depth -= 1


def _object(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _account(told: dict[str, Any]) -> str:
    """The seller's account: a text, which some systems write as a number."""
    account = told.get("seller_id")
    return str(account).strip() if isinstance(account, str | int) and not isinstance(account, bool) else ""


def _finds(layer: Layer, system: str, seller: Seller) -> Iterator[Find]:
    """An entry's facts; of a seat the raw form is the account, which is what stands there."""
    start, end, told = seller
    account, sort = _account(told), text(told.get("seller_type")).strip().lower()
    is_hidden = str(told.get("is_confidential", 0)).strip().lower() in {"1", "true"}
    facts = [("name", text(told.get("name")), ""), ("domain", text(told.get("domain")), "")]
    seats = [sort] if sort in TYPES else []
    facts += [
        (each, account, f"{system} {account}") for each in [*seats, *["confidential"][: int(is_hidden)]]
    ]
    for name, stood, value in facts:
        span = _span(layer.data, (start, end), stood)
        told_value = value or (_domain(stood) if name == "domain" else stood)
        find = kind(f"sellers_json_{name}").find(told_value, path=layer.path, span=span, where=Where.FILE)
        if find is not None:
            yield as_it_stood(find, layer)


def _span(data: bytes, entry: tuple[int, int], stood: str) -> tuple[int, int]:
    """Where a text stands in an entry, as a JSON string of either form or as a number; else the whole entry."""
    forms = [json.dumps(stood, ensure_ascii=False), json.dumps(stood), f" {stood}", f":{stood}"]
    for form in forms if stood else []:
        sought = form.encode("utf-8", "replace")
        place = data.find(sought, *entry)
        if place >= 0:
            return place + 1, place + len(sought) - (1 if form[0] == '"' else 0)
    return entry


def _domain(said: str) -> str:
    """The domain of an entry, which some systems write as an address."""
    try:
        return names.host_of(said) if "//" in said else said.strip()
    except BadName:
        return ""


COLLECTOR = Collector(
    name=NAME,
    about="an advertising system's sellers.json: whom it pays for a seat, as publisher or intermediary",
    ask=ask,
    read=read,
    accepts=frozenset({SubjectKind.IDENTIFIER}),
    touches=Touch.THIRD_PARTY,
)
