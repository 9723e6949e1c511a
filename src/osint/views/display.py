"""How a notebook shows each record by itself: formatters registered from outside, records stay free of markup."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from osint import names
from osint.case.summary import Summary
from osint.inert import block, line
from osint.operators.candidates import Candidate, candidates
from osint.operators.explain import rows, sentences
from osint.records import (
    Ask,
    Evidence,
    Exchange,
    Find,
    Judgement,
    Link,
    Observation,
    Operator,
    Party,
    Subject,
)

LONGEST = 4000  # bytes of an answer that are shown
WIDEST = 120  # characters of a record's cell
WIDEST_IN_FRAME = 600  # of a table's: an operator's sites are one cell
BANNER = "banner"  # the attribute of a table that says what stands over it (pandas hands it on to its parts)
MOST_ROWS = 40  # of a long table: as many from its beginning and its end together
# Jupyter would typeset what stands between dollar signs, and TeX can hold links: a page's text is no formula.
NO_TEX = "tex2jax_ignore mathjax_ignore"
STYLE = "border-collapse:collapse;font:13px sans-serif"
CELL = "text-align:left;vertical-align:top;padding:2px 10px 2px 0;"
# A short cell stays whole; only what is long may be broken, and then anywhere: a digest has no spaces.
SHORT = 28
WHOLE, BROKEN = "white-space:nowrap", "overflow-wrap:anywhere;min-width:14em"
DIGESTS = frozenset({"exchange", "sha256"})  # columns of which a beginning is enough to name one


def table(header: Iterable[str], body: Iterable[Iterable[str]], *, widest: int = WIDEST) -> str:
    """A plain HTML table; every cell is escaped, made inert and cut where it is endless."""
    head = "".join(f"<th style='{CELL}{WHOLE}'>{_text(cell)}</th>" for cell in header)
    lines = "".join("<tr>" + "".join(_td(cell, widest) for cell in each) + "</tr>" for each in body)
    return f"<table class='{NO_TEX}' style='{STYLE}'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def of_link(link: Link) -> str:
    """A link: its sentences, then the rows of its sum."""
    return _words(sentences(link)) + _evidence(rows(link))


def of_evidence(row: Evidence) -> str:
    """One row of a link's sum."""
    return _evidence([row])


def of_operator(operator: Operator) -> str:
    """An operator: its sites with their probabilities, its weakest cut, what it bears."""
    sites = table(
        ("site", "probability"),
        ((names.unicode_form(each.site), f"{each.probability:.3f}") for each in operator.sites),
    )
    said = []
    if cut := operator.weakest_cut:
        side = ", ".join(map(names.unicode_form, cut.side))
        said.append(
            f"Weakest cut: {side} from the rest: {cut.bits / 1000:+.1f} bits, on {', '.join(cut.evidence)}"
        )
    said += [
        f"{name}: {' · '.join(each)}"
        for name, each in (("contacts", operator.contacts), ("accounts", operator.accounts))
        if each
    ]
    parties = _candidates(candidates(operator.parties)) if operator.parties else ""
    return f"<h4 class='{NO_TEX}'>{_text(operator.id)}</h4>{sites}{_words(said)}{parties}"


def of_party(party: Party) -> str:
    """A person or organisation that a source names: with the source, since it is no conclusion."""
    return _parties([party])


def of_exchange(exchange: Exchange) -> str:
    """An exchange: what was asked, how it ended, and the first of its bytes as inert text."""
    told = (
        ("exchange", exchange.id),
        ("uri", exchange.ask.uri),
        ("at", exchange.at.isoformat()),
        ("address", exchange.address),
        ("outcome", f"{exchange.outcome} {exchange.why}"),
    )
    answer = exchange.head + exchange.body
    shown = html.escape(block(answer[:LONGEST].decode("utf-8", "replace")))
    more = f"<p>the first {LONGEST:,} of {len(answer):,} bytes</p>" if len(answer) > LONGEST else ""
    frame = "max-height:24em;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere"
    return f"{table(('', ''), told)}<pre class='{NO_TEX}' style='{frame}'>{shown}</pre>{more}"


def of_observation(seen: Observation) -> str:
    """An observation as one row."""
    find = seen.find
    return table(
        ("subject", "kind", "value", "where", "span", "exchange"),
        [(seen.subject.value, find.kind, find.value, find.where.value, _span(find), seen.exchange[:12])],
    )


def of_find(find: Find) -> str:
    """What a scan found, as one row."""
    return table(
        ("kind", "value", "raw", "where", "span"),
        [(find.kind, find.value, find.raw, find.where.value, _span(find))],
    )


def of_subject(subject: Subject) -> str:
    """What is asked about."""
    return table(("kind", "value", "host"), [(subject.kind.value, subject.value, subject.host)])


def of_judgement(judgement: Judgement) -> str:
    """An analyst's judgement, with who, when and why."""
    cells = (
        judgement.id,
        judgement.verdict.value,
        " · ".join(judgement.about),
        f"{judgement.at:%Y-%m-%d %H:%M} UTC",
        judgement.author,
        judgement.because,
    )
    return table(("id", "verdict", "about", "at", "author", "because"), [cells])


