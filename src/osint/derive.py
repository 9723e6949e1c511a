"""From kept exchanges, judgements and a frozen basis to observations, links and operators: pure.

The same exchanges, judgements and basis give the same result, byte for byte, on any machine: everything
is sorted, weights are whole numbers, and nothing here knows the time of day.
"""

import hashlib
import importlib.metadata
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from osint import canonical, collectors, identifiers, names, outcomes
from osint.links.basis import LinkBasis
from osint.links.bearing import gather
from osint.links.case_view import CaseView, Circumstances
from osint.links.graph import link_sites
from osint.operators import cluster, score
from osint.operators.judgement import effective
from osint.records import Exchange, Judgement, Link, Observation, Operator, Outcome
from osint.rows import Row, judgement_row, link_row, observation_row, operator_row

# Libraries that read kept bytes: another version may read them otherwise.
READERS = (
    "dnspython",
    "idna",
    "ipwhois",
    "mmh3",
    "phonenumbers",
    "publicsuffixlist",
    "pypinyin",
    "python-stdnum",
    "shodan",
)
SURROGATE = re.compile("[\ud800-\udfff]")
READABLE = frozenset({Outcome.ANSWERED, Outcome.ABSENT})


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a derivation is made from, besides the exchanges and the basis."""

    judgements: tuple[Judgement, ...] = ()
    rights_holders: frozenset[str] = frozenset()  # sites whose identifiers a clone copies
    found_by: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # site → the ``kind:value`` that led to it
    previous: tuple[Operator, ...] = ()  # the generation before, for the operators' names


@dataclass(frozen=True, slots=True)
class Derivation:
    """What came of it. ``changes`` says which operators were kept, split and merged."""

    observations: tuple[Observation, ...]
    links: tuple[Link, ...]
    operators: tuple[Operator, ...]
    contradictions: tuple[str, ...]
    changes: dict[str, Any]


def derive(observations: Iterable[Observation], inputs: Inputs, basis: LinkBasis) -> Derivation:
    """Link and group what was observed (``read``, over every exchange)."""
    seen = sorted({_storable(each) for each in observations}, key=_order)
    constraints = effective(inputs.judgements)
    told = Circumstances(inputs.rights_holders, constraints.ignored, inputs.found_by)
    view = CaseView(gather(seen), basis, told)
    links = link_sites(view)
    groups = cluster.groups(links, constraints, basis)
    made = score.operators(groups, links, view, constraints)
    operators, changes = score.named(inputs.previous, made)
    return Derivation(tuple(seen), links, operators, constraints.contradictions, changes)


def read(exchange: Exchange) -> Iterator[Observation]:
    """What is observed in one exchange: nothing where it holds no answer of the source itself."""
    reader = collectors.find(exchange.ask.collector)
    if reader is None or outcomes.reread(exchange)[0] not in READABLE:
        return
    yield from reader.read(exchange)


def basis_of(links: LinkBasis) -> dict[str, Any]:
    """The frozen knowledge of a derivation, as canonical JSON: hashed in the ledger, carried in packages."""
    return {
        "osint": importlib.metadata.version("osint"),
        "catalogue": identifiers.catalogue(),
        "links": links.to_json(),
        "outcome_rules": outcomes.rules_digest(),
        "suffix_list": names.suffix_list_version(),
        "readers": {name: importlib.metadata.version(name) for name in READERS},
        "collectors": [each.name for each in collectors.COLLECTORS],
    }


def statement(
    derivation: Derivation, inputs: Inputs, basis: Mapping[str, Any], ledger_size: int
) -> dict[str, Any]:
    """What went in and what came out, by digest: ``derivation.json``."""
    return {
        "ledger_size": ledger_size,
        "basis": canonical.digest(basis),
        "inputs": inputs_row(inputs),
        "results": {
            "observations": digest_of(map(observation_row, derivation.observations)),
            "links": digest_of(map(link_row, derivation.links)),
            "operators": digest_of(map(operator_row, derivation.operators)),
        },
        "contradictions": list(derivation.contradictions),
        "changes": derivation.changes,
    }


def inputs_row(inputs: Inputs) -> dict[str, Any]:
    """The inputs as a package carries them; a judgement's reason and author do not bear on the result."""
    return {
        "judgements": [{**judgement_row(each), "author": "", "because": ""} for each in inputs.judgements],
        "rights_holders": sorted(inputs.rights_holders),
        "found_by": {site: sorted(found) for site, found in sorted(inputs.found_by.items())},
        "previous": {each.id: [member.site for member in each.sites] for each in inputs.previous},
    }


def digest_of(rows: Iterable[Row]) -> dict[str, Any]:
    """How many rows, and the sha256 over their canonical forms, one a line; fractions to six places."""
    made, count = hashlib.sha256(), 0
    for row in rows:
        made.update(canonical.encode(_exact(row)) + b"\n")
        count += 1
    return {"count": count, "sha256": made.hexdigest()}


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_exact(inner) for inner in value]
    return value


def _storable(each: Observation) -> Observation:
    """The observation with half characters (lone surrogates, as a JSON escape can make them) written out.

    No table, no canonical form and no file can hold them; the bytes themselves are kept in the exchange.
    """
    find, subject = each.find, each.subject
    told = (find.value, find.raw, *find.path, subject.value, subject.host)
    if all(text.isascii() or not SURROGATE.search(text) for text in told):
        return each
    return replace(
        each,
        subject=replace(subject, value=_whole(subject.value), host=_whole(subject.host)),
        find=replace(
            find, value=_whole(find.value), raw=_whole(find.raw), path=tuple(map(_whole, find.path))
        ),
    )


def _whole(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _order(each: Observation) -> tuple[Any, ...]:
    find = each.find
    place = (find.kind, find.value, each.exchange, find.path, find.start, find.end, find.raw, find.where)
    subject = (each.subject.kind.value, each.subject.value, each.subject.host)
    return (*subject, *place, each.first_seen, each.last_seen)
