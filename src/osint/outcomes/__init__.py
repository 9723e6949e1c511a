"""How a question ended, read from the bytes of its answer: pure, so that better rules can read it again."""

import hashlib
from importlib.resources import files

from osint.outcomes.dns import judge_dns
from osint.outcomes.http import TABLES, judge_http
from osint.outcomes.rdap import judge_rdap
from osint.outcomes.whois import judge_whois
from osint.records import Exchange, Outcome

__all__ = ["judge_dns", "judge_http", "judge_rdap", "judge_rendered", "judge_whois", "reread"]

RENDERED = b"HTTP/1.1 200 (rendered)\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
# These were settled by what happened on the way, not by the answer's bytes.
ON_THE_WAY = frozenset({Outcome.FAILED, Outcome.NOT_ASKED})

RDAP = "rdap"  # the collector whose answers are JSON of a protocol of its own


def reread(exchange: Exchange) -> tuple[Outcome, str]:
    """An exchange's outcome as today's rules judge it, with the reason in words."""
    if exchange.outcome in ON_THE_WAY:
        return exchange.outcome, exchange.why
    match exchange.ask.uri.partition(":")[0]:
        case "https" if exchange.ask.collector == RDAP:
            judged = judge_rdap(exchange.head, exchange.body)
        case "http" | "https":
            judged = judge_http(exchange.head, exchange.body)
        case "whois":
            judged = judge_whois(exchange.body)
        case "dns":
            judged = judge_dns(exchange.body)
        case "browser":
            judged = _reread_visit(exchange)
        case _:
            judged = exchange.outcome, exchange.why
    return judged


def judge_rendered(dom: bytes) -> tuple[Outcome, str]:
    """What a page has become in a browser: a bot check or a notice may be put there by scripts alone."""
    return judge_http(RENDERED, dom)


def _reread_visit(exchange: Exchange) -> tuple[Outcome, str]:
    """What the page's own answer said of it stands; where that was answered, its DOM is judged again."""
    is_page = exchange.fact("media").startswith("text/html")
    if not is_page or exchange.fact("document-status") not in {"", "200"}:
        return exchange.outcome, exchange.why
    judged = judge_rendered(exchange.body)
    return (exchange.outcome, exchange.why) if judged[0] is Outcome.ANSWERED else judged


def rules_digest() -> str:
    """The sha256 of the rules' files: part of a derivation's basis."""
    rules = (files("osint.outcomes").joinpath(name).read_bytes() for name in (*TABLES, "whois.toml"))
    return hashlib.sha256(b"".join(rules)).hexdigest()