def of_frame(frame: pd.DataFrame) -> str:
    """A table as pandas shows it, but with every text inert; of a long one its beginning and its end."""
    half = MOST_ROWS // 2
    cut = frame if len(frame) <= MOST_ROWS else pd.concat([frame.head(half), frame.tail(half)])
    header = ["", *map(str, cut.columns)]
    # `itertuples` would rename columns; the cells are all that is wanted.
    columns = [_column(str(name), cut.iloc[:, number].tolist()) for number, name in enumerate(cut.columns)]
    body = [[str(label), *each] for label, each in zip(cut.index, zip(*columns, strict=True), strict=False)]
    if len(frame) > len(cut):
        body.insert(half, ["…"] * len(header))
    size = f"{len(frame):,} rows, {frame.shape[1]} columns"
    shown = table(header, body, widest=WIDEST_IN_FRAME)
    return f"{_banner(frame.attrs.get(BANNER, ''))}<div style='overflow:auto'>{shown}</div><p>{size}</p>"


def of_explanation(explanation: Any) -> str:
    """The desk's explanation: the record it is about with its sentences, or the sentences alone."""
    head = _banner(explanation.banner)
    match explanation.about:
        case Link() as link:
            return head + _words(explanation.sentences) + _evidence(rows(link, explanation.language))
        case Operator() as operator:
            return head + _words(explanation.sentences) + of_operator(operator)
        case _:
            return head + _words(explanation.sentences)


def of_summary(summary: Summary) -> str:
    """What a run of questions brought: counts, then each question that was not answered, and why."""
    counted = ", ".join(f"{count} {outcome}" for outcome, count in sorted(summary.outcomes.items()))
    said = f"{summary.asked} questions put ({counted}), {summary.kept} answered from what was kept, {summary.sites} sites"
    failed = [(each.outcome, each.uri, each.why) for each in summary.failures[:MOST_ROWS]]
    more = len(summary.failures) - len(failed)
    rest = [f"and {more} more: see case.exchanges"] if more else []
    return _words([said]) + (table(("outcome", "question", "why"), failed) if failed else "") + _words(rest)


def of_ask(ask: Ask) -> str:
    """A question: what is asked, of whom, about what."""
    return table(("uri", "collector", "subject"), [(ask.uri, ask.collector, ask.subject.name)])


FORMATS: Mapping[type, Callable[[Any], str]] = {
    Link: of_link,
    Evidence: of_evidence,
    Operator: of_operator,
    Party: of_party,
    Ask: of_ask,
    Exchange: of_exchange,
    Observation: of_observation,
    Find: of_find,
    Subject: of_subject,
    Judgement: of_judgement,
    Summary: of_summary,
    pd.DataFrame: of_frame,
}
# The desk stands above this room: its record is named and not imported.
ABOVE: Mapping[tuple[str, str], Callable[[Any], str]] = {
    ("osint.desk.explaining", "Explanation"): of_explanation,
}


def register(shell: Any) -> None:
    """Teach a notebook's shell to show our records and tables; nothing happens outside a notebook."""
    if shell is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    for record, show in FORMATS.items():
        formatter.for_type(record, show)
    for (module, name), show in ABOVE.items():
        formatter.for_type_by_name(module, name, show)


def _banner(text: str) -> str:
    """What stands over everything that practice made; nothing over a real case's."""
    return f"<p style='font-weight:bold;color:#b00020'>{_text(text)}</p>" if text else ""


def _evidence(shown: Iterable[Evidence]) -> str:
    body = (
        (each.kind, each.value, f"{each.bits / 1000:+.2f}", str(each.owners or ""), each.note)
        for each in shown
    )
    return table(("kind", "value", "bits", "owners", "why"), body)


def _parties(shown: Iterable[Party]) -> str:
    body = ((each.name, each.role, each.site, each.disclosure.value, each.source[:12]) for each in shown)
    return table(("party", "role", "site", "disclosure", "exchange"), body)


def _candidates(shown: Iterable[Candidate]) -> str:
    """Parties under all their spellings, with what each may be: whom sources name, and no conclusion."""
    body = (
        (
            " · ".join(each.spellings),
            each.nature.value,
            ", ".join(each.roles),
            ", ".join(map(names.unicode_form, each.sites)),
            ", ".join(sorted({one.disclosure.value for one in each.mentions})),
            ", ".join(dict.fromkeys(one.source[:12] for one in each.mentions)),
            " · ".join(f"{other.name}: {other.why}" for other in each.may_be),
        )
        for each in shown
    )
    return table(("candidate", "nature", "roles", "sites", "disclosure", "exchange", "may be"), body)


def _span(find: Find) -> str:
    return f"{'/'.join(find.path)} {find.start}-{find.end}"


def _td(cell: str, widest: int) -> str:
    style = CELL + (WHOLE if len(cell) <= SHORT else BROKEN)
    return f"<td style='{style}'>{_text(cell, longest=widest)}</td>"


def _column(name: str, values: Iterable[object]) -> list[str]:
    shown = [_cell(value) for value in values]
    return [f"{each[:12]}…" if len(each) > 12 else each for each in shown] if name in DIGESTS else shown


def _cell(value: object) -> str:
    """A table's cell in words: what is missing is empty, and a list of records does not repeat its field names."""
    match value:
        case str():
            return value
        case Mapping():
            return ", ".join(f"{key}: {_cell(each)}" for key, each in value.items())
        case Sequence():
            return " · ".join(
                " ".join(map(_cell, each.values())) if isinstance(each, Mapping) else _cell(each)
                for each in value
            )
        case _:
            return _scalar(value)


def _scalar(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _words(said: Iterable[str]) -> str:
    return "".join(f"<p class='{NO_TEX}'>{_text(each, longest=2000)}</p>" for each in said)


def _text(text: str, *, longest: int = WIDEST) -> str:
    return html.escape(line(text, longest=longest))
