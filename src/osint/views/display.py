"""How a notebook shows each record by itself: formatters registered from outside, records stay free of markup."""

import html
from collections.abc import Callable, Iterable
from typing import Any

from osint import names
from osint.inert import block, line
from osint.operators.explain import rows, sentences
from osint.records import Exchange, Link, Observation, Operator

LONGEST = 4000  # bytes of an answer that are shown
STYLE = "border-collapse:collapse;font:13px sans-serif"


def table(header: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """A plain HTML table; every cell is escaped and made inert."""
    head = "".join(f"<th style='text-align:left'>{_text(cell)}</th>" for cell in header)
    lines = "".join("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in each) + "</tr>" for each in body)
    return f"<table style='{STYLE}'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def of_link(link: Link) -> str:
    """A link: its sentences, then the rows of its sum."""
    said = "".join(f"<p>{_text(each)}</p>" for each in sentences(link))
    body = (
        (each.kind, each.value, f"{each.bits / 1000:+.2f}", str(each.owners or ""), each.note)
        for each in rows(link)
    )
    return said + table(("kind", "value", "bits", "owners", "why"), body)


def of_operator(operator: Operator) -> str:
    """An operator: its sites with their probabilities, its weakest cut, what it bears."""
    sites = table(
        ("site", "probability"),
        ((names.unicode_form(each.site), f"{each.probability:.3f}") for each in operator.sites),
    )
    cut = operator.weakest_cut
    weakest = (
        f"<p>Weakest cut: {cut.bits / 1000:+.1f} bits, on {_text(', '.join(cut.evidence))}</p>" if cut else ""
    )
    bears = [
        *operator.contacts,
        *operator.accounts,
        *(f"{each.role}: {each.name}" for each in operator.parties),
    ]
    return f"<h4>{_text(operator.id)}</h4>{sites}{weakest}<p>{_text(' · '.join(bears))}</p>"


def of_exchange(exchange: Exchange) -> str:
    """An exchange: what was asked, how it ended, and the first of its bytes as inert text."""
    told = (
        ("id", exchange.id),
        ("uri", exchange.ask.uri),
        ("at", exchange.at.isoformat()),
        ("address", exchange.address),
        ("outcome", f"{exchange.outcome} {exchange.why}"),
    )
    shown = (exchange.head + exchange.body)[:LONGEST].decode("utf-8", "replace")
    return table(("", ""), told) + f"<pre>{html.escape(block(shown))}</pre>"


def of_observation(seen: Observation) -> str:
    """An observation as one row."""
    find = seen.find
    span = f"{'/'.join(find.path)} {find.start}-{find.end}"
    return table(
        ("subject", "kind", "value", "where", "span", "exchange"),
        [(seen.subject.value, find.kind, find.value, find.where.value, span, seen.exchange[:12])],
    )


def register(shell: Any) -> None:
    """Teach a notebook's shell to show our records; nothing happens outside a notebook."""
    if shell is None:
        return
    formats: dict[type, Callable[[Any], str]] = {
        Link: of_link,
        Operator: of_operator,
        Exchange: of_exchange,
        Observation: of_observation,
    }
    formatter = shell.display_formatter.formatters["text/html"]
    for record, show in formats.items():
        formatter.for_type(record, show)


def _text(text: str) -> str:
    return html.escape(line(text))
